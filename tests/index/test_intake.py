from pathlib import Path

import pytest

from index.errors import DocumentError
from index.intake import find_reports
from tests.samples import LIBRARY, ORCHARD, write_reports


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return write_reports(tmp_path / "reports")


def found(paths: list[Path], library: Path) -> list[str]:
    return [file.name for file in find_reports(paths, library)]


def test_hidden_files_and_the_library_itself_are_no_reports(reports):
    (reports / ".draft.txt").write_text(ORCHARD, encoding="utf-8")
    (reports / ".git").mkdir()
    (reports / ".git" / "note.txt").write_text(ORCHARD, encoding="utf-8")
    (reports / "library").mkdir()
    (reports / "library" / "library.sqlite").touch()
    (reports / "2020").mkdir()
    (reports / "2020" / "deep.txt").write_text(LIBRARY, encoding="utf-8")
    wanted = ["deep.txt", "harbour.txt", "library.txt", "orchard.md"]
    assert found([reports], reports / "library") == wanted


def test_a_file_that_is_named_twice_comes_once(reports, tmp_path):
    (tmp_path / "link").symlink_to(reports)
    paths = [reports, reports / "orchard.md", tmp_path / "link" / "library.txt"]
    assert found(paths, tmp_path / "none") == ["harbour.txt", "library.txt", "orchard.md"]


def test_links_are_followed_but_never_in_a_circle(reports, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "linked.txt").write_text(LIBRARY, encoding="utf-8")
    (reports / "archive").symlink_to(elsewhere)
    (elsewhere / "back").symlink_to(elsewhere)
    (reports / "dangling.txt").symlink_to(tmp_path / "nowhere")
    wanted = ["linked.txt", "dangling.txt", "harbour.txt", "library.txt", "orchard.md"]
    assert found([reports], tmp_path / "none") == wanted


def test_files_of_any_other_kind_are_handed_on_to_be_refused_by_name(reports, tmp_path):
    (reports / "photo.png").touch()
    assert "photo.png" in found([reports], tmp_path / "none")


def test_a_path_that_does_not_exist_is_an_error(tmp_path):
    with pytest.raises(DocumentError, match=r"no file or folder .*nothing here") as caught:
        find_reports([tmp_path / "nothing here"], tmp_path)
    assert caught.value.reason == "unreadable"
