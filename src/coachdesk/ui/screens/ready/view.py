"""Prêt à partir: one line per point with its state and its remedy, then who is met next."""

from pathlib import Path

from PySide6.QtGui import QInputDevice
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from coachdesk.core.french import clock_time, full_date
from coachdesk.services.readiness import Check, Light, Point, ReadyView, draft_words, ready_view
from coachdesk.services.targets import Screen, Target
from coachdesk.services.visits import Visit, gap_words, short_words
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.screens.ready.copying import Copying
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import (
    Glyph,
    button,
    clear,
    column,
    label,
    panel,
    row,
    rule,
)
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.two_columns import TwoColumns

_GLYPHS = {
    Light.READY: ("circle-check", "done"),
    Light.LOOK: ("triangle-alert", "mend"),
    Light.NOTE: ("info", "ink_soft"),
    Light.UNKNOWN: ("circle-question-mark", "ink_faint"),
}
_POINTERS = {
    QInputDevice.DeviceType.Stylus: "pen",
    QInputDevice.DeviceType.Airbrush: "pen",
    QInputDevice.DeviceType.TouchScreen: "touch",
    QInputDevice.DeviceType.TouchPad: "mouse",
    QInputDevice.DeviceType.Mouse: "mouse",
}


class ReadyScreen(Page):
    """« Prêt à partir », or how many things are to be seen; Ctrl+Enter copies the store."""

    def __init__(self, context: Context) -> None:
        self.back = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.copy = button("", kind="primary", glyph="save")
        self.elsewhere = button("")
        super().__init__("", self.elsewhere, self.copy, before=self.back)
        self._context = context
        self._usual: Path | None = None
        self.remedy: QPushButton | None = None
        """« Copier maintenant » in its line, when the copy elsewhere is too old."""
        self._start = Path.home()
        self.back.clicked.connect(context.back)
        self.title.setText(self.tr("Prêt à partir\u202f?"))
        self.copy.setText(self.tr("Copier maintenant"))
        self.copy.clicked.connect(self._copy)
        self.elsewhere.setText(self.tr("Copier dans un autre dossier…"))
        self.elsewhere.clicked.connect(self._ask)
        bind_main_act(self, self._copy)
        self.copying = Copying(context, self)
        self.copying.ended.connect(self.refresh)
        if context.sender.keeper is not None:
            context.sender.keeper.made.connect(lambda _: self._copied_elsewhere())
        self.progress = self.long_act = self.copying.progress
        self.checks = QVBoxLayout()
        self.checks.setSpacing(8)
        self._following = QVBoxLayout()
        self._following.setSpacing(6)
        self._following_title = label("", role="heading", wrap=True)
        left = column(panel(self.checks, margin=12), None)
        right = column(self._following_title, self._following, None)
        self.body.addWidget(self.progress)
        self.body.addWidget(TwoColumns(left, right), 1)
        self.first = self.copy

    def refresh(self) -> None:
        """Look again, once what is being written is."""
        self._context.runner.write(self, lambda _task: None, lambda _: self._look())

    def _copied_elsewhere(self) -> None:
        """One was made by itself, or from the bar above: what this page says is older."""
        if self.isVisible():
            self.refresh()

    def _look(self) -> None:
        """Beside the writes: a folder that is far away may take long to answer."""
        desk, action, pointers = self._context.desk, self._context.action, pointers_there()
        self._context.runner.read(self, lambda: ready_view(desk, action, pointers), self._show)

    def _show(self, view: ReadyView) -> None:
        self._usual = view.usual
        self._start = view.keys[0] if view.keys else Path.home()
        self.title.setText(view.verdict)
        self.copy.setText(
            self.tr("Copier maintenant") if view.usual else self.tr("Copier maintenant…")
        )
        self.copy.setToolTip(
            self.tr("Copier dans {} (Ctrl+Entrée)").format(view.usual)
            if view.usual
            else self.tr("Choisir une clé ou un dossier, et y copier (Ctrl+Entrée)")
        )
        self.elsewhere.setVisible(view.usual is not None)
        self._show_checks(view)
        self._show_following(view)
        self.subtitle.setText(self.tr("Avant de fermer l’ordinateur"))
        self.first = self.remedy or self.copy
        if self.isVisible():
            self.take_keyboard()

    def _show_checks(self, view: ReadyView) -> None:
        clear(self.checks)
        self.remedy = None
        self.copy.show()
        for number, check in enumerate(view.checks):
            if number:
                self.checks.addWidget(rule())
            self.checks.addLayout(self._check(check, view))

    def _check(self, check: Check, view: ReadyView) -> QVBoxLayout:
        glyph, tone = _GLYPHS[check.light]
        words = label(check.sentence, wrap=True)
        if check.light is Light.LOOK:
            words.setProperty("role", "strong")
        line = row(Glyph(glyph, tone), words, spacing=10)
        line.setStretch(1, 1)
        lines = column(line, spacing=4)
        if check.point is Point.SAVED and view.drafts:
            flow = Flow()
            for draft in view.drafts:
                if draft.target is not None:
                    begun = draft_words(draft, self._context.desk.clock.now())
                    opened = button(begun, kind="link")
                    target = draft.target
                    opened.clicked.connect(lambda _=False, asked=target: self._context.go(asked))
                    flow.add(opened)
            if any(draft.target is None for draft in view.drafts):
                today = button(self.tr("Les voir dans Aujourd’hui"), kind="link")
                today.clicked.connect(lambda: self._context.go(Target(Screen.TODAY)))
                flow.add(today)
            below = row(em(1.5), flow, spacing=0)  # the words of a link under those of the line
            below.setStretch(1, 1)
            lines.addLayout(below)
        if check.remedy and check.light is Light.LOOK:
            self.remedy = button(check.remedy, kind="primary", glyph="save")
            self.remedy.setToolTip(self.copy.toolTip())
            self.remedy.clicked.connect(self._copy)
            line.addWidget(self.remedy)
            self.copy.hide()  # the same act twice would be one too many
        return lines

    def _show_following(self, view: ReadyView) -> None:
        clear(self._following)
        if view.next_day is None:
            self._following_title.setText(self.tr("Ensuite"))
            nobody = label(self.tr("Aucun rendez-vous n’est prévu."), role="soft", wrap=True)
            self._following.addWidget(panel(column(nobody)))
            return
        self._following_title.setText(self.tr("Ensuite, {}").format(full_date(view.next_day)))
        for stop in view.stops:
            lines = column(
                label(
                    stop.place or self.tr("À distance, ou lieu à dire"), role="strong", wrap=True
                ),
                spacing=4,
            )
            told = ", ".join(part for part in (stop.address or "", gap_words(stop)) if part)
            if told:
                lines.addWidget(label(told, role="caption", wrap=True))
            for visit in stop.visits:
                lines.addWidget(self._visit(visit))
            self._following.addWidget(panel(lines, margin=12))

    def _visit(self, visit: Visit) -> QFrame:
        item = visit.appointment
        who = button(f"{clock_time(item.start_minute)}   {item.last_name} {item.first_name}",
                     kind="link")  # fmt: skip
        who.setProperty("role", "line")
        target = Target(Screen.CARD, item.prescription_id)
        who.clicked.connect(lambda: self._context.go(target))
        signs = ", ".join(each.words for each in visit.to_sign)
        lacks = ", ".join(short_words(thing) for thing in visit.late)
        told = []
        if signs:
            told.append(self.tr("Signe\u00a0: {}.").format(signs))
        if lacks:
            told.append(self.tr("Manque\u00a0: {}.").format(lacks))
        words = label(" ".join(told), role="caption", wrap=True)
        words.setContentsMargins(8, 0, 0, 2)
        frame = QFrame()
        frame.setLayout(column(row(who, None), words, spacing=0))
        return frame

    def _copy(self) -> None:
        if self._usual is not None:
            self.copying.copy_to(self._usual)
        else:
            self._ask()

    def _ask(self) -> None:
        self.copying.ask(self._start)


def pointers_there() -> frozenset[str]:
    """What can draw on this machine: « pen », « touch », « mouse »."""
    kinds = {device.type() for device in QInputDevice.devices()}
    return frozenset(word for kind, word in _POINTERS.items() if kind in kinds)
