"""What remains before someone leaves: rendez-vous to come, signatures, papers, each one click."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coachdesk.core.french import NBSP, clock_time, going_within, plural, short_date, short_weekday
from coachdesk.queries.documents import DocumentLine
from coachdesk.queries.exits import PlannedAfter
from coachdesk.services.document_words import copy_words, state_words
from coachdesk.services.exits.view import ExitForm, ExitPaper
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.layout import button, clear, column, label, row
from coachdesk.ui.widgets.wide_check import WideCheck


class Remaining(QWidget):
    """The rendez-vous ticked are off once the exit is recorded."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._form: ExitForm | None = None
        self._dossier: UUID | None = None
        self._kept: set[UUID] = set()
        """Rendez-vous that are to be held all the same."""
        self.boxes: dict[UUID, WideCheck] = {}
        self.title = label(self.tr("Avant de partir"), role="strong")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.setLayout(column(self.title, self._lines, spacing=8))

    def begin(self, dossier: UUID) -> None:
        """Another person: nothing of hers is kept yet."""
        self._dossier = dossier
        self._kept = set()

    def show_form(self, form: ExitForm, left_on: date, *, deceased: bool) -> None:
        """Say what remains of ``form`` for an exit on that day; of a death, what is ours alone."""
        self._form = form
        clear(self._lines)
        self.boxes = {}
        after = [item for item in form.planned if item.held_on > left_on]
        if after:
            number = plural(len(after), "rendez-vous prévu", "rendez-vous prévus")
            self._lines.addWidget(
                label(self.tr("{} après cette date. À annuler\u00a0:").format(number), wrap=True)
            )
        for planned in after:
            self._lines.addWidget(self._box(planned))
        before = [item for item in form.planned if item.held_on <= left_on]
        for planned in before:
            said = self.tr("Présence du {} à noter").format(short_date(planned.held_on))
            self._add(said, self.tr("Ouvrir"), self._appointment(planned.id))
        for immersion in form.immersions:
            over = immersion.ends_on <= left_on
            words = self.tr("Bilan de l’immersion chez {}") if over else (
                self.tr("Immersion chez {}, en cours")
            )  # fmt: skip
            target = Target(Screen.IMMERSION, self._dossier, subject_id=immersion.id)
            self._add(words.format(immersion.company), self.tr("Ouvrir"), self._go(target))
        if not deceased:
            for unsigned in form.unsigned:
                said = self.tr("Présence du {} à signer").format(short_date(unsigned.held_on))
                self._add(said, self.tr("Faire signer"), self._sign(unsigned.id))
            for paper in form.papers:
                self._paper(paper)
        for line in form.due:
            self._due(line)
        if not self._lines.count():
            self._lines.addWidget(label(self.tr("Rien ne reste à faire."), role="soft", wrap=True))

    def cancelled(self) -> tuple[UUID, ...]:
        """The rendez-vous that will not be held."""
        return tuple(key for key, box in self.boxes.items() if box.isChecked())

    def _box(self, planned: PlannedAfter) -> WideCheck:
        words = f"{short_weekday(planned.held_on)} à {clock_time(planned.start_minute)}"
        box = WideCheck(f"{words}, {planned.place}" if planned.place else words)
        box.setChecked(planned.id not in self._kept)
        box.toggled.connect(lambda ticked, asked=planned.id: self._keep(asked, off=ticked))
        self.boxes[planned.id] = box
        return box

    def _keep(self, planned: UUID, *, off: bool) -> None:
        if off:
            self._kept.discard(planned)
        else:
            self._kept.add(planned)
        self.changed.emit()

    def _paper(self, paper: ExitPaper) -> None:
        if paper.done:
            self._lines.addWidget(label(f"{paper.title}{NBSP}: {self.tr('fait')}", role="soft"))
            return
        if paper.document_id is not None:
            target = Target(Screen.PAPER, self._dossier, document_id=paper.document_id)
            self._add(paper.title, self.tr("Reprendre"), self._go(target))
        else:
            target = Target(Screen.PAPER, self._dossier, section=paper.kind)
            self._add(paper.title, self.tr("Établir"), self._go(target))

    def _due(self, line: DocumentLine) -> None:
        said = copy_words(line) or state_words(line)
        target = Target(Screen.PAPER, self._dossier, document_id=line.id)
        words = f"{line.title}{NBSP}: {going_within(said)}"
        self._add(words, self.tr("Ouvrir"), self._go(target))

    def _add(self, words: str, act: str, do: Callable[[], None]) -> None:
        press = button(act, kind="mini")
        press.setAccessibleName(f"{act}{NBSP}: {words}")
        press.clicked.connect(lambda _=False: do())
        holder = QWidget()
        line = row(label(words, wrap=True), press, spacing=8)
        line.setStretch(0, 1)
        holder.setLayout(line)
        self._lines.addWidget(holder)

    def _go(self, target: Target) -> Callable[[], None]:
        return lambda: self._context.go(target)

    def _sign(self, appointment_id: UUID) -> Callable[[], None]:
        return lambda: self._context.sign(appointment_id)

    def _appointment(self, appointment_id: UUID) -> Callable[[], None]:
        return self._go(Target(Screen.APPOINTMENT, self._dossier, appointment_id))
