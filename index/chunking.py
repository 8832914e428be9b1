"""A `Document` becomes `Chunk`s: what retrieval finds, a few whole sentences of one section.

Between reading and embedding. A document comes in, spans into its text go out, in order and with
nothing left out. What is embedded for a chunk has title and headings in front; what is quoted of
it never has.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from index.text import sentence_spans, trimmed
from index.types import Chunk, Document, Span

MAX_CHARS = 300
"""Characters of a chunk.

Measured with the bundled encoder and both legs on 663 pieces of evidence (the served report, CMRC,
XQuAD). Among the first 8 passages stood, at 160, 200, 250, 300 and 400 characters, 98.2, 98.2,
98.5, 99.1 and 99.5 % of it; within the first 1,600 characters of passages 99.3, 98.3, 98.4, 98.3
and 98.3 %. No size stands out, so this is the largest that a person still reads at a glance.
"""

OVERLAP_SENTENCES = 1


def chunk_document(
    document: Document, max_chars: int = MAX_CHARS, overlap_sentences: int = OVERLAP_SENTENCES
) -> tuple[Chunk, ...]:
    """Return the chunks of a document in order; every character but space lies in at least one.

    A chunk stays inside one section and holds whole sentences. A section's heading stands at the
    start of its first chunk, so that a question for the section finds it. A sentence longer than
    `max_chars` is cut between clauses (see `_cut`).

    Args:
        document: Any document; its sections bound the chunks.
        max_chars: Most characters of a chunk, but for what cannot be cut.
        overlap_sentences: Sentences at the end of a chunk that the next one repeats, as far as
            they fit: what a sentence refers to often stands in the one before.
    """
    spans = [
        span
        for section in _by_section(document, max_chars)
        for span in _packed(section, max_chars, overlap_sentences)
    ]
    return tuple(
        Chunk(document.document_id, ordinal, span, document.section_path(span.start))
        for ordinal, span in enumerate(spans)
    )


def embedding_text(document: Document, chunk: Chunk) -> str:
    """Return what is embedded for a chunk: title and headings, a line each, then its own words."""
    quote = document.quote(chunk.span)
    above = [heading for heading in chunk.section if not quote.startswith(heading)]
    return "\n".join([document.title, *above, quote])


def _by_section(document: Document, max_chars: int) -> Iterator[list[Span]]:
    """Yield the sentences of each stretch of text that lies in the same sections."""
    bounds = sorted({edge for s in document.sections for edge in (s.span.start, s.span.end)})
    sentences = (
        piece
        for sentence in sentence_spans(document.text)
        for part in _parted(document.text, sentence, bounds)
        for piece in _cut(document.text, part, max_chars)
    )
    for _, section in groupby(sentences, key=lambda span: bisect_right(bounds, span.start)):
        yield list(section)


def _parted(text: str, sentence: Span, bounds: Sequence[int]) -> Iterator[Span]:
    """Yield a sentence in parts that no bound of a section runs through."""
    first = bisect_right(bounds, sentence.start)
    last = bisect_right(bounds, sentence.end - 1)
    edges = [sentence.start, *bounds[first:last], sentence.end]
    for start, end in pairwise(edges):
        if (part := trimmed(text, start, end)) is not None:
            yield part


def _packed(sentences: Sequence[Span], max_chars: int, overlap_sentences: int) -> Iterator[Span]:
    """Yield runs of sentences, each as long as fits, the next from `overlap_sentences` before."""
    start, position = 0, 0
    while position < len(sentences):
        while start < position and sentences[position].end - sentences[start].start > max_chars:
            start += 1
        end = position + 1
        while end < len(sentences) and sentences[end].end - sentences[start].start <= max_chars:
            end += 1
        yield Span(sentences[start].start, sentences[end - 1].end)
        position, start = end, max(start, end - overlap_sentences)


# ---------------------------------------------------------------------------- long sentences

_MAX_UNCUT = 8
"""Times `max_chars` that a table row or a run without any place to cut may grow to."""

_CLAUSE_ENDS = "，；、：,;:。！？!?…"
_OPENING = "《〈（(【[〔“‘「『"
_CLOSING = "》〉）)】]〕”’」』"
_MARK = re.compile(f"[{re.escape(_CLAUSE_ENDS + _OPENING + _CLOSING)}]")
_LATIN = re.compile(r"[^\W\u2e80-\U0003ffff]")
_NUMERALS = r"\d〇零一二三四五六七八九十百千万亿两几"
# A unit has up to four characters, 平方公里, and may stand apart from its number: `3 亿元`.
_NUMBER_BEFORE = re.compile(
    rf"[{_NUMERALS}]\s?[^\s{re.escape(_CLAUSE_ENDS)}（）()“”《》]{{0,4}}\s?\Z"
)
_LONGEST_TO_UNIT = 7
_NUMBER_AFTER = re.compile(rf"\s?[{_NUMERALS}%％‰]")
# What belongs to a number that follows: signs, currencies, the other end of a range.
_BEFORE_NUMBERS = "第约近超达至到—–-~～+±$¥￥€£.．,，、:："


def _cut(text: str, sentence: Span, max_chars: int) -> Iterator[Span]:
    """Yield a sentence in pieces of at most `max_chars`, whole where it fits.

    Cut after a comma or another mark between clauses, rather outside quotes and brackets than
    inside; where a piece has no such mark, at another place. Never inside a number, a Latin word
    or a table row, nor between a number and its unit: there the piece grows longer instead.
    """
    limit = max_chars * (_MAX_UNCUT if text.startswith("|", sentence.start) else 1)
    start = sentence.start
    while sentence.end - start > limit:
        place = _cutting_place(text, start, sentence.end, max_chars)
        if (piece := trimmed(text, start, place)) is not None:
            yield piece
        start = place
    if (piece := trimmed(text, start, sentence.end)) is not None:
        yield piece


def _cutting_place(text: str, start: int, end: int, max_chars: int) -> int:
    """Return the best place to cut what starts at `start`, as far on as `max_chars` lets it be."""
    least, most = start + max_chars // 4 + 1, start + max_chars
    outside, inside = _clause_ends(text, start, most)
    for places in (outside, inside, range(least, most + 1)):
        for place in reversed(places):
            if place >= least and _may_cut(text, start, place):
                return place
    furthest = min(end, start + max_chars * _MAX_UNCUT)
    later = range(most + 1, furthest)
    return next((place for place in later if _may_cut(text, start, place)), furthest)


def _clause_ends(text: str, start: int, end: int) -> tuple[list[int], list[int]]:
    """Return where clauses end outside and inside of quotes and brackets."""
    outside: list[int] = []
    inside: list[int] = []
    depth = 0
    for mark in _MARK.finditer(text, start, end):
        if mark[0] in _CLAUSE_ENDS:
            (inside if depth else outside).append(mark.end())
        else:
            depth = max(0, depth + (1 if mark[0] in _OPENING else -1))
    return outside, inside


def _may_cut(text: str, start: int, place: int) -> bool:
    """Return whether a cut at `place` parts neither a word nor a number nor a number's unit."""
    before, after = text[place - 1], text[place]
    if _LATIN.match(before) and _LATIN.match(after):
        return False
    if after in _CLAUSE_ENDS + _CLOSING or before in _OPENING:
        return False
    if _NUMBER_AFTER.match(text, place) and before in _BEFORE_NUMBERS:
        return before in "，,、" and not text[place - 2 : place - 1].isdigit()
    if before in _CLAUSE_ENDS:
        return True
    return not _NUMBER_BEFORE.search(text[max(start, place - _LONGEST_TO_UNIT) : place])
