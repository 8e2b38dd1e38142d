"""Indicateurs et bilan: what the action counts, told before it is kept, and how it reports it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from coachdesk.core.clock import today
from coachdesk.services.actions.counts import (
    EditedCounts,
    LiveCount,
    count_indicator,
    offer_indicators,
    offer_report,
    part_attributes,
    read_counts_of,
    usual_refusal,
)
from coachdesk.services.actions.indicator_form import indicator_attributes
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.settings.list_editor import ListEditor
from coachdesk.ui.screens.settings.ordered_keys import OrderedKeys
from coachdesk.ui.screens.settings.proposal import Offered, Proposal
from coachdesk.ui.screens.settings.section import SettingsSection
from coachdesk.ui.widgets.fields import captioned
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, clear, column, label

_WAIT_MS = 350


class CountsSection(SettingsSection):
    """Two forms, each recorded and given up by itself: what is typed in the other one stays."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._edited: EditedCounts | None = None
        self._rows: LiveCount | None = None
        self.indicators = ListEditor(self.tr("Indicateurs"))
        self.indicators.appends = True
        self.indicators.add.setToolTip(self.tr("Ajouter un indicateur de l’action (Inser)"))
        self.counted = label("", role="strong", wrap=True)
        self.rows = button(self.tr("Voir les lignes"), kind="link", glyph="eye")
        self.rows.clicked.connect(self._show_rows)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.count)
        box = self.box(
            self.tr("Indicateurs"),
            self.indicators,
            self.counted,
            Flow(self.rows),
            idea=self.tr(
                "Ceux d’usage, puis ceux de l’action. Changer un chiffre d’usage en fait un de "
                "l’action."
            ),
        )
        self._counts_key = f"indicateurs:{context.action.id}"
        self.proposal = self._proposal(
            box, self._offer_indicators, self.indicators, self._counts_key, self._show_indicators
        )
        self.indicators.changed.connect(self._timer.start)
        self.indicators.list.currentRowChanged.connect(lambda _: self._timer.start())
        self.report_title = QLineEdit()
        self.parts = ListEditor(self.tr("Parties du bilan"), "heading")
        self.state = OrderedKeys((), self.tr("Chiffres de l’état d’une page"))
        self._state_box = column(spacing=6)
        box = self.box(
            self.tr("Plan du bilan"),
            captioned(self.tr("Titre du bilan"), self.report_title),
            self.parts,
            self._state_box,
            idea=self.tr("Ses parties dans leur ordre, les chiffres de chacune, ce qu’on y écrit."),
        )
        self._plan_key = f"plan-bilan:{context.action.id}"
        self.plan: Proposal = self._proposal(
            box, self._offer_report, self.parts, self._plan_key, self._show_plan
        )
        self.report_title.textChanged.connect(lambda _: self.plan.later())  # a draft too
        self.first = self.indicators.list
        self.found = {"indicators": self.indicators, "report": self.parts}

    def refresh(self) -> None:
        """Read what the action counts once; what is typed stays."""
        if self._edited is None:
            self._read(self._show)

    def count(self) -> None:
        """Count the indicator that is chosen, as it is typed."""
        self._timer.stop()
        at, items = self.indicators.list.currentRow(), self.indicators.items()
        if not 0 <= at < len(items):
            return
        desk, action = self.context.desk, self.context.action
        self.context.runner.read(
            self, lambda: count_indicator(desk, action, items, at), self._show_count
        )

    def _proposal(
        self,
        box: QWidget,
        prepared: Callable[[], Offered],
        editor: ListEditor,
        key: str,
        show: Callable[[EditedCounts], None],
    ) -> Proposal:
        """What tells and records a form: its draft is kept under ``key``, ``show`` fills it."""

        def recorded() -> None:
            self.context.drafts.forget(key)
            self.context.reopen(Target(Screen.SETTINGS, section="counts"))

        def give_up() -> None:
            self.context.drafts.forget(key)
            self._read(show)

        made = Proposal(self.context, box, prepared)
        made.told.connect(lambda found: editor.tell(found.wrong))
        made.recorded.connect(lambda _: recorded())
        made.given_up.connect(give_up)
        editor.changed.connect(made.later)
        layout = box.layout()
        assert layout is not None, "a box has one"
        layout.addWidget(made)
        return made

    def _read(self, show: Callable[[EditedCounts], None]) -> None:
        desk, action = self.context.desk, self.context.action
        self.context.runner.read(self, lambda: read_counts_of(desk, action), show)

    def _show(self, edited: EditedCounts) -> None:
        self._edited = edited
        self._show_indicators(edited)
        self._show_plan(edited)

    def _show_indicators(self, edited: EditedCounts) -> None:
        profile = self.context.action.profile
        self.indicators.show_items(
            edited.items,
            lambda item: indicator_attributes(profile, item.values),
            usual_refusal,
            {},
        )
        self.proposal.quiet()
        self.counted.setText("")
        self.rows.hide()
        self.context.drafts.keep(
            self.indicators, self._counts_key, {"indicateurs": self.indicators}
        )
        self._timer.start()

    def _show_plan(self, edited: EditedCounts) -> None:
        self.report_title.setText(edited.title)
        asked = part_attributes(edited)
        self.parts.show_items(edited.parts, lambda _: asked, lambda _: "", {})
        name = self.tr("Chiffres de l’état d’une page")
        clear(self._state_box)
        self.state = OrderedKeys(edited.chosen, name)
        self.state.show_keys(edited.state)
        self.state.changed.connect(self.plan.later)
        self._state_box.addLayout(captioned(name, self.state))
        self.plan.quiet()
        self.context.drafts.keep(
            self.parts,
            self._plan_key,
            {"parties": self.parts, "titre": self.report_title, "etat": self.state},
        )

    def _show_count(self, found: LiveCount) -> None:
        self._rows = found
        self.counted.setText(found.told)
        self.rows.setVisible(found.rows is not None and bool(found.rows.cells.rows))

    def _show_rows(self) -> None:
        if self._rows is not None and self._rows.rows is not None:
            self.context.show_rows(str(today(self.context.desk.clock).year), self._rows.rows)

    def _offer_indicators(self) -> Offered:
        return partial(
            offer_indicators, self.context.desk, self.context.action, self.indicators.items()
        )

    def _offer_report(self) -> Offered:
        return partial(
            offer_report,
            self.context.desk,
            self.context.action,
            " ".join(self.report_title.text().split()),
            self.state.keys(),
            self.parts.items(),
        )
