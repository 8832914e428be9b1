import hashlib
import re

from tests.service.test_pages import PAGES

VENDOR = PAGES / "vendor"


def test_what_others_wrote_is_as_it_was_taken():
    told = {
        name: digest
        for digest, name in re.findall(
            r"^([0-9a-f]{64})  (\S+)$", (VENDOR / "README.md").read_text(encoding="utf-8"), re.M
        )
    }
    files = [path for path in VENDOR.rglob("*") if path.is_file() and path.name != "README.md"]
    assert told == {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def test_every_package_of_others_brings_its_licence():
    packages = [path for path in VENDOR.iterdir() if path.is_dir()]
    assert packages
    assert [path.name for path in packages if not (path / "LICENSE").is_file()] == []
