"""Addresses within the site."""

from __future__ import annotations


def relative(target: str, here: str) -> str:
    """The address `target` as a link on the page `here`; both from the root of the site ("" is home)."""
    return "../" * here.count("/") + target or "./"
