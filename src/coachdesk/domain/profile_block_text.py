"""A list written as « [[list]] » blocks in a TOML text, put in order, changed, added, taken out."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from coachdesk.domain.profile_array_text import Item, Unwritable, item_text, literal
from coachdesk.domain.profile_lines import KeyPath, Places


def blocks_text(
    text: str, known: Places, path: KeyPath, before: Sequence[Any], wanted: Sequence[Item]
) -> str:
    """``text`` with the blocks of ``path`` as ``wanted``."""
    starts = {place[len(path)]: at for at, place in known.headers if _is_item(place, path)}
    if len(starts) != len(before):
        raise Unwritable
    spans = [_span(text, known, (*path, at), starts[at]) for at in range(len(before))]
    for (_, end), (start, _) in pairwise(spans):
        if text[end:start].strip():
            raise Unwritable
    bodies = []
    for each in wanted:
        if each.origin is None:
            bodies.append(block(_header(path), each.values))
        else:
            start, end = spans[each.origin]
            place = (*path, each.origin)
            bodies.append(
                _changed(text, known, place, (start, end), before[each.origin], each.values)
            )
    if not spans:
        raise Unwritable
    # The comments over the first block speak of the list: they stay where they are.
    first, last = spans[0][0], spans[-1][1]
    tail = text[last:]
    made = "\n\n".join(body.strip("\n") for body in bodies)
    return text[:first] + made + ("\n" if made else "") + tail


def block(header: str, values: Mapping[str, Any]) -> str:
    """One block of its own."""
    lines = [f"{key} = {literal(each, lines=True)}" for key, each in values.items()]
    return "\n".join([header, *lines])


def appended_blocks(text: str, name: str, values: Sequence[Mapping[str, Any]]) -> str:
    """``text`` with a list that it has not, at its end."""
    made = "\n\n".join(block(f"[[{name}]]", each) for each in values)
    return text.rstrip("\n") + ("\n\n" + made if made else "") + "\n"


def with_line(text: str, known: Places, table: KeyPath, line: str) -> str:
    """``text`` with a line more at the end of ``table``, which has its header."""
    header = next((at for at, place in known.headers if place == table), None)
    if header is None:
        raise Unwritable
    at = _line_end(text, header)
    for place, (_, end) in known.values.items():
        if place[: len(table)] == table and len(place) == len(table) + 1 and place in known.keys:
            at = max(at, _line_end(text, end))
    return f"{text[:at]}\n{line}{text[at:]}"


def _is_item(place: KeyPath, path: KeyPath) -> bool:
    return len(place) == len(path) + 1 and place[: len(path)] == path


def _header(path: KeyPath) -> str:
    return f"[[{'.'.join(str(part) for part in path if isinstance(part, str))}]]"


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _own_comments(text: str, at: int) -> str:
    lines: list[str] = []
    for line in reversed(text[:at].split("\n")[:-1]):
        if not line.lstrip().startswith("#"):
            break
        lines.insert(0, line)
    return "".join(f"{line}\n" for line in lines)


def _span(text: str, known: Places, place: KeyPath, start: int) -> tuple[int, int]:
    """From its header, or the comments over it, to what follows it."""
    after = [at for at, other in known.headers if at > start and other[: len(place)] != place]
    end = min(after, default=len(text))
    if after:
        end -= len(_own_comments(text, end))
    body = text[start:end].rstrip()
    if place[-1] != 0:
        start -= len(_own_comments(text, start))
    end = _line_end(text, start) if not body else text.index(body, start) + len(body)
    return start, min(end + 1, len(text))


def _changed(
    text: str,
    known: Places,
    place: KeyPath,
    span: tuple[int, int],
    old: Mapping[str, Any],
    new: Mapping[str, Any],
) -> str:
    start, end = span
    edits: list[tuple[int, int, str]] = []
    last = next(at for at, other in known.headers if other == place)
    last = _line_end(text, last)
    for key in old:
        where = (*place, key)
        if where in known.keys:
            last = max(last, _line_end(text, known.values[where][1]))
        if key in new and new[key] == old[key]:
            continue
        if where not in known.keys:
            raise Unwritable
        at, (there, until) = known.keys[where], known.values[where]
        if key in new:
            edits.append((there, until, item_text(text, known, where, old[key], new[key])))
        else:
            edits.append((at, _line_end(text, until) + 1, ""))
    added = [f"\n{key} = {literal(new[key], lines=True)}" for key in new if key not in old]
    if added:
        edits.append((last, last, "".join(added)))
    made = text[start:end]
    for at, until, written in sorted(edits, reverse=True):
        made = made[: at - start] + written + made[until - start :]
    return made
