"""The people a company hosted or hired, and the way to a next immersion there."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.queries.planned import OpenDossier
from coachdesk.services.companies.people import PersonHere
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.fields import captioned
from coachdesk.ui.widgets.layout import button, column, label, row
from coachdesk.ui.widgets.person_line import PersonLine
from coachdesk.ui.widgets.table import RowTable

_TABLE_HEIGHT = 12


class PeopleHere(QWidget):
    """``opened`` and ``thank_asked`` carry the line, ``immersion_asked`` the dossier of someone."""

    opened = Signal(object)
    thank_asked = Signal(object)
    immersion_asked = Signal(object)

    def __init__(self, *, thanks: bool) -> None:
        """``thanks`` says whether the action has a letter of thanks."""
        super().__init__()
        self._thanks = thanks
        self.table: RowTable[PersonHere] = RowTable(
            (
                Column(self.tr("Personne"), lambda one: one.who, width=130),
                Column(self.tr("Ce qu’elle a fait ici"), lambda one: one.what,
                       lambda one: one.begins_on.isoformat()),
                Column(self.tr("Suite"), lambda one: one.outcome, width=92),
            ),
            self.tr("Accueillis et embauchés"),
            wrap=True,
        )  # fmt: skip
        self.table.setMaximumHeight(em(_TABLE_HEIGHT))
        self.table.opened.connect(self.opened)
        self.table.chosen.connect(self._choose)
        self.empty = label(
            self.tr("Personne encore, ni accueilli ni embauché."), role="soft", wrap=True
        )
        self.thank = button(self.tr("Remercier l’entreprise"), kind="link", glyph="mail")
        self.thank.setToolTip(self.tr("La lettre de remerciement, après cette immersion"))
        self.thank.clicked.connect(lambda: self.thank_asked.emit(self.table.current()))
        self.person = PersonLine()
        self.person.taken.connect(self._begin)
        self.setLayout(
            column(
                self.empty,
                self.table,
                row(self.thank, None),
                captioned(self.tr("Nouvelle immersion ici, pour"), self.person),
                spacing=6,
            )
        )

    def show_people(self, here: Sequence[PersonHere], open_ones: Sequence[OpenDossier]) -> None:
        """Those hosted and hired; ``open_ones`` may be hosted next."""
        self.table.rows.set_rows(here)
        self.table.setVisible(bool(here))
        self.empty.setVisible(not here)
        self.person.show_people(open_ones)
        self._choose(None)

    def _choose(self, one: PersonHere | None) -> None:
        offered = self._thanks and any(line.over for line in self.table.rows.rows())
        self.thank.setVisible(offered)
        self.thank.setEnabled(one is not None and one.over)

    def _begin(self, person: OpenDossier) -> None:
        self.person.clear()
        self.immersion_asked.emit(person)
