"""The feuille of a month signed by the coach, then by the association: what the page says of it."""

from datetime import timedelta

import pytest
from pypdfium2 import PdfDocument

from coachdesk.core.clock import today
from coachdesk.core.french import NBSP, long_date
from coachdesk.domain.papers import Role, SigningOutcome
from coachdesk.queries.documents import document_row
from coachdesk.services.acts import undo_act
from coachdesk.services.agenda.times import TimeFacts
from coachdesk.services.documents.copies import save_document
from coachdesk.services.documents.drafting import preview, read_document
from coachdesk.services.documents.paper_bridge import signed_on_paper
from coachdesk.services.documents.signing import document_asked
from coachdesk.services.pad.asked import PadAnswer
from coachdesk.services.timesheet.sheet import month_sheet, open_sheet
from coachdesk.services.timesheet.typing import note_times
from coachdesk.sync.verification import verify_file
from documents import pdf_reading
from support.clock import FixedClock
from support.documents import sign_document
from support.signing_desk import CLOCK, make_group
from support.worked_may import MAY, day, written_profiles

TIME = TimeFacts("administration", day(12), 840, 120)
MORE = TimeFacts("administration", day(15), None, 30)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("feuille")
    first, _ = written_profiles(folder)
    return make_group(folder / "magasin", 1, str(first))


@pytest.fixture
def clock():
    return FixedClock(CLOCK.now())


@pytest.fixture
def desk(made, tmp_path, clock):
    opened = made.opened(tmp_path / "magasin", clock)
    note_times(opened, opened.actions[0], [TIME])
    yield opened
    opened.close()


@pytest.fixture
def state(desk):
    def read():
        action, at = desk.actions[0], today(desk.clock)
        return desk.read(lambda link: month_sheet(link, action, MAY, at))

    return read


def test_it_names_its_month_its_day_and_who_signs_and_leaves_nothing_to_the_pen(desk, tmp_path):
    pdf = preview(desk, open_sheet(desk, desk.actions[0], MAY))
    assert PdfDocument(pdf).get_metadata_value("Title") == f"Feuille de temps – mai{NBSP}2023"
    text = " ".join(pdf_reading.texts(pdf, tmp_path))
    assert "mai 2023 · version 1" in text
    assert "Le coach" in text
    assert text.count(desk.coach.name) == 2, "in the facts, and above her frame"
    assert f"Fait le {long_date(today(desk.clock))}".replace(NBSP, " ") in text
    assert "…" not in text


def test_the_association_signs_days_later_what_the_coach_signed(desk, clock, state, tmp_path):
    document = open_sheet(desk, desk.actions[0], MAY)
    assert state().words == "Brouillon"
    sign_document(desk, document, Role.COACH)
    clock.advance(timedelta(days=6))
    waiting = state()
    assert (waiting.begun, waiting.signed, waiting.stale) == (True, False, False)
    assert waiting.words == "Il manque la signature de la direction"
    assert open_sheet(desk, desk.actions[0], MAY) == document, "the same, for her to sign"
    assert read_document(desk, document).awaited == (Role.DIRECTOR,)
    asked = document_asked(desk, document, Role.DIRECTOR)
    assert asked.request.who == "Anne Caron, directrice"
    sign_document(desk, document, Role.DIRECTOR)
    done = state()
    assert (done.begun, done.signed, done.stale) == (False, True, False)
    assert done.paper.made_on == CLOCK.now().date(), "the day of the coach's signature"
    kept = tmp_path / "feuille.pdf"
    save_document(desk, document, kept)
    report = verify_file(kept, signer=desk.identity.certificate.fingerprint)
    assert report.exit_code == 0, report.lines


def test_a_month_that_changed_in_between_is_signed_again_by_both(desk, state):
    document = open_sheet(desk, desk.actions[0], MAY)
    sign_document(desk, document, Role.COACH)
    note_times(desk, desk.actions[0], [MORE])
    assert state().stale
    again = open_sheet(desk, desk.actions[0], MAY)
    assert again != document, "she would sign hours that are no more those of the month"
    assert read_document(desk, document).state_words == "Annulé"
    assert read_document(desk, document).void_reason == "le mois a changé depuis"
    assert read_document(desk, again).awaited == (Role.COACH, Role.DIRECTOR)
    for number, role in enumerate((Role.COACH, Role.DIRECTOR)):
        sign_document(desk, again, role, seed=70 + number)
    assert state().signed
    assert not state().stale


def test_one_that_everyone_signed_stays_beside_the_next(desk, state):
    document = open_sheet(desk, desk.actions[0], MAY)
    for number, role in enumerate((Role.COACH, Role.DIRECTOR)):
        sign_document(desk, document, role, seed=80 + number)
    note_times(desk, desk.actions[0], [MORE])
    again = open_sheet(desk, desk.actions[0], MAY)
    assert again != document
    assert desk.read(lambda link: document_row(link, document)).all_signed
    assert read_document(desk, again).revision == 2
    assert state().stale, "until the next is signed"


def test_a_month_put_back_as_it_was_matches_again(desk, state):
    sign_document(desk, open_sheet(desk, desk.actions[0], MAY), Role.COACH)
    note_times(desk, desk.actions[0], [MORE])
    assert state().stale
    undo_act(desk)
    assert not state().stale


def test_a_refusal_is_not_called_a_signature(desk, state):
    document = open_sheet(desk, desk.actions[0], MAY)
    sign_document(desk, document, Role.COACH)
    refusal = PadAnswer(SigningOutcome.REFUSED, "connue du coach", reason="heures à revoir")
    document_asked(desk, document, Role.DIRECTOR).commit(desk, refusal)
    closed = state()
    assert (closed.answered, closed.signed) == (True, False)
    assert "La direction a refusé de signer" in closed.words


def test_signed_by_hand_it_is_signed_and_held_to_the_month_too(desk, state):
    document = open_sheet(desk, desk.actions[0], MAY)
    signed_on_paper(desk, document, CLOCK.now().date())
    assert state().signed
    assert state().words == "Signé sur papier le 01/06/2023"
    note_times(desk, desk.actions[0], [MORE])
    assert state().stale
