"""The delegation to prescribe immersions, as it stands beside the immersions too."""

from coachdesk.ui.context import Context
from coachdesk.ui.screens.immersion.delegation import DelegationBox
from coachdesk.ui.screens.settings.section import SettingsSection, note


class DelegationSection(SettingsSection):
    """One box; what is kept of it is asked for again three months before it ends."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.delegation = DelegationBox(context)
        self.box(
            "",
            self.delegation,
            note(
                self.tr(
                    "Sa fin est rappelée trois mois avant, un mois avant, puis chaque jour "
                    "jusqu’à son renouvellement\u00a0; les conventions la nomment."
                )
            ),
        )
        self.first = self.delegation.edit
        self.found = {"delegation": self.delegation.edit}

    def refresh(self) -> None:
        """See ``SettingsSection``."""
        self.delegation.refresh()
