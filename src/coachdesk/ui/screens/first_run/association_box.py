"""The association's key made, typed from its sheet, or declined: at set-up and in the settings."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from coachdesk.core.errors import UserError
from coachdesk.domain.association_key import as_association_key, is_mistyped
from coachdesk.services.association_key import (
    association_sheet,
    decline_association_key,
    keep_association_sheet,
    make_association_key,
    type_association_key,
)
from coachdesk.services.desk import Desk
from coachdesk.services.first_run import RecoverySheet, save_sheet
from coachdesk.ui.messages import Messages, Question
from coachdesk.ui.printing import of_nobody, print_pages
from coachdesk.ui.runner import Runner
from coachdesk.ui.widgets.fields import captioned, refusal_line
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, row


class AssociationBox(QWidget):
    """``decided`` once it is answered; ``changed`` when what is shown, or at risk, is another."""

    decided = Signal()
    changed = Signal()

    def __init__(self, runner: Runner, messages: Messages, *, leads: bool = False) -> None:
        """``leads`` where making it is the main act of the page."""
        super().__init__()
        self._runner = runner
        self._messages = messages
        self._desk: Desk | None = None
        self._key = ""
        self.kept = False
        """Whether the sheet of the key just made was printed or saved."""
        self._opens = False
        """Whether a key that someone has opens the store: another act would take it away."""
        self.make = button(
            self.tr("Faire la clé de l’association"), kind="primary" if leads else "", glyph="dices"
        )
        self.make.clicked.connect(self._ask_to_make)
        self.take = button(self.tr("Taper celle qu’elle a déjà"), glyph="keyboard")
        self.take.clicked.connect(self.show_line)
        self.decline = button(self.tr("Pas de clé pour l’association"))
        self.decline.clicked.connect(self._ask_to_decline)
        self.choices = QWidget()
        self.choices.setLayout(column(Flow(self.make, self.take, self.decline)))
        self.line = QLineEdit()
        self.line.textChanged.connect(self._check)
        self.line.returnPressed.connect(self._type)
        self.answer = refusal_line()
        self.record = button(self.tr("Enregistrer cette clé"), kind="primary", glyph="check")
        self.record.clicked.connect(self._type)
        self.give_up = button(self.tr("Annuler"))
        self.give_up.clicked.connect(self.show_choices)
        self.typing = QWidget()
        self.typing.setLayout(
            column(
                captioned(self.tr("Les neuf groupes de sa feuille"), self.line),
                self.answer,
                label(
                    self.tr("Majuscules, espaces et tirets ne comptent pas."),
                    role="caption",
                    wrap=True,
                ),
                row(self.record, self.give_up, None),
                spacing=6,
            )
        )
        self.print = button(self.tr("Imprimer l’enveloppe…"), kind="primary", glyph="printer")
        self.print.clicked.connect(self._print)
        self.save = button(self.tr("Enregistrer en PDF…"), glyph="save")
        self.save.clicked.connect(self._choose)
        self.made = QWidget()
        self.made.setLayout(
            column(
                label(
                    self.tr(
                        "La clé est faite, et ouvre ce magasin. Imprimez ou enregistrez sa "
                        "feuille maintenant\u00a0: la clé n’est gardée nulle part, et ne se montre "
                        "plus une fois cette page quittée."
                    ),
                    wrap=True,
                ),
                Flow(self.print, self.save),
                label(
                    self.tr(
                        "La feuille se plie en trois, la clé à l’intérieur, et se ferme par un "
                        "ruban que vous signez. Vos collègues la tapent chez eux, la direction la "
                        "garde."
                    ),
                    role="caption",
                    wrap=True,
                ),
                spacing=8,
            )
        )
        self.setLayout(column(self.choices, self.typing, self.made, spacing=0))
        self.show_choices()

    @property
    def at_risk(self) -> bool:
        """Whether a key was made that nobody is known to keep."""
        return bool(self._key) and not self.kept

    def take_desk(self, desk: Desk) -> None:
        """Whose store it is about."""
        self._desk = desk
        self._key, self.kept = "", False
        self.show_choices()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is turned to: what was typed does not wait there."""
        super().hideEvent(event)
        if not event.spontaneous() and self.typing.isVisibleTo(self):
            self.show_choices()

    def show_opens(self, *, opens: bool, kept: bool) -> None:
        """Whether one opens the store already, and whether someone has it."""
        self._opens = opens and kept
        asks = "…" if self._opens else ""
        another, gone = self.tr("Faire une autre clé"), self.tr("Retirer cette clé")
        self.make.setText(f"{another}{asks}" if opens else self.tr("Faire la clé de l’association"))
        self.decline.setText(f"{gone}{asks}" if opens else self.tr("Pas de clé pour l’association"))

    def show_choices(self) -> None:
        """What can be answered."""
        self.line.clear()
        self._show(self.choices)

    def show_line(self) -> None:
        """Ask for the key that the association has."""
        self._show(self.typing)
        self._check()
        self.line.setFocus()

    def _show(self, part: QWidget) -> None:
        for other in (self.choices, self.typing, self.made):
            other.setVisible(other is part)
        self.changed.emit()

    def _check(self) -> None:
        wrong = is_mistyped(self.line.text())
        self.answer.setText(
            self.tr("Un groupe ne correspond pas aux autres\u00a0: relisez la feuille.")
        )
        self.answer.setVisible(wrong)
        self.record.setEnabled(as_association_key(self.line.text()) is not None)

    def _ask_to_make(self) -> None:
        title = self.tr("Remplacer la clé de l’association\u202f?")
        self._first_sure(title, self.tr("Faire une autre clé"), self._make)

    def _ask_to_decline(self) -> None:
        title = self.tr("Retirer la clé de l’association\u202f?")
        self._first_sure(title, self.tr("Retirer"), self._decline)

    def _first_sure(self, title: str, act: str, do: Callable[[], None]) -> None:
        """At once, unless it takes away a key that the association keeps."""
        if not self._opens:
            do()
            return
        told = self.tr(
            "Celle que la direction garde n’ouvrira plus ce magasin, et il faut le lui dire. Elle "
            "ouvre toujours ceux de vos collègues."
        )
        self._messages.ask(Question(title, told, act), lambda _: do())

    def _make(self) -> None:
        desk = self._opened()

        def made(key: str) -> None:
            self._key, self.kept = key, False
            self._show(self.made)
            self.print.setFocus()
            self.decided.emit()

        self._runner.write(self, lambda _task: make_association_key(desk), made)

    def _type(self) -> None:
        if not self.record.isEnabled():
            return
        desk, typed = self._opened(), self.line.text()

        def taken(_: None) -> None:
            self.show_choices()
            self._messages.inform(self.tr("La clé de l’association ouvre ce magasin."))
            self.decided.emit()

        def refused(error: UserError) -> None:
            self.answer.setText(str(error))
            self.answer.show()

        self._runner.write(self, lambda _task: type_association_key(desk, typed), taken, refused)

    def _decline(self) -> None:
        desk = self._opened()

        def declined(_: None) -> None:
            self._key = ""
            self.decided.emit()
            self.changed.emit()

        self._runner.write(self, lambda _task: decline_association_key(desk), declined)

    def _opened(self) -> Desk:
        assert self._desk is not None, "it is shown for a desk"
        return self._desk

    def _sheet(self) -> RecoverySheet:
        return association_sheet(self._opened(), self._key)

    def _print(self) -> None:
        self._runner.read(
            self,
            self._sheet,
            lambda sheet: print_pages(
                self, self._runner, self._messages, sheet.pdf, self._keep, noted=of_nobody
            ),
        )

    def _choose(self) -> None:
        self._messages.choose_target(
            self.tr("Où garder la feuille, en clair"), Path.home() / "cle-de-l-association.pdf",
            self.tr("PDF (*.pdf)"), self._save,
        )  # fmt: skip

    def _save(self, target: Path) -> None:
        desk = self._opened()

        def saved(_: None) -> None:
            self._keep()
            self._messages.inform(
                self.tr("Feuille enregistrée, en clair\u00a0: {}").format(target), target
            )

        self._runner.write(self, lambda _task: save_sheet(desk, self._sheet(), target), saved)

    def _keep(self) -> None:
        desk, self.kept = self._opened(), True
        self.changed.emit()
        self._runner.write(
            self,
            lambda _task: keep_association_sheet(desk),
            lambda _: self.show_opens(opens=True, kept=True),
        )
