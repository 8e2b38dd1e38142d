"""Step 5: try what people will sign with, and choose the screen they sign on."""

from coachdesk.core.clock import Clock
from coachdesk.ui.runner import Runner
from coachdesk.ui.screens.first_run.step import Step
from coachdesk.ui.screens.pad.screen_choice import ScreenChoice
from coachdesk.ui.screens.pad.trial import PadTrial


class DeviceStep(Step):
    """Nothing drawn here is kept; the screen chosen is, with the settings of the machine."""

    help_page = "ecran-de-signature"

    def __init__(self, runner: Runner, clock: Clock) -> None:
        super().__init__(
            self.tr("Essayez la signature"),
            self.tr(
                "Signez avec la souris, le doigt ou un stylet\u00a0: le cadre dit ce qu’il voit. "
                "Ce tracé n’est pas gardé."
            ),
        )
        self.trial = PadTrial(clock)
        self.trial.drawn.connect(self.changed)
        self.screen_choice = ScreenChoice(runner)
        self.lay_out(self.trial, self.screen_choice)

    def arrive(self) -> None:
        """The choice is read again: it is the machine's."""
        self.screen_choice.list_screens()

    def leave_words(self) -> str:
        """Trying can wait."""
        return self.tr("Continuer") if self.trial.points else self.tr("Plus tard")
