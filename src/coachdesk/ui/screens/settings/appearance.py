"""The look of the window: theme and size of the text, each acting as it is chosen."""

from coachdesk.ui.appearance import SIZES
from coachdesk.ui.commands import keys_text
from coachdesk.ui.context import Context
from coachdesk.ui.screens.settings.section import SettingsSection, note
from coachdesk.ui.widgets.choices import Choices


class AppearanceSection(SettingsSection):
    """Kept with this account of the computer, not with the store."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.theme = Choices(
            (
                ("system", self.tr("Comme l’ordinateur")),
                ("light", self.tr("Clair")),
                ("dark", self.tr("Sombre")),
                ("contrast", self.tr("Contraste élevé, clair")),
                ("contrast_dark", self.tr("Contraste élevé, sombre")),
            ),
            self.tr("Thème"),
        )
        self.theme.chosen.connect(self._choose_theme)
        self.sizes = Choices(
            ((str(percent), f"{percent}\u202f%") for percent in SIZES), self.tr("Taille du texte")
        )
        self.sizes.chosen.connect(self._choose_size)
        self.box(self.tr("Thème"), self.theme)
        self.box(
            self.tr("Taille du texte"),
            self.sizes,
            note(
                self.tr(
                    "Aussi de n’importe où\u00a0: {}, {}, et {} pour la taille normale."
                ).format(keys_text("Ctrl++"), keys_text("Ctrl+-"), keys_text("Ctrl+0"))
            ),
        )
        self.first = self.theme.buttons[context.appearance.choice]
        self.found = {
            "theme": self.first,
            "size": self.sizes.buttons[str(_nearest(context.appearance.text_percent))],
        }

    def refresh(self) -> None:
        """Show what is worn: it may have been changed by a key."""
        self.theme.show_key(self.context.appearance.choice)
        self.sizes.show_key(str(_nearest(self.context.appearance.text_percent)))

    def _choose_theme(self, key: str | None) -> None:
        if key is not None:
            self.context.appearance.choose(key)
        self.refresh()

    def _choose_size(self, key: str | None) -> None:
        self.sizes.show_key(str(_nearest(self.context.appearance.text_percent)))
        if key is not None:
            self.context.appearance.resize(int(key))


def _nearest(percent: int) -> int:
    return min(SIZES, key=lambda size: abs(size - percent))
