"""The job or the training that an exit leads to: who, from when to when, how many hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from coachdesk.core.french import short_date
from coachdesk.domain.cells import as_date
from coachdesk.domain.exits import Ahead
from coachdesk.queries.exits import ExitRow
from coachdesk.ui.screens.exit.employer import EmployerLine
from coachdesk.ui.widgets.fields import (
    captioned,
    refusal_line,
)
from coachdesk.ui.widgets.layout import column, label
from coachdesk.ui.widgets.number_box import NumberBox

_WEEK_HOURS = 48


@dataclass(frozen=True)
class Job:
    """What is typed; dates that can't be read are None."""

    employer: str = ""
    company_id: UUID | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    weekly_minutes: int | None = None

    @classmethod
    def of(cls, left: ExitRow) -> "Job":
        """That of an exit."""
        return cls(
            left.employer or "",
            left.company_id,
            left.job_starts_on,
            left.job_ends_on,
            left.weekly_minutes,
        )


class JobForm(QWidget):
    """``changed`` when its dates may say something else of the contract."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", role="strong")
        self.employer = EmployerLine()
        self.starts, self.ends = QLineEdit(), QLineEdit()
        for line in (self.starts, self.ends):
            line.setPlaceholderText(self.tr("jj/mm/aaaa"))
            line.textChanged.connect(self._say)
        self.hours = NumberBox(
            _WEEK_HOURS, suffix=self.tr("\u00a0h par semaine"), unsaid=self.tr("Non dit")
        )
        self.known = label("", role="caption", wrap=True)
        self.fault = refusal_line()
        self.employer.textChanged.connect(lambda _: self._name())
        self._caption, self._hours = label("", role="caption"), QWidget()
        self._caption.setBuddy(self.employer)
        self._hours.setLayout(captioned(self.tr("Temps de travail"), self.hours))
        days = QGridLayout()
        days.setContentsMargins(0, 0, 0, 0)
        days.setHorizontalSpacing(12)
        days.addLayout(captioned(self.tr("Du"), self.starts), 0, 0)
        days.addLayout(captioned(self.tr("Au, s’il y a une fin"), self.ends), 0, 1)
        days.setColumnStretch(0, 1)
        days.setColumnStretch(1, 1)
        self.setLayout(
            column(
                self.title,
                column(self._caption, self.employer, self.known, spacing=4),
                days,
                self.fault,
                self._hours,
                spacing=8,
            )
        )
        self._say()

    def fields(self) -> Mapping[str, QWidget]:
        """For a draft."""
        return {
            "employer": self.employer,
            "job_starts": self.starts,
            "job_ends": self.ends,
            "hours": self.hours,
        }

    def show_ahead(self, ahead: Ahead) -> None:
        """Ask for a job, a training, or for nothing."""
        job = ahead is Ahead.JOB
        self.title.setText(self.tr("L’emploi") if job else self.tr("La formation"))
        name = self.tr("Employeur") if job else self.tr("Organisme de formation")
        self.employer.setAccessibleName(name)
        self._caption.setText(name)
        self._hours.setVisible(job)
        self.setVisible(ahead is not Ahead.NOTHING)

    def show_companies(self, companies: Sequence[tuple[UUID, str]]) -> None:
        """Propose those, in their order; any other name may be typed."""
        self.employer.show_companies(companies)
        self._name()

    def show_job(self, job: Job) -> None:
        """Show what was recorded."""
        self.employer.show_employer(job.employer)
        self.starts.setText(short_date(job.starts_on))
        self.ends.setText(short_date(job.ends_on))
        self.hours.setValue((job.weekly_minutes or 0) // 60)

    def job(self) -> Job:
        """What is typed."""
        return Job(
            self.employer.employer(),
            self.employer.company_id(),
            as_date(self.starts.text()),
            as_date(self.ends.text()),
            self.hours.value() * 60 or None,
        )

    def wrong(self) -> QWidget | None:
        """The first date that is no date; None when both may be recorded."""
        for line in (self.starts, self.ends):
            if line.text().strip() and as_date(line.text()) is None:
                return line
        return None

    def refused(self) -> QWidget | None:
        """As ``wrong``, said beside it: whoever records has done typing, however short it is."""
        wrong = self.wrong()
        self.fault.setVisible(wrong is not None)
        return wrong

    def _name(self) -> None:
        known = self.employer.company_id() is not None
        self.known.setText(self.tr("Entreprise connue.") if known else "")
        self.known.setVisible(known)

    def _say(self) -> None:
        wrong = self.wrong()
        typing = wrong is not None and len(wrong.text()) < len("01/01/2024")  # type: ignore[attr-defined]  # a line
        self.fault.setText(self.tr("Cette date n’existe pas\u00a0: tapez-la comme 05/06/2024."))
        self.fault.setVisible(wrong is not None and not typing)
        self.changed.emit()
