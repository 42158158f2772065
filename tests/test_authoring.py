"""The macros that authors of pages call: what they give, and one Dutch line for a mistake."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from inspect import signature
from pathlib import Path
from types import SimpleNamespace

import pytest
from test_pages import GOLDEN, agreed, visible

from macros.generator.authoring import Held, register
from macros.library import Library, read_library
from macros.render.views import MACROS, AuthoringError, macro

GIVES = {
    'lijst("partners", "soort")': [
        'href="../partners/hulp/"',
        "1 partner",
        'href="../partners/wie-doet-wat/#hulpverlener"',
    ],
    'lijst("partners")': ['href="../partners/hulp/"'],
    'kaart("partners", "hulp")': ['<a href="../partners/hulp/">', 'class="card"'],
    'link("partners", "hulp")': ['<a href="../partners/hulp/">Hulp'],
    'link("partners", "hulp", "bel hen")': ['<a href="../partners/hulp/">bel hen</a>'],
    'bron("proefstudie2016", "tabel 2")': ["Tabel 2."],
    'aantal("partners")': [">1<"],
    'voorbeeld("partners")': [">hulp<"],
    "clb_van_je_school()": [">het CLB van je school<"],  # no partner is one, so there is nothing to link to
    "contactgegevens()": ['href="tel:'],
    "deuren()": ['class="cards doors"'],
    "begrippenlijst()": ["Letters"],
    "bronnenlijst()": ["2 bronnen"],
    "tijdlijn()": ['class="timeline"'],
    "hulplijnen()": ['class="helplines"'],
    "hulplijnen(urgent=True)": ['class="helplines"'],
    "doelstellingen()": ['class="offers"'],
    "verwijspad()": ["Een leerling is afwezig", "De school belt de ouders."],
    'kerncijfer("afwezig", "afwezig", "brussels-hoofdstedelijk-gewest", "is afwezig")': [
        "6,1\u00a0%",
        "2016-2017",
        "is afwezig</a>",
    ],
    'kerncijfer("afwezig", "afwezig", "brussels-hoofdstedelijk-gewest", "is afwezig", "brussel")': [
        'href="../cijfers/afwezig/#brussel"'
    ],
    'cijfer("afwezig", "afwezig", "brussels-hoofdstedelijk-gewest")': [
        "6,1\u00a0%</a>",
        "Testgroep, 2016",
        "cijfer van 2016-2017",
    ],
    'cijfer("afwezig", "afwezig", "brussels-hoofdstedelijk-gewest", "2015-2016", bron="proefboek2015", cite=False)': [
        "7,0\u00a0%</a>"
    ],
    'grafiek("afwezig", "brussel")': [
        'id="afwezig-brussel"',
        'role="img"',
        "Brussel: 6,1\u00a0% in",
        'data-figure="../cijfers/afwezig/grafieken/brussel.json"',
    ],
    'definities("afwezig/afwezig")': ["Leerlingen die vaak afwezig zijn.", "Zegt de bron niet"],
    "ontbrekende_cijfers()": ["Alles voor 2014."],
    'bron("proefstudie2016", short=True)': ["Testgroep, 2016"],
    "volgende_dag()": ["Proefdag"],
    "nieuwste()": [
        "2 mei 2017 · Actie van het plan",
        "Nagekeken op 1 maart 2017:",
        '<a href="../partners/">1 partner</a>',
    ],
    'maillink("Schrijf", "Een vraag", """Wie?\\nWat?""")': [
        "?subject=Een%20vraag&amp;body=Wie%3F%0A%0AWat%3F%0A%0A",
        ">Schrijf</a>",
    ],
    'formulier("partners")': [
        "?subject=Formulier%20partner%3A%20nieuw&amp;body=Naam%20van",
        "<strong>Waar staat dat?</strong>",
        "<li>Anderlecht</li>",
    ],
    "landschapsblad()": [
        'href="../partners/?pijler=preventie#onderwijs"',
        'data-partner="hulp"',
        "op het blad, van 1 partner</p>",
    ],
    "gemeentekaart()": ['href="../wie-helpt/?gemeente=schaarbeek"', "Schaerbeek"],
    "lacunes()": ['href="../wie-helpt/?signaal=wegblijven&amp;pijler=compensatie">geen</a>', "Wegblijven: coördinatie"],
    "verband()": ['id="verband"', "Wegblijven", 'role="img"'],
    "bewijskaart()": ['class="numbers evidence-map"', 'href="../wie-helpt/?signaal=wegblijven&amp;pijler=preventie"'],
    "zelftest()": ["We bellen dezelfde dag.", "Spreek af wie belt.", 'href="../praktijken/gesprek/"'],
    "planstand()": [
        "Hier staat 1 fiche: 1 loopt.",
        "Actie van het plan</a>: 1 loopt.",
        '<a href="../partners/hulp/">Hulp</a>.',
    ],
    "planoverzicht()": ['id="per-partner"', 'role="img"'],
    "wie_doet_wat()": ["Mag alles vragen.", 'href="../partners/hulp/"'],
    "wie_helpt()": ['data-signaal="wegblijven"', 'id="begin-hier"', " data-finder>"],
    "gegevens()": ['href="../api/v1/partners.json"', 'href="../api/v1/partners-excel.csv" download'],
    "gegevenswijzigingen()": ["<strong>1.0.0</strong> (24 november 2026)"],
    "velden()": [
        "<code>aanbod › pijlers</code> (verplicht)",
        "<code>coordinatie</code> (Coördinatie)",
        "# telefoon:",
        "<code># yaml-language-server: $schema",
        'id="velden-cijfers"',
    ],
    'begrip("schooluitval")': ["Stoppen met school zonder diploma."],
    "toegankelijkheid()": ["Getest op 1 maart 2017 door Testgroep.", "Bel ons."],
    "bundellijst()": [""],  # nothing, as long as no bundles are asked for
    "beheer()": [
        "Stand op 24 november 2016",
        'href="#niet-bevestigd"',
        '<a href="../cijfers/afwezig/">Afwezigheid</a> <span>Twee bronnen geven',
    ],
}
IN_SMALL_SITE = {
    "partner-id": "hulp",
    "bron-id": "proefstudie2016",
    "cijfer-id": "afwezig",
    "indicator": "afwezig",
    "gebied": "brussels-hoofdstedelijk-gewest",
    "periode": "2016-2017",
    "woord": "totaal",
    "grafiek": "brussel",
    "begrip": "schooluitval",
}
"""What stands in an example for the word of an editor -> that word on the small site."""
MISTAKES = {
    'kerncijfer("afwezig", "afwezg", "belgie", "x")': "'afwezg' is geen indicator van 'afwezig'; bedoelde je "
    "'afwezig'?",
    'kerncijfer("afwezig", "afwezig", "vlaams-onderwjs", "x")': "geen getal van 'afwezig' voor 'vlaams-onderwjs'; "
    "bedoelde je 'vlaams-onderwijs'?",
    'grafiek("afwezig", "brusel")': "'brusel' is geen grafiek van 'afwezig'; bedoelde je 'brussel'?",
    'cijfer("afwezig", "afwezig", "brussels-hoofdstedelijk-gewest", "2015-2016")': (
        "'afwezig' heeft hier meer dan één getal van 'afwezig'; kies ook: bron"
    ),
    'cijfer("afwezig", "afwezig", "brussels-hoofdstedelijk-gewest", "2019-2020")': "geen getal van 'afwezig' voor "
    "'brussels-hoofdstedelijk-gewest', 2019-2020",
    'cijfer("afwezig", "afwezig", "brussels-hoofdstedelijk-gewest", eenhied="%")': (
        "'eenhied' is geen kolom; bedoelde je 'eenheid'?"
    ),
    'definities("afwezig/x")': "'x' is geen indicator van 'afwezig'",
    'begrip("uitvl")': "begrip('uitvl'): 'uitvl' staat niet in data/begrippen.yml; bedoelde je 'uitval'?",
    'bronnenlijst("cijfer")': "bronnenlijst('cijfer'): 'cijfer' is geen deel van de bronnen; kies uit: cijfers, "
    "onderzoek",
    'kaart("partners", "hulpp")': "kaart('partners', 'hulpp'): 'hulpp' staat niet in data/partners/; bedoelde je "
    "'hulp'?",
    'lijst("partnrs", "soort")': "lijst('partnrs', 'soort'): de soort 'partnrs' bestaat niet; bedoelde je 'partners'?",
    'lijst("partners", "sort")': "lijst('partners', 'sort'): 'sort' is geen veld met een gesloten lijst; bedoelde "
    "je 'soort'?",
    'bron("studie-z")': "bron('studie-z'): 'studie-z' staat niet in data/bronnen.yml",
    'formulier("cijfers")': "'cijfers' heeft geen formulier 'nieuw'; kies uit: partners, praktijken, acties, "
    "netwerkdagen, nieuws",
    "aantal()": 'aantal(): zo roep je deze macro aan: aantal("praktijken")',
    'contactgegevens("x")': "contactgegevens('x'): zo roep je deze macro aan: contactgegevens()",
}
WRONG = ("aantal()", 'contactgegevens("x")')
"""Which of them the build tells, since the view cannot even be called so."""


def page(*calls: str) -> str:
    """A page that people write, with macros in it."""
    sections = "\n".join(f"<section>{{{{ {call} }}}}</section>" for call in calls)
    return f"---\ntitle: Proef\n---\n# Proef\n\n{sections}\n"


def in_small_site(word: re.Match[str]) -> str:
    return IN_SMALL_SITE.get(word[0], word[0]) if word.string[word.start() - 1] in '"/' else word[0]


def build(site: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", *options]
    return subprocess.run(command, cwd=site, capture_output=True, text=True)


def called(call: str, library: Library) -> str:
    """What a call in a page gives, before Markdown sees it."""
    views = {name: partial(macro.view, library, "proef/") for name, macro in MACROS.items()}
    html = eval(call, {}, views)
    assert isinstance(html, str)
    return html


@pytest.mark.parametrize("name", [name for name in MACROS if name != "velden"])  # VELDEN.md has it whole
def test_each_macro_reads_as_agreed(name: str, worked_plan: Path) -> None:
    """Its example as VELDEN.md shows it, with the words of the small site; `make golden` agrees to what it gives."""
    example = re.sub(r"[a-z-]+", in_small_site, MACROS[name].example)
    agreed(GOLDEN / "macros" / f"{name}.txt", visible(called(example, read_library(worked_plan))))


@pytest.mark.parametrize(("call", "message"), {call: MISTAKES[call] for call in MISTAKES if call not in WRONG}.items())
def test_a_mistake_says_what_to_write_instead(call: str, message: str, small_site: Path) -> None:
    with pytest.raises(AuthoringError) as caught:
        called(call, read_library(small_site))
    assert message.endswith(str(caught.value)) or str(caught.value).endswith(message)


class Site:
    """A build as far as a macro knows it, and what mkdocs-macros was given."""

    def __init__(self, library: Library) -> None:
        self.library: Library | None = library
        self.held = Held()
        self.macros: dict[str, Callable[..., str]] = {}
        self.page = SimpleNamespace(url="proef/", file=SimpleNamespace(src_uri="proef.md"))

    def macro(self, function: Callable[..., str], name: str) -> None:
        self.macros[name] = function


def test_each_macro_that_is_called_wrongly_shows_how_in_one_line(
    small_site: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site = Site(read_library(small_site))
    register(site, lambda: site)
    for call in site.macros.values():
        call(dit_bestaat_niet=True)
    assert [record.getMessage() for record in caplog.records] == [
        f"content/proef.md: {name}(dit_bestaat_niet=True): zo roep je deze macro aan: {macro.example}"
        for name, macro in MACROS.items()
    ]


@pytest.mark.parametrize("name", MACROS)
def test_the_example_of_each_macro_is_a_call_that_fits(name: str) -> None:
    """In the form that editors copy; what it gives has no sign that breaks a table of Markdown."""
    typed = ast.parse(MACROS[name].example, mode="eval").body
    assert isinstance(typed, ast.Call)
    signature(MACROS[name].view).bind(None, "", *typed.args, **{str(word.arg): word for word in typed.keywords})
    assert "|" not in MACROS[name].gives.replace(r"\|", "")


@pytest.mark.parametrize(
    ("example", "gives", "reason"),
    [
        ('kaart("partners")', "een kaart", "two macros are called kaart: kaart("),
        ("nieuw()", " ", "the macro nieuw does not say in Dutch what it gives"),
        ("nieuw", "iets nieuws", "is a call"),
        ("iets nieuws()", "iets nieuws", "is a call"),
    ],
)
def test_a_macro_that_is_not_offered_well_stops_the_import(example: str, gives: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        macro(example, gives)
    assert "nieuw" not in MACROS


def test_macros_give_what_an_author_asks(built_site: Path) -> None:
    """Through Markdown and all."""
    (built_site / "content" / "proef.md").write_text(page(*GIVES), encoding="utf-8")
    ran = build(built_site, "--strict")
    assert ran.returncode == 0, ran.stderr
    sections = (built_site / "site" / "proef" / "index.html").read_text(encoding="utf-8").split("<section>")[1:]
    for (call, expected), section in zip(GIVES.items(), sections[-len(GIVES) :], strict=True):
        for text in expected:
            assert text in f">{section.strip()}" or text in section.replace("</section>", "<"), (
                f"{call}: {section[:400]}"
            )


def test_a_mistake_is_one_dutch_line_that_names_the_page(built_site: Path) -> None:
    """In the log, where it stops a strict build, and on the page itself."""
    for number, call in enumerate(MISTAKES):
        (built_site / "content" / f"proef-{number}.md").write_text(page(call), encoding="utf-8")
    ran = build(built_site)
    assert "Traceback" not in ran.stderr
    for number, (call, message) in enumerate(MISTAKES.items()):
        name = f"content/proef-{number}.md: {call.split('(')[0]}("
        lines = [line for line in ran.stderr.splitlines() if name in line]
        assert [line.endswith(message) for line in lines] == [True], (call, lines)
        html = (built_site / "site" / f"proef-{number}" / "index.html").read_text(encoding="utf-8")
        assert f'<p class="problems">{name}' in html


def test_a_mistake_stops_a_strict_build(built_site: Path) -> None:
    (built_site / "content" / "proef.md").write_text(page(next(iter(MISTAKES))), encoding="utf-8")
    assert build(built_site, "--strict").returncode == 1
    assert not (built_site / "site").exists()
