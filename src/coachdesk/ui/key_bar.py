"""Above every page: a key was plugged in; a sauvegarde there is one click away.

While one is made, how far it is: the key must stay in.
"""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from coachdesk.services.backup.keys import key_name
from coachdesk.ui.backups.keeper import BackupKeeper
from coachdesk.ui.widgets.bars import OfferBar
from coachdesk.ui.widgets.layout import button


class KeyBar(OfferBar):
    """The first key that is neither used, put off nor refused."""

    def __init__(self, keeper: BackupKeeper, parent: QWidget) -> None:
        super().__init__("save", parent)
        self.save = button(self.tr("Sauvegarder ici"), kind="primary", glyph="save")
        self.save.setToolTip(
            self.tr("Maintenant, puis toute seule chaque fois que cette clé est branchée")
        )
        self.never = button(self.tr("Jamais sur cette clé"))
        self.add_answers(self.never, self.later, self.save)
        self._keeper = keeper
        self._put_off: frozenset[Path] = frozenset()
        """Not proposed again until they are plugged in once more."""
        self._key: Path | None = None
        self.save.clicked.connect(self._save)
        self.later.clicked.connect(self._put_it_off)
        self.never.clicked.connect(self._refuse)
        keeper.offered.connect(self._propose)
        keeper.begun.connect(self._begin)
        keeper.progressed.connect(self._step)
        keeper.ended.connect(self.end)
        if keeper.on_key:  # the pages were made anew while it goes on
            self._begin()
        self._propose(keeper.offers)

    def _propose(self, keys: tuple[Path, ...]) -> None:
        self._put_off &= frozenset(keys)
        self._key = next((key for key in keys if key not in self._put_off), None)
        words = self.tr(
            "La clé «\u00a0{}\u00a0» est branchée. Y garder une copie chiffrée, désormais\u202f?"
        )
        self.offer(words.format(key_name(self._key)) if self._key is not None else "")

    def _save(self) -> None:
        if self._key is not None:
            self._keeper.save_on(self._key)

    def _put_it_off(self) -> None:
        if self._key is not None:
            self._put_off |= {self._key}
            self._propose(self._keeper.offers)

    def _refuse(self) -> None:
        if self._key is not None:
            self._keeper.refuse(self._key)

    def _begin(self) -> None:
        self.begin(self.tr("Sauvegarde sur la clé\u00a0: laissez-la branchée"), self._keeper)

    def _step(self, share: float, words: str) -> None:
        if self.progress.busy:
            told = self.tr("Sauvegarde sur la clé\u00a0: laissez-la branchée. {}…").format(words)
            self.progress.step(share, told)

    def end(self) -> None:
        """Its keys are asked again: the one just used is offered no more."""
        super().end()
        self._propose(self._keeper.offers)
