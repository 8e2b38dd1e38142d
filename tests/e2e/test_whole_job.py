"""The main job in the real window, from the first start to two months closed, by real events.

Each step is checked where the coach would look for it: the store, what is to be done, the figures.
"""

import json
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from sqlalchemy import func, select

from coachdesk.core.french import full_date
from coachdesk.domain.attendance import Presence
from coachdesk.models import Closing, EngagementContract, Package, Prescription, Signature
from coachdesk.services.figures import month_figures, year_report
from coachdesk.services.gaps import month_gaps
from coachdesk.services.targets import Screen
from coachdesk.services.to_dos import things_to_do
from support.desk_window import DeskWindow, desk_window
from support.lived import clock_at
from support.ui import draw_by_mouse, hand

WORKBOOKS = Path(__file__).resolve().parents[1] / "golden" / "workbooks"
SAMPLE = WORKBOOKS / "coaching-emploi-2023.xlsx"
EXPECTED = json.loads((WORKBOOKS / "coaching-emploi-2023.expected.json").read_text("utf-8"))
PASSPHRASE = "girafe moulin tabouret"
HER = "Thibaut Maelle"
WEEKS = 8
ABSENT = (3, 6)
"""Weeks in which she does not come."""


class Coach:
    """What she does, one step a method, on the window."""

    def __init__(self, window: DeskWindow, clock):
        self.window, self.hands, self.clock = window, window.hands, clock

    @property
    def day(self) -> date:
        return self.clock.now().date()

    def goes_to(self, day: date, hour: int = 18):
        """Another day, in the evening: what was planned that day is past."""
        moment = clock_at(day).now().replace(hour=hour)
        self.clock.advance(moment - self.clock.now())
        self.window.shell.guard.idle.touch()  # or the desk would lock: nobody touched it since

    def sets_up(self):
        screen = self.window.shell.pages.currentWidget()
        self.window.until(screen.identity.profile.count)
        self.hands.type("Odile Vasseur")
        self.hands.press("Return")
        self.hands.type("Coaching")
        self.hands.press("Ctrl+Return")
        self.hands.type(PASSPHRASE)
        self.hands.press("Return")
        self.hands.type(PASSPHRASE)
        self.hands.press("Return")
        self.window.until(lambda: screen.step is screen.recovery)
        key = "-".join(group.text() for group in screen.recovery.shown.groups)
        self.hands.press("Ctrl+Return")
        self.hands.type(key)
        self.hands.press("Return")
        self.window.until(lambda: screen.recovery.kept)
        self.hands.press("Ctrl+Return")
        self.window.until(lambda: screen.step is screen.device)
        self.hands.press("Ctrl+Return")
        self.window.until(lambda: screen.step is screen.ready)
        self.hands.press("Return")

    def imports(self, path: Path):
        """In the file dialog, which the set-up opens."""
        self.window.until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
        dialog = QApplication.activeModalWidget()
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        line.setFocus()
        line.setText(str(path))  # typed, Qt's list of files would open over it at any moment
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.window.until(lambda: self.counted(Prescription) == 134)
        self.window.shell.activateWindow()  # no window manager gives the keyboard back here
        self.window.until(QApplication.focusWidget)

    def receives_a_prescription(self):
        self.window.types_her_facts()
        self.hands.press("Ctrl+Return")
        self.window.until(lambda: self.counted(Prescription) == 135)
        self.window.shows(self.window.space.card)

    def opens_her_sheet(self):
        self.hands.press("Ctrl+1")
        self.window.shows(self.window.space.today)
        title = full_date(self.day).casefold()
        self.window.until(lambda: self.window.space.today.title.text().casefold() == title)
        self.hands.click(self.window.line_of(HER))
        self.window.shows(self.window.space.appointment)
        self.window.until(lambda: "Maelle" in self.window.space.appointment.title.text())

    def notes(self, key: str, presence: Presence):
        self.hands.press(key)
        self.window.until(lambda: self.of_today().presence is presence)

    def has_her_sign(self, seed: float):
        self.hands.click(self.window.button("Faire signer", self.window.space.appointment))
        self.signs(seed)
        self.window.until(lambda: self.window.shell.pad is None)

    def signs(self, seed: float):
        """The one before the pad."""
        signed = self.counted(Signature)
        self.window.until(lambda: self.window.shell.pad)
        pad = self.window.shell.pad
        self.window.until(lambda: pad.pages.currentWidget() is pad.signing)
        if pad.signing.recognition.check is None:  # she signs for the first time
            self.hands.click(pad.signing.recognition.choices.buttons["known"])
        draw_by_mouse(pad.surface, hand(pad.surface, seed=seed))
        self.hands.click(pad.signing.validate)
        self.window.until(lambda: self.counted(Signature) == signed + 1)

    def plans_the_next_one(self):
        planned = len(self.window.appointments(HER))
        self.window.button("Enregistrer et planifier", self.window.space.appointment)
        self.hands.press("Ctrl+Return")
        self.window.until(lambda: len(self.window.appointments(HER)) == planned + 1)
        self.window.shows(self.window.space.today)

    def meets_her(self, week: int):
        """A week later, where she sits: presence and signature, or an absence; the next one."""
        held = self.window.appointments(HER)[0].held_on
        assert (held - self.day).days in range(5, 10)
        self.goes_to(held)
        self.opens_her_sheet()
        if week in ABSENT:
            self.notes("I", Presence.UNEXCUSED)
            self.window.until(self.window.space.appointment.form.notice.isVisible)
        else:
            self.notes("P", Presence.ATTENDED)
            self.has_her_sign(week * 1.3)
        self.plans_the_next_one()
        assert "absences" not in self.must(), "two absences are not more than two"

    def makes_the_diagnostic(self):
        self.opens_her_sheet()
        self.hands.click(self.window.button("Passer au diagnostic"))
        page = self.window.space.page_of(Screen.DIAGNOSTIC)
        self.window.until(lambda: page.isVisible() and page.head is not None)
        for box, key in ((page.status, "rsa"), (page.employment, "unemployed"),
                         (page.training_level, "cap"), (page.household, "alone")):  # fmt: skip
            box.setFocus()
            box.setCurrentIndex(box.findData(key))
        page.mobility.setFocus()
        self.hands.type("Un scooter")
        page.objectives.setFocus()
        self.hands.type("Refaire le CV")
        for answer in page.answers.values():
            button = answer.buttons["refused"]
            page.parentWidget().parentWidget().ensureWidgetVisible(button)
            self.hands.click(button)
        self.hands.press("Ctrl+Return")

    def has_her_enter(self):
        decision = self.window.space.page_of(Screen.DECISION)
        self.window.shows(decision)
        self.window.until(lambda: decision.head is not None)
        self.hands.click(self.window.button("Intégré", decision))
        self.hands.press("Ctrl+Return")
        self.window.shows(self.window.space.page_of(Screen.CONTRACT))

    def prepares_the_contract(self):
        contract = self.window.space.page_of(Screen.CONTRACT)
        self.window.shows(contract)
        self.window.until(lambda: contract.head is not None and contract.act.isEnabled())
        known = self.counted(EngagementContract)
        self.hands.press("Ctrl+Return")
        self.window.until(lambda: self.counted(EngagementContract) == known + 1)

    def has_the_contract_signed(self):
        """By her and the coach in one sitting; her copy is handed over."""
        paper = self.window.space.paper
        self.window.shows(paper)
        self.window.until(lambda: paper.view is not None and paper.act.isVisible())
        self.hands.press("Ctrl+Return")
        for seed in (0.7, 0.9):
            self.signs(seed)
            thanks = self.window.shell.pad.thanks
            self.window.until(thanks.finish.hasFocus)
            self.hands.press("Return")
        self.window.until(lambda: self.window.shell.pad is None)
        self.window.until(paper.side.copy.first().hasFocus)
        self.hands.press("Return")

    def closes(self, month: date):
        self.hands.press("Ctrl+3")
        page = self.window.space.month
        self.window.shows(page)
        page.chooser.combo.setFocus()
        page.show_month(month)
        self.window.until(lambda: page.close_button.isEnabled() and page._month == month)
        closed = self.counted(Closing)
        self.hands.click(page.close_button)
        self.window.until(page.closing.act.isVisible)
        self.hands.click(page.closing.act)
        self.window.until(lambda: self.window.shell.pad)
        pad = self.window.shell.pad
        draw_by_mouse(pad.surface, hand(pad.surface, seed=40.0 + closed))
        self.hands.click(pad.signing.validate)
        self.window.until(lambda: self.counted(Closing) == closed + 1)
        self.window.until(lambda: self.window.shell.pad is None)

    def counted(self, model) -> int:
        rows = select(func.count()).select_from(model)
        return self.window.read(lambda link: link.execute(rows).scalar_one())

    def of_today(self):
        return next(item for item in self.window.appointments(HER) if item.held_on == self.day)

    def must(self) -> set[str]:
        """What is to be done for her today, by the code of its rule."""
        action = self.window.space.context.action
        things = self.window.read(
            lambda link: things_to_do(link, action.id, action.profile, self.day)
        )
        return {thing.rule for thing in things if thing.who == HER}

    def figures(self, month: date) -> dict:
        action = self.window.space.context.action
        return self.window.read(lambda link: month_figures(link, action.id, action.profile, month))


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the list of files drops
def test_from_the_first_start_to_months_closed(qtbot, tmp_path):
    clock = clock_at(date(2024, 1, 8))
    with desk_window(tmp_path / "magasin", clock, qtbot) as window:
        coach, hands = Coach(window, clock), window.hands
        coach.sets_up()
        coach.imports(SAMPLE)
        action = window.space.context.action
        day = clock.now().date()
        report = window.read(
            lambda link: year_report(link, action.id, action.profile, 2023, today=day)
        )
        assert {key: report[key] for key in ("participants", "file_active", "sorties_total")} == {
            key: EXPECTED[key] for key in ("participants", "file_active", "sorties_total")
        }
        assert coach.figures(date(2023, 12, 1))["file_active"] == 47

        coach.receives_a_prescription()
        (first,) = window.appointments(HER)
        assert 0 <= (first.held_on - coach.day).days <= 7
        assert coach.must() == set()

        coach.goes_to(first.held_on)
        coach.opens_her_sheet()
        coach.notes("P", Presence.ATTENDED)
        coach.has_her_sign(0.4)
        assert "decision" in coach.must()
        coach.makes_the_diagnostic()
        coach.has_her_enter()
        assert "contrat" in coach.must()
        coach.prepares_the_contract()
        coach.has_the_contract_signed()
        window.until(lambda: not window.space.paper.isVisible())  # back to where she came from
        assert "contrat" not in coach.must()
        assert "fiche_fse" not in coach.must()
        coach.opens_her_sheet()
        coach.plans_the_next_one()

        for week in range(1, WEEKS + 1):
            coach.meets_her(week)
        kept = [item.presence for item in window.appointments(HER)]
        assert kept.count(Presence.ATTENDED) == 1 + WEEKS - len(ABSENT)
        assert kept.count(Presence.UNEXCUSED) == len(ABSENT)
        assert coach.counted(Signature) == 2 + 1 + WEEKS - len(ABSENT), "the contract counts two"

        coach.goes_to(date(2024, 3, 20))
        for month in (date(2024, 1, 1), date(2024, 2, 1)):
            gaps = window.read(
                lambda link, month=month: month_gaps(
                    link, action.id, action.profile, month, coach.day
                )
            )
            assert not [gap for gap in gaps if gap.blocking]
            coach.closes(month)
        assert coach.counted(Package) == 2
        assert coach.figures(date(2024, 1, 1))["entrees"] == 1
        hands.press("Ctrl+Z")
        window.until(lambda: "ne s’annule pas" in window.shell.said)
        assert window.desk.store.verify().fault is None
