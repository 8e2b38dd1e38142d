"""What follows an unexcused absence: the notice to the référent RSA, the reminder to the person."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from coachdesk.core.clock import today
from coachdesk.domain.attendance import Presence
from coachdesk.domain.contact_attempts import moment_of, with_attempt
from coachdesk.queries.appointment_sheet import SheetHead
from coachdesk.services.documents.letter_offers import AbsenceLetters, absence_letters
from coachdesk.services.documents.letters import NOTICE, OWN_WORDS, REMINDER, Wanted, fill_letter
from coachdesk.ui.context import Context
from coachdesk.ui.screens.appointment.letter_line import LetterLine
from coachdesk.ui.widgets.fields import captioned
from coachdesk.ui.widgets.flow import Flow, chip_button
from coachdesk.ui.widgets.layout import column, rule


class NoticePanel(QWidget):
    """Both letters are ready as soon as the absence is noted.

    ``said`` tells that what was tried is to be recorded: it is typed, or chosen with the hour;
    ``kept`` that the person's words were.
    """

    said = Signal()
    kept = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._head: SheetHead | None = None
        self._heard = ""
        """What is recorded of her own words."""
        self.tried = QLineEdit()
        self.tried.setPlaceholderText(self.tr("p. ex. appel à 10 h sans réponse, message laissé"))
        self.tried.setAcceptDrops(False)
        self.tried.editingFinished.connect(self._say)
        self.heard = QLineEdit()
        self.heard.setPlaceholderText(self.tr("facultatif, tel qu’elle l’a dit, rien de médical"))
        self.heard.setAcceptDrops(False)
        self.heard.editingFinished.connect(self._record_heard)
        self.notice = LetterLine(context, NOTICE, self._wanted_notice, short=False)
        self.reminder = LetterLine(context, REMINDER, self._wanted_reminder, short=True)
        self.attempts: dict[str, QPushButton] = {}
        chips = Flow()
        for words in context.action.profile.contact_attempts:
            chip = chip_button(words)
            chip.setToolTip(self.tr("Ajouter «\u00a0{}\u00a0» avec l’heure").format(words))
            chip.clicked.connect(lambda _=False, asked=words: self._add(asked))
            self.attempts[words] = chip
            chips.add(chip)
        for line in (self.tried, self.heard):
            line.textEdited.connect(lambda _: self.notice.forget_page())
        self.setLayout(
            column(
                self.notice.ready,
                captioned(self.tr("Ce qui a été tenté pour joindre la personne"), self.tried),
                chips,
                captioned(self.tr("Ce que dit la personne, avec ses mots"), self.heard),
                self.notice,
                rule(),
                self.reminder,
                spacing=8,
            )
        )

    def show_notice(self, head: SheetHead) -> None:
        """Show what is ready."""
        self._head = head
        missed = head.presence is Presence.UNEXCUSED
        self.setVisible(missed)
        self.notice.show_letter(
            self.tr("Avis d’absence prêt pour {}").format(_addressee(head))
            if head.case_manager
            else self.tr("Avis d’absence prêt (référent RSA non renseigné)")
        )
        self.reminder.show_letter(
            self.tr("Relance prête pour {}").format(f"{head.first_name} {head.last_name}")
        )
        if missed:
            self._read_letters(head)

    def fill(self, head: SheetHead) -> None:
        """Show what is recorded of what was tried."""
        self.tried.setText(head.contact_attempts or "")

    def told(self) -> str:
        """What was tried, as it stands."""
        return self.tried.text().strip()

    def _read_letters(self, head: SheetHead) -> None:
        desk, action, known = self._context.desk, self._context.action, self._heard

        def show(found: AbsenceLetters) -> None:
            if self._head is None or self._head.appointment_id != head.appointment_id:
                return  # another sheet was asked for in the meantime
            for line in (self.notice, self.reminder):
                line.show_waiting(found.waiting)
            if self.heard.text().strip() == known:  # or she is typing it
                self.heard.setText(found.own_words)
            self._heard = found.own_words

        self._context.runner.read(
            self,
            lambda: desk.read(
                lambda link: absence_letters(
                    link, action, head.prescription_id, head.appointment_id
                )
            ),
            show,
        )

    def _wanted_notice(self) -> Wanted | None:
        return self._wanted(NOTICE, {OWN_WORDS: self.heard.text().strip()})

    def _wanted_reminder(self) -> Wanted | None:
        return self._wanted(REMINDER, {})

    def _wanted(self, kind: str, answers: dict[str, str]) -> Wanted | None:
        head = self._head
        if head is None:
            return None
        return Wanted(kind, head.prescription_id, head.appointment_id, answers)

    def _record_heard(self) -> None:
        """Keep her words in the notice, when they are not what is kept."""
        wanted, typed = self._wanted_notice(), self.heard.text().strip()
        if wanted is None or typed == self._heard:
            return
        self._heard = typed
        desk, action = self._context.desk, self._context.action
        self._context.runner.write(
            self, lambda _task: fill_letter(desk, action, wanted), lambda _: self.kept.emit()
        )

    def _add(self, attempt: str) -> None:
        """Add an attempt with its hour, and its day when it is not that of the rendez-vous."""
        now, head = self._context.desk.clock.now(), self._head
        same = head is not None and head.held_on == today(self._context.desk.clock)
        when = moment_of(now, with_day=not same)
        self.tried.setText(with_attempt(self.told(), attempt, when))
        self.notice.forget_page()
        self._say()

    def _say(self) -> None:
        """Say it when it is not what is recorded."""
        if self._head is not None and self.told() != (self._head.contact_attempts or ""):
            self.said.emit()


def _addressee(head: SheetHead) -> str:
    """« Mme Petit (03 22 00 00 00, m.petit@exemple.fr) », as far as the carnet knows."""
    ways = ", ".join(filter(None, (head.case_manager_phone, head.case_manager_email)))
    return f"{head.case_manager} ({ways})" if ways else f"{head.case_manager}"
