"""The indicators of an action and the plan of its bilan, edited; a number counted beforehand."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from coachdesk.core.clock import today
from coachdesk.core.french import NBSP, quoted
from coachdesk.domain.catalogue import CATALOGUE
from coachdesk.domain.periods import year_until
from coachdesk.domain.profile_array_text import literal
from coachdesk.domain.profile_attributes import Attribute, AttributeKind, Choices
from coachdesk.domain.profile_block_text import block
from coachdesk.domain.profile_defaults import USUAL
from coachdesk.domain.profile_faults import ProfileFaults
from coachdesk.domain.profile_list_text import ListItem, edited_list, items_of
from coachdesk.domain.profile_text import Path, Value, edited_profile
from coachdesk.services.actions.editing import ListOffer, Wrong, keyed
from coachdesk.services.actions.profile import ProfileOffer, offer_text, profile_text
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.indicators import indicator_values, rows_behind_indicator
from coachdesk.services.month import RowsBehind
from coachdesk.services.profiles import read_profile

_FAULT = re.compile(r"(indicators|report\.parts)\[(\d+)\](?:\.(\w+))?")
_INDICATORS, _PARTS = ("indicators",), ("report", "parts")


@dataclass(frozen=True)
class EditedCounts:
    """The indicators as they stand: the usual ones, then the action's own.

    Attributes:
        items: a usual one bears no origin until it is changed, and is then one of the action's.
        title: of the bilan.
        state: the figures of the one-page state.
        parts: of the bilan, in order.
        chosen: every indicator with its label, to choose from.
        listable: those whose rows may stand in a bilan.
    """

    items: tuple[ListItem, ...]
    title: str
    state: tuple[str, ...]
    parts: tuple[ListItem, ...]
    chosen: Choices
    listable: Choices


@dataclass(frozen=True)
class LiveCount:
    """What an indicator comes to this year, before it is kept; ``wrong`` where it can't count."""

    told: str
    rows: RowsBehind | None = None


def read_counts_of(desk: Desk, action: ActionInfo) -> EditedCounts:
    """What the action counts, and how it reports it."""
    return desk.read(lambda link: _edited(profile_text(link, action.id)))


def offer_indicators(desk: Desk, action: ActionInfo, wanted: Sequence[ListItem]) -> ListOffer:
    """What the indicators would change as ``wanted``."""
    old = desk.read(lambda link: profile_text(link, action.id))
    own = _own(keyed(wanted))
    try:
        text = edited_list(old, _INDICATORS, [item for _, item in own])
        return ListOffer(offer_text(desk, action, text))
    except ProfileFaults as found:
        return _refused(old, found, "indicators", [at for at, _ in own])


def count_indicator(
    desk: Desk, action: ActionInfo, wanted: Sequence[ListItem], at: int
) -> LiveCount:
    """What the indicator at that place would come to this year."""
    items = keyed(wanted)
    key, label = items[at].values["key"], str(items[at].values.get("label") or "")
    day = today(desk.clock)

    def read(link: Connection) -> LiveCount:
        text = edited_list(
            profile_text(link, action.id), _INDICATORS, [item for _, item in _own(items)]
        )
        profile = read_profile(text)
        period = year_until(day.year, day)
        counted = indicator_values(link, action.id, profile, period, [key])[key]
        cells = rows_behind_indicator(link, action.id, profile, period, key)
        shares = ", ".join(
            f"{share.label} {share.number}" for share in counted.measured.shares if share.number
        )
        told = shares or counted.written
        return LiveCount(f"En {day.year}, à ce jour{NBSP}: {told}", RowsBehind(label, cells))

    try:
        return desk.read(read)
    except ProfileFaults:
        return LiveCount("Le nombre viendra quand tout sera rempli.")


def offer_report(
    desk: Desk, action: ActionInfo, title: str, state: Sequence[str], wanted: Sequence[ListItem]
) -> ListOffer:
    """What the plan of the bilan would change so."""
    old = desk.read(lambda link: profile_text(link, action.id))
    items = keyed(wanted)
    try:
        text = _with_report(old)
        simple: dict[Path, Value] = {}
        report = tomllib.loads(text.removeprefix("\ufeff"))["report"]
        for name, value in (("title", title), ("state", list(state))):
            if report.get(name) != value:
                simple["report", name] = value
        text = edited_profile(text, simple) if simple else text
        text = edited_list(text, _PARTS, items)
        if read_profile(text).report == read_profile(old).report:
            text = old  # as it stood: the usual one is not written out for nothing
        return ListOffer(offer_text(desk, action, text))
    except ProfileFaults as found:
        return _refused(old, found, "report.parts", list(range(len(items))))


def part_attributes(edited: EditedCounts) -> tuple[Attribute, ...]:
    """What is asked of a part of the bilan."""
    lists = Attribute(
        "lists",
        "Listes entières",
        AttributeKind.KEYS,
        edited.listable,
        hint="Leurs lignes y figurent\u00a0; aucune ne nomme une personne suivie.",
    )
    return (
        Attribute("heading", "Titre de la partie", optional=False),
        Attribute("hint", "Ce que le coach y écrit", AttributeKind.LONG,
                  hint="Une phrase qui le demande\u00a0; vide\u00a0: la partie n’a pas de texte."),
        Attribute("figures", "Chiffres, dans leur ordre", AttributeKind.KEYS, edited.chosen),
        *((lists,) if edited.listable else ()),
    )  # fmt: skip


def usual_refusal(item: ListItem) -> str:
    """Why an indicator can't be taken out; empty for one of the action's own."""
    if item.origin is not None or item.values.get("key") not in _usual():
        return ""
    return (
        f"{quoted(item.values['label'])} est un chiffre d’usage\u00a0: retirez-le du plan du bilan."
    )


def _usual() -> dict[str, dict[str, Any]]:
    return {each["key"]: each for each in USUAL["indicators"]}


def _own(items: Sequence[ListItem]) -> list[tuple[int, ListItem]]:
    """Those that the profile must write, with their place among all."""
    usual = _usual()
    return [
        (at, item)
        for at, item in enumerate(items)
        if item.origin is not None or usual.get(item.values["key"]) != item.values
    ]


def _edited(text: str) -> EditedCounts:
    tree = tomllib.loads(text.removeprefix("\ufeff"))
    own = items_of(tree.get("indicators", []))
    replaced = {item.values["key"] for item in own}
    usual = [ListItem(None, each) for key, each in _usual().items() if key not in replaced]
    report = tree.get("report", USUAL["report"])
    profile = read_profile(text)
    return EditedCounts(
        (*usual, *own),
        report["title"],
        tuple(report["state"]),
        items_of(report["parts"]),
        tuple((each.key, each.label) for each in profile.indicators),
        tuple(
            (each.key, each.label)
            for each in profile.indicators
            if CATALOGUE[each.function].listable
        ),
    )


def _with_report(text: str) -> str:
    """The profile with the usual plan written out, where it has none."""
    if "report" in tomllib.loads(text.removeprefix("\ufeff")):
        return text
    usual = USUAL["report"]
    head = [f"{key} = {literal(usual[key])}" for key in ("title", "state")]
    blocks = ["\n".join(["[report]", *head])]
    blocks += [block("[[report.parts]]", each) for each in usual["parts"]]
    return text.rstrip("\n") + "\n\n" + "\n\n".join(blocks) + "\n"


def _refused(old: str, found: ProfileFaults, name: str, places: Sequence[int]) -> ListOffer:
    wrong: dict[tuple[int, str], str] = {}
    others = []
    for fault in found.faults:
        place = _FAULT.match(fault.key)
        if place is None or place[1] != name:
            others.append(str(fault))
        else:
            at = places[int(place[2]) - 1]
            wrong.setdefault((at, place[3] or ""), f"{fault.reason} {fault.remedy}")
    beside: Wrong = wrong
    return ListOffer(ProfileOffer(old, (), ()), beside, tuple(others))
