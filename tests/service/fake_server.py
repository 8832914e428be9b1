"""A real server with the fake encoder, to be run as a process: LIBRARY PORT REPLY_S.

Each answer takes REPLY_S seconds, so that a test can act while one is under way.
"""

import sys
import time
from pathlib import Path

from flask import Flask

from index.library import Library
from index.types import Encoder
from service.answering import answer
from service.app import create_app
from service.config import Settings
from service.logs import configure_logs
from service.server import Server
from service.types import Answer, Request
from service.verdicts import PassageReader
from tests.fakes import FakeEncoder


class FakeServer(Server):
    def load(self) -> Flask:
        return create_app(self.settings, encoder=FakeEncoder(), answerer=slow_answer)


def slow_answer(
    request: Request, library: Library, encoder: Encoder, reader: PassageReader | None = None
) -> Answer:
    time.sleep(float(sys.argv[3]))
    return answer(request, library, encoder, reader)


if __name__ == "__main__":
    configure_logs("info")
    # Rules alone read: these tests are not about what the trained reader makes of the fixtures.
    settings = Settings(library=Path(sys.argv[1]), port=int(sys.argv[2]), reader=Path("none"))
    FakeServer(settings).run()
