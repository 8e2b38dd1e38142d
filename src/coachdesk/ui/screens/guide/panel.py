"""The guide to read: its pages listed by moment, a line to seek in it, the page that is shown.

It needs no open store: the same panel answers F1 before the passphrase is typed.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFont,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from coachdesk import __version__
from coachdesk.domain.guide_text import GuidePage
from coachdesk.services.guide.pages import by_moment, guide_pages, page_named, pages_about
from coachdesk.services.guide.seeking import Found, pages_found
from coachdesk.ui.program_icon import ProgramMark
from coachdesk.ui.screens.guide.text import GuideText
from coachdesk.ui.theme import em, tokens
from coachdesk.ui.widgets.layout import InnerArea, clear, column, label, panel, reveal, row
from coachdesk.ui.widgets.spoken import clearable, speaks_as, with_glass
from coachdesk.ui.widgets.two_columns import stand_beside
from coachdesk.ui.widgets.wrapped_button import WordsButton

_SIDE = 20
"""Width of the list at the left, in heights of the font."""
_NARROW = 62
"""Below it the list is a choice above the page."""


class _PageLine(WordsButton):
    """The title of a page, on as many lines as it needs; the one that is read is marked."""

    moved = Signal(int)
    """The arrows go to the line after (1) or before (-1): Tab leaves the list at once."""

    def __init__(self, title: str) -> None:
        super().__init__(title, "line")
        self.setProperty("role", "section")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move in the list."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(step)

    def ink(self) -> QColor:
        """Marked, it is of the colour of headings."""
        return QColor(tokens().accent_deep if self.isChecked() else tokens().ink)

    def words_font(self) -> QFont:
        """Marked, it is bold."""
        font = QFont(self.font())
        font.setBold(self.isChecked())
        return font


class GuidePanel(QWidget):
    """``page`` is the one shown."""

    def __init__(self) -> None:
        super().__init__()
        self.seek = QLineEdit()
        clearable(self.seek)
        with_glass(self.seek)
        self.seek.setPlaceholderText(self.tr("Chercher dans l’aide"))
        self.seek.setAccessibleName(self.tr("Chercher dans l’aide"))
        self.seek.setToolTip(self.tr("Quelques mots, puis Entrée, ou les flèches (Ctrl+F)"))
        self.seek.textChanged.connect(self._look)
        self.seek.returnPressed.connect(self._take_first)
        QShortcut(QKeySequence("Ctrl+F"), self, self._find)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.seek)
        down.activated.connect(lambda: self._step_found(None, 1))
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.text = GuideText()
        self.text.asked.connect(lambda key: self.show_page(key))  # noqa: PLW0108  (no others)
        self.page: GuidePage | None = None
        self.found: tuple[Found, ...] = ()
        self.answers: list[QPushButton] = []
        """The lines of the pages found."""
        self.choices: dict[str, QPushButton] = {}
        self.results = QWidget()
        self._listed_results = QVBoxLayout(self.results)
        self._listed_results.setContentsMargins(0, 0, 0, 0)
        self._listed_results.setSpacing(2)
        self.results.hide()
        self._list = self._make_list()
        self.area = InnerArea(self._in_area())
        self.combo = QComboBox()
        self.combo.setAccessibleName(self.tr("Page de l’aide"))
        self.combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for page in guide_pages():
            self.combo.addItem(page.title, page.key)
        self.combo.activated.connect(lambda _: self.show_page(str(self.combo.currentData())))
        self._program = self._make_program()
        self._side = QWidget()
        side = column(self.seek, self.combo, self.area, self._program, spacing=8)
        side.setStretch(2, 1)
        self._side.setLayout(side)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(em(1))
        self._box.addWidget(self._side)
        self._box.addWidget(panel(column(self.text), margin=2), 1)
        self.setLayout(self._box)
        self._arrange()

    def show_about(self, screen: str) -> None:
        """The page that tells of that screen; the first one where none does."""
        about = pages_about(screen)
        if about:
            self.show_page(about[0].key, about[1:])

    def show_page(self, key: str, others: tuple[GuidePage, ...] = ()) -> None:
        """Show that page, and the links to ``others``; what is not one stays unheard."""
        page = page_named(key)
        if page is None:
            return
        pages = guide_pages()
        at = pages.index(page)
        self.page = page
        self.text.show_page(page, others, pages[at + 1] if at + 1 < len(pages) else None)
        for other, choice in self.choices.items():
            choice.setChecked(other == page.key)
            tabbed = Qt.FocusPolicy.StrongFocus if other == page.key else Qt.FocusPolicy.ClickFocus
            choice.setFocusPolicy(tabbed)
        self.combo.setCurrentIndex(at)
        if page.key in self.choices and self.results.isHidden():
            reveal(self.choices[page.key])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the pages are a choice above the one that is read."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < em(_NARROW)
        seeking = not self.results.isHidden()
        self.combo.setVisible(narrow and not seeking)
        self.area.setVisible(not narrow or seeking)
        self._list.setVisible(not seeking)
        self._program.setVisible(not narrow)
        stand_beside(self._box, self._side, None if narrow else em(_SIDE))

    def _make_list(self) -> QWidget:
        listed = QWidget()
        lines = QVBoxLayout(listed)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        for moment, pages in by_moment(guide_pages()).items():
            heading = label(moment, role="caption", wrap=True)
            heading.setContentsMargins(8, em(0.7), 0, em(0.2))
            lines.addWidget(heading)
            for page in pages:
                self.choices[page.key] = self._choice(page)
                lines.addWidget(self.choices[page.key])
        return listed

    @staticmethod
    def _make_program() -> QWidget:
        """Of which program, at which version, the pages tell."""
        made = QWidget()
        version = label(f"CoachDesk {__version__}", role="caption")
        made.setLayout(row(8, ProgramMark(1.6), version, None))
        return made

    def _in_area(self) -> QWidget:
        held = QWidget()
        held.setLayout(column(self.results, self._list, None, spacing=0))
        return held

    def _choice(self, page: GuidePage) -> QPushButton:
        choice = _PageLine(page.title)
        choice.setCheckable(True)
        speaks_as(choice, QAccessible.Role.PageTab)
        choice.clicked.connect(lambda: self.show_page(page.key))
        choice.moved.connect(lambda step: self._move(page, step))
        return choice

    def _move(self, page: GuidePage, step: int) -> None:
        """The page after or before, with the keyboard on its line."""
        pages = guide_pages()
        at = pages.index(page) + step
        if 0 <= at < len(pages):
            self.show_page(pages[at].key)
            self.choices[pages[at].key].setFocus()

    def _look(self, typed: str) -> None:
        self.found = pages_found(typed)
        clear(self._listed_results)
        self.answers.clear()
        seeking = bool(typed.strip())
        self.results.setVisible(seeking)
        for each in self.found:
            self._listed_results.addWidget(self._result(each))
        if seeking and not self.found:
            words = self.tr("Aucune page ne porte ces mots. Essayez-en un autre, ou un seul.")
            self._listed_results.addWidget(label(words, role="caption", wrap=True))
        self._arrange()

    def _result(self, found: Found) -> QWidget:
        """A page that answers, and below it the passage where it does."""
        line = _PageLine(found.page.title)
        line.setAccessibleDescription(found.passage)
        line.clicked.connect(lambda: self.show_page(found.page.key))
        line.moved.connect(lambda step: self._step_found(line, step))
        self.answers.append(line)
        passage = label(found.passage, role="caption", wrap=True)
        held = column(line, passage, spacing=0)
        passage.setContentsMargins(10, 0, 6, em(0.5))
        made = QWidget()
        made.setLayout(held)
        return made

    def _step_found(self, line: QPushButton | None, step: int) -> None:
        """From the line that is typed in to the pages found, from one to the other, and back."""
        at = (self.answers.index(line) if line is not None else -1) + step
        if at < 0:
            self.seek.setFocus()
        elif at < len(self.answers):
            self.answers[at].setFocus()
            reveal(self.answers[at])

    def _take_first(self) -> None:
        if self.found:
            self.show_page(self.found[0].page.key)

    def _find(self) -> None:
        self.seek.setFocus()
        self.seek.selectAll()
