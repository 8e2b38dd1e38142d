"""What is agreed of an immersion: the company, the trade, the object, the dates, the hours."""

from collections.abc import Iterable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from coachdesk.core.french import hours, listed, plural
from coachdesk.domain.pmsmp import FORBIDDEN_USES, Broken, Part
from coachdesk.domain.week_hours import NO_HOURS, read_week
from coachdesk.domain.words import Word
from coachdesk.queries.companies import CompanyRow
from coachdesk.services.immersions import ImmersionTerms
from coachdesk.ui.screens.immersion.company import CompanyForm
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.fields import captioned, day_edit, day_of, refusal_line, show_day
from coachdesk.ui.widgets.layout import column, label, panel
from coachdesk.ui.widgets.trade_field import TradeField
from coachdesk.ui.widgets.two_columns import TwoColumns
from coachdesk.ui.widgets.week_form import WeekForm
from coachdesk.ui.widgets.wide_check import WideCheck


class TermsForm(QWidget):
    """``changed`` with each letter; ``moved`` when the beginning is another one."""

    changed = Signal()
    moved = Signal()

    def __init__(self, purposes: Iterable[Word], day: date) -> None:
        super().__init__()
        self._shown: ImmersionTerms | None = None
        self.company = CompanyForm()
        self.company.known.connect(self._take_over)
        self.trade, self.place, self.tutor = TradeField(), QLineEdit(), QLineEdit()
        self.place.setPlaceholderText(self.tr("L’adresse de l’entreprise"))
        self.tutor.setPlaceholderText(self.tr("Prénom NOM, fonction"))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(
            self.tr("Ce qui reste à atteindre, et pourquoi cela ne l’est pas")
        )
        self.purpose = Choices(
            ((word.key, word.label) for word in purposes), self.tr("Objet"), kind="chip"
        )
        self.starts, self.ends = day_edit(day), day_edit(day)
        self.week = WeekForm()
        self.total = label("", role="strong", wrap=True)
        self.said = label("", tone="mend", wrap=True)
        self.said.setContentsMargins(8, 4, 8, 4)
        self.faults: dict[Part, QLabel] = {part: refusal_line() for part in Part}
        self.trade_fault, self.uses_fault = refusal_line(), refusal_line()
        self.uses = WideCheck(self.tr("L’entreprise le sait et n’y aura pas recours"))
        self.lacking = label("", role="caption", tone="mend", wrap=True)
        self.lacking.setContentsMargins(8, 4, 8, 4)
        self._asked_for = {
            self.company.address: self.tr("l’adresse"),
            self.company.activity: self.tr("l’activité principale"),
            self.company.contact: self.tr("le responsable de l’accueil"),
            self.tutor: self.tr("le tuteur"),
        }
        self.renewal = panel(self._renewal_box())
        self._uses = panel(self._uses_box())
        both = TwoColumns(
            column(panel(self._company_box()), None),
            column(panel(self._immersion_box()), None),
            (1, 1),
        )
        self.setLayout(
            column(
                self.faults[Part.PERSON],
                self.renewal,
                both,
                panel(self._hours()),
                self._uses,
                spacing=12,
            )
        )
        self.starts.dateChanged.connect(self.moved)
        self.ends.dateChanged.connect(self.changed)
        self.week.changed.connect(self.changed)
        self.purpose.chosen.connect(self.changed)
        self.reason.textChanged.connect(self.changed)
        self.company.siret.textChanged.connect(self.changed)
        self.company.name.textChanged.connect(self.changed)
        for field in (self.company.name, *self._asked_for):
            field.textChanged.connect(self._say_lacking)
        self.trade.textChanged.connect(self.trade_fault.hide)
        self.uses.toggled.connect(self.uses_fault.hide)

    def fields(self) -> Mapping[str, QWidget]:
        """For a draft."""
        return {
            **self.company.fields(),
            "trade": self.trade,
            "purpose": self.purpose,
            "starts": self.starts,
            "ends": self.ends,
            "week": self.week,
            "place": self.place,
            "tutor": self.tutor,
            "reason": self.reason,
            "uses": self.uses,
        }

    def show_terms(self, terms: ImmersionTerms, *, asked: bool) -> None:
        """Show those; ``asked`` says whether the forbidden uses are still to be confirmed."""
        self._shown = terms
        self.company.show_company(terms.company)
        self.trade.setText(terms.trade)
        self.purpose.show_key(terms.purpose)
        show_day(self.starts, terms.starts_on)
        show_day(self.ends, terms.ends_on)
        self.week.show_week(terms.week)
        self.place.setText(terms.place)
        self.tutor.setText(terms.tutor)
        self.reason.setText(terms.renewal_reason)
        self.uses.setChecked(not asked)
        self.uses.setVisible(asked)
        again = terms.renews_id is not None
        self.renewal.setVisible(again)
        self.company.hold(held=again)
        for field in (self.trade, self.purpose):
            field.setEnabled(not again)
        self._say_lacking()

    def terms(self) -> ImmersionTerms:
        """What is typed."""
        renews = self._shown.renews_id if self._shown else None
        return ImmersionTerms(
            self.company.company(),
            self.trade.text().strip(),
            self.purpose.key(),
            day_of(self.starts),
            day_of(self.ends),
            self.week.week() or NO_HOURS,
            self.place.text().strip(),
            self.tutor.text().strip(),
            self.trade.rome(),
            renews,
            self.reason.text().strip(),
        )

    def show_broken(self, broken: Iterable[Broken], warnings: Iterable[str]) -> None:
        """Say what is forbidden beside its part, the hours in all, and what is let by."""
        rules = {rule.part: rule for rule in reversed(tuple(broken))}
        for part, line in self.faults.items():
            rule = rules.get(part)
            line.setText(f"{rule.sentence} {rule.remedy}" if rule else "")
            line.setVisible(rule is not None)
        terms = self.terms()
        present = [minutes for _, minutes in terms.week.presences(terms.starts_on, terms.ends_on)]
        self.total.setText(
            self.tr("{} par semaine, {} de présence, {} en tout").format(
                hours(terms.week.minutes),
                plural(len(present), self.tr("jour")),
                hours(sum(present)),
            )
        )
        self.total.setVisible(self.week.week() is not None and terms.week != NO_HOURS)
        said = "\n".join(warnings)
        self.said.setText(said)
        self.said.setVisible(bool(said))

    def wrong(self) -> QWidget | None:
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
            Part.PERSON: self.starts,
            Part.HOST: self.company.name,
            Part.RENEWAL: self.reason,
        }
        found += [fields[part] for part, line in self.faults.items() if not line.isHidden()]
        if not self.uses.isChecked():
            self.uses_fault.setText(
                self.tr("Lisez ces quatre cas avec l’entreprise, puis cochez (article L5135-7).")
            )
            self.uses_fault.show()
            found.append(self.uses)
        return found[0] if found else None

    def _take_over(self, known: CompanyRow) -> None:
        """The hours and the tutor of the last immersion there, where none are typed."""
        if known.schedule and self.week.week() == NO_HOURS:
            self.week.show_week(read_week(known.schedule))
        if known.tutor and not self.tutor.text().strip():
            self.tutor.setText(known.tutor)
        self._say_lacking()
        self.changed.emit()

    def _say_lacking(self) -> None:
        """What its convention can't be signed without; none of it holds the immersion up."""
        lacks = [words for field, words in self._asked_for.items() if not field.text().strip()]
        self.lacking.setVisible(bool(lacks) and bool(self.company.name.text().strip()))
        if lacks:
            words = self.tr("Pour signer la convention, il faudra aussi {}.")
            self.lacking.setText(words.format(listed(lacks)))

    def _company_box(self) -> QVBoxLayout:
        return column(
            label(self.tr("L’entreprise"), role="strong"),
            self.company,
            self.faults[Part.HOST],
            self.lacking,
            spacing=8,
        )

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

    def _renewal_box(self) -> QVBoxLayout:
        words = self.tr(
            "Une fois, un mois au plus, avec le même objet et les mêmes objectifs, s’ils ne sont "
            "pas atteints (article D5135-3)."
        )
        return column(
            label(self.tr("Renouvellement"), role="strong"),
            label(words, role="soft", wrap=True),
            captioned(self.tr("Pourquoi les objectifs ne sont pas atteints"), self.reason),
            self.faults[Part.RENEWAL],
            spacing=8,
        )

    def _uses_box(self) -> QVBoxLayout:
        words = self.tr("Une immersion ne sert ni à {} (article L5135-7).").format(
            ", ni à ".join(FORBIDDEN_USES)
        )
        return column(
            label(self.tr("Ce que la loi exclut"), role="strong"),
            label(words, wrap=True),
            self.uses,
            self.uses_fault,
            spacing=8,
        )
