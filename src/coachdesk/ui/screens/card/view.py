"""A person's card: who she is, what comes first, what is worked on, all that happened."""

from collections.abc import Collection
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QPushButton

from coachdesk.core.french import NBSP, short_date
from coachdesk.domain.attendance import Presence
from coachdesk.domain.identity import age_on
from coachdesk.domain.profile import OutcomeKind
from coachdesk.services.card import CardView, card_view
from coachdesk.services.targets import Screen, Target
from coachdesk.services.timeline import EventKind, TimelineEvent
from coachdesk.ui.context import Context
from coachdesk.ui.screens.card.head import CardHead
from coachdesk.ui.screens.card.identity import IdentityForm
from coachdesk.ui.screens.card.letters import LettersButton
from coachdesk.ui.screens.card.rights import RightsButton
from coachdesk.ui.screens.card.sections import CardSections
from coachdesk.ui.screens.card.timeline import TimelinePanel
from coachdesk.ui.widgets.file_taker import paths_of
from coachdesk.ui.widgets.layout import button, column
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.tab_order import tab_on
from coachdesk.ui.widgets.two_columns import TwoColumns

IDENTITY = "identite"
_ACTS = {
    Screen.DIAGNOSTIC: "Diagnostic",
    Screen.DECISION: "Décision",
    Screen.CONTRACT: "Contrat",
    Screen.IMMERSION_FORM: "Immersion",
    Screen.SERVICE: "Acte…",
    Screen.SHEET: "Émargement",
    Screen.EXIT: "Sortie",
}
"""The pages that work on the dossier."""
_KINDS = {"rendezvous": EventKind.APPOINTMENT, "immersions": EventKind.IMMERSION}
"""Sections of a target that are a kind of event in the timeline."""


class CardScreen(Page):
    """Ctrl+Enter does the next act; Enter on a line of the timeline opens it."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.acts = {screen: button("") for screen in _ACTS}
        self.letters = LettersButton(context)
        self.rights = RightsButton(context)
        super().__init__("", self.rights, self.letters, *self.acts.values(), before=self.leave)
        self._context = context
        self._dossier: UUID | None = None
        self._view: CardView | None = None
        self._wanted: UUID | None = None
        """The rendez-vous to begin with."""
        self._section = ""
        self.identity: IdentityForm | None = None
        self.leave.clicked.connect(self._leave)
        self._name_acts()
        self.head = CardHead(context)
        self.head.corrected.connect(self.correct)
        self.head.answered.connect(self.refresh)
        self.sections = CardSections(context)
        self.sections.recorded.connect(self.refresh)
        self.timeline = TimelinePanel(context)
        self.timeline.recorded.connect(self.refresh)
        self.sections.filtered.connect(self._filter)
        self._columns = TwoColumns(column(self.sections), column(self.timeline), (2, 3))
        self.body.addWidget(self.head)
        self.body.addWidget(self._columns, 1)
        self.first = self.timeline.list
        self.setAcceptDrops(True)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._press)
        QShortcut(QKeySequence(Qt.Key.Key_F2), self, self.correct)

    @property
    def presences(self) -> dict[Presence, QPushButton]:
        """What notes the presence of the rendez-vous chosen."""
        return self.timeline.presences

    def show_target(self, target: Target) -> None:
        """Show the card of a dossier, on a rendez-vous or a section when one is named."""
        if target.prescription_id != self._dossier:
            self._close_identity()
            self.letters.wait()  # nothing more is made of the card that she leaves
            self.sections.wait()
            self.sections.to_top()
        self._dossier = target.prescription_id
        self._wanted = target.appointment_id
        self._section = target.section
        self.refresh()

    def refresh(self) -> None:
        """Read the card again."""
        wanted, context = self._dossier, self._context
        if wanted is None:
            return
        desk, action = context.desk, context.action
        now = desk.clock.now()
        context.runner.read(
            self, lambda: desk.read(lambda link: card_view(link, action, wanted, now)), self._show
        )

    def is_about(self, gone: Collection[UUID]) -> bool:
        """Its dossier."""
        return self._dossier in gone

    def correct(self) -> None:
        """Open the identity in its place."""
        view = self._view
        if view is None:
            return
        if self.identity is None:
            self.identity = form = IdentityForm(self._context, view.card.identity)
            form.left.connect(self._close_identity)
            form.recorded.connect(self._corrected)
            self.sections.top.addWidget(form)
        self.sections.show_part(self.identity)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001  (Qt's signature)
        """Tab goes through the head, the sections, the timeline, whenever each was made."""
        parts = (
            self.leave,
            self.rights,
            self.letters,
            *self.acts.values(),
            self.head,
            self.sections,
            self.timeline,
        )
        return tab_on(self, parts, forward=next) or super().focusNextPrevChild(next)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files only."""
        if paths_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A file dropped anywhere on the card is a piece of it."""
        paths = paths_of(event.mimeData())
        if paths and self._view is not None:
            event.acceptProposedAction()
            self.sections.pieces.take_files(paths)
            self.sections.reveal("pieces")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stacked, the page scrolls and its parts do not."""
        super().resizeEvent(event)
        self.sections.show_whole(whole=self._columns.stacked)
        self.timeline.list.stand(below=self._columns.stacked)

    def _show(self, view: CardView) -> None:
        if view.card.identity.prescription_id != self._dossier:
            return  # another card was asked for in the meantime
        before, known = self.timeline.list.current(), self._view
        self._view = view
        who = view.card.identity
        self.title.setText(f"{who.first_name} {who.last_name}")
        age = age_on(who.birth_date, view.day)
        born = self.tr("{} ans, {}").format(age, short_date(who.birth_date))
        self.subtitle.setText(f"n°{NBSP}{who.number}  ·  {born}")
        self.acts[Screen.DECISION].setVisible(self._pending(view))
        left = view.card.exit is not None
        followed = view.card.pathway is not None and not left
        for screen in (Screen.CONTRACT, Screen.IMMERSION_FORM, Screen.EXIT):
            self.acts[screen].setVisible(followed)
        signs = self._context.action.profile.signs_contracts
        self.acts[Screen.CONTRACT].setVisible(followed and signs)
        self.acts[Screen.SHEET].setVisible(view.card.pathway is not None)
        self.head.show_view(view)
        self.letters.show_person(who.prescription_id)
        self.rights.show_person(who)
        self.timeline.show_view(view, self._event(view, known, before))
        self._wanted = None
        self.sections.show_view(view)
        self._reveal()

    def _event(
        self, view: CardView, known: CardView | None, before: TimelineEvent | None
    ) -> TimelineEvent | None:
        """The line of the rendez-vous asked for, or just planned, or of what she was on."""
        met = before.appointment.id if before and before.appointment else None
        wanted = self._wanted or _just_planned(view, known) or met
        if wanted is None:
            return before
        hers = (event for event in view.events if event.appointment is not None)
        return next((e for e in hers if e.appointment and e.appointment.id == wanted), before)

    def _reveal(self) -> None:
        section, self._section = self._section, ""
        if section == IDENTITY:
            self.correct()
        elif section in _KINDS:
            self._filter(_KINDS[section])
        elif section:
            self.sections.reveal(section)

    def _filter(self, kind: EventKind) -> None:
        self.timeline.keep(kind)
        self.timeline.list.setFocus()

    def _pending(self, view: CardView) -> bool:
        outcomes = self._context.action.profile.outcomes
        return outcomes[view.card.identity.outcome].kind is OutcomeKind.PENDING

    def _name_acts(self) -> None:
        for screen, act in self.acts.items():
            act.setText(_ACTS[screen])
            act.clicked.connect(lambda _=False, asked=screen: self._go(asked))
        self.acts[Screen.EXIT].setToolTip(self.tr("Noter sa sortie, ou prolonger son parcours"))
        self.acts[Screen.SHEET].setToolTip(self.tr("Sa feuille d’émargement du mois"))

    def _go(self, screen: Screen) -> None:
        if self._dossier is not None:
            self._context.go(Target(screen, self._dossier))

    def _press(self) -> None:
        """Ctrl+Enter: record the identity that is being corrected, or do the next act."""
        if self.identity is not None:
            self.identity.do()
        else:
            self.head.press()

    def _leave(self) -> None:
        """Escape leaves the identity first."""
        typing = self.identity is not None and self.identity.isAncestorOf(self.focusWidget())
        if typing and self.focusWidget().hasFocus():
            self._close_identity()
        else:
            self._context.back()

    def _close_identity(self) -> None:
        form, self.identity = self.identity, None
        if form is not None:
            form.hide()
            form.deleteLater()
            self.take_keyboard()

    def _corrected(self) -> None:
        self._close_identity()
        self.refresh()


def _just_planned(view: CardView, known: CardView | None) -> UUID | None:
    """The rendez-vous that her card did not have a moment ago."""
    if known is None or known.card.identity != view.card.identity:
        return None
    before = {item.id for item in known.card.appointments}
    fresh = (item.id for item in view.card.appointments if item.id not in before)
    return next(fresh, None)
