"""One delivery beside the list: where it stands, what may be done, all that became of it."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from coachdesk.core.french import capital, file_size, fingerprint, moment, typeset
from coachdesk.domain.deliveries import DeliveryState
from coachdesk.queries.outbox import DeliveryLine, DeliveryStep, ReceiptLine
from coachdesk.services.outbox.words import (
    Deed,
    deeds_of,
    receipt_words,
    state_words,
    step_words,
    tone_of,
    way_words,
)
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, panel, row, rule, set_tone

if TYPE_CHECKING:
    from uuid import UUID

_GLYPHS = {
    Deed.SEND: "send",
    Deed.AGAIN: "repeat",
    Deed.HAND_OVER: "hard-drive",
    Deed.ARRIVED: "check",
    Deed.NOT_ARRIVED: "x",
    Deed.RECEIPT: "mail",
    Deed.WITHDRAW: "trash-2",
    Deed.REPAIR: "settings",
}


class ChosenDelivery(QWidget):
    """``asked`` carries what she wants done about it: a ``Deed``.

    ``saving`` carries the accusé that she wants in a file: the last one whose bytes are kept.
    """

    asked = Signal(object)
    saving = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.line: DeliveryLine | None = None
        self.subject = label("", role="heading", wrap=True)
        self.state = label("", wrap=True)
        self.state.setContentsMargins(10, 6, 10, 6)
        self.help = label("", wrap=True)
        self.buttons: dict[Deed, QPushButton] = {}
        words = self._words()
        self.deeds = Flow()
        for deed in Deed:
            made = button(words[deed][0], glyph=_GLYPHS[deed])
            made.setToolTip(words[deed][1])
            made.clicked.connect(lambda _=False, deed=deed: self.asked.emit(deed))
            made.hide()
            self.buttons[deed] = made
            self.deeds.add(made)
        self.facts = label("", wrap=True)
        self.print = label("", role="caption", wrap=True)
        for text in (self.facts, self.print):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.history = label("", wrap=True)
        self._kept: UUID | None = None
        self.save_receipt = button(self.tr("Enregistrer l’accusé…"), kind="mini", glyph="download")
        self.save_receipt.setToolTip(self.tr("Tel qu’il est venu, dans un fichier"))
        self.save_receipt.clicked.connect(lambda: self.saving.emit(self._kept))
        self.save_receipt.hide()
        self.setLayout(
            column(
                panel(
                    column(
                        self.subject, self.state, self.help, self.deeds, rule(), self.facts,
                        self.print, rule(),
                        row(label(self.tr("Historique"), role="strong"), None, self.save_receipt),
                        self.history, None, spacing=8,
                    )
                )
            )
        )  # fmt: skip

    def show_line(self, line: DeliveryLine | None, now: datetime) -> None:
        """Show what the list knows of it; its history comes by ``show_history``."""
        other = line is None or self.line is None or line.id != self.line.id
        self.line = line
        self.setVisible(line is not None)
        if line is None:
            return
        if other:
            _say(self.history, "")
            self.save_receipt.hide()
        _say(self.subject, line.subject)
        _say(self.state, typeset(capital(state_words(line, now))))
        set_tone(self.state, tone_of(line))
        help_words = line.trouble if line.is_unsent and line.trouble else self._help(line)
        _say(self.help, typeset(help_words))
        self.help.setVisible(bool(help_words))
        possible = deeds_of(line)
        for deed, made in self.buttons.items():
            made.setVisible(deed in possible)
        _say(self.facts, "\n".join(self._facts(line)))
        _say(self.print, self.tr("Empreinte SHA-256\u00a0: {}").format(fingerprint(line.sha256)))

    def show_history(
        self, steps: tuple[DeliveryStep, ...], receipts: tuple[ReceiptLine, ...]
    ) -> None:
        """All that became of it, the latest first."""
        told = [f"{moment(step.at.astimezone())}\u00a0: {step_words(step)}" for step in steps]
        told += [words for words in map(receipt_words, receipts) if words]
        self._kept = next((each.id for each in reversed(receipts) if each.kept), None)
        self.save_receipt.setVisible(self._kept is not None)
        _say(self.history, typeset("\n".join(reversed(told))))

    def first_deed(self) -> QPushButton | None:
        """Where the keyboard goes from the list."""
        shown = (made for made in self.buttons.values() if not made.isHidden())
        return next(shown, None)

    def focused_deed(self) -> QPushButton | None:
        """The one that has the keyboard, or has it again once what was asked about it is closed."""
        inside = self.window().focusWidget()
        return next((made for made in self.buttons.values() if made is inside), None)

    def _facts(self, line: DeliveryLine) -> list[str]:
        form = (
            self.tr("chiffré pour son destinataire")
            if line.encrypted
            else self.tr("en clair\u00a0: lisible par qui l’ouvre")
        )
        where = way_words(line) or self.tr("pas de voie d’envoi")
        return [
            self.tr("Pour\u00a0: {} ({})").format(line.addressee, where),
            self.tr("Fichier\u00a0: {}").format(line.filename),
            self.tr("{}, {}").format(file_size(line.size), form),
        ]

    def _help(self, line: DeliveryLine) -> str:
        match line.state:
            case DeliveryState.HANDED_OVER:
                return self.tr(
                    "Il est remis en entier. Rien ne dit encore que quelqu’un l’a "
                    "reçu\u00a0: un accusé est cherché à chaque connexion."
                )
            case DeliveryState.TO_CHECK:
                return self.tr(
                    "Il est peut-être arrivé. Demandez-le au destinataire\u00a0: rien ne repart "
                    "avant votre réponse."
                )
            case DeliveryState.CONFLICT:
                return self.tr(
                    "Un autre fichier porte ce nom chez le destinataire. Il n’a pas été "
                    "touché\u00a0: voyez avec lui lequel compte."
                )
            case _:
                return ""

    def _words(self) -> dict[Deed, tuple[str, str]]:
        tr = self.tr
        return {
            Deed.SEND: (tr("Envoyer celui-ci"), tr("Maintenant, les autres attendent")),
            Deed.AGAIN: (tr("Renvoyer"), tr("Le même fichier, octet pour octet")),
            Deed.HAND_OVER: (tr("Remettre sur une clé…"), tr("Écrit, relu et comparé")),
            Deed.ARRIVED: (tr("Il est arrivé"), tr("Le destinataire l’a\u00a0: rien ne repart")),
            Deed.NOT_ARRIVED: (tr("Il n’est pas arrivé"), tr("Il attend d’être envoyé")),
            Deed.RECEIPT: (
                tr("Noter un accusé…"), tr("Le destinataire a confirmé par courriel, par téléphone")
            ),
            Deed.WITHDRAW: (tr("Retirer…"), tr("Ne pas l’envoyer, en disant pourquoi")),
            Deed.REPAIR: (tr("Régler le destinataire"), tr("Son adresse, son secret")),
        }  # fmt: skip


def _say(shown: QLabel, words: str) -> None:
    """Other words: the height that those before asked for is given back."""
    shown.setMinimumHeight(0)
    shown.setText(words)
