"""An array « [ … ] » of a TOML text written anew, each item with its line and its comments."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import tomlkit

from coachdesk.domain.profile_lines import KeyPath, Places

_WIDEST = 100
_INDENT = "    "
_COMMENT = re.compile(r"#[^\n]*")


class Unwritable(Exception):  # noqa: N818  (it is no fault of the text)
    """The text is written in a way that is not known here."""


class Item(Protocol):
    """One item as it is to be; see ``ListItem``."""

    @property
    def origin(self) -> int | None:
        """Where it stood."""
        ...

    @property
    def values(self) -> Any:  # noqa: ANN401  (what TOML holds)
        """What it says."""
        ...


def literal(value: Any, *, lines: bool = False) -> str:  # noqa: ANN401  (what TOML holds)
    """A value as TOML; with ``lines``, each table of a list on its own."""
    if isinstance(value, Mapping):
        inside = ", ".join(f"{key} = {literal(each, lines=lines)}" for key, each in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        told = [literal(each) for each in value]
        if lines and value and isinstance(value[0], Mapping):
            return "[\n" + "".join(f"{_INDENT}{each},\n" for each in told) + "]"
        return f"[{', '.join(told)}]"
    if isinstance(value, str) and "\n" in value and '"""' not in value and not value.endswith('"'):
        escaped = value.replace("\\", "\\\\")
        return f'"""\n{escaped}"""'
    return str(tomlkit.item(value).as_string())


def array_text(
    text: str, known: Places, path: KeyPath, before: Sequence[Any], wanted: Sequence[Item]
) -> str:
    """The array at ``path`` as ``wanted``."""
    start, end = known.values[path]
    whole = text[start:end]
    spans = [known.values[(*path, at)] for at in range(len(before))]
    words = not any(isinstance(each, Mapping) for each in before)
    if not spans or (words and not _COMMENT.search(_outside_strings(whole))):
        return _filled([literal(each.values) for each in wanted], wide="\n" in whole)
    bodies = [
        literal(each.values)
        if each.origin is None
        else item_text(text, known, (*path, each.origin), before[each.origin], each.values)
        for each in wanted
    ]
    return _laid(_Gaps(text, start, end, spans), bodies, [each.origin for each in wanted])


def item_text(text: str, known: Places, path: KeyPath, old: Any, new: Any) -> str:  # noqa: ANN401  (what TOML holds)
    """One value as it is to be, in its own letters where it stays what it is."""
    start, end = known.values[path]
    if new == old:
        return text[start:end]
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        pairs = []
        for key in (
            *(each for each in old if each in new),
            *(each for each in new if each not in old),
        ):
            if key not in old:
                pairs.append(f"{key} = {literal(new[key])}")
            elif (*path, key) in known.values:
                at, there = known.keys[(*path, key)], known.values[(*path, key)][0]
                value = item_text(text, known, (*path, key), old[key], new[key])
                pairs.append(f"{text[at:there]}{value}")
            else:
                raise Unwritable
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(old, list) and isinstance(new, list) and old and _plain(old) and _plain(new):
        left = list(range(len(old)))
        wanted = []
        for each in new:
            same = next((place for place in left if old[place] == each), None)
            if same is not None:
                left.remove(same)
            wanted.append(_Kept(same, each))
        return array_text(text, known, path, old, wanted)
    return literal(new)


class _Kept:
    def __init__(self, origin: int | None, values: Any) -> None:  # noqa: ANN401  (what TOML holds)
        self.origin = origin
        self.values = values


def _plain(values: Sequence[Any]) -> bool:
    return not any(isinstance(each, Mapping | list) for each in values)


def _filled(told: Sequence[str], *, wide: bool) -> str:
    """Words one after the other, on lines no longer than a page is wide."""
    short = f"[{', '.join(told)}]"
    if not wide and len(short) <= _WIDEST:
        return short
    lines: list[str] = []
    for each in told:
        piece = f"{each},"
        if lines and len(lines[-1]) + 1 + len(piece) <= _WIDEST:
            lines[-1] += f" {piece}"
        else:
            lines.append(f"{_INDENT}{piece}")
    return "[\n" + "".join(f"{line}\n" for line in lines) + "]"


class _Gaps:
    """What stands around the items: before each, after each on its line, before the end."""

    def __init__(self, text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> None:
        self.lines = "\n" in text[start:end]
        head = text[start + 1 : spans[0][0]]
        self.head, first = _parted(head)
        self.leads, self.trails = [first], []
        ends = [place for place, _ in spans[1:]] + [end - 1]
        for (_, after), before in zip(spans, ends, strict=True):
            trail, lead = _parted(_without_comma(text[after:before]))
            self.trails.append(trail)
            self.leads.append(lead)
        self.tail = self.leads.pop()


def _parted(gap: str) -> tuple[str, str]:
    """What is said on the line before, and what leads to the next item."""
    line, newline, rest = gap.partition("\n")
    return (line.strip(), newline + rest) if newline else ("", gap)


def _without_comma(gap: str) -> str:
    blank = _COMMENT.sub(lambda found: " " * len(found[0]), gap)
    at = blank.find(",")
    return gap if at < 0 else gap[:at] + gap[at + 1 :]


def _outside_strings(text: str) -> str:
    return re.sub(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'", "", text)


def _laid(gaps: _Gaps, bodies: Sequence[str], origins: Sequence[int | None]) -> str:
    """The array with its items in their new order."""
    indents = [lead.rpartition("\n")[2] for lead in gaps.leads if "\n" in lead]
    indent = f"\n{indents[-1] if indents else _INDENT}"
    lines = gaps.lines or sum(map(len, bodies)) > _WIDEST
    leads, tail = _with_orphans(gaps, origins, indent)
    out = "[" + (f" {gaps.head}" if gaps.head else "")
    commented = bool(gaps.head)
    for at, (body, origin) in enumerate(zip(bodies, origins, strict=True)):
        if lines:
            lead = leads[origin] if origin is not None else indent
            if "\n" not in lead and (commented or not gaps.lines):
                lead = indent
        else:
            lead = " " if at else gaps.leads[0]
        trail = gaps.trails[origin] if origin is not None else ""
        comma = "," if lines or at < len(bodies) - 1 else ""
        out += f"{lead}{body}{comma}" + (f" {trail}" if trail else "")
        commented = bool(trail)
    if "\n" not in tail and (commented or (lines and not gaps.lines)):
        tail = "\n"
    return f"{out}{tail}]"


def _with_orphans(gaps: _Gaps, origins: Sequence[int | None], indent: str) -> tuple[list[str], str]:
    """What leads to each item, the comments over one that goes being left to the next."""
    leads, tail, orphans = list(gaps.leads), gaps.tail, ""
    for at, lead in enumerate(gaps.leads):
        if at not in origins:
            said = [line for line in lead.split("\n") if line.strip().startswith("#")]
            orphans += "".join(f"\n{line}" for line in said)
        elif orphans:
            leads[at], orphans = orphans + (lead if "\n" in lead else indent), ""
    if orphans and "\n" not in tail:
        tail = "\n"
    return leads, orphans + tail
