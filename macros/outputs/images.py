"""The wordmark as pictures for other sites and for phones: drawn from the same shapes as `mark.html`, no photo."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont

INK, IRIS, PAPER = "#123a63", "#f5b90a", "#fbf8f2"
STAIRS = ((9, 38), (9, 31), (19, 31), (19, 24), (29, 24), (29, 17), (39, 17), (39, 38))
HEAD = (34, 10.5, 4.2)
SIDE = 48
"""The mark is drawn on a square of 48 by 48."""


def icon(size: int = 180) -> bytes:
    """The mark as a square PNG."""
    picture = Image.new("RGB", (size, size), INK)
    _mark(ImageDraw.Draw(picture), 0, 0, size)
    return _png(picture)


def social(title: str, line: str) -> bytes:
    """The mark with the name of the site and one line under it, 1200 by 630, for a shared link."""
    picture = Image.new("RGB", (1200, 630), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 1200, 14), fill=IRIS)
    draw.rounded_rectangle((90, 180, 330, 420), radius=55, fill=INK)
    _mark(draw, 90, 180, 240)
    first, _, last = title.rpartition(" ")
    for text, top, size, colour in ((first, 205, 62, "#14283d"), (last, 280, 62, "#14283d"), (line, 375, 34, "#52606f")):
        draw.text((390, top), text, font=ImageFont.load_default(size), fill=colour)
    return _png(picture)


def _mark(draw: ImageDraw.ImageDraw, left: float, top: float, size: float) -> None:
    scale = size / SIDE
    draw.polygon([(left + x * scale, top + y * scale) for x, y in STAIRS], fill=IRIS)
    x, y, radius = HEAD
    draw.ellipse([left + (x - radius) * scale, top + (y - radius) * scale, left + (x + radius) * scale, top + (y + radius) * scale], fill=PAPER)


def _png(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "PNG", optimize=True)
    return target.getvalue()
