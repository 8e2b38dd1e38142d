"""Réglages: the sections at the left, the one chosen at the right, any setting by a few letters."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.settings.index import Entry, SectionInfo, entries_found, sections
from coachdesk.ui.screens.settings.section import SettingsSection
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.flow import Flow, said_hidden
from coachdesk.ui.widgets.layout import button, clear, column, label, reveal, scroll_to_top
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.progress import ProgressLine
from coachdesk.ui.widgets.spoken import clearable, speaks_as
from coachdesk.ui.widgets.two_columns import stand_beside

_SIDE = 17
"""Width of the sections at the left, in heights of the font."""
_NARROW = 58
"""Below it they stand above, as chips."""
_WIDEST = 62
"""Of what is set: a line to read, not to run along."""
_SHOWN = 8


class SettingsScreen(Page):
    """Each section is made when it is first opened; nothing waits for a button « Enregistrer »."""

    def __init__(self, context: Context) -> None:
        super().__init__("")
        self._context = context
        self.title.setText(self.tr("Réglages"))
        self.infos = {info.key: info for info in sections()}
        self._made: dict[str, SettingsSection] = {}
        self.shown = ""
        """The key of the section that is shown."""
        self.seek = QLineEdit()
        clearable(self.seek)
        self.seek.setPlaceholderText(self.tr("Trouver un réglage"))
        self.seek.setAccessibleName(self.tr("Trouver un réglage"))
        self.seek.setToolTip(self.tr("Quelques lettres, puis Entrée (Ctrl+F)"))
        self.seek.textChanged.connect(self._look)
        self.seek.returnPressed.connect(self._take_first)
        QShortcut(QKeySequence("Ctrl+F"), self, self._find)
        self._results: tuple[Entry, ...] = ()
        self.results = QWidget()
        self._found = QVBoxLayout(self.results)
        self._found.setContentsMargins(0, 0, 0, 0)
        self._found.setSpacing(4)
        self.results.hide()
        self.choices = {key: self._choice(info) for key, info in self.infos.items()}
        self._list = QWidget()
        self._list.setLayout(column(*self.choices.values(), spacing=2))
        self._chips = Flow()
        self.chips = {key: self._chip(info) for key, info in self.infos.items()}
        self._side = QWidget()
        self._side.setLayout(
            column(self.seek, self.results, self._list, self._chips, None, spacing=8)
        )
        self.heading = label("", role="heading", wrap=True)
        self.idea = label("", role="soft", wrap=True)
        self._held = QVBoxLayout()
        self._held.setContentsMargins(0, 0, 0, 0)
        right = QWidget()
        right.setLayout(column(self.heading, self.idea, 4, self._held, None, spacing=4))
        right.setMaximumWidth(em(_WIDEST))
        right.setMinimumWidth(0)
        right.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setSpacing(em(1.6))
        self._box.addWidget(self._side, 0, Qt.AlignmentFlag.AlignTop)
        self._box.addWidget(right, 1)
        self.body.addLayout(self._box)
        self.body.addStretch(1)
        self.first = self.seek
        self._arrange()

    @property
    def long_act(self) -> ProgressLine | None:  # type: ignore[override]  # it is that of a section
        """The copy or the file under way in one of the sections."""
        acts = (section.long_act for section in self._made.values())
        return next((act for act in acts if act is not None and act.busy), None)

    @property
    def part(self) -> str:  # type: ignore[override]  # it changes
        """The guide has a page about each section."""
        return self.shown

    @property
    def section(self) -> SettingsSection:
        """The section that is shown."""
        return self._made[self.shown]

    def show_target(self, target: Target) -> None:
        """Open the section that is named, or the one shown before; ``key/entry`` its setting."""
        key, _, entry = target.section.partition("/")
        self._show(key if key in self.infos else self.shown or next(iter(self.infos)))
        self.first = self.section.first if key else self.seek
        if entry:
            self.section.open_entry(entry)
        if entry in self.section.found:
            self.first = self.section.found[entry]
        if self.isVisible():
            scroll_to_top(self)
            self.take_keyboard()

    def refresh(self) -> None:
        """Read the section again."""
        if self.shown:
            self.section.refresh()

    def take_keyboard(self) -> None:
        """Where the setting asked for is, or what stands there instead of it."""
        if said_hidden(self.first):
            self.first = self.section.first
        super().take_keyboard()
        reveal(self.first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sections stand above what is set where the page is narrow."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < em(_NARROW)
        self._list.setVisible(not narrow and self.results.isHidden())
        self._chips.setVisible(narrow and self.results.isHidden())
        stand_beside(self._box, self._side, None if narrow else em(_SIDE))

    def _show(self, key: str) -> None:
        if key not in self._made:
            self._made[key] = self.infos[key].make(self._context)
            self._held.addWidget(self._made[key])
        self.shown = key
        for other, section in self._made.items():
            section.setVisible(other == key)
        for buttons in (self.choices, self.chips):
            for other, choice in buttons.items():
                choice.setChecked(other == key)
        self.heading.setText(self.infos[key].name)
        self.idea.setText(self.infos[key].idea)
        self.section.refresh()

    def _open(self, section: str, entry: str = "") -> None:
        """By way of the window, which comes back to it once its pages are made anew."""
        where = f"{section}/{entry}" if entry else section
        self._context.go(Target(Screen.SETTINGS, section=where))

    def _look(self, typed: str) -> None:
        self._results = entries_found(typed)[:_SHOWN] if typed.strip() else ()
        clear(self._found)
        self.results.setVisible(bool(typed.strip()))
        for entry in self._results:
            self._found.addWidget(self._result(entry))
        if typed.strip() and not self._results:
            self._found.addWidget(
                label(self.tr("Aucun réglage ne porte ces mots."), role="caption", wrap=True)
            )
        self._arrange()

    def _result(self, entry: Entry) -> QPushButton:
        """A line that opens its section on that setting."""
        where = self.infos[entry.section].name
        made = button("", kind="line")
        words = column(
            label(entry.name, wrap=True), label(where, role="caption", wrap=True), spacing=0
        )
        words.setContentsMargins(8, 4, 8, 4)
        made.setLayout(words)
        made.setMinimumHeight(em(3.2))
        made.setAccessibleName(f"{entry.name}, {where}")
        made.clicked.connect(lambda: self._take(entry))
        return made

    def _find(self) -> None:
        self.seek.setFocus()
        reveal(self.seek)

    def _take_first(self) -> None:
        if self._results:
            self._take(self._results[0])

    def _take(self, entry: Entry) -> None:
        self.seek.clear()
        self._open(entry.section, entry.key)

    def _choice(self, info: SectionInfo) -> QPushButton:
        choice = button(info.name, glyph=info.glyph)
        choice.setProperty("role", "section")
        choice.setIconSize(QSize(em(1.6), em(1.2)))
        choice.setCheckable(True)
        speaks_as(choice, QAccessible.Role.PageTab)
        choice.setToolTip(info.idea)
        choice.clicked.connect(lambda: self._open(info.key))
        return choice

    def _chip(self, info: SectionInfo) -> QPushButton:
        chip = button(info.name, kind="mini")
        chip.setProperty("choice", True)
        chip.setCheckable(True)
        speaks_as(chip, QAccessible.Role.PageTab)
        chip.setToolTip(info.idea)
        chip.clicked.connect(lambda: self._open(info.key))
        self._chips.add(chip)
        return chip
