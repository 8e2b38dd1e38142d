"""The guide before a store is open: F1 at the first start, or while the passphrase is asked for."""

from coachdesk.ui.screens.guide.panel import GuidePanel
from coachdesk.ui.widgets.layout import button
from coachdesk.ui.widgets.page import Page


class GuideDoor(Page):
    """Read, then left by Escape or F1."""

    def __init__(self, about: str) -> None:
        """``about`` is a page of the guide."""
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.tour = button("", glyph="signpost")
        super().__init__("", self.tour, before=self.leave)
        self.title.setText(self.tr("Aide"))
        self.subtitle.setText(self.tr("Une page par geste, lue en une minute, sans réseau."))
        self.tour.setText(self.tr("Visite guidée"))
        self.panel = GuidePanel()
        self.panel.show_page(about)
        if self.panel.page is None:
            self.panel.show_about("")
        self.body.addWidget(self.panel, 1)
        self.first = self.panel.seek
