"""One root, and a class for each person who can act on what went wrong.

A message says what was found, where, and what to do. The core knows no HTTP:
`service.errors` maps class to status.
"""

from typing import ClassVar


class QAError(Exception):
    """Root of all errors that Wenju raises on purpose; `code` is stable across versions."""

    code: ClassVar[str] = "error"


class QuestionError(QAError):
    """The asker can mend it: the question or its parameters are not usable as they are."""

    code = "invalid_question"


class UnknownDocument(QAError):
    """The asker can mend it: there is no document with this id."""

    code = "unknown_document"


class DocumentError(QAError):
    """The editor can mend it: this file will not index as it is.

    Attributes:
        reason: Stable word for a program: `empty_file`, `too_large`, `binary_file`,
            `encoding_unknown`, `unsupported_type`, `unreadable`, `no_text`.
    """

    code = "document_refused"

    def __init__(self, message: str, *, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


class IndexUnavailable(QAError):
    """The operator can mend it: there is no usable library where one was expected."""

    code = "index_unavailable"


class IndexMismatch(QAError):
    """The operator can mend it: the library was built by something other than what runs now."""

    code = "index_mismatch"


class IndexBusy(QAError):
    """The operator can mend it, or it passes: another process is writing to the library."""

    code = "index_busy"


class EncoderError(QAError):
    """The operator can mend it, or it passes: the encoder did not load or did not answer."""

    code = "encoder_unavailable"


class ConfigError(QAError):
    """The operator can mend it: a setting is unknown or has no usable value."""

    code = "invalid_setting"
