"""Stand-ins that do the real thing in a small way, for tests that must not load a model."""

import zlib
from collections.abc import Sequence

import numpy as np

from index.types import EmbeddingMatrix, Progress, Span
from service.span_reader import SpanReading


class FakeEncoder:
    """An `Encoder` that hashes character pairs into unit vectors: shared words give near vectors.

    Same text, same vector, in every process; texts that share no pair are close to orthogonal, so
    a test may assert which passage is nearest to a question. Punctuation and spaces are passed
    over.

    Attributes:
        encoded: How many texts it has encoded so far, queries and passages together.
    """

    name = "fake-bigrams"

    def __init__(self, dimension: int = 256, *, fingerprint: str | None = None) -> None:
        self.dimension = dimension
        self.fingerprint = fingerprint or f"{zlib.crc32(b'bigrams', dimension):08x}"
        self.encoded = 0

    def encode_queries(self, texts: Sequence[str], /) -> EmbeddingMatrix:
        return self._encode(texts)

    def encode_passages(
        self, texts: Sequence[str], /, progress: Progress | None = None
    ) -> EmbeddingMatrix:
        vectors = self._encode(texts)
        if progress is not None:
            progress(len(texts), len(texts))
        return vectors

    def _encode(self, texts: Sequence[str]) -> EmbeddingMatrix:
        self.encoded += len(texts)
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> EmbeddingMatrix:
        letters = "".join(character for character in text.casefold() if character.isalnum())
        vector = np.zeros(self.dimension, dtype=np.float32)
        # One more value than pairs, so that a text without any pair still has a direction.
        vector[0] = 1e-3
        for start in range(max(1, len(letters) - 1)):
            digest = zlib.crc32(letters[start : start + 2].encode("utf-8", "surrogatepass"))
            # The top bit gives the sign: pairs that meet in one slot cancel as often as they add.
            vector[digest % self.dimension] += 1.0 if digest >> 31 else -1.0
        return (vector / np.linalg.norm(vector)).astype(np.float32)


class WordReader:
    """Sees the answer where `answer` stands, and takes what does not hold it not to answer."""

    def __init__(self, answer: str) -> None:
        self.answer = answer
        self.asked: list[str] = []

    def read(self, question: str, passages: Sequence[str], /) -> tuple[SpanReading, ...]:
        self.asked += passages
        return tuple(self._reading(n, passage) for n, passage in enumerate(passages))

    def _reading(self, number: int, passage: str) -> SpanReading:
        start = passage.find(self.answer)
        if start < 0:
            return SpanReading(number, None, 0.0, 0.1)
        return SpanReading(number, Span(start, start + len(self.answer)), 0.8, 0.9)
