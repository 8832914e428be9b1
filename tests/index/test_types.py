import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Chunk, Document, Section, Span

TEXT = "总则\n甲。\n一\n乙。\n二\n丙。\n附则\n丁。\n落款"
SECTIONS = (
    Section(("总则",), Span(0, 2), Span(0, 15)),
    Section(("总则", "一"), Span(6, 7), Span(6, 10)),
    Section(("总则", "二"), Span(11, 12), Span(11, 15)),
    Section(("附则",), Span(16, 18), Span(16, 21)),
)


def document_with(sections: tuple[Section, ...], text: str = TEXT) -> Document:
    return Document("0123456789abcdef", "a.txt", "0" * 64, "utf-8", text, "总则", sections)


# ---------------------------------------------------------------------------- Span


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_a_span_cannot_be_empty_or_start_before_the_text(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=rf"got \[{start}, {end}\)"):
        Span(start, end)


def test_spans_sort_by_start_then_end() -> None:
    assert sorted([Span(2, 3), Span(0, 9), Span(0, 4)]) == [Span(0, 4), Span(0, 9), Span(2, 3)]


@pytest.mark.parametrize(
    ("other", "contains", "overlaps"),
    [
        (Span(2, 6), True, True),
        (Span(3, 5), True, True),
        (Span(2, 7), False, True),
        (Span(0, 3), False, True),
        (Span(0, 2), False, False),
        (Span(6, 8), False, False),
    ],
)
def test_a_span_knows_what_it_contains_and_overlaps(
    other: Span, contains: bool, overlaps: bool
) -> None:
    assert Span(2, 6).contains(other) is contains
    assert Span(2, 6).overlaps(other) is overlaps
    assert other.overlaps(Span(2, 6)) is overlaps


@given(st.integers(0, 99), st.integers(1, 99))
def test_the_length_of_a_span_is_that_of_its_slice(start: int, length: int) -> None:
    span = Span(start, start + length)
    assert len(span) == len(("x" * 300)[span.start : span.end])


# ---------------------------------------------------------------------------- Document


def test_a_quote_is_the_text_itself_up_to_its_last_character() -> None:
    document = document_with(SECTIONS)
    assert document.quote(Span(3, 5)) == "甲。"
    assert document.quote(Span(0, len(TEXT))) == TEXT


def test_a_quote_beyond_the_text_is_refused_and_not_cut_short() -> None:
    with pytest.raises(ValueError, match="ends beyond"):
        document_with(SECTIONS).quote(Span(0, len(TEXT) + 1))


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("总则", ("总则",)),
        ("甲", ("总则",)),
        ("乙", ("总则", "一")),
        ("丙", ("总则", "二")),
        ("附则", ("附则",)),
        ("落款", ()),
    ],
)
def test_the_headings_above_a_place_are_given_outermost_first(
    words: str, path: tuple[str, ...]
) -> None:
    assert document_with(SECTIONS).section_path(TEXT.index(words)) == path


def test_between_two_inner_sections_the_outer_one_counts() -> None:
    between = SECTIONS[1].span.end
    assert TEXT[between] == "\n"
    assert document_with(SECTIONS).section_path(between) == ("总则",)


def test_without_sections_there_is_no_path() -> None:
    assert document_with(()).section_path(0) == ()


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5)), max_size=12), st.integers(0, 70))
def test_the_path_is_that_of_the_innermost_section_around_a_place(
    levels: list[tuple[int, int]], offset: int
) -> None:
    sections = nested(levels)
    around = [section for section in sections if section.span.start <= offset < section.span.end]
    expected = around[-1].path if around else ()
    assert document_with(sections, "x" * 71).section_path(offset) == expected


def nested(levels: list[tuple[int, int]]) -> tuple[Section, ...]:
    """Return sections made of (level, length): each runs to the next of its level or above."""
    starts = [sum(length for _, length in levels[:i]) for i in range(len(levels) + 1)]
    sections: list[Section] = []
    above: list[tuple[int, str]] = []
    for i, (level, _) in enumerate(levels):
        above = [*(pair for pair in above if pair[0] < level), (level, str(i))]
        end = next((j for j in range(i + 1, len(levels)) if levels[j][0] <= level), len(levels))
        span = Span(starts[i], starts[end])
        path = tuple(name for _, name in above)
        sections.append(Section(path, Span(starts[i], starts[i] + 1), span))
    return tuple(sections)


def test_lines_are_counted_from_one() -> None:
    document = document_with((), "甲\r\n乙\n\n丙")
    assert [document.line_number(document.text.index(c)) for c in "甲乙丙"] == [1, 2, 4]


# ---------------------------------------------------------------------------- Chunk


def test_the_id_of_a_chunk_sorts_by_document_and_then_by_place() -> None:
    ids = [Chunk("0123456789abcdef", n, Span(0, 1), ()).chunk_id for n in (9, 10, 99_999)]
    assert ids == sorted(ids)
    assert ids[0] == "0123456789abcdef:000009"
