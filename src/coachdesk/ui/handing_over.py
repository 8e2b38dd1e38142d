"""The window, while a person has all of it: given to her, put aside with the lock, taken back."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from coachdesk.ui.incident_bar import IncidentBar
from coachdesk.ui.pad_place import PadKept, PadPlace
from coachdesk.ui.stray_keys import StrayKeys
from coachdesk.ui.widgets.banner import Banner

if TYPE_CHECKING:
    from coachdesk.services.desk import Desk
    from coachdesk.services.documents.questionnaires import Questionnaire
    from coachdesk.services.pad.sittings import Sitting
    from coachdesk.ui.inside import Inside
    from coachdesk.ui.screens.pad.handed_over import HandedOver
    from coachdesk.ui.screens.pad.view import PadScreen
    from coachdesk.ui.workspace import Workspace


class HandingOver(QObject):
    """``came_back`` once the desk is the coach's again."""

    came_back = Signal()
    lock_asked = Signal()

    def __init__(
        self,
        window: QWidget,
        pages: QStackedWidget,
        bars: tuple[Banner, IncidentBar],
        status: QWidget,
    ) -> None:
        super().__init__(window)
        self._pages = pages
        self._bars = bars
        """What is said above the pages."""
        self._status = status
        self._place = PadPlace(window)
        self._keys = StrayKeys(window)
        self._desk_page: QWidget | None = None
        """What is behind."""
        self._kept: PadKept | None = None
        """What someone was at when the store was locked."""
        self._desk: Desk | None = None
        """Open now."""
        self.shown: HandedOver | None = None
        """What a person signs on, or answers to, with all of the window."""

    @property
    def at_work(self) -> "HandedOver | None":
        """The same, also while it waits for the store to be opened again."""
        return self.shown or (self._kept.pad if self._kept is not None else None)

    @property
    def pad(self) -> "PadScreen | None":
        """What a person signs on now."""
        shown = self.shown
        return cast("PadScreen", shown) if shown is not None and shown.is_pad else None

    def serve(self, inside: "Inside", workspace: "Workspace") -> None:
        """What ``workspace`` asks to hand over is given, as long as its desk is open."""
        desk, drafts = workspace.context.desk, workspace.context.drafts
        self._desk = desk

        def sign(sitting: "Sitting") -> None:
            """Nothing but this person's data: neither the menu nor the line of state."""
            if self._desk is desk and self.shown is None:  # neither locked, nor asked twice
                self.give(inside.pad(desk, sitting))

        def ask(asked: "Questionnaire") -> None:
            """The same, while she answers questions; she signs what she answered at once."""
            if self._desk is desk and self.shown is None:
                asking = inside.asking(desk, drafts, asked)
                asking.signing.connect(lambda sitting: self._sign_answers(inside, sitting))
                self.give(asking)

        workspace.sign_asked.connect(sign)
        workspace.questions_asked.connect(ask)

    def give(self, handed: "HandedOver") -> None:
        """``handed`` alone, instead of what was handed over before."""
        if self.shown is not None:
            self._take_away().deleteLater()
        handed.closed.connect(self._take_back)
        handed.lock_asked.connect(self.lock_asked)
        self._put_up(handed)

    def put_aside(self, desk: "Desk") -> None:
        """The store of ``desk`` is locked: what someone was at is kept, in memory only."""
        self._desk = None
        if self.shown is not None:
            self._kept = PadKept(desk.store.store_id, self._take_away())

    def resume(self, desk: "Desk") -> None:
        """Give what was put aside back, as it was, to the store that it is for."""
        kept, self._kept = self._kept, None
        if kept is None:
            return
        if kept.store_id != desk.store.store_id:
            kept.pad.deleteLater()
            return
        kept.pad.resume(desk)
        self._put_up(kept.pad)

    def _sign_answers(self, inside: "Inside", sitting: "Sitting") -> None:
        """From the questions to the pad: nothing else comes into sight in between."""
        if self._desk is not None:
            self.give(inside.pad(self._desk, sitting))

    def _put_up(self, handed: "HandedOver") -> None:
        for bar in self._bars:
            bar.hold(held=True)
        self._status.hide()
        self.shown, self._desk_page = handed, self._pages.currentWidget()
        self._pages.addWidget(handed)
        self._pages.setCurrentWidget(handed)
        self._place.go()
        handed.setFocus()

    def _take_away(self) -> "HandedOver":
        """Out of the window, as it is."""
        handed, self.shown = self.shown, None
        assert handed is not None, "it is shown"
        self._place.come_back()
        for bar in self._bars:
            bar.hold(held=False)
        if self._desk_page is not None:
            self._pages.setCurrentWidget(self._desk_page)
        self._pages.removeWidget(handed)
        handed.setParent(None)
        return handed

    def _take_back(self) -> None:
        if self.shown is None:
            return
        self._take_away().deleteLater()
        self._keys.drop()
        self._status.show()
        self.came_back.emit()
