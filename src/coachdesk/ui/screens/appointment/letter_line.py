"""A letter that is ready where the coach is: looked at, put with those to print, saved, copied."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.documents.letters import (
    Letter,
    Wanted,
    put_to_print,
    read_letter,
    save_letter,
)
from coachdesk.ui.clipboard import copy_text
from coachdesk.ui.context import Context
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, row
from coachdesk.ui.widgets.page_view import PageView

T = TypeVar("T")
_WIDEST = 44
"""Of the page shown, in heights of the font."""


class LetterLine(QWidget):
    """Its acts, and its pages once asked for. Each act says what it did.

    What they do comes after the writes asked before: what was just typed is in the letter.
    """

    def __init__(
        self, context: Context, kind: str, wanted: Callable[[], Wanted | None], *, short: bool
    ) -> None:
        """``wanted`` tells the letter as it is asked for now.

        A ``short`` line is not saved nor copied, and says itself what is ready.
        """
        super().__init__()
        self._context, self._kind, self._wanted = context, kind, wanted
        self.ready = label("", role="strong", wrap=True)
        self.look = button(self.tr("Voir"), glyph="eye")
        self.print = button(self.tr("À imprimer"), glyph="printer")
        self.save = button(self.tr("Enregistrer…"), glyph="save")
        self.copy = button(self.tr("Copier le texte"), glyph="copy")
        self._name = self.tr("La lettre telle qu’elle sera imprimée")
        self.page = PageView(context.runner, self._name, whole=True)
        self.page.setMaximumWidth(em(_WIDEST))
        self.print.setToolTip(self.tr("La mettre avec ce qui attend l’imprimante du bureau"))
        self.look.clicked.connect(self._look)
        self.print.clicked.connect(self._put)
        self.save.clicked.connect(lambda: self._do(read_letter, self._choose))
        self.copy.clicked.connect(lambda: self._do(read_letter, self._copied))
        above = (self.ready,) if short else ()
        acts = Flow(self.look, self.print, *(() if short else (self.save, self.copy)))
        shown = row(self.page, None)
        shown.setStretch(0, 1)  # as wide as it may be, and what is left to its right
        shown.setStretch(1, 0)
        self.setLayout(column(*above, acts, shown, spacing=8))
        self.forget_page()

    def show_letter(self, words: str) -> None:
        """Say which letter is ready."""
        self.ready.setText(words)
        self.forget_page()

    def show_waiting(self, kinds: Collection[str]) -> None:
        """Say whether it is with those to print already."""
        waits = self._kind in kinds
        self.print.setEnabled(not waits)
        self.print.setText(
            self.tr("Dans «\u00a0À imprimer\u00a0»") if waits else self.tr("À imprimer")
        )

    def forget_page(self) -> None:
        """What it says has changed, or may have."""
        self.page.hide()
        self.page.clear()

    def _do(self, act: Callable[[Desk, ActionInfo, Wanted], T], done: Callable[[T], None]) -> None:
        """Do something with the letter as it is wanted now, away from the window."""
        wanted, desk, action = self._wanted(), self._context.desk, self._context.action
        if wanted is not None:
            self._context.runner.write(self, lambda _task: act(desk, action, wanted), done)

    def _look(self) -> None:
        if not self.page.isHidden():
            self.forget_page()
            return

        def show(letter: Letter) -> None:
            self.page.show_pdf(letter.pdf, self._name)
            self.page.show()

        self._do(read_letter, show)

    def _put(self) -> None:
        def done(_: object) -> None:
            self.show_waiting({self._kind})
            self._context.messages.inform(
                self.tr("Mis dans «\u00a0À imprimer\u00a0», pour l’imprimante du bureau.")
            )

        self._do(put_to_print, done)

    def _choose(self, letter: Letter) -> None:
        self._context.messages.choose_target(
            self.tr("Enregistrer la lettre, en clair"),
            Path.home() / letter.file_name,
            self.tr("PDF (*.pdf)"),
            self._save,
        )

    def _save(self, target: Path) -> None:
        self._do(
            lambda desk, action, wanted: save_letter(desk, action, wanted, target),
            lambda _: self._context.messages.inform(
                self.tr("Enregistré en clair\u00a0: {}").format(target), target
            ),
        )

    def _copied(self, letter: Letter) -> None:
        copy_text(letter.text)
        self._context.messages.inform(self.tr("Le texte de la lettre est copié, pour une minute."))
