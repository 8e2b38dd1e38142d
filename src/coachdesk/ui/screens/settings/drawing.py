"""What people sign with: a pad to try, the hand that signs, the screen it opens on."""

from coachdesk.system.settings import load_settings, save_settings
from coachdesk.ui.context import Context
from coachdesk.ui.screens.pad.screen_choice import ScreenChoice
from coachdesk.ui.screens.pad.trial import PadTrial
from coachdesk.ui.screens.settings.section import SettingsSection, note
from coachdesk.ui.widgets.choices import Choices

_LEFT, _RIGHT = "left", "right"


class DrawingSection(SettingsSection):
    """Kept with this account of the computer; each choice holds from the next signature on."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.trial = PadTrial(context.desk.clock)
        self.box(
            self.tr("Essayer"),
            self.trial,
            note(
                self.tr(
                    "Stylet, doigt ou souris\u00a0: tous signent. La pression et la vitesse ne "
                    "sont ni lues ni gardées. Ce tracé d’essai n’est pas gardé non plus."
                )
            ),
        )
        self.hand = Choices(
            ((_RIGHT, self.tr("De la main droite")), (_LEFT, self.tr("De la main gauche"))),
            self.tr("Main qui signe"),
        )
        self.hand.chosen.connect(self._choose_hand)
        self.box(
            self.tr("Main qui signe"),
            self.hand,
            note(
                self.tr(
                    "De la main gauche, le papier passe à droite du cadre et «\u00a0Valider\u00a0» "
                    "à gauche\u00a0: le bras ne les couvre pas."
                )
            ),
        )
        self.screens = ScreenChoice(context.runner)
        self.screens.kept.connect(
            lambda: context.messages.inform(self.tr("Écran de la signature retenu."))
        )
        self.box(self.tr("Écran de la signature"), self.screens)
        self.first = self.hand.buttons[_RIGHT]
        self.found = {
            "pad": self.trial.surface,
            "hand": self.hand.buttons[_RIGHT],
            "screen": self.screens,
        }

    def refresh(self) -> None:
        """The choices of the machine, as they are kept."""
        self.screens.list_screens()
        self.hand.show_key(_LEFT if load_settings().pad_left_handed else _RIGHT)

    def _choose_hand(self, key: str | None) -> None:
        left = key == _LEFT
        self.hand.show_key(_LEFT if left else _RIGHT)
        self.context.runner.write(
            self, lambda _task: save_settings(pad_left_handed=left), lambda _: None
        )
