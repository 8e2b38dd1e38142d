"""What stands against the moment that is thought of: the coach, the place, who is taken."""

from collections.abc import Collection
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from coachdesk.core.french import listed, plural, short_weekday
from coachdesk.services.workshops.conflicts import WorkshopCheck
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label

_LINES = 4
"""Sentences shown; the rest is counted."""


class AgainstPanel(QWidget):
    """``untick`` carries the dossiers that can't come."""

    untick = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._taken: frozenset[UUID] = frozenset()
        self.openings = label("", role="soft", wrap=True)
        self.days = label("", role="soft", wrap=True)
        self.lines = label("", tone="mend", wrap=True)
        self.busy = label("", tone="mend", wrap=True)
        self.met = label("", role="soft", wrap=True)
        self.without = button("", kind="mini", glyph="x")
        self.without.clicked.connect(lambda: self.untick.emit(self._taken))
        self._acts = Flow(self.without)
        self.calm = label(self.tr("Rien ne s’oppose à ce moment."), role="soft", wrap=True)
        parts = (self.days, self.openings, self.calm, self.lines, self.busy, self._acts, self.met)
        self.setLayout(column(*parts, spacing=4))
        self.show_check(None, ())

    def show_check(self, check: WorkshopCheck | None, ticked: Collection[str]) -> None:
        """Say what stands against it, of those who are ticked."""
        chosen = {UUID(key) for key in ticked}
        busy = chosen & check.busy.keys() if check else set()
        met = chosen & check.met.keys() if check else set()
        self._taken = frozenset(busy)
        several = check is not None and len(check.days) > 1
        self._say(self.days, _days(check) if check and several else "")
        self._say(self.openings, check.openings if check else "")
        against = check.against if check else ()
        more = len(against) - _LINES
        lines = [
            *against[:_LINES],
            *([plural(more, "autre ligne", "autres lignes")] if more > 0 else []),
        ]
        self._say(self.lines, "\n".join(lines))
        self._say(
            self.busy,
            self.tr("{} à cette heure-là.").format(
                plural(len(busy), self.tr("personne est prise"), self.tr("personnes sont prises"))
            )
            if busy
            else "",
        )
        self._say(
            self.met,
            self.tr("{} un autre rendez-vous cette semaine-là.").format(
                plural(len(met), self.tr("personne a"), self.tr("personnes ont"))
            )
            if met
            else "",
        )
        self.without.setText(self.tr("Planifier sans elles"))
        self._acts.setVisible(bool(busy))
        self.calm.setVisible(check is not None and not (against or busy or met))

    @staticmethod
    def _say(words: QLabel, text: str) -> None:
        words.setText(text)
        words.setVisible(bool(text))


def _days(check: WorkshopCheck) -> str:
    return f"Les {listed([short_weekday(day) for day in check.days])}"
