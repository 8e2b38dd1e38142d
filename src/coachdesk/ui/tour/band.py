"""Above every page of the visite: nobody there is real, and the way back to one's own desk."""

from coachdesk.ui.shell import Shell
from coachdesk.ui.widgets.bars import Bar
from coachdesk.ui.widgets.layout import Glyph, button, label, row


class TourBand(Bar):
    """At the head of ``shell`` as long as it is there; « Fermer la visite » closes it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.setProperty("tone", "invented")
        self.words = label(
            self.tr(
                "Visite\u00a0: ces personnes sont inventées, rien n’est gardé ici. Vos propres "
                "données sont ailleurs, intactes."
            ),
            role="strong",
            wrap=True,
            gives_back=True,
        )
        self.leaving = button(self.tr("Fermer la visite"), glyph="log-out")
        self.leaving.clicked.connect(shell.close)
        layout = row(Glyph("signpost", "mend"), self.words, self.leaving, spacing=10)
        layout.setStretch(1, 1)
        layout.setContentsMargins(24, 4, 12, 4)
        self.setLayout(layout)
        shell.head_with(self)
        self.show()
