"""Elements of a Word file, made one by one.

python-docx looks through all styles and a whole paragraph for each thing that it adds, some
milliseconds each time, which is too long for a text of many lines.
"""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement


def element(name: str, **attributes: str) -> BaseOxmlElement:
    """Return an element such as `w:footnote`; the attributes are of the same namespace."""
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def paragraph_of(runs: list[BaseOxmlElement], style_id: str | None = None) -> BaseOxmlElement:
    """Return a paragraph, in the style of normal text where none is named."""
    return _styled("w:p", "w:pStyle", style_id, runs)


def run_of(sign: BaseOxmlElement, style_id: str | None = None) -> BaseOxmlElement:
    """Return a run of one sign, such as the mark of a footnote."""
    return _styled("w:r", "w:rStyle", style_id, [sign])


def text_run(text: str) -> BaseOxmlElement:
    """Return a run of words; a tab becomes the element that Word has for it."""
    run = OxmlElement("w:r")
    for number, piece in enumerate(text.split("\t")):
        if number:
            run.append(OxmlElement("w:tab"))
        words = OxmlElement("w:t")
        words.text = piece
        words.set(qn("xml:space"), "preserve")
        run.append(words)
    return run


def _styled(
    name: str, style_name: str, style_id: str | None, content: list[BaseOxmlElement]
) -> BaseOxmlElement:
    made = OxmlElement(name)
    if style_id is not None:
        properties = OxmlElement(f"{name}Pr")
        properties.append(element(style_name, val=style_id))
        made.append(properties)
    made.extend(content)
    return made
