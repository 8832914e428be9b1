import json
import multiprocessing
import resource
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.feedback import FeedbackFile, FeedbackUnavailable
from service.types import Feedback

PRAISE = Feedback("0123456789abcdef", "up", "青山县引进各类人才多少名？")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "feedback.jsonl"


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def complain(path: Path, number: int, times: int) -> None:
    for _ in range(times):
        FeedbackFile(path).keep(Feedback(f"id{number}", "down", "问", "不" * 2000))


def keep_with_little_room(path: Path, room: int, told: "multiprocessing.Queue[str]") -> None:
    """Keep feedback in a process whose files may not grow beyond `room` bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    try:
        FeedbackFile(path).keep(PRAISE)
    except FeedbackUnavailable as error:
        told.put(str(error))
    else:
        told.put("")


def test_a_line_holds_what_was_sent_and_the_time_and_nothing_else(path: Path):
    before = datetime.now(UTC).replace(microsecond=0)
    FeedbackFile(path).keep(Feedback("abc", "down", "问？", "第一行\n第二行"))
    (kept,) = lines(path)
    assert before <= datetime.fromisoformat(str(kept.pop("time"))) <= datetime.now(UTC)
    assert kept == {
        "answer_id": "abc",
        "verdict": "down",
        "question": "问？",
        "comment": "第一行\n第二行",
    }


def test_lines_are_added_behind_one_another(path: Path):
    for verdict in ("up", "down", "up"):
        FeedbackFile(path).keep(Feedback("abc", verdict, "问？"))
    assert [line["verdict"] for line in lines(path)] == ["up", "down", "up"]


def test_the_file_is_for_its_owner_alone(path: Path):
    FeedbackFile(path).keep(PRAISE)
    assert path.stat().st_mode & 0o077 == 0


def test_lines_of_several_processes_and_threads_do_not_tear(path: Path):
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=complain, args=(path, n, 40)) for n in range(2)]
    threads = [threading.Thread(target=complain, args=(path, n, 40)) for n in range(2, 4)]
    for worker in (*processes, *threads):
        worker.start()
    for worker in (*processes, *threads):
        worker.join()
    kept = lines(path)
    assert len(kept) == 160
    assert all(line["comment"] == "不" * 2000 for line in kept)


def test_half_a_line_that_was_left_behind_swallows_nothing(path: Path):
    path.write_bytes(b'{"time": "2021-')
    FeedbackFile(path).keep(PRAISE)
    assert json.loads(path.read_text(encoding="utf-8").splitlines()[1])["verdict"] == "up"


def test_a_file_that_has_reached_its_size_takes_no_more(path: Path):
    file = FeedbackFile(path, max_bytes=400)
    file.keep(PRAISE)
    file.keep(PRAISE)
    size = path.stat().st_size
    with pytest.raises(FeedbackUnavailable, match=r"feedback\.jsonl has reached 400 bytes; move"):
        file.keep(PRAISE)
    assert path.stat().st_size == size <= 400


@pytest.mark.parametrize("room", [0, 100])
def test_a_disk_that_fills_up_leaves_no_part_of_a_line(path: Path, room: int):
    FeedbackFile(path).keep(PRAISE)
    before = path.read_bytes()
    context = multiprocessing.get_context("spawn")
    told: multiprocessing.Queue[str] = context.Queue()
    worker = context.Process(target=keep_with_little_room, args=(path, len(before) + room, told))
    worker.start()
    assert told.get(timeout=60).startswith("the feedback could not be kept: ")
    worker.join()
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(FeedbackUnavailable, match="No such file or directory; check the library"):
        FeedbackFile(tmp_path / "gone" / "feedback.jsonl").keep(PRAISE)


def test_no_link_is_followed(path: Path, tmp_path: Path):
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FeedbackUnavailable):
        FeedbackFile(path).keep(PRAISE)
    assert not (tmp_path / "elsewhere").exists()
