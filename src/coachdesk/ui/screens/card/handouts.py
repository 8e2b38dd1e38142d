"""Tests métiers and pages of the booklet: given by one click, studied by another."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from coachdesk.core.french import quoted, short_date
from coachdesk.queries.card_work import CardHandout
from coachdesk.services.card import CardView
from coachdesk.services.handouts import give_handout, study_handout
from coachdesk.services.timeline import EventKind
from coachdesk.ui.context import Context
from coachdesk.ui.screens.card.section import Section
from coachdesk.ui.widgets.fields import EntryLine
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, row

_STUDIED = 3
"""Studied ones shown; the timeline has them all."""


class HandoutsSection(Section):
    """Those that wait to be studied, then the last ones studied, with their result."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "documents", "")
        self.title.setText(self.tr("Tests métiers et livret"))
        self.study: dict[UUID, QPushButton] = {}
        self.results: dict[UUID, EntryLine] = {}
        self.give: dict[str, QPushButton] = {}

    def part(self, view: CardView) -> object:
        """See ``Section``."""
        return view.work.handouts

    def fill(self, view: CardView) -> None:
        """See ``Section``."""
        self.study, self.results = {}, {}
        latest = view.work.handouts[::-1]
        studied = [item for item in latest if item.studied_on is not None]
        for item in (*(item for item in latest if item.studied_on is None), *studied[:_STUDIED]):
            self._add(item)
        if not latest:
            self.say(self.tr("Rien n’a encore été remis à la personne."))
        self.tell_others(len(studied) - _STUDIED, EventKind.HANDOUT)

    def make_form(self, view: CardView) -> QWidget:
        """See ``Section``."""
        self.which = QLineEdit()
        self.which.setPlaceholderText(self.tr("Lequel, si c’est utile (facultatif)"))
        self.which.setAccessibleName(self.tr("Lequel est remis"))
        self.give = {}
        flow = Flow()
        for word in self.context.action.profile.handouts:
            pressed = button(f"+\u00a0 {word.label}", kind="mini")
            pressed.setToolTip(self.tr("Remis aujourd’hui\u00a0: {}").format(word.label))
            pressed.clicked.connect(lambda _=False, kind=word.key: self._give(kind))
            self.give[word.key] = pressed
            flow.add(pressed)
        form = QWidget()
        form.setLayout(column(self.which, flow, spacing=8))
        key = f"document:{view.card.identity.prescription_id}"
        self.context.drafts.keep(form, key, {"title": self.which})
        return form

    def _add(self, item: CardHandout) -> None:
        kind = self.context.action.profile.handouts.label(item.kind)
        name = kind if item.title == kind else f"{kind} {quoted(item.title)}"
        given = self.tr("remis le {}").format(short_date(item.given_on))
        if item.studied_on is not None:
            studied = self.tr("étudié le {}").format(short_date(item.studied_on))
            given = f"{given}, {studied}"
        if item.result:
            given = f"{given}\u00a0: {item.result}"
        words = column(label(name, wrap=True), label(given, role="caption", wrap=True), spacing=0)
        line = row(words, spacing=8)
        line.setStretch(0, 1)
        if item.studied_on is None:
            pressed = button(self.tr("Étudié"), kind="mini")
            pressed.setAccessibleName(self.tr("Étudié\u00a0: {}").format(name))
            pressed.clicked.connect(lambda: self._study(item.id))
            self.study[item.id] = pressed
            line.addWidget(pressed, 0, Qt.AlignmentFlag.AlignTop)
        self.add_line(line)
        if item.studied_on is not None and not item.result:
            self._ask_result(item, name)

    def _ask_result(self, item: CardHandout, name: str) -> None:
        result = EntryLine()
        result.setPlaceholderText(self.tr("Ce qu’il en ressort, puis Entrée"))
        result.setAccessibleName(self.tr("Résultat\u00a0: {}").format(name))
        result.entered.connect(lambda: self._tell(item.id, result))
        self.context.drafts.keep(result, f"resultat:{item.id}", {"text": result})
        self.results[item.id] = result
        self.lines.addWidget(result)

    def _give(self, kind: str) -> None:
        dossier, title = self.dossier, self.which.text()
        self.write(lambda desk: give_handout(desk, dossier, kind, title), self.which)

    def _study(self, handout_id: UUID) -> None:
        self.write(lambda desk: study_handout(desk, handout_id))

    def _tell(self, handout_id: UUID, result: EntryLine) -> None:
        text = result.text()
        if text.strip():
            self.context.drafts.forget(f"resultat:{handout_id}")
            self.write(lambda desk: study_handout(desk, handout_id, text))
