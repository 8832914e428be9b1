import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index.build import index_reports
from index.errors import EncoderError, IndexMismatch, IndexUnavailable, QAError
from index.library import current_header
from service.app import create_app
from service.config import Settings
from service.live import LiveLibrary, folder_state
from tests.conftest import REPORTS
from tests.fakes import FakeEncoder


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REPORTS, tmp_path / "reports"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


def live(folder: Path, encoder: FakeEncoder, **options) -> LiveLibrary:
    return LiveLibrary(folder, lambda: encoder, poll_s=0.01, lock_timeout_s=1.0, **options)


def filenames(serving: LiveLibrary) -> set[str]:
    return {document.filename for document in serving.current().library.documents.values()}


def wait_for(condition: Callable[[], bool], timeout_s: float = 20.0) -> None:
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


def is_open(serving: LiveLibrary) -> bool:
    try:
        serving.current()
    except QAError:
        return False
    return True


def test_before_anything_is_open_it_says_what_is_missing(folder, encoder):
    with pytest.raises(IndexUnavailable, match="starting: loading the encoder"):
        live(folder, encoder).current()


def test_a_newer_generation_takes_over_and_requests_under_way_keep_the_old(
    reports, folder, encoder
):
    (late := reports / "harbour-2022.txt").rename(aside := reports.parent / late.name)
    index_reports([reports], folder, encoder)
    serving = live(folder, encoder)
    serving.refresh()
    under_way = serving.current()
    aside.rename(late)
    index_reports([reports], folder, encoder)
    serving.refresh()
    assert len(under_way.library.documents) == 3
    assert serving.current().library.generation == under_way.library.generation + 1
    assert len(serving.current().library.documents) == 4


def test_without_a_new_generation_nothing_is_opened_again(library_folder, encoder):
    serving = live(library_folder, encoder)
    serving.refresh()
    before = serving.current()
    serving.refresh()
    assert serving.current() is before


def test_a_library_of_another_encoder_is_told_and_not_served(library_folder):
    serving = live(library_folder, FakeEncoder(fingerprint="other"))
    with pytest.raises(IndexMismatch, match="wenju index --rebuild"):
        serving.refresh()


def test_what_is_open_goes_on_answering_when_the_library_is_gone(reports, folder, encoder):
    index_reports([reports], folder, encoder)
    serving = live(folder, encoder)
    serving.refresh()
    shutil.rmtree(folder)
    with pytest.raises(IndexUnavailable):
        serving.refresh()
    assert len(filenames(serving)) == 4


def test_a_watched_folder_is_indexed_first(reports, folder, encoder):
    serving = live(folder, encoder, reports=reports)
    serving.refresh()
    assert filenames(serving) == {path.name for path in reports.iterdir()}


def test_a_new_report_is_indexed_once_it_no_longer_changes(reports, folder, encoder):
    serving = live(folder, encoder, reports=reports)
    serving.refresh()
    new = reports / "new.txt"
    new.write_text("新港镇报告\n全镇共有渔船85艘", encoding="utf-8")
    serving.refresh()
    assert "new.txt" not in filenames(serving)
    new.write_text("新港镇报告\n全镇共有渔船85艘,渔民310人。\n", encoding="utf-8")
    serving.refresh()
    assert "new.txt" not in filenames(serving)
    serving.refresh()
    assert "new.txt" in filenames(serving)


def test_a_report_that_vanishes_is_dropped(reports, folder, encoder):
    serving = live(folder, encoder, reports=reports)
    serving.refresh()
    (reports / "linhai-2022.txt").unlink()
    serving.refresh()
    serving.refresh()
    assert "linhai-2022.txt" not in filenames(serving)


def test_an_unchanged_folder_is_not_read_again(reports, folder, encoder):
    serving = live(folder, encoder, reports=reports)
    serving.refresh()
    header, encoded = current_header(folder), encoder.encoded
    for _ in range(3):
        serving.refresh()
    assert (current_header(folder), encoder.encoded) == (header, encoded)


def test_a_folder_that_is_not_mounted_drops_nothing(reports, folder, encoder):
    serving = live(folder, encoder, reports=reports)
    serving.refresh()
    reports.rename(reports.with_name("elsewhere"))
    with pytest.raises(IndexUnavailable, match="no folder of reports"):
        serving.refresh()
    assert len(filenames(serving)) == 4
    assert current_header(folder) == serving.current().library.header


def test_a_refused_report_keeps_no_other_from_being_served(reports, folder, encoder):
    (reports / "empty.txt").write_bytes(b"")
    serving = live(folder, encoder, reports=reports)
    serving.refresh()
    assert len(filenames(serving)) == 4


def test_the_state_of_a_folder_tells_size_and_time_of_each_file(reports):
    before = folder_state(reports)
    assert len(before) == 4
    (reports / "harbour-2022.txt").write_text("other")
    assert folder_state(reports) != before


def test_in_the_background_it_opens_as_soon_as_it_can_and_recovers(reports, folder, encoder):
    attempts = []

    def load() -> FakeEncoder:
        attempts.append(1)
        if len(attempts) < 3:
            raise EncoderError("the model is not there yet")
        return encoder

    serving = LiveLibrary(folder, load, reports=reports, poll_s=0.01, lock_timeout_s=1.0)
    serving.start()
    try:
        wait_for(lambda: len(attempts) >= 3 and is_open(serving))
        assert len(filenames(serving)) == 4
    finally:
        serving.stop()


def test_an_error_that_nobody_foresaw_does_not_end_the_watching(library_folder, encoder):
    attempts = []

    def load() -> FakeEncoder:
        attempts.append(1)
        if len(attempts) < 2:
            raise ZeroDivisionError("inside the model")
        return encoder

    serving = LiveLibrary(library_folder, load, poll_s=0.01)
    serving.start()
    try:
        wait_for(lambda: is_open(serving))
        assert len(attempts) == 2
    finally:
        serving.stop()


def test_readiness_says_what_is_missing_and_then_that_all_is_there(reports, folder, encoder):
    app = create_app(Settings(library=folder), encoder=encoder)
    client = app.test_client()
    try:
        response = client.get("/readyz")
        assert response.status_code == 503
        assert response.get_json()["code"] == "index_unavailable"
        assert client.get("/healthz").status_code == 200
        assert client.post("/api/v1/answers", json={"question": "x"}).status_code == 503
        index_reports([reports], folder, encoder)
        wait_for(lambda: client.get("/readyz").status_code == 200)
    finally:
        app.extensions["wenju"].close()


def test_a_library_deleted_and_made_anew_is_noticed(reports, folder, encoder):
    index_reports([reports], folder, encoder)
    serving = live(folder, encoder)
    serving.refresh()
    assert len(filenames(serving)) == 4
    shutil.rmtree(folder)
    index_reports([reports / "linhai-2022.txt"], folder, encoder)
    serving.refresh()
    assert serving.current().library.generation == 1
    assert list(filenames(serving)) == ["linhai-2022.txt"]
