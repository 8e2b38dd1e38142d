"""The letters of a person: one gesture puts one with those that wait for the printer."""

from uuid import UUID

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QMenu, QPushButton

from coachdesk.services.documents.letter_offers import LetterOffer, letters_offered
from coachdesk.services.documents.letters import put_to_print
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.card.sections import PAUSE_MS
from coachdesk.ui.theme import em, icon


class LettersButton(QPushButton):
    """« Courrier (1) »: the number of letters that what happened lately calls for."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._dossier: UUID | None = None
        self.offers: tuple[LetterOffer, ...] = ()
        self.setAutoDefault(True)
        self.setIcon(icon("mail", "accent"))
        self.setIconSize(QSize(em(1.7), em(1.2)))  # as in widgets.layout.button
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("Écrire une lettre (Alt+C)"))
        self.clicked.connect(self._pop_up)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self._read)
        self._say()

    def show_person(self, prescription_id: UUID) -> None:
        """The letters of that person, read a moment later."""
        self._dossier = prescription_id
        self._soon.start()

    def wait(self) -> None:
        """Read nothing before a person is shown again."""
        self._soon.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is read behind another page, nor in a window that closes."""
        super().hideEvent(event)
        self.wait()

    def _read(self) -> None:
        desk, action, whose = self._context.desk, self._context.action, self._dossier
        if whose is None:
            return

        def show(offers: tuple[LetterOffer, ...]) -> None:
            if self._dossier == whose:  # or another card was asked for in the meantime
                self.offers = offers
                self._say()

        self._context.runner.read(
            self,
            lambda: desk.read(lambda link: letters_offered(link, desk, action, whose)),
            show,
        )

    def menu_now(self) -> QMenu:
        """A line for each letter; those that wait already are said to."""
        menu = QMenu(self)
        for offer in self.offers:
            words = self.tr("{} (dans «\u00a0À imprimer\u00a0»)") if offer.waits else "{}"
            line = menu.addAction(words.format(offer.label))
            line.setEnabled(not offer.waits)
            line.triggered.connect(lambda _=False, asked=offer: self._put(asked))
        if not self.offers:
            nothing = menu.addAction(self.tr("Rien n’appelle de lettre pour l’instant"))
            nothing.setEnabled(False)
        menu.addSeparator()
        waiting = menu.addAction(self.tr("Voir ce qui est à imprimer"))
        waiting.triggered.connect(lambda: self._context.go(Target(Screen.TO_PRINT)))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _say(self) -> None:
        due = sum(offer.due for offer in self.offers)
        words = self.tr("Courrier")
        self.setText(f"{words} ({due})" if due else words)
        self.setShortcut("Alt+C")  # which each text takes away

    def _pop_up(self) -> None:
        self.menu_now().popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _put(self, offer: LetterOffer) -> None:
        desk, action, dossier = self._context.desk, self._context.action, self._dossier

        def done(_: object) -> None:
            self._context.messages.inform(
                self.tr("{}\u00a0: mis dans «\u00a0À imprimer\u00a0».").format(offer.label)
            )
            if dossier == self._dossier:
                self._read()

        self._context.runner.write(
            self, lambda _task: put_to_print(desk, action, offer.wanted), done
        )
