"""Réglages › Textes et tableau, and the versions of the profile under Actions."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from coachdesk.core.resources import resource
from coachdesk.services.actions.profile import offer_text, profile_text, replace_profile
from coachdesk.services.actions.versions import months_words
from coachdesk.services.acts import undo_act
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.drafts import save_draft
from coachdesk.services.paper_kinds import paper_kinds
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.drafts import DraftKeeper
from coachdesk.ui.screens.settings.view import SettingsScreen
from support.desk_context import make_context

SHIPPED = resource("actions", "coaching-emploi.toml").read_text("utf-8")


@pytest.fixture
def opened(qtbot, desk):
    def show(section):
        page = SettingsScreen(make_context(desk)[0])
        qtbot.addWidget(page)
        page.resize(1100, 700)
        page.show()
        page.show_target(Target(Screen.SETTINGS, section=section))
        return page.section

    return show


@pytest.fixture
def kept(desk, action):
    return lambda: desk.read(lambda link: profile_text(link, action.id))


def field(section, name):
    return next(each for each in section.fields if each.attribute.name == name)


def told(section):
    section.proposal.look()
    box = section.proposal.lines
    return [box.itemAt(at).widget().text().replace("\u00a0", " ") for at in range(box.count())]


def test_texts_columns_and_papers_are_changed_together_and_put_back(opened, desk, kept):
    section = opened("wording/texts")
    title = field(section, "table_title").widget
    QTest.keyClick(title, Qt.Key.Key_End)
    QTest.keyClicks(title, " complet")
    field(section, "person_commitments").widget.setPlainText("Venir.\nDire.")
    columns = field(section, "columns").widget
    columns.list.setCurrentRow(1)
    QTest.keyClick(columns.list, Qt.Key.Key_Delete)
    QTest.keyClick(columns.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    field(section, "time_sheet").widget.click()
    assert told(section) == [
        "Tableau de suivi, colonne retirée : « N° allocataire »",
        "Tableau de suivi : colonnes dans un autre ordre",
        "Texte « Titre du tableau de suivi » : changé",
        "Texte « Engagements de la personne » : changé",
        "Papier « Feuille de temps » n’est plus proposé",
    ]
    section.proposal.record.click()
    profile = desk.action(None).profile
    assert profile.texts.table_title == "Tableau de suivi mensuel complet"
    assert profile.texts.person_commitments == "Venir.\nDire."
    assert profile.table_columns[:3] == ("numero", "prenom", "nom")
    assert "time_sheet" not in paper_kinds(profile)
    lost = set(SHIPPED.splitlines()) - set(kept().splitlines())
    assert not [line for line in lost if line.startswith("#")], "comments are kept"
    again = opened("wording/papers")
    field(again, "time_sheet").widget.click()
    assert told(again) == ["Papier « Feuille de temps » est proposé de nouveau"]
    again.proposal.record.click()
    assert "time_sheet" in paper_kinds(desk.action(None).profile)
    undo_act(desk)
    undo_act(desk)
    assert kept() == SHIPPED


def test_a_short_text_that_was_typed_and_left_comes_back_ready_to_be_recorded(qtbot, desk, action):
    save_draft(desk, f"textes:{action.id}", {"texts/operation": "Une autre opération"})
    context, trail = make_context(desk)
    page = SettingsScreen(replace(context, drafts=DraftKeeper(context.runner, desk)))
    qtbot.addWidget(page)
    page.show_target(Target(Screen.SETTINGS, section="wording/texts"))
    assert field(page.section, "operation").widget.text() == "Une autre opération"
    page.section.proposal.record.click()
    assert "Ctrl+Z annule" in trail.messages.informed[-1]
    assert desk.action(None).profile.texts.operation == "Une autre opération"


def test_a_text_that_can_t_be_is_told_beside_its_field(opened, kept):
    section = opened("wording/texts")
    consent = field(section, "consent")
    consent.widget.setPlainText("")
    assert any("vide" in line for line in told(section))
    assert "vide" in consent.answer.text()
    section.proposal.record.click()
    assert kept() == SHIPPED
    section.proposal.leave.click()
    assert field(section, "consent").value().startswith("Je confirme")


def test_a_column_taken_out_may_be_added_again(opened):
    columns = field(opened("wording/columns"), "columns").widget
    others = columns.left.count()
    columns.list.setCurrentRow(0)
    QTest.keyClick(columns.list, Qt.Key.Key_Delete)
    assert columns.left.count() == others + 1
    columns.left.setCurrentIndex(columns.left.findText("N°"))
    columns.add.click()
    assert columns.keys()[-1] == "numero"


def test_the_versions_say_what_was_closed_with_each_and_what_differs(opened, desk, action, kept):
    assert "Aucune encore" in words(opened("actions/versions").versions)
    for month in (date(2023, 4, 1), date(2023, 5, 1)):
        close_month(desk, action, month, force_reason="essai")
    text = kept().replace("file_active = 40", "file_active = 30")
    changed = replace_profile(desk, action, offer_text(desk, action, text))
    close_month(desk, changed, date(2023, 6, 1), force_reason="essai")
    versions = opened("actions/versions").versions
    assert "Mois clôturés\u00a0: avril\u00a02023 à mai\u00a02023." in words(versions)
    assert "juin\u00a02023. C’est celui d’aujourd’hui." in words(versions)
    read, differs = versions.buttons[1].findChildren(QPushButton)
    assert differs.text() == "1\u00a0changement depuis"
    differs.click()
    assert "File active visée\u00a0: 40 → 30" in words(versions)
    read.click()
    assert "Conseil départemental" in words(versions)
    assert len(versions.buttons[2].findChildren(QPushButton)) == 1


def words(widget):
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def test_months_that_follow_are_told_by_their_ends():
    months = (*(date(2023, month, 1) for month in (1, 2, 3, 5)), date(2024, 1, 1))
    assert months_words(months).replace("\u00a0", " ") == (
        "janvier 2023 à mars 2023, mai 2023 et janvier 2024"
    )
    assert months_words(()) == ""
