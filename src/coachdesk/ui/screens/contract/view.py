"""The terms of the contrat d'engagement, filled from what is known; its paper comes next."""

from uuid import UUID

from coachdesk.core.clock import today
from coachdesk.domain.periods import months_later
from coachdesk.services.contracts import ContractTerms, prepare_contract
from coachdesk.services.documents.contract_papers import (
    ContractPaper,
    contract_paper,
    keep_contract_kind,
)
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.messages import Question
from coachdesk.ui.screens.dossier_page import DossierPage, Link
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.fields import (
    captioned,
    choose,
    day_edit,
    day_of,
    show_day,
    words_box,
)
from coachdesk.ui.widgets.growing_text import GrowingText
from coachdesk.ui.widgets.layout import clear, column, label, panel, row
from coachdesk.ui.widgets.number_box import NumberBox
from coachdesk.ui.widgets.two_columns import TwoColumns

_LINES = 4
_WEEK_HOURS = 48


class ContractScreen(DossierPage):
    """What both sides commit to; a prepared one changes until it is signed."""

    kept_as = Screen.CONTRACT

    def __init__(self, context: Context) -> None:
        super().__init__(context, "", "")
        self._known: ContractPaper | None = None
        profile = context.action.profile
        self.title.setText(self.tr("Contrat d’engagement"))
        self.act.setText(self.tr("Préparer et faire signer"))
        self.act.setToolTip(self.tr("Préparer et faire signer (Ctrl+Entrée)"))
        day = today(context.desk.clock)
        self.starts, self.ends = day_edit(day), day_edit(months_later(day, 1))
        self.hours = NumberBox(_WEEK_HOURS, suffix=self.tr("\u00a0h par semaine"))
        self.exemption = words_box(profile.exemptions)
        plan, person, organisation = (GrowingText(profile.phrases, _LINES) for _ in range(3))
        self.plan, self.person, self.organisation = plan.edit, person.edit, organisation.edit
        self.state = label("", role="soft", wrap=True)
        self.kind: Choices | None = None
        """Which paper tells the contract, where there are several."""
        self._kinds = column()
        dates = row(
            captioned(self.tr("Du"), self.starts), captioned(self.tr("Au"), self.ends), None,
            spacing=12,
        )  # fmt: skip
        activity = row(
            captioned(self.tr("Activité"), self.hours),
            captioned(self.tr("Motif si moins d’heures"), self.exemption),
            None,
            spacing=12,
        )
        commitments = TwoColumns(
            captioned(self.tr("La personne s’engage à"), person),
            captioned(self.tr("L’organisme s’engage à"), organisation),
            (1, 1),
        )
        written = captioned(self.tr("Plan d’action, un objectif par ligne"), plan)
        terms = column(self._kinds, dates, activity, written, commitments, spacing=12)
        self.body.addWidget(self.state)
        self.body.addWidget(panel(terms))
        self.body.addStretch(1)
        self.first = self.act

    def read(self, link: Link, dossier: UUID) -> ContractPaper:
        """See ``DossierPage``."""
        return contract_paper(link, self.context.action, dossier)

    def show_read(self, known: ContractPaper) -> None:
        """See ``DossierPage``."""
        self._known = known
        contract = known.contract
        version = self.tr("Version {}").format(contract.revision)
        if known.answered:
            said = self.tr("{}\u00a0: quelqu’un a déjà répondu sur son papier.").format(version)
        elif contract.id is not None:
            said = self.tr("{}, préparée\u00a0: elle attend sa signature.").format(version)
        else:
            said = self.tr("{}, remplie de ce qui est connu. Relisez-la avec la personne.").format(
                version
            )
        self.state.setText(said)
        self._offer(known)
        terms = contract.terms
        show_day(self.starts, terms.starts_on)
        show_day(self.ends, terms.ends_on)
        self.hours.setValue(terms.weekly_minutes // 60)
        choose(self.exemption, terms.exemption)
        self.plan.setPlainText(terms.action_plan)
        self.person.setPlainText(terms.person_commitments)
        self.organisation.setPlainText(terms.organisation_commitments)
        self.keep(
            {
                "starts": self.starts,
                "ends": self.ends,
                "hours": self.hours,
                "exemption": self.exemption,
                "plan": self.plan,
                "person": self.person,
                "organisation": self.organisation,
            },
        )

    def do(self) -> None:
        """See ``DossierPage``."""
        known = self._known
        if known is None:
            return
        terms = self._terms()
        if known.answered and terms != known.contract.terms:
            question = Question(
                self.tr("Changer un contrat déjà signé\u202f?"),
                self.tr(
                    "Ce qui a été signé ne vaudra plus\u00a0: cette version du papier est gardée, "
                    "annulée, et la nouvelle sera à signer."
                ),
                self.tr("Changer quand même"),
                stay=self.tr("Ne rien changer"),
            )
            self.context.messages.ask(question, lambda _: self._prepare(terms))
        else:
            self._prepare(terms)

    def _prepare(self, terms: ContractTerms) -> None:
        dossier, desk, action = self.dossier, self.context.desk, self.context.action
        if dossier is None or self._known is None:
            return
        kind = (self.kind and self.kind.key()) or self._known.kind

        def work() -> UUID:
            keep_contract_kind(desk, action, kind)
            return prepare_contract(desk, dossier, terms)

        def prepared(contract_id: UUID) -> None:
            self.forget(dossier)
            if dossier == self.dossier:
                self.done = True
                paper = Target(Screen.PAPER, dossier, section=kind, subject_id=contract_id)
                self.context.go_from(self, paper if kind else Target(Screen.CARD, dossier))

        self.write(work, prepared)

    def _terms(self) -> ContractTerms:
        return ContractTerms(
            day_of(self.starts),
            day_of(self.ends),
            self.hours.value() * 60,
            self.exemption.currentData(),
            self.person.toPlainText().strip(),
            self.organisation.toPlainText().strip(),
            self.plan.toPlainText().strip(),
        )

    def _offer(self, known: ContractPaper) -> None:
        """The kinds of paper, where there is a choice."""
        clear(self._kinds)
        self.kind = None
        if len(known.kinds) > 1:
            words = ((template.key, template.title) for template in known.kinds)
            self.kind = Choices(words, self.tr("Papier"))
            self.kind.show_key(known.kind)
            self._kinds.addWidget(self.kind)
