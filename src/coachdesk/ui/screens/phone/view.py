"""What goes to a phone, without a network: a QR code on the screen, read by its camera.

One person or many, one after the other: her message is written, it is read by the coach's own phone
and sent from there; « C'est envoyé » keeps with the rendez-vous that she was told.
"""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import plural
from coachdesk.domain.phone_codes import CodeKind, dialled, messages_needed, plain_message
from coachdesk.services.phone.codes import codes_of
from coachdesk.services.phone.contacts import BY_MESSAGE, note_contact
from coachdesk.services.phone.texts import message_text
from coachdesk.services.phone.view import PhoneView, Reached, phone_view
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.screens.phone.people import ReachedTable, following, progress_words
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.contact_line import ContactLine
from coachdesk.ui.widgets.fields import captioned
from coachdesk.ui.widgets.growing_text import GrowingText
from coachdesk.ui.widgets.layout import button, column, label, panel, reveal, row
from coachdesk.ui.widgets.nothing_here import NothingHere
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.qr_panel import QrPanel
from coachdesk.ui.widgets.two_columns import TwoColumns

if TYPE_CHECKING:
    from uuid import UUID

_LINES = 4


class PhoneScreen(Page):
    """Ctrl+Enter says that the message left, and goes on to the next person."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.sent = button("", kind="primary", glyph="check")
        super().__init__("", self.sent, before=self.leave)
        self._context = context
        self._target = Target(Screen.PHONE)
        self._view: PhoneView | None = None
        self._one: Reached | None = None
        self._kind = CodeKind.MESSAGE
        self._usual = ""
        """The message as it was proposed: what she changed stays, for the same person."""
        self._written_for: UUID | None = None
        self._arrived = False
        """She is there, and what can be scanned is still being read."""
        self.leave.clicked.connect(context.back)
        self.sent.clicked.connect(self._note)
        self.kinds = Choices(
            (
                (CodeKind.MESSAGE, self.tr("SMS")),
                (CodeKind.CALL, self.tr("Appeler")),
                (CodeKind.PLACE, self.tr("Itinéraire")),
                (CodeKind.APPOINTMENT, self.tr("Rendez-vous")),
                (CodeKind.CONTACT, self.tr("Contact")),
            ),
            self.tr("Ce que le téléphone reçoit"),
            kind="presence",
            shortcuts="SAIRC",
        )
        self.kinds.chosen.connect(self._choose_kind)
        self.qr = QrPanel(context.runner)
        self.text = GrowingText((), _LINES)
        self.text.edit.textChanged.connect(self._show_code)
        self.count = label("", role="caption")
        self.about = label("", role="strong", wrap=True)
        self.told = label("", role="soft", wrap=True)
        self.card = button(self.tr("Ouvrir sa fiche"), kind="mini")
        self.card.clicked.connect(self._open_card)
        self.contact = ContactLine(context)
        self.contact.kept.connect(self.refresh)
        self.people = ReachedTable()
        self.people.chosen.connect(self._choose_person)
        self.progress = label("", role="heading")
        self._writing = QWidget()
        self._writing.setLayout(
            column(captioned(self.tr("Le SMS, à relire"), self.text), self.count, spacing=4)
        )
        who = row(self.about, self.card, spacing=8)
        side = column(
            who, self.told, self._writing, self.contact,
            self.progress, self.people, None, spacing=10,
        )  # fmt: skip
        side.setStretch(5, 10)
        who.setStretch(0, 1)
        self.body.addWidget(self.kinds)
        self._columns = TwoColumns(column(panel(column(self.qr))), side, (1, 1))
        self.body.addWidget(self._columns, 1)
        self.agenda = button(self.tr("Ouvrir l’agenda"), glyph="calendar-days")
        self.agenda.clicked.connect(lambda: context.go(Target(Screen.AGENDA)))
        self.nothing = NothingHere(self.agenda, glyph="smartphone")
        self.body.addWidget(self.nothing, 1)
        self.body.addStretch()
        self.first = self.kinds.buttons[CodeKind.MESSAGE]
        bind_main_act(self, self.sent.click)
        self._clear()

    def show_target(self, target: Target) -> None:
        """Show what ``target`` names, beginning with the kind that it asks for."""
        self._target = target
        if target.section:
            self._kind = CodeKind(target.section)
        else:
            self._kind = CodeKind.MESSAGE
        self._arrived = True
        self._clear()
        self.refresh()
        self.take_keyboard()

    def refresh(self) -> None:
        """Read it again; the message as it was changed stays."""
        desk, action, target = self._context.desk, self._context.action, self._target
        day = today(desk.clock)
        self.contact.refresh()

        def failed(error: UserError) -> None:
            self._clear()
            self.title.setText(self.tr("Rappels par SMS"))
            self.nothing.say(error.sentence, error.remedy)
            self._show_all(there=False)
            if self.isVisible():
                self.agenda.setFocus()

        self._context.runner.read(
            self,
            lambda: desk.read(lambda link: phone_view(link, desk, action, target, day)),
            lambda view: self._show(target, view),
            failed,
        )

    def take_keyboard(self) -> None:
        """On what is chosen among the kinds."""
        self.kinds.buttons[self._kind].setFocus()

    def _show(self, target: Target, view: PhoneView) -> None:
        if target != self._target:
            return  # another one was asked for in the meantime
        self._view = view
        self._show_all(there=True)
        self.title.setText(view.title)
        many = len(view.people) > 1
        self.subtitle.setText(
            self.tr("Visez le code, envoyez, passez à la personne suivante.") if many else ""
        )
        self.subtitle.setVisible(many)
        before = self._one.id if self._one else None
        one = next((each for each in view.people if each.id == before), None)
        one = one or following(view.people, view.people[-1]) or view.people[0]
        for part in (self.people, self.progress):
            part.setVisible(many)
        self.progress.setText(progress_words(view.people))
        if many:
            self.people.show_people(view.people, one)
        self._choose_person(one)
        self._come_to_code()
        if self._arrived and self.isVisible():
            self.take_keyboard()  # the kind that was asked for may not be there
        self._arrived = False

    def _choose_person(self, one: Reached | None) -> None:
        """Show someone's codes; her message begins as it is usually written."""
        view = self._view
        if one is None or view is None:
            return
        self._one = one
        untouched = one.id != self._written_for or self._text() == self._usual
        self._written_for, self._usual = one.id, message_text(one, view.coach)
        if untouched:
            self.text.edit.setPlainText(self._usual)
        self.about.setText(one.about if len(view.people) == 1 else f"{one.name}. {one.about}")
        self.about.setVisible(bool(one.about))
        self.told.setText(one.told)
        self.told.setVisible(bool(one.told))
        self.card.setVisible(not one.of_company)
        self._show_code()

    def _choose_kind(self, kind: str | None) -> None:
        self._kind = CodeKind(kind) if kind else self._kind  # there is always one
        self._show_code()
        self._come_to_code()

    def _come_to_code(self) -> None:
        """Have the whole code in sight where the page is too small for all of it."""
        if self._columns.stacked:
            reveal(self.qr.code)

    def _show_code(self) -> None:
        view, one = self._view, self._one
        if view is None or one is None:
            return
        codes = codes_of(one, view.coach, self._text())
        if self._kind not in codes:
            self._kind = next(iter(codes))
        for kind, choice in self.kinds.buttons.items():
            choice.setVisible(kind in codes)
        self.kinds.show_key(self._kind)
        self.qr.show_code(codes[self._kind])
        message = self._kind is CodeKind.MESSAGE
        self._writing.setVisible(message)
        needed = self._kind is CodeKind.CONTACT or not dialled(view.coach.phone)
        self.contact.setVisible(needed and not one.of_company)
        self._tell_count()
        self.sent.setVisible(message and one.appointment_id is not None)
        self.sent.setEnabled(bool(codes[self._kind].payload))
        others = len(view.people) > 1
        self.sent.setText(self.tr("Envoyé, au suivant") if others else self.tr("C’est envoyé"))
        self.sent.setToolTip(self.tr("Noter que le SMS est parti de votre téléphone (Ctrl+Entrée)"))

    def _tell_count(self) -> None:
        text = plain_message(self._text())
        letters = plural(len(text), self.tr("caractère"))
        self.count.setText(self.tr("{}, {} SMS").format(letters, messages_needed(text)))

    def _text(self) -> str:
        return self.text.text()

    def _note(self) -> None:
        """It left from her phone: kept with the rendez-vous, and on to the next one."""
        view, one, desk = self._view, self._one, self._context.desk
        if view is None or one is None or one.appointment_id is None:
            return
        appointment_id = one.appointment_id

        def noted(_: object) -> None:
            if len(view.people) > 1:
                self._one = following(view.people, one) or one
            self.refresh()
            self._context.messages.inform(
                self.tr("Noté avec le rendez-vous\u00a0: {}.").format(BY_MESSAGE.lower())
                if len(view.people) == 1
                else self.tr("{}\u00a0: SMS noté.").format(one.name)
            )

        self._context.runner.write(
            self, lambda _task: note_contact(desk, [appointment_id], BY_MESSAGE), noted
        )

    def _open_card(self) -> None:
        if self._one is not None and self._one.prescription_id is not None:
            self._context.go(Target(Screen.CARD, self._one.prescription_id))

    def _show_all(self, *, there: bool) -> None:
        """The codes, or why there is none."""
        for part in (self.kinds, self._columns):
            part.setVisible(there)
        self.nothing.setVisible(not there)

    def _clear(self) -> None:
        self._show_all(there=True)
        self._view = self._one = self._written_for = None
        self.text.edit.setPlainText("")
        self.qr.show_code(None)
        for part in (self._writing, self.contact, self.people, self.progress, self.sent, self.card):
            part.hide()
        for words in (self.about, self.told, self.title, self.subtitle):
            words.setText("")
        self.kinds.show_key(self._kind)
