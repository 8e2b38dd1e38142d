"""The page of an immersion: where it stands, what comes next, what became of it, its papers."""

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from coachdesk.core.clock import today
from coachdesk.domain.pmsmp_course import STAGES, ImmersionStage
from coachdesk.services.immersion_outcome import (
    Outcome,
    Visit,
    add_visit,
    remove_visit,
    tell_outcome,
)
from coachdesk.services.immersion_page import ImmersionPage, PaperLine, immersion_page
from coachdesk.services.immersion_words import TONES
from coachdesk.services.targets import CHANGE, RENEW, Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.dossier_page import DossierPage, Link
from coachdesk.ui.screens.immersion.outcome import OutcomeForm
from coachdesk.ui.screens.immersion.visits import VisitsBox
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, chip, clear, column, label, panel, set_tone
from coachdesk.ui.widgets.two_columns import TwoColumns

_WAY = (
    ImmersionStage.TO_SIGN, ImmersionStage.SIGNED, ImmersionStage.UNDER_WAY, ImmersionStage.DONE,
)  # fmt: skip
"""What an immersion goes through, when all goes well."""
_SIGNING = {ImmersionStage.TO_SIGN, ImmersionStage.SIGNED}


class ImmersionScreen(DossierPage):
    """Ctrl+Enter does what comes next, or notes what is being told."""

    def __init__(self, context: Context) -> None:
        self.accident = button("", glyph="triangle-alert")
        self.change = button("")
        self.renew = button("")
        super().__init__(context, "", "", self.accident, self.renew, self.change)
        self.accident.setText(self.tr("Accident"))
        self.accident.setToolTip(self.tr("Que faire tout de suite, qui appeler, dans quels délais"))
        self.change.setText(self.tr("Modifier"))
        self.renew.setText(self.tr("Renouveler"))
        self._immersion: UUID | None = None
        self._page: ImmersionPage | None = None
        self._settled = False
        """It was just said what became of it: what comes next has the keyboard."""
        day = today(context.desk.clock)
        self._marks = tuple(chip(STAGES[stage], "quiet") for stage in _WAY)
        self.way = Flow(*self._marks)
        self.state = label("", role="heading", wrap=True)
        self.sentence = label("", wrap=True)
        self.alerts = label("", tone="mend", wrap=True)
        self.outcome = OutcomeForm(context, day)
        self.visits = VisitsBox(context, day)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        self._papers = QVBoxLayout()
        self._papers.setSpacing(6)
        self.told = label("", role="strong")
        self.body.addWidget(
            panel(column(self.way, self.state, self.sentence, self.alerts, spacing=6))
        )
        self.body.addWidget(
            TwoColumns(
                column(
                    panel(column(self.told, self.outcome, spacing=8)),
                    panel(column(label(self.tr("Ce qui est convenu"), role="strong"), self._facts)),
                    None,
                    spacing=12,
                ),
                column(
                    panel(column(label(self.tr("Papiers"), role="strong"), self._papers)),
                    panel(column(label(self.tr("Visites et appels"), role="strong"), self.visits)),
                    None,
                    spacing=12,
                ),
                (1, 1),
            )
        )
        self.body.addStretch(1)
        self.accident.clicked.connect(lambda: self._go(Screen.ACCIDENT))
        self.change.clicked.connect(lambda: self._go(Screen.IMMERSION_FORM, CHANGE))
        self.renew.clicked.connect(lambda: self._go(Screen.IMMERSION_FORM, RENEW))
        self.outcome.recorded.connect(self._tell)
        self.outcome.turned.connect(self._name_act)
        self.visits.turned.connect(self._name_act)
        self.visits.recorded.connect(self._visit)
        self.visits.removed.connect(self._unvisit)

    def show_target(self, target: Target) -> None:
        """The immersion ``subject_id``; without one a new one is begun."""
        if target.subject_id is None:
            self.done = True  # there is nothing to come back to
            self.context.go(replace(target, screen=Screen.IMMERSION_FORM))
            return
        self._immersion = target.subject_id
        super().show_target(target)

    def read(self, link: Link, dossier: UUID) -> ImmersionPage | None:
        """See ``DossierPage``."""
        del dossier
        asked = self._immersion
        if asked is None:
            return None
        return immersion_page(link, self.context.action, asked, today(self.context.desk.clock))

    def show_read(self, known: ImmersionPage | None) -> None:
        """See ``DossierPage``."""
        if known is None or known.row.id != self._immersion:
            return
        self._page = known
        self.title.setText(self.tr("Immersion chez {}").format(known.row.company))
        self._show_way(known)
        self.state.setText(known.stage_words)
        self.sentence.setText(known.next.sentence)
        self.alerts.setText("\n".join(known.alerts))
        self.alerts.setVisible(bool(known.alerts))
        self.change.setVisible(known.may_change)
        self.renew.setVisible(known.may_renew)
        self.accident.setVisible(known.stage is not ImmersionStage.NOT_DONE)
        self.told.setText(
            self.tr("Ce qu’elle est devenue")
            if known.begun or known.row.outcome is not None
            else self.tr("Si elle ne se fait pas")
        )
        self.outcome.show_page(known)
        self.visits.show_page(known)
        self._show_facts(known)
        self._show_papers(known)
        self._name_act()
        if self._settled:
            self._settled = False
            self.take_keyboard()

    def take_keyboard(self) -> None:
        """On what comes next; where there is only to wait, on the way back."""
        (self.leave if self.act.isHidden() else self.act).setFocus()

    def do(self) -> None:
        """Note what is being told, or go on to what comes next."""
        page = self._page
        if page is None:
            return
        if self.outcome.choosing:
            self.outcome.record()
        elif self.visits.typed:
            self.visits.record()
        elif page.next.target is not None:
            self.context.go(page.next.target)
        elif page.next.words:
            self.visits.begin()

    def _name_act(self) -> None:
        """What comes next; gone while something is being told, which has its own button."""
        page = self._page
        words = page.next.words if page else ""
        self.act.setText(words)
        self.act.setToolTip(self.tr("{} (Ctrl+Entrée)").format(words))
        noting = self.outcome.choosing or self.visits.typed
        self.act.setVisible(bool(words) and not noting)

    def _show_way(self, page: ImmersionPage) -> None:
        """How far it is on its way; one that ended otherwise says so alone."""
        usual = page.stage in _WAY
        self.way.setVisible(usual)
        reached = _WAY.index(page.stage) if usual else 0
        for number, (stage, mark) in enumerate(zip(_WAY, self._marks, strict=True)):
            unsigned = stage in _SIGNING and not page.signed
            passed = number < reached and not unsigned
            mark.setText(f"✓ {STAGES[stage]}" if passed else STAGES[stage])
            tone = TONES[stage] if number == reached else "quiet"
            if number < reached and unsigned and stage is ImmersionStage.TO_SIGN:
                tone = "mend"
            set_tone(mark, tone)

    def _show_facts(self, page: ImmersionPage) -> None:
        clear(self._facts)
        for number, (name, value) in enumerate(pair for pair in page.facts if pair[1]):
            self._facts.addWidget(label(name, role="caption"), number, 0, Qt.AlignmentFlag.AlignTop)
            words = label(value, wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addWidget(words, number, 1)

    def _show_papers(self, page: ImmersionPage) -> None:
        clear(self._papers)
        for line in page.papers:
            self._papers.addWidget(self._paper(line))

    def _paper(self, line: PaperLine) -> Flow:
        made = button(line.title, kind="link", glyph="file-pen-line")
        made.clicked.connect(lambda _=False, to=line.target: self.context.go(to))
        return Flow(made, chip(line.state, line.tone))

    def _go(self, screen: Screen, section: str = "") -> None:
        self.context.go(Target(screen, self.dossier, section=section, subject_id=self._immersion))

    def _tell(self, told: Outcome | None) -> None:
        immersion, desk = self._immersion, self.context.desk
        if immersion is None:
            return

        def noted(_: object) -> None:
            self.outcome.forget()
            self._settled = True
            self.refresh()

        self.write(lambda: tell_outcome(desk, immersion, told), noted)

    def _visit(self, visit: Visit) -> None:
        immersion, desk = self._immersion, self.context.desk
        if immersion is None:
            return

        def noted(_: object) -> None:
            self.visits.forget()
            self.refresh()

        self.write(lambda: add_visit(desk, immersion, visit), noted)

    def _unvisit(self, visit_id: UUID) -> None:
        desk = self.context.desk
        self.write(lambda: remove_visit(desk, visit_id), lambda _: self.refresh())
