"""What became of an immersion, told in three gestures: which, why, Ctrl+Enter."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QLineEdit, QWidget

from coachdesk.core.errors import UserError
from coachdesk.domain.pmsmp import OUTCOMES, ImmersionOutcome
from coachdesk.services.immersion_outcome import Outcome, missed_minutes
from coachdesk.services.immersion_page import ImmersionPage
from coachdesk.services.immersion_words import NEVER
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.fields import captioned, day_edit, day_of, refusal_line, show_day
from coachdesk.ui.widgets.layout import button, column, label, reveal, row

_DONE, _EARLY, _NOT_DONE = ImmersionOutcome


class OutcomeForm(QWidget):
    """``recorded`` carries the outcome that is told, None when it is taken back.

    ``turned`` when another one is chosen: the main act of the page is to note it.
    """

    recorded = Signal(object)
    turned = Signal()

    def __init__(self, context: Context, day: date) -> None:
        super().__init__()
        self._context = context
        self._page: ImmersionPage | None = None
        self.kinds = Choices(
            ((word.key, word.label) for word in OUTCOMES), self.tr("Suite de l’immersion")
        )
        causes = ((word.key, word.label) for word in context.action.profile.immersion_causes)
        self.cause = Choices(causes, self.tr("Pourquoi"), kind="chip")
        self.day = day_edit(day)
        self.missed, self.note = QLineEdit(), QLineEdit()
        self.missed.setPlaceholderText(self.tr("3 h, 7h30… rien si aucune"))
        self.note.setPlaceholderText(self.tr("Un mot de plus, si c’est utile. Rien de médical."))
        self.fault = refusal_line()
        self.told = label("", wrap=True)
        self.take_back = button(self.tr("Effacer cette suite"), kind="mini")
        self.act = button(self.tr("Noter la suite"), kind="primary", glyph="check")
        self.act.setToolTip(self.tr("Noter la suite (Ctrl+Entrée)"))
        self._day = _holder(captioned(self.tr("Dernier jour de présence"), self.day))
        self._missed_words = label("", role="caption")
        self._missed_words.setBuddy(self.missed)
        self.missed.setAccessibleName(self.tr("Heures manquées"))
        self._missed = _holder(column(self._missed_words, self.missed, spacing=4))
        self._why = _holder(captioned(self.tr("Pourquoi"), self.cause))
        self._note = _holder(captioned(self.tr("Précision"), self.note))
        self._details = _holder(
            column(
                self._why,
                row(self._day, self._missed, spacing=12),
                self._note,
                self.fault,
                row(self.act, None),
                spacing=8,
            )
        )
        layout = column(self.told, row(self.take_back, None), self.kinds, self._details, spacing=8)
        self.setLayout(layout)
        for part in (self.told, self.take_back, self.kinds, self._details):
            part.hide()  # until it is known what can have become of it
        self.kinds.chosen.connect(self._choose)
        self.cause.chosen.connect(self.fault.hide)
        self.act.clicked.connect(self.record)
        self.take_back.clicked.connect(lambda: self.recorded.emit(None))

    @property
    def choosing(self) -> bool:
        """Whether one is chosen and waits to be noted."""
        return self.kinds.key() is not None and not self._details.isHidden()

    def show_page(self, page: ImmersionPage) -> None:
        """Offer what can have become of it."""
        another = self._page is None or self._page.row.id != page.row.id
        settled = self._page is not None and self._page.row.outcome is not page.row.outcome
        self._page = page
        outcome = page.row.outcome
        self.told.setText(page.stage_words)
        self.told.setVisible(outcome is not None)
        self.take_back.setVisible(outcome is not None)
        self.kinds.setVisible(outcome is None)
        never = OUTCOMES.label(_NOT_DONE) if page.begun else NEVER
        self.kinds.buttons[_NOT_DONE.value].setText(never)
        for kind, shown in (
            (_DONE, page.row.ends_on <= page.day),
            (_EARLY, page.begun and page.row.starts_on < page.row.ends_on),
            (_NOT_DONE, True),
        ):
            self.kinds.buttons[kind.value].setVisible(shown)
        if another or settled:
            self.cause.show_key(None)
            self.missed.clear()
            self.note.clear()
            show_day(self.day, page.last_presence)
            self._show(None)
        key = f"suite:{page.row.id}"
        if outcome is None:
            self._context.drafts.keep(self, key, {"missed": self.missed, "note": self.note})

    def forget(self) -> None:
        """It was recorded."""
        if self._page is not None:
            self._context.drafts.forget(f"suite:{self._page.row.id}")

    def record(self) -> None:
        """Note what is chosen, or say what it lacks."""
        key = self.kinds.key()
        if key is None:
            return
        kind = ImmersionOutcome(key)
        if kind is not _DONE and self.cause.key() is None:
            why = self.tr("Dites pourquoi\u00a0: la personne n’y est souvent pour rien.")
            self._refuse(why, next(iter(self.cause.buttons.values())))
            return
        try:
            missed = missed_minutes(self.missed.text()) if kind is not _NOT_DONE else None
        except UserError as error:
            self._refuse(f"{error.sentence} {error.remedy}", self.missed)
            return
        self.recorded.emit(
            Outcome(
                kind,
                day_of(self.day) if kind is _EARLY else None,
                missed,
                self.cause.key() if kind is not _DONE else None,
                self.note.text(),
            )
        )

    def _choose(self, key: str | None) -> None:
        self._show(ImmersionOutcome(key) if key else None)
        self.turned.emit()  # the head changes with it, and moves what is below
        if key is not None:
            first = self.missed if key == _DONE.value else next(iter(self.cause.buttons.values()))
            first.setFocus()
            reveal(self.act)

    def _show(self, kind: ImmersionOutcome | None) -> None:
        self.kinds.show_key(kind.value if kind else None)
        self.fault.hide()
        self._why.setVisible(kind is not None and kind is not _DONE)
        self._day.setVisible(kind is _EARLY)
        self._missed.setVisible(kind in {_DONE, _EARLY})
        until = self.tr("Heures manquées jusque-là")
        self._missed_words.setText(until if kind is _EARLY else self.tr("Heures manquées"))
        self._details.setVisible(kind is not None)

    def _refuse(self, sentence: str, field: QWidget) -> None:
        self.fault.setText(sentence)
        self.fault.show()
        field.setFocus()


def _holder(layout: QLayout) -> QWidget:
    held = QWidget()
    held.setLayout(layout)
    return held
