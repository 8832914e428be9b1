import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from service.span_reader import (
    Batch,
    Logits,
    ReaderUnavailable,
    SpanReader,
    load_span_reader,
    windows_of,
)

FOLDER = Path(__file__).parents[2] / "data" / "models" / "reader"


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    pieces = [*special, "▁", *"全县修建公路桥多少里座有。？40123"]
    made = Tokenizer(models.Unigram([(piece, -1.0) for piece in pieces], 3))
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    made.add_special_tokens(special)
    return made


class MarkedPieces:
    """A network that answers from the first `4` to the first `里` after it, where both stand."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.first = tokenizer.token_to_id("4")
        self.last = tokenizer.token_to_id("里")
        self.batches: list[Batch] = []

    def __call__(self, batch: Batch) -> Logits:
        self.batches.append(batch)
        starts = np.where(batch.ids == self.first, 20.0, 0.0).astype(np.float32)
        ends = np.where(batch.ids == self.last, 20.0, 0.0).astype(np.float32)
        found = (starts.max(axis=1) > 0) & (ends.max(axis=1) > 0)
        return Logits(starts, ends, np.where(found, 4.0, -4.0).astype(np.float32))


def test_a_reading_points_into_its_passage(tokenizer: Tokenizer):
    passages = ["全县有桥3座。", "全县修建公路40公里。"]
    no, yes = SpanReader(tokenizer, MarkedPieces(tokenizer)).read("公路多少公里？", passages)
    assert yes.span is not None
    assert passages[1][yes.span.start : yes.span.end] == "40公里"
    assert (no.passage, yes.passage) == (0, 1)
    assert no.answerable < 0.1 < 0.9 < yes.answerable
    assert yes.span_score > 0.9


def test_the_question_is_never_the_answer(tokenizer: Tokenizer):
    reader = SpanReader(tokenizer, MarkedPieces(tokenizer))
    (reading,) = reader.read("有40公里？", ["全县有桥3座。"])
    assert reading.span is not None
    assert reading.span.end <= len("全县有桥3座。")


def test_an_answer_far_down_a_long_passage_is_found(tokenizer: Tokenizer):
    passage = "全县有桥3座。" * 100 + "修建公路40公里。" + "全县有桥3座。" * 100
    network = MarkedPieces(tokenizer)
    (reading,) = SpanReader(tokenizer, network).read("多少？", [passage])
    assert reading.span is not None
    assert passage[reading.span.start : reading.span.end] == "40公里"
    assert max(batch.ids.shape[1] for batch in network.batches) <= 256


def test_windows_leave_out_no_piece_and_share_some(tokenizer: Tokenizer):
    passage = "全县修建公路40公里。" * 60
    windows = windows_of(tokenizer, "多少？", [passage])
    covered = {offset for window in windows for offset in window.offsets}
    assert {(at, at + 1) for at in range(len(passage))} <= covered
    assert set(windows[0].offsets) & set(windows[1].offsets)


def test_space_is_no_part_of_an_answer(tokenizer: Tokenizer):
    passage = "公路 40公里 。"
    (reading,) = SpanReader(tokenizer, MarkedPieces(tokenizer)).read("多少？", [passage])
    assert reading.span is not None
    assert passage[reading.span.start : reading.span.end] == "40公里"


@pytest.mark.parametrize("passage", ["", "  \n"])
def test_an_empty_passage_answers_nothing(tokenizer: Tokenizer, passage: str):
    (reading,) = SpanReader(tokenizer, MarkedPieces(tokenizer)).read("多少？", [passage])
    assert (reading.span, reading.answerable) == (None, 0.0)


def test_no_passages_give_no_readings(tokenizer: Tokenizer):
    assert SpanReader(tokenizer, MarkedPieces(tokenizer)).read("多少？", []) == ()


def test_a_long_question_leaves_room_for_the_passage(tokenizer: Tokenizer):
    reader = SpanReader(tokenizer, MarkedPieces(tokenizer))
    (reading,) = reader.read("公路多少公里？" * 300, ["修建公路40公里。"])
    assert reading.answerable > 0.9


def test_a_missing_folder_says_what_to_do(tmp_path: Path):
    with pytest.raises(ReaderUnavailable, match="put the folder in place again"):
        load_span_reader(tmp_path / "none")


@pytest.mark.parametrize("card", ["", "[]", "{}", '{"format": 2, "sha256": {}}'])
def test_a_card_that_cannot_be_read_is_refused(tmp_path: Path, card: str):
    for name in ("reader.onnx", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "reader.json").write_text(card)
    with pytest.raises(ReaderUnavailable):
        load_span_reader(tmp_path)


def test_a_damaged_file_is_never_loaded(tmp_path: Path):
    digests = {"reader.onnx": "0" * 64, "tokenizer.json": "0" * 64}
    (tmp_path / "reader.json").write_text(json.dumps({"format": 1, "sha256": digests}))
    for name in digests:
        (tmp_path / name).write_bytes(b"damaged")
    with pytest.raises(
        ReaderUnavailable, match=r"reader.onnx has SHA-256 [0-9a-f]{64}, expected 0"
    ):
        load_span_reader(tmp_path)


@pytest.fixture(scope="module")
def shipped() -> SpanReader:
    return load_span_reader(FOLDER)


ROADS = "2021年，青山县新建农村公路126公里，修复桥梁9座，完成投资3.4亿元，比上年增长12.5%。"
LIBRARY = "县图书馆由陈立文女士于1998年创办，现有藏书42万册，每周二闭馆。"
OFFICE = "县档案局每月公开一次办事指南，材料不齐的当场告知。"
HARBOUR = "The harbour authority opened two new berths in May 2022 and hired 340 workers."


@pytest.mark.parametrize(
    ("question", "passage", "answer"),
    [
        ("青山县新建农村公路多少公里？", ROADS, "126公里"),
        ("修复桥梁几座？", ROADS, "9座"),
        ("投资增长多少？", ROADS, "12.5%"),
        ("谁创办了县图书馆？", LIBRARY, "陈立文女士"),
        ("图书馆有多少册藏书？", LIBRARY, "42万册"),
        ("誰創辦了縣圖書館？", LIBRARY, "陈立文女士"),
        ("How many workers did the harbour hire?", HARBOUR, "340"),
        ("How many bridges were repaired?", ROADS, "9座"),
    ],
)
def test_what_is_shipped_answers(shipped: SpanReader, question: str, passage: str, answer: str):
    (reading,) = shipped.read(question, [passage])
    assert reading.span is not None
    assert passage[reading.span.start : reading.span.end] == answer
    (elsewhere,) = shipped.read(question, [OFFICE])
    # In another language it doubts more, here as there.
    assert reading.answerable > 10 * elsewhere.answerable


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("投资下降了多少？", ROADS),
        ("新建铁路多少公里？", ROADS),
        ("谁创办了县图书馆？", ROADS),
        ("图书馆花了多少钱？", LIBRARY),
        ("Who is the director of the harbour authority?", HARBOUR),
    ],
)
def test_what_is_shipped_refuses(shipped: SpanReader, question: str, passage: str):
    (reading,) = shipped.read(question, [passage])
    assert reading.answerable < 0.5


def test_the_passage_that_answers_is_supported_most(shipped: SpanReader):
    readings = shipped.read("图书馆哪年创办的？", [ROADS, LIBRARY, HARBOUR])
    assert max(readings, key=lambda reading: reading.answerable).passage == 1


def test_what_is_read_together_is_read_as_alone(shipped: SpanReader):
    together = shipped.read("修复桥梁几座？", [ROADS, HARBOUR, LIBRARY])
    alone = shipped.read("修复桥梁几座？", [ROADS])
    assert together[0].span == alone[0].span
    assert together[0].answerable == pytest.approx(alone[0].answerable, abs=0.1)


def test_threads_may_share_a_reader(shipped: SpanReader):
    expected = shipped.read("修复桥梁几座？", [ROADS])
    with ThreadPoolExecutor(4) as executor:
        readings = executor.map(lambda _: shipped.read("修复桥梁几座？", [ROADS]), range(16))
        assert all(reading == expected for reading in readings)


def test_what_is_shipped_is_small():
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) <= 40_000_000


def test_nothing_is_left_in_the_home_folder(tmp_path: Path):
    read = (
        "from pathlib import Path; from service.span_reader import load_span_reader; "
        f"load_span_reader(Path({str(FOLDER)!r})).read('问', ['答'])"
    )
    subprocess.run(
        [sys.executable, "-c", read], env={**os.environ, "HOME": str(tmp_path)}, check=True
    )
    assert list(tmp_path.iterdir()) == []
