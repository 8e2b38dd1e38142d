"""The page of the acts and the form of one: few gestures, refusals beside, lists that count."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coachdesk.domain.support import AidOutcome
from coachdesk.queries.services import Narrowed
from coachdesk.services.acts import undo_act
from coachdesk.services.drafts import draft_target
from coachdesk.services.people_export import Format
from coachdesk.services.prestations.contacts import ContactFacts, add_contact
from coachdesk.services.prestations.outreach import EventFacts, record_event
from coachdesk.services.prestations.recording import ServiceFacts, record_services
from coachdesk.services.prestations.view import services_view
from coachdesk.services.steps import StepFacts, note_step
from coachdesk.services.targets import EVENTS, STEPS, Screen, Target
from coachdesk.services.timeline import EventKind
from coachdesk.ui.screens.card.view import CardScreen
from coachdesk.ui.screens.services.form import ServiceScreen
from coachdesk.ui.screens.services.outreach import OutreachScreen
from coachdesk.ui.screens.services.view import ServicesScreen
from support.clock import FixedClock
from support.desk_context import make_context
from support.signing_desk import CLOCK, DAY, make_group

DAYS = timedelta(days=1)
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_group(tmp_path_factory.mktemp("made") / "magasin", 6)


@pytest.fixture
def desk(made, tmp_path):
    opened = made.opened(tmp_path / "magasin", FixedClock(CLOCK.now()))
    yield opened
    opened.close()


@pytest.fixture
def context(desk):
    return make_context(desk)


@pytest.fixture
def shown(qtbot, context):
    """A page of that class, shown on a target."""

    def show(page, target):
        screen = page(context[0])
        qtbot.addWidget(screen)
        screen.resize(1150, 680)
        with qtbot.waitActive(screen):
            screen.show()
            screen.activateWindow()
        screen.show_target(target)
        return screen

    return show


def listed(desk, **narrowed):
    action = desk.actions[0]
    return desk.read(lambda link: services_view(link, action, Narrowed(**narrowed), DAY)).rows


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, modifier)


def test_from_the_card_one_click_says_what_and_ctrl_enter_records(shown, desk, made, context):
    page = shown(ServiceScreen, Target(Screen.SERVICE, made.people[0]))
    assert page.people.ticked() == {str(made.people[0])}
    assert page.people.model.index(0, 0).data(Qt.ItemDataRole.CheckStateRole) is (
        Qt.CheckState.Checked
    ), "she is seen to be ticked"
    assert QApplication.focusWidget() in page.fields.kind.buttons.values()
    QTest.mouseClick(page.fields.kind.buttons["digital_help"], Qt.MouseButton.LeftButton)
    press(page, Qt.Key.Key_Return, CONTROL)
    (row,) = listed(desk)
    assert (row.kind, row.done_on) == ("digital_help", DAY)
    assert [person.prescription_id for person in row.persons] == [made.people[0]]
    assert context[1].backs == 1
    assert "DURAND" in context[1].messages.informed[-1]


def test_what_is_expected_of_someone_opens_on_its_kind(shown, made):
    form = shown(ServiceScreen, Target(Screen.SERVICE, made.people[0], section="digital_help"))
    assert form.fields.chosen.key == "digital_help"
    assert form.record.text() == "Enregistrer"


def test_one_more_for_the_next_person_without_typing_again(qtbot, shown, desk, context):
    page = shown(ServiceScreen, Target(Screen.SERVICE))
    assert QApplication.focusWidget() is page.people.line
    QTest.keyClicks(page.people.line, "durand-1")
    press(page.people.line, Qt.Key.Key_Return)
    assert "DURAND-1" in page.people.count.text(), "she may be out of sight in the list"
    press(page.people.line, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)  # the fourth kind
    qtbot.waitUntil(lambda: page.fields.chosen is not None)
    assert page.fields.chosen.key == "transport_help"
    page.fields.quantity.setText("12,5")
    page.fields.place.setCurrentText("Airaines")
    press(page, Qt.Key.Key_Return, CONTROL | SHIFT)
    assert QApplication.focusWidget() is page.people.line
    assert not page.people.ticked()
    QTest.keyClicks(page.people.line, "23-002")
    press(page.people.line, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Return, CONTROL | SHIFT)
    rows = listed(desk)
    assert [(row.quantity, row.place) for row in rows] == [(1250, "Airaines")] * 2
    assert len({row.persons for row in rows}) == 2
    assert context[1].backs == 0, "she stays for the next one"


def test_the_form_asks_for_what_the_kind_needs_and_no_more(shown, made):
    page = shown(ServiceScreen, Target(Screen.SERVICE, made.people[0]))
    fields = page.fields
    seen = {
        "quantity": fields.quantity, "unnamed": fields.unnamed, "minutes": fields.minutes,
        "place": fields.place, "note": fields.note,
    }  # fmt: skip

    def asked(kind):
        fields.kind.buttons[kind].click()
        return {name for name, field in seen.items() if field.isVisible()}

    assert asked("transport_help") == {"quantity", "minutes", "place", "note"}
    assert fields.unit.text() == "km"
    assert asked("company_tour") == {"unnamed", "minutes", "place", "note"}
    assert asked("small_expense") == {"quantity", "note"}
    assert asked("company_meeting") == {"minutes", "place", "note"}
    assert fields.results["company_meeting"].isVisible()
    assert not fields.results["orientation"].isVisible()


def test_what_is_missing_is_said_beside_it(shown, desk, made):
    page = shown(ServiceScreen, Target(Screen.SERVICE))
    page.record.click()
    assert page.fields.kind_answer.isVisible()
    assert page.people_answer.isVisible()
    page.fields.kind.buttons["transport_help"].click()
    page.record.click()
    assert QApplication.focusWidget() is page.people.line
    page.people.set_draft_value([str(made.people[0])])
    assert not page.people_answer.isVisible()
    page.fields.quantity.setText("douze")
    page.record.click()
    assert page.fields.quantity_answer.isVisible()
    assert QApplication.focusWidget() is page.fields.quantity
    assert not listed(desk)
    page.fields.quantity.setText("12")
    page.record.click()
    assert [row.quantity for row in listed(desk)] == [1200]


def test_the_button_says_how_many_it_will_make(shown, desk, made):
    page = shown(ServiceScreen, Target(Screen.SERVICE))
    page.people.set_draft_value([str(key) for key in made.people[:3]])
    page.fields.kind.buttons["digital_help"].click()
    assert page.record.text() == "Enregistrer 3\u00a0actes"
    page.fields.kind.buttons["company_tour"].click()
    page.fields.unnamed.setValue(5)
    assert page.record.text() == "Enregistrer pour 8\u00a0personnes"
    page.record.click()
    (row,) = listed(desk)
    assert (row.people, row.unnamed) == (8, 5)


def test_an_act_is_changed_deleted_and_given_back(shown, desk, made, context):
    facts = ServiceFacts(
        "company_meeting", DAY, (made.people[0],), minutes=45, place="Airaines", result="met"
    )
    (key,) = record_services(desk, desk.actions[0], facts)
    before = listed(desk)
    page = shown(ServiceScreen, Target(Screen.SERVICE, subject_id=key))
    assert page.fields.facts() == ServiceFacts(
        "company_meeting", DAY, (), None, None, 45, "Airaines", "met", ""
    )
    assert page.delete.isVisible()
    assert not page.again.isVisible()
    page.fields.results["company_meeting"].buttons["immersion"].click()
    page.record.click()
    assert [row.result for row in listed(desk)] == ["immersion"]
    page.show_target(Target(Screen.SERVICE, subject_id=key))
    page.delete.click()
    assert not listed(desk)
    undo_act(desk)
    undo_act(desk)
    assert listed(desk) == before
    assert context[1].backs == 2


def test_the_forms_are_drafts_that_lead_back(shown, desk, made, context):
    drafts = context[1].drafts
    shown(ServiceScreen, Target(Screen.SERVICE, made.people[0]))
    key = f"service:{made.people[0]}"
    assert set(drafts.kept[key]) == {"act", "people"}
    assert draft_target(key, made.people[0]) == Target(Screen.SERVICE, made.people[0])
    page = shown(ServiceScreen, Target(Screen.SERVICE))
    page.fields.kind.buttons["transport_help"].click()
    page.fields.quantity.setText("12 et de")
    kept = page.fields.draft_value()
    again = shown(ServiceScreen, Target(Screen.SERVICE))
    again.fields.set_draft_value(kept)
    assert again.fields.draft_value() == kept
    event = record_event(desk, desk.actions[0], EventFacts("market", "Marché", DAY))
    shown(OutreachScreen, Target(Screen.OUTREACH, subject_id=event))
    assert {"title", "day", "last_name", "phone"} <= set(drafts.kept[f"outreach:{event}"])
    assert draft_target(f"outreach:{event}") == Target(Screen.OUTREACH, subject_id=event)


def test_an_event_with_nothing_more_to_say_leaves_no_gap(shown, desk):
    action = desk.actions[0]
    event = record_event(desk, action, EventFacts("market", "", DAY))
    add_contact(desk, action, event, ContactFacts("PETIT", "Sylvie"))
    page = shown(OutreachScreen, Target(Screen.OUTREACH, subject_id=event))
    assert page.change.isVisible(), "the fields are folded"
    assert not page.summary.isVisible()


def test_an_event_folded_says_what_kind_it_is(shown, desk):
    action = desk.actions[0]
    event = record_event(desk, action, EventFacts("market", "Sous la halle", DAY))
    add_contact(desk, action, event, ContactFacts("PETIT", "Sylvie"))
    page = shown(OutreachScreen, Target(Screen.OUTREACH, subject_id=event))
    assert action.profile.outreach_kinds.label("market") in page.summary.text()


@pytest.fixture
def noted(desk, made):
    """Acts of two months, for two people."""
    action = desk.actions[0]
    for days, person, quantity in ((0, 0, 1000), (1, 1, 500), (40, 0, 700)):
        record_services(
            desk, action,
            ServiceFacts(
                "transport_help", DAY - days * DAYS, (made.people[person],), quantity=quantity
            ),
        )  # fmt: skip
    record_services(desk, action, ServiceFacts("company_tour", DAY, unnamed=9))
    return desk


@pytest.fixture
def page(noted, shown):
    del noted
    return shown(ServicesScreen, Target(Screen.SERVICES))


def choose(box, words):
    found = box.findText(words, Qt.MatchFlag.MatchStartsWith)
    assert found >= 0, f"{words} is not listed"
    box.setCurrentIndex(found)
    box.activated.emit(box.currentIndex())


def kinds(page):
    return [each.text() for each in page.kinds.shown()]


def test_the_list_begins_with_this_month_and_counts_by_kind(page):
    assert page.service_table.model().rowCount() == 2
    assert page.figures.text() == "2\u00a0actes  ·  10\u00a0participations"
    assert kinds(page) == [
        "Transport accompagné\u00a0: 1, 10\u00a0km", "Visite d’entreprise\u00a0: 1",
    ]  # fmt: skip
    choose(page.filters.month_box, "Tous les mois")
    assert page.service_table.model().rowCount() == 4
    assert kinds(page)[0] == "Transport accompagné\u00a0: 3, 22\u00a0km"
    choose(page.filters.month_box, "Mai")
    assert [row.quantity for row in page.service_table.visible_rows()] == [500]


def test_a_kind_is_kept_by_a_click_and_a_person_by_her_name(page):
    choose(page.filters.month_box, "Tous les mois")
    page.kinds.shown()[0].click()
    assert page.filters.kind.currentText() == "Transport accompagné"
    assert page.service_table.model().rowCount() == 3
    choose(page.filters.person, "DURAND-1")
    assert [row.quantity for row in page.service_table.visible_rows()] == [1000, 700]
    page.kinds.shown()[0].click()  # once more: every kind
    assert page.filters.kind.currentIndex() == 0
    choose(page.filters.month_box, "Juin")
    choose(page.filters.kind, "Visite")
    assert page.tables.currentWidget() is page.empty
    assert "filtres" in page.empty.text()
    page.wider.click()
    assert page.tables.currentWidget() is page.service_table


def test_each_row_opens_its_form_and_the_main_act_a_new_one(page, context):
    gone = context[1].gone
    page.service_table.setFocus()
    press(page.service_table, Qt.Key.Key_Return)
    assert gone[-1] == Target(Screen.SERVICE, subject_id=page.service_table.rows.rows()[0].id)
    press(page, Qt.Key.Key_Return, CONTROL)
    assert gone[-1] == Target(Screen.SERVICE)
    page.new_event.click()
    assert gone[-1] == Target(Screen.OUTREACH)


def test_the_steps_are_listed_and_open_where_they_were_noted(page, desk, made, context):
    note_step(desk, made.people[0], StepFacts("financial_aid", DAY))
    note_step(desk, made.people[1], StepFacts("cv", DAY, 20))
    page.show_target(Target(Screen.SERVICES, section=STEPS))
    assert page.step_table.model().rowCount() == 2
    choose(page.filters.kind, "Aides en attente")
    (row,) = page.step_table.visible_rows()
    assert row.aid_outcome is AidOutcome.PENDING
    page.step_table.opened.emit(row)
    assert context[1].gone[-1] == Target(Screen.CARD, made.people[0], section="demarches")
    assert not page.export.isVisible(), "they are told with the rendez-vous"


def test_an_empty_list_says_what_to_do(shown):
    page = shown(ServicesScreen, Target(Screen.SERVICES))
    for section in ("", EVENTS, STEPS):
        page.show_target(Target(Screen.SERVICES, section=section))
        assert page.tables.currentWidget() is page.empty
        assert len(page.empty.text()) > 40
    page.lists.buttons[EVENTS].click()
    page.export.click()


def test_the_list_is_exported_as_it_is_narrowed(page, context, tmp_path):
    messages = context[1].messages
    messages.path = tmp_path / "Actes.csv"
    choose(page.filters.kind, "Transport")
    page.export.click()
    assert page.exporting.isVisible()
    assert "1\u00a0acte" in page.exporting.heading.text()
    page.exporting.formats[Format.CSV].click()
    lines = messages.path.read_text("utf-8-sig").splitlines()
    assert lines[0] == (
        "N°;Acte;Date;Personnes non nommées;Quantité;Durée (h);Lieu;Résultat;Note;Personnes"
    )
    assert [line.split(";")[1] for line in lines[1:]] == ["Transport accompagné"]
    assert "en clair" in messages.informed[-1]


def test_the_tables_are_models_as_qt_wants_them(page, desk, shown, qtmodeltester):
    action = desk.actions[0]
    event = record_event(desk, action, EventFacts("market", "Marché", DAY, people_met=4))
    add_contact(desk, action, event, ContactFacts("DURAND", "Léa"))
    note_step(desk, page.service_table.rows.rows()[-1].persons[0].prescription_id
              if page.service_table.rows.rows()[-1].persons
              else page.service_table.rows.rows()[0].persons[0].prescription_id,
              StepFacts("cv", DAY))  # fmt: skip
    outreach = shown(OutreachScreen, Target(Screen.OUTREACH, subject_id=event))
    for section in (EVENTS, STEPS):
        page.show_target(Target(Screen.SERVICES, section=section))
    for table in (page.service_table, page.event_table, page.step_table, outreach.table):
        assert table.rows.rowCount() > 0
        qtmodeltester.check(table.rows)
        qtmodeltester.check(table.shown)


def test_the_card_tells_her_acts_and_opens_each(qtbot, noted, made, context):
    card = CardScreen(context[0])
    qtbot.addWidget(card)
    card.show_target(Target(Screen.CARD, made.people[0]))
    card.sections.build_all()
    assert card.timeline.list.events.counts()[EventKind.SERVICE] == 2
    first = next(
        event for event in card.timeline.list.events.lines()
        if getattr(event, "kind", None) is EventKind.SERVICE
    )  # fmt: skip
    assert (first.title, first.detail) == ("Transport accompagné", "10\u00a0km")
    card.sections.services.add.click()
    assert context[1].gone[-1] == Target(Screen.SERVICE, made.people[0])
    card.acts[Screen.SERVICE].click()
    assert context[1].gone[-1] == Target(Screen.SERVICE, made.people[0])
    assert first.target.screen is Screen.SERVICE


def test_an_hour_that_is_none_is_said_and_nothing_is_recorded(shown, desk, context):
    page = shown(OutreachScreen, Target(Screen.OUTREACH))
    page.fields.start.setText("tot")
    page.record.click()
    assert page.fields.hours_answer.isVisible()
    assert QApplication.focusWidget() is page.fields.start
    page.fields.start.setText("9h")
    page.record.click()
    assert "Il manque une heure" in context[1].messages.refused[-1].sentence
    page.fields.end.setText("12 h 30")
    page.record.click()
    assert page.title.text() == "Marché, place publique", "without a title, its kind names it"
    assert page.delete.isVisible()
    page.delete.click()
    assert context[1].backs == 1
