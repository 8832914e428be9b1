"""Where events are logged: standard error, one line each, JSON unless a person is watching.

No question is ever logged, only that there was one and what came of it.
"""

import json
import logging
import re
import sys
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# JSON leaves these as they are, but a terminal may obey them or break the line at them.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def configure_logs(level: str, stream: TextIO = sys.stderr) -> None:
    """Send every event of `level` and above, ours and the libraries', to `stream`."""
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    renderer: Processor = _for_people if stream.isatty() else _for_programs
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
            foreign_pre_chain=shared,
        )
    )
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
    )


def _for_programs(_: WrappedLogger, __: str, event: EventDict) -> str:
    """Return `event` as one line of JSON, its control characters escaped."""
    first = {name: event.pop(name) for name in ("timestamp", "level", "event")}
    return _escaped(json.dumps({**first, **event}, ensure_ascii=False, default=str))


def _for_people(_: WrappedLogger, __: str, event: EventDict) -> str:
    """Return `event` as one line to read: `08:15:02 info ready documents=1`; a traceback below."""
    time = str(event.pop("timestamp"))[11:19]
    level, name = event.pop("level"), _escaped(repr(event.pop("event"))[1:-1])
    traceback = event.pop("exception", "")
    parts = " ".join(f"{key}={_escaped(repr(value))}" for key, value in event.items())
    return f"{time} {level:7} {name} {parts}".rstrip() + (f"\n{traceback}" if traceback else "")


def _escaped(text: str) -> str:
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
