"""Step 3: the recovery key shown once, kept on paper, typed again."""

from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from coachdesk.core.errors import UserError
from coachdesk.domain.recovery_key import GROUPS, right_groups, wrong_group
from coachdesk.services.desk import Desk
from coachdesk.services.first_run import (
    RecoverySheet,
    keep_key,
    make_sheet,
    new_recovery_key,
    save_sheet,
)
from coachdesk.system.disks import keys_plugged_in, removable
from coachdesk.ui.messages import Messages
from coachdesk.ui.printing import of_nobody, print_pages
from coachdesk.ui.runner import Runner, Task
from coachdesk.ui.screens.first_run.key_grid import KeyGrid
from coachdesk.ui.screens.first_run.step import Step
from coachdesk.ui.widgets.fields import captioned, refusal_line
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, row


class Stage(IntEnum):
    """Where she is in the step."""

    OFFER = 0
    """No key is known any more: a new one is offered."""
    SHOWN = 1
    TYPED = 2


class RecoveryStep(Step):
    """``put_off`` leaves for the desk without a key on paper."""

    put_off = Signal()

    help_page = "phrase-et-cle"

    def __init__(self, runner: Runner, messages: Messages) -> None:
        super().__init__("", "")
        self._runner = runner
        self._messages = messages
        self._desk: Desk | None = None
        self._key = ""
        self._begins = Stage.SHOWN
        self._stage = Stage.SHOWN
        self._asking = False
        self.kept = False
        """Whether she typed the key again."""
        self.shown = KeyGrid()
        self.typed = KeyGrid()
        self.line = QLineEdit()
        self.answer = refusal_line()
        self.line.textChanged.connect(self._check)
        self.line.returnPressed.connect(self.entered)
        self.print_sheet, self.save_sheet, self.save_text = self._doors()
        self.later = button(self.tr("Plus tard, ouvrir mon magasin"), kind="link")
        self.later.clicked.connect(self.put_off)
        clear = self.tr(
            "Une fiche imprimée ou enregistrée se lit par tous\u00a0: gardez-la loin de "
            "l’ordinateur, sur papier ou sur une clé USB."
        )
        self.stages: dict[Stage, QWidget] = {
            Stage.OFFER: _held(row(self.later, None)),
            Stage.SHOWN: _held(
                self.shown,
                Flow(self.print_sheet, self.save_sheet, self.save_text),
                _caption(clear),
            ),
            Stage.TYPED: _held(
                captioned(self.tr("La clé, telle qu’elle est sur votre fiche"), self.line),
                self.typed,
                self.answer,
                _caption(self.tr("Majuscules, espaces et tirets ne comptent pas.")),
            ),
        }
        self.lay_out(*self.stages.values())
        self._go(Stage.SHOWN)

    @property
    def at_risk(self) -> bool:
        """Whether a key is on screen that nobody is known to keep."""
        return bool(self._key) and not self.kept

    @property
    def can_go_back(self) -> bool:
        """Whether a stage of this step comes before the one shown."""
        return self._stage > self._begins

    def take(self, desk: Desk, key: str) -> None:
        """Show the key just made."""
        self._desk, self._key = desk, key
        self.kept = False
        self._begins = Stage.SHOWN
        self.shown.show_key(key)
        self.line.clear()
        self._go(Stage.SHOWN)

    def offer(self, desk: Desk) -> None:
        """The key was shown in another session and never typed: offer a new one."""
        self._desk, self._key = desk, ""
        self._begins = Stage.OFFER
        self._go(Stage.OFFER)

    def arrive(self) -> None:
        """Come from the step before at its beginning, from the next at its end."""
        self._go(Stage.TYPED if self.kept else self._begins)

    def complete(self) -> bool:
        """The key must be typed again."""
        typed = right_groups(self._key, self.line.text()) == GROUPS if self._key else False
        return not self._asking and (self._stage is not Stage.TYPED or typed)

    def leave_words(self) -> str:
        """What comes next."""
        return {
            Stage.OFFER: self.tr("Faire une nouvelle clé"),
            Stage.SHOWN: self.tr("Ma clé est notée"),
            Stage.TYPED: self.tr("Continuer") if self.kept else self.tr("Vérifier et continuer"),
        }[self._stage]

    def forward(self) -> bool:
        """One stage further."""
        if self.kept and self._stage is Stage.TYPED:
            return False
        if self._stage is Stage.OFFER:
            self._renew()
        elif self._stage is Stage.TYPED:
            self._keep()
        else:
            self._go(Stage(self._stage + 1))
        return True

    def backward(self) -> bool:
        """One stage back."""
        if not self.can_go_back:
            return False
        self._go(Stage(self._stage - 1))
        return True

    def _go(self, stage: Stage) -> None:
        self._stage = stage
        title, idea, self.first = self._words()[stage]
        self.title.setText(title)
        self.idea.setText(idea)
        for other, part in self.stages.items():
            part.setVisible(other is stage)
        if stage is Stage.TYPED:
            self._check()
        self.changed.emit()
        if self.isVisible() and self.first is not self:
            self.first.setFocus()

    def _words(self) -> dict[Stage, tuple[str, str, QWidget]]:
        return {
            Stage.OFFER: (
                self.tr("Il manque une clé de secours"),
                self.tr(
                    "La fenêtre a été fermée avant que la clé ne soit tapée une seconde fois. Elle "
                    "n’est gardée nulle part\u00a0: sa fiche ne peut plus être refaite. Une "
                    "nouvelle clé prend sa place\u202f; l’ancienne n’ouvrira plus rien."
                ),
                self,
            ),
            Stage.SHOWN: (
                self.tr("Votre clé de secours"),
                self.tr(
                    "Elle rouvre votre magasin si vous oubliez la phrase de passe. Elle n’est "
                    "montrée qu’ici\u00a0: imprimez-la, ou recopiez-la."
                ),
                self.print_sheet,
            ),
            Stage.TYPED: (
                self.tr("Relisez votre fiche"),
                self.tr("Tapez la clé une fois\u00a0: vous saurez qu’elle est bien notée."),
                self.line,
            ),
        }

    def _check(self) -> None:
        wrong = wrong_group(self._key, self.line.text()) if self._key else None
        self.typed.show_typed(right_groups(self._key, self.line.text()) if self._key else 0, wrong)
        self.answer.setText(
            self.tr("Le groupe {} ne correspond pas\u00a0: relisez-le sur votre fiche.").format(
                wrong
            )
        )
        self.answer.setVisible(wrong is not None)
        self.changed.emit()

    def _keep(self) -> None:
        desk = self._desk
        assert desk is not None

        def kept(_: None) -> None:
            self.kept = True
            self.changed.emit()
            self.entered.emit()  # and on, without another press

        self._runner.write(self, lambda _task: keep_key(desk), kept)

    def _renew(self) -> None:
        desk = self._desk
        assert desk is not None
        self._asking = True
        self.changed.emit()

        def made(key: str) -> None:
            self._asking = False
            self.take(desk, key)

        def refused(error: UserError) -> None:
            self._asking = False
            self.changed.emit()
            self._messages.refuse(error)

        self._runner.write(self, lambda _task: new_recovery_key(desk), made, refused)

    def _doors(self) -> tuple[QPushButton, QPushButton, QPushButton]:
        """The ways a sheet leaves: printer, PDF, text."""
        printing = button(self.tr("Imprimer la fiche…"), glyph="printer")
        printing.clicked.connect(self._print)
        pdf = button(self.tr("Enregistrer en PDF…"), glyph="save")
        pdf.clicked.connect(lambda: self._choose(".pdf", self.tr("PDF (*.pdf)")))
        text = button(self.tr("En texte…"), kind="link")
        text.setToolTip(self.tr("Enregistrer la fiche en texte, sans mise en page"))
        text.clicked.connect(lambda: self._choose(".txt", self.tr("Texte (*.txt)")))
        return printing, pdf, text

    def _sheet(self) -> RecoverySheet:
        desk = self._desk
        assert desk is not None
        return make_sheet(desk, self._key)

    def _print(self) -> None:
        self._runner.read(
            self,
            self._sheet,
            lambda sheet: print_pages(
                self, self._runner, self._messages, sheet.pdf, lambda: None, noted=of_nobody
            ),
        )

    def _choose(self, suffix: str, kinds: str) -> None:
        place = next(iter(keys_plugged_in()), Path.home())
        self._messages.choose_target(
            self.tr("Où garder la fiche, lisible par tous"), place / f"fiche-de-secours{suffix}",
            kinds, self._save,
        )  # fmt: skip

    def _save(self, target: Path) -> None:
        desk = self._desk
        assert desk is not None

        def save(_task: Task) -> bool:
            save_sheet(desk, self._sheet(), target)
            return removable(target.parent) is True

        def saved(away: bool) -> None:  # noqa: FBT001  (what a write gives)
            words = (
                self.tr("Fiche enregistrée, lisible par tous\u00a0: {}")
                if away
                else self.tr(
                    "Fiche enregistrée\u00a0: {}. Elle se lit par tous\u00a0: mettez-la sur une "
                    "clé USB, loin de l’ordinateur."
                )
            )
            self._messages.inform(words.format(target), target)

        self._runner.write(self, save, saved)


def _held(*items: object) -> QWidget:
    holder = QWidget()
    holder.setLayout(column(*items, spacing=10))  # type: ignore[arg-type]  # widgets and layouts
    return holder


def _caption(text: str) -> QLabel:
    return label(text, role="caption", wrap=True)
