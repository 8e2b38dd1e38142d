"""What a connection does to what waits in Envois: proposed, or sent by itself."""

from coachdesk.services.outbox.when import When, keep_sending_when, sending_when
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.settings.section import SettingsSection, note
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button


class SendingSection(SettingsSection):
    """One choice, kept in the store."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.when = Choices(
            (
                (When.ASK.value, self.tr("Proposer d’envoyer")),
                (When.BY_ITSELF.value, self.tr("Envoyer sans demander")),
            ),
            self.tr("Quand une connexion apparaît"),
        )
        self.when.chosen.connect(self._keep)
        self.open = button(self.tr("Voir les envois"), glyph="send")
        self.open.clicked.connect(lambda: context.go(Target(Screen.OUTBOX)))
        self.box(
            self.tr("Quand une connexion apparaît"),
            self.when,
            note(
                self.tr(
                    "Seuls les serveurs de vos destinataires sont contactés. Rien ne part de "
                    "soi-même sur une connexion limitée (partage de téléphone, forfait), ni de ce "
                    "qui est «\u00a0à vérifier\u00a0»."
                )
            ),
            Flow(self.open),
        )
        self.first = self.when.buttons[When.ASK.value]
        self.found = {"when": self.first}

    def refresh(self) -> None:
        """See ``SettingsSection``."""
        desk = self.context.desk
        self.context.runner.read(
            self, lambda: desk.read(sending_when), lambda when: self.when.show_key(when.value)
        )

    def _keep(self, key: str | None) -> None:
        desk = self.context.desk
        if key is None:  # the one that stands was pressed again
            self.refresh()
            return
        self.context.runner.write(
            self, lambda _task: keep_sending_when(desk, When(key)), lambda _: self._kept()
        )

    def _kept(self) -> None:
        self.refresh()
        self.context.sender.look()
