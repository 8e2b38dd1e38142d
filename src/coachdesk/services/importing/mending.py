"""What of a workbook is to be mended in the window: refused words, each asked once, then cells.

The rules are the import's own: the file is judged without her answers, then with them, and what
stands here is the difference.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from coachdesk.core.clock import today
from coachdesk.core.french import fold
from coachdesk.domain.cells import as_text
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.words import Word
from coachdesk.services.importing.file_text import FileText
from coachdesk.services.importing.forms import BY_TITLE, FORMS, PRESCRIPTIONS
from coachdesk.services.importing.judging import judge
from coachdesk.services.importing.known import read_known
from coachdesk.services.importing.learned import Learned, read_learned, words_of
from coachdesk.services.importing.mends import Mends
from coachdesk.services.importing.planning import make_plan
from coachdesk.services.importing.report import ERASED, WAITS, Fault, Spot
from coachdesk.services.importing.workbook_file import WorkbookFile
from coachdesk.store import Store

MISSING_COLUMN = "colonne_absente"
_OTHER_END = {
    "end_minute": "start_minute",
    "ends_on": "starts_on",
    "planned_end_on": "entered_on",
    "entered_on": "outcome",
}
"""The other cell that may be the wrong one, when two of a line contradict one another."""
_BETWEEN_TWO = {"fin_avant_debut", "entree_sans_integration", "valeur_manquante"}
_NOWHERE = Spot("", 0)
_ORDER = {form.title: place for place, form in enumerate(FORMS)}


class State(StrEnum):
    """Where a refused cell stands."""

    OPEN = "open"
    MENDED = "mended"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class RefusedWord:
    """A word that the action does not know, wherever it stands in the file.

    Attributes:
        word_list: the list it should be of.
        written: as the file writes it.
        subject: the heading of its column.
        lines: sheet and line of each row that carries it.
        passing: how many lines come in once it is mapped, those that wait for them included.
        who: the person of the first line.
        choices: the words it can mean.
        nearest: the key of the one most like it; None when none is.
        may_be_blank: the column may stay empty.
        chosen: the key she chose.
        left_out: she leaves its lines aside.
    """

    word_list: str
    written: str
    subject: str
    lines: tuple[tuple[str, int], ...]
    passing: int
    who: str
    choices: tuple[Word, ...]
    nearest: str | None
    may_be_blank: bool
    chosen: str | None
    left_out: bool


@dataclass(frozen=True)
class MendField:
    """A cell to type in: what the file holds, what she typed instead, what it may be."""

    key: str
    header: str
    found: str
    typed: str | None
    choices: tuple[str, ...]


@dataclass(frozen=True)
class RefusedCell:
    """A cell, or two that contradict one another, to be typed again.

    Attributes:
        sheet, line: where it is in the file.
        key, header: its column.
        code, message: what is wrong with it (docs/import-codes.md).
        who: the person of the line.
        neighbours: heading and content of the cells beside it.
        fields: what can be typed.
        state: whether it still stands in the way.
        waiting: how many lines come in with this one.
    """

    sheet: str
    line: int
    key: str
    header: str
    code: str
    message: str
    who: str
    neighbours: tuple[tuple[str, str], ...]
    fields: tuple[MendField, ...]
    state: State
    waiting: int


@dataclass(frozen=True)
class Mending:
    """All that is to be mended, and what would come in now."""

    words: tuple[RefusedWord, ...]
    cells: tuple[RefusedCell, ...]
    ready: int
    """New lines that would come in."""
    waiting: int
    """Lines that wait for another one."""

    @property
    def open(self) -> int:
        """How many answers are still wanted."""
        words = sum(word.chosen is None and not word.left_out for word in self.words)
        return words + sum(cell.state is State.OPEN for cell in self.cells)


def what_to_mend(
    store: Store, action_id: UUID, profile: ActionProfile, workbook: WorkbookFile, mends: Mends
) -> Mending:
    """The faults of ``workbook`` as they stand with her ``mends``; nothing is written."""
    with store.read() as connection:
        known = read_known(connection, action_id)
        learned = read_learned(connection, action_id)
    for name, written in mends.words:  # what she changes again is asked for again
        learned.pop((name, written), None)
    day = today(store.clock)

    def judged(answers: Mends, words: Learned) -> tuple[tuple[Fault, ...], int]:
        found = judge(workbook.layouts, profile, known, day, _go_on, learned=words, mends=answers)
        plan = make_plan(found, known, profile)
        return found.faults, sum(len(records) for records in plan.new.values())

    before, _ = judged(Mends(columns=mends.columns), learned)
    now, ready = judged(mends, learned)
    text = FileText(workbook, known, mends)
    return _Asked(workbook, profile, text, mends, before, now).mending(ready)


def _go_on() -> None:
    """Nothing stops a look."""


@dataclass
class _Asked:
    """One look at the file, before and after her answers."""

    workbook: WorkbookFile
    profile: ActionProfile
    text: FileText
    mends: Mends
    before: tuple[Fault, ...]
    now: tuple[Fault, ...]

    def mending(self, ready: int) -> Mending:
        told = {_place(fault): fault for fault in self.before}
        left = {_place(fault): fault for fault in self.now}
        absent = [fault for fault in self._absent_columns() if _place(fault) not in left]
        faults = {**{_place(fault): fault for fault in absent}, **told, **left}
        ordered = sorted(faults.values(), key=self._order)
        real = [fault for fault in ordered if fault.code != WAITS]
        asked_once = [fault for fault in real if self._is_asked_once(fault)]
        words = tuple(self._word(group) for group in _groups(asked_once))
        cells = tuple(
            self._cell(fault, open_=_place(fault) in left)
            for fault in real
            if fault not in asked_once
        )
        return Mending(words, cells, ready, sum(fault.code == WAITS for fault in self.now))

    def _is_asked_once(self, fault: Fault) -> bool:
        """Whether its word means the same on every line."""
        word = (fault.word_list, fold(fault.written))
        return bool(fault.word_list) and word not in self.mends.split

    def _absent_columns(self) -> list[Fault]:
        """The columns that she pointed at: they are no fault any more, and stay to be seen."""
        return [
            Fault(
                sheet,
                self.workbook.layouts[sheet].header_line,
                BY_TITLE[sheet].by_key[key].header,
                MISSING_COLUMN,
                "",
                spot=_NOWHERE,
            )
            for sheet, key in self.mends.columns
            if sheet in self.workbook.layouts
        ]

    def _word(self, group: Sequence[Fault]) -> RefusedWord:
        first = group[0]
        words = words_of(self.profile, first.word_list)
        near = words.nearest(first.written)
        lines = tuple(dict.fromkeys((fault.sheet, fault.row) for fault in group))
        column = BY_TITLE[first.sheet].by_key[first.key]
        return RefusedWord(
            word_list=first.word_list,
            written=first.written,
            subject=first.column,
            lines=lines,
            passing=self._passing(group, lines),
            who=self.text.who(*lines[0]),
            choices=tuple(words),
            nearest=words.key_of(near) if near else None,
            may_be_blank=not column.needed,
            chosen=self.mends.words.get((first.word_list, fold(first.written))),
            left_out=all(line in self.mends.left_out for line in lines),
        )

    def _passing(self, group: Sequence[Fault], lines: Iterable[tuple[str, int]]) -> int:
        mine = {_place(fault) for fault in group}
        alone = [line for line in lines if self._faults_of[line] <= mine]
        return len(alone) + sum(self._waiting_for(*line) for line in alone)

    @cached_property
    def _faults_of(self) -> dict[tuple[str, int], set[object]]:
        """The faults of each line, as they are now, or as they were once they are mended."""
        found: dict[tuple[str, int], set[object]] = {}
        for fault in self.now:
            found.setdefault((fault.sheet, fault.row), set()).add(_place(fault))
        mended = {(fault.sheet, fault.row) for fault in self.before} - found.keys()
        for fault in self.before:
            if (fault.sheet, fault.row) in mended:
                found.setdefault((fault.sheet, fault.row), set()).add(_place(fault))
        return found

    @cached_property
    def _waiting(self) -> Counter[str]:
        """How many lines wait for each number."""
        return Counter(
            self.text.text(fault.sheet, fault.row, "number")
            for fault in self.before
            if fault.code == WAITS
        )

    def _waiting_for(self, sheet: str, line: int) -> int:
        if sheet != PRESCRIPTIONS.title:
            return 0
        return self._waiting[self.text.text(sheet, line, "number")]

    def _cell(self, fault: Fault, *, open_: bool) -> RefusedCell:
        line = (fault.sheet, fault.row)
        state = State.OPEN if open_ else State.MENDED
        if line in self.mends.left_out or fault.code == ERASED:
            state = State.LEFT_OUT
        absent = fault.code == MISSING_COLUMN
        fields = self._fields(fault)
        return RefusedCell(
            sheet=fault.sheet,
            line=fault.row,
            key=self._absent_key(fault) if absent else fault.key,
            header=fault.column,
            code=fault.code,
            message=fault.message,
            who="" if absent or not fault.key else self.text.who(*line),
            neighbours=() if absent or not fault.key else self._beside(fault, fields),
            fields=fields,
            state=state,
            waiting=self._waiting_for(*line),
        )

    def _beside(self, fault: Fault, fields: Iterable[MendField]) -> tuple[tuple[str, str], ...]:
        asked = [field.key for field in fields]
        return self.text.neighbours(fault.sheet, fault.row, fault.key, asked)

    def _fields(self, fault: Fault) -> tuple[MendField, ...]:
        if fault.code == MISSING_COLUMN:
            return (self._column_field(fault),)
        if fault.code == ERASED:
            return ()
        if not fault.key:
            return ()  # a sheet is absent: it is another file that is wanted
        keys = [fault.key]
        other = _OTHER_END.get(fault.key)
        if other is not None and fault.code in _BETWEEN_TWO:
            keys.insert(0, other)
        return tuple(self._field(fault, key) for key in keys)

    def _field(self, fault: Fault, key: str) -> MendField:
        sheet, line = fault.sheet, fault.row
        column = BY_TITLE[sheet].by_key[key]
        name = fault.word_list if key == fault.key else ""
        name = name or column.word_list or ""
        choices = tuple(word.label for word in words_of(self.profile, name)) if name else ()
        typed = self.mends.cells.get((sheet, line, key))
        return MendField(key, column.header, self.text.found(sheet, line, key), typed, choices)

    def _absent_key(self, fault: Fault) -> str:
        form = BY_TITLE[fault.sheet]
        return next(column.key for column in form.columns if column.header == fault.column)

    def _column_field(self, fault: Fault) -> MendField:
        """Which heading of hers is the column that is missing."""
        layout, key = self.workbook.layouts[fault.sheet], self._absent_key(fault)
        known = set(layout.positions.values())
        choices = tuple(
            as_text(header)
            for at, header in enumerate(layout.headers)
            if at not in known and isinstance(header, str) and header.strip()
        )
        at = self.mends.columns.get((fault.sheet, key))
        typed = None if at is None else as_text(layout.headers[at])
        return MendField(key, fault.column, "", typed, choices)

    def _order(self, fault: Fault) -> tuple[int, int, int]:
        layout = self.workbook.layouts.get(fault.sheet)
        at = layout.positions.get(fault.key, 0) if layout else 0
        return _ORDER[fault.sheet], fault.row, at


def _place(fault: Fault) -> tuple[str, int, str]:
    return fault.sheet, fault.row, fault.key or fault.column


def _groups(faults: Iterable[Fault]) -> Iterable[list[Fault]]:
    groups: dict[tuple[str, str], list[Fault]] = {}
    for fault in faults:
        groups.setdefault((fault.word_list, fold(fault.written)), []).append(fault)
    return groups.values()
