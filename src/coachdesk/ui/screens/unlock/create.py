"""The first store: who the coach is, which action, which passphrase; then the recovery key."""

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from coachdesk.core.clock import Clock
from coachdesk.core.errors import UserError
from coachdesk.services.setup import MIN_PASSPHRASE, CreatedDesk, create_desk
from coachdesk.ui.messages import Messages
from coachdesk.ui.runner import Runner
from coachdesk.ui.screens.unlock.frame import Sheet, last_line
from coachdesk.ui.widgets.layout import button, column, label, path_label, row
from coachdesk.ui.widgets.secret import SecretLine


class CreateScreen(QWidget):
    """Makes the store of ``directory``; ``created`` carries the desk and its recovery key."""

    created = Signal(object)
    folder_chosen = Signal(object)

    def __init__(
        self,
        runner: Runner,
        messages: Messages,
        clock: Clock,
        directory: Path,
        profiles: tuple[str, ...],
    ) -> None:
        """``profiles`` are the names of those shipped."""
        super().__init__()
        self._runner = runner
        self._messages = messages
        self._clock = clock
        self._directory = directory
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Prénom et nom"))
        self.profile = QComboBox()
        for shipped in profiles:
            self.profile.addItem(shipped, shipped)
        self.other_profile = button(self.tr("Autre fichier…"), kind="link")
        self.other_profile.clicked.connect(self._choose_profile)
        self.secret = SecretLine(self.tr("Phrase de passe"))
        self.again = SecretLine(self.tr("Phrase de passe, une seconde fois"))
        self.answer = label("", tone="refused", wrap=True)
        self.answer.setContentsMargins(10, 8, 10, 8)
        self.answer.hide()
        self.create_button = button(self.tr("Créer mon magasin"), kind="primary")
        self.create_button.clicked.connect(self.create_store)
        self.again.entered.connect(self.create_store)
        self.other = button(self.tr("Choisir un autre dossier…"), kind="link")
        self.other.clicked.connect(self._choose)
        for line in (self.name, self.secret.line, self.again.line):
            line.textChanged.connect(self._refresh)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Sheet(self._content()))
        # From one phrase straight to the other: typed on « Afficher », its spaces would show it.
        for before, after in pairwise(
            (self.secret.line, self.again.line, self.secret.eye, self.again.eye)
        ):
            QWidget.setTabOrder(before, after)
        self.setFocusProxy(self.name)
        self._refresh()

    def _content(self) -> QVBoxLayout:
        advice = label(
            self.tr(
                "Tout ce que vous enregistrez est chiffré avec cette phrase. Quatre ou cinq mots "
                "sans lien entre eux suffisent. Personne ne peut la retrouver pour vous\u00a0: une "
                "clé de secours vous sera donnée juste après."
            ),
            role="caption",
            wrap=True,
        )
        profile = row(self.profile, self.other_profile)
        profile.setStretch(0, 1)
        return column(
            label(self.tr("Premier démarrage"), role="heading"),
            label(self.tr("Trois choses, et votre magasin est prêt."), role="soft"),
            8,
            *self._field(self.tr("Votre nom, tel qu’il figurera sur les documents"), self.name),
            label(self.tr("Action"), role="caption"), profile,
            *self._field(self.tr("Phrase de passe"), self.secret),
            *self._field(self.tr("La même, une seconde fois"), self.again),
            advice, self.answer, 6, self.create_button, 4,
            last_line(path_label(self._directory), self.other),
        )  # fmt: skip

    def _field(self, text: str, widget: QWidget) -> tuple[QWidget, QWidget]:
        caption = label(text, role="caption")
        caption.setBuddy(widget)
        if isinstance(widget, QLineEdit):
            widget.setAccessibleName(text)
        return caption, widget

    def create_store(self) -> None:
        """Make the store with what was typed, or say what is missing."""
        fault = self._fault()
        if fault or not self.isEnabled():
            self._say(fault)
            return
        self.setEnabled(False)
        self.create_button.setText(self.tr("Création…"))
        secret, name, clock = self.secret.text(), self.name.text(), self._clock
        directory, profile = self._directory, self.profile.currentData()
        self._runner.write(
            self,
            lambda _task: create_desk(
                directory, secret, profile=profile, coach_name=name, clock=clock
            ),
            self._created,
            self._refused,
        )

    def _created(self, made: CreatedDesk) -> None:
        self.secret.clear()
        self.again.clear()
        self.created.emit(made)

    def _refused(self, error: UserError) -> None:
        self.setEnabled(True)
        self.create_button.setText(self.tr("Créer mon magasin"))
        self._say(str(error))
        self.secret.setFocus()

    def _fault(self) -> str:
        if len(self.secret.text()) < MIN_PASSPHRASE:
            return self.tr("La phrase de passe compte au moins {} caractères.").format(
                MIN_PASSPHRASE
            )
        if self.secret.text() != self.again.text():
            return self.tr("Les deux phrases de passe ne sont pas les mêmes.")
        return ""

    def _say(self, text: str) -> None:
        self.answer.setText(text)
        self.answer.setVisible(bool(text))

    def _refresh(self) -> None:
        self._say("")
        filled = self.name.text().strip() and self.secret.text() and self.again.text()
        self.create_button.setEnabled(bool(filled))

    def _choose(self) -> None:
        self._messages.choose_folder(
            self.tr("Dossier de vos données"), self._directory, self.folder_chosen.emit
        )

    def _choose_profile(self) -> None:
        self._messages.choose_file(
            self.tr("Profil d’action"), self.tr("Profils d’action (*.toml)"), self._add_profile
        )

    def _add_profile(self, path: Path) -> None:
        self.profile.addItem(path.name, path)
        self.profile.setCurrentIndex(self.profile.count() - 1)
