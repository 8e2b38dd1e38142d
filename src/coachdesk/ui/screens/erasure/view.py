"""Erase someone: what goes, what stays, what is finished first; the n° typed again does it."""

from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from coachdesk.core.french import plural
from coachdesk.services.rights.erasing import ErasurePlan, erase, participant_of, plan_erasure
from coachdesk.services.rights.erasure_words import erasure_words, mention_words
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.dossier_page import DossierPage, Link
from coachdesk.ui.theme import icon
from coachdesk.ui.widgets.layout import InnerArea, button, clear, column, label, panel, row
from coachdesk.ui.widgets.two_columns import TwoColumns

_SHOWN = 20
"""Texts that name her, told one by one."""


class ErasureScreen(DossierPage):
    """Nothing is done by one click: Ctrl+Enter works once the n° is typed."""

    kept_as = Screen.ERASURE

    def __init__(self, context: Context) -> None:
        super().__init__(context, "", "")
        self.plan: ErasurePlan | None = None
        self.title.setText(self.tr("Effacer cette personne"))
        self.act.setText(self.tr("Effacer définitivement"))
        self.act.setIcon(icon("eraser", "on_fill"))
        self.act.setToolTip(self.tr("Effacer définitivement (Ctrl+Entrée)"))
        self.act.setEnabled(False)
        self.refused = _filled()
        self.goes, self.stays, self.warns = _filled(), _filled(), _filled()
        self.mentions = _filled()
        self.mentions_box = panel(column(_heading(self.tr("À corriger avant")), self.mentions))
        self.refused_box = panel(column(_heading(self.tr("À terminer d’abord")), self.refused))
        self.confirm = QLineEdit()
        self.confirm.setMaxLength(40)
        self.asked = label("", wrap=True)
        self.asked.setBuddy(self.confirm)
        self.confirm.textChanged.connect(lambda _: self._allow())
        self.card = button(self.tr("Ouvrir sa fiche"), kind="link")
        self.card.clicked.connect(self.go_card)
        self.confirm_box = panel(column(self.asked, self.confirm, spacing=6))
        left = column(
            panel(column(_heading(self.tr("Ce qui est effacé")), self.goes)),
            panel(column(_heading(self.tr("Ce qui reste")), self.stays)),
            None,
            spacing=10,
        )
        right = column(
            self.refused_box,
            panel(column(_heading(self.tr("À savoir")), self.warns)),
            self.mentions_box,
            self.confirm_box,
            row(self.card, None),
            None,
            spacing=10,
        )
        holder = QWidget()
        holder.setLayout(column(TwoColumns(left, right, (1, 1)), None))
        self.body.addWidget(InnerArea(holder), 1)
        self.first = self.confirm

    def show_target(self, target: Target) -> None:
        """Show what erasing someone would do; nothing is typed yet."""
        self.confirm.clear()
        self.plan = None
        self._allow()
        super().show_target(target)

    def read(self, link: Link, dossier: UUID) -> UUID:
        """Who it is; what it will do is read by itself, since it looks in every text."""
        return participant_of(link, dossier)

    def show_read(self, known: UUID) -> None:
        """See ``DossierPage``."""
        desk = self.context.desk
        self.context.runner.read(self, lambda: plan_erasure(desk, known), self._show_plan)

    def do(self) -> None:
        """Erase her, once the n° was typed."""
        plan, desk, dossier = self.plan, self.context.desk, self.dossier
        if plan is None or not self.act.isEnabled() or dossier is None:
            return
        self.act.setEnabled(False)
        self.act.setText(self.tr("Effacement en cours…"))
        self.write(lambda: erase(desk, plan.participant_id), lambda _: self._erased(dossier))

    def go_card(self) -> None:
        """Back to her card, to finish what has to be."""
        self.context.go(Target(Screen.CARD, self.dossier))

    def _erased(self, dossier: UUID) -> None:
        self.context.messages.inform(
            self.tr("La personne est effacée\u00a0; les chiffres n’ont pas changé.")
        )
        self.confirm.clear()
        self.plan = None
        if dossier == self.dossier:
            self.done = True
            self.context.go_from(self, Target(Screen.PARTICIPANTS))

    def _show_plan(self, plan: ErasurePlan) -> None:
        self.plan = plan
        words = erasure_words(plan)
        mentioned = [mention_words(each) for each in plan.mentions[:_SHOWN]]
        if len(plan.mentions) > _SHOWN:
            more = len(plan.mentions) - _SHOWN
            mentioned.append(
                self.tr("Et {}.").format(plural(more, self.tr("autre"), self.tr("autres")))
            )
        self.act.setText(self.tr("Effacer définitivement"))
        for place, lines in (
            (self.goes, words.goes),
            (self.stays, words.stays),
            (self.warns, words.warns),
            (self.mentions, tuple(mentioned)),
        ):
            _fill(place, lines)
        _fill(self.refused, tuple(f"{said} {remedy}" for said, remedy in plan.refused))
        self.refused_box.setVisible(bool(plan.refused))
        self.mentions_box.setVisible(bool(plan.mentions))
        self.confirm_box.setVisible(not plan.refused)
        asked = self.tr(
            "Un effacement est définitif. Pour confirmer, retapez le n°\u00a0{}"
        ).format(plan.confirmation)
        self.asked.setText(asked)
        self.confirm.setAccessibleName(asked)
        self._allow()

    def _allow(self) -> None:
        plan = self.plan
        typed = self.confirm.text().strip()
        self.act.setEnabled(plan is not None and not plan.refused and typed == plan.confirmation)


def _heading(text: str) -> QWidget:
    return label(text, role="heading", wrap=True)


def _filled() -> QVBoxLayout:
    return column(spacing=6)


def _fill(place: QVBoxLayout, lines: tuple[str, ...]) -> None:
    clear(place)
    for line in lines:
        place.addWidget(label(line, wrap=True))
