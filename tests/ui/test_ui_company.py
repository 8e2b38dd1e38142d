"""A company's page: noted in a few gestures, its log, its people, two that are one, drafts."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coachdesk.domain.siret import siret_words
from coachdesk.queries.companies import company_lines
from coachdesk.queries.company import contacts_of, trades_of
from coachdesk.queries.prospecting import prospecting_log
from coachdesk.services.acts import undo_act
from coachdesk.services.companies.file import CompanyFile, ContactFacts, record_company
from coachdesk.services.companies.prospecting import ContactMade, note_prospecting
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.draft_fields import put_back, values
from coachdesk.ui.screens.companies.company import CompanyScreen
from support.desk_context import make_context

CTRL = Qt.KeyboardModifier.ControlModifier
DAY = date(2024, 1, 15)
SIRET = "73282932000074"


@pytest.fixture
def opened(qtbot, desk):
    context, trail = make_context(desk)
    page = CompanyScreen(context)
    qtbot.addWidget(page)
    page.resize(1150, 1400)
    page.show()

    def make(company_id=None, *, name="", whose=None):
        page.show_target(Target(Screen.COMPANY, whose, subject_id=company_id, section=name))
        page.take_keyboard()
        return page, trail

    return make


@pytest.fixture
def bakery(desk):
    told = CompanyFile(
        "Boulangerie Lefèvre", SIRET, "80270 Airaines", "0322456789",
        contacts=(ContactFacts(None, "Marie LEFEVRE", "gérante"),), trades=("D1102",),
    )  # fmt: skip
    return record_company(desk, None, told).id


def lines(desk):
    return {line.name: line for line in desk.read(company_lines)}


def log_of(desk, company_id):
    return desk.read(lambda link: prospecting_log(link, company_id))


def test_a_prospect_is_its_name_and_one_key_and_its_first_contact_three_more(opened, desk):
    page, _ = opened(name="Garage du Pont")
    assert page.identity.name.hasFocus()
    QTest.keyClick(page.identity.name, Qt.Key.Key_Return, CTRL)
    made = lines(desk)["Garage du Pont"]
    assert made.siret is None
    kinds = page.log.form.kind.buttons
    assert page.focusWidget() is next(iter(kinds.values()))
    QTest.mouseClick(kinds["call"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.log.form.result.buttons["call_back"], Qt.MouseButton.LeftButton)
    QTest.keyClick(page.log.form.result.buttons["call_back"], Qt.Key.Key_Return, CTRL)
    (noted,) = log_of(desk, made.id)
    assert (noted.kind, noted.result, noted.done_on) == ("call", "call_back", DAY)
    assert noted.call_back_on == date(2024, 1, 22), "within the week, unless a day is told"
    assert page.log.form.kind.key() is None, "ready for the next one"
    assert page.log.noted.table.shown.index(0, 1).data() == "Appel, à rappeler"


def test_its_whole_file_is_typed_and_recorded_at_once(opened, desk, qtbot):
    page, trail = opened()
    QTest.keyClicks(page.identity.name, "Le Fournil")
    QTest.keyClicks(page.identity.siret, SIRET)
    assert page.identity.state.text() == "Ce SIRET est correct."
    QTest.keyClicks(page.contacts.lines[0].fields[0], "Paul DENIS")
    QTest.keyClicks(page.contacts.lines[0].fields[1], "patron")
    QTest.keyClicks(page.contacts.lines[1].fields[0], "Anne ROY")
    QTest.keyClicks(page.identity.contact, "paul")
    QTest.keyClick(page.identity.contact.popup, Qt.Key.Key_Down)
    QTest.keyClick(page.identity.contact.popup, Qt.Key.Key_Return)
    assert page.identity.contact.text() == "Paul DENIS, patron"
    QTest.keyClicks(page.trades.field, "boulanger")
    QTest.keyClick(page.trades.field.popup, Qt.Key.Key_Down)
    QTest.keyClick(page.trades.field.popup, Qt.Key.Key_Return)
    assert page.trades.codes() == ("D1102",)
    assert page.trades.field.text() == ""
    page.act.click()
    made = lines(desk)["Le Fournil"]
    assert (made.siret, made.contact) == (SIRET, "Paul DENIS, patron")
    contacts = desk.read(lambda link: contacts_of(link, made.id))
    assert [one.name for one in contacts] == ["Paul DENIS", "Anne ROY"]
    assert desk.read(lambda link: trades_of(link, made.id)) == ("D1102",)
    assert "company" in trail.drafts.forgotten


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("siret", "73282932000075", "ne se répondent pas"),
        ("siret", "732829320", "SIREN"),
        ("phone", "12", "téléphone"),
        ("email", "fournil", "électronique"),
        ("name", "", "nom"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(opened, desk, bakery, field, typed, said):
    page, _ = opened(bakery)
    before = desk.store.head().seq
    page.identity.fields()[field].setText(typed)
    page.act.click()
    assert said in page.identity.faults[field].text()
    assert page.identity.fields()[field].hasFocus()
    assert desk.store.head().seq == before


def test_a_trade_that_is_not_in_the_list_is_not_lost_in_silence(opened, desk, bakery):
    page, _ = opened(bakery)
    QTest.keyClicks(page.trades.field, "vend des choses")
    page.act.click()
    assert page.trades.fault.isVisible()
    page.trades.field.setText("Coiffeur / Coiffeuse")
    page.act.click()
    assert desk.read(lambda link: trades_of(link, bakery)) == ("D1102", "D1202")
    page.trades.buttons["D1102"].click()
    page.act.click()
    assert desk.read(lambda link: trades_of(link, bakery)) == ("D1202",)


def test_a_contact_taken_out_is_gone_once_recorded(opened, desk, bakery):
    page, _ = opened(bakery)
    assert len(page.contacts.lines) == 2, "one, and a blank line"
    page.contacts.lines[0].drop.click()
    page.act.click()
    assert desk.read(lambda link: contacts_of(link, bakery)) == ()
    undo_act(desk)
    page.refresh()
    assert page.contacts.spoken() == ("Marie LEFEVRE, gérante",)


def test_a_draft_gives_every_field_back(opened, bakery):
    page, trail = opened(bakery)
    for key in (f"company:{bakery}", f"prospecting:{bakery}"):
        assert key in trail.drafts.kept
    fields = trail.drafts.kept[f"company:{bakery}"]
    page.identity.activity.setText("Pain")
    QTest.keyClicks(page.contacts.lines[1].fields[0], "Paul DENIS")
    page.trades.show_codes(("D1106",))
    kept = values(fields)
    page.refresh()
    assert page.identity.activity.text() == ""
    put_back(fields, kept)
    assert page.identity.activity.text() == "Pain"
    assert page.contacts.spoken() == ("Marie LEFEVRE, gérante", "Paul DENIS")
    assert page.trades.codes() == ("D1106",)


def test_a_name_typed_a_second_time_is_said_before_it_is_recorded(opened, bakery):
    page, trail = opened()
    QTest.keyClicks(page.identity.name, "boulangerie lefevre")
    assert page.same.isHidden()
    QTest.keyClick(page.identity.name, Qt.Key.Key_Tab)
    assert page.same.isVisible()
    page.same.open_asked.emit(page._known.rows[page._known.places[bakery]])
    assert trail.gone[-1].subject_id == bakery


def test_two_that_are_one_become_one_and_ctrl_z_separates_them(opened, desk, bakery, action):
    twin = record_company(desk, None, CompanyFile("Lefevre Boulangerie", address="Airaines")).id
    note_prospecting(desk, action, twin, ContactMade(DAY, "visit"))
    page, trail = opened(twin)
    page.merge.click()
    assert page.other.hasFocus()
    QTest.keyClicks(page.other, "lefevre 732")
    QTest.keyClick(page.other.popup, Qt.Key.Key_Down)
    QTest.keyClick(page.other.popup, Qt.Key.Key_Return)
    assert "Boulangerie Lefèvre" in trail.messages.asked[-1].title
    assert page.title.text() == "Boulangerie Lefèvre"
    assert len(log_of(desk, bakery)) == 1
    assert twin not in {line.id for line in desk.read(company_lines)}
    undo_act(desk)
    assert len(log_of(desk, twin)) == 1


def test_two_establishments_called_alike_are_told_apart_before_they_are_merged(
    opened, desk, bakery
):
    told = CompanyFile("Boulangerie Lefèvre", "73282932000082")
    twin = record_company(desk, None, told).id
    page, trail = opened(twin)
    trail.messages.reason = None
    page.ask_merge(next(line for line in desk.read(company_lines) if line.id == bakery))
    asked = trail.messages.asked[-1]
    gone, kept = siret_words(SIRET), siret_words("73282932000082")
    assert asked.title.index(gone) < asked.title.index(kept), "this one stays"
    assert f"{gone} ne sera plus gardé" in asked.text


def test_declining_a_merge_changes_nothing(opened, desk, bakery):
    twin = record_company(desk, None, CompanyFile("Boulangerie Lefevre SARL")).id
    page, trail = opened(twin)
    trail.messages.reason = None
    before = desk.store.head().seq
    page.ask_merge(lines(desk)["Boulangerie Lefèvre"])
    assert desk.store.head().seq == before


def test_the_log_is_corrected_and_taken_out_by_the_keyboard(opened, desk, action, bakery):
    note_prospecting(desk, action, bakery, ContactMade(DAY, "visit", note="Revenir"))
    page, _ = opened(bakery)
    table = page.log.noted.table
    table.setFocus()
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert page.log.form.note.text() == "Revenir"
    page.log.form.kind.buttons["call"].click()
    page.log.form.act.click()
    assert [(one.kind, one.note) for one in log_of(desk, bakery)] == [("call", "Revenir")]
    table.selectRow(0)
    QTest.keyClicks(page.log.form.call_back, "1/2/2024")
    page.log.noted.drop.click()
    assert log_of(desk, bakery) == ()
    assert page.log.form.call_back.text() == "1/2/2024", "what is typed of another one stays"


def test_what_a_contact_lacks_is_said(opened, desk, bakery):
    page, _ = opened(bakery)
    form = page.log.form
    form.act.click()
    assert "comment" in form.fault.text()
    form.kind.buttons["visit"].click()
    for field, typed, said in (
        (form.call_back, "bientot", "22/01/2024"),
        (form.person, "quelqu un", "liste"),
    ):
        field.setText(typed)
        form.act.click()
        assert said in form.fault.text()
        assert field.hasFocus()
        field.clear()
    form.call_back.setText("14/01/2024")
    form.act.click()
    assert log_of(desk, bakery) == ()


def test_opened_for_someone_the_contact_is_for_her(opened, desk, bakery, participants):
    person = next(row for row in participants if row.number == "23-105")
    page, _ = opened(bakery, whose=person.prescription_id)
    assert "MAQUET" in page.log.form.person.text()
    page.log.form.kind.buttons["email"].click()
    page.log.form.act.click()
    assert log_of(desk, bakery)[0].prescription_id == person.prescription_id


def test_the_people_hosted_lead_to_their_card_and_to_the_letter_of_thanks(opened, desk):
    host = max(desk.read(company_lines), key=lambda line: line.hosted)
    page, trail = opened(host.id)
    table = page.people.table
    assert table.rows.rowCount() == host.hosted
    assert not page.people.thank.isEnabled()
    table.selectRow(0)
    one = table.current()
    page.people.thank.click()
    assert (trail.gone[-1].screen, trail.gone[-1].section, trail.gone[-1].subject_id) == (
        Screen.PAPER, "host_thanks", one.immersion_id,
    )  # fmt: skip
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert trail.gone[-1] == Target(Screen.CARD, one.prescription_id)


def test_a_next_immersion_there_is_a_name_away(opened, desk, participants):
    host = max(desk.read(company_lines), key=lambda line: line.hosted)
    person = next(row for row in participants if row.number == "23-105")
    page, trail = opened(host.id)
    QTest.keyClicks(page.people.person, "maquet")
    QTest.keyClick(page.people.person.popup, Qt.Key.Key_Down)
    QTest.keyClick(page.people.person.popup, Qt.Key.Key_Return)
    assert trail.gone[-1] == Target(
        Screen.IMMERSION_FORM, person.prescription_id, company_id=host.id
    )


def test_a_number_goes_to_a_phone_without_being_typed(opened, desk, bakery):
    page, trail = opened(bakery)
    page.phone.click()
    assert trail.gone[-1] == Target(Screen.PHONE, subject_id=bakery)
    (contact,) = desk.read(lambda link: contacts_of(link, bakery))
    assert page.contacts.lines[1].phone.isHidden(), "the blank line is nobody yet"
    page.contacts.lines[0].phone.click()
    assert trail.gone[-1] == Target(Screen.PHONE, subject_id=contact.id)


def test_the_tables_keep_the_rules_of_qt(opened, desk, action, bakery, qtmodeltester):
    note_prospecting(desk, action, bakery, ContactMade(DAY, "visit"))
    page, _ = opened(bakery)
    qtmodeltester.check(page.log.noted.table.rows)
    page, _ = opened(max(desk.read(company_lines), key=lambda line: line.hosted).id)
    qtmodeltester.check(page.people.table.rows)


def test_tab_goes_as_the_eye_reads_through_every_field_and_act(opened, bakery, qtbot):
    page, _ = opened(bakery)
    qtbot.waitUntil(page.contacts.lines[1].holder.isVisible)
    seen = []
    for _ in range(80):
        seen.append(QApplication.focusWidget())
        QTest.keyClick(seen[-1], Qt.Key.Key_Tab)
        if seen[-1] is page.people.person:
            break
    wanted = [
        page.identity.name, page.identity.siret, page.identity.contact,
        page.contacts.lines[0].fields[0], page.contacts.lines[0].drop, page.trades.field,
        page.log.form.kind.buttons["visit"], page.log.form.person, page.log.form.act,
        page.people.person,
    ]  # fmt: skip
    places = [seen.index(widget) for widget in wanted]
    assert places == sorted(places)
