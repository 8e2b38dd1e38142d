"""Above every page: a key was plugged in; a sauvegarde there is one click away.

While one is made, how far it is: the key must stay in.
"""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from coachdesk.services.backup.keys import key_name
from coachdesk.ui.backups.keeper import BackupKeeper
from coachdesk.ui.widgets.layout import Glyph, button, column, label, row
from coachdesk.ui.widgets.progress import ProgressLine


class KeyBar(QWidget):
    """Nothing waits behind it: she goes on with her work, or answers."""

    def __init__(self, keeper: BackupKeeper) -> None:
        super().__init__()
        self._keeper = keeper
        self._later: frozenset[Path] = frozenset()
        """Those put off: not proposed again until they are plugged in once more."""
        self.setObjectName("opensheets")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = label("", wrap=True)
        self.save = button(self.tr("Sauvegarder ici"), kind="primary", glyph="save")
        self.save.setToolTip(
            self.tr("Maintenant, puis toute seule chaque fois que cette clé est branchée")
        )
        self.save.clicked.connect(self._save)
        self.later = button(self.tr("Plus tard"))
        self.later.clicked.connect(self._put_off)
        self.never = button(self.tr("Jamais sur cette clé"))
        self.never.clicked.connect(self._refuse)
        line = row(
            Glyph("save", "accent"), self.words, self.never, self.later, self.save, spacing=10
        )
        line.setStretch(1, 1)
        self._offer = QWidget()
        self._offer.setLayout(line)
        self.progress = ProgressLine()
        layout = column(self._offer, self.progress, spacing=0)
        layout.setContentsMargins(24, 6, 24, 6)
        self.setLayout(layout)
        self._key: Path | None = None
        keeper.offered.connect(self._show_offer)
        keeper.begun.connect(self._begin)
        keeper.progressed.connect(self._step)
        keeper.ended.connect(self._end)
        self._offer.hide()
        self.hide()
        if keeper.on_key:  # the pages were made anew while it goes on
            self._begin()
        else:
            self._show_offer(keeper.offers)

    def _show_offer(self, keys: tuple[Path, ...]) -> None:
        self._later &= frozenset(keys)
        self._key = next((key for key in keys if key not in self._later), None)
        if self._key is not None:
            self.words.setText(
                self.tr(
                    "La clé «\u00a0{}\u00a0» est branchée. Y garder une copie chiffrée, "
                    "désormais\u202f?"
                ).format(key_name(self._key))
            )
        offers = self._key is not None and not self.progress.busy
        self._offer.setVisible(offers)
        self.setVisible(offers or self.progress.busy)

    def _save(self) -> None:
        if self._key is not None:
            self._keeper.save_on(self._key)

    def _put_off(self) -> None:
        if self._key is not None:
            self._later |= {self._key}
            self._show_offer(self._keeper.offers)

    def _refuse(self) -> None:
        if self._key is not None:
            self._keeper.refuse(self._key)

    def _begin(self) -> None:
        self._offer.hide()
        self.progress.begin(self.tr("Sauvegarde sur la clé\u00a0: laissez-la branchée"))
        self.progress.follow(self._keeper)
        self.show()

    def _step(self, share: float, words: str) -> None:
        if self.progress.busy:
            told = self.tr("Sauvegarde sur la clé\u00a0: laissez-la branchée. {}…").format(words)
            self.progress.step(share, told)

    def _end(self) -> None:
        self.progress.end()
        self._show_offer(self._keeper.offers)
