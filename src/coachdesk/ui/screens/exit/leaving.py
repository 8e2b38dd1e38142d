"""When and how someone leaves: day, type, detail; the class that follows is shown with why."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.french import short_date
from coachdesk.domain.exits import ExitKind
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.exits.view import ExitForm
from coachdesk.services.exits.words import class_tone, class_words
from coachdesk.ui.screens.exit.job import Job
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.fields import captioned, day_edit, day_of, show_past_day
from coachdesk.ui.widgets.layout import chip, column, label, row, set_tone


class LeavingForm(QWidget):
    """``moved`` when the day changes, ``kind_chosen`` and ``detail_chosen`` at each choice."""

    moved = Signal()
    kind_chosen = Signal()
    detail_chosen = Signal()

    def __init__(self, profile: ActionProfile, day: date) -> None:
        super().__init__()
        self._profile = profile
        self.left = day_edit(day)
        self.span = label("", role="caption", wrap=True)
        self.kind = Choices(
            ((word.key, word.label) for word in profile.exit_kinds), self.tr("Type"), kind="chip"
        )
        self.details = {
            word.key: Choices(
                ((detail.key, detail.label) for detail in word.details),
                self.tr("Détail"),
                kind="chip",
            )
            for word in profile.exit_kinds
            if len(word.details)
        }
        self.detail_caption = label(self.tr("Détail"), role="caption")
        self.exit_class = chip("", "quiet")
        self.why = label("", role="caption", wrap=True)
        derived = row(self.exit_class, self.why, spacing=8)
        derived.setStretch(1, 1)
        self.setLayout(
            column(
                column(row(captioned(self.tr("Le"), self.left), None), self.span, spacing=4),
                captioned(self.tr("Type"), self.kind),
                column(self.detail_caption, *self.details.values(), spacing=4),
                derived,
                spacing=10,
            )
        )
        self.left.dateChanged.connect(self.moved)
        self.kind.chosen.connect(self._choose)
        for details in self.details.values():
            details.chosen.connect(self.detail_chosen)

    def fields(self) -> Mapping[str, QWidget]:
        """For a draft."""
        details = {f"detail {key}": details for key, details in self.details.items()}
        return {"left": self.left, "kind": self.kind, **details}

    def show_form(self, known: ExitForm) -> None:
        """Show the exit recorded, or the day proposed."""
        left = known.exit
        show_past_day(self.left, left.left_on if left else known.proposed, known.day)
        said = [self.tr("Entrée le {}").format(short_date(known.entered_on))]
        if known.planned_end_on is not None:
            said.append(self.tr("fin prévue le {}").format(short_date(known.planned_end_on)))
        self.span.setText(", ".join(said) + ".")
        self.kind.show_key(left.kind if left else None)
        for key, details in self.details.items():
            details.show_key(left.detail if left is not None and left.kind == key else None)
        self._show_details()

    def left_on(self) -> date:
        """The day."""
        return day_of(self.left)

    def exit_kind(self) -> ExitKind | None:
        """The type chosen."""
        kinds, key = self._profile.exit_kinds, self.kind.key()
        return kinds[key] if key is not None and key in kinds else None

    def detail(self) -> str | None:
        """The detail chosen, of that type."""
        details = self.details.get(self.kind.key() or "")
        return details.key() if details else None

    def judge(self, job: Job) -> None:
        """Show the class and why; the dates of a contract move the detail to the one they say."""
        kind = self.exit_kind()
        self.exit_class.setVisible(kind is not None)
        self.why.setVisible(kind is not None)
        if kind is None:
            return
        derived = self._profile.exit(kind.key, self.detail(), job.starts_on, job.ends_on)
        if derived.detail != self.detail():
            self.details[kind.key].show_key(derived.detail)
        self.exit_class.setText(class_words(derived))
        set_tone(self.exit_class, class_tone(derived))
        self.why.setText(f"{derived.why}.")

    def _choose(self) -> None:
        self._show_details()
        self.kind_chosen.emit()

    def _show_details(self) -> None:
        shown = self.kind.key()
        self.detail_caption.setVisible(shown in self.details)
        for key, details in self.details.items():
            details.setVisible(key == shown)
