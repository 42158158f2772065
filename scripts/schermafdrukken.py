"""Takes the pictures of our own pages for `/meewerken/`: builds the site as readers see it with a repository behind it,
and photographs parts of it.

Wants Chromium and the packages of the tests. Run it again when the look of those parts changes.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the project is not installed

from macros.library import read_library

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "content" / "assets" / "meewerken"
PICTURES = {"fout-melden": ".age", "potlood": ".edit"}
"""Name -> the part of the page of a partner that is photographed."""
AROUND = 14
"""Pixels around the part."""


def main() -> None:
    """Write every picture anew, in few colours."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium ontbreekt; met apt: chromium")
    library = read_library(ROOT)
    address = next(library["partners"][id].address for id in (*library.network.eerste_hulp, *library["partners"]))
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as site, sync_playwright() as playwright:
        environment = {**os.environ, "REPO_URL": "https://github.com/netwerk/site", "NO_MKDOCS_2_WARNING": "1"}
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", site],
            cwd=ROOT,
            env=environment,
            check=True,
        )
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 420, "height": 900}, color_scheme="light")
        for name, part in PICTURES.items():
            page.goto(f"file://{site}/{address}index.html")
            box = page.locator(part).first.bounding_box()
            assert box is not None, f"{address} heeft geen {part}"
            clip = {"x": 0, "y": max(box["y"] - AROUND, 0), "width": 420, "height": box["height"] + 2 * AROUND}
            taken = Image.open(io.BytesIO(page.screenshot(clip=clip, full_page=True)))  # type: ignore[arg-type]
            taken.convert("RGB").quantize(12).save(TARGET / f"{name}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
