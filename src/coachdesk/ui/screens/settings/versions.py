"""The versions of the profile: what was closed with each, read, and compared with today's."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from coachdesk.core.french import long_date, plural
from coachdesk.services.actions.versions import (
    KeptVersion,
    ProfileHistory,
    profile_history,
    version_parts,
)
from coachdesk.ui.context import Context
from coachdesk.ui.screens.settings.profile_reading import part_layout
from coachdesk.ui.screens.settings.section import note
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, clear, column, label, reveal, rule


class VersionsList(QWidget):
    """Each with what was closed with it; one at most is open, read or compared."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._lines: QVBoxLayout = column(spacing=8)
        self.buttons: dict[int, Flow] = {}
        self._open: tuple[int, str] | None = None
        self._place: QWidget | None = None
        self.setLayout(self._lines)

    def refresh(self) -> None:
        """Read them again."""
        desk, action = self._context.desk, self._context.action
        self._context.runner.read(self, lambda: profile_history(desk, action), self._show)

    def _show(self, history: ProfileHistory) -> None:
        clear(self._lines)
        self._open = self._place = None
        self.buttons = {}
        if not history.versions:
            self._lines.addWidget(
                label(
                    self.tr("Aucune encore\u00a0: le premier mois clôturé gardera le profil tel "
                            "qu’il est."), role="soft", wrap=True,
                )
            )  # fmt: skip
        for place, version in enumerate(history.versions):
            if place:
                self._lines.addWidget(rule())
            self._lines.addLayout(self._version(version))
        if history.unkept:
            self._lines.addWidget(rule())
            self._lines.addWidget(
                note(
                    self.tr("Clôturés avant que le profil soit gardé, montrés avec l’actuel"
                            "\u00a0: {}.").format(history.unkept)
                )
            )  # fmt: skip

    def _version(self, version: KeptVersion) -> QVBoxLayout:
        title = self.tr("Profil n°\u00a0{}, gardé le {}").format(
            version.number, long_date(version.kept_at.astimezone().date())
        )
        told = []
        if version.months:
            told.append(self.tr("Mois clôturés\u00a0: {}.").format(version.months))
        if version.years:
            told.append(self.tr("Bilans clôturés\u00a0: {}.").format(version.years))
        if not told:
            told.append(self.tr("Remplacé depuis, par une rectification ou un nouveau bilan."))
        read = button(self.tr("Lire"), glyph="book-open")
        read.setAccessibleName(self.tr("Lire le profil n° {}").format(version.number))
        inside = QWidget()
        inside.setLayout(column(spacing=8))
        inside.hide()
        read.clicked.connect(lambda: self._toggle(version, inside, "read"))
        if not self.buttons:
            self.setFocusProxy(read)
        acts = Flow(read)
        if version.differing:
            words = self.tr("{} depuis").format(
                plural(len(version.differing), self.tr("changement"))
            )
            differs = button(words, glyph="eye")
            differs.setToolTip(self.tr("Ce que le profil d’aujourd’hui dit autrement"))
            differs.clicked.connect(lambda: self._toggle(version, inside, "differs"))
            acts.add(differs)
        else:
            told.append(self.tr("C’est celui d’aujourd’hui."))
        self.buttons[version.number] = acts
        return column(
            label(title, role="strong", wrap=True), note(" ".join(told)), acts, inside, spacing=4
        )

    def _toggle(self, version: KeptVersion, inside: QWidget, what: str) -> None:
        """Open it, or close what is open."""
        again = self._open == (version.number, what)
        if self._place is not None:
            self._place.hide()
        self._open, self._place = (None, None) if again else ((version.number, what), inside)
        if again:
            return
        layout = inside.layout()
        assert isinstance(layout, QVBoxLayout), "it was made with one"
        clear(layout)
        if what == "read":
            for part in version_parts(version):
                layout.addLayout(part_layout(part))
        for line in version.differing if what == "differs" else ():
            layout.addWidget(label(line, wrap=True))
        inside.show()
        reveal(inside)
