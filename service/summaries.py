"""A section or a topic is summed up in sentences of its own, chosen, not rewritten."""

from service.acceptance import accepts_sentence
from service.findings import Finding, passage_of, unsupported
from service.questions import Question
from service.reader import Reading
from service.types import Status

_MAX_SUMMARY_SENTENCES = 5


def summarise(question: Question, reading: Reading) -> Finding:
    """Return chosen sentences of the section that the question is about, in their order."""
    head = reading.sentences[0]
    if not accepts_sentence(question, head):
        return unsupported(question, reading)
    same = [
        e
        for e in reading.sentences
        if e.document.document_id == head.document.document_id and e.section == head.section
    ]
    chosen = sorted(same[:_MAX_SUMMARY_SENTENCES], key=lambda e: e.sentence)
    return Finding(
        Status.ANSWERED,
        passages=tuple(passage_of(e) for e in chosen),
        confidence=head.support,
    )
