"""The head of the card: how to reach her, what comes first, her next rendez-vous."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from coachdesk.core.french import capital, short_date
from coachdesk.domain.attendance import Slot
from coachdesk.domain.profile import OutcomeKind
from coachdesk.queries.card import CardAppointment
from coachdesk.services.card import CardView
from coachdesk.services.next_act import NextAct, settling
from coachdesk.services.slot_words import slot_words
from coachdesk.services.targets import Screen, Target
from coachdesk.services.to_do_rules import ToDo
from coachdesk.ui.context import Context
from coachdesk.ui.tips import plain_tip
from coachdesk.ui.widgets.answer_menu import AnswerMenu
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, chip, column, label, panel, row, set_tone
from coachdesk.ui.widgets.two_columns import TwoColumns
from coachdesk.ui.widgets.wrapped_button import ActButton

_TOLD = 3
"""Things to do that are told beside the next one; the others are in a list."""


class CardHead(QWidget):
    """``corrected`` asks for the identity form; ``answered`` once a thing to do was answered."""

    corrected = Signal()
    answered = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._view: CardView | None = None
        self.phone = label("", role="heading", wrap=True)
        self.phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.state = chip("", "quiet")
        self.where = label("", wrap=True)
        self.follows = label("", role="soft", wrap=True)
        self.follows.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.correct = button(self.tr("Corriger"), kind="mini")
        self.correct.setToolTip(self.tr("Corriger l’identité (F2)"))
        self.correct.clicked.connect(self.corrected)
        self.act = ActButton()
        self.act.clicked.connect(self._do)
        self.later = button("", kind="icon", glyph="chevron-down", name=self.tr("Répondre"))
        self.later.clicked.connect(self._ask_answer)
        self.calm = label(self.tr("Rien n’attend pour cette personne."), role="soft", wrap=True)
        self.more = label("", role="caption", wrap=True)
        self.all = button("", kind="mini")
        self.all.setToolTip(self.tr("Tout ce qui attend pour elle ou lui\u00a0: un choix y mène"))
        self.all.clicked.connect(self._ask_thing)
        self.when = label("", wrap=True)
        self.open = button(self.tr("Ouvrir"), kind="mini")
        self.open.clicked.connect(lambda: self._go_next(Screen.APPOINTMENT))
        self.move_it = button(self.tr("Déplacer"), kind="mini")
        self.move_it.clicked.connect(lambda: self._go_next(Screen.MOVE))
        self.to_phone = button(self.tr("Sur le téléphone"), kind="mini")
        self.to_phone.setToolTip(
            self.tr("SMS de rappel, appel, itinéraire, rendez-vous\u00a0: par un code à viser")
        )
        self.to_phone.clicked.connect(self._to_phone)
        self.plan = button(self.tr("+\u00a0 Nouveau rendez-vous"), kind="mini")
        self.plan.clicked.connect(self._plan)
        both = TwoColumns(self._reaching(), self._acting(), (4, 5))
        buttons = Flow(self.open, self.move_it, self.to_phone, self.plan, trailing=True)
        following = TwoColumns(column(self.when), column(buttons), (3, 2))
        self.setLayout(column(panel(column(both, following, spacing=8), margin=12)))

    def show_view(self, view: CardView) -> None:
        """Show the person of ``view``."""
        self._view = view
        who, profile = view.card.identity, self._context.action.profile
        self.phone.setText(who.phone or self.tr("Pas de téléphone"))
        home = " ".join(part for part in (who.postcode, who.commune) if part)
        self.where.setText(_parts(home, who.email))
        allocataire = who.beneficiary_number and self.tr("Allocataire {}").format(
            who.beneficiary_number
        )
        manager = who.case_manager and self.tr("Référent RSA\u00a0: {}").format(
            _reached(who.case_manager, who.case_manager_phone, who.case_manager_email)
        )
        prescriber = self.tr("Prescripteur\u00a0: {}").format(
            profile.prescribers.label(who.prescriber)
        )
        self.follows.setText(_parts(allocataire, manager, prescriber))
        for line in (self.where, self.follows):
            line.setVisible(bool(line.text()))
        self._show_state(view)
        self._show_act(view)
        self._show_next(view)

    def press(self) -> None:
        """Do the next act, if there is one."""
        if not self.act.isHidden():
            self.act.click()

    def _reaching(self) -> QVBoxLayout:
        first = row(self.phone, self.state, self.correct, spacing=8)
        first.setStretch(0, 1)
        return column(first, self.where, self.follows, None, spacing=4)

    def _acting(self) -> QVBoxLayout:
        line = row(self.act, self.later, spacing=4)
        line.setStretch(0, 1)
        also = row(self.more, self.all, spacing=8)
        also.setStretch(0, 1)
        also.setAlignment(self.all, Qt.AlignmentFlag.AlignTop)
        return column(line, self.calm, also, None, spacing=6)

    def _show_state(self, view: CardView) -> None:
        """Where she stands in the action, in a chip."""
        card, outcomes = view.card, self._context.action.profile.outcomes
        outcome = outcomes[card.identity.outcome]
        if card.exit is not None:
            words, tone = self.tr("Sortie le {}").format(short_date(card.exit.left_on)), "quiet"
        elif card.pathway is not None:
            since = short_date(card.pathway.entered_on)
            words, tone = self.tr("En suivi depuis le {}").format(since), "done"
        else:
            words = outcome.label
            tone = "mend" if outcome.kind is OutcomeKind.PENDING else "quiet"
        self.state.setText(words)
        self.state.setToolTip(plain_tip(card.identity.decision_reason or words))
        set_tone(self.state, tone)

    def _show_act(self, view: CardView) -> None:
        act = view.next_act
        self.act.setText(act.words)
        self.act.setToolTip(f"{act.words} (Ctrl+Entrée)")
        self.act.setVisible(bool(act.words))
        self.later.setVisible(act.thing is not None)
        self.calm.setVisible(not act.words)
        others = self._others(view)
        told = others if len(others) <= _TOLD + 1 else others[:_TOLD]  # « et 1 autre » says less
        self.more.setText(
            self.tr("Aussi\u00a0: {}").format(", ".join(thing.sentence for thing in told))
        )
        self.more.setVisible(bool(others))
        self.all.setText(self.tr("et {} autres…").format(len(others) - len(told)))
        self.all.setVisible(len(others) > len(told))

    def _others(self, view: CardView) -> list[ToDo]:
        """Hers beside the one that the next act settles, most urgent first."""
        return [thing for thing in view.to_do if thing is not view.next_act.thing]

    def _ask_thing(self) -> None:
        if self._view is not None:
            self._popup(self.things(self._view), self.all)

    def things(self, view: CardView) -> QMenu:
        """All that waits beside the next act; what she chooses opens where it is settled."""
        menu = QMenu(self)
        for thing in self._others(view):
            act = menu.addAction(capital(thing.sentence))
            act.triggered.connect(partial(self._settle, settling(thing, view.card, view.day)))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _show_next(self, view: CardView) -> None:
        item, card = view.next_appointment, view.card
        followed = card.pathway is not None and card.exit is None
        profile = self._context.action.profile
        pending = profile.outcomes[card.identity.outcome].kind is OutcomeKind.PENDING
        self.when.setText(
            self.tr("Prochain rendez-vous\u00a0: {}").format(slot_words(_slot(item), profile))
            if item is not None
            else self.tr("Aucun rendez-vous à venir.")
            if followed or pending
            else self.tr("Pas de parcours en cours\u00a0: aucun rendez-vous à tenir.")
        )
        for act in (self.open, self.move_it):
            act.setVisible(item is not None)
        self.plan.setEnabled(followed or pending)

    def _do(self) -> None:
        if self._view is not None:
            self._settle(self._view.next_act)

    def _settle(self, act: NextAct) -> None:
        if act.sign is not None:
            self._context.sign(act.sign)
        elif act.target is not None:
            self._context.go(act.target)
        elif act.thing is not None:
            self._popup(self.answers(act.thing), self.act)

    def _plan(self) -> None:
        if self._view is not None:
            dossier = self._view.card.identity.prescription_id
            self._context.go(Target(Screen.APPOINTMENT, dossier))

    def _to_phone(self) -> None:
        view = self._view
        if view is not None:
            coming = view.next_appointment
            self._context.go(
                Target(
                    Screen.PHONE,
                    view.card.identity.prescription_id,
                    coming.id if coming else None,
                )
            )

    def _go_next(self, screen: Screen) -> None:
        view = self._view
        if view is not None and view.next_appointment is not None:
            dossier = view.card.identity.prescription_id
            self._context.go(Target(screen, dossier, view.next_appointment.id))

    def _ask_answer(self) -> None:
        view = self._view
        if view is not None and view.next_act.thing is not None:
            self._popup(self.answers(view.next_act.thing), self.act)

    def _popup(self, menu: QMenu, under: QWidget) -> None:
        menu.popup(under.mapToGlobal(under.rect().bottomLeft()))

    def answers(self, thing: ToDo) -> AnswerMenu:
        """What may be answered to the thing that the next act settles."""
        menu = AnswerMenu(self, self._context, thing)
        menu.answered.connect(self.answered)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu


def _slot(item: CardAppointment) -> Slot:
    return Slot(item.held_on, item.start_minute, item.end_minute, item.place, item.mode)


def _reached(name: str, *ways: str | None) -> str:
    """« Mme Petit, 03 22 00 00 00 »: by name, and as the carnet knows how."""
    return ", ".join(part for part in (name, *ways) if part)


def _parts(*parts: str | None) -> str:
    return "  ·  ".join(part for part in parts if part)
