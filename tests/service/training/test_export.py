from pathlib import Path

import numpy as np
import pytest

from service.span_reader import SpanReader, load_span_reader
from service.training.evaluation import network_runner
from service.training.export import export_reader
from tests.service.training.small_reader import small_network, small_tokenizer

PASSAGES = ["全县修建公路40公里。", "新增学校3家，共有桥12个，人多少，公路多少。"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("reader")
    export_reader(small_network(), small_tokenizer(), made)
    return made


def test_what_is_shipped_reads_as_the_network_does(folder: Path):
    shipped = load_span_reader(folder).read("公路多少公里？", PASSAGES)
    trained = SpanReader(small_tokenizer(), network_runner(small_network()))
    for ours, theirs in zip(shipped, trained.read("公路多少公里？", PASSAGES), strict=True):
        assert np.isclose(ours.answerable, theirs.answerable, atol=0.05)
        assert np.isclose(ours.span_score, theirs.span_score, atol=0.05)


def test_the_folder_holds_what_is_loaded_and_no_more(folder: Path):
    names = {file.name for file in folder.iterdir()}
    assert names == {"reader.onnx", "tokenizer.json", "reader.json"}


def test_the_graph_names_no_folder_of_the_machine_that_made_it(folder: Path):
    graph = (folder / "reader.onnx").read_bytes()
    assert b"site-packages" not in graph
    assert str(Path(__file__).parents[3]).encode() not in graph
