"""No row answers: which filter to lift, and how many would then be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, Signal

from coachdesk.core.french import NBSP, plural, quoted
from coachdesk.services.found_list import FacetWords, FoundList
from coachdesk.ui.widgets.layout import button
from coachdesk.ui.widgets.nothing_here import NothingHere

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

Row = TypeVar("Row")
F = TypeVar("F")


@dataclass(frozen=True)
class Lift(Generic[F]):
    """What remains when one thing is taken back: letters or a filter, and how many are shown."""

    words: str
    search: str
    chosen: Mapping[F, frozenset[str]]
    found: int


def lifts(
    typed: str,
    chosen: Mapping[F, frozenset[str]],
    rows: FoundList[Row, F],
    words: FacetWords[Row, F],
) -> list[Lift[F]]:
    """What each thing that narrows the list would leave, were it alone taken back."""
    found = []
    for facet in chosen:
        others = {other: values for other, values in chosen.items() if other != facet}
        said = _tr("Sans le filtre {}").format(quoted(words.names[facet]))
        found.append(Lift(said, typed, others, len(rows.found(typed, others))))
    if typed.strip():
        said = _tr("Sans la recherche {}").format(quoted(typed.strip()))
        found.append(Lift(said, "", chosen, len(rows.found("", chosen))))
    return found


def _tr(text: str) -> str:
    return QCoreApplication.translate("NothingPanel", text)


class NothingPanel(NothingHere):
    """``lifted`` carries what remains of the search and the filters."""

    lifted = Signal(object)

    def __init__(self, noun: str, whole: str) -> None:
        """``noun`` is what a row is, « personne »; ``whole`` the list, « tout le monde »."""
        super().__init__(glyph="search")
        self._noun, self._whole = noun, whole
        self.buttons: list[QPushButton] = []

    def show_lifts(self, heading: str, offered: Sequence[Lift[F]]) -> None:
        """Offer to take back each thing that helps, the most helpful first."""
        useful = sorted((lift for lift in offered if lift.found), key=lambda lift: -lift.found)
        self.offers.clear()
        self.buttons = []
        for lift in (*useful, Lift(self.tr("Tout effacer"), "", {}, 0)):
            shows = f"{NBSP}: {plural(lift.found, self._noun)}" if lift.found else ""
            offer = button(f"{lift.words}{shows}".replace("&", "&&"))
            offer.clicked.connect(partial(self._lift, lift))
            self.buttons.append(offer)
            self.offers.add(offer)
        self.say(
            heading,
            self.tr("Enlevez une condition\u00a0:")
            if useful
            else self.tr("Aucune condition enlevée seule ne suffit. Repartez de {}\u00a0:").format(
                self._whole
            ),
        )

    def _lift(self, lift: Lift[F]) -> None:
        self.lifted.emit(lift)
