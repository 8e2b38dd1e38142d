"""French text: dates, numbers, durations and spaces as they are printed on papers and screens."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from pathlib import PurePath

NBSP = "\u00a0"
"""No-break space: before « : », inside guillemets."""
NNBSP = "\u202f"
"""Narrow no-break space: before « ; », « ! », « ? » and « % », and between thousands."""

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip


_MEGABYTE = 1024 * 1024
_GUILLEMETS = re.compile(r"(«\s?)|\s?»")
_LONGEST_TOLD = 300
"""Characters of a name or a path that a stranger chose, in a sentence."""
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML has no place for."""
_TYPED_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def printable(text: str) -> str:
    """``text`` from a stranger, without what steers a terminal, breaks a line or fills a page."""
    if len(text) > _LONGEST_TOLD:
        text = f"{text[: _LONGEST_TOLD // 2]}…{text[-_LONGEST_TOLD // 2 :]}"
    return "".join(
        char if char.isprintable() or char in {NBSP, NNBSP} else "\N{REPLACEMENT CHARACTER}"
        for char in text
    )


def writable(text: str) -> str:
    """``text`` without the characters that no workbook nor document can hold.

    A word processor leaves some in what is pasted from it: its optional hyphen is one.
    """
    return _UNWRITABLE.sub("", text)


def fold(text: str) -> str:
    """``text`` without accents, case or repeated spaces, to compare what people typed."""
    if text.isascii():  # most of it, and ten times faster
        return " ".join(text.casefold().split())
    decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.replace("’", "'").casefold().split())


def file_slug(text: str) -> str:
    """« rediger-son-cv »: ``text`` as part of a file name, fit for any system; may be empty."""
    return re.sub(r"[^a-z0-9_-]+", "-", fold(text)).strip("-.")[:60]


def typeset(sentence: str) -> str:
    """``sentence`` whose signs stay with their words: no line begins by « : » nor ends by « « »."""
    bound = re.sub(r" (?=[;?!])", NNBSP, sentence)
    bound = re.sub(r" (?=[:»])", NBSP, bound)
    return bound.replace("« ", f"«{NBSP}")


def curled(text: str) -> str:
    """``text`` with the apostrophes of print: « l'emploi » as « l’emploi »."""
    return _TYPED_APOSTROPHE.sub("’", text)


def quoted(text: str | PurePath) -> str:
    """« text » in guillemets, with their no-break spaces; what it quotes itself as “ words ”."""
    told = _GUILLEMETS.sub(lambda found: "“" if found[1] else "”", str(text))
    return f"«{NBSP}{told}{NBSP}»"


def capital(text: str) -> str:
    """``text`` as it begins a sentence or stands alone."""
    return text[:1].upper() + text[1:]


def going_within(text: str) -> str:
    """``text`` as it goes on within a sentence: « À voir » as « à voir », « A1 » as it is."""
    second = text[1:2]
    held = not second or second.isupper() or second.isdigit()
    return text if held else text[0].lower() + text[1:]


def listed(words: Sequence[str]) -> str:
    """« Léa », « Léa et Omar », « Léa, Omar et Anna »."""
    *others, last = words
    return f"{', '.join(others)} et {last}" if others else last


def of(name: str) -> str:
    """« de Léa », « d’Élodie »."""
    return f"d’{name}" if fold(name)[:1] in set("aeiouy") else f"de {name}"


def going_on(name: str) -> str:
    """``name`` before the rest of a sentence: « Anne Caron, directrice, » closes its comma."""
    return f"{name}," if "," in name else name


def long_date(day: date) -> str:
    """« 1er mai 2023 », with no-break spaces."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{NBSP}{MONTHS[day.month - 1]}{NBSP}{day.year}"


def short_day(day: date) -> str:
    """« 8 juin », « 12 sept. »: of a year that is known."""
    return f"{day.day}{NBSP}{SHORT_MONTHS[day.month - 1]}"


def short_weekday(day: date) -> str:
    """« jeu. 8 juin »."""
    return f"{DAYS[day.weekday()][:3]}.{NBSP}{short_day(day)}"


def full_date(day: date) -> str:
    """« lundi 1er mai 2023 », with no-break spaces."""
    return f"{DAYS[day.weekday()]}{NBSP}{long_date(day)}"


def short_date(day: date | None) -> str:
    """« 01/05/2023 », or nothing for no date."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}" if day else ""


def month_name(month: date) -> str:
    """« mai 2023 » for any day of that month, with a no-break space."""
    return f"{MONTHS[month.month - 1]}{NBSP}{month.year}"


def moment(value: datetime) -> str:
    """« 1er mai 2023 à 09 h 05 », with no-break spaces."""
    return f"{long_date(value.date())} à {value:%H}{NBSP}h{NBSP}{value:%M}"


def decimal(value: float | Decimal, places: int = 1) -> str:
    """« 1 234,5 »: decimal comma, narrow no-break space between thousands, halves rounded up."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{rounded:,.{places}f}".replace(",", NNBSP).replace(".", ",")


def kilometres(metres: int) -> str:
    """« 12,5 », « 12,55 »: as many decimals as were typed, so that a sum is that of its lines."""
    return decimal(Decimal(metres) / 1000, 1 if metres % 100 == 0 else 2 if metres % 10 == 0 else 3)


def hours(minutes: int) -> str:
    """« 1 h 30 » for 90 minutes, « 0 h 30 » for 30, with no-break spaces."""
    return f"{minutes // 60}{NBSP}h{NBSP}{minutes % 60:02d}"


def clock_time(minute: int) -> str:
    """« 9 h 30 » for minute 570 of the day, with no-break spaces."""
    return hours(minute)


def hour_words(value: time) -> str:
    """« 09 h 05 » for a time of the day, with no-break spaces: hours stand below one another."""
    return f"{value:%H}{NBSP}h{NBSP}{value:%M}"


def file_size(count: int) -> str:
    """« 240 Ko », « 1,2 Mo »: the size of a file, never « 0 Ko »."""
    if count < _MEGABYTE:
        return f"{max(round(count / 1024), 1)}{NBSP}Ko"
    return f"{decimal(count / _MEGABYTE)}{NBSP}Mo"


def fingerprint(digits: str) -> str:
    """A fingerprint as papers and screens show it: capitals in groups of four."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4)).upper()


def plural(count: int, singular: str, many: str | None = None) -> str:
    """« 1 rendez-vous », « 1 792 lignes »: the number, a no-break space and the word that agrees.

    In French the plural begins at two: zero takes the singular.
    """
    word = singular if abs(count) < 2 else (many if many is not None else singular + "s")  # noqa: PLR2004  (as French counts)
    return f"{decimal(count, 0)}{NBSP}{word}"


def wait_words(seconds: int) -> str:
    """« 12 secondes », « 2 minutes »: what is left to wait, never less than it is."""
    if seconds < 120:  # noqa: PLR2004  (seconds are counted down below two minutes)
        return plural(seconds, "seconde")
    return plural(-(-seconds // 60), "minute")


def ago(then: datetime, now: datetime) -> str:
    """« à l’instant », « il y a 5 min », « il y a 3 h », « hier », « il y a 2 jours »."""
    days = (now.date() - then.astimezone(now.tzinfo).date()).days
    minutes = round((now - then).total_seconds() / 60)
    if days > 1:
        return f"il y a {plural(days, 'jour')}"
    if days == 1:
        return "hier"
    if minutes >= 60:  # noqa: PLR2004  (minutes of an hour)
        return f"il y a {minutes // 60}{NBSP}h"
    return f"il y a {minutes}{NBSP}min" if minutes > 0 else "à l’instant"
