"""The part of the bilan that is shown, each made when it is first turned to."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from coachdesk.domain.report_names import UNKNOWN, Nameable
from coachdesk.services.report.screen import BilanView
from coachdesk.ui.context import Context
from coachdesk.ui.screens.bilan.contents import Entry
from coachdesk.ui.screens.bilan.front import (
    CHANGES,
    DEFINITIONS,
    FRONT,
    ChangesView,
    DefinitionsView,
    FrontView,
)
from coachdesk.ui.screens.bilan.section import SectionView
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, scroll_to_top


class PartsReading(QFrame):
    """``cell_opened`` carries a number, ``stepped`` how many parts on she goes.

    The texts that are typed stay in their forms, whatever part is shown.
    """

    cell_opened = Signal(object)
    recorded = Signal()
    changed = Signal()
    stepped = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._context = context
        self._view: BilanView | None = None
        self.shown = FRONT
        """The key of the part that is shown."""
        self.wanted = ""
        """The key to turn to once the year is read."""
        self.front, self.definitions, self.changes = FrontView(), DefinitionsView(), ChangesView()
        self._others: dict[str, QWidget] = {
            FRONT: self.front, DEFINITIONS: self.definitions, CHANGES: self.changes,
        }  # fmt: skip
        self._made: dict[str, SectionView] = {}
        self._fresh: set[str] = set()
        """Parts that show what was read last."""
        self._figures: tuple[Nameable, ...] = ()
        self.before = button(self.tr("Partie précédente"), kind="link", glyph="chevron-left")
        self.before.setToolTip(self.tr("Ctrl+Page haut"))
        self.after = button(self.tr("Partie suivante"), kind="link", glyph="chevron-right")
        self.after.setToolTip(self.tr("Ctrl+Page bas"))
        self.before.clicked.connect(lambda: self.stepped.emit(-1))
        self.after.clicked.connect(lambda: self.stepped.emit(1))
        self._held = QVBoxLayout()
        self._held.setContentsMargins(0, 0, 0, 0)
        for part in self._others.values():
            self._held.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        layout.addLayout(self._held)
        layout.addStretch(1)
        layout.addWidget(Flow(self.before, self.after))

    @property
    def sections(self) -> dict[str, SectionView]:
        """Those that were turned to."""
        return self._made

    @property
    def section(self) -> SectionView | None:
        """The one that is shown; None where it has no figures of its own."""
        return self._made.get(self.shown)

    @property
    def offered(self) -> tuple[Nameable, ...]:
        """What the texts may name; empty until it is read."""
        return self._figures

    @property
    def unrecorded(self) -> int:
        """How many texts are typed and not recorded."""
        forms = (section.form for section in self._made.values())
        return sum(form is not None and form.dirty for form in forms)

    def entries(self) -> tuple[Entry, ...]:
        """The lines of the list at the side."""
        view = self._view
        if view is None:
            return ()
        return (
            Entry(FRONT, self.tr("Présentation")),
            *(Entry(each.key, each.heading, self._note(view, each.key))
              for each in view.report.sections),
            Entry(DEFINITIONS, self.tr("Définitions")),
            Entry(CHANGES, self.tr("Ce qui a changé"), self.tr("à lire") if view.changed else ""),
        )  # fmt: skip

    def show_view(self, view: BilanView) -> None:
        """Show the year of ``view``, on the same part."""
        before, self._view = self._view, view
        if before is None or before.year != view.year:
            self._forget()
        if before is None or before.report != view.report:
            self._fresh.clear()  # else the tables stay, and she where she was in them
        self.front.show_report(view.report)
        self.definitions.show_report(view.report)
        self.changes.show_view(view)
        keys = [each.key for each in self.entries()]
        for key, made in tuple(self._made.items()):
            if key not in keys:
                del self._made[key]
                made.hide()
                made.deleteLater()
        wanted, self.wanted = self.wanted or self.shown, ""
        self._turn(wanted if wanted in keys else FRONT)

    def offer(self, figures: tuple[Nameable, ...]) -> None:
        """These may be inserted in the texts."""
        self._figures = figures
        for made in self._made.values():
            if made.form is not None:
                made.form.offer(figures)

    def turn_to(self, key: str) -> None:
        """Show that part, from its beginning."""
        if key != self.shown:
            self._turn(key)
            scroll_to_top(self)

    def record(self) -> bool:
        """Record the text that has the keyboard; false when none has."""
        section, now = self.section, QApplication.focusWidget()
        form = section.form if section is not None else None
        if form is None or now is None or not form.isAncestorOf(now):
            return False
        if form.record.isEnabled():
            form.save()
        return True

    def _turn(self, key: str) -> None:
        view = self._view
        if view is None:
            return
        self.shown = key
        if key not in self._others:
            self._show_section(view, key)
        for other, part in (self._others | self._made).items():
            part.setVisible(other == key)
        keys = [each.key for each in self.entries()]
        self.before.setEnabled(key != keys[0])
        self.after.setEnabled(key != keys[-1])

    def _show_section(self, view: BilanView, key: str) -> None:
        section = next(each for each in view.report.sections if each.key == key)
        text = view.text_of(key)
        made = self._made.get(key)
        if made is not None and (made.form is None) != (text is None):
            made.hide()
            made.deleteLater()
            made = None
            self._fresh.discard(key)
        if made is None:
            made = SectionView(self._context, view.year, section, text)
            made.cell_opened.connect(self.cell_opened)
            made.recorded.connect(self.recorded)
            made.changed.connect(self.changed)
            if made.form is not None:
                made.form.offer(self._figures)
            self._made[key] = made
            self._held.addWidget(made)
        made.show_text(text)
        if key not in self._fresh:
            made.show_section(view.report, section)
            self._fresh.add(key)

    def _forget(self) -> None:
        for made in self._made.values():
            made.hide()
            made.deleteLater()
        self._made.clear()
        self._fresh.clear()

    def _note(self, view: BilanView, key: str) -> str:
        made = self._made.get(key)
        if made is not None and made.form is not None and made.form.dirty:
            return self.tr("à enregistrer")
        section = next(each for each in view.report.sections if each.key == key)
        if UNKNOWN in section.text:
            return self.tr("à corriger")
        text = view.text_of(key)
        return text.origin if text is not None else ""
