"""The exits of a profile and what its follow-ups may tell, read with all their faults."""

import re
from collections import defaultdict
from collections.abc import Iterable

from coachdesk.core.french import quoted
from coachdesk.domain.exits import (
    NO_DETAILS,
    Ahead,
    ClassByLength,
    ExitClass,
    ExitDetail,
    ExitKind,
    Lasting,
)
from coachdesk.domain.follow_ups import FollowUpOutcome
from coachdesk.domain.profile_table import Table
from coachdesk.domain.profile_words import read_words, synonyms

_LENGTH = re.compile(r"(<=|>=|<|>)\s*([1-9][0-9]?)")
_LENGTH_REMEDY = 'Écrivez un signe et des mois, comme ">= 6" ou "< 6".'
_DECEASED = "death"
"""The kind that says so in profiles written before they could."""
_AHEAD = {
    ExitClass.DURABLE: Ahead.JOB,
    ExitClass.TRANSITION: Ahead.JOB,
    ExitClass.POSITIVE: Ahead.TRAINING,
    ExitClass.OTHER: Ahead.NOTHING,
    ExitClass.NEUTRAL: Ahead.NOTHING,
}
"""What a kind leads to, unless it says otherwise."""


def read_follow_up_outcome(table: Table, key: str) -> FollowUpOutcome:
    """A word of what became of someone after her exit."""
    return FollowUpOutcome(
        key, table.text("label"), synonyms(table), table.flag("employed"), table.flag("unreachable")
    )


def read_exit_kind(table: Table, key: str) -> ExitKind:
    """A type de sortie, with its details."""
    label, synonyms_ = table.text("label"), synonyms(table)
    exit_class = ExitClass(table.choice("class", ExitClass))
    kind = ExitKind(
        key,
        label,
        synonyms_,
        exit_class=exit_class,
        positive=table.flag("positive"),
        details=read_words(table, "details", _detail) if table.has("details") else NO_DETAILS,
        ahead=Ahead(table.choice("ahead", Ahead, default=_AHEAD[exit_class])),
        deceased=table.flag("deceased") or (key == _DECEASED and not table.has("deceased")),
    )
    _refuse_gaps(table, kind.details)
    return kind


def _detail(table: Table, key: str) -> ExitDetail:
    detail = ExitDetail(
        key,
        table.text("label"),
        synonyms(table),
        exit_class=ExitClass(table.choice("class", ExitClass)) if table.has("class") else None,
        contract=table.text_or_none("contract") or "",
        lasting=_lasting(table) if table.has("months") else None,
        by_length=tuple(_by_length(each) for each in table.tables("by_length", optional=True)),
    )
    if bool(detail.contract) != (detail.lasting is not None):
        table.note(
            "contract" if detail.contract else "months",
            "« contract » et « months » vont ensemble.",
            "Écrivez les deux, ou aucun.",
        )
    return detail


def _by_length(table: Table) -> ClassByLength:
    found = ClassByLength(_lasting(table), ExitClass(table.choice("class", ExitClass)))
    table.done()
    return found


def _lasting(table: Table) -> Lasting:
    written = table.text("months")
    found = _LENGTH.fullmatch(written)
    if found is None:
        if written:
            table.note("months", f"{quoted(written)} n’est pas une durée.", _LENGTH_REMEDY)
        return Lasting(">=", 1)
    return Lasting(found[1], int(found[2]))


def _refuse_gaps(table: Table, details: Iterable[ExitDetail]) -> None:
    """A contract of any length is one of its details, and only one."""
    contracts: dict[str, list[Lasting]] = defaultdict(list)
    for detail in details:
        if detail.contract and detail.lasting is not None:
            contracts[detail.contract].append(detail.lasting)
    for contract, lengths in contracts.items():
        bounds = {(each.months, side) for each in lengths for side in (-1, 0, 1)}
        if any(sum(each.accepts(length) for each in lengths) != 1 for length in bounds):
            table.note(
                "details",
                f"Les durées du contrat {quoted(contract)} se recouvrent ou laissent un trou.",
                'Une durée n’appartient qu’à un détail, comme ">= 6" et "< 6".',
            )
