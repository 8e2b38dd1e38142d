"""Step 6: what is still to be done said, and three ways to begin."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from coachdesk.services.targets import CHOOSE, Screen, Target
from coachdesk.ui.screens.first_run.step import Step
from coachdesk.ui.widgets.layout import button, label, row


class DoneStep(Step):
    """``begun`` carries the first screen of the desk; None for the day."""

    begun = Signal(object)
    copy_asked = Signal()
    tour_asked = Signal()

    def __init__(self) -> None:
        super().__init__(
            self.tr("C’est prêt"),
            self.tr("Votre magasin est créé et chiffré. Par quoi commencez-vous\u202f?"),
        )
        self.bring = self._way(
            self.tr("Importer mon classeur…"), "file-up", Target(Screen.IMPORT, section=CHOOSE)
        )
        self.prescribe = self._way(
            self.tr("Saisir une première prescription"), "plus", Target(Screen.INTAKE)
        )
        self.look = self._way(self.tr("Ouvrir ma première journée"), "eye", None)
        self.tour = button(self.tr("Faire la visite guidée"), glyph="signpost")
        self.tour.setToolTip(self.tr("Dans une autre fenêtre, sur des données inventées"))
        self.tour.clicked.connect(self.tour_asked)
        self._left = QWidget()
        self.copy_now = button(self.tr("Décider maintenant"), kind="link")
        self.copy_now.clicked.connect(self.copy_asked)
        words = label(self.tr("La clé de l’association reste à décider."), tone="mend", wrap=True)
        words.setContentsMargins(8, 4, 8, 4)
        left = row(words, self.copy_now)
        left.setStretch(0, 1)
        self._left.setLayout(left)
        self.lay_out(self.bring, self.prescribe, self.look, self.tour, 4, self._left)
        self.first = self.bring

    def show_left(self, *, copied: bool) -> None:
        """Say whether the association's key was put off."""
        self._left.setVisible(not copied)

    def _way(self, words: str, glyph: str, target: Target | None) -> QPushButton:
        way = button(words, kind="primary" if glyph == "file-up" else "", glyph=glyph)
        way.clicked.connect(lambda: self.begun.emit(target))
        return way
