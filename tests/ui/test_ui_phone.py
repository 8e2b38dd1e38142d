"""What goes to a phone by a code on the screen: for one person, for many, for a company."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from coachdesk.core.ids import new_id
from coachdesk.core.tokens import DARK, LIGHT
from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.phone_codes import CodeKind
from coachdesk.models import Company, CompanyContact, Participant
from coachdesk.queries.appointment_sheet import appointment_sheet
from coachdesk.services.acts import undo_act
from coachdesk.services.agenda.places import set_address
from coachdesk.services.appointment_record import AppointmentRecord, record_appointment
from coachdesk.services.papers.contact import keep_contact
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.appointment.notice import NoticePanel
from coachdesk.ui.screens.phone.view import PhoneScreen
from coachdesk.ui.screens.today.view import TodayScreen
from coachdesk.ui.theme import apply_theme
from support.scanning import scanned_widget


@pytest.fixture
def page(qtbot, made):
    screen = PhoneScreen(made[0])
    qtbot.addWidget(screen)
    screen.resize(1100, 680)
    screen.show()
    return screen


@pytest.fixture
def known(desk, plan):
    """A coach whose number is known, and someone planned in a place with an address."""
    keep_contact(desk, "06 11 22 33 44, claire@exemple.fr")
    appointment = plan(days_ago=-2)
    set_address(desk, "Mairie d’Airaines", "3 place des Fêtes, 80270 Airaines")
    return plan.people[0].prescription_id, appointment


@pytest.fixture
def scan(page, tmp_path):
    return lambda: scanned_widget(page.qr.code, tmp_path)


def show(page, known, kind=""):
    page.show_target(Target(Screen.PHONE, known[0], known[1], section=kind))


def attempts(desk, known):
    return desk.read(lambda link: appointment_sheet(link, known[1])).head.contact_attempts


def test_the_reminder_is_written_and_scanned(page, known, scan):
    show(page, known)
    text = scan()
    assert text.startswith("SMSTO:0")
    for told in ("rendez-vous", "à 9h", "Mairie d'Airaines, 3 place des Fêtes", "06 11 22 33 44"):
        assert told in text
    assert "RSA" not in text
    assert "\u00a0" not in text
    assert page.count.text().endswith(" SMS")


def test_what_is_changed_in_the_message_is_what_is_scanned(page, known, scan):
    show(page, known)
    page.text.edit.setPlainText("Apportez votre CV")
    assert scan().endswith(":Apportez votre CV")
    page.refresh()
    assert scan().endswith(":Apportez votre CV"), "what is typed stays"
    page.text.edit.setPlainText("")
    assert not page.qr.code.isVisible()
    assert not page.sent.isEnabled()


@pytest.mark.parametrize(
    ("kind", "begins", "holds"),
    [
        (CodeKind.CALL, "tel:0", ""),
        (CodeKind.PLACE, "https://", "Airaines"),
        (CodeKind.CONTACT, "BEGIN:VCARD", "TEL;TYPE=CELL:0611223344"),
        (CodeKind.APPOINTMENT, "BEGIN:VCALENDAR", "Mairie d’Airaines"),
    ],
)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_each_code_is_scanned_in_both_themes(qapp, page, known, scan, kind, begins, holds, theme):
    apply_theme(qapp, theme, 100)
    show(page, known)
    page.kinds.buttons[kind].click()
    found = scan()
    assert found.startswith(begins)
    assert holds in found
    assert "code" in page.qr.says.text(), "one sentence says what to do"
    assert page.qr.code.accessibleName().startswith("Code QR")
    apply_theme(qapp, LIGHT, 100)


def test_a_code_can_be_asked_for_by_its_kind_and_by_a_key(page, known, scan, until):
    show(page, known, CodeKind.PLACE)
    assert scan().startswith("https://")
    QTest.keyClick(page, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    until(lambda: page.kinds.key() == CodeKind.CALL)
    assert scan().startswith("tel:")


def test_a_message_that_left_is_kept_with_the_rendez_vous(page, known, desk, trail):
    show(page, known)
    page.sent.click()
    told = attempts(desk, known)
    assert told.startswith("SMS envoyé le ")
    assert page.told.text() == told
    assert trail.messages.informed[-1].startswith("Noté avec le rendez-vous")
    assert undo_act(desk).words.startswith("«\u00a0SMS envoyé\u00a0» noté, rendez-vous de")
    assert attempts(desk, known) is None


def test_the_notice_of_an_absence_finds_how_she_was_told(page, known, desk, clock, made, qtbot):
    show(page, known)
    page.sent.click()
    clock.set_wall(clock.now() + timedelta(days=2, hours=4))
    record_appointment(desk, known[1], AppointmentRecord(presence=Presence.UNEXCUSED))
    form = NoticePanel(made[0])
    qtbot.addWidget(form)
    form.fill(desk.read(lambda link: appointment_sheet(link, known[1])).head)
    assert form.told().startswith("SMS envoyé le ")


def test_many_are_told_one_after_the_other(page, plan, desk, clock):
    day = clock.now().date() + timedelta(days=3)
    for person in (0, 1):
        plan(days_ago=-3, person=person)
    keep_contact(desk, "06 11 22 33 44")
    page.show_target(Target(Screen.PHONE, day=day))
    assert page.title.text().startswith("Rappels pour le ")
    names = [one.name for one in page.people.visible_rows()]
    assert len(names) >= 2
    for number in range(len(names)):
        assert page.progress.text().startswith(str(number))
        QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.progress.text().startswith(f"{len(names)}\u00a0personnes prévenues")
    assert all(one.told for one in page.people.visible_rows())


def test_nobody_to_remind_is_said(page, qtbot, made, desk):
    page.show_target(Target(Screen.PHONE, day=desk.clock.now().date() + timedelta(days=900)))
    assert page.nothing.text().startswith("Personne n’est attendu")
    assert page.title.text()
    assert not page.qr.code.isVisible()


def test_without_a_number_the_remedy_is_said(page, known, desk, trail):
    with desk.store.write() as uow:
        for person in uow.session.query(Participant):
            person.phone = None
        uow.commit()
    show(page, known)
    assert "n’a pas de téléphone" in page.qr.says.text()
    assert not page.sent.isEnabled()
    page.card.click()
    assert trail.gone == [Target(Screen.CARD, known[0])]


def test_without_the_coachs_number_it_is_asked_for_on_the_spot(page, plan, desk, scan):
    appointment = plan(days_ago=-2)
    page.show_target(
        Target(Screen.PHONE, plan.people[0].prescription_id, appointment, section="contact")
    )
    usual = page._context.action.profile.association_phone
    assert page.contact.isVisible()
    if not usual:
        assert "Votre téléphone n’est pas connu" in page.qr.says.text()
    page.contact.edit.setText("06 99 88 77 66")
    page.contact.edit.editingFinished.emit()
    assert "TEL;TYPE=CELL:0699887766" in scan()


def test_someone_with_nothing_planned_can_still_be_called(page, participants, scan):
    gone = next(row for row in participants if row.left_on and row.phone)
    page.show_target(Target(Screen.PHONE, gone.prescription_id))
    assert page.about.text() == "Aucun rendez-vous à venir"
    assert not page.sent.isVisible()
    assert not page.kinds.buttons[CodeKind.APPOINTMENT].isVisible()
    page.kinds.buttons[CodeKind.CALL].click()
    assert scan().startswith("tel:")


def test_a_landline_is_said(page, known, desk):
    with desk.store.write() as uow:
        for person in uow.session.query(Participant):
            person.phone = "03 22 11 22 33"
        uow.commit()
    show(page, known)
    assert "est un fixe" in page.qr.says.text()


def test_a_contact_of_a_company_enters_the_coachs_phone(page, desk, scan):
    company, contact = new_id(), new_id()
    with desk.store.write() as uow:
        uow.session.add(
            Company(id=company, name="Menuiserie Lys", address="2 rue Haute, Poix", cut_over=False)
        )
        uow.session.flush()
        uow.session.add(
            CompanyContact(
                id=contact, company_id=company, name="Jeanne Lys", function="Gérante",
                phone="06 01 02 03 04", email="j@lys.fr",
            )
        )  # fmt: skip
        uow.commit()
    page.show_target(Target(Screen.PHONE, subject_id=contact, section="contact"))
    found = scan()
    for told in ("FN:Jeanne Lys", "ORG:Menuiserie Lys", "TITLE:Gérante", "0601020304"):
        assert told in found
    page.show_target(Target(Screen.PHONE, subject_id=company))
    assert page.title.text() == "Menuiserie Lys"
    assert page.kinds.key() == CodeKind.CALL, "no message is written to a company"
    assert page.kinds.buttons[CodeKind.CALL].hasFocus()
    page.kinds.buttons[CodeKind.PLACE].click()
    assert "Poix" in scan()


def test_by_phone_there_is_no_way_to_show(page, plan, desk):
    appointment = plan(days_ago=-1, mode=Mode.PHONE)
    page.show_target(Target(Screen.PHONE, plan.people[0].prescription_id, appointment))
    assert "vous appelle" in page.text.text()
    assert not page.kinds.buttons[CodeKind.PLACE].isVisible()


def test_who_came_leaves_with_the_next_one(qtbot, made, page, plan, desk, clock, scan):
    here, following = plan(), plan(days_ago=-7)
    record_appointment(desk, here, AppointmentRecord(presence=Presence.ATTENDED))
    today = TodayScreen(made[0])
    qtbot.addWidget(today)
    today.resize(1200, 700)
    today.refresh()
    who = f"{plan.people[0].last_name} {plan.people[0].first_name}"
    icon = next(
        item
        for item in today.stops[0].findChildren(QPushButton)
        if item.accessibleName() == f"Sur le téléphone, {who}"
    )
    icon.click()
    asked = made[1].gone[-1]
    assert asked.section == CodeKind.APPOINTMENT
    page.show_target(asked)
    day = desk.read(lambda link: appointment_sheet(link, following)).head.held_on
    assert f"DTSTART:{day:%Y%m%d}" in scan()
