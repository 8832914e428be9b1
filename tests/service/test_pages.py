import re
from pathlib import Path

import pytest

from service.site import ASSETS

PAGES = Path(__file__).parents[2] / "service" / "pages"
OURS = [path for path in sorted(PAGES.rglob("*")) if "vendor" not in path.parts]
SCRIPTS = [path for path in OURS if path.suffix == ".js"]
SPOKEN = [path for path in SCRIPTS if "WORDS = {" in path.read_text(encoding="utf-8")]
TEMPLATES = [path for path in OURS if path.suffix == ".html"]
SHEETS = [path for path in OURS if path.suffix == ".css"]


def name(path: Path) -> str:
    return path.relative_to(PAGES).as_posix()


def test_no_template_is_sent_as_it_is():
    assert {"ask.js", "shared/dom.js", "wenju.css", "icon.svg"} <= ASSETS
    assert not any(asset.endswith(".html") for asset in ASSETS)


@pytest.mark.parametrize("script", SCRIPTS, ids=name)
def test_no_script_makes_html_or_code_of_text(script: Path):
    text = script.read_text(encoding="utf-8")
    unsafe = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|setHTML"
    assert not re.search(unsafe, text)


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_no_template_holds_what_the_content_policy_forbids(template: Path):
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|\|\s*safe", text)


@pytest.mark.parametrize("page", [*SCRIPTS, *TEMPLATES, *SHEETS], ids=name)
def test_no_page_loads_anything_from_elsewhere(page: Path):
    text = page.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    code = re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)
    # What is loaded stands in quotes or brackets; an address in a sentence is there to be read.
    assert re.findall(r"[\"'`(=](?:https?:)?//\w[^\s\"')]*", code) == []


@pytest.mark.parametrize("script", SPOKEN, ids=name)
def test_both_languages_say_the_same_things(script: Path):
    text = script.read_text(encoding="utf-8")
    words = text[text.index("WORDS = {") : text.index("\n};")]
    chinese, english = words.split("  en: {")
    keys = r"[{,\n]\s*(\w+): (?=[\"({\n])"
    assert re.findall(keys, chinese)[1:] == re.findall(keys, english)
