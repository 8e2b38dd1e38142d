"""Every row of the file accepted or refused, with all the faults of each; nothing is written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coachdesk.core.french import NBSP
from coachdesk.core.ids import new_id
from coachdesk.domain.cells import as_text
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.importing import immersion_rules, rules, sentences
from coachdesk.services.importing.act_judging import ActJudge
from coachdesk.services.importing.cells import reader
from coachdesk.services.importing.forms import (
    APPOINTMENTS,
    CONTACTS,
    EXITS,
    IMMERSIONS,
    OF_NOBODY,
    OUTREACH,
    PRESCRIPTIONS,
    SERVICES,
    Form,
    Values,
)
from coachdesk.services.importing.known import Known
from coachdesk.services.importing.layout import Layout
from coachdesk.services.importing.learned import NOTHING_LEARNED, Learned
from coachdesk.services.importing.matching import twins
from coachdesk.services.importing.mends import NO_MENDS, Mends
from coachdesk.services.importing.records import Judged, Person, Record
from coachdesk.services.importing.report import Fault, Spot
from coachdesk.services.importing.rules import Refusals
from coachdesk.services.importing.sentences import Refusal
from coachdesk.services.importing.source import Cells

_PAUSE = 500
"""Rows between two looks at whether to go on."""


def judge(
    layouts: Mapping[str, Layout],
    profile: ActionProfile,
    known: Known,
    today: date,
    pause: Callable[[], None],
    *,
    learned: Learned = NOTHING_LEARNED,
    mends: Mends = NO_MENDS,
) -> Judged:
    """Judge the rows of every sheet found.

    Args:
        layouts: the sheets found, by form title.
        profile: the action's words.
        known: what the store holds.
        today: dates of facts can't be after it.
        pause: called now and then; may raise to stop.
        learned: what words of her own mean.
        mends: the cells that she typed in place of the file's, the lines she leaves aside.
    """
    learned = {**learned, **mends.words}
    layouts = {title: mends.placed(layout) for title, layout in layouts.items()}
    return _Judge(layouts, profile, known, today, pause, learned, mends).judged()


_RowJudge = Callable[[int, dict[str, Any], Refusals, dict[object, int]], Person | None]
"""Line, values, refusals to add to, keys seen in the sheet; gives the person when there is one."""


@dataclass
class _Judge:
    layouts: Mapping[str, Layout]
    profile: ActionProfile
    known: Known
    today: date
    pause: Callable[[], None]
    learned: Learned
    mends: Mends
    people: dict[str, Person] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    """Line of the refused prescription, by number."""
    left_out: dict[str, int] = field(default_factory=dict)
    """Line of the prescription that she leaves aside, by number."""
    told_enrolled: set[str] = field(default_factory=set)
    """Numbers of the people that the file itself says entered."""
    faults: list[Fault] = field(default_factory=list)

    def judged(self) -> Judged:
        self.people = {
            number: Person(person.values["outcome"], person.pathway_id, person.values["entered_on"])
            for number, person in self.known.people.items()
        }
        layout = self.layouts.get(PRESCRIPTIONS.title)
        if layout is None and not self.people and not self.layouts.keys() <= OF_NOBODY:
            self._note_absent(PRESCRIPTIONS)
            return Judged({}, tuple(self.faults))
        if layout is not None and layout.missing:
            self._note_missing(layout)
            return Judged({}, tuple(self.faults))
        acts = ActJudge(
            self.profile, self.learned, self.known.events, self._missing, self.known.erased
        )
        judges: tuple[tuple[Form, _RowJudge], ...] = (
            (PRESCRIPTIONS, self._prescription),
            (APPOINTMENTS, self._appointment),
            (IMMERSIONS, self._immersion),
            (EXITS, self._exit),
            (SERVICES, acts.service),
            (OUTREACH, acts.event),
            (CONTACTS, acts.contact),
        )
        records = {
            form.title: self._records(form, judge)
            for form, judge in judges
            if form.usual or form.title in self.layouts
        }
        return Judged(records, tuple(self.faults))

    def _records(self, form: Form, judge_row: _RowJudge) -> list[Record]:
        """The accepted rows of a sheet."""
        layout = self.layouts.get(form.title)
        if layout is None:
            return []
        if layout.missing:
            self._note_missing(layout)
            return []
        records = []
        seen: dict[object, int] = {}
        rows: Iterable[tuple[int, dict[str, Any], Refusals, Person | None]] = (
            (line, values, refusals, judge_row(line, values, refusals, seen))
            for line, values, refusals in self._rows(layout)
        )
        of_acts: dict[int, Values] = {}
        if form is SERVICES:  # several may be alike: which is which is seen once all are read
            told = list(rows)
            of_acts = twins(
                ((line, values) for line, values, refusals, _ in told if not refusals),
                self.known.services,
            )
            rows = told
        for line, values, refusals, person in rows:
            stored = None
            if person and not refusals:
                stored = of_acts.get(line) or self.known.stored(form, values, person.pathway_id)
                if not stored:
                    rules.open_months(values, refusals, self.known.closed)
            if refusals:
                self._note(layout, line, refusals)
            else:
                assert person is not None, "a row without a person is refused"
                records.append(Record(line, values, person, stored))
        return records

    def _rows(self, layout: Layout) -> Iterator[tuple[int, dict[str, Any], Refusals]]:
        positions = self.mends.positions(layout)
        columns = [
            (
                column,
                positions[column.key],
                reader(column, self.profile, self.today, self.learned),
            )
            for column in layout.form.columns
            if column.key in positions
        ]
        title = layout.form.title
        for count, (line, file_cells) in enumerate(layout.rows):
            if count % _PAUSE == 0:
                self.pause()
            cells = self.mends.mended(title, positions, line, file_cells)
            if (title, line) in self.mends.left_out:
                self._leave_out(layout, line, cells)
                continue
            values: dict[str, Any] = {}
            refusals: Refusals = {}
            width = len(cells)
            for column, position, read in columns:
                value = read(cells[position]) if position < width else None
                if value is None:
                    if column.needed:
                        refusals[column.key] = sentences.missing(column.header)
                elif value.__class__ is Refusal:
                    refusals[column.key] = value
                    value = None
                values[column.key] = value
            yield line, values, refusals

    def _leave_out(self, layout: Layout, line: int, cells: Cells) -> None:
        """Remember whose line it was, so that those which hang on it are told why they wait."""
        if layout.form is PRESCRIPTIONS and layout.positions["number"] < len(cells):
            self.left_out.setdefault(as_text(cells[layout.positions["number"]]), line)

    def _prescription(
        self, line: int, values: dict[str, Any], refusals: Refusals, seen: dict[object, int]
    ) -> Person | None:
        number, outcome = values["number"], values["outcome"]
        if number is not None and outcome is not None and self.profile.is_enrolled(outcome):
            self.told_enrolled.add(number)
        rules.prescription(values, refusals, self.profile)
        rules.once(("number",), f"Le n°{NBSP}{number}", line, values, refusals, seen)
        if refusals:
            if number is not None:
                self.refused.setdefault(number, line)
            return None
        if number in self.known.people:
            return self.people[number]
        if self.known.is_erased(values):
            refusals["number"] = sentences.erased()
            self.left_out.setdefault(number, line)
            return None
        rules.open_months(values, refusals, self.known.closed)  # before others hang on it
        if refusals:
            self.refused.setdefault(number, line)
            return None
        enrolled = self.profile.is_enrolled(outcome)
        person = Person(
            outcome,
            new_id() if enrolled else None,
            values.get("entered_on") if enrolled else None,
        )
        self.people[number] = person
        return person

    def _appointment(
        self, line: int, values: dict[str, Any], refusals: Refusals, seen: dict[object, int]
    ) -> Person | None:
        person = self._person(values["number"], refusals)
        rules.appointment(values, refusals, self.profile, self.today)
        key = ("number", "held_on", "start_minute")
        rules.once(key, "Ce rendez-vous", line, values, refusals, seen)
        return person

    def _immersion(
        self, line: int, values: dict[str, Any], refusals: Refusals, seen: dict[object, int]
    ) -> Person | None:
        person = self._person(values["number"], refusals)
        immersion_rules.immersion(values, refusals, self.today)
        key = ("number", "siret", "starts_on")
        rules.once(key, "Cette immersion", line, values, refusals, seen)
        return person

    def _exit(
        self, line: int, values: dict[str, Any], refusals: Refusals, seen: dict[object, int]
    ) -> Person | None:
        person = self._person(values["number"], refusals)
        entered = person.entered_on if person else None
        rules.leaving(values, refusals, self.profile, entered, self.learned)
        rules.once(("number",), "La sortie de cette personne", line, values, refusals, seen)
        return person

    def _person(self, number: str | None, refusals: Refusals) -> Person | None:
        """The person of that number, or why no row can hang on it."""
        if number is None:
            return None
        person = self.people.get(number)
        if person is None:
            refusals["number"] = self._absent(number)
        elif person.pathway_id is None:
            label = self.profile.outcomes.label(person.outcome)
            refusals["number"] = (
                sentences.enrolled_in_the_file_only(number, label)
                if number in self.told_enrolled
                else sentences.not_enrolled(number, label)
            )
        return person

    def _missing(self, number: str) -> Refusal | None:
        """Why nobody of that number is there, entered or not; None when she is."""
        return None if number in self.people else self._absent(number)

    def _absent(self, number: str) -> Refusal:
        """Why nobody of that number is there to hang a row on."""
        if number in self.refused:
            return sentences.depends_on(number, self.refused[number])
        if number in self.left_out:
            return sentences.left_out(number, self.left_out[number])
        return sentences.unknown_participant(number)

    def _note(self, layout: Layout, line: int, refusals: Refusals) -> None:
        for column in layout.form.columns:
            refusal = refusals.get(column.key)
            if refusal is not None:
                spot = Spot(layout.sheet, layout.positions.get(column.key, -1) + 1)
                self.faults.append(
                    Fault(
                        layout.form.title,
                        line,
                        column.header,
                        refusal.code,
                        refusal.message,
                        spot,
                        column.key,
                        refusal.word_list,
                        refusal.written,
                    )
                )

    def _note_missing(self, layout: Layout) -> None:
        for header in layout.missing:
            refusal = sentences.missing_column(header)
            title, spot = layout.form.title, Spot(layout.sheet, 0)
            self.faults.append(
                Fault(title, layout.header_line, header, refusal.code, refusal.message, spot)
            )

    def _note_absent(self, form: Form) -> None:
        refusal = sentences.missing_sheet(form.title)
        fault = Fault(form.title, 1, "", refusal.code, refusal.message, Spot("", 0))
        self.faults.append(fault)
