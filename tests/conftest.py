"""What many tests start from: invented reports, and a library made of them without a model."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from index.build import index_reports
from index.library import Library, open_library
from service.app import create_app
from service.config import Settings
from tests.browser.conftest import CHROMIUM
from tests.fakes import FakeEncoder

REPORTS = Path(__file__).parent / "fixtures" / "reports"

# How long an example takes says more about what else the machine does; speed has its benchmarks.
settings.register_profile("without-deadline", deadline=None)
settings.load_profile("without-deadline")


def pytest_report_header() -> str:
    if CHROMIUM:
        return f"pages: driven in {CHROMIUM}"
    return "pages: NOT tested, there is no Chromium (Debian: apt-get install chromium)"


@pytest.fixture(scope="session")
def encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture(scope="session")
def library_folder(tmp_path_factory: pytest.TempPathFactory, encoder: FakeEncoder) -> Path:
    """A library of the invented reports; tests that change one make their own."""
    folder = tmp_path_factory.mktemp("library")
    index_reports([REPORTS], folder, encoder)
    return folder


@pytest.fixture(scope="session")
def library(library_folder: Path, encoder: FakeEncoder) -> Library:
    return open_library(library_folder, encoder)


@pytest.fixture(scope="session")
def app(library: Library, encoder: FakeEncoder) -> Flask:
    return create_app(Settings(), library, encoder)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
