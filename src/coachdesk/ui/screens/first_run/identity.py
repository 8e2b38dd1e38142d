"""Step 1: her name, her association, her action."""

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLineEdit

from coachdesk.core.errors import UserError
from coachdesk.services.profiles import ProfileCard, profile_card, shipped_cards
from coachdesk.ui.messages import Messages
from coachdesk.ui.runner import Runner
from coachdesk.ui.screens.first_run.step import Step
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.fields import captioned, refusal_line
from coachdesk.ui.widgets.layout import button, column, label, row


class IdentityStep(Step):
    """The association is the profile's until she corrects it."""

    def __init__(self, runner: Runner, messages: Messages) -> None:
        super().__init__(
            self.tr("Vous et votre action"),
            self.tr("Ces noms figureront sur les documents que vous imprimez et envoyez."),
        )
        self._runner = runner
        self._messages = messages
        self._proposed = ""
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Prénom et nom"))
        self.association = QLineEdit()
        self.profile = QComboBox()
        self.profile.setMinimumContentsLength(12)
        self.profile.setPlaceholderText(self.tr("Choisissez votre action"))
        self.other = button(self.tr("Autre fichier…"), kind="link")
        self.other.setToolTip(self.tr("Le profil d’action que votre association vous a donné"))
        self.other.clicked.connect(self._choose)
        self.answer = refusal_line()
        for line in (self.name, self.association):
            line.returnPressed.connect(self.entered)
        self.name.textChanged.connect(self.changed)
        self.association.textChanged.connect(self.changed)
        self.profile.currentIndexChanged.connect(self._take_profile)
        caption = label(self.tr("Action"), role="caption")
        caption.setBuddy(self.profile)
        self.profile.setAccessibleName(self.tr("Action"))
        profile = row(self.profile, self.other)
        profile.setStretch(0, 1)
        self.lay_out(
            captioned(self.tr("Votre nom"), self.name),
            column(caption, profile, self.answer, spacing=4),
            captioned(self.tr("Votre association"), self.association),
        )
        self.first = self.name
        runner.read(self, shipped_cards, self._fill)

    @property
    def card(self) -> ProfileCard | None:
        """The action chosen."""
        card: ProfileCard | None = self.profile.currentData()
        return card

    def known_words(self) -> tuple[str, ...]:
        """What a guesser of her passphrase would try first."""
        card = self.card
        mine = (self.name.text(), self.association.text())
        return (*mine, card.name, card.territory) if card else mine

    def complete(self) -> bool:
        """Name, association and action are there."""
        typed = self.name.text().strip() and self.association.text().strip()
        return bool(typed) and self.card is not None

    def _fill(self, cards: tuple[ProfileCard, ...]) -> None:
        """One action is hers; of several none is taken before she chooses."""
        for card in cards:
            self.profile.addItem(card.title, card)
        if len(cards) > 1:
            self.profile.setCurrentIndex(-1)
        listed = self.profile.view()  # a long one is whole in the list, wider than the field
        listed.setMinimumWidth(listed.sizeHintForColumn(0) + em(2))

    def _take_profile(self) -> None:
        card = self.card
        self.profile.setToolTip(card.title if card else "")  # a long one is cut in the field
        if card is not None and self.association.text() in {"", self._proposed}:
            self.association.setText(card.association)
            self._proposed = card.association
        self.answer.hide()
        self.changed.emit()

    def _choose(self) -> None:
        self._messages.choose_file(
            self.tr("Profil d’action"), self.tr("Profils d’action (*.toml)"), self._read
        )

    def _read(self, path: Path) -> None:
        self._runner.read(self, lambda: profile_card(path), self._add, self._refuse)

    def _add(self, card: ProfileCard) -> None:
        self.profile.addItem(card.title, card)
        self.profile.setCurrentIndex(self.profile.count() - 1)

    def _refuse(self, error: UserError) -> None:
        self.answer.setText(str(error))
        self.answer.show()
        self.other.setFocus()
