"""What readers say about answers, kept as one JSON object a line in `feedback.jsonl`.

In: a `Feedback` that has been checked. Out: a line in the file, which lies in the library folder.
What is kept is what was sent and the second it came: `time`, `answer_id`, `verdict`, `question`
and `comment`. No address, cookie or browser name is taken. A person who changes their mind adds a
line; the last one about an answer counts. Deleting the file deletes all of it.

Several processes may write: each line goes in under the file's lock and whole, or not at all.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.errors import QAError
from service.contract import json_text
from service.types import Feedback

FILE_NAME = "feedback.jsonl"

MAX_BYTES = 16 * 1024 * 1024
"""No more is kept: whoever may ask may also send feedback, and must not fill the disk by it."""


class FeedbackUnavailable(QAError):
    """The operator can mend it: feedback cannot be kept; answering goes on without it."""

    code = "feedback_unavailable"


@dataclass(frozen=True, slots=True)
class FeedbackFile:
    """The file that feedback is kept in; it is made when there is something to keep."""

    path: Path
    max_bytes: int = MAX_BYTES

    def keep(self, feedback: Feedback) -> None:
        """Add one line.

        Raises:
            FeedbackUnavailable: The file is full, or the disk is, or it may not be written.
        """
        line = _line(feedback, datetime.now(UTC))
        try:
            with _locked(self.path) as file:
                _append(file, line, self.max_bytes)
        except OSError as error:
            raise FeedbackUnavailable(
                f"the feedback could not be kept: {error.strerror}; check the library folder's "
                "disk, its free space and its permissions"
            ) from error


def _line(feedback: Feedback, time: datetime) -> bytes:
    return json_text(
        {
            "time": time.isoformat(timespec="seconds"),
            "answer_id": feedback.answer_id,
            "verdict": feedback.verdict,
            "question": feedback.question,
            "comment": feedback.comment,
        }
    )


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    # Readable by the owner only, since people write what they like; never through a link.
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    file = os.open(path, flags, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
    finally:
        os.close(file)


def _append(file: int, line: bytes, max_bytes: int) -> None:
    """Add `line`; what a full disk took in part is taken back."""
    size = os.fstat(file).st_size
    whole = line + b"\n"
    if size and os.pread(file, 1, size - 1) != b"\n":
        # A process that was killed has left half a line; it must not swallow this one.
        whole = b"\n" + whole
    if size + len(whole) > max_bytes:
        raise FeedbackUnavailable(
            f"{FILE_NAME} has reached {max_bytes:,} bytes; move it away to keep more feedback"
        )
    try:
        written = os.write(file, whole)
    except OSError:
        os.ftruncate(file, size)
        raise
    if written < len(whole):
        os.ftruncate(file, size)
        raise FeedbackUnavailable("the feedback could not be kept: the disk is full")
