"""The footnotes of a Word file, a part that python-docx does not write itself.

ECMA-376 part 1, 17.11: the notes stand in `word/footnotes.xml`, the two lines that separate them
from the page first; a run in the text refers to each by its id.
"""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph

_TEXT_STYLE = "footnote text"
_MARK_STYLE = "footnote reference"
_SEPARATORS = (("separator", "-1"), ("continuationSeparator", "0"))


class Footnotes:
    """The footnotes of one document while it is written."""

    def __init__(self, document: Document) -> None:
        self._notes = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        for kind, number in _SEPARATORS:
            self._notes.append(_separator(kind, number))
        part = XmlPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            self._notes,
            document.part.package,
        )
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        _name_separators(document)
        text = document.styles.add_style(_TEXT_STYLE, WD_STYLE_TYPE.PARAGRAPH)
        text.base_style = document.styles["Normal"]
        text.font.size = Pt(9)
        text.paragraph_format.space_after = Pt(0)
        mark = document.styles.add_style(_MARK_STYLE, WD_STYLE_TYPE.CHARACTER)
        mark.font.superscript = True
        self._text_style, self._mark_style = text.style_id, mark.style_id
        self._count = 0

    def add(self, paragraph: Paragraph, text: str) -> None:
        """Put the mark of a new footnote with `text` at the end of `paragraph`."""
        self._count += 1
        mark = paragraph.add_run(style=_MARK_STYLE)
        mark._r.append(_element("w:footnoteReference", id=str(self._count)))
        note = _element("w:footnote", id=str(self._count))
        body = OxmlElement("w:p")
        note.append(body)
        line = Paragraph(body, paragraph._parent)
        body.get_or_add_pPr().style = self._text_style
        number = line.add_run()
        number._r.style = self._mark_style
        number._r.append(OxmlElement("w:footnoteRef"))
        line.add_run(f" {text}")
        self._notes.append(note)


def _separator(kind: str, number: str) -> BaseOxmlElement:
    note = _element("w:footnote", type=kind, id=number)
    run = OxmlElement("w:r")
    run.append(OxmlElement(f"w:{kind}"))
    paragraph = OxmlElement("w:p")
    paragraph.append(run)
    note.append(paragraph)
    return note


def _name_separators(document: Document) -> None:
    """Name the separating lines in the settings, where Word looks for them."""
    named = OxmlElement("w:footnotePr")
    for _, number in _SEPARATORS:
        named.append(_element("w:footnote", id=number))
    # The schema gives the settings an order, in which this one stands before `compat`.
    document.settings.element.find(qn("w:compat")).addprevious(named)


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(name)
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), value)
    return element
