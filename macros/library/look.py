"""How the network looks: its mark, and the colours of its style for all that the style does not reach, such as paper,
pictures and the bar of a browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from macros.library.text.problems import DataError, Problem

_FOLDER = "content/assets"
STYLE, MARK, ICON, COVER = (f"{_FOLDER}/{name}" for name in ("site.css", "favicon.svg", "icon.png", "cover.svg"))
_SCHEMES = {"licht": "default", "donker": "slate"}
"""What an editor calls the two sets of colours, and what the theme calls them."""
GROUNDS = ("paper", "card", "call")
"""Colours that text stands on."""
SIGNS = (
    "ink",
    "soft",
    "blue",
    "link",
    "coordinatie",
    "preventie",
    "interventie",
    "compensatie",
    "works",
    "mixed",
    "harms",
    "unknown",
)
"""Colours of text, and of shapes that are read with it."""
COLOURS = (*GROUNDS, *SIGNS, "line", "iris", "on-iris")
CONTRAST = 4.5
"""Of text with what it stands on, at least: https://www.w3.org/TR/WCAG22/#contrast-minimum."""

_DECLARED = re.compile(r"--([\w-]+) *: *([^;]+)")
_NAMED = re.compile(r"var\(--([\w-]+)\)")
_HEX = re.compile(r"#(?:[0-9a-f]{3}){1,2}")


@dataclass(frozen=True)
class Look:
    """What makes a reader see whose site this is."""

    light: Mapping[str, str]
    """Name -> colour, as `#777777`; also on paper."""
    dark: Mapping[str, str]
    mark: str
    """The mark, as SVG."""
    icon: bytes
    """The mark once more, as a square PNG."""
    cover: str
    """The drawing on the cover of a bundle, as SVG; empty when there is none."""

    def filled(self, text: str) -> str:
        """A style or drawing in which `var(--ink)` has become the colour, for a program that knows no names."""
        return _NAMED.sub(lambda named: self.light.get(named[1], named[0]), text)


def read_look(root: Path) -> Look:
    """How the network in the folder `root` looks. Raises `DataError` with every file and colour that is missing."""
    if missing := [path for path in (STYLE, MARK, ICON) if not (root / path).is_file()]:
        raise DataError(
            Problem(path, 0, "", "dit bestand ontbreekt; TWEEDE-NETWERK.md zegt wat erin hoort") for path in missing
        )
    style = (root / STYLE).read_text(encoding="utf-8")
    sets = {scheme: _colours(style, name) for scheme, name in _SCHEMES.items()}
    colours = [(name, found.get(name, ""), scheme) for scheme, found in sets.items() for name in COLOURS]
    if unclear := [_unclear(name, value, scheme) for name, value, scheme in colours if not _HEX.fullmatch(value)]:
        raise DataError(unclear)
    cover = (root / COVER).read_text(encoding="utf-8") if (root / COVER).is_file() else ""
    return Look(
        sets["licht"], sets["donker"], (root / MARK).read_text(encoding="utf-8"), (root / ICON).read_bytes(), cover
    )


def _unclear(name: str, value: str, scheme: str) -> Problem:
    wrong = (
        f"'{value}' bij de kleuren voor {scheme} is geen kleur die we kennen"
        if value
        else f"ontbreekt bij de kleuren voor {scheme}"
    )
    return Problem(STYLE, 0, f"--{name}", f"{wrong}; schrijf een kleur als #777777")


def faint(look: Look) -> Iterator[Problem]:
    """The colours that cannot be read on what they stand on."""
    pairs = [*((sign, ground) for sign in SIGNS for ground in GROUNDS), ("on-iris", "iris")]
    for scheme, colours in zip(_SCHEMES, (look.light, look.dark), strict=True):
        for sign, ground in pairs:
            if (found := contrast(colours[sign], colours[ground])) < CONTRAST:
                message = f"{found:.2f} is te weinig contrast met --{ground} in het {scheme}; tekst vraagt {CONTRAST}"
                yield Problem(STYLE, 0, f"--{sign}", message.replace(".", ","))


def contrast(one: str, other: str) -> float:
    """How much two colours differ, from 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    dark, bright = sorted((_luminance(one), _luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _colours(style: str, scheme: str) -> dict[str, str]:
    """What stands in the first block of a scheme; a name that stands for another one has its colour."""
    block = re.search(rf'\[data-md-color-scheme="{scheme}"\]\s*\{{([^}}]*)\}}', style)
    declared = {name: value.strip().lower() for name, value in _DECLARED.findall(block[1] if block else "")}
    return {
        name: declared.get(named[1], "") if (named := _NAMED.fullmatch(value)) else value
        for name, value in declared.items()
    }
