"""Nobody answers: which filter to lift, and how many would then be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from coachdesk.core.french import NBSP, plural
from coachdesk.services.people_list import Chosen, Facet
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, panel, row


@dataclass(frozen=True)
class Lift:
    """What remains when one thing is taken back: letters or a filter, and who is then shown."""

    words: str
    search: str
    chosen: Chosen
    found: int

    @classmethod
    def of_facet(cls, words: str, search: str, chosen: Chosen, facet: Facet, found: int) -> "Lift":
        """Without what is chosen in a filter."""
        others = {other: values for other, values in chosen.items() if other is not facet}
        return cls(words, search, others, found)


class NobodyPanel(QWidget):
    """``lifted`` carries what remains of the search and the filters."""

    lifted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.heading = label("", role="heading", wrap=True)
        self.advice = label("", wrap=True)
        self.offers = Flow()
        self.buttons: list[QPushButton] = []
        box = panel(column(self.heading, self.advice, 6, self.offers, spacing=6), margin=24)
        middle = row(None, box, None)
        middle.setStretch(1, 6)
        self.setLayout(column(None, middle, None, None))

    def show_lifts(self, heading: str, lifts: Sequence[Lift]) -> None:
        """Offer to take back each thing that helps, the most helpful first."""
        self.heading.setText(heading)
        useful = sorted((lift for lift in lifts if lift.found), key=lambda lift: -lift.found)
        self.offers.clear()
        self.buttons = []
        for lift in (*useful, Lift(self.tr("Tout effacer"), "", {}, 0)):
            shows = f"{NBSP}: {plural(lift.found, self.tr('personne'))}" if lift.found else ""
            offer = button(f"{lift.words}{shows}".replace("&", "&&"))
            offer.clicked.connect(partial(self._lift, lift))
            self.buttons.append(offer)
            self.offers.add(offer)
        self.advice.setText(
            self.tr("Enlevez une condition\u00a0:")
            if useful
            else self.tr(
                "Aucune condition enlevée seule ne suffit. Repartez de tout le monde\u00a0:"
            )
        )

    def _lift(self, lift: Lift) -> None:
        self.lifted.emit(lift)
