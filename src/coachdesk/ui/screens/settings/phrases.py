"""The coach's own phrases: added, changed in their line, put in order, taken out."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout

from coachdesk.services.phrases import keep_phrases, own_phrases
from coachdesk.ui.context import Context
from coachdesk.ui.screens.settings.section import SettingsSection, note
from coachdesk.ui.widgets.fields import EntryLine, captioned
from coachdesk.ui.widgets.layout import button, clear, column, label, row

_MOST = 200
"""Phrases that are still a choice; beyond, nobody finds one."""


class PhrasesSection(SettingsSection):
    """A line is kept once it is left; what is taken out is given back by « Remettre »."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._phrases: tuple[str, ...] = ()
        self._before: tuple[str, ...] = ()
        self._moved: tuple[int, int] | None = None
        """Where a phrase was just moved, and which way."""
        self.lines: list[QLineEdit] = []
        self.new = EntryLine()
        self.new.setPlaceholderText(self.tr("p. ex. a relancé l’entreprise, sans réponse"))
        self.new.entered.connect(self._add)
        self.add = button(self.tr("Ajouter"), glyph="plus")
        self.add.clicked.connect(self._add)
        self._list: QVBoxLayout = column(spacing=4)
        self.empty = label(
            self.tr("Vous n’avez pas encore de phrase à vous. Écrivez ici celle que vous tapez "
                    "tous les jours."), role="soft", wrap=True,
        )  # fmt: skip
        self.back = button(self.tr("Remettre la liste d’avant"), kind="link", glyph="undo-2")
        self.back.clicked.connect(lambda: self._keep(self._before))
        self.back.hide()
        typed = row(self.new, self.add)
        typed.setStretch(0, 1)
        self.box(
            self.tr("Mes phrases"),
            self.empty,
            self._list,
            captioned(self.tr("Une phrase de plus"), self.new),
            row(None, self.back, self.add),
            note(
                self.tr(
                    "Dans les notes d’un rendez-vous\u00a0: «\u00a0/\u00a0» ou Ctrl+Espace. Retenu "
                    "aussitôt\u00a0; Ctrl+Z n’y touche pas, «\u00a0Remettre\u00a0» si."
                )
            ),
        )
        shared = context.action.profile.phrases
        self.box(
            self.tr("Celles de l’action"),
            *(label(phrase, wrap=True) for phrase in shared),
            idea=self.tr("Elles viennent du profil et passent avant les vôtres."),
        )
        self.first = self.new
        self.found = {"list": self.new}

    def refresh(self) -> None:
        """See ``SettingsSection``."""
        desk = self.context.desk
        self.context.runner.read(self, lambda: desk.read(own_phrases), self._show)

    def _show(self, phrases: tuple[str, ...]) -> None:
        if phrases == self._phrases and self.lines:
            return  # what is being typed in a line stays
        self._phrases = phrases
        for edit in self.lines:
            edit.blockSignals(True)  # a line that goes is not a line that was changed
        clear(self._list)
        self.lines = []
        for place, phrase in enumerate(phrases):
            edit = QLineEdit(phrase)
            edit.setCursorPosition(0)
            edit.setAccessibleName(self.tr("Phrase {}").format(place + 1))
            edit.editingFinished.connect(lambda at=place, line=edit: self._change(at, line.text()))
            up = button("", kind="icon", glyph="arrow-up", name=self.tr("Monter"))
            up.setEnabled(place > 0)
            up.clicked.connect(lambda _=False, at=place: self._swap(at, at - 1))
            down = button("", kind="icon", glyph="arrow-down", name=self.tr("Descendre"))
            down.setEnabled(place + 1 < len(phrases))
            down.clicked.connect(lambda _=False, at=place: self._swap(at, at + 1))
            out = button("", kind="icon", glyph="trash-2", name=self.tr("Retirer"))
            out.clicked.connect(lambda _=False, at=place: self._change(at, ""))
            moved = (
                up if self._moved == (place, -1) else down if self._moved == (place, 1) else None
            )
            if moved is not None:
                QTimer.singleShot(0, moved, self._follow(moved, edit))
            line = row(edit, up, down, out, spacing=2)
            line.setStretch(0, 1)
            self._list.addLayout(line)
            self.lines.append(edit)
        self.empty.setVisible(not phrases)

    def _add(self) -> None:
        typed = self.new.text().strip()
        if typed and len(self._phrases) < _MOST:
            self.new.clear()
            self._keep((*self._phrases, typed))
        self.new.setFocus()

    def _change(self, place: int, phrase: str) -> None:
        if place < len(self._phrases) and phrase.strip() != self._phrases[place]:
            self._keep((*self._phrases[:place], phrase, *self._phrases[place + 1 :]))

    def _follow(self, moved: QPushButton, edit: QLineEdit) -> Callable[[], None]:
        """The keyboard goes with the phrase that was moved, as far as it can go."""
        self._moved = None
        return (moved if moved.isEnabled() else edit).setFocus

    def _swap(self, place: int, other: int) -> None:
        self._moved = (other, other - place)
        phrases = list(self._phrases)
        phrases[place], phrases[other] = phrases[other], phrases[place]
        self._keep(tuple(phrases))

    def _keep(self, phrases: tuple[str, ...]) -> None:
        desk, self._before = self.context.desk, self._phrases

        def kept(_: None) -> None:
            self.back.show()
            self.refresh()

        self.context.runner.write(self, lambda _task: keep_phrases(desk, phrases), kept)
