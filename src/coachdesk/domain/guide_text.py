"""A page of the guide as it is written: a title, what it is for, and blocks of plain CommonMark.

    # Titre

    ---
    ordre: 20
    moment: Le matin
    ecrans: today, agenda
    images: aujourdhui
    ---

    Texte, **mots forts**, `Touches`, [lien](autre-page.md).

    1. Une étape.

       ![Ce que l’image montre](pictures/aujourdhui.png)

Headings, paragraphs, steps, points, notes (``>``) and pictures are read; anything else is a fault:
a page that is shown, printed and searched by three hands must mean the same to each.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_HEADING = re.compile(r"(#{1,4}) +(.+?)\s*#*$")
_STEP = re.compile(r"( *)(\d{1,3})[.)] +(.*)$")
_POINT = re.compile(r"( *)[-*+] +(.*)$")
_NOTE = re.compile(r" *> ?(.*)$")
_PICTURE = re.compile(r"( *)!\[([^\]]*)\]\((?:\./)?pictures/([\w-]+)\.png\)\s*$")
_STRANGE = re.compile(r"\s*(\||<|```|~~~|!\[|={3,}\s*$|-{3,}\s*$|\*{3,}\s*$)")
_INLINE = re.compile(
    r"\\(?P<plain>[\\`*_{}\[\]()#+.!>-])"
    r"|`(?P<key>[^`]+)`"
    r"|\*\*(?P<strong>.+?)\*\*"
    r"|(?<!\w)[*_](?P<soft>[^*_]+)[*_](?!\w)"
    r"|\[(?P<text>[^\]]+)\]\((?P<link>[^)]+)\)"
)
_FRONT = "---"
_INSIDE = 2
"""Spaces from which a line stands inside the step or the point above it."""


class GuideFaultError(ValueError):
    """A page that can't be read, and where: it is ours, and a test finds it first."""


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    TEXT = "text"
    STEP = "step"
    POINT = "point"
    NOTE = "note"
    PICTURE = "picture"


class Manner(StrEnum):
    """How some words are written."""

    PLAIN = "plain"
    STRONG = "strong"
    SOFT = "soft"
    KEY = "key"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Words:
    """Some words in one manner; ``to`` is where a link leads."""

    text: str
    manner: Manner = Manner.PLAIN
    to: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a page.

    Attributes:
        level: of a heading, 2 below the title; of another, 1 inside a step or a point.
        number: of a step.
        picture: its name; ``words`` say then what it shows.
    """

    kind: BlockKind
    words: tuple[Words, ...]
    level: int = 0
    number: int = 0
    picture: str = ""

    @property
    def text(self) -> str:
        """Its words without their manner."""
        return "".join(each.text for each in self.words)


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One act, told in a minute.

    Attributes:
        key: the name of its file.
        moment: of the day, of the month: the heading under which it is listed.
        screens: those from which F1 leads here; « settings/backup » is a part of one.
        pictures: those that it says it shows.
    """

    key: str
    title: str
    order: int
    moment: str
    screens: tuple[str, ...]
    pictures: tuple[str, ...]
    blocks: tuple[Block, ...]

    @property
    def shown(self) -> tuple[str, ...]:
        """The pictures among its blocks."""
        return tuple(block.picture for block in self.blocks if block.picture)

    @property
    def links(self) -> tuple[str, ...]:
        """Where its words lead."""
        return tuple(each.to for block in self.blocks for each in block.words if each.to)


def read_page(key: str, text: str) -> GuidePage:
    """The page that ``text`` tells.

    Raises:
        GuideFaultError: it has no title, no order, or holds what is not read here.
    """
    lines = text.replace("\ufeff", "").splitlines()
    title, front, first = _head(key, lines)
    order = "".join(front.get("ordre", []))
    if not order.isdigit():
        raise GuideFaultError(f"{key}: « ordre » n’est pas un nombre")
    return GuidePage(
        key=key,
        title=title,
        order=int(order),
        moment=" ".join(front.get("moment", [])),
        screens=tuple(front.get("ecrans", [])),
        pictures=tuple(front.get("images", [])),
        blocks=tuple(_blocks(key, lines, first)),
    )


def _head(key: str, lines: list[str]) -> tuple[str, dict[str, list[str]], int]:
    """Title, front block, and the number of the first line after both."""
    title, fences = "", [number for number, line in enumerate(lines) if line.strip() == _FRONT][:2]
    if len(fences) < 2:  # noqa: PLR2004  (one opens, one closes)
        raise GuideFaultError(f"{key}: pas de bloc entre deux lignes « --- »")
    opened, closed = fences
    around = [*range(opened), *range(closed + 1, len(lines))]
    for number in around:
        heading = _HEADING.match(lines[number])
        if heading is not None and len(heading[1]) == 1:
            title = heading[2]
            return title, _front(lines[opened + 1 : closed]), max(number, closed) + 1
        if lines[number].strip():
            break
    raise GuideFaultError(f"{key}: ne commence pas par « # Titre »")


def _front(lines: list[str]) -> dict[str, list[str]]:
    """Keys with their values: on the line, between commas, or below it after dashes."""
    told: dict[str, list[str]] = {}
    values: list[str] = []
    for line in lines:
        name, colon, rest = line.partition(":")
        if colon and not line.startswith((" ", "-")):
            values = told[name.strip()] = []
            parts = [rest] if name.strip() == "moment" else rest.strip(" []").split(",")
        else:
            parts = [line.strip().removeprefix("-")]
        values += [part.strip(" '\"") for part in parts if part.strip(" '\"")]
    return told


def _blocks(key: str, lines: list[str], first: int) -> Iterator[Block]:
    kind, level, number, held = BlockKind.TEXT, 0, 0, list[str]()

    def whole() -> Iterator[Block]:
        if held:
            yield Block(kind, tuple(_words(" ".join(held))), level, number)
            held.clear()

    for place, line in enumerate(lines[first:], first + 1):
        if not line.strip():
            yield from whole()
            continue
        begun = _begun(line)
        if isinstance(begun, Block):
            yield from whole()
            yield begun
        elif begun is not None:
            again = begun[0] is BlockKind.NOTE and kind is BlockKind.NOTE and bool(held)
            if not again:
                yield from whole()
            kind, level, number, words = begun
            held += [words] if words else []
        elif _STRANGE.match(line):
            raise GuideFaultError(f"{key}, ligne {place}: {line.strip()!r} ne se lit pas")
        else:
            if not held:
                inside = len(line) - len(line.lstrip()) >= _INSIDE
                kind, level, number = BlockKind.TEXT, int(inside), 0
            held.append(line.strip())
    yield from whole()


def _begun(line: str) -> "Block | tuple[BlockKind, int, int, str] | None":
    """The block that ``line`` is, or begins; None when it goes on with one."""
    if heading := _HEADING.match(line):
        return Block(BlockKind.HEADING, tuple(_words(heading[2])), len(heading[1]))
    if picture := _PICTURE.match(line):
        inside = int(len(picture[1]) >= _INSIDE)
        return Block(BlockKind.PICTURE, (Words(picture[2]),), inside, picture=picture[3])
    if step := _STEP.match(line):
        return BlockKind.STEP, int(len(step[1]) >= _INSIDE), int(step[2]), step[3].strip()
    if point := _POINT.match(line):
        return BlockKind.POINT, int(len(point[1]) >= _INSIDE), 0, point[2].strip()
    if note := _NOTE.match(line):
        return BlockKind.NOTE, 0, 0, note[1].strip()
    return None


def _words(text: str) -> Iterator[Words]:
    done = 0
    for found in _INLINE.finditer(text):
        if found.start() > done:
            yield Words(text[done : found.start()])
        done = found.end()
        parts = found.groupdict()
        if parts["plain"]:
            yield Words(parts["plain"])
        elif parts["text"]:
            yield Words(parts["text"].replace("**", ""), Manner.LINK, parts["link"])
        elif parts["strong"]:
            yield from _strong(parts["strong"])
        else:
            manner = "key" if parts["key"] else "soft"
            yield Words(parts[manner], Manner(manner))
    if done < len(text):
        yield Words(text[done:])


def _strong(text: str) -> Iterator[Words]:
    """A key or a link inside strong words stays one."""
    for each in _words(text):
        yield Words(each.text, Manner.STRONG) if each.manner is Manner.PLAIN else each
