"""One follow-up after an exit: what became of her, noted while she is on the phone."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import NBSP, capital, plural, short_date
from coachdesk.domain.attendance import Mode
from coachdesk.domain.follow_ups import AGAIN
from coachdesk.domain.fse import SIX_MONTH_QUESTIONS, SIX_MONTHS, Answer
from coachdesk.services.exits.following import (
    FollowUpFacts,
    FollowUpForm,
    follow_up_form,
    record_follow_up,
    take_back_follow_up,
)
from coachdesk.services.exits.words import derived_of, exit_words, job_words, state_words
from coachdesk.services.fse_answers import NO_ANSWERS
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.dossier_page import Link
from coachdesk.ui.screens.exit.employer import EmployerLine
from coachdesk.ui.screens.exit.proven import ProvenPage
from coachdesk.ui.screens.follow_up.milestones import MilestoneLine
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.fields import captioned, day_edit, day_of, show_day, show_past_day
from coachdesk.ui.widgets.fse_questions import FseQuestions
from coachdesk.ui.widgets.layout import button, column, label, panel, row
from coachdesk.ui.widgets.two_columns import TwoColumns
from coachdesk.ui.widgets.wide_check import WideCheck


class FollowUpScreen(ProvenPage):
    """Ctrl+Enter records it and returns to where she came from."""

    kept_as = Screen.FOLLOW_UP

    def __init__(self, context: Context) -> None:
        self.take_back = button("")
        super().__init__(context, self.take_back)
        self._known: FollowUpForm | None = None
        self._wanted: int | None = None
        self._pieces: list[UUID] = []
        """What was kept while this page was open: it proves the follow-up that is recorded."""
        profile = context.action.profile
        day = today(context.desk.clock)
        self.act.setText(self.tr("Enregistrer"))
        self.act.setToolTip(self.tr("Enregistrer le suivi (Ctrl+Entrée)"))
        self.take_back.setText(self.tr("Retirer ce suivi"))
        self.take_back.clicked.connect(self._take_back)
        self.phone = label("", role="heading", wrap=True)
        self.phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.email = label("", role="soft", wrap=True)
        self.exit = label("", wrap=True)
        self.job = label("", role="soft", wrap=True)
        self.stones = MilestoneLine(profile)
        self.stones.opened.connect(self._turn_to)
        self.state = label("", role="caption", wrap=True)
        self.outcome = Choices(
            ((word.key, word.label) for word in profile.follow_up_outcomes),
            self.tr("Situation aujourd’hui"),
        )
        self.mode = Choices(
            (
                (mode.value, profile.modes.label(mode))
                for mode in Mode
                if mode is not Mode.COLLECTIVE
            ),
            self.tr("Comment"),
            kind="chip",
        )
        self.done_on = day_edit(day)
        self.employer, self.note = EmployerLine(), QLineEdit()
        self.again = WideCheck(self.tr("Réessayer le"))
        self.again_on = day_edit(day + AGAIN)
        self.again_on.setAccessibleName(self.tr("Jour où réessayer"))
        self._employer, self._again = QWidget(), QWidget()
        self.fse = FseQuestions(SIX_MONTH_QUESTIONS, self.tr("Pour le FSE+, six mois après"))
        self.proof.kept.connect(self._prove)
        self.body.addWidget(panel(self._who()))
        self.body.addWidget(
            TwoColumns(
                column(panel(self._form()), None), column(panel(column(self.proof)), None), (3, 2)
            )
        )
        self.body.addStretch(1)
        self.first = next(iter(self.outcome.buttons.values()))
        self.outcome.chosen.connect(self._judge)
        self.again.toggled.connect(self.again_on.setEnabled)

    def show_target(self, target: Target) -> None:
        """The follow-up of a dossier at the milestone that the target names, or the next one."""
        self._wanted = int(target.section) if target.section.isdecimal() else None
        self._pieces = []
        super().show_target(target)

    def read(self, link: Link, dossier: UUID) -> FollowUpForm:
        """See ``DossierPage``."""
        day = today(self.context.desk.clock)
        return follow_up_form(link, self.context.action, dossier, self._wanted, day)

    def show_read(self, known: FollowUpForm) -> None:
        """See ``DossierPage``."""
        self._known, self._wanted = known, known.wanted
        profile, who = self.context.action.profile, known.identity
        self.title.setText(self.tr("Suivi à {}\u00a0mois").format(known.wanted))
        self.phone.setText(who.phone or self.tr("Pas de téléphone"))
        self.email.setText(who.email or "")
        self.email.setVisible(bool(who.email))
        self.exit.setText(self.tr("Sortie\u00a0: {}").format(exit_words(profile, known.exit)))
        self.exit.setToolTip(derived_of(profile, known.exit).why)
        self.job.setText(job_words(known.exit))
        self.job.setVisible(bool(self.job.text()))
        self.stones.show_stones(known.stones, known.noted, known.wanted)
        self._show_fse(known)
        self._show_noted(known)
        self._show_proofs(known)
        self.keep(
            {
                "outcome": self.outcome,
                "mode": self.mode,
                "done_on": self.done_on,
                "employer": self.employer,
                "note": self.note,
                "again": self.again,
                "again_on": self.again_on,
                **self.fse.fields(),
            },
        )

    def do(self) -> None:
        """See ``DossierPage``."""
        dossier, desk, facts, pieces = (
            self.dossier, self.context.desk, self._facts(), tuple(self._pieces),
        )  # fmt: skip
        answers = NO_ANSWERS if self.fse.isHidden() else self.fse.answers()
        if dossier is None or facts is None:
            return

        def recorded(_: object) -> None:
            self.forget(dossier)
            said = (
                self.tr("Essai noté\u00a0: à rappeler le {}.").format(short_date(facts.again_on))
                if facts.again_on
                else self.tr("Suivi à {}\u00a0mois enregistré.").format(facts.milestone)
            )
            self.context.messages.inform(said)
            if dossier == self.dossier:
                self._pieces = []
                self.done = True
                self.context.back_from(self)

        self.write(lambda: record_follow_up(desk, dossier, facts, pieces, answers), recorded)

    def _who(self) -> QVBoxLayout:
        return column(
            self.phone, self.email, self.exit, self.job, 4, self.stones, self.state, spacing=4
        )

    def _form(self) -> QVBoxLayout:
        self._employer.setLayout(captioned(self.tr("Employeur"), self.employer))
        self._again.setLayout(row(self.again, self.again_on, None, spacing=8))
        return column(
            captioned(self.tr("Situation aujourd’hui"), self.outcome),
            self._employer,
            self._again,
            self.fse,
            captioned(self.tr("Comment"), self.mode),
            row(captioned(self.tr("Le"), self.done_on), None),
            captioned(self.tr("Note"), self.note),
            spacing=10,
        )

    def _show_fse(self, known: FollowUpForm) -> None:
        """What the FSE+ asks six months after, on the same call."""
        record = known.fse
        if record is not None:
            self.fse.show_answers(
                {key: told.answer for key, told in record.answers.items()},
                [question.key for question in SIX_MONTH_QUESTIONS if record.needs(question)],
            )

    def _show_noted(self, known: FollowUpForm) -> None:
        """What was noted of it, to be changed; or a new one, today, by phone."""
        noted = known.noted.get(known.wanted)
        stone = next(each for each in known.stones if each.months == known.wanted)
        day = today(self.context.desk.clock)
        done = noted is not None and noted.again_on is None
        self.outcome.show_key(noted.outcome if noted and done else None)
        self.mode.show_key(noted.mode.value if noted and done else Mode.PHONE.value)
        show_past_day(self.done_on, noted.done_on if noted and done else day, day)
        self.employer.show_companies(known.companies)
        self.employer.show_employer((noted.employer if noted else None) or known.exit.employer)
        self.note.setText((noted.note if noted else None) or "")
        self.again.setChecked(True)
        show_day(self.again_on, known.again_on)
        self.take_back.setVisible(noted is not None)
        said = state_words(stone, noted)
        if noted is not None and not done:
            last = short_date(noted.done_on)
            said = f"{said}{NBSP}; {self.tr('dernier essai le {}').format(last)}"
        self.state.setText(f"{capital(said)}.")
        self.state.setVisible(noted is not None)  # else its chip says it all
        self._judge()

    def _judge(self) -> None:
        """What that outcome asks for."""
        outcomes, key = self.context.action.profile.follow_up_outcomes, self.outcome.key()
        chosen = outcomes[key] if key is not None and key in outcomes else None
        self._employer.setVisible(chosen is not None and chosen.employed)
        self._again.setVisible(chosen is not None and chosen.unreachable)
        self.act.setEnabled(chosen is not None)
        known, reached = self._known, chosen is not None and not chosen.unreachable
        asks = known is not None and known.fse is not None and known.wanted == SIX_MONTHS
        self.fse.setVisible(asks and reached)
        working = SIX_MONTH_QUESTIONS[0].key
        employed = chosen is not None and chosen.employed
        self.fse.propose({working: Answer.YES} if employed else {})

    def _facts(self) -> FollowUpFacts | None:
        known, key = self._known, self.outcome.key()
        if known is None or key is None:
            return None
        unreached = self.context.action.profile.follow_up_outcomes[key].unreachable
        return FollowUpFacts(
            known.wanted,
            day_of(self.done_on),
            Mode(self.mode.key() or Mode.PHONE.value),
            key,
            self.employer.employer(),
            self.note.text(),
            day_of(self.again_on) if unreached and self.again.isChecked() else None,
        )

    def _prove(self, pieces: tuple[UUID, ...]) -> None:
        self._pieces += pieces
        if self._known is not None:
            self._show_proofs(self._known)

    def _show_proofs(self, known: FollowUpForm) -> None:
        lacking = self.tr("S’il y en a un\u00a0: bulletin de salaire, attestation, contrat.")
        joined, noted = len(self._pieces), known.noted.get(known.wanted)
        names = (
            [plural(joined, self.tr("pièce jointe"), self.tr("pièces jointes"))] if joined else []
        )
        if noted is not None and noted.proofs:
            names.append(
                self.tr("{} déjà sur ce suivi").format(plural(noted.proofs, self.tr("pièce")))
            )
        self.proof.show_proofs(known.identity.prescription_id, names, lacking)

    def _turn_to(self, months: int) -> None:
        if self.dossier is not None:
            self.forget(self.dossier)
            self._wanted = months
            self.refresh()

    def _take_back(self) -> None:
        dossier, desk, wanted = self.dossier, self.context.desk, self._wanted
        if dossier is None or wanted is None:
            return

        def taken(_: object) -> None:
            self.context.messages.inform(self.tr("Le suivi est retiré. Ctrl+Z le remet."))
            self.refresh()

        self.write(lambda: take_back_follow_up(desk, dossier, wanted), taken)
