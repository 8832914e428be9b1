import re
from pathlib import Path

import pytest

from service.site import ASSETS

PAGES = Path(__file__).parents[2] / "service" / "pages"
SCRIPTS = sorted(PAGES.glob("*.js"))
TEMPLATES = sorted(PAGES.glob("*.html"))


def test_no_template_is_sent_as_it_is():
    assert {"ask.js", "wenju.css", "icon.svg"} <= ASSETS
    assert not any(name.endswith(".html") for name in ASSETS)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_makes_html_or_code_of_text(script: Path):
    text = script.read_text(encoding="utf-8")
    unsafe = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|setHTML"
    assert not re.search(unsafe, text)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_what_the_content_policy_forbids(template: Path):
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|\|\s*safe", text)


@pytest.mark.parametrize("page", [*SCRIPTS, *TEMPLATES, PAGES / "wenju.css"], ids=lambda p: p.name)
def test_no_page_loads_anything_from_elsewhere(page: Path):
    addresses = re.findall(r"https?://[^\s\"')]+", page.read_text(encoding="utf-8"))
    assert addresses == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_both_languages_say_the_same_things(script: Path):
    text = script.read_text(encoding="utf-8")
    words = text[text.index("const WORDS") : text.index("\n};")]
    chinese, english = words.split("  en: {")
    keys = r"[{,\n]\s*(\w+): (?=[\"({\n])"
    assert re.findall(keys, chinese)[1:] == re.findall(keys, english)
