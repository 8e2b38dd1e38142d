"""The settings in one file for a colleague, told before it is written; another's, part by part."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coachdesk.core.errors import UserError
from coachdesk.services.settings_file.bundle import TITLES, Part, SettingsBundle
from coachdesk.services.settings_file.form import SUFFIX
from coachdesk.services.settings_file.gather import gathered, save_bundle
from coachdesk.services.settings_file.offer import (
    FileOffer,
    PartOffer,
    described,
    offer_settings,
)
from coachdesk.services.settings_file.taking import take_settings
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.settings.section import SettingsSection, note
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, clear, column, label, reveal, row
from coachdesk.ui.widgets.wide_check import WideCheck


class SharingSection(SettingsSection):
    """Nothing leaves nor comes that is not ticked."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._bundle: SettingsBundle | None = None
        self._offer: FileOffer | None = None
        self._fresh: QWidget | None = None
        """The first part of a file just read, until it is shown."""
        self.leaving: dict[Part, WideCheck] = {}
        self.coming: dict[Part, WideCheck] = {}
        self._out: QVBoxLayout = column(spacing=6)
        self.export = button(self.tr("Enregistrer le fichier…"), kind="primary", glyph="save")
        self.export.clicked.connect(self._export)
        self.box(
            self.tr("Donner mes réglages"),
            self._out,
            Flow(self.export, trailing=True),
            note(
                self.tr(
                    "Jamais dans ce fichier\u00a0: les personnes suivies, votre nom, votre "
                    "téléphone, les codes et les clés, les dossiers de cet ordinateur. Le profil "
                    "d’une action nomme l’association et, s’il y en a un, son second signataire."
                )
            ),
        )
        self.choose = button(self.tr("Choisir un fichier…"), glyph="folder-open")
        self.choose.clicked.connect(self._choose)
        self.answer = label("", tone="refused", aloud=True)
        self.answer.setContentsMargins(10, 6, 10, 6)
        self.answer.hide()
        self._in: QVBoxLayout = column(spacing=6)
        self.take = button(self.tr("Prendre ce qui est coché"), kind="primary", glyph="check")
        self.take.clicked.connect(self._take)
        self.take.hide()
        self.box(
            self.tr("Prendre les réglages d’un collègue"),
            Flow(self.choose),
            self.answer,
            self._in,
            Flow(self.take, trailing=True),
            note(
                self.tr(
                    "Rien n’est pris sans être montré d’abord. Ce qui n’est qu’ici reste. Ctrl+Z "
                    "annule, sauf les phrases, l’apparence et la signature."
                )
            ),
        )
        self.first = self.export
        self.found = {"export": self.export, "import": self.choose}

    def refresh(self) -> None:
        """Gather again what a file would hold; the file that is looked at stays."""
        desk = self.context.desk
        self.context.runner.read(self, lambda: gathered(desk), self._show)

    def _show(self, bundle: SettingsBundle) -> None:
        self._bundle = bundle
        unticked = {part for part, tick in self.leaving.items() if not tick.isChecked()}
        clear(self._out)
        self.leaving = {}
        for part, words in described(bundle).items():
            tick = self._line(self._out, TITLES[part], (words,))
            tick.setChecked(part not in unticked)
            tick.toggled.connect(self._tell)
            self.leaving[part] = tick
        self._tell()

    def _tell(self) -> None:
        self.export.setEnabled(any(tick.isChecked() for tick in self.leaving.values()))
        self.take.setEnabled(any(tick.isChecked() for tick in self.coming.values()))

    def _line(self, layout: QVBoxLayout, title: str, sentences: tuple[str, ...]) -> WideCheck:
        """A part to tick, what it holds below it."""
        tick = WideCheck(title)
        tick.setAccessibleDescription(" ".join(sentences))
        words = column(*(label(words, role="caption", wrap=True) for words in sentences), spacing=2)
        below = row(em(1.8), words, spacing=0)
        below.setStretch(1, 1)
        layout.addLayout(column(tick, below, spacing=0))
        return tick

    def _export(self) -> None:
        bundle = self._bundle
        if bundle is None:
            return
        wanted = frozenset(part for part, tick in self.leaving.items() if tick.isChecked())

        def chosen(target: Path) -> None:
            self.context.runner.read(
                self,
                lambda: save_bundle(bundle.only(wanted), target),
                lambda path: self.context.messages.inform(
                    self.tr("Réglages enregistrés\u00a0: {}").format(path), path
                ),
            )

        self.context.messages.choose_target(
            self.tr("Où enregistrer les réglages"), Path.home() / f"mes-reglages{SUFFIX}",
            self.tr("Réglages de CoachDesk (*{})").format(SUFFIX), chosen,
        )  # fmt: skip

    def _choose(self) -> None:
        desk = self.context.desk

        def chosen(path: Path) -> None:
            self.context.runner.read(
                self, lambda: offer_settings(desk, path), self._show_offer, self._refuse
            )

        self.context.messages.choose_file(
            self.tr("Réglages d’un collègue"),
            self.tr("Réglages de CoachDesk (*{})").format(SUFFIX), chosen,
        )  # fmt: skip

    def _show_offer(self, offer: FileOffer) -> None:
        self._offer = offer
        self.answer.hide()
        clear(self._in)
        self._in.addWidget(
            label(self.tr("Dans {}\u00a0:").format(offer.name), role="strong", wrap=True)
        )
        self.coming = {part.part: self._part(part) for part in offer.parts}
        self.take.show()
        self._tell()
        first = next((tick for tick in self.coming.values() if tick.isEnabled()), self.choose)
        first.setFocus()
        self._fresh = first

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What a file holds stands below what is given: once there is room, it is shown."""
        super().resizeEvent(event)
        if self._fresh is not None:
            first, self._fresh = self._fresh, None
            for part in (self.take, first):  # all of it, or its beginning
                QTimer.singleShot(0, self, partial(reveal, part))

    def _part(self, part: PartOffer) -> WideCheck:
        """Ticked when it only adds; what replaces waits for her own tick."""
        tick = self._line(self._in, part.title, part.sentences)
        tick.setEnabled(part.useful)
        tick.setChecked(part.useful and not part.replaced)
        tick.toggled.connect(self._tell)
        return tick

    def _refuse(self, error: UserError) -> None:
        self._offer = None
        clear(self._in)
        self.coming = {}
        self.take.hide()
        self.answer.setText(str(error))
        self.answer.show()
        self.choose.setFocus()

    def _take(self) -> None:
        offer, desk = self._offer, self.context.desk
        if offer is None:
            return
        wanted = frozenset(part for part, tick in self.coming.items() if tick.isChecked())

        def taken(_: None) -> None:
            self.context.messages.inform(self.tr("Réglages pris (Ctrl+Z annule)."))
            if Part.MACHINE in wanted:
                self.context.appearance.read_again()
            self.context.reopen(Target(Screen.SETTINGS, section="sharing"))

        self.context.runner.write(
            self, lambda _task: take_settings(desk, offer.bundle, wanted), taken
        )
