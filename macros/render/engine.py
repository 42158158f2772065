"""The template engine: autoescape on, an unknown name is an error, and the filters that templates share."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode, urlsplit

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from macros.library import Library
from macros.library.models.entries import KINDS, Intervention, Partner, RiskFactor
from macros.library.models.single import ReferralPath, ReferralStep
from macros.library.names import relative
from macros.render import dutch
from macros.render.charts.chart_kind import drawings, finding
from macros.render.charts.plot import plot
from macros.render.choices import answers
from macros.render.citations import citation
from macros.render.plan import of_partner, offers_per_signal, serving
from macros.render.progress import is_late, late_in_words, on_track, steps_done
from macros.render.prose import prose
from macros.render.tables import contradictions, undrawn
from macros.render.terms import anchor
from macros.render.timeline import school_year

KEYS_IN_WORDS = {
    "kort": "beschrijving",
    "wat": "beschrijving",
    "adressen": "adres",
    "email": "mail",
    "leeftijd_van": "leeftijd",
    "leeftijd_tot": "leeftijd",
}
"""Keys that read better under another name; the rest reads as it is typed."""

TEMPLATES = Path(__file__).parent / "templates"
COMPILED = FileSystemBytecodeCache(
    pattern=f"__jinja2_{sha256(Path(__file__).read_bytes() + version('jinja2').encode()).hexdigest()[:12]}_%s.cache"
)
"""Compiled templates are kept in the folder for temporary files until they change, as Python keeps its modules; or
until this file does, since how it sets the engine (whether text is escaped, say) is compiled into them.
"""


def dial(number: str) -> str:
    """A `tel:` address; short numbers stay short.

    >>> dial("0499/12 34 56"), dial("100")
    ('tel:+32499123456', 'tel:100')
    """
    digits = re.sub(r"[^\d+]", "", number)
    return f"tel:+32{digits[1:]}" if digits.startswith("0") and not digits.startswith("0800") else f"tel:{digits}"


def host(address: str) -> str:
    """The name of a website.

    >>> host("https://www.voorbeeld.be/x")
    'voorbeeld.be'
    """
    return (urlsplit(address).hostname or address).removeprefix("www.")


def readable(address: str) -> str:
    """An address as paper shows it: `https://www.voorbeeld.be/caf%C3%A9` -> `voorbeeld.be/café`. What is no letter or
    sign beyond ASCII stays as it is.
    """

    def decoded(run: re.Match[str]) -> str:
        text = unquote(run[0])
        return (
            text
            if text.isprintable() and all(ord(letter) > 127 for letter in text) and "\ufffd" not in text
            else run[0]
        )

    return re.sub("(%[0-9A-Fa-f]{2})+", decoded, re.sub(r"^https?://(www\.)?", "", address))


def _mail(address: str, subject: str, body: str = "") -> str:
    """A `mailto:` address with subject and text filled in."""
    filled = {"subject": subject, **({"body": body} if body else {})}
    return f"mailto:{quote(address, safe='@')}?{urlencode(filled, quote_via=quote)}"


def ages_in_words(partner: Partner) -> str:
    """ "12 tot 18 jaar", "vanaf 16 jaar", "tot 25 jaar", or nothing."""
    low, high = partner.leeftijd_van, partner.leeftijd_tot
    if low is None:
        return "" if high is None else f"tot en met {high} jaar"
    return f"vanaf {low} jaar" if high is None else f"{low} tot en met {high} jaar"


def referral_steps(library: Library, partner: str) -> list[tuple[ReferralPath, ReferralStep]]:
    """The steps of the referral paths that a partner serves."""
    return [(way, step) for way in library.referral for step in way.stappen if partner in step.partners]


def better_than(library: Library, harmful: Intervention) -> list[Intervention]:
    """What works, or may, for the same signals as an approach that harms or does nothing; the strongest
    evidence first.
    """
    signals = [library.of(RiskFactor)[id] for id in harmful.risicofactoren]
    near = dict.fromkeys(other for signal in signals for other in library.near(signal, Intervention))
    better = [other for other in near if other.oordeel in ("werkt", "veelbelovend")]
    return sorted(better, key=lambda other: (other.oordeel != "werkt", other.rank))[:4]


def periods_whole(text: str) -> Markup:
    """The text with its school years kept on one line."""
    return Markup(
        re.sub(r"\d{4}-\d{4}", r'<span class="whole">\g<0></span>', str(escape(text.replace(" %", "\u00a0%"))))
    )


@cache
def environment() -> Environment:
    """One environment for all templates; nothing in it depends on a library."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        bytecode_cache=COMPILED,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # A percent sign does not stand alone on the next line.
    env.finalize = lambda value: value.replace(" %", "\u00a0%") if isinstance(value, str) else value
    env.filters |= {
        "ages": ages_in_words,
        "amount": dutch.amount,
        "area_label": lambda word, library: library.label(word, "werkgebieden", "gemeenten"),
        "anchor": anchor,
        "citation": citation,
        "date": dutch.in_words,
        "months": dutch.months_in_words,
        "moment": dutch.moment_in_words,
        "decimal": dutch.decimal,
        "file_size": dutch.file_size,
        "dial": dial,
        "host": host,
        "in_kind": lambda id, entries: entries[id],
        "key_in_words": lambda key: KEYS_IN_WORDS.get(key, key.replace("_", " ")),
        "listed": dutch.listed,
        "lower_first": dutch.lower_first,
        "period": dutch.period_in_words,
        "periods_whole": periods_whole,
        "pillar_mark": lambda pillar: ("pijlers", pillar),
        "prose": prose,
        "readable": readable,
        "sentence": dutch.sentence,
        "school_year": school_year,
        "short": lambda number: f"{number:g}",
        "stop": dutch.stop,
        "z_to_r": dutch.z_to_r,
    }
    env.tests["in_list"] = lambda mark, library: mark[1] in library.lists[mark[0]]
    env.globals |= {
        "counted": dutch.counted,
        "mail": _mail,
        "kinds": KINDS,
        "steps_done": steps_done,
        "on_track": on_track,
        "is_late": is_late,
        "late_in_words": late_in_words,
        "coverage": offers_per_signal,
        "of_partner": of_partner,
        "serving": serving,
        "plot_of": plot,
        "finding": finding,
        "drawings": drawings,
        "undrawn": undrawn,
        "contradictions": contradictions,
        "referral_steps": referral_steps,
        "answers": answers,
        "better_than": better_than,
    }
    return env


def render(template: str, library: Library, here: str, **values: Any) -> Markup:
    """One template as HTML, for the page at address `here`; `url(address)` in it gives links from there."""
    return Markup(
        environment()
        .get_template(template)
        .render(library=library, label=library.label, url=lambda target: relative(target, here), here=here, **values)
    )
