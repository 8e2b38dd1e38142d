"""An exit on one page: how she leaves, what follows, and what remains to be done before."""

from datetime import date
from uuid import UUID

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import plural, short_date
from coachdesk.domain.fse import EXIT_QUESTIONS
from coachdesk.services.exits.prolonging import prolong
from coachdesk.services.exits.recording import (
    ExitTerms,
    change_exit,
    record_exit,
    take_back_exit,
)
from coachdesk.services.exits.view import ExitForm, exit_form
from coachdesk.services.fse_answers import NO_ANSWERS, expected
from coachdesk.services.measures import take_measure
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.dossier_page import Link
from coachdesk.ui.screens.exit.after import AfterForm
from coachdesk.ui.screens.exit.job import Job, JobForm
from coachdesk.ui.screens.exit.leaving import LeavingForm
from coachdesk.ui.screens.exit.prolonging import ProlongPanel
from coachdesk.ui.screens.exit.proven import ProvenPage
from coachdesk.ui.screens.exit.remaining import Remaining
from coachdesk.ui.widgets.fse_questions import FseQuestions
from coachdesk.ui.widgets.layout import button, column, label, panel, reveal
from coachdesk.ui.widgets.measure_lines import MeasureLines
from coachdesk.ui.widgets.two_columns import TwoColumns

PROOF = "justificatif"


class ExitScreen(ProvenPage):
    """Ctrl+Enter records the exit, with the rendez-vous that no longer hold."""

    kept_as = Screen.EXIT

    def __init__(self, context: Context) -> None:
        self.go_on_instead, self.take_back = button(""), button("")
        super().__init__(context, self.go_on_instead, self.take_back)
        self._known: ExitForm | None = None
        self._section = ""
        profile, day = context.action.profile, today(context.desk.clock)
        self.leaving = LeavingForm(profile, day)
        self.job = JobForm()
        self.after = AfterForm(profile)
        self.fse = FseQuestions(EXIT_QUESTIONS, self.tr("Sa situation, pour le FSE+"))
        self.measures = MeasureLines(profile)
        self.remaining = Remaining(context)
        self.prolong = ProlongPanel(profile, day)
        self.closed = label("", role="soft", wrap=True)
        self._name_acts()
        self._proof_panel = panel(column(self.proof))
        asked = label(self.tr("Mesures à la sortie"), role="strong")
        self._measures_panel = panel(column(asked, self.measures, spacing=8))
        self._job_panel = panel(column(self.job))
        self._fse_panel = panel(column(self.fse))
        left = column(
            panel(column(self.closed, self.leaving, spacing=10)), self._job_panel, None, spacing=10
        )
        right = column(
            panel(column(self.after)),
            self._fse_panel,
            self._measures_panel,
            self._proof_panel,
            panel(column(self.remaining)),
            None,
            spacing=10,
        )
        self.body.addWidget(self.prolong)
        self.body.addWidget(TwoColumns(left, right, (11, 9)), 1)
        self.first = next(iter(self.leaving.kind.buttons.values()))
        self.leaving.moved.connect(self._move)
        self.leaving.kind_chosen.connect(self._pick_kind)
        for changed in (
            self.leaving.moved,
            self.leaving.detail_chosen,
            self.after.changed,
            self.job.changed,
        ):
            changed.connect(self._judge)
        self.measures.taken.connect(self._measure)
        self.proof.kept.connect(lambda _: self.look_again(self._show_proofs))
        self.prolong.asked.connect(self._prolong)

    def show_target(self, target: Target) -> None:
        """The exit of a dossier, on its proof when that is asked for."""
        if target.prescription_id is not None:
            self.remaining.begin(target.prescription_id)
        self._section = target.section
        self.prolong.hide()
        super().show_target(target)

    def read(self, link: Link, dossier: UUID) -> ExitForm:
        """See ``DossierPage``."""
        return exit_form(link, self.context.action, dossier, today(self.context.desk.clock))

    def show_read(self, known: ExitForm) -> None:
        """See ``DossierPage``."""
        self._known = known
        left = known.exit
        self.closed.setVisible(known.closed)
        self.take_back.setVisible(left is not None and not known.closed)
        self.go_on_instead.setVisible(left is None)
        self.prolong.show_form(known, today(self.context.desk.clock))
        self.leaving.show_form(known)
        self._show_measures(known)
        self.job.show_companies(known.companies)
        self.job.show_job(Job.of(left) if left else Job())
        self.after.show_exit(left)
        self.fse.show_answers(known.answers or {})
        self._choose_kind()
        self.keep(
            {
                **self.leaving.fields(), **self.job.fields(), **self.after.fields(),
                **self.fse.fields(),
            },
        )  # fmt: skip
        if self._section == PROOF:
            self._section = ""
            reveal(self._proof_panel)
            self.proof.taker.choose.setFocus()

    def do(self) -> None:
        """See ``DossierPage``."""
        dossier, desk, known = self.dossier, self.context.desk, self._known
        terms = self._terms()
        if dossier is None or known is None or terms is None:
            return
        wrong = (None if self._job_panel.isHidden() else self.job.refused()) or self.after.wrong()
        if wrong is not None:
            wrong.setFocus()
            reveal(wrong)
            return
        off = self.remaining.cancelled()
        answers = NO_ANSWERS if self._fse_panel.isHidden() else self.fse.answers()
        write = record_exit if known.exit is None else change_exit

        def recorded(_: object) -> None:
            self.forget(dossier)
            said = [self.tr("Sortie enregistrée.")]
            if off:
                said.append(f"{plural(len(off), 'rendez-vous annulé', 'rendez-vous annulés')}.")
            said.append(self.tr("Ctrl+Z revient en arrière."))
            self.context.messages.inform(" ".join(said))
            self.go_on(dossier, Screen.CARD)

        self.write(lambda: write(desk, dossier, terms, off, answers), recorded)

    def _name_acts(self) -> None:
        self.title.setText(self.tr("Sortie"))
        self.act.setText(self.tr("Enregistrer la sortie"))
        self.act.setToolTip(self.tr("Enregistrer la sortie (Ctrl+Entrée)"))
        self.go_on_instead.setText(self.tr("Prolonger plutôt…"))
        self.go_on_instead.clicked.connect(self._unfold)
        self.take_back.setText(self.tr("Retirer la sortie"))
        self.take_back.clicked.connect(self._take_back)
        self.closed.setText(
            self.tr(
                "Le mois de cette sortie est clôturé\u00a0: pour corriger jour, type ou détail, "
                "ouvrez une rectification depuis la page du mois."
            )
        )

    def _move(self) -> None:
        """Another day: other rendez-vous no longer hold, and a level of before is asked anew."""
        self._show_remaining()
        if self._known is not None:
            self._show_measures(self._known)

    def _pick_kind(self) -> None:
        """She chose a type: a sortie sèche is told why, and that is what is typed next."""
        self._choose_kind()
        if self.after.asks_why():
            self.after.dry.setFocus()

    def _choose_kind(self) -> None:
        """What that type asks for."""
        kind, known = self.leaving.exit_kind(), self._known
        if kind is not None:
            self.job.show_ahead(kind.ahead)
        self._job_panel.setVisible(kind is not None and not self.job.isHidden())
        alive = kind is None or not kind.deceased
        self._proof_panel.setVisible(alive)
        self._measures_panel.setVisible(alive and bool(len(self.context.action.profile.measures)))
        asks = known is not None and known.answers is not None
        self._fse_panel.setVisible(asks and kind is not None and alive)
        self.act.setEnabled(kind is not None)
        if known is not None:
            self._show_proofs(known)
        self._show_remaining()
        self._judge()

    def _measure(self, kind: str, level: str) -> None:
        """Taken at once, as of the day she leaves; what is typed of the exit stays."""
        dossier, desk, day = self.dossier, self.context.desk, self.leaving.left_on()
        if dossier is None:
            return

        def refused(error: UserError) -> None:
            self.context.messages.refuse(error)
            self.measures.answers[kind].show_key(None)

        self.measures.answers[kind].show_key(level)
        self.context.runner.write(
            self,
            lambda _task: take_measure(desk, dossier, kind, level, day),
            lambda _: self.look_again(self._show_measures),
            refused,
        )

    def _show_measures(self, known: ExitForm) -> None:
        """A level of before is not that of the exit: it is asked for."""
        self._known = known
        self.measures.show_measures(known.measures, self.leaving.left_on())

    def _show_proofs(self, known: ExitForm) -> None:
        """What proves it; the form itself is not shown anew, she may be typing in it."""
        if self.dossier is None:
            return
        self._known, kind = known, self.leaving.exit_kind()
        lacking = self.tr("À obtenir\u00a0: ce sera rappelé tant qu’il n’est pas là.")
        counts = kind is not None and kind.positive
        self.proof.show_proofs(self.dossier, known.proofs, lacking if counts else "")

    def _show_remaining(self) -> None:
        if self._known is not None:
            kind = self.leaving.exit_kind()
            deceased = kind is not None and kind.deceased
            self.remaining.show_form(self._known, self.leaving.left_on(), deceased=deceased)

    def _judge(self) -> None:
        """Show the class and why, and what a sortie sèche asks for."""
        self.leaving.judge(self.job.job())
        kind, detail = self.leaving.exit_kind(), self.leaving.detail()
        self.after.ask_why(dry=kind is not None and kind.is_dry(detail, self.after.advised()))
        self.fse.propose(expected(kind, self.leaving.left_on(), self.job.job().starts_on))

    def _terms(self) -> ExitTerms | None:
        kind, job = self.leaving.exit_kind(), self.job.job()
        if kind is None:
            return None
        return ExitTerms(
            self.leaving.left_on(),
            kind.key,
            self.leaving.detail(),
            job.employer,
            job.company_id,
            job.starts_on,
            job.ends_on,
            job.weekly_minutes,
            self.after.advised(),
            self.after.dry_reason(),
            self.after.note.text(),
        )

    def _unfold(self) -> None:
        self.prolong.setVisible(self.prolong.isHidden())
        if not self.prolong.isHidden():
            self.prolong.until.setFocus()
            reveal(self.prolong)

    def _prolong(self, until: date) -> None:
        dossier, desk = self.dossier, self.context.desk
        if dossier is None:
            return

        def prolonged(_: object) -> None:
            self.forget(dossier)
            said = self.tr("Le parcours se prolonge jusqu’au {}.").format(short_date(until))
            self.context.messages.inform(said)
            self.go_on(dossier, Screen.CONTRACT)

        self.write(lambda: prolong(desk, dossier, until), prolonged)

    def _take_back(self) -> None:
        dossier, desk = self.dossier, self.context.desk
        if dossier is None:
            return

        def taken(_: object) -> None:
            self.forget(dossier)
            self.context.messages.inform(
                self.tr(
                    "La sortie est retirée\u00a0: le parcours continue. Les rendez-vous annulés "
                    "avec elle le restent."
                )
            )
            self.go_on(dossier, Screen.CARD)

        self.write(lambda: take_back_exit(desk, dossier), taken)
