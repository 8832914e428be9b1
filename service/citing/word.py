"""A text of excerpts as a Word file: block quotations, real footnotes, a reference list.

The same compilation gives the same bytes: what varies in such a file, its times, is fixed.
"""

import io
import re
import zipfile
from datetime import datetime

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from service.citing.excerpts import Compilation, Quotation
from service.citing.footnotes import Footnotes
from service.citing.wordml import paragraph_of, text_run

# What XML 1.0 cannot hold, production [2] Char.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INK = RGBColor(0x22, 0x22, 0x22)
# The ids of the template's styles, and of the one that is added.
_TITLE, _HEADING, _QUOTE, _REFERENCE = "Title", "Heading1", "Quote", "Bibliography"
_A4 = (Mm(210), Mm(297))
_EPOCH = (1980, 1, 1, 0, 0, 0)


def compilation_docx(compilation: Compilation) -> bytes:
    """Return the file. A character that XML cannot hold becomes U+FFFD."""
    document = docx.Document()
    _set_styles(document)
    document.sections[0].page_width, document.sections[0].page_height = _A4
    _set_properties(document, compilation)
    footnotes = Footnotes(document)
    _add(document, compilation.title, _TITLE)
    for quotation in compilation.quotations:
        _add_quotation(document, footnotes, quotation)
    _add(document, compilation.list_title, _HEADING)
    for number, reference in enumerate(compilation.references, 1):
        _add(document, f"[{number}]\t{reference}", _REFERENCE)
    written = io.BytesIO()
    document.save(written)
    return _without_times(written.getvalue())


def _add_quotation(document: Document, footnotes: Footnotes, quotation: Quotation) -> None:
    first, *others = quotation.paragraphs or ("",)
    paragraph = _add(document, first, _QUOTE)
    # One quotation stands apart from the next, its own paragraphs do not.
    paragraph.paragraph_format.space_before = Pt(18)
    for line in others:
        paragraph = _add(document, line, _QUOTE)
    footnotes.add(paragraph, _xml_text(quotation.footnote))
    for line in (quotation.note or "").splitlines():
        _add(document, line)


def _add(document: Document, text: str, style_id: str | None = None) -> Paragraph:
    element = paragraph_of([text_run(_xml_text(text))], style_id)
    # The body's last element is that of the section.
    document.element.body[-1].addprevious(element)
    return Paragraph(element, document._body)


def _set_styles(document: Document) -> None:
    styles = document.styles
    for name in ("Title", "Heading 1"):
        styles[name].font.color.rgb = _INK
    quote = styles["Quote"]
    # Chinese is not set in italics.
    quote.font.italic = False
    quote.font.color.rgb = _INK
    quote.paragraph_format.left_indent = quote.paragraph_format.right_indent = Pt(24)
    quote.paragraph_format.space_after = Pt(4)
    references = styles.add_style(_REFERENCE, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    references.base_style = styles["Normal"]
    references.paragraph_format.left_indent = Pt(24)
    references.paragraph_format.first_line_indent = Pt(-24)
    # The fonts of the theme are chosen by this language: 宋体 for zh-CN.
    document.settings.element.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _set_properties(document: Document, compilation: Compilation) -> None:
    properties = document.core_properties
    properties.title = _xml_text(compilation.title)
    properties.author = properties.comments = ""
    properties.language = "zh-CN" if compilation.language == "zh" else "en"
    properties.created = properties.modified = datetime.fromisoformat(compilation.cited)
    relations = document.part.package.rels
    # The template's picture of its own first page.
    for key in [
        key for key, each in relations.items() if each.reltype == RELATIONSHIP_TYPE.THUMBNAIL
    ]:
        del relations[key]


def _xml_text(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _without_times(file: bytes) -> bytes:
    """Return the same archive with each entry's time set to the earliest that the format has."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(file)) as entries,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as fixed,
    ):
        for name in entries.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(entry, entries.read(name))
    return written.getvalue()
