import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.index.encoders.small_model import put_into_hub_cache

ROOT = Path(__file__).parents[3]

FETCH = """
import sys
from index.encoders.hub import fetch_model
from index.errors import EncoderError

try:
    print(fetch_model(sys.argv[1]))
except EncoderError as error:
    print(error)
"""


def fetch(name: str, hub: Path) -> str:
    """Return what comes back in a process with no network and `hub` as the hub's cache."""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", FETCH, name],
        cwd=ROOT,
        env={**os.environ, "HF_HOME": str(hub), "HF_HUB_OFFLINE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.strip()


@pytest.mark.parametrize(
    ("name", "repository"),
    [("acme/small", "acme/small"), ("all-small-v1", "sentence-transformers/all-small-v1")],
)
def test_a_model_in_the_hubs_cache_needs_no_network(
    tmp_path: Path, model_folder: Path, name: str, repository: str
):
    snapshot = put_into_hub_cache(tmp_path, repository, model_folder)
    assert fetch(name, tmp_path) == str(snapshot)


def test_a_model_that_is_nowhere_is_told_with_what_to_do(tmp_path: Path):
    told = fetch("BAAI/bge-small-zh-v1.5", tmp_path)
    assert "BAAI/bge-small-zh-v1.5 is not on this machine and could not be downloaded" in told
    assert "copy its folder here" in told


def test_a_download_that_was_broken_off_is_not_taken_for_whole(tmp_path: Path, model_folder: Path):
    snapshot = put_into_hub_cache(tmp_path, "acme/small", model_folder)
    (snapshot / "model.safetensors").unlink()
    assert f"acme/small has no .safetensors weights in {snapshot}" in fetch("acme/small", tmp_path)


def test_a_name_that_no_hub_could_have_is_told(tmp_path: Path):
    assert "a/b/c is not a hub name, nor a folder" in fetch("a/b/c", tmp_path)
