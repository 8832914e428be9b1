"""Passages that share words with a question: the lexical half of retrieval.

Texts go in, (row, BM25 score) pairs come out, and row i stays the caller's chunk i. Each text is
indexed twice, as words and as characters with their pairs: words weigh a term as a whole, pairs
find a quote that was cut inside a word or that the segmenter took apart differently. The question
becomes terms here and never reaches a query language: `*`, `"` and `title:` in it are only marks.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import cast

import tantivy
from tantivy import Occur, Query

from index.errors import IndexUnavailable
from index.text import fold
from index.words import tag_words

# Words that ask and so cannot tell one passage from another. They are cut out of the question
# before it is made into pairs, or 多少钱 would look for 少钱.
_ASKING = frozenset(
    "什么 多少 哪 哪些 哪个 哪几 哪几个 哪里 哪儿 哪位 哪年 几 几个 谁 何 何时 何地 为何 如何 是否"
    " 怎么 怎样 怎么样 为什么 有没有 是不是 多大 多长 多久 多高 多远 吗 呢 请问"
    " what which who whom whose when where why how many much".split()
)

# Words that any sentence may hold. A passage that shares only these with the question is no hit,
# and in a library of a few pages BM25 cannot see that they are common. Pairs that contain them
# (党的, 了解) are searched all the same: without those, quotes cut at any place were found less.
_FUNCTION = frozenset(
    "的 了 是 在 有 和 与 及 或 而 也 都 就 被 把 将 于 对 为 从 到 由 以 其 这 那 之 此 该 等"
    " a an the of to in on at for by with from as is are was were be been being do does did has"
    " have had and or but if not no it its he she they them his her their we you i this that these"
    " those there than then so such can could will would shall should may might must s t".split()
)

# Scripts without spaces: Han, kana, and the marks 々 〆 〇 that stand for Han.
_UNSPACED = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_GROUPED = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?%?"
_TOKEN = rf"[^\W_{_UNSPACED}]+(?:[.&+-][^\W_{_UNSPACED}]+)*%?"
_PIECE = re.compile(rf"(?P<unspaced>[{_UNSPACED}]+)|{_GROUPED}|{_TOKEN}")
_NUMBER = re.compile(r"[0-9,]+(?:\.[0-9]+)?%?")
_PART = re.compile(r"[^\W_]+")

# The writer cuts a segment when this many bytes are full. One segment keeps rows in order and
# searches fastest; what is not needed is not taken.
_WRITER_BYTES = 500_000_000


class LexicalIndex:
    """An open index over the texts of one library."""

    def __init__(self, index: tantivy.Index) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()

    @classmethod
    def build(cls, texts: Sequence[str], document_ids: Sequence[str], path: Path) -> "LexicalIndex":
        """Return an index over `texts`, written to the folder `path`, which is made if need be.

        Args:
            texts: What is searched; give the headings above a passage in front of it.
            document_ids: The document of each text.
            path: An empty folder, or none yet.

        Raises:
            IndexUnavailable: The folder cannot be written.
        """
        if len(texts) != len(document_ids):
            raise ValueError(f"{len(texts)} texts, but {len(document_ids)} document ids")
        try:
            path.mkdir(parents=True, exist_ok=True)
            index = tantivy.Index(_schema(), path=str(path), reuse=False)
            writer = index.writer(_WRITER_BYTES, num_threads=1)
            for row, (text, document_id) in enumerate(zip(texts, document_ids, strict=True)):
                writer.add_document(_entry(row, text, document_id))
            writer.commit()
            writer.wait_merging_threads()
        except (OSError, ValueError) as error:
            raise IndexUnavailable(
                f"{path} cannot be written ({error}); check the folder and the free space"
            ) from error
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> "LexicalIndex":
        """Return the index that `build` wrote; the caller has compared the files' checksums.

        Raises:
            IndexUnavailable: There is no index in `path`, or it is not whole, or the folder
                refuses the lock file that opening writes.
        """
        try:
            index = tantivy.Index.open(str(path))
            index.config_reader("manual")
            return cls(index)
        except ValueError as error:
            raise IndexUnavailable(
                f"{path} does not open as a lexical index ({error}); it must be writable, and it "
                "is a cache, so delete it and it will be rebuilt from the library"
            ) from error

    def __len__(self) -> int:
        return self._searcher.num_docs

    def texts_with(self, word: str) -> int:
        """Return in how many texts a folded word stands: as words are parted, English by its stem.

        `index.texts_with("members") == index.texts_with("member")`
        """
        return self._searcher.doc_freq("words", _english_stem(word))

    def texts_with_pair(self, pair: str) -> int:
        """Return in how many texts two folded characters stand side by side."""
        return self._searcher.doc_freq("bigrams", pair)

    def search(
        self, question: str, top_k: int, document_ids: Sequence[str] | None = None
    ) -> list[tuple[int, float]]:
        """Return the (row, score) pairs that share most with `question`, best first.

        The score is the sum of BM25 over both fields. Only texts that share a term come back, so
        there may be fewer than `top_k`, or none. Equal scores come in the order of their rows.

        Args:
            question: Any text.
            top_k: Most pairs, at least 1.
            document_ids: Only their texts are searched; `None` means all.
        """
        terms = self._terms_query(question)
        if document_ids is not None:
            documents = Query.term_set_query(self._schema, "document_id", list(document_ids))
            only = (Occur.Must, Query.const_score_query(documents, 0.0))
            terms = Query.boolean_query([(Occur.Must, terms), only])
        # Look one past the cut, and further while the cut would fall between equals.
        depth = min(top_k + 1, len(self))
        while depth:
            pairs = self._best(terms, depth)
            if len(pairs) < depth or depth == len(self) or pairs[-1][1] < pairs[top_k - 1][1]:
                return pairs[:top_k]
            depth = min(2 * depth, len(self))
        return []

    def _terms_query(self, question: str) -> Query:
        words, bigrams = _question_terms(question)
        named = [("words", term) for term in words] + [("bigrams", term) for term in bigrams]
        return Query.boolean_query(
            [
                (Occur.Should, Query.term_query(self._schema, field, term, "freq"))
                for field, term in named
            ]
        )

    def _best(self, query: Query, depth: int) -> list[tuple[int, float]]:
        hits = self._searcher.search(query, depth, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        scores = [score for score, _ in hits]
        pairs = zip(cast(list[int], rows), scores, strict=True)
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


def _schema() -> tantivy.Schema:
    """Return two fields of terms parted by spaces, and what is needed to filter and to answer."""
    builder = tantivy.SchemaBuilder()
    for field in ("words", "bigrams"):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("document_id", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("row", fast=True)
    return builder.build()


def _entry(row: int, text: str, document_id: str) -> tantivy.Document:
    folded = fold(text)
    entry = tantivy.Document()
    entry.add_text("words", " ".join(_words(folded)))
    entry.add_text("bigrams", " ".join(_bigrams(folded)))
    entry.add_text("document_id", document_id)
    entry.add_unsigned("row", row)
    return entry


# ---------------------------------------------------------------------------- terms


def _question_terms(question: str) -> tuple[list[str], list[str]]:
    """Return the words and the bigrams to look for, each once.

    A question that is made of nothing but common words is searched as it stands.
    """
    folded = fold(question)
    asked = _PIECE.sub(_without_asking, folded)
    words = [term for term in _words(asked) if term not in _FUNCTION]
    bigrams = [term for term in _bigrams(asked) if term not in _FUNCTION]
    if not words and not bigrams:
        words, bigrams = list(_words(folded)), list(_bigrams(folded))
    return list(dict.fromkeys(words)), list(dict.fromkeys(bigrams))


def _without_asking(piece: re.Match[str]) -> str:
    return "".join(" " if word.text in _ASKING else word.text for word in tag_words(piece[0]))


def _words(folded: str) -> Iterator[str]:
    """Yield Chinese words, and of spaced scripts each token with the forms it is asked by."""
    for piece in _PIECE.finditer(folded):
        if piece["unspaced"]:
            yield from (word.text for word in tag_words(piece[0]))
        else:
            yield from _forms(piece[0])


def _forms(token: str) -> Iterator[str]:
    """Yield the forms that a spaced token is found by.

    `12,345 -> 12345`; `88.3% -> 88.3%, 88.3`; `covid-19 -> covid-19, covid, 19`;
    `members -> member`.
    """
    if _NUMBER.fullmatch(token):
        number = token.replace(",", "")
        yield number
        if number.endswith("%"):
            yield number[:-1]
        return
    yield _english_stem(token)
    parts = _PART.findall(token)
    if len(parts) > 1:
        yield from map(_english_stem, parts)


def _bigrams(folded: str) -> Iterator[str]:
    """Yield each character and each pair of neighbours; a spaced token counts as one character.

    `第8批 -> 第, 8, 批, 第8, 8批`. Single characters are what a question of one character is found
    by, and they raised the rank of the right passage for whole questions too.
    """
    neighbours: list[str] = []
    end = 0
    for piece in _PIECE.finditer(folded):
        if piece.start() != end:
            yield from _with_pairs(neighbours)
            neighbours = []
        neighbours += piece[0] if piece["unspaced"] else [piece[0].replace(",", "")]
        end = piece.end()
    yield from _with_pairs(neighbours)


def _with_pairs(neighbours: list[str]) -> Iterator[str]:
    yield from neighbours
    yield from (left + right for left, right in pairwise(neighbours))


def _english_stem(word: str) -> str:
    return _stemmer().analyze(word)[0] if word.isascii() and word.isalpha() else word


@cache
def _stemmer() -> tantivy.TextAnalyzer:
    """Return Porter's second English stemmer (https://snowballstem.org)."""
    whole = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    return whole.filter(tantivy.Filter.stemmer("english")).build()
