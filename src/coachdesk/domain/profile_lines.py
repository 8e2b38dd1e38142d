"""Where in a TOML text each key and each item of a list stands; tomllib doesn't tell."""

import re
import tomllib
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property

KeyPath = tuple[str | int, ...]
"""Keys and indices from the root, e.g. ``("words", "genders", 1, "label")``."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_GAP = re.compile(r"(?:[ \t\r\n,]|#[^\n]*)*")
"""What may stand between two items of an array or an inline table."""
_KEY_PART = re.compile(r"[ \t]*(\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[A-Za-z0-9_-]+)[ \t]*(\.?)")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}(?!")'
    r"|'''.*?'{3,5}(?!')"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]+")


def key_lines(text: str) -> dict[KeyPath, int]:
    """The line, from 1, of each key path of ``text``, which tomllib has already accepted."""
    scanner = _Scanner(text.replace("\r\n", "\n"))
    scanner.document()
    return scanner.lines


@dataclass(frozen=True)
class Places:
    """Where things stand in a text, as offsets.

    Attributes:
        values: of each value, its first letter and the one after its last.
        keys: where each « key = value » begins.
        headers: where each « [table] » begins, in the order of the text.
    """

    values: dict[KeyPath, tuple[int, int]]
    keys: dict[KeyPath, int]
    headers: tuple[tuple[int, KeyPath], ...]


def places(text: str) -> Places:
    """Where things stand in ``text``, accepted by tomllib and of lines without a return."""
    scanner = _Scanner(text)
    scanner.document()
    return Places(scanner.values, scanner.starts, tuple(scanner.headers))


@dataclass
class _Scanner:
    text: str
    at: int = 0
    lines: dict[KeyPath, int] = field(default_factory=dict)
    counts: dict[KeyPath, int] = field(default_factory=dict)
    values: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)
    starts: dict[KeyPath, int] = field(default_factory=dict)
    headers: list[tuple[int, KeyPath]] = field(default_factory=list)

    def document(self) -> None:
        table: KeyPath = ()
        while True:
            self.skip(_BLANK)
            if self.at >= len(self.text):
                return
            header = self.at
            if self.text.startswith("[[", self.at):
                self.at += 2
                path = self.resolve(self.key())
                index = self.counts.get(path, 0)
                self.counts[path] = index + 1
                self.note(path)
                table = (*path, index)
                self.note(table)
                self.headers.append((header, table))
                self.at += 2
            elif self.text.startswith("[", self.at):
                self.at += 1
                table = self.resolve(self.key())
                self.note(table)
                self.headers.append((header, table))
                self.at += 1
            else:
                self.pair(table)

    def pair(self, table: KeyPath) -> None:
        start = self.at
        path = (*table, *self.key())
        self.note(path, start)
        self.starts[path] = start
        self.at += 1  # the equals sign
        self.value(path)

    def value(self, path: KeyPath) -> None:
        self.skip(_BLANK)
        start, opening = self.at, self.text[self.at]
        if opening == "[":
            self.at += 1
            index = 0
            while self.next_item("]"):
                self.note((*path, index))
                self.value((*path, index))
                index += 1
        elif opening == "{":
            self.at += 1
            while self.next_item("}"):
                self.pair(path)
        else:
            self.skip(_STRING if opening in "\"'" else _SCALAR)
        self.values[path] = (start, start + len(self.text[start : self.at].rstrip()))

    def next_item(self, closing: str) -> bool:
        """Move to the next item; False, and past the closing mark, when there is none."""
        self.skip(_GAP)
        if self.text[self.at] != closing:
            return True
        self.at += 1
        return False

    def key(self) -> KeyPath:
        parts: list[str] = []
        while True:
            match = _KEY_PART.match(self.text, self.at)
            assert match, "tomllib accepted the text, so a key stands here"
            self.at = match.end()
            part = match[1]
            parts.append(next(iter(tomllib.loads(f"{part} = 0"))) if part[0] in "\"'" else part)
            if not match[2]:
                return tuple(parts)

    def resolve(self, path: KeyPath) -> KeyPath:
        """A header's path with the index of the last item wherever it crosses a list of tables."""
        resolved: KeyPath = ()
        for position, part in enumerate(path):
            resolved = (*resolved, part)
            if resolved in self.counts and position < len(path) - 1:
                resolved = (*resolved, self.counts[resolved] - 1)
        return resolved

    @cached_property
    def _ends(self) -> list[int]:
        """Where each line ends: a text of one long line would be counted again at each value."""
        return [found.start() for found in re.finditer("\n", self.text)]

    def note(self, path: KeyPath, at: int | None = None) -> None:
        line = bisect_left(self._ends, self.at if at is None else at) + 1
        for length in range(1, len(path) + 1):
            self.lines.setdefault(path[:length], line)

    def skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self.text, self.at)
        assert match, "tomllib accepted the text, so this pattern matches"
        self.at = match.end()
