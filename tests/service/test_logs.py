import io
import json
import logging

import pytest
import structlog

from service.logs import configure_logs


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _restore():
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = before
    structlog.reset_defaults()


def test_an_event_is_one_line_of_json():
    stream = io.StringIO()
    configure_logs("info", stream)
    structlog.get_logger("x").info("ready", documents=3, title="贵州\n第二行\x1b[31m\x9b\u202e")
    (line,) = stream.getvalue().splitlines()
    event = json.loads(line)
    assert (event["event"], event["level"], event["documents"]) == ("ready", "info", 3)
    assert "贵州" in line
    assert event["title"] == "贵州\n第二行\x1b[31m\x9b\u202e"
    assert not set(line) & {"\x1b", "\x9b", "\u202e"}


def test_the_libraries_events_have_the_same_shape():
    stream = io.StringIO()
    configure_logs("info", stream)
    logging.getLogger("gunicorn.error").warning("worker %s", "left")
    event = json.loads(stream.getvalue())
    assert (event["event"], event["level"]) == ("worker left", "warning")


def test_what_is_below_the_level_is_not_logged():
    stream = io.StringIO()
    configure_logs("warning", stream)
    structlog.get_logger("x").info("ready")
    logging.getLogger("x").info("ready")
    assert stream.getvalue() == ""


def test_an_exception_is_told_whole_on_its_one_line():
    stream = io.StringIO()
    configure_logs("info", stream)
    try:
        raise ValueError("inside")
    except ValueError as error:
        structlog.get_logger("x").error("internal_error", exc_info=error)
    (line,) = stream.getvalue().splitlines()
    assert "ValueError: inside" in json.loads(line)["exception"]


def test_a_person_gets_a_line_to_read_that_their_terminal_cannot_obey():
    stream = Terminal()
    configure_logs("info", stream)
    structlog.get_logger("x").info("ready", title="贵州\x1b[31m")
    line = stream.getvalue()
    assert "info    ready title='贵州\\x1b[31m'" in line
    assert "\x1b" not in line
