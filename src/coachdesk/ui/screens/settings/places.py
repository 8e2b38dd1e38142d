"""Where people are met and when the coach is away: their page is one gesture from here."""

from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.settings.section import SettingsSection, note
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button


class PlacesSection(SettingsSection):
    """Places, hours, travel and absences have a page of their own, beside the agenda."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.open = button(self.tr("Ouvrir les lieux et les absences"), kind="primary",
                           glyph="map-pin")  # fmt: skip
        self.open.clicked.connect(lambda: context.go(Target(Screen.PLACES)))
        self.box(
            "",
            Flow(self.open),
            note(
                self.tr(
                    "Les lieux et leurs adresses, vos permanences semaine après semaine, les "
                    "trajets, vos congés et les fermetures."
                )
            ),
        )
        self.first = self.open
        self.found = {"places": self.open}
