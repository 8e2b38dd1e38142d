"""A list in the text of a profile, edited item by item: what stays keeps its letters.

Items are put in order, changed, added and taken out; their comments go with them. What is written
is read again: a list that is written in a way this does not know is refused, never half changed.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from coachdesk.core.errors import UserError
from coachdesk.domain.profile_array_text import Unwritable, array_text, literal
from coachdesk.domain.profile_block_text import appended_blocks, blocks_text, with_line
from coachdesk.domain.profile_lines import KeyPath, places


@dataclass(frozen=True)
class ListItem:
    """One item of a list as it is to be.

    Attributes:
        origin: where it stood in the list; None of a new one.
        values: all that it says.
    """

    origin: int | None
    values: Any = field(hash=False)


def items_of(values: Sequence[Any]) -> tuple[ListItem, ...]:
    """A list as it stands."""
    return tuple(ListItem(at, each) for at, each in enumerate(values))


def value_at(tree: Any, path: KeyPath) -> Any:  # noqa: ANN401  (what TOML holds)
    """What stands at ``path``; None where nothing does."""
    for part in path:
        if isinstance(part, int):
            tree = tree[part] if isinstance(tree, list) and part < len(tree) else None
        else:
            tree = tree.get(part) if isinstance(tree, Mapping) else None
    return tree


def edited_list(text: str, path: KeyPath, wanted: Sequence[ListItem]) -> str:
    """``text`` with the list at ``path`` as ``wanted``; one that it leaves out is added.

    Args:
        text: TOML without fault.
        path: as « ("words", "statuses") » or « ("exits", "kinds", 0, "details") ».
        wanted: each item once at most.

    Raises:
        UserError: the text is written in a way that can't be changed by itself.
    """
    text = text.removeprefix("\ufeff")
    plain = text.replace("\r\n", "\n")
    tree = tomllib.loads(plain)
    before = value_at(tree, path)
    if not before and not wanted:
        return text
    wanted = [_placed(each, len(before or ())) for each in wanted]
    try:
        made = _edited(plain, path, before, wanted)
        read, meant = tomllib.loads(made), _wanted(tree, path, [each.values for each in wanted])
        if not wanted and value_at(read, path) is None:
            _leave_out(meant, path)  # no block is left, and that is how none is written
        if read == meant:
            return made if plain == text else made.replace("\n", "\r\n")
    except (Unwritable, tomllib.TOMLDecodeError):
        pass
    raise UserError(
        "Ce profil est écrit d’une façon que le formulaire ne sait pas changer.",
        "Exportez le fichier, changez-le dans un éditeur de texte, puis remplacez le profil.",
    )


def _placed(item: ListItem, number: int) -> ListItem:
    """The item as a new one where its place is gone: a draft may be older than the list."""
    gone = item.origin is not None and item.origin >= number
    return replace(item, origin=None) if gone else item


def _edited(text: str, path: KeyPath, before: Any, wanted: Sequence[ListItem]) -> str:  # noqa: ANN401  (what TOML holds)
    known = places(text)
    nested = len(path) > 2 and isinstance(path[-2], int)  # noqa: PLR2004  (a list and its item)
    if nested and (not before or (not wanted and path in known.values)):
        return _through_parent(text, path, [each.values for each in wanted])
    if before is None:
        return _added(text, path, [each.values for each in wanted])
    if path in known.values:
        start, end = known.values[path]
        made = array_text(text, known, path, before, wanted)
        return text[:start] + made + text[end:]
    return blocks_text(text, known, path, before, wanted)


def _through_parent(text: str, path: KeyPath, values: list[Any]) -> str:
    """A list inside an item that begins, or that has nothing left: a key of that item."""
    *above, at, key = path
    parents = value_at(tomllib.loads(text), tuple(above))
    changed = {name: value for name, value in parents[at].items() if name != key}
    if values:
        changed[str(key)] = values
    items = [
        ListItem(place, changed if place == at else each) for place, each in enumerate(parents)
    ]
    return _edited(text, tuple(above), parents, items)


def _added(text: str, path: KeyPath, values: list[Any]) -> str:
    if len(path) == 1:
        return appended_blocks(text, str(path[0]), values)
    *above, key = path
    written = literal(values, lines=True)
    return with_line(text, places(text), tuple(above), f"{key} = {written}")


def _wanted(tree: dict[str, Any], path: KeyPath, values: list[Any]) -> dict[str, Any]:
    inside: Any = tree
    *above, key = path
    for part in above:
        inside = inside[part] if isinstance(part, int) else inside.setdefault(part, {})
    inside[key] = values
    return tree


def _leave_out(tree: dict[str, Any], path: KeyPath) -> None:
    *above, key = path
    value_at(tree, tuple(above)).pop(key)
