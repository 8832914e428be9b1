import math
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import IndexUnavailable
from index.lexical import LexicalIndex

PASSAGES = (
    "全市新建公园32个，绿化覆盖率达到41.5%。",
    "志愿者为灾区捐款1.68亿元，其中党员捐款占大多数。",
    "The Covid-19 programme reached 12,345 members in rural areas.",
    "老城区改造了供水管网，居民用上了干净的自来水。",
    "养老服务中心由15家增加到28家，覆盖全部街道。",
)


def build(folder: Path, texts: Sequence[str], document_ids: Sequence[str] = ()) -> LexicalIndex:
    return LexicalIndex.build(texts, document_ids or ["a"] * len(texts), folder)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    return build(tmp_path_factory.mktemp("lexical"), PASSAGES)


def rows(hits: list[tuple[int, float]]) -> list[int]:
    return [row for row, _ in hits]


# ------------------------------------------------------------------ what is found


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("新建了多少个公园？", 0),
        ("捐款总额是多少？", 1),
        ("老人服务中心有几家", 4),
        ("How many members were reached?", 2),
    ],
)
def test_a_question_finds_the_passage_that_shares_its_words(
    index: LexicalIndex, question: str, row: int
):
    assert rows(index.search(question, 5))[0] == row


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("41.5%", 0),
        ("41.5", 0),
        ("４１．５％", 0),
        ("1.68", 1),
        ("1.68亿元", 1),
        ("12345", 2),
        ("12,345", 2),
        ("covid-19", 2),
        ("COVID", 2),
        ("member", 2),
        ("28家", 4),
    ],
)
def test_numbers_and_latin_words_are_found_whole(index: LexicalIndex, question: str, row: int):
    assert rows(index.search(question, 5)) == [row]


def test_part_of_a_number_does_not_find_it(index: LexicalIndex):
    assert index.search("68", 5) == index.search("2", 5) == []


def test_a_comma_groups_digits_by_threes_and_parts_anything_else(tmp_path: Path):
    index = build(tmp_path, ["到2020,1200人", "apples,pears", "共1,234,567.8元", "12,3456"])

    assert rows(index.search("2020", 5)) == rows(index.search("1200", 5)) == [0]
    assert rows(index.search("pear", 5)) == [1]
    assert rows(index.search("1234567.8", 5)) == [2]
    assert rows(index.search("3456", 5)) == [3]


def test_traditional_characters_find_simplified_ones(index: LexicalIndex):
    assert index.search("養老服務", 5) == index.search("养老服务", 5) != []


def test_one_character_is_a_question_too(index: LexicalIndex):
    assert rows(index.search("款", 5)) == [1]


def test_a_quote_cut_inside_a_word_is_found(index: LexicalIndex):
    assert rows(index.search("愿者为灾", 5)) == [1]


def test_only_passages_that_share_a_term_come_back(index: LexicalIndex):
    assert index.search("量子芯片", 5) == []


@pytest.mark.parametrize("question", ["", "  \n", "。？！", "🚀", '"', "*", "\udc80"])
def test_a_question_without_words_finds_nothing(index: LexicalIndex, question: str):
    assert index.search(question, 5) == []


def test_marks_of_query_languages_are_only_marks(index: LexicalIndex):
    plain = index.search("捐款 改造", 5)

    assert plain == index.search('"捐款"* AND -改造~2 OR (NOT', 5)[: len(plain)]
    assert plain == index.search("+捐款 : [改造]^9", 5)[: len(plain)]


@given(st.text(max_size=80))
def test_any_text_may_be_asked(index: LexicalIndex, question: str):
    hits = index.search(question, 3)

    assert len(hits) <= 3
    assert all(score > 0 for _, score in hits)


# ------------------------------------------------------------------ common words


def test_words_that_ask_find_nothing_by_themselves(tmp_path: Path):
    index = build(tmp_path, ["谁也不知道这件事情有多少，什么时候。", "新建公园32个。"])

    assert rows(index.search("请问新建了多少个公园？", 5)) == [1]


def test_words_that_any_sentence_may_hold_find_nothing_by_themselves(tmp_path: Path):
    index = build(tmp_path, ["他的老师是南方来的，在这里住了很久。", "The end of it all."])

    assert index.search("公园是在哪里建的？", 5) == []
    assert index.search("What is the size of the park?", 5) == []


def test_a_question_of_common_words_alone_is_searched_as_it_stands(tmp_path: Path):
    index = build(tmp_path, ["新建公园32个。", "多少人来了。"])

    assert rows(index.search("多少", 5)) == [1]


# ------------------------------------------------------------------ order and filters


def test_equal_texts_come_in_the_order_of_their_rows_even_at_the_cut(tmp_path: Path):
    texts = ["供水管网", "改造供水", *["改造供水管网"] * 9, "公园"]
    index = build(tmp_path, texts)

    for top_k in range(1, 9):
        assert rows(index.search("改造供水管网", top_k)) == list(range(2, 2 + top_k))


def test_a_filter_leaves_top_k_and_scores_as_they_are(tmp_path: Path):
    texts = [f"第{number}区改造供水管网{number}公里" for number in range(60)]
    documents = ["even" if number % 2 == 0 else "odd" for number in range(60)]
    index = build(tmp_path, texts, documents)
    everywhere = index.search("供水管网改造了多少公里", 60)

    found = index.search("供水管网改造了多少公里", 10, ["odd"])

    assert found == [(row, score) for row, score in everywhere if row % 2 == 1][:10]
    assert index.search("供水管网", 60, ["odd", "even"]) == index.search("供水管网", 60)
    assert index.search("供水管网", 60, ["other"]) == index.search("供水管网", 60, []) == []


def test_building_twice_gives_the_same_hits(tmp_path: Path):
    first, second = build(tmp_path / "first", PASSAGES), build(tmp_path / "second", PASSAGES)

    for passage in PASSAGES:
        assert first.search(passage, 5) == second.search(passage, 5)


# ------------------------------------------------------------------ reference


def bm25(texts: Sequence[Sequence[str]], question: Sequence[str]) -> list[float]:
    """Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), with Lucene's idf."""
    k1, b = 1.2, 0.75
    average = sum(map(len, texts)) / len(texts)
    scores = [0.0] * len(texts)
    for term in question:
        holding = sum(term in text for text in texts)
        idf = math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))
        for row, text in enumerate(texts):
            tf = text.count(term)
            scores[row] += idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * len(text) / average))
    return scores


# Such tokens are one word and one bigram each, so each field holds exactly the list of tokens.
TOKENS = st.sampled_from([f"t{number}" for number in range(8)])


@settings(max_examples=40)
@given(
    texts=st.lists(st.lists(TOKENS, min_size=1, max_size=40), min_size=1, max_size=12),
    question=st.lists(TOKENS, min_size=1, unique=True),
)
def test_the_score_is_bm25_summed_over_both_fields(texts: list[list[str]], question: list[str]):
    with TemporaryDirectory() as folder:
        index = build(Path(folder), [" ".join(text) for text in texts])
        found = dict(index.search(" ".join(question), len(texts)))

    expected = {row: 2 * score for row, score in enumerate(bm25(texts, question)) if score}
    assert found == pytest.approx(expected, rel=1e-5)


def test_the_length_of_a_long_text_is_kept_in_one_byte_and_costs_little(tmp_path: Path):
    # Up to 40 terms a length is exact; above, it is rounded down by at most an eighth, of which
    # b = 0.75 lets through a part.
    texts = [["t0", *["t1"] * extra] for extra in (150, 300, 450, 600)]
    index = build(tmp_path, [" ".join(text) for text in texts])

    found = index.search("t0", 4)

    assert rows(found) == [0, 1, 2, 3]
    expected = {row: 2 * score for row, score in enumerate(bm25(texts, ["t0"]))}
    assert dict(found) == pytest.approx(expected, rel=0.08)


# ------------------------------------------------------------------ files


def test_an_opened_index_gives_the_same_hits(tmp_path: Path):
    built = build(tmp_path / "词", PASSAGES)
    opened = LexicalIndex.open(tmp_path / "词")

    assert len(opened) == len(PASSAGES)
    for passage in PASSAGES:
        assert opened.search(passage, 5) == built.search(passage, 5)


def test_an_empty_index_finds_nothing(tmp_path: Path):
    index = build(tmp_path, [])

    assert len(index) == 0
    assert index.search("捐款", 5) == []


def test_a_folder_without_an_index_is_refused_by_its_path(tmp_path: Path):
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(IndexUnavailable, match=f"{folder.name} does not open"):
            LexicalIndex.open(folder)


def test_a_damaged_index_is_refused(tmp_path: Path):
    build(tmp_path, PASSAGES)
    (tmp_path / "meta.json").write_text("{")

    with pytest.raises(IndexUnavailable, match="does not open"):
        LexicalIndex.open(tmp_path)


def test_a_missing_part_of_an_index_is_refused(tmp_path: Path):
    build(tmp_path, PASSAGES)
    for terms in tmp_path.glob("*.term"):
        terms.unlink()

    with pytest.raises(IndexUnavailable, match="does not open"):
        LexicalIndex.open(tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path):
    (tmp_path / "taken").write_text("a file")

    with pytest.raises(IndexUnavailable, match="taken cannot be written"):
        build(tmp_path / "taken", PASSAGES)


def test_texts_and_documents_must_pair_up(tmp_path: Path):
    with pytest.raises(ValueError, match="5 texts, but 2 document ids"):
        LexicalIndex.build(PASSAGES, ["a", "b"], tmp_path)


# ------------------------------------------------------------------ what the texts hold


@pytest.mark.parametrize(
    ("word", "texts"), [("捐款", 1), ("居民", 1), ("心由", 0), ("member", 1), ("members", 1)]
)
def test_a_word_is_counted_as_the_texts_are_parted(index: LexicalIndex, word: str, texts: int):
    assert index.texts_with(word) == texts


@pytest.mark.parametrize(("pair", "texts"), [("心由", 1), ("网水", 0)])
def test_neighbours_are_counted_whatever_words_they_belong_to(
    index: LexicalIndex, pair: str, texts: int
):
    assert index.texts_with_pair(pair) == texts
