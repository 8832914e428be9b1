"""Where in its source a passage stands, in words: headings, lines, characters."""

from service.citing.sources import Passage, Tongue, one_line


def pinpoint(passage: Passage, language: Tongue) -> str:
    """Return headings and lines: `“一、道路”一节，第12—14行`."""
    first, last = passage.lines
    heading = " › ".join(passage.section).replace("“", "‘").replace("”", "’")
    if language == "zh":
        lines = f"第{first}行" if first == last else f"第{first}—{last}行"
        return f"“{heading}”一节，{lines}" if heading else lines
    lines = f"line {first}" if first == last else f"lines {first}–{last}"
    return f"“{heading}”, {lines}" if heading else lines


def annotation(passage: Passage, language: Tongue) -> str:
    """Return the pinpoint with the characters, counted from 0, and the quote in one line."""
    quote = one_line(passage.quote)
    start, end = passage.span.start, passage.span.end
    if language == "zh":
        return f"{pinpoint(passage, language)}，字符{start}–{end}：{quote}"
    return f"{pinpoint(passage, language)}, characters {start}–{end}: {quote}"
