"""The list of companies as the window searches and filters it, made once beside the window."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from threading import Lock
from typing import TypeAlias
from uuid import UUID

from coachdesk.core.clock import today
from coachdesk.core.french import fold
from coachdesk.core.search import company_haystack
from coachdesk.domain.addresses import commune_of
from coachdesk.domain.words import NOT_TOLD
from coachdesk.queries.companies import CompanyLine, company_lines, contact_lines
from coachdesk.services.desk import Desk
from coachdesk.services.found_list import FacetWords, FoundList, same_cells, spoken
from coachdesk.services.list_columns import ListColumn
from coachdesk.services.trades import trade_label

_WEEK = timedelta(days=7)
_Version: TypeAlias = tuple[int, date]


class CompanyFacet(StrEnum):
    """What the list is filtered by."""

    RELATION = "relation"
    CALL_BACK = "call_back"
    TRADE = "trade"
    COMMUNE = "commune"


class Relation(StrEnum):
    """What a company did so far."""

    HOSTED = "hosted"
    HIRED = "hired"
    PROSPECT = "prospect"
    """Neither, so far."""


class CallBack(StrEnum):
    """When it is to be called back."""

    DUE = "due"
    WEEK = "week"
    LATER = "later"


CompanyList: TypeAlias = FoundList[CompanyLine, CompanyFacet]
Chosen: TypeAlias = Mapping[CompanyFacet, frozenset[str]]
_RELATIONS: Mapping[str, str] = {
    Relation.HOSTED: "A accueilli quelqu’un",
    Relation.HIRED: "A embauché",
    Relation.PROSPECT: "Prospect",
}
_CALLS: Mapping[str, str] = {
    CallBack.DUE: "Aujourd’hui ou en retard",
    CallBack.WEEK: "Dans les 7\u00a0jours",
    CallBack.LATER: "Plus tard",
}


def company_facets() -> FacetWords[CompanyLine, CompanyFacet]:
    """How the filters of the list read."""

    def label(facet: CompanyFacet, value: str, companies: CompanyList) -> str:
        match facet:
            case CompanyFacet.RELATION:
                return _RELATIONS.get(value, value)
            case CompanyFacet.CALL_BACK:
                return _CALLS.get(value, value)
            case CompanyFacet.TRADE:
                return trade_label(value)
            case CompanyFacet.COMMUNE:
                return companies.labels[facet].get(value, value) if value else NOT_TOLD

    names = {
        CompanyFacet.RELATION: "Relation",
        CompanyFacet.CALL_BACK: "À rappeler",
        CompanyFacet.TRADE: "Métier",
        CompanyFacet.COMMUNE: "Commune",
    }
    orders = {
        CompanyFacet.RELATION: tuple(item.value for item in Relation),
        CompanyFacet.CALL_BACK: tuple(item.value for item in CallBack),
    }
    return FacetWords(names, orders, label)


def company_columns() -> tuple[ListColumn[CompanyLine], ...]:
    """The columns, in the order in which they are shown."""
    return (
        ListColumn("name", "Nom", lambda line: line.name),
        ListColumn("commune", "Commune", lambda line: commune_of(line.address)),
        ListColumn("trades", "Métiers", trade_words),
        ListColumn("phone", "Téléphone", lambda line: line.phone),
        ListColumn("last_on", "Dernier contact", lambda line: line.last_on),
        ListColumn("call_back_on", "À rappeler le", lambda line: line.call_back_on),
        ListColumn("hosted", "Immersions", lambda line: line.hosted),
        ListColumn("hired", "Embauches", lambda line: line.hired),
    )


def trade_codes(line: CompanyLine) -> tuple[str, ...]:
    """The ROME codes of a company."""
    return tuple(sorted(line.trades.split(","))) if line.trades else ()


def trade_words(line: CompanyLine) -> str | None:
    """« Boulanger / Boulangère, et 2 autres »; None when it has none."""
    codes = trade_codes(line)
    if not codes:
        return None
    first, others = trade_label(codes[0]), len(codes) - 1
    more = "une autre" if others == 1 else f"{others}\u00a0autres"
    return f"{first}, et {more}" if others else first


def company_list(lines: Sequence[CompanyLine], day: date) -> CompanyList:
    """The list of ``lines`` on ``day``."""
    named = sorted((fold(line.name), line.siret or "", line.id.hex, line) for line in lines)
    ordered = tuple(line for *_, line in named)
    communes, labels = spoken([commune_of(line.address) for line in ordered])
    return FoundList(
        ordered,
        tuple(_haystack(line) for line in ordered),
        tuple(name for name, *_ in named),
        {
            CompanyFacet.RELATION: same_cells(tuple(_relations(line)) for line in ordered),
            CompanyFacet.CALL_BACK: same_cells(_call_back(line, day) for line in ordered),
            CompanyFacet.TRADE: same_cells(trade_codes(line) for line in ordered),
            CompanyFacet.COMMUNE: communes,
        },
        {CompanyFacet.COMMUNE: labels},
        {line.id: place for place, line in enumerate(ordered)},
    )


class Companies:
    """The list, read again only when the store has changed or the day has; not for the GUI."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = Lock()
        self._kept: tuple[_Version, CompanyList] | None = None

    def read(self) -> CompanyList:
        """The list as it is now."""
        with self._lock:
            version = self._desk.store.head().seq, today(self._desk.clock)
            if self._kept is None or self._kept[0] != version:
                lines = self._desk.read(company_lines)
                self._kept = version, company_list(lines, version[1])
            return self._kept[1]


def _haystack(line: CompanyLine) -> str:
    text = company_haystack(
        name=line.name,
        siret=line.siret,
        address=line.address,
        phone=line.phone,
        others=(line.contact or "", *contact_lines(line.contacts)),
    )
    return " ".join((text, *map(_trade_text, trade_codes(line))))


@cache  # few trades, of many companies
def _trade_text(code: str) -> str:
    return fold(f"{code} {trade_label(code)}")


def _relations(line: CompanyLine) -> Iterator[str]:
    if line.hosted:
        yield Relation.HOSTED
    if line.hired:
        yield Relation.HIRED
    if not line.hosted and not line.hired:
        yield Relation.PROSPECT


def _call_back(line: CompanyLine, day: date) -> tuple[str, ...]:
    if line.call_back_on is None:
        return ()
    if line.call_back_on <= day:
        return (CallBack.DUE.value,)
    return (CallBack.WEEK.value if line.call_back_on <= day + _WEEK else CallBack.LATER.value,)


def id_of(line: CompanyLine) -> UUID:
    """What tells a line from the others."""
    return line.id
