"""A new immersion on one page, one to change, or a renewal; its convention is then one key away.

What the law forbids is said beside what is to be changed, as it is typed.
"""

from datetime import timedelta
from uuid import UUID

from coachdesk.core.clock import today
from coachdesk.domain.pmsmp import Part, Plan, last_possible_day
from coachdesk.domain.siret import siret
from coachdesk.domain.week_hours import NO_HOURS
from coachdesk.queries.immersion_paper import CONVENTION
from coachdesk.services.immersion_rules import judged
from coachdesk.services.immersions import (
    CompanyFacts,
    ImmersionForm,
    ImmersionTerms,
    change_immersion,
    immersion_form,
    plan_immersion,
)
from coachdesk.services.targets import CHANGE, RENEW, Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.dossier_page import DossierPage, Link
from coachdesk.ui.screens.immersion.delegation import DelegationBox
from coachdesk.ui.screens.immersion.terms import TermsForm
from coachdesk.ui.widgets.fields import day_of, show_day
from coachdesk.ui.widgets.layout import column, label, panel, reveal

_MONDAY = 7
_TO_FRIDAY = timedelta(days=11)
"""Two weeks, as the State advises (DGEFP, 2015)."""
_SAID_LATER = "…"
"""Stands for a reason that nobody was asked for yet."""


class ImmersionFormScreen(DossierPage):
    """Ctrl+Enter records it and opens its convention."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "", "")
        self._section = ""
        self._subject: UUID | None = None
        """The immersion that is changed or renewed."""
        self._host: UUID | None = None
        """The company that it was opened for."""
        self._known: ImmersionForm | None = None
        self._tried = False
        """Object and reason are asked for once she means to go on without."""
        self.terms = TermsForm(context.action.profile.purposes, today(context.desk.clock))
        self.terms.changed.connect(self._judge)
        self.terms.moved.connect(self._moved)
        self.delegation = DelegationBox(context)
        self.delegation.recorded.connect(self.refresh)
        words = label(self.tr("Délégation de prescription"), role="strong")
        self._delegation = panel(column(words, self.delegation, spacing=8))
        self.answered = label(
            self.tr(
                "La convention porte déjà des signatures\u00a0: si l’immersion change, elles ne "
                "vaudront plus et seront à redonner. Cela ne s’annule pas."
            ),
            tone="mend",
            wrap=True,
        )
        self.answered.setContentsMargins(8, 6, 8, 6)
        self.body.addWidget(self.answered)
        self.body.addWidget(self.terms)
        self.body.addWidget(self._delegation)
        self.body.addStretch(1)
        self.first = self.terms.company.name

    def show_target(self, target: Target) -> None:
        """A new immersion of a dossier, one to be changed or renewed, or one at a company."""
        self._begin(target.section, target.subject_id)
        self._host = target.company_id
        self.done = False
        super().show_target(target)

    def read(self, link: Link, dossier: UUID) -> ImmersionForm:
        """See ``DossierPage``."""
        section, subject = self._section, self._subject
        return immersion_form(
            link,
            self.context.action,
            dossier,
            today(self.context.desk.clock),
            changed=subject if section == CHANGE else None,
            renewed=subject if section == RENEW else None,
        )

    def show_read(self, known: ImmersionForm) -> None:
        """See ``DossierPage``."""
        self._known = None
        terms = known.terms or self._blank()
        self.terms.company.show_companies(known.companies)
        self.terms.show_terms(terms, asked=known.terms is None)
        chosen = self._host is not None and known.terms is None
        if self._host is not None and known.terms is None:
            self.terms.company.take_id(self._host)
        if terms.renews_id is not None:
            self.first = self.terms.reason
        else:
            self.first = self.terms.trade if chosen else self.terms.company.name
        self._known = known
        self.answered.setVisible(known.answered)
        self.delegation.refresh()
        self._judge()
        self.context.drafts.keep(self, self._draft, self.terms.fields())

    def do(self) -> None:
        """See ``DossierPage``."""
        dossier, desk, known = self.dossier, self.context.desk, self._known
        if dossier is None or known is None:
            return
        self._tried = True
        self._judge()
        wrong = self.terms.wrong()
        if wrong is not None:
            wrong.setFocus()
            reveal(wrong)
            return
        terms, draft, changing = self.terms.terms(), self._draft, self._changed

        def planned(made: UUID) -> None:
            self.context.drafts.forget(draft)
            if dossier == self.dossier:
                self._begin(CHANGE, made)
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

        if changing is None:
            self.write(lambda: plan_immersion(desk, dossier, terms), planned)
        else:
            self.write(lambda: change_immersion(desk, changing, terms), changed)

    def _begin(self, section: str, subject: UUID | None) -> None:
        """A new one, or one to be changed or renewed."""
        known = section or (CHANGE if subject else "")
        self._section, self._subject, self._tried = known, subject, False
        titles = {
            CHANGE: self.tr("Modifier l’immersion"),
            RENEW: self.tr("Renouveler l’immersion"),
        }
        self.title.setText(titles.get(known, self.tr("Nouvelle immersion")))
        words = self.tr("Enregistrer") if known == CHANGE else self.tr("Préparer la convention")
        self.act.setText(words)
        self.act.setToolTip(self.tr("{} (Ctrl+Entrée)").format(words))

    @property
    def _changed(self) -> UUID | None:
        return self._subject if self._section == CHANGE else None

    @property
    def _draft(self) -> str:
        if self._section == RENEW:
            return f"renewal:{self._subject}"
        return f"immersion:{self._changed or self.dossier}"

    def _blank(self) -> ImmersionTerms:
        """From next Monday, two weeks; nothing else is guessed."""
        day = today(self.context.desk.clock)
        monday = day + timedelta(days=_MONDAY - day.weekday())
        return ImmersionTerms(CompanyFacts("", ""), "", None, monday, monday + _TO_FRIDAY, NO_HOURS)

    def _moved(self) -> None:
        """Another beginning: the end keeps its distance, as far as the law lets it."""
        starts, ends = day_of(self.terms.starts), day_of(self.terms.ends)
        if ends < starts:
            show_day(self.terms.ends, min(starts + _TO_FRIDAY, last_possible_day(starts)))
        self._judge()

    def _judge(self) -> None:
        """Say what the law forbids beside its part, and what it lets by."""
        if self._known is None:
            return
        terms, around = self.terms.terms(), self._known.around
        plan = Plan(
            terms.starts_on,
            terms.ends_on,
            terms.week,
            (terms.purpose,) if terms.purpose else (),
            around.birth_date,
        )
        number = siret(terms.company.siret) or ""
        reason = terms.renewal_reason or ("" if self._tried else _SAID_LATER)
        found = judged(plan, number, terms.company.name, reason, around)
        early = set() if self._tried else {Part.PURPOSE}
        if not self._tried and terms.week == NO_HOURS:
            early.add(Part.HOURS)
        broken = [rule for rule in found.broken if rule.part not in early or terms.renews_id]
        self.terms.show_broken(broken, found.warnings)
        given = around.delegation
        self._delegation.setVisible(given is not None and terms.ends_on > given.ends_on)
