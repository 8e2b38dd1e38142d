"""The text of a profile, changed value by value: its comments, its order and its form stay.

What is written is read again: a change that would make another profile of the text is refused.
"""

import tomllib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, TypeAlias

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array
from tomlkit.toml_document import TOMLDocument

from coachdesk.core.errors import UserError
from coachdesk.domain.profile_lines import key_lines

Value: TypeAlias = "str | int | Sequence[str] | Sequence[int] | None"
Path: TypeAlias = tuple[str, ...]
_BESIDE = ("association", "name", "code")
"""After which of the first keys a new one is written: it is found where one looks for it."""


def edited_profile(text: str, changes: Mapping[Path, Value]) -> str:
    """``text`` with other values; None takes a key away.

    Args:
        text: TOML without fault.
        changes: new values by their path, as « ("rules", "renewals") ».

    Raises:
        UserError: the text is written in a way that can't be changed by itself.
    """
    text = text.removeprefix("\ufeff")
    wanted = tomllib.loads(text)
    for path, value in changes.items():
        _put(wanted, path, value)
    for beside in (True, False):  # where it reads best, or else where the parser puts it
        try:
            made = _edited(text, changes, beside=beside)
            if tomllib.loads(made) == wanted:
                return made
        except (TOMLKitError, tomllib.TOMLDecodeError, TypeError, AttributeError):
            continue
    raise UserError(
        "Ce profil est écrit d’une façon que le formulaire ne sait pas changer.",
        "Exportez le fichier, changez-le dans un éditeur de texte, puis remplacez le profil.",
    )


def _put(tree: dict[str, Any], path: Path, value: Value) -> None:
    *above, key = path
    if value is None and not _has(tree, path):
        return
    for name in above:
        tree = tree.setdefault(name, {})
    if value is None:
        del tree[key]
    else:
        tree[key] = value if isinstance(value, str | int) else list(value)


def _has(tree: Mapping[str, Any], path: Path) -> bool:
    inside: Any = tree
    for name in path:
        if not isinstance(inside, Mapping) or name not in inside:
            return False
        inside = inside[name]
    return True


def _edited(text: str, changes: Mapping[Path, Value], *, beside: bool) -> str:
    document = tomlkit.parse(text)
    added: dict[str, Any] = {}
    for path, value in changes.items():
        if _has(document, path) or value is None:
            _change(document, path, value)
        else:
            _put(added, path, value)
    made = tomlkit.dumps(document)
    if beside:
        return _with_added(made, added)
    document = tomlkit.parse(made)
    for key, value in added.items():
        if isinstance(value, dict) and key in document:
            document[key].update(value)
        else:
            document[key] = value
    return tomlkit.dumps(document)


def _change(document: TOMLDocument, path: Path, value: Value) -> None:
    *above, key = path
    table: Any = document
    for name in above:
        if name not in table:
            return
        table = table[name]
    if value is None:
        if key in table:
            table.remove(key)
    elif isinstance(table[key], Array) and not isinstance(value, str | int):
        table[key] = _array(table[key], list(value))
    else:
        table[key] = value


def _array(before: Array, values: list[Any]) -> Array:
    """The same list with other values: what stays keeps its line and its comment."""
    kept = deepcopy(before)
    for at in range(len(kept) - 1, -1, -1):
        if kept[at] not in values:
            del kept[at]
    for value in values:
        if value not in kept:
            kept.append(value)
    if list(kept) == values:
        return kept
    fresh = tomlkit.array()
    fresh.extend(values)
    return fresh.multiline("\n" in before.as_string())


def _with_added(text: str, added: Mapping[str, Any]) -> str:
    """New keys on lines of their own: at the head of their table, or beside the first keys."""
    lines, places = text.split("\n"), key_lines(text)
    insertions: list[tuple[int, str]] = []
    for key, value in added.items():
        if isinstance(value, dict) and (key,) in places:
            header = places[(key,)]
            insertions += [(header, _line(name, inside)) for name, inside in value.items()]
        else:
            near = next(places[(name,)] for name in _BESIDE if (name,) in places)
            insertions.append((near, _line(key, value)))
    for at, line in sorted(insertions, key=lambda each: each[0], reverse=True):
        lines.insert(at, line)
    return "\n".join(lines)


def _line(key: str, value: Any) -> str:  # noqa: ANN401  (what TOML holds)
    if isinstance(value, dict):
        inside = ", ".join(_line(name, each) for name, each in value.items())
        return f"{key} = {{ {inside} }}"
    return f"{key} = {tomlkit.item(value).as_string()}"
