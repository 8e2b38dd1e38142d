"""A list of a profile edited in the window: read, proposed, its faults beside what is wrong."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection

from coachdesk.core.french import plural, quoted
from coachdesk.domain.profile_attributes import Attribute, attributes_of, place_of
from coachdesk.domain.profile_defaults import USUAL
from coachdesk.domain.profile_faults import ProfileFaults
from coachdesk.domain.profile_lines import KeyPath
from coachdesk.domain.profile_list_text import ListItem, edited_list, items_of, value_at
from coachdesk.domain.profile_table import dotted
from coachdesk.domain.profile_words import key_for
from coachdesk.queries.word_uses import word_uses
from coachdesk.services.actions.compare import LISTS
from coachdesk.services.actions.profile import ProfileOffer, offer_text, profile_text
from coachdesk.services.desk import ActionInfo, Desk

_AT = re.compile(r"\[(\d+)\](?:\.(\w+))?")
Wrong = Mapping[tuple[int, str], str]
"""What can't be, by the place of its item and the name of its attribute."""


@dataclass(frozen=True)
class EditedList:
    """A list as it stands, ready to be edited.

    Attributes:
        path: where it stands in the text.
        items: what it holds.
        attributes: what is asked of each.
        uses: how many rows hold each word, by its key; words that none holds are left out.
        fixed: words are neither added nor taken out.
    """

    title: str
    path: KeyPath
    items: tuple[ListItem, ...]
    attributes: tuple[Attribute, ...]
    uses: Mapping[str, int] = field(default_factory=dict, hash=False)
    fixed: bool = False

    def refusal(self, item: ListItem) -> str:
        """Why the item can't be taken out; empty when it can."""
        values = item.values
        count = self.uses.get(values.get("key", ""), 0)
        if not count:
            return ""
        return (
            f"{quoted(values['label'])} reste\u00a0: {plural(count, 'ligne')} "
            f"{'l’emploient' if count > 1 else 'l’emploie'}. Changez plutôt son libellé."
        )


@dataclass(frozen=True)
class ListOffer:
    """What an edited list would change, or why it can't be put in place."""

    offer: ProfileOffer
    wrong: Wrong = field(default_factory=dict, hash=False)
    faults: tuple[str, ...] = ()
    """Those that stand elsewhere in the profile, as an indicator that names a word taken out."""

    @property
    def ready(self) -> bool:
        """Whether there is something to record, and nothing against it."""
        return bool(
            self.offer.changes and not self.offer.refusals and not self.wrong and not self.faults
        )


def word_parents(desk: Desk, action: ActionInfo, name: str) -> tuple[tuple[str, str], ...]:
    """The words in which the list ``name`` stands, each with its label; none for a list alone."""
    parent = place_of(name).parent
    if not parent:
        return ()
    text = desk.read(lambda link: profile_text(link, action.id))
    words = value_at(_with_usual(text, place_of(parent).path), place_of(parent).path) or []
    return tuple((each["key"], each["label"]) for each in words)


def read_list(desk: Desk, action: ActionInfo, name: str, parent: str = "") -> EditedList:
    """The list ``name`` of the profile; ``parent`` is the key of the word in which it stands."""

    def read(link: Connection) -> EditedList:
        text = profile_text(link, action.id)
        path = _path(text, name, parent)
        values = value_at(_with_usual(text, path), path) or []
        uses = word_uses(link, action.id, name, [each["key"] for each in values], parent)
        return EditedList(
            LISTS[name], path, items_of(values), attributes_of(name), uses, place_of(name).fixed
        )

    return desk.read(read)


def offer_list(
    desk: Desk, action: ActionInfo, edited: EditedList, wanted: Sequence[ListItem]
) -> ListOffer:
    """What the list would change as ``wanted``; new items have no key yet, or their own.

    Raises:
        UserError: the profile is written in a way that can't be changed here.
    """
    old = desk.read(lambda link: profile_text(link, action.id))
    try:
        text = text_with(old, edited.path, keyed(wanted))
        return ListOffer(offer_text(desk, action, text))
    except ProfileFaults as found:
        wrong, others = _placed(found, edited.path)
        return ListOffer(ProfileOffer(old, (), ()), wrong, others)


def text_with(text: str, path: KeyPath, wanted: Sequence[ListItem]) -> str:
    """The profile with that list, the usual one being written out where the profile has none."""
    whole = value_at(tomllib.loads(text.removeprefix("\ufeff")), _root(path))
    usual = value_at(USUAL, _root(path))
    if whole is None and usual is not None:
        if len(_root(path)) == len(path):
            return edited_list(text, path, [replace(each, origin=None) for each in wanted])
        fresh = [ListItem(None, each) for each in usual]
        text = edited_list(text, _root(path), fresh)
    return edited_list(text, path, wanted)


def keyed(wanted: Sequence[ListItem]) -> list[ListItem]:
    """The items, each new one with a key of its own."""
    taken = {each.values["key"] for each in wanted if each.values.get("key")}
    made = []
    for each in wanted:
        values = each.values
        if not values.get("key"):
            key = key_for(str(values.get("label", values.get("heading", ""))), taken)
            taken.add(key)
            values = {
                "key": key,
                **{name: value for name, value in values.items() if name != "key"},
            }
        made.append(replace(each, values=values))
    return made


def _root(path: KeyPath) -> KeyPath:
    """The path of the outermost list in it."""
    number = next((at for at, part in enumerate(path) if isinstance(part, int)), len(path))
    return path[:number]


def _with_usual(text: str, path: KeyPath) -> dict[str, Any]:
    tree = tomllib.loads(text.removeprefix("\ufeff"))
    root = _root(path)
    if value_at(tree, root) is None and value_at(USUAL, root) is not None:
        inside: Any = tree
        for part in root[:-1]:
            inside = inside.setdefault(part, {})
        inside[root[-1]] = value_at(USUAL, root)
    return tree


def _path(text: str, name: str, parent: str) -> KeyPath:
    place = place_of(name)
    if not place.parent:
        return place.path
    above = place_of(place.parent).path
    words = value_at(_with_usual(text, above), above) or []
    at = next((at for at, word in enumerate(words) if word["key"] == parent), 0)
    return (*above, at, *place.path)


def _placed(found: ProfileFaults, path: KeyPath) -> tuple[Wrong, tuple[str, ...]]:
    """The faults of the list beside their item; the others as they are told."""
    wrong: dict[tuple[int, str], str] = {}
    others = []
    for fault in found.faults:
        rest = fault.key.removeprefix(dotted(path))
        place = _AT.match(rest) if rest != fault.key or not path else None
        if place is None:
            others.append(str(fault))
        else:
            beside = (int(place[1]) - 1, place[2] or "label")
            wrong.setdefault(beside, f"{fault.reason} {fault.remedy}")
    return wrong, tuple(others)
