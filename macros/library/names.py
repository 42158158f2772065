"""Names and addresses: how a name is sorted, which id belongs to it, and how one page links to another."""

from __future__ import annotations

import re
import unicodedata


def sort_key(text: str) -> str:
    """Order of a Dutch alphabet: capitals and accents do not count.

    >>> sorted(["Œuvre", "één", "Zorg", "eender"], key=sort_key)
    ['één', 'eender', 'Œuvre', 'Zorg']
    """
    plain = text.casefold().replace("œ", "oe").replace("æ", "ae")
    return "".join(letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter))


def identifier_of(name: str) -> str:
    """The id that belongs to a name.

    >>> identifier_of("CLB's in Aalst"), identifier_of("Écoles & co.")
    ('clbs-in-aalst', 'ecoles-co')
    """
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", sort_key(name))).strip("-")


def relative(target: str, here: str) -> str:
    """The address `target` as a link on the page `here`; both from the root of the site ("" is home).

    >>> relative("contact/", "partners/abrusco/"), relative("", "contact/"), relative("", "")
    ('../../contact/', '../', './')
    """
    return "../" * here.count("/") + target or "./"
