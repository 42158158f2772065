"""The chart library that a page loads when a reader asks for it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

SMALL = Path(__file__).resolve().parents[2] / "node_modules" / "plotly.js-basic-dist-min" / "plotly-basic.min.js"
"""The bundle with lines, bars and dots only: 0.4 MB compressed; there where npm installed it."""


def plotly_js() -> bytes:
    """The script: the small bundle, or the whole one (1.5 MB compressed) that comes with the Python package."""
    return (
        SMALL.read_bytes()
        if SMALL.is_file()
        else files("plotly").joinpath("package_data", "plotly.min.js").read_bytes()
    )
