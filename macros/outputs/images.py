"""The picture that other sites show for a shared link: the icon of the site, its name and one line, no photo."""

from __future__ import annotations

import io
from collections.abc import Mapping

from PIL import Image, ImageDraw, ImageFont

SIDE, ROUND = 240, 55
"""How large the icon stands on the picture, and how round its corners are."""


def social(icon: bytes, title: str, line: str, colours: Mapping[str, str]) -> bytes:
    """The icon, a square PNG, with the name of the site and one line under it, in the `colours` of the network; 1200 by
    630.
    """
    picture = Image.new("RGB", (1200, 630), colours["paper"])
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 1200, 14), fill=colours["iris"])
    with Image.open(io.BytesIO(icon)) as mark:
        square = mark.convert("RGB").resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    corners = Image.new("L", (SIDE, SIDE))
    ImageDraw.Draw(corners).rounded_rectangle((0, 0, SIDE - 1, SIDE - 1), radius=ROUND, fill=255)
    picture.paste(square, (90, 180), corners)
    first, _, last = title.rpartition(" ")
    for text, top, size, colour in ((first, 205, 62, "ink"), (last, 280, 62, "ink"), (line, 375, 34, "soft")):
        draw.text((390, top), text, font=ImageFont.load_default(size), fill=colours[colour])
    target = io.BytesIO()
    picture.save(target, "PNG", optimize=True)
    return target.getvalue()
