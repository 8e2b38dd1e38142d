"""Everyone to be followed up in a month, with the phone at hand; the list leaves as a paper."""

from datetime import date
from pathlib import Path

from coachdesk.core.clock import today
from coachdesk.core.french import NBSP, capital, listed, month_name, plural
from coachdesk.domain.follow_ups import MilestoneState
from coachdesk.domain.periods import months_later
from coachdesk.services.exits.call_list import (
    exit_of_line,
    follow_up_text,
    save_follow_up_list,
)
from coachdesk.services.exits.following import FollowUpLine, to_follow_up
from coachdesk.services.exits.words import milestone_tone, state_words
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.clipboard import copy_text
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.screens.month.chooser import MonthChooser
from coachdesk.ui.widgets.act_table import ActTable
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button
from coachdesk.ui.widgets.nothing_here import NothingHere
from coachdesk.ui.widgets.page import Page

_BEFORE, _AFTER = 3, 6
"""Months around this one that can be looked at."""
_TONES = {"done": "done", "mend": "mend", "quiet": "ink_soft"}
_OVER = {MilestoneState.DONE, MilestoneState.MISSED}


class FollowUpsScreen(Page):
    """Enter notes the follow-up of the line, Space opens the card."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        super().__init__("", before=self.leave)
        self._context = context
        self._lines: tuple[FollowUpLine, ...] = ()
        self._month = today(context.desk.clock).replace(day=1)
        self.leave.clicked.connect(context.back)
        self.title.setText(self.tr("Suivis après la sortie"))
        self.chooser = MonthChooser()
        self.chooser.asked.connect(self._turn_to)
        self.copy = button(self.tr("Copier la liste"), glyph="copy")
        self.copy.clicked.connect(self._copy)
        self.save = button(self.tr("Enregistrer en PDF…"), glyph="save")
        self.save.clicked.connect(self._choose)
        self.table: ActTable[FollowUpLine] = ActTable(
            self._columns(),
            lambda line: self.tr("Voir") if line.stone.state in _OVER else self.tr("Noter"),
            self.tr("Personnes à suivre"),
            self.tr("Noter"),
        )
        self.table.acted.connect(self._note)
        self.table.opened.connect(self._open_card)
        self.later = button(self.tr("Voir le mois suivant"), glyph="chevron-right")
        self.later.clicked.connect(lambda: self._turn_to(months_later(self._month, 1)))
        self.empty = NothingHere(self.later, glyph="phone-call")
        self.empty.hide()
        self.body.addWidget(Flow(self.chooser, self.copy, self.save))
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self.table, 1)
        self.first = self.table

    def show_target(self, target: Target) -> None:
        """The month of the target, or this one."""
        day = target.day or today(self._context.desk.clock)
        self._month = day.replace(day=1)
        self.refresh()

    def refresh(self) -> None:
        """Read again who is to be followed up."""
        desk, action, month = self._context.desk, self._context.action, self._month
        day = today(desk.clock)
        first = day.replace(day=1)
        months = [months_later(first, number) for number in range(-_BEFORE, _AFTER + 1)]
        self.chooser.set_months(sorted({*months, month}))
        self.chooser.show_month(month)
        self._context.runner.read(
            self,
            lambda: desk.read(lambda link: to_follow_up(link, action, month, day)),
            lambda lines: self._show(lines, month),
        )

    def _columns(self) -> tuple[Column[FollowUpLine], ...]:
        profile = self._context.action.profile

        def when(line: FollowUpLine) -> str:
            return f"{line.stone.months}{NBSP}mois{NBSP}: {state_words(line.stone)}"

        return (
            Column(
                self.tr("Personne"),
                lambda line: f"{line.last_name} {line.first_name}\nn°{NBSP}{line.number}",
            ),
            Column(self.tr("Téléphone"), lambda line: line.phone or "–", width=130),
            Column(self.tr("Sortie"), lambda line: exit_of_line(profile, line), spare=True),
            Column(
                self.tr("Suivi"),
                when,
                lambda line: line.stone.due_on.isoformat(),
                width=230,
                colour=lambda line: _TONES[milestone_tone(line.stone)],
            ),
        )

    def _when(self) -> str:
        months = [str(each) for each in self._context.action.profile.rules.follow_up_months]
        return (
            self.tr("Un suivi est dû {} mois après chaque sortie.").format(listed(months))
            if months
            else self.tr("Le profil de cette action ne prévoit pas de suivi.")
        )

    def _show(self, lines: tuple[FollowUpLine, ...], read: date) -> None:
        if read != self._month:
            return  # another one was asked for in the meantime
        self._lines = lines
        month = month_name(read)
        waiting = sum(line.stone.state not in _OVER for line in lines)
        self.subtitle.setText(
            self.tr("{} en {}.").format(
                capital(plural(waiting, "personne à appeler", "personnes à appeler")), month
            )
            if lines
            else ""
        )
        last = months_later(today(self._context.desk.clock).replace(day=1), _AFTER)
        had_keyboard = self.table.hasFocus()
        self.later.setVisible(read < last)
        self.empty.say(self.tr("Personne à suivre en {}").format(month), self._when())
        self.empty.setVisible(not lines)
        self.table.setVisible(bool(lines))
        self.first = self.table if lines else self.chooser
        for act in (self.copy, self.save):
            act.setEnabled(bool(lines))
        place = max(self.table.currentIndex().row(), 0)
        self.table.show_rows(lines)
        self.table.choose_line(place)
        if had_keyboard and not lines:
            self.take_keyboard()

    def _turn_to(self, month: date) -> None:
        self._month = month
        self.refresh()

    def _note(self, line: FollowUpLine) -> None:
        months = str(line.stone.months)
        self._context.go(Target(Screen.FOLLOW_UP, line.prescription_id, section=months))

    def _open_card(self, line: FollowUpLine) -> None:
        self._context.go(Target(Screen.CARD, line.prescription_id))

    def _copy(self) -> None:
        copy_text(follow_up_text(self._context.action.profile, self._lines))
        self._context.messages.inform(self.tr("La liste est copiée, pour une minute."))

    def _choose(self) -> None:
        self._context.messages.choose_target(
            self.tr("Enregistrer la liste des suivis"),
            Path.home() / f"suivis_{self._month:%Y-%m}.pdf",
            self.tr("PDF (*.pdf)"),
            self._save,
        )

    def _save(self, target: Path) -> None:
        desk, action = self._context.desk, self._context.action
        lines, month = self._lines, self._month
        self._context.runner.write(
            self,
            lambda _task: save_follow_up_list(desk, action, lines, month, target),
            lambda _: self._context.messages.inform(
                self.tr("Liste enregistrée en clair\u00a0: {}").format(target), target
            ),
        )
