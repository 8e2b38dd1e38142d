"""What the association decides of its data, whose time is over, and the papers that say so."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document
from pypdfium2 import PdfDocument

from coachdesk.core.errors import UserError
from coachdesk.domain.periods import months_later
from coachdesk.domain.rights import LegalBasis, RightsSettings, months_words
from coachdesk.models import Step
from coachdesk.services.preferences import preference
from coachdesk.services.rights.papers import RightsPaper, rights_docx, rights_pdf
from coachdesk.services.rights.retention import due_people, retention_due, why
from coachdesk.services.rights_settings import (
    keep_rights,
    retention_key,
    rights_facts,
    rights_settings,
)
from coachdesk.services.targets import Screen
from coachdesk.services.to_dos import all_things

DAY = date(2026, 1, 15)
CHOSEN = RightsSettings(
    LegalBasis.LEGITIMATE_INTEREST, "dpo@exemple.org", "1 rue Haute", 18, date(2031, 12, 31)
)


def words_of(pdf):
    document = PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.replace("\u00a0", " ").split())


def due(desk, day=DAY):
    return {
        person.numbers[-1]: person
        for person in desk.read(lambda link: due_people(link, desk.actions, day))
    }


def test_what_is_decided_is_kept_and_told_by_the_notice(desk, action):
    keep_rights(desk, action, CHOSEN)
    assert desk.read(lambda link: rights_settings(link, action.code)) == CHOSEN
    facts = desk.read(lambda link: rights_facts(link, action.code))
    assert facts["rights.kept"] == "18\u00a0mois"
    assert facts["rights.proofs"] == "jusqu’au 31\u00a0décembre\u00a02031"
    assert "intérêt légitime" in facts["rights.basis"]
    told = desk.read(lambda link: preference(link, retention_key(action.code)))
    assert told == {"months": 18, "proofs_until": "2031-12-31"}


def test_a_duration_that_cannot_be_is_refused(desk, action):
    with pytest.raises(UserError, match="pas une durée"):
        keep_rights(desk, action, replace(CHOSEN, months=0))
    assert desk.read(lambda link: rights_settings(link, action.code)) == RightsSettings()


@pytest.mark.parametrize(
    ("months", "words"),
    [(24, "deux ans"), (12, "un an"), (18, "18\u00a0mois")],
)
def test_months_are_said_in_years_where_they_are_whole(months, words):
    assert months_words(months) == words


def test_the_day_it_is_over_is_counted_from_the_last_contact(read_desk):
    found = due(read_desk)
    person = found["23-001"]
    over = months_later(person.last.day, 24)
    assert why(person).startswith("dernier contact le ")
    assert "23-001" not in due(read_desk, over - timedelta(days=1))
    assert "23-001" in due(read_desk, over)


def test_a_later_contact_keeps_someone_longer(desk, participants):
    person = next(each for each in due(desk).values() if not each.held)
    hers = next(each for each in participants if each.number == person.numbers[-1])
    with desk.store.write() as uow:
        uow.session.add(
            Step(
                prescription_id=hers.prescription_id, kind="cv", done_on=date(2024, 2, 1),
                appointment_id=None, note=None, aid_outcome=None, minutes=None,
            )
        )  # fmt: skip
        uow.commit()
    assert person.numbers[-1] not in due(desk)
    again = due(desk, date(2026, 2, 1))[person.numbers[-1]]
    assert (again.last.day, again.last.kind) == (date(2024, 2, 1), "step")


def test_someone_whose_parcours_goes_on_has_to_leave_first(read_desk):
    found = due(read_desk)
    waiting = [person for person in found.values() if person.held]
    assert waiting
    assert all("pas clos" in each.held or "décision" in each.held for each in waiting)


def test_what_is_due_is_told_among_the_things_to_do(desk, action, clock):
    clock.set_wall(clock.now().replace(year=2026))
    number = sum(not person.held for person in retention_due(desk).people)
    things = desk.read(lambda link: all_things(link, action.id, action.profile, DAY))
    found = [thing for thing in things if thing.rule == "conservation"]
    assert [thing.target.screen for thing in found] == [Screen.RETENTION]
    assert found[0].sentence.startswith(f"{number}\u00a0dossiers ou envois arrivent au terme")


@pytest.mark.parametrize("paper", RightsPaper)
def test_the_papers_say_what_is_really_on(desk, action, paper):
    before = words_of(rights_pdf(desk, action, paper))
    assert "Aucune sauvegarde" in before
    assert "dire s’il y en a un" in before
    keep_rights(desk, action, CHOSEN)
    after = words_of(rights_pdf(desk, action, paper))
    assert "dpo@exemple.org" in after
    assert "Intérêt légitime" in after
    assert "18 mois" in after
    assert "31 décembre 2031" in after
    assert "dire s’il y en a un" not in after


@pytest.mark.parametrize("paper", RightsPaper)
def test_they_leave_as_a_document_to_go_on_with(read_desk, paper):
    action = read_desk.action(None)
    document = Document(BytesIO(rights_docx(read_desk, action, paper)))
    heads = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert "Ce qui les protège" in heads
    told = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {"Chiffrement", "en place", "à compléter"} <= told
