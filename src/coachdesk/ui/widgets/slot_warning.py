"""What stands against the hours typed for a rendez-vous, said under them before it is planned."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from coachdesk.services.agenda.view import against
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.slot_form import SlotForm


def _nothing() -> UUID | None:
    return None


class SlotWarning(QObject):
    """It forbids nothing: she knows why she plans at that hour all the same."""

    def __init__(
        self, context: Context, form: SlotForm, moved: Callable[[], UUID | None] = _nothing
    ) -> None:
        """``moved`` names the rendez-vous that would be moved there, if it is one."""
        super().__init__(form)
        self._context = context
        self._form = form
        self._moved = moved
        self.soon = QTimer(self)  # one look, however many fields a proposal fills
        self.soon.setSingleShot(True)
        self.soon.timeout.connect(self._look)
        form.changed.connect(self.soon.start)

    def _look(self) -> None:
        form, desk = self._form, self._context.desk
        slot, moved = form.slot(), self._moved()
        if form.isHidden() or not form.possible():
            form.warn("")
            return

        def show(words: str) -> None:
            if form.slot() == slot:  # or else it was typed on in the meantime
                form.warn(words)

        self._context.runner.read(
            form, lambda: desk.read(lambda link: against(link, slot, moved)), show
        )
