"""The reports that questions are asked of: found by name, with the places of their evidence.

In: checked questions and the texts that the service holds. Out: `Case`s, each with the ids of its
reports and where its evidence stands, and what had to be left out, with its reason.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from service.evaluation.questions import Evidence, GoldQuestion
from service.evaluation.wording import normalised


@dataclass(frozen=True, slots=True)
class Report:
    """A report that the service holds."""

    document_id: str
    title: str
    filename: str
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """`[start, end)` of a report's text."""

    document_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Case:
    """A question that can be asked of the reports at hand.

    Attributes:
        reports: Ids of the reports that answer it; empty where the file leaves that open and the
            evidence does not tell.
        chosen: Ids that the asking is restricted to; empty means all.
        evidence: Where each piece of evidence stands; one that stands nowhere is left out.
        also: Other places that say the same.
    """

    gold: GoldQuestion
    reports: tuple[str, ...]
    chosen: tuple[str, ...]
    evidence: tuple[Place, ...]
    also: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A question that cannot be asked here, and why."""

    question_id: str
    why: str


class _MissingReport(Exception):
    """A name that is no report's, or more than one's."""


def prepare(
    questions: Iterable[GoldQuestion], shelf: Mapping[str, Report]
) -> tuple[tuple[Case, ...], tuple[LeftOut, ...]]:
    """Return the questions that can be asked of `shelf`, and the others.

    Args:
        questions: As the file has them.
        shelf: The reports by id.
    """
    names = _names(shelf.values())
    cases: list[Case] = []
    left_out: list[LeftOut] = []
    for question in questions:
        try:
            cases.append(_case(question, shelf, names))
        except _MissingReport as missing:
            left_out.append(LeftOut(question.question_id, str(missing)))
    return tuple(cases), tuple(left_out)


def _case(
    question: GoldQuestion, shelf: Mapping[str, Report], names: Mapping[str, tuple[str, ...]]
) -> Case:
    chosen = tuple(_find(name, names) for name in question.chosen)
    reports = [_find(name, names) for name in question.reports]
    reports += [_find(e.report, names) for e in question.evidence if e.report is not None]
    evidence = _places(question.evidence, reports or chosen, shelf, names)
    if question.evidence and not question.reports and not evidence:
        raise _MissingReport("its evidence stands in no report")
    if not reports and len({place.document_id for place in evidence}) == 1:
        reports = [evidence[0].document_id]
    return Case(
        gold=question,
        reports=tuple(dict.fromkeys(reports)),
        chosen=chosen,
        evidence=evidence,
        also=_places(question.also, reports, shelf, names, optional=True),
    )


# ---------------------------------------------------------------------------- names


def _names(reports: Iterable[Report]) -> dict[str, tuple[str, ...]]:
    """Return the ids that each name may mean: file name, the same without extension, title, id."""
    found: dict[str, dict[str, None]] = {}
    for report in reports:
        file = PurePosixPath(_nfc(report.filename))
        for name in (file.name, file.stem, _nfc(report.title), report.document_id):
            found.setdefault(name, {})[report.document_id] = None
    return {name: tuple(ids) for name, ids in found.items()}


def _find(name: str, names: Mapping[str, tuple[str, ...]]) -> str:
    """Return the id of the one report of this name."""
    ids = names.get(PurePosixPath(_nfc(name)).name, ())
    if not ids:
        raise _MissingReport(f"there is no report {name!r}")
    if len(ids) > 1:
        raise _MissingReport(f"{len(ids)} reports are called {name!r}")
    return ids[0]


def _nfc(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip()


# ---------------------------------------------------------------------------- places


def _places(
    evidence: Iterable[Evidence],
    reports: Iterable[str],
    shelf: Mapping[str, Report],
    names: Mapping[str, tuple[str, ...]],
    *,
    optional: bool = False,
) -> tuple[Place, ...]:
    """Return where the evidence stands; `optional` passes over reports that are not there."""
    ordered = tuple(dict.fromkeys(reports)) or tuple(shelf)
    places: list[Place] = []
    for piece in evidence:
        if optional and piece.report is not None and piece.report not in names:
            continue
        within = (_find(piece.report, names),) if piece.report is not None else ordered
        place = _place(piece, [shelf[document_id] for document_id in within])
        places += [place] if place is not None else []
    return tuple(places)


def _place(piece: Evidence, reports: Sequence[Report]) -> Place | None:
    """Return where `piece` stands: at its offsets, else where the same words are, else nowhere."""
    for find in (_place_at_offsets, _place_of_words, _place_of_like_words):
        for report in reports:
            if (place := find(piece, report)) is not None:
                return place
    return None


def _place_at_offsets(piece: Evidence, report: Report) -> Place | None:
    if piece.start is None or piece.end is None:
        return None
    there = report.text[piece.start : piece.end]
    stands = bool(there) and there == (piece.quote or there)
    return Place(report.document_id, piece.start, piece.end) if stands else None


def _place_of_words(piece: Evidence, report: Report) -> Place | None:
    start = report.text.find(piece.quote) if piece.quote else -1
    return Place(report.document_id, start, start + len(piece.quote)) if start >= 0 else None


def _place_of_like_words(piece: Evidence, report: Report) -> Place | None:
    """Return where the words stand if punctuation, width and script are not looked at."""
    kept = [(n, normalised(character)) for n, character in enumerate(report.text)]
    letters = "".join(c for _, c in kept)
    origins = [n for n, c in kept for _ in c]
    wanted = "".join(normalised(character) for character in piece.quote)
    start = letters.find(wanted)
    if start < 0 or not wanted:
        return None
    return Place(report.document_id, origins[start], origins[start + len(wanted) - 1] + 1)
