"""A new immersion on one page; its convention is then one key away.

What the law forbids is said beside what is to be changed, as it is typed.
"""

from datetime import timedelta
from uuid import UUID

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import hours, plural
from coachdesk.domain.pmsmp import Part, Plan, broken_rules, last_possible_day, warnings
from coachdesk.domain.week_hours import NO_HOURS, read_week
from coachdesk.queries.companies import CompanyRow
from coachdesk.queries.immersion_paper import CONVENTION
from coachdesk.services.immersions import (
    CompanyFacts,
    ImmersionForm,
    ImmersionTerms,
    change_immersion,
    immersion_form,
    plan_immersion,
)
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.dossier_page import DossierPage, Link
from coachdesk.ui.screens.immersion.company import CompanyForm
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.fields import captioned, day_edit, day_of, refusal_line, show_day
from coachdesk.ui.widgets.layout import column, label, panel, reveal
from coachdesk.ui.widgets.two_columns import TwoColumns
from coachdesk.ui.widgets.week_form import WeekForm

_MONDAY = 7
_TO_FRIDAY = timedelta(days=11)
"""Two weeks, as the State advises (DGEFP, 2015)."""


class ImmersionScreen(DossierPage):
    """Ctrl+Enter records it and opens its convention."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "", "")
        self._immersion: UUID | None = None
        self._host: UUID | None = None
        """The company that it was opened for."""
        self._known: ImmersionForm | None = None
        self._tried = False
        """An object is asked for once she means to go on without one."""
        profile = context.action.profile
        day = today(context.desk.clock)
        self.company = CompanyForm()
        self.company.known.connect(self._take_over)
        self.trade, self.place, self.tutor = QLineEdit(), QLineEdit(), QLineEdit()
        self.place.setPlaceholderText(self.tr("L’adresse de l’entreprise"))
        self.tutor.setPlaceholderText(self.tr("Prénom NOM, fonction"))
        self.purpose = Choices(
            ((word.key, word.label) for word in profile.purposes), self.tr("Objet"), kind="chip"
        )
        self.starts, self.ends = day_edit(day), day_edit(day)
        self.week = WeekForm()
        self.total = label("", role="strong", wrap=True)
        self.said = label("", role="soft", wrap=True)
        self.faults: dict[Part, QLabel] = {part: refusal_line() for part in Part}
        self.trade_fault = refusal_line()
        self.body.addWidget(self.faults[Part.PERSON])
        self.body.addWidget(
            TwoColumns(
                column(panel(self._company_box()), None),
                column(panel(self._immersion_box()), None),
                (1, 1),
            )
        )
        self.body.addWidget(panel(self._hours()))
        self.body.addStretch(1)
        self.first = self.company.name
        self.starts.dateChanged.connect(self._moved)
        self.ends.dateChanged.connect(self._judge)
        self.week.changed.connect(self._judge)
        self.purpose.chosen.connect(self._judge)
        self.trade.textChanged.connect(self.trade_fault.hide)

    def show_target(self, target: Target) -> None:
        """A new immersion of a dossier, or the one that is to be changed."""
        self._begin(target.subject_id)
        self._host = target.company_id
        self.done = False
        super().show_target(target)

    def read(self, link: Link, dossier: UUID) -> ImmersionForm:
        """See ``DossierPage``."""
        return immersion_form(link, dossier, self._immersion)

    def show_read(self, known: ImmersionForm) -> None:
        """See ``DossierPage``."""
        self._known = known
        terms = known.terms or self._blank()
        self.company.show_companies(known.companies)
        self.company.show_company(terms.company)
        if self._host is not None and known.terms is None:
            self.company.take_id(self._host)
        self.trade.setText(terms.trade)
        self.purpose.show_key(terms.purpose)
        show_day(self.starts, terms.starts_on)
        show_day(self.ends, terms.ends_on)
        self.week.show_week(terms.week)
        self.place.setText(terms.place)
        self.tutor.setText(terms.tutor)
        self._judge()
        self.context.drafts.keep(
            self,
            self._draft,
            {
                **self.company.fields(),
                "trade": self.trade,
                "purpose": self.purpose,
                "starts": self.starts,
                "ends": self.ends,
                "week": self.week,
                "place": self.place,
                "tutor": self.tutor,
            },
        )

    def do(self) -> None:
        """See ``DossierPage``."""
        dossier, desk, known, immersion = (
            self.dossier, self.context.desk, self._known, self._immersion,
        )  # fmt: skip
        if dossier is None or known is None:
            return
        self._tried = True
        self._judge()
        wrong = self._wrong()
        if wrong is not None:
            wrong.setFocus()
            reveal(wrong)
            return
        terms, draft = self._terms(), self._draft

        def planned(made: UUID) -> None:
            self.context.drafts.forget(draft)
            if dossier == self.dossier:
                self._begin(made)
                self.done = True  # Retour passes over it, to her card
                self.context.go_from(
                    self, Target(Screen.PAPER, dossier, section=CONVENTION, subject_id=made)
                )

        def changed(void: bool) -> None:  # noqa: FBT001  (what the write gives)
            self.context.drafts.forget(draft)
            if void:
                self.context.messages.inform(
                    self.tr("L’immersion a changé\u00a0: ce qui était signé ne vaut plus.")
                )
            self.context.back_from(self)

        if immersion is None:
            self.write(lambda: plan_immersion(desk, dossier, terms), planned)
        else:
            self.write(lambda: change_immersion(desk, immersion, terms), changed)

    def _begin(self, immersion: UUID | None) -> None:
        """A new one, or one to be changed."""
        self._immersion, self._tried = immersion, False
        new = immersion is None
        self.title.setText(self.tr("Nouvelle immersion") if new else self.tr("Immersion (PMSMP)"))
        words = self.tr("Préparer la convention") if new else self.tr("Enregistrer")
        self.act.setText(words)
        self.act.setToolTip(self.tr("{} (Ctrl+Entrée)").format(words))

    @property
    def _draft(self) -> str:
        return f"immersion:{self._immersion or self.dossier}"

    def _company_box(self) -> QVBoxLayout:
        return column(label(self.tr("L’entreprise"), role="strong"), self.company, spacing=8)

    def _immersion_box(self) -> QVBoxLayout:
        days = QGridLayout()
        days.setHorizontalSpacing(12)
        days.addLayout(captioned(self.tr("Du"), self.starts), 0, 0)
        days.addLayout(captioned(self.tr("Au, un mois plus tard au plus"), self.ends), 0, 1)
        days.setColumnStretch(0, 1)
        days.setColumnStretch(1, 1)
        purpose = captioned(self.tr("Objet\u00a0: un seul"), self.purpose)
        purpose.addWidget(self.faults[Part.PURPOSE])
        trade = captioned(self.tr("Métier"), self.trade)
        trade.addWidget(self.trade_fault)
        return column(
            label(self.tr("L’immersion"), role="strong"),
            trade,
            purpose,
            days,
            self.faults[Part.STARTS],
            self.faults[Part.ENDS],
            captioned(self.tr("Tuteur, sa fonction"), self.tutor),
            captioned(self.tr("Lieu, si ce n’est pas là"), self.place),
            spacing=8,
        )

    def _hours(self) -> QVBoxLayout:
        return column(
            label(self.tr("Horaires de présence"), role="strong"),
            self.week,
            self.faults[Part.HOURS],
            self.total,
            self.said,
            spacing=8,
        )

    def _blank(self) -> ImmersionTerms:
        """From next Monday, two weeks; nothing else is guessed."""
        day = today(self.context.desk.clock)
        monday = day + timedelta(days=_MONDAY - day.weekday())
        return ImmersionTerms(CompanyFacts("", ""), "", None, monday, monday + _TO_FRIDAY, NO_HOURS)

    def _terms(self) -> ImmersionTerms:
        return ImmersionTerms(
            self.company.company(),
            self.trade.text().strip(),
            self.purpose.key(),
            day_of(self.starts),
            day_of(self.ends),
            self.week.week() or NO_HOURS,
            self.place.text().strip(),
            self.tutor.text().strip(),
        )

    def _take_over(self, known: CompanyRow) -> None:
        """The hours and the tutor of the last immersion there, where none are typed."""
        if known.schedule and self.week.week() == NO_HOURS:
            self.week.show_week(read_week(known.schedule))
        if known.tutor and not self.tutor.text().strip():
            self.tutor.setText(known.tutor)
        self._judge()

    def _moved(self) -> None:
        """Another beginning: the end keeps its distance, as far as the law lets it."""
        starts, ends = day_of(self.starts), day_of(self.ends)
        if ends < starts:
            show_day(self.ends, min(starts + _TO_FRIDAY, last_possible_day(starts)))
        self._judge()

    def _judge(self) -> None:
        """Say the hours in all, what the law forbids beside its part, and what it lets by."""
        known, week = self._known, self.week.week()
        if known is None:
            return
        terms = self._terms()
        plan = Plan(
            terms.starts_on,
            terms.ends_on,
            terms.week,
            (terms.purpose,) if terms.purpose else (),
            known.birth_date,
        )
        broken = {rule.part: rule for rule in reversed(broken_rules(plan))}
        if not self._tried:
            broken.pop(Part.PURPOSE, None)
            if terms.week == NO_HOURS:
                broken.pop(Part.HOURS, None)
        for part, line in self.faults.items():
            rule = broken.get(part)
            line.setText(f"{rule.sentence} {rule.remedy}" if rule else "")
            line.setVisible(rule is not None)
        present = [minutes for _, minutes in terms.week.presences(terms.starts_on, terms.ends_on)]
        self.total.setText(
            self.tr("{} par semaine, {} de présence, {} en tout").format(
                hours(terms.week.minutes),
                plural(len(present), self.tr("jour")),
                hours(sum(present)),
            )
        )
        self.total.setVisible(week is not None and terms.week != NO_HOURS)
        said = "\n".join(warnings(plan))
        self.said.setText(said)
        self.said.setVisible(bool(said))

    def _wrong(self) -> QWidget | None:
        """The first thing to put right, said beside it; None when all may be recorded."""
        found: list[QWidget] = []
        company = self.company.show_fault()
        if company is not None:
            found.append(company)
        if not self.trade.text().strip():
            self.trade_fault.setText(self.tr("Écrivez ce que la personne va faire ou découvrir."))
            self.trade_fault.show()
            found.append(self.trade)
        if self.week.show_fault():
            found.append(self.week.first_wrong())
        fields: dict[Part, QWidget] = {
            Part.PURPOSE: next(iter(self.purpose.buttons.values())),
            Part.STARTS: self.starts,
            Part.ENDS: self.ends,
            Part.HOURS: self.week.days[0],
            Part.PERSON: self.leave,
        }
        found += [fields[part] for part, line in self.faults.items() if not line.isHidden()]
        return found[0] if found else None
