"""The footnotes of a Word file, a part that python-docx does not write itself.

ECMA-376 part 1, 17.11: the notes stand in `word/footnotes.xml`, the two lines that separate them
from the page first; a run in the text refers to each by its id.
"""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from service.citing.wordml import element, paragraph_of, run_of, text_run

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
        self._text_style, self._mark_style = _add_styles(document)
        self._count = 0

    def add(self, paragraph: Paragraph, text: str) -> None:
        """Put the mark of a new footnote with `text` at the end of `paragraph`."""
        self._count += 1
        number = str(self._count)
        mark = element("w:footnoteReference", id=number)
        paragraph._p.append(run_of(mark, self._mark_style))
        sign = run_of(element("w:footnoteRef"), self._mark_style)
        note = element("w:footnote", id=number)
        note.append(paragraph_of([sign, text_run(f" {text}")], self._text_style))
        self._notes.append(note)


def _add_styles(document: Document) -> tuple[str, str]:
    """Return the ids of the styles for the text of a footnote and for its mark, now made."""
    text = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.base_style = document.styles["Normal"]
    text.font.size = Pt(9)
    text.paragraph_format.space_after = Pt(0)
    mark = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
    mark.font.superscript = True
    return text.style_id, mark.style_id


def _separator(kind: str, number: str) -> BaseOxmlElement:
    note = element("w:footnote", type=kind, id=number)
    note.append(paragraph_of([run_of(element(f"w:{kind}"))]))
    return note


def _name_separators(document: Document) -> None:
    """Name the separating lines in the settings, where Word looks for them."""
    named = element("w:footnotePr")
    for _, number in _SEPARATORS:
        named.append(element("w:footnote", id=number))
    # The schema gives the settings an order, in which this one stands before `compat`.
    document.settings.element.find(qn("w:compat")).addprevious(named)
