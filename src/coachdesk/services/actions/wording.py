"""The texts, the columns of the monthly table and the papers of an action, changed in one form."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from coachdesk.documents.table_columns import chosen
from coachdesk.domain.profile import TABLE_COLUMNS, ActionProfile, Texts
from coachdesk.domain.profile_attributes import Attribute, AttributeKind
from coachdesk.domain.profile_faults import ProfileFaults
from coachdesk.domain.profile_list_text import ListItem
from coachdesk.domain.profile_table import dotted
from coachdesk.domain.profile_text import Path, Value, edited_profile
from coachdesk.services.actions.changed_parts import TEXT_NAMES
from coachdesk.services.actions.editing import ListOffer, text_with
from coachdesk.services.actions.profile import ProfileOffer, offer_text, profile_text
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.paper_kinds import shipped_kinds
from coachdesk.services.profiles import read_profile

TEXTS, TABLE, PAPERS = "Textes", "Tableau de suivi", "Papiers proposés"
FUNDING: Path = ("texts", "funding")
COLUMNS: Path = ("monthly_table", "columns")
_SHORT = frozenset({"operation", "sheet_title", "table_title", "bordereau_title"})


@dataclass(frozen=True)
class FormField:
    """One value of the form: where it stands in the profile, and what it is now."""

    path: Path
    attribute: Attribute
    group: str
    value: Any


def offer_wording(desk: Desk, action: ActionInfo, typed: Mapping[Path, Any]) -> ListOffer:
    """What the values of the form would change; the fault of each at its place among the fields.

    Raises:
        UserError: the profile is written in a way that can't be changed here.
    """
    old = desk.read(lambda link: profile_text(link, action.id))
    shown = wording_fields(read_profile(old))
    differing = {
        field.path: typed[field.path]
        for field in shown
        if field.path in typed and typed[field.path] != field.value
    }
    try:
        return ListOffer(offer_text(desk, action, _written(old, shown, differing)))
    except ProfileFaults as found:
        wrong: dict[tuple[int, str], str] = {}
        others = []
        for fault in found.faults:
            at = next(
                (at for at, field in enumerate(shown) if fault.key.startswith(dotted(field.path))),
                None,
            )
            if at is None:
                others.append(str(fault))
            else:
                wrong.setdefault((at, ""), f"{fault.reason} {fault.remedy}")
        return ListOffer(ProfileOffer(old, (), ()), wrong, tuple(others))


def column_choices() -> tuple[tuple[str, str], ...]:
    """Every column that a monthly table may have, with its title."""
    return tuple((each.key, each.title) for each in chosen(TABLE_COLUMNS))


def wording_fields(profile: ActionProfile) -> tuple[FormField, ...]:
    """All that the form shows of a profile."""
    told = [
        FormField(
            ("texts", each.name),
            Attribute(
                each.name,
                TEXT_NAMES[each.name],
                AttributeKind.TEXT if each.name in _SHORT else AttributeKind.LONG,
                optional=False,
            ),
            TEXTS,
            getattr(profile.texts, each.name),
        )
        for each in fields(Texts)
    ]
    table = Attribute(
        "columns", "Colonnes, dans leur ordre", AttributeKind.KEYS, column_choices(), optional=False
    )
    papers = [
        FormField(
            ("papers", key),
            Attribute(key, paper.title, AttributeKind.FLAG),
            PAPERS,
            None if key in profile.papers_off else True,
        )
        for key, paper in shipped_kinds().items()
    ]
    return (*told, FormField(COLUMNS, table, TABLE, list(profile.table_columns)), *papers)


def _written(old: str, shown: tuple[FormField, ...], differing: Mapping[Path, Any]) -> str:
    text = old
    simple: dict[Path, Value] = {}
    for field in shown:
        if field.path not in differing:
            continue
        value = differing[field.path]
        if field.path == COLUMNS:
            text = text_with(text, COLUMNS, _moved(field.value, value or []))
        elif field.group == PAPERS and not value:
            simple[(*field.path, "off")] = True
        elif field.group == PAPERS:
            simple[field.path] = None  # the paper as the program has it
        else:
            # The Union's words are left out where it pays nothing; the others can't be empty.
            simple[field.path] = value or (None if field.path == FUNDING else "")
    return edited_profile(text, simple) if simple else text


def _moved(before: list[str], after: list[str]) -> list[ListItem]:
    places = {key: at for at, key in enumerate(before)}
    return [ListItem(places.get(key), key) for key in after]
