"""A paper from its first word to the copy in her hand, by real events on the real window."""

from dataclasses import replace
from functools import partial
from types import SimpleNamespace

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication, QPushButton
from sqlalchemy import select

from coachdesk.domain.papers import CopyState, DocumentState, Role, SigningOutcome
from coachdesk.models import Immersion, Pathway
from coachdesk.queries.card import participant_card
from coachdesk.queries.documents import documents_of
from coachdesk.services.acts import undo_act
from coachdesk.services.documents.drafting import give_up
from coachdesk.services.documents.signing import document_asked
from coachdesk.services.documents.signing_habits import keep_signer_name
from coachdesk.services.drafts import waiting_drafts
from coachdesk.services.pad.asked import PadAnswer
from coachdesk.services.targets import Screen, Target
from coachdesk.services.timeline import EventKind
from coachdesk.ui.screens.paper.asking_pad import AskingPad
from support.documents import answers_to, sign_document
from support.lived import TODAY, WORKED_WITH
from support.ui import draw_by_mouse, hand

GRID = "evaluation_grid"
"""Filled in by hand, signed by the person and the coach, a copy due."""


@pytest.fixture
def dossier(window):
    return window.person(WORKED_WITH).prescription_id


@pytest.fixture
def paper(window, dossier):
    """Opens a paper of hers and waits until it is seen."""

    def opened(kind, **about):
        window.space.go(Target(Screen.PAPER, dossier, section=kind, **about))
        page = window.space.paper
        shown(window, page, kind)
        return page

    return opened


def shown(window, page, kind):
    window.shows(page)
    window.until(lambda: page.view is not None and page.view.template.key == kind)
    window.until(lambda: page.pages.pages and not page.looking.busy)
    window.until(lambda: window.waiting() == 0)  # nothing read earlier is still to be shown


def signs(window, seed):
    """The one before the pad signs by hand; what is pressed besides the strokes is counted."""
    window.until(lambda: window.shell.pad is not None and window.shell.pad.isVisible())
    pad = window.shell.pad
    window.until(lambda: pad.pages.currentWidget() is pad.signing)
    draw_by_mouse(pad.surface, hand(pad.surface, seed=seed))
    if pad.signing.recognition.check is None:
        window.hands.click(pad.signing.recognition.choices.buttons["known"])
    window.hands.press("Return")
    window.until(lambda: pad.pages.currentWidget() is pad.thanks)
    pad.thanks.finish.click()  # or four seconds


def kept(window, dossier):
    """Her documents of today, the oldest first."""
    return window.read(lambda link: documents_of(link, dossier))


def latest_host(link):
    """The dossier of the latest immersion."""
    return link.execute(
        select(Pathway.prescription_id)
        .join(Immersion, Immersion.pathway_id == Pathway.id)
        .order_by(Immersion.starts_on.desc())
    ).scalar()


def whole_in_sight(field):
    """Whether no area that scrolls, nor a message above, hides any of it."""
    return field.visibleRegion().boundingRect() == field.rect()


def said_and_typed(window, lacking, part):
    """Whether just what is ``lacking`` of the form is said; ``part`` has the keyboard, in sight."""
    typed, said = QApplication.focusWidget(), window.shell.said
    told = said.startswith("Il manque de quoi signer") and f"{', '.join(lacking)}." in said
    return told and part.isAncestorOf(typed) and whole_in_sight(typed)


def told(card):
    """The papers on her timeline."""
    lines = card.timeline.list.model().lines()
    return [line.title for line in lines if getattr(line, "kind", None) is EventKind.DOCUMENT]


def words_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


def answered(window, words):
    """Press the button of the question in front of the window."""
    window.until(lambda: QApplication.activeModalWidget() is not None)
    front = QApplication.activeModalWidget()
    pressed = next(item for item in front.findChildren(QPushButton) if item.text() == words)
    window.hands.click(pressed)
    window.until(lambda: QApplication.activeModalWidget() is None)


def test_a_contract_is_prepared_signed_by_two_and_its_copy_given(window, dossier):
    space = window.space
    space.go(Target(Screen.CARD, dossier))
    window.shows(space.card)
    space.go(Target(Screen.CONTRACT, dossier))
    terms = space.contract
    window.until(lambda: terms.head is not None and terms.plan.isVisible())
    terms.plan.setPlainText("Passer le permis\nRefaire le CV")
    terms.hours.setValue(15)
    window.hands.press("Ctrl+Return")
    shown(window, space.paper, "contract")
    window.hands.press("Ctrl+Return")
    signs(window, 1)
    signs(window, 2)
    page = space.paper
    window.until(lambda: page.view.state is DocumentState.CLOSED and page.isVisible())
    window.until(lambda: page.side.copy.first().hasFocus())  # her copy is what is left
    assert page.side.copy.first().text() == page.act.text() == "Copie remise", "one act, one name"
    window.hands.press("Return")
    window.shows(space.card)

    document = kept(window, dossier)[-1]
    assert (document.state, document.copy) == (DocumentState.CLOSED, CopyState.GIVEN)
    contract = window.read(lambda link: participant_card(link, dossier)).contracts[-1]
    assert contract.signed_on == TODAY
    window.until(lambda: told(space.card) == ["Contrat d’engagement"])


def test_answered_by_herself_then_signed_her_copy_is_what_is_left(window, dossier, paper):
    page = paper("fse_entry")
    page.side.form.parts["email"].line.setFocus()
    window.hands.type("fabien@exemple.fr")
    window.hands.press("Ctrl+Return")
    window.until(lambda: isinstance(window.shell.handed, AskingPad))
    screen = window.shell.handed.screen_of_questions
    screen.next.click()
    screen.set_draft_value(answers_to(window.desk, "fse_entry"))
    window.until(lambda: screen.asking.current is None)
    screen.go_on()
    signs(window, 4)
    window.until(lambda: page.isVisible() and page.view.state is DocumentState.CLOSED)
    window.until(page.side.copy.first().hasFocus)
    window.until(lambda: "tout le monde a répondu" in window.shell.said)


def test_what_is_typed_is_on_the_paper_as_soon_as_she_pauses(window, paper):
    page = paper(GRID)
    page.side.form.parts["person_words"].text.edit.setFocus()
    window.hands.type("Je me sens mieux au telephone.")
    window.until(lambda: "Je me sens mieux au telephone." in words_of(page.pages.area.shown.pdf))
    assert page.view.answers.get("person_words", "") == "", "and nothing is recorded yet"


def test_a_changed_text_warns_first_and_then_voids_the_signature(window, dossier, paper):
    page = paper(GRID)
    page.side.signers.here[Role.COACH].click()
    window.hands.click(page.act)
    signs(window, 3)
    window.until(lambda: page.view.state is DocumentState.OPEN and page.isVisible())
    assert "coach" in page.view.state_words
    first = page.view.id
    window.hands.click(page.side.change)
    window.until(lambda: QApplication.activeModalWidget() is not None)
    assert page.side.form is None, "nothing can be typed before she was told"
    answered(window, "Modifier quand même")
    page.side.form.parts["coach_words"].text.edit.setFocus()
    window.hands.type("Autre chose")
    assert page.view.id == first
    window.hands.press("Ctrl+Return")
    window.until(lambda: page.view is not None and page.view.id != first)
    assert window.shell.pad is None, "the new version is looked at before it is signed"
    assert {line.id: line.state for line in kept(window, dossier)} == {
        first: DocumentState.VOID,
        page.view.id: DocumentState.DRAFT,
    }
    assert set(page.view.awaited) == {Role.PARTICIPANT, Role.COACH}
    assert page.side.form.answers()["coach_words"] == "Autre chose"


def test_signed_on_paper_with_its_scan(window, dossier, paper, tmp_path):
    scan = tmp_path / "signe.png"
    Image.new("RGB", (600, 800), (240, 240, 240)).save(scan)
    page = paper(GRID)
    window.hands.click(page.side.other_way)
    window.until(page.side.bridge.isVisible)
    page.side.bridge.taker.take([scan])
    window.until(page.side.bridge.taken.isVisible)
    window.hands.click(page.side.bridge.act)
    window.until(lambda: page.view.state is DocumentState.CLOSED)
    assert page.view.paper_signed_on == TODAY
    assert page.view.attachment_id is not None
    window.until(lambda: page.side.copy.first().hasFocus())
    assert not page.side.bridge.isVisible()
    signers = page.side.signers
    assert not signers.here, "nobody is awaited any more"
    assert signers.words().count("a signé sur papier le 16/01/2024") == len(page.view.signers)
    assert "dans les pièces" in signers.words()


def test_a_paper_given_up_says_who_had_not_signed_and_awaits_nobody(window, dossier, paper):
    page = paper(GRID)
    sign_document(window.desk, page.view.id, Role.PARTICIPANT)
    give_up(window.desk, page.view.id, "une autre version suit")
    window.space.refresh()
    window.until(lambda: page.view is not None and page.view.state is DocumentState.VOID)
    assert not page.side.signers.here
    assert "Claire Exemple n’a pas signé" in page.side.signers.words()
    assert "une autre version suit" in page.side.notice.text()
    assert page.side.notice.isVisible()


def test_who_prefers_paper_is_asked_for_paper_first(window, dossier, paper):
    card = window.space.card
    window.space.go(Target(Screen.CARD, dossier, section="papiers"))
    window.until(
        lambda: card.sections.papers.on_paper and card.sections.papers.on_paper.isVisible()
    )
    window.hands.click(card.sections.papers.on_paper)
    window.until(lambda: card._view.card.identity.paper_since == TODAY)
    page = paper(GRID)
    assert page.act.text() == "Signé sur papier…"
    window.hands.press("Ctrl+Return")
    window.until(page.side.bridge.isVisible)
    assert page.side.other_way.text() == "Faire signer à l’écran"
    window.hands.click(page.side.other_way)
    window.until(lambda: window.shell.pad is not None)


def test_a_refusal_is_told_with_its_reason_and_witness_and_may_be_asked_again(
    window, dossier, paper
):
    page = paper(GRID)
    asked = document_asked(window.desk, page.view.id, Role.PARTICIPANT)
    asked.commit(
        window.desk,
        PadAnswer(SigningOutcome.REFUSED, "connue du coach", reason="Je veux relire chez moi"),
    )
    window.space.refresh()
    window.until(lambda: page.view.state is DocumentState.OPEN)
    words = page.side.signers.words()
    assert "a refusé de signer" in words
    assert "Je veux relire chez moi" in words
    assert "témoin\u00a0: Claire Exemple" in words
    window.hands.click(window.button("Faire signer de nouveau", page))
    signs(window, 5)
    window.until(lambda: page.isVisible() and "a refusé" not in page.side.signers.words())


def test_leaving_keeps_what_is_typed_and_ctrl_z_takes_it_back(window, dossier, paper):
    page = paper(GRID)
    window.space.go(Target(Screen.CARD, dossier))
    page = paper(GRID)
    page.side.form.parts["aim"].text.edit.setFocus()
    window.hands.type("Tenir un planning")
    window.hands.press("Esc")
    window.shows(window.space.card)
    window.until(lambda: not window.read(waiting_drafts))
    assert paper(GRID).side.form.answers()["aim"] == "Tenir un planning"
    undo_act(window.desk)
    window.space.refresh()
    window.until(lambda: page.side.form.answers()["aim"] == "")


def test_what_is_typed_survives_a_kill_as_a_draft_of_the_day(window, dossier, paper):
    page = paper(GRID)
    page.side.form.parts["aim"].text.edit.setFocus()
    window.hands.type("Tenir")
    window.space.context.drafts.flush()
    window.until(lambda: window.read(waiting_drafts))
    found = window.read(waiting_drafts)[0]
    assert found.words == "papier de Fabien BOULANGER"
    assert found.target == Target(Screen.PAPER, dossier, document_id=page.view.id)


def test_the_name_of_a_host_is_asked_once_and_what_the_immersion_lacks_is_one_click_away(
    window, paper
):
    host = window.read(latest_host)
    window.space.go(Target(Screen.PAPER, host, section="pmsmp_convention"))
    page = window.space.paper
    shown(window, page, "pmsmp_convention")
    signers = page.side.signers
    assert signers.chosen() == (Role.PARTICIPANT, Role.HOST, Role.COACH), "the prescriber later"
    window.hands.press("Ctrl+Return")
    window.until(signers.names[Role.HOST].hasFocus)  # his name is asked
    window.hands.type("Paul Garagiste")
    keep_signer_name(window.desk, page.view, Role.HOST, "Paul Garagiste")
    paper(GRID)
    window.space.go(Target(Screen.PAPER, host, section="pmsmp_convention"))
    shown(window, page, "pmsmp_convention")
    assert signers.name_of(Role.HOST) == "Paul Garagiste"
    assert "Il manque" in page.side.notice.text()
    window.hands.click(page.side.complete, said="Compléter l’immersion")
    window.shows(window.space.immersion_form)


def test_what_a_convention_lacks_is_typed_at_once_as_far_down_as_it_is(window):
    """Each Ctrl+Enter says what is left, and stands where the first of it is typed, in sight."""
    host = window.read(latest_host)
    window.space.go(Target(Screen.PAPER, host, section="pmsmp_convention"))
    page = window.space.paper
    shown(window, page, "pmsmp_convention")
    page.side.signers.names[Role.HOST].setText("Paul Garagiste")
    fields = {field.label: field.key for field in page.view.template.fields}
    lacking = [words for words in page.view.missing if words in fields]
    assert len(lacking) > 3
    for number, words in enumerate(lacking):
        part = page.side.form.parts[fields[words]]
        window.hands.press("Ctrl+Return")
        window.until(partial(said_and_typed, window, lacking[number:], part))
        window.hands.type("Ce qui est convenu")


def test_what_was_read_before_is_not_shown_over_what_was_read_after(window, paper):
    page = paper(GRID)
    runner, ended = page._context.runner, []

    def held(owner, work, done, failed=None):
        found = work()
        ended.append(lambda: done(found))

    page._context = replace(page._context, runner=SimpleNamespace(read=held, write=runner.write))
    page._read()
    sign_document(window.desk, page.view.id, Role.PARTICIPANT)
    page._read()
    page._context = replace(page._context, runner=runner)
    for each in reversed(ended[:2]):  # two threads read: the later one may end first
        each()
    assert page.view.state is DocumentState.OPEN


def test_once_only_the_prescriber_is_awaited_he_is_who_signs_now(window):
    host = window.read(latest_host)
    window.space.go(Target(Screen.PAPER, host, section="pmsmp_convention"))
    page = window.space.paper
    shown(window, page, "pmsmp_convention")
    signers = page.side.signers
    others = tuple(
        replace(one, outcome=SigningOutcome.SIGNED, who=one.who or "Paul PETIT, gérant")
        if one.role is not Role.PRESCRIBER
        else one
        for one in page.view.signers
    )
    signers.show_view(replace(page.view, state=DocumentState.OPEN, signers=others), {}, None)
    said = signers.words()
    assert "Paul PETIT, gérant, a signé" in said, said
    assert signers.chosen() == (Role.PRESCRIBER,), "or else « Faire signer » asks nobody"
    assert signers.unnamed(signers.chosen()).isEnabled(), "his name can be typed at once"
