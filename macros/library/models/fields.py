"""The types of what editors type: text, dates, contact data, and words that must be known (`To`, `In`)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, GetCoreSchemaHandler, ValidationInfo, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from macros.library.text.problems import hint

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
OTHER_ORDER = re.compile(
    r"(?P<d>[0-9]{1,2})([-/. ])(?P<m>[0-9]{1,2})\2(?P<y>[0-9]{4})|(?P<y2>[0-9]{4})([-/. "
    r"])(?P<m2>[0-9]{1,2})\6(?P<d2>[0-9]{1,2})"
)
"""A day as people also write it: 24/11/2026, 24-11-2026, 2026/11/24, 2026-1-5."""
HOUR = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?")
_COUNT = re.compile("[0-9]{1,9}")
_PERIOD = re.compile("(19|20)[0-9]{2}(-(19|20)[0-9]{2})?")
POSTCODE = re.compile("[1-9][0-9]{3}")
_GAP = "[ ./-]*"
PHONE = re.compile(rf"{_GAP}((\+{_GAP}3{_GAP}2|0){_GAP}[1-9]({_GAP}[0-9]){{7,8}}|1({_GAP}[0-9]){{2,3}}){_GAP}")
"""A Belgian number, or a short one such as 112, with the signs that people put between its digits."""
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
HOST = re.compile(r"([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\.)+[a-z][a-z0-9-]*[a-z0-9]", re.IGNORECASE)
INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff"
    r"\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
"""Control characters, what no XML file may hold, and what Unicode calls `Default_Ignorable_Code_Point`
(DerivedCoreProperties.txt): such text shows nothing, or turns the order of what stands beside it. Selectors of variants
stay, since an emoji may need one.
"""
LONGEST_PROSE = 5000
"""Characters; the longest of ours has a third of that, and a page of a quarter of a megabyte helps nobody."""
BELGIUM = ZoneInfo("Europe/Brussels")
"""Its clock."""

QUOTED = re.compile(r"^'([^']{80,})'")
EMPTY = "leeg; vul iets in of laat de regel weg"


@dataclass(frozen=True)
class Known:
    """What a value may refer to while one library is read; handed to the models as validation context."""

    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Per kind the ids that exist (file names, not valid entries: one faulty partner must not raise ten false
    alarms).
    """
    words: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Per closed list its words."""
    today: date = field(default_factory=date.today)

    def with_ids(self, kind: str, ids: Iterable[str]) -> Known:
        """The same, with the ids of one more kind."""
        return Known({**self.ids, kind: frozenset(ids)}, self.words, self.today)


def fault(message: str) -> PydanticCustomError:
    """An error whose Dutch text reaches the editor; a long value that it opens with is cut."""
    return PydanticCustomError("dutch", "{message}", {"message": cut(message)})


def unknown(value: str, places: str, options: Iterable[str], otherwise: str = "") -> PydanticCustomError:
    """The error for a word that does not stand in `places`. It looks for the nearest option, or says `otherwise`, only
    when it is told: that takes long.
    """
    message = cut(f"'{value}' staat niet in {places}")
    return PydanticCustomError(
        "dutch", "{message}", {"message": message, "near": lambda: hint(value, options) or otherwise}
    )


def cut(message: str) -> str:
    """A message with the value that it opens with, cut when that is long."""
    return QUOTED.sub(lambda quote: f"'{quote[1][:60]}…'", message)


def one_line(text: str) -> str:
    """Text on one line, single spaces, without characters that nobody can see."""
    text = " ".join(text.split())
    if not text:
        raise fault(EMPTY)
    if text in ("~", "null"):
        raise fault(f"'{text}' betekent niets; laat de regel weg als je het niet weet")
    return visible(text)


def visible(text: str) -> str:
    """The text, refused when it hides characters that change what a reader sees."""
    if found := INVISIBLE.search(text):
        raise fault(f"er staat een onzichtbaar teken (U+{ord(found[0]):04X}) in; typ de tekst opnieuw")
    return text.strip()


@dataclass(frozen=True)
class AtMost:
    """A check that text is no longer than `length` characters."""

    length: int

    def __call__(self, text: str) -> str:
        """The text, refused when it is too long."""
        if len(text) > self.length:
            raise fault(f"{len(text)} tekens; hier passen er {self.length}")
        return text


def identifier(text: str) -> str:
    """An id: what a file name without `.yml` looks like."""
    if not ID.fullmatch(text):
        raise fault(f"'{text}' is geen id; alleen kleine letters, cijfers en streepjes, zonder accenten of spaties")
    return text


def partial_date(text: str) -> str:
    """`JJJJ`, `JJJJ-MM` or `JJJJ-MM-DD`, an existing day; stays text, which sorts as time."""
    match = PARTIAL_DATE.fullmatch(text)
    if not match:
        raise fault(f"'{text}' is geen datum; schrijf {_in_our_order(text) or 'JJJJ-MM-DD, JJJJ-MM of JJJJ'}")
    _on_the_calendar(text, int(match[1]), int(match[2] or 1), int(match[3] or 1))
    if not "1800" <= match[1] < "2200":
        raise fault(f"'{text}': het jaar {match[1]} kan niet; kijk het na")
    return text


def _in_our_order(text: str) -> str:
    """`JJJJ-MM-DD` for a day written in another order, day before month; nothing for what is no day."""
    match = OTHER_ORDER.fullmatch(text)
    if not match:
        return ""
    year, month, day = (int(match[part] or match[f"{part}2"]) for part in "ymd")
    _on_the_calendar(text, year, month, day)
    return f"{year:04}-{month:02}-{day:02}"


def _on_the_calendar(text: str, year: int, month: int, day: int) -> None:
    if not 1 <= month <= 12:
        raise fault(
            f"'{text}' bestaat niet op de kalender: er is geen maand {month}; schrijf JJJJ-MM-DD, de maand voor de dag"
        )
    if not 1 <= day <= (days := monthrange(year, month)[1]):
        raise fault(f"'{text}' bestaat niet op de kalender: die maand heeft {days} dagen; schrijf JJJJ-MM-DD")


def _moment(text: str) -> str:
    """A partial date, or a day with an hour of our clock: `JJJJ-MM-DD UU:MM`."""
    day, space, time = text.partition(" ")
    if space:
        hour(time)
    if space and len(day) != len("JJJJ-MM-DD"):
        raise fault(f"'{text}': een uur hoort bij een volledige datum, JJJJ-MM-DD UU:MM")
    partial_date(day)
    if space:
        _once(day, time)
    return text


def _once(day: str, hour: str) -> None:
    """Refuse an hour that the change of the clock skips or repeats: nobody could tell when that is."""
    local = datetime.fromisoformat(f"{day} {hour}").replace(tzinfo=BELGIUM)
    if local.astimezone(UTC).astimezone(BELGIUM).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise fault(f"{hour} bestaat niet op {day}: de klok gaat dan een uur vooruit; kies een ander uur")
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise fault(f"{hour} komt twee keer voor op {day}: de klok gaat dan een uur achteruit; kies een ander uur")


def hour(text: str) -> str:
    """An hour of the day, `UU:MM`."""
    if not HOUR.fullmatch(text):
        raise fault(f"'{text}' is geen uur; schrijf UU:MM, bijvoorbeeld 09:30")
    return text


def past_day(text: Any, info: ValidationInfo) -> date:
    """A whole day that is not in the future (one day of grace: the sun rises elsewhere first)."""
    if not isinstance(text, str):
        raise fault("hier hoort een datum, geen lijst of blok")
    if not _DAY.fullmatch(text):
        raise fault(f"'{text}' is geen volledige datum; schrijf {_in_our_order(text) or 'JJJJ-MM-DD'}")
    day = date.fromisoformat(partial_date(text))
    if info.context and day > info.context.today + timedelta(days=1):
        raise fault(f"'{text}' ligt in de toekomst; schrijf de dag waarop het nagekeken is")
    if day.year < 2016:
        raise fault(f"'{text}' ligt voor de start van het netwerk in 2016")
    return day


def _number(text: Any) -> Decimal:
    """A decimal number as typed, digits kept (`0.110` stays three digits)."""
    if isinstance(text, Decimal):
        return text
    if not isinstance(text, str):
        raise fault("hier hoort een getal, geen lijst of blok")
    if "," in text:
        raise fault(f"'{text}' is geen getal; schrijf een punt in plaats van een komma")
    if not NUMBER.fullmatch(text):
        raise fault(f"'{text}' is geen getal; schrijf cijfers, met een punt: 12.5")
    return Decimal(text)


def count(text: Any) -> int:
    """A whole number from 0."""
    if isinstance(text, list | dict):
        raise fault("hier hoort een getal, geen lijst of blok")
    if not _COUNT.fullmatch(str(text)):
        raise fault(f"'{text}' is geen heel getal; alleen cijfers, zonder punt of spatie")
    return int(text)


def period(text: str) -> str:
    """A year, or years from and to (`2014-2015`)."""
    start, _, end = text.partition("-")
    if not _PERIOD.fullmatch(text) or (end and start >= end):
        raise fault(f"'{text}' is geen jaar; schrijf JJJJ, of JJJJ-JJJJ voor een periode")
    return text


def phone(text: str) -> str:
    """A Belgian number as people write it; `tel:` links take its digits."""
    if not PHONE.fullmatch(text):
        raise fault(f"'{text}' is geen Belgisch telefoonnummer; schrijf bijvoorbeeld 02 512 30 05")
    return text


def email(text: str) -> str:
    """An address for mail."""
    if not EMAIL.fullmatch(text):
        raise fault(f"'{text}' is geen e-mailadres; schrijf bijvoorbeeld info@school.be")
    return text


def web_address(text: str) -> str:
    """A public http(s) address; never a script, a file, or one with a password in it."""
    if re.match(r"www\.", text, re.IGNORECASE):
        raise fault(f"'{text}' is geen volledig webadres; schrijf https:// ervoor")
    wrong = fault(f"'{text}' is geen webadres; het begint met https:// en bevat geen spaties of wachtwoord")
    if re.search(r"[\s<>\"\\^`{|}]", text) or len(text) > 2000:
        raise wrong
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise wrong from None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not HOST.fullmatch(parts.hostname or ""):
        raise wrong
    return visible(text)


def postcode(text: str) -> str:
    """A Belgian postcode."""
    if not POSTCODE.fullmatch(text):
        raise fault(f"'{text}' is geen Belgische postcode; schrijf vier cijfers")
    return text


_T = TypeVar("_T")


def no_doubles(values: tuple[_T, ...]) -> tuple[_T, ...]:
    """The list, refused when a value stands in it twice."""
    seen: set[_T] = set()
    for value in values:
        if value in seen:
            raise fault(f"'{value}' staat er twee keer")
        seen.add(value)
    return values


TEXT = ("string", "number")
"""What text may be for a program that reads YAML 1.2, where `2026` and `1070` are numbers; `string` comes first, as
such a program puts the first one in when it completes a key.
"""


def form(pattern: str, advice: str, types: Iterable[str] = TEXT) -> dict[str, Any]:
    """As JSON Schema what a value looks like when it is read as text, which types it may be read as, and how to write
    it, said when something else stands there.
    """
    return {"type": [*types], "pattern": f"^({pattern})$", "errorMessage": advice}


def written_as(pattern: str, advice: str, types: Iterable[str] = TEXT) -> WithJsonSchema:
    """What stands beside a check, for the program of an editor: `form`."""
    return WithJsonSchema(form(pattern, advice, types), mode="validation")  # what the API gives is no form of an editor


def one_of(words: Iterable[str]) -> WithJsonSchema:
    """The same for a check that lets through these words only."""
    words = [*words]
    choice = {"type": ["string"], "enum": words, "errorMessage": f"Kies uit: {', '.join(words)}."}
    return WithJsonSchema(choice, mode="validation")


Text = Annotated[str, AfterValidator(one_line)]
Sentence = Annotated[Text, AfterValidator(AtMost(200))]
Cell = Annotated[str, AfterValidator(visible)]
"""Text that may be empty."""
Prose = Annotated[str, AfterValidator(visible), AfterValidator(AtMost(LONGEST_PROSE))]
"""Markdown of an editor: paragraphs, lists, bold and links; raw HTML shows as text."""
Id = Annotated[
    str,
    AfterValidator(identifier),
    written_as(ID.pattern, "Schrijf kleine letters, cijfers en streepjes, zonder accenten of spaties: tweede-kans."),
]
PartialDate = Annotated[
    str,
    AfterValidator(partial_date),
    written_as(
        PARTIAL_DATE.pattern, "Schrijf JJJJ-MM-DD, bijvoorbeeld 2026-11-23. Alleen de maand of het jaar mag ook."
    ),
]
Moment = Annotated[
    str,
    AfterValidator(_moment),
    written_as(
        f"({PARTIAL_DATE.pattern})( {HOUR.pattern})?",
        "Schrijf JJJJ-MM-DD, of met een uur erbij: 2026-11-23 13:30.",
    ),
]
Hour = Annotated[
    str, AfterValidator(hour), written_as(HOUR.pattern, "Schrijf UU:MM, bijvoorbeeld 09:30.", types=["string"])
]
PastDay = Annotated[
    date,
    BeforeValidator(past_day),
    written_as(_DAY.pattern, "Schrijf een dag als JJJJ-MM-DD, bijvoorbeeld 2026-11-23.", types=["string"]),
]
Number = Annotated[
    Decimal, BeforeValidator(_number), written_as(NUMBER.pattern, "Schrijf een getal met een punt, bijvoorbeeld 12.5.")
]
Count = Annotated[
    int,
    BeforeValidator(count),
    written_as(
        _COUNT.pattern, "Schrijf een heel getal, zonder punt of spatie, bijvoorbeeld 12.", types=["string", "integer"]
    ),
]
Period = Annotated[
    str,
    AfterValidator(period),
    written_as(_PERIOD.pattern, "Schrijf JJJJ, of JJJJ-JJJJ voor een periode: 2014-2015."),
]
Phone = Annotated[
    Text, AfterValidator(phone), written_as(PHONE.pattern, "Schrijf een Belgisch nummer, bijvoorbeeld 02 512 30 05.")
]
Email = Annotated[
    Text,
    AfterValidator(email),
    written_as(EMAIL.pattern, "Schrijf een e-mailadres, bijvoorbeeld info@school.be.", types=["string"]),
]
WebAddress = Annotated[
    str,
    AfterValidator(web_address),
    written_as(r"[Hh][Tt][Tt][Pp][Ss]?://\S+", "Schrijf een webadres, met https:// vooraan.", types=["string"]),
]
Postcode = Annotated[
    str, AfterValidator(postcode), written_as(POSTCODE.pattern, "Schrijf vier cijfers, bijvoorbeeld 1080.")
]
Many = Annotated[tuple[_T, ...], AfterValidator(no_doubles)]
"""A list of different values."""


@dataclass(frozen=True)
class To:
    """Marks a field as the id of another entry (or source); the library follows it both ways."""

    kind: str
    or_text: bool = False
    """Whether plain text may stand there too; what looks like an id must then still exist."""

    @property
    def place(self) -> str:
        """Where the ids come from, as an editor sees it."""
        return f"data/{self.kind}.yml" if self.kind in ("bronnen", "doelstellingen") else f"data/{self.kind}/"

    def _check(self, value: str, info: ValidationInfo) -> str:
        if not value:
            raise fault(EMPTY)
        ids = info.context.ids.get(self.kind) if info.context else None
        if self.or_text and not ID.fullmatch(value):
            return one_line(value)
        if ids is None:  # the list itself is faulty, and says so
            return identifier(value)
        if value not in ids:
            raise unknown(value, self.place, ids)
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(self._check, handler(source))


@dataclass(frozen=True)
class In:
    """Marks a field as a word from closed lists, `data/lijsten/<name>.yml`."""

    names: tuple[str, ...]

    def __init__(self, *names: str) -> None:
        object.__setattr__(self, "names", names)

    def _check(self, value: str, info: ValidationInfo) -> str:
        if not value:
            raise fault(EMPTY)
        lists = info.context.words if info.context else {}
        if any(name not in lists for name in self.names):  # the list itself is faulty, and says so
            return value
        if any(value in lists[name] for name in self.names):
            return value
        words = [word for name in self.names for word in lists[name]]
        places = " of ".join(f"data/lijsten/{name}.yml" for name in self.names)
        raise unknown(value, places, words, f"; kies uit: {', '.join(words)}")

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(self._check, handler(source))
