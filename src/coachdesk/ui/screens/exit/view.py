"""An exit on one page: day, type, detail; its class shown at once with why, never asked for."""

from datetime import date
from uuid import UUID

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import plural, short_date
from coachdesk.domain.exits import NO_DETAILS, ExitKind
from coachdesk.queries.exits import ExitRow
from coachdesk.services.exits.prolonging import prolong
from coachdesk.services.exits.recording import (
    ExitTerms,
    change_exit,
    record_exit,
    take_back_exit,
)
from coachdesk.services.exits.view import ExitForm, exit_form
from coachdesk.services.exits.words import class_tone, class_words
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.dossier_page import DossierPage, Link
from coachdesk.ui.screens.exit.job import Job, JobForm
from coachdesk.ui.screens.exit.prolonging import ProlongPanel
from coachdesk.ui.screens.exit.proof import ProofBox
from coachdesk.ui.screens.exit.remaining import Remaining
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.fields import (
    captioned,
    choose,
    day_edit,
    day_of,
    refusal_line,
    show_day,
    words_box,
)
from coachdesk.ui.widgets.file_taker import paths_of
from coachdesk.ui.widgets.layout import button, chip, column, label, panel, reveal, row, set_tone
from coachdesk.ui.widgets.two_columns import TwoColumns

PROOF = "justificatif"


class ExitScreen(DossierPage):
    """Ctrl+Enter records the exit, with the rendez-vous that no longer hold."""

    def __init__(self, context: Context) -> None:
        self.go_on_instead = button("")
        self.take_back = button("")
        super().__init__(context, "", "", self.go_on_instead, self.take_back)
        self._known: ExitForm | None = None
        self._section = ""
        profile = context.action.profile
        day = today(context.desk.clock)
        self.title.setText(self.tr("Sortie"))
        self.act.setText(self.tr("Enregistrer la sortie"))
        self.act.setToolTip(self.tr("Enregistrer la sortie (Ctrl+Entrée)"))
        self.go_on_instead.setText(self.tr("Prolonger plutôt…"))
        self.go_on_instead.clicked.connect(self._unfold)
        self.take_back.setText(self.tr("Retirer la sortie"))
        self.take_back.clicked.connect(self._take_back)
        self.left = day_edit(day)
        self.left.setMaximumDate(self.left.date())
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
        self.job = JobForm()
        self.recommendation = words_box(profile.recommendations)
        self.note = QLineEdit()
        self.dry = QLineEdit()
        self.dry_fault = refusal_line()
        self._dry = QWidget()
        self.proof = ProofBox(context)
        self.proof.kept.connect(lambda _: self.refresh())
        self.remaining = Remaining(context)
        self.prolong = ProlongPanel(profile, day)
        self.prolong.asked.connect(self._prolong)
        self.closed = label("", role="soft", wrap=True)
        self._proof_panel = panel(column(self.proof))
        self._job_panel = panel(column(self.job))
        self.body.addWidget(self.prolong)
        self.body.addWidget(
            TwoColumns(
                column(panel(self._exit_box()), self._job_panel, None, spacing=10),
                column(
                    panel(self._after_box()),
                    self._proof_panel,
                    panel(column(self.remaining)),
                    None,
                    spacing=10,
                ),
                (11, 9),
            ),
            1,
        )
        self.first = next(iter(self.kind.buttons.values()))
        self.setAcceptDrops(True)
        self.left.dateChanged.connect(self._show_remaining)
        self.kind.chosen.connect(self._choose_kind)
        for details in self.details.values():
            details.chosen.connect(self._judge)
        self.recommendation.currentIndexChanged.connect(self._judge)
        self.job.changed.connect(self._judge)
        self.dry.textChanged.connect(self.dry_fault.hide)

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
        show_day(self.left, left.left_on if left else known.proposed)
        planned = known.planned_end_on
        said = [self.tr("Entrée le {}").format(short_date(known.entered_on))]
        if planned is not None:
            said.append(self.tr("fin prévue le {}").format(short_date(planned)))
        self.span.setText(", ".join(said) + ".")
        self.closed.setText(
            self.tr(
                "Le mois de cette sortie est clôturé\u00a0: jour, type et détail se corrigent par "
                "un rectificatif."
            )
        )
        self.closed.setVisible(known.closed)
        self.take_back.setVisible(left is not None and not known.closed)
        self.go_on_instead.setVisible(left is None)
        self.prolong.show_form(known, today(self.context.desk.clock))
        self.job.show_companies(known.companies)
        self._show_exit(left)
        self._choose_kind()
        self.context.drafts.keep(
            self,
            f"exit:{self.dossier}",
            {
                "left": self.left,
                "kind": self.kind,
                **{f"detail {key}": details for key, details in self.details.items()},
                **self.job.fields(),
                "recommendation": self.recommendation,
                "dry": self.dry,
                "note": self.note,
            },
        )
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
        wrong = self.job.wrong() if not self._job_panel.isHidden() else None
        if self._is_dry() and not terms.dry_reason:
            self.dry_fault.show()
            wrong = wrong or self.dry
        if wrong is not None:
            wrong.setFocus()
            reveal(wrong)
            return
        off = self.remaining.cancelled()
        write = record_exit if known.exit is None else change_exit

        def recorded(_: object) -> None:
            self.context.drafts.forget(f"exit:{dossier}")
            self._say_recorded(len(off))
            self.go_on(dossier, Screen.CARD)

        self.write(lambda: write(desk, dossier, terms, off), recorded)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files only."""
        if paths_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A file dropped on the page proves the exit."""
        if self.proof.take_dropped(event.mimeData()):
            event.acceptProposedAction()

    def _exit_box(self) -> QVBoxLayout:
        derived = row(self.exit_class, self.why, spacing=8)
        derived.setStretch(1, 1)
        day = row(captioned(self.tr("Le"), self.left), self.span, spacing=12)
        day.setStretch(1, 1)
        return column(
            self.closed,
            day,
            captioned(self.tr("Type"), self.kind),
            column(self.detail_caption, *self.details.values(), spacing=3),
            derived,
            spacing=10,
        )

    def _after_box(self) -> QVBoxLayout:
        self._dry.setLayout(
            column(
                label(
                    self.tr("Rien n’est prévu après\u00a0: une sortie sèche se confirme."),
                    role="strong",
                    wrap=True,
                ),
                captioned(self.tr("Pourquoi il n’y a ni emploi, ni formation, ni suite"), self.dry),
                self.dry_fault,
                spacing=4,
            )
        )
        self.dry_fault.setText(
            self.tr("Dites-le en quelques mots, ou choisissez une préconisation.")
        )
        return column(
            captioned(self.tr("Préconisation"), self.recommendation),
            self._dry,
            captioned(self.tr("Note, pour vous"), self.note),
            spacing=8,
        )

    def _show_exit(self, left: ExitRow | None) -> None:
        self.kind.show_key(left.kind if left else None)
        for key, details in self.details.items():
            own = left is not None and left.kind == key
            details.show_key(left.detail if left and own else None)
        self.job.show_job(
            Job(
                left.employer or "",
                left.company_id,
                left.job_starts_on,
                left.job_ends_on,
                left.weekly_minutes,
            )
            if left
            else Job()
        )
        choose(self.recommendation, left.recommendation if left else None)
        self.dry.setText((left.dry_reason if left else None) or "")
        self.note.setText((left.note if left else None) or "")

    def _kind(self) -> ExitKind | None:
        kinds, key = self.context.action.profile.exit_kinds, self.kind.key()
        return kinds[key] if key is not None and key in kinds else None

    def _detail(self) -> str | None:
        details = self.details.get(self.kind.key() or "")
        return details.key() if details else None

    def _choose_kind(self) -> None:
        """What that type asks for."""
        kind = self._kind()
        has_details = kind is not None and kind.details is not NO_DETAILS and len(kind.details) > 0
        self.detail_caption.setVisible(has_details)
        for key, details in self.details.items():
            details.setVisible(key == self.kind.key())
        if kind is not None:
            self.job.show_ahead(kind.ahead)
        self._job_panel.setVisible(kind is not None and not self.job.isHidden())
        self.act.setEnabled(kind is not None)
        self._proof_panel.setVisible(kind is None or not kind.deceased)
        self._show_proof(kind)
        self._show_remaining()
        self._judge()

    def _show_proof(self, kind: ExitKind | None) -> None:
        known, dossier = self._known, self.dossier
        if known is None or dossier is None:
            return
        lacking = self.tr("À obtenir\u00a0: ce sera rappelé tant qu’il n’est pas là.")
        counts = kind is not None and kind.positive
        self.proof.show_proofs(dossier, known.proofs, lacking if counts else "")

    def _show_remaining(self) -> None:
        if self._known is not None:
            kind = self._kind()
            deceased = kind is not None and kind.deceased
            self.remaining.show_form(self._known, day_of(self.left), deceased=deceased)

    def _is_dry(self) -> bool:
        kind = self._kind()
        return kind is not None and kind.is_dry(self._detail(), self.recommendation.currentData())

    def _judge(self) -> None:
        """Show the class and why, and what a sortie sèche asks for."""
        kind, job = self._kind(), self.job.job()
        self._dry.setVisible(self._is_dry())
        self.exit_class.setVisible(kind is not None)
        self.why.setVisible(kind is not None)
        if kind is None:
            return
        derived = self.context.action.profile.exit(
            kind.key, self._detail(), job.starts_on, job.ends_on
        )
        self.exit_class.setText(class_words(derived))
        set_tone(self.exit_class, class_tone(derived))
        self.why.setText(f"{derived.why}.")

    def _terms(self) -> ExitTerms | None:
        kind, job = self._kind(), self.job.job()
        if kind is None:
            return None
        return ExitTerms(
            day_of(self.left),
            kind.key,
            self._detail(),
            job.employer,
            job.company_id,
            job.starts_on,
            job.ends_on,
            job.weekly_minutes,
            self.recommendation.currentData(),
            " ".join(self.dry.text().split()) if self._is_dry() else "",
            self.note.text(),
        )

    def _say_recorded(self, off: int) -> None:
        said = self.tr("Sortie enregistrée.")
        if off:
            number = plural(off, "rendez-vous annulé", "rendez-vous annulés")
            said = f"{said} {number}."
        self.context.messages.inform(f"{said} {self.tr('Ctrl+Z la reprend.')}")

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
            self.context.drafts.forget(f"exit:{dossier}")
            said = self.tr("Le parcours se prolonge jusqu’au {}.").format(short_date(until))
            self.context.messages.inform(said)
            self.go_on(dossier, Screen.CONTRACT)

        self.write(lambda: prolong(desk, dossier, until), prolonged)

    def _take_back(self) -> None:
        dossier, desk = self.dossier, self.context.desk
        if dossier is None:
            return

        def taken(_: object) -> None:
            self.context.drafts.forget(f"exit:{dossier}")
            self.context.messages.inform(
                self.tr(
                    "La sortie est retirée\u00a0: le parcours continue. Les rendez-vous annulés "
                    "avec elle le restent."
                )
            )
            self.go_on(dossier, Screen.CARD)

        self.write(lambda: take_back_exit(desk, dossier), taken)
