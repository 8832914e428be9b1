"""How much the trained reader's verdict and the rules' score are worth: the weights of both.

    python -m tests.evaluation.weights [--passages FILE.jsonl] [--reader FOLDER]

Hand-written questions on invented passages (`passages.jsonl`, in the form that
`service/training/questions/README.md` tells) which the reader has not learnt from. Eight passages
make a report; each question is asked of its own. Logistic regression over what
`service.likelihood` weighs tells answers from what stands beside them; the weights are printed as
they stand there, then what comes of each threshold, judged by five folds of whole questions. Last
comes how often the windows that the reader is given hold the answer.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from index.build import index_reports
from index.encoders.sentence import load_encoder
from index.library import Library, open_library
from index.retrieval import retrieve
from index.types import Encoder, Span
from service.asks import Ask
from service.config import Settings
from service.likelihood import features_of_number, features_of_sentence
from service.questions import Question, understand
from service.reader import read
from service.verdicts import PassageReader, open_reader, with_verdicts
from service.windows import likeliest_windows

PASSAGES = Path(__file__).parent / "passages.jsonl"
THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)
WINDOWS = (3, 4, 6, 8)
_PER_REPORT = 8
_CANDIDATES = 10
_TOP_K = 20

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its report and where in it the answer stands, if it does."""

    question: str
    document_id: str
    answer: Span | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may answer the question with this number, and whether it does."""

    question: int
    features: tuple[float, ...]
    right: bool


def main() -> None:
    """Print the weights and the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--passages", type=Path, default=PASSAGES)
    parser.add_argument("--reader", type=Path, default=Settings().reader)
    options = parser.parse_args()
    reader = open_reader(options.reader)
    if reader is None:
        parser.error(f"no trained reader in {options.reader}")
    encoder = load_encoder("bundled", Settings().cache_dir)
    with tempfile.TemporaryDirectory() as folder:
        library, asked = build(options.passages, encoder, Path(folder))
        numbers, sentences = candidates(asked, library, encoder, reader)
        shares = coverage(asked, library, encoder)
    for name, found in (("OF_NUMBERS", numbers), ("OF_SENTENCES", sentences)):
        for line in table(name, found, asked):
            print(line)
    for count, share in shares.items():
        print(f"answer within the first {count} windows: {share:.3f}")


def build(file: Path, encoder: Encoder, folder: Path) -> tuple[Library, list[Asked]]:
    """Return a library of reports made of the file's passages, and the questions on them."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    reports = folder / "reports"
    reports.mkdir()
    parts = [rows[at : at + _PER_REPORT] for at in range(0, len(rows), _PER_REPORT)]
    for number, part in enumerate(parts):
        text = "\n\n".join(row["passage"] for row in part)
        (reports / f"{number:03d}.txt").write_text(text, encoding="utf-8")
    index_reports([reports], folder / "library", encoder)
    library = open_library(folder / "library", encoder)
    ids = {document.filename: document.document_id for document in library.documents.values()}
    asked = [
        Asked(question, document_id, _place(answer, row["passage"], library, document_id))
        for number, part in enumerate(parts)
        for document_id in (ids[f"{number:03d}.txt"],)
        for row in part
        for _, question, answer in row["questions"]
    ]
    return library, asked


def _place(answer: str, passage: str, library: Library, document_id: str) -> Span | None:
    if not answer:
        return None
    start = library.documents[document_id].text.index(passage) + passage.index(answer)
    return Span(start, start + len(answer))


def candidates(
    asked: Sequence[Asked], library: Library, encoder: Encoder, reader: PassageReader
) -> tuple[list[Candidate], list[Candidate]]:
    """Return the likeliest numbers for questions for one, and sentences for the others."""
    numbers: list[Candidate] = []
    sentences: list[Candidate] = []
    for at, item in enumerate(asked):
        question = understand(item.question)
        if question.operation is not None or len(question.amounts) > 1:
            continue
        kept = numbers if question.ask is Ask.NUMBER else sentences
        kept += _of(at, question, item, library, encoder, reader)
    return numbers, sentences


def _of(
    at: int,
    question: Question,
    item: Asked,
    library: Library,
    encoder: Encoder,
    reader: PassageReader,
) -> Iterator[Candidate]:
    ids = (item.document_id,)
    hits = retrieve(library, encoder, question.text, _TOP_K, ids, words=question.query)
    if not hits:
        return
    reading = with_verdicts(question, read(question, hits, library), reader)
    if question.ask is not Ask.NUMBER:
        for evidence in reading.sentences[:_CANDIDATES]:
            right = item.answer is not None and evidence.sentence.overlaps(item.answer)
            yield Candidate(at, features_of_sentence(evidence), right)
        return
    most_words = max(evidence.support for evidence in reading.sentences)
    for found in reading.facts[0][:_CANDIDATES]:
        span = found.fact.quantity.span
        right = item.answer is not None and span.overlaps(item.answer)
        yield Candidate(at, features_of_number(found, most_words), right)


def coverage(asked: Sequence[Asked], library: Library, encoder: Encoder) -> dict[int, float]:
    """Return the share of answered questions whose answer the first so many windows hold."""
    held: dict[int, list[bool]] = {count: [] for count in WINDOWS}
    for item in asked:
        if item.answer is None:
            continue
        question = understand(item.question)
        ids = (item.document_id,)
        hits = retrieve(library, encoder, question.text, _TOP_K, ids, words=question.query)
        windows = list(islice(likeliest_windows(read(question, hits, library)), max(WINDOWS)))
        for count, found in held.items():
            found.append(any(w.span.overlaps(item.answer) for w in windows[:count]))
    return {count: sum(found) / len(found) for count, found in held.items()}


def table(name: str, found: Sequence[Candidate], asked: Sequence[Asked]) -> Iterator[str]:
    """Yield the weights, then for each threshold what is answered and refused, right and wrong."""
    features = np.array([candidate.features for candidate in found])
    right = np.array([candidate.right for candidate in found])
    questions = np.array([candidate.question for candidate in found])
    model = LogisticRegression(max_iter=5000).fit(features, right)
    weights = ", ".join(f"{weight:.2f}" for weight in model.coef_[0])
    yield f"{name} = Weights({model.intercept_[0]:.2f}, ({weights}))"
    likelihoods: Matrix = cross_val_predict(
        model, features, right, groups=questions, cv=GroupKFold(5), method="predict_proba"
    )[:, 1]
    best: dict[int, int] = {}
    for at, number in enumerate(questions):
        if number not in best or likelihoods[at] > likelihoods[best[number]]:
            best[int(number)] = at
    yield "threshold  right  wrong  refused wrongly  refused rightly  answered wrongly"
    for threshold in THRESHOLDS:
        counts = dict.fromkeys(("right", "wrong", "refused", "rightly", "answered"), 0)
        for number, at in best.items():
            answered = likelihoods[at] >= threshold
            if asked[number].answer is None:
                counts["answered" if answered else "rightly"] += 1
            elif answered:
                counts["right" if right[at] else "wrong"] += 1
            else:
                counts["refused"] += 1
        row = "  ".join(f"{count:5}" for count in counts.values())
        yield f"{threshold:9}  {row}"


if __name__ == "__main__":
    main()
