"""The pages in a real Chromium; where there is none, these tests are left out, and that is said."""

import shutil

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

collect_ignore_glob = [] if CHROMIUM else ["test_*.py"]
