"""A network swaps its colours in one place, and hears which ones are missing or cannot be read."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from macros.__main__ import check
from macros.library import DataError
from macros.library.look import COLOURS, COVER, ICON, MARK, STYLE, contrast, faint, read_look

COLOUR = re.compile(
    r"(?<![\w&])(?<!href=[\"'])(?:#|%23)(?:[0-9a-f]{6}|[0-9a-f]{3})\b|\b(?:rgb|hsl|hwb|(?:ok)?lab|(?:ok)?lch)a?\([^)]*\)",
    re.IGNORECASE,
)
"""A colour in a style, a drawing, a template or a script."""
TOKENS = re.compile(r'(\[data-md-color-scheme="(?:default|slate)"\] \{)[^}]*\}')
GREY = re.compile(r"(?:#|%23)(?:([0-9a-f]{2})\1\1|([0-9a-f])\2\2)|rgba\(0,0,0,0\)", re.IGNORECASE)
"""Black, white and grey belong to no network; nor does nothing at all."""


def colours_in(text: str) -> set[str]:
    return {found[0] for found in COLOUR.finditer(text) if not GREY.fullmatch(found[0])}


def test_no_colour_stands_outside_the_tokens() -> None:
    """Not in a style for paper, a drawing, a picture or a script either. The mark is a drawing of its own, which a
    network swaps whole.
    """
    tried = 0
    for path in (path for folder in ("content", "macros") for path in sorted((ROOT / folder).rglob("*"))):
        if path.suffix in {".css", ".html", ".js", ".py", ".svg"} and path != ROOT / MARK:
            text = path.read_text(encoding="utf-8")
            assert not colours_in(TOKENS.sub("", text) if path == ROOT / STYLE else text), path
            tried += 1
    assert tried > 100


@pytest.mark.parametrize(
    "colour",
    ["color: #f5b90a", 'fill="#123a63"', "fill='%23f5b90a'", "INK = '#52606f'", "rgb(20 40 61 / .06)", "(#abc)"],
)
def test_a_colour_is_seen_in_every_notation(colour: str) -> None:
    assert colours_in(colour)


def test_no_colour_stands_twice() -> None:
    """Within a set neither: a name can stand for another one."""
    for block in TOKENS.finditer((ROOT / STYLE).read_text(encoding="utf-8")):
        found = [colour[0] for colour in COLOUR.finditer(block[0])]
        assert len(found) > 10
        assert len(found) == len(set(found)), block[0]


def test_every_colour_that_paper_asks_for_is_known() -> None:
    """A name that nobody knows would print black."""
    for path in [ROOT / COVER, *(ROOT / "macros" / "render" / "templates").rglob("*.css")]:
        text = path.read_text(encoding="utf-8")
        assert {*re.findall(r"var\(--([\w-]+)\)", text)} <= {*COLOURS, *re.findall(r"--([\w-]+):", text)}, path


def with_style(root: Path, *swaps: tuple[str, str]) -> Path:
    """A site whose style is ours with something else in it."""
    style = (ROOT / STYLE).read_text(encoding="utf-8")
    for old, new in swaps:
        assert old in style
        style = style.replace(old, new, 1)
    (root / "content" / "assets").mkdir(parents=True)
    (root / STYLE).write_text(style, encoding="utf-8")
    for name in ("favicon.svg", "icon.png"):
        (root / "content" / "assets" / name).write_bytes((ROOT / "content" / "assets" / name).read_bytes())
    return root


def test_a_colour_is_read_from_its_token_and_through_another_name(tmp_path: Path) -> None:
    look = read_look(with_style(tmp_path, ("--iris: #f5b90a", "--iris:#19D3C5")))
    assert look.light["iris"] == "#19d3c5"
    assert look.light["on-iris"] == look.light["ink"]
    assert look.dark["unknown"] == look.dark["soft"] != look.light["soft"]
    assert look.filled("a { color: var(--iris); left: var(--hang) }") == "a { color: #19d3c5; left: var(--hang) }"
    assert not look.cover


def test_what_is_missing_is_told_at_once(tmp_path: Path) -> None:
    swaps = (("--iris: #f5b90a;", ""), ("--link: #8fc1f5", "--link: lightblue"))
    with pytest.raises(DataError) as told:
        read_look(with_style(tmp_path, *swaps))
    assert str(told.value).splitlines() == [
        "content/assets/site.css: --iris: ontbreekt bij de kleuren voor licht; schrijf een kleur als #777777",
        "content/assets/site.css: --link: 'lightblue' bij de kleuren voor donker is geen kleur die we kennen; "
        "schrijf een kleur als #777777",
    ]


def test_a_missing_mark_is_told(tmp_path: Path) -> None:
    (with_style(tmp_path) / MARK).unlink()
    with pytest.raises(DataError, match=r"^content/assets/favicon\.svg: dit bestand ontbreekt"):
        read_look(tmp_path)


def test_a_build_stops_with_what_is_missing(built_site: Path) -> None:
    (built_site / ICON).unlink()
    ran = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=built_site, capture_output=True, text=True
    )
    assert ran.returncode == 1
    assert "content/assets/icon.png: dit bestand ontbreekt" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_check_tells_a_colour_that_cannot_be_read(small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_style(small_site, ("--link: #0b5394", "--link: #8fc1f5"), ("--iris: #ffca3a", "--iris: #3a3210"))
    assert check(small_site) == 1
    said = capsys.readouterr().out
    assert (
        "content/assets/site.css: --link: 1,78 is te weinig contrast met --paper in het licht; tekst vraagt 4,5" in said
    )
    assert (
        "content/assets/site.css: --on-iris: 1,40 is te weinig contrast met --iris in het donker; tekst vraagt 4,5"
        in said
    )


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#fff", "#000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert not list(faint(read_look(ROOT)))
