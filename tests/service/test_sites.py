import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from index.errors import ConfigError
from service.cli import main
from service.sites import (
    OriginRefused,
    Site,
    Sites,
    canonical_origin,
    hash_key,
    new_key,
    read_sites,
    site_entry,
)

KEY = "a-key-of-the-province"
ORIGIN = "https://www.example.org"
SITES = Sites(
    (
        Site("province", hash_key(KEY), (ORIGIN, "http://localhost:3000")),
        Site("county", hash_key("a-key-of-the-county"), ("https://county.example.org",)),
    )
)

# What a browser never sends for ORIGIN, and what looks like it to a careless eye.
OTHERS = [
    "null",
    "",
    "*",
    "http://www.example.org",
    "https://example.org",
    "https://www.example.org:443",
    "https://www.example.org:8443",
    "https://www.example.org/",
    "https://www.example.org.",
    "https://WWW.example.org",
    "https://evil-www.example.org",
    "https://www.example.org.evil.example",
    "https://www.example.orgevil",
    "https://evil.example/https://www.example.org",
    "https://evil.example#https://www.example.org",
    "https://www.example.org@evil.example",
    "https://evil.example\\@www.example.org",
    "https://www.example.org https://evil.example",
    " https://www.example.org",
    "https://www.example.org\t",
    "https://www.examp1e.org",
    "https://www.xn--exmple-cua.org",
    "https://www.exаmple.org",
    "http://localhost",
    "http://localhost:30001",
    "https://localhost:3000",
    "http://127.0.0.1:3000",
    "file://",
    "https://*.example.org",
    "HTTPS://www.example.org",
]


@pytest.mark.parametrize("origin", [ORIGIN, "http://localhost:3000"])
def test_a_site_may_ask_from_each_of_its_origins(origin: str):
    assert SITES.admit(origin, KEY).name == "province"


@pytest.mark.parametrize("origin", OTHERS)
def test_an_origin_that_only_looks_alike_is_refused(origin: str):
    with pytest.raises(OriginRefused):
        SITES.admit(origin, KEY)
    assert not SITES.knows_origin(origin)


@pytest.mark.parametrize(
    "key", ["", "a-key-of-the-county", "unknown", hash_key(KEY), KEY + " ", KEY.upper(), "\ud800"]
)
def test_a_key_of_another_site_or_of_none_is_refused(key: str):
    with pytest.raises(OriginRefused, match=r"https://www\.example\.org"):
        SITES.admit(ORIGIN, key)


def test_the_refusal_does_not_tell_whether_the_key_exists():
    def told(origin: str, key: str) -> str:
        with pytest.raises(OriginRefused) as caught:
            SITES.admit(origin, key)
        return str(caught.value)

    assert told("https://evil.example", KEY) == told("https://evil.example", "unknown")


def test_without_sites_nothing_is_admitted():
    with pytest.raises(OriginRefused):
        Sites().admit(ORIGIN, KEY)
    assert not Sites().knows_origin(ORIGIN)


def test_keys_are_long_and_never_the_same():
    keys = {new_key() for _ in range(1000)}
    assert len(keys) == 1000
    assert min(map(len, keys)) >= 43


@pytest.mark.parametrize(
    "origin",
    ["https://a.org", "http://localhost:8080", "https://xn--fiq228c.cn", "http://[::1]:9000"],
)
def test_an_origin_as_browsers_write_it_is_taken(origin: str):
    assert canonical_origin(origin) == origin


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("https://a.org/", "https://a.org"),
        ("https://a.org/path?q#f", "https://a.org"),
        ("https://A.org", "https://a.org"),
        ("https://a.org:443", "https://a.org"),
        ("http://a.org:80", "http://a.org"),
        ("https://user@a.org", "https://a.org"),
        ("a.org", "scheme and host"),
        ("*", "wildcards"),
        ("null", "scheme and host"),
        ("https://*.a.org", "wildcard"),
        ("https://a.org.", "closing dot"),
        ("https://中文.cn", "xn--"),
        ("ftp://a.org", "scheme and host"),
        ("https://a.org:99999", "scheme and host"),
        ("https://[::1", "scheme and host"),
        ("", "scheme and host"),
    ],
)
def test_any_other_way_to_write_an_origin_is_told_the_right_one(text: str, told: str):
    with pytest.raises(ValueError, match=told.replace("*", r"\*")):
        canonical_origin(text)


def test_the_file_that_an_entry_is_added_to_admits_its_site(tmp_path: Path):
    path = tmp_path / "sites.toml"
    first = site_entry('"省"\n\\x', "first", [ORIGIN], ["2020.txt"])
    path.write_text(f"{first}\n\n{site_entry('二', 'second', ['http://a.org'])}\n", "utf-8")
    sites = read_sites(path)
    assert [site.name for site in sites.entries] == ['"省"\n\\x', "二"]
    assert sites.admit(ORIGIN, "first").documents == ("2020.txt",)
    assert sites.admit("http://a.org", "second").documents == ()
    assert "first" not in path.read_text("utf-8").split("key_sha256")[1]


def test_without_a_file_there_are_no_sites():
    assert read_sites(None) == Sites()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[site]", "cannot be read"),
        ("[[site]]\nname = 'a'", "site[0].key_sha256"),
        ("[[site]]\nname = 'a'\nkey = 'plain'", "site[0].key"),
        (f"[[site]]\nname='a'\nkey_sha256='{'0' * 64}'\norigins=[]", "site[0].origins"),
        (f"[[site]]\nname='a'\nkey_sha256='{'0' * 64}'\norigins=['*']", "site[0].origins[0]"),
        (
            f"[[site]]\nname='a'\nkey_sha256='{'0' * 64}'\norigins=['https://a.org']\ndocuments=[]",
            "site[0].documents",
        ),
        ("[[sites]]\nname='a'", "sites"),
    ],
)
def test_a_file_that_is_not_usable_says_where(tmp_path: Path, text: str, told: str):
    path = tmp_path / "sites.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        read_sites(path)
    assert told in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_file_that_is_missing_is_an_error_and_not_no_sites(tmp_path: Path):
    with pytest.raises(ConfigError, match=r"nowhere\.toml"):
        read_sites(tmp_path / "nowhere.toml")


def test_the_command_prints_a_key_and_the_entry_that_admits_it(tmp_path: Path):
    wanted = ("--name", "省网", "--origin", ORIGIN, "--document", "2020.txt")
    result = CliRunner().invoke(main, ["site-key", "new", *wanted])
    assert result.exit_code == 0
    paragraphs = result.stdout.split("\n\n")
    entry = tomllib.loads(paragraphs[3])["site"][0]
    assert entry["key_sha256"] == hash_key(paragraphs[1])
    path = tmp_path / "sites.toml"
    path.write_text(paragraphs[3], "utf-8")
    assert read_sites(path).admit(ORIGIN, paragraphs[1]).name == "省网"


def test_the_command_refuses_an_origin_that_no_browser_sends():
    wanted = ("--name", "x", "--origin", f"{ORIGIN}/page")
    result = CliRunner().invoke(main, ["site-key", "new", *wanted])
    assert result.exit_code == 2
    assert f"browsers write it {ORIGIN}" in result.stderr
