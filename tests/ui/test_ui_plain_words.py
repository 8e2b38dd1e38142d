"""« Mots simples » on the pad and in Réglages: one press, in the evidence, heard if it can be."""

import stat
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from coachdesk.core.tokens import LIGHT
from coachdesk.domain.attendance import Mode, Slot
from coachdesk.domain.papers import Role
from coachdesk.domain.plain_summary import DRAFTS, Language
from coachdesk.models import Signature
from coachdesk.queries.participants import participants_table
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.contracts import ContractTerms, prepare_contract
from coachdesk.services.documents.drafting import open_document
from coachdesk.services.documents.signing import document_asked, sitting
from coachdesk.services.pad.sittings import presence_sitting, sitting_of
from coachdesk.services.plain_summaries import (
    SummaryChoices,
    keep_summary_choices,
    summary_choices,
)
from coachdesk.system import voice
from coachdesk.ui.theme import apply_theme
from support.cut import cut_texts, scrolls_sideways
from support.kept import evidence, rows
from support.pad_hands import sign
from support.read_aloud import too_small, unsaid
from support.settings_hands import idle, opened

ARABIC = range(0x0600, 0x0700)
HAND = 48


@pytest.fixture
def no_voice(monkeypatch, tmp_path):
    monkeypatch.setattr(voice, "SPEECHD", str(tmp_path / "absent"))
    voice.french_voice.cache_clear()
    yield
    voice.french_voice.cache_clear()


@pytest.fixture
def speechd(monkeypatch, tmp_path):
    """A program that lists one French voice, writes down what it is given, and reads for long."""
    heard = tmp_path / "heard"
    program = tmp_path / "spd-say"
    program.write_text(
        "#!/bin/sh\n"
        'case "$1" in\n'
        "  -L) echo 'Amelie fr none';;\n"
        f"  -S) echo hushed > '{tmp_path / 'hushed'}';;\n"
        f"  *) cat > '{heard}.part'; mv '{heard}.part' '{heard}'; exec tail -f /dev/null;;\n"
        "esac\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(voice, "SPEECHD", str(program))
    voice.french_voice.cache_clear()
    yield heard
    voice.french_voice.cache_clear()


@pytest.fixture
def enlarged(qapp, percent):
    apply_theme(qapp, LIGHT, percent)
    yield
    apply_theme(qapp)


@pytest.fixture
def contract(desk, participants):
    """One that waits for its signatures."""
    dossier = participants[0].prescription_id
    terms = ContractTerms(
        starts_on=date(2024, 1, 15), ends_on=date(2024, 7, 14), weekly_minutes=900, exemption=None,
        action_plan="- Refaire le CV", person_commitments="- Venir",
        organisation_commitments="- Aider",
    )  # fmt: skip
    prepare_contract(desk, dossier, terms)
    return open_document(desk, desk.actions[0], "contract", dossier)


def shown_labels(pad):
    side = pad.signing.plain
    return [item for item in side.findChildren(QLabel) if item.isVisible() and item.text()]


def last_evidence(desk):
    return evidence(desk, max(row.entry_seq for row in rows(desk, Signature)))


@pytest.mark.usefixtures("no_voice")
def test_one_press_shows_it_in_plain_words_and_the_evidence_says_so(open_pad, desk, qtbot):
    pad = open_pad()
    page = pad.signing
    assert page.easy.isVisible()
    assert not page.plain.isVisible()
    with qtbot.waitActive(pad):
        pad.activateWindow()
    QTest.keyClick(pad, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    words = "Vous étiez à ce rendez-vous."
    qtbot.waitUntil(lambda: words in [each.text() for each in shown_labels(pad)])
    assert not page.plain.listen.isVisible(), "no voice, no button that does nothing"
    assert not page.plain.languages.isVisible(), "French alone is no choice"
    buttons = (page.validate.text(), page.otherwise.text())
    told = page.plain.how.text()
    assert all(f"«\u00a0{words}\u00a0»" in told for words in buttons), "which button is which"
    sign(pad)
    told = last_evidence(desk)
    (shown,) = told["explained"]
    assert (shown["language"], shown["aloud"]) == ("fr", False)
    assert shown["text"].startswith("Vous étiez à ce rendez-vous.\n")
    assert "Je ne signe pas" not in shown["text"], "what it explains, and no button"
    assert "Vous étiez" not in told["text"]["shown"]


@pytest.mark.usefixtures("no_voice")
def test_who_did_not_ask_for_it_leaves_the_evidence_as_it_was(open_pad, desk):
    sign(open_pad())
    assert "explained" not in last_evidence(desk)


@pytest.mark.usefixtures("no_voice")
def test_what_one_person_was_shown_is_not_said_of_the_next(open_pad, desk, contract):
    asked = _signable(desk, contract)
    pad = open_pad.show(sitting_of(desk, asked))
    page = pad.signing
    page.easy.click()
    assert page.plain.explained
    page.show_request(replace(asked[0].request, who="Paul Garagiste"), "Claire Exemple")
    assert not page.plain.isVisible()
    assert not page.plain.explained
    page.show_request(replace(asked[0].request, explanation=None), "Claire Exemple")
    assert not page.easy.isVisible()
    assert page._explained() == ()


@pytest.mark.usefixtures("no_voice")
def test_arabic_reads_from_the_right_in_its_own_letters_and_says_it_is_a_draft(
    open_pad, desk, qtbot
):
    keep_summary_choices(desk, SummaryChoices(DRAFTS))
    pad = open_pad()
    side = pad.signing.plain
    pad.signing.easy.click()
    side.languages.buttons[Language.ARABIC].click()
    assert side.unread.isVisible()
    qtbot.waitUntil(lambda: len(shown_labels(pad)) > 4)
    for words in shown_labels(pad):
        assert words.layoutDirection() is Qt.LayoutDirection.RightToLeft
        assert any(ord(letter) in ARABIC for letter in words.text())
        assert words.fontInfo().family() == "Noto Sans Arabic"
    side.languages.buttons[Language.ARABIC].click()
    assert side.languages.key() == Language.ARABIC, "pressed again, it stays"
    sign(pad)
    told = last_evidence(desk)["explained"]
    assert [each["language"] for each in told] == ["fr", "ar"]


def in_sight(widget):
    """Whether no edge hides any of it."""
    return widget.visibleRegion().boundingRect() == widget.rect()


@pytest.mark.parametrize(
    ("wide", "high", "percent"),
    [(1366, 728, 100), (1092, 582, 100), (1366, 728, 200), (1092, 582, 200)],
)
@pytest.mark.usefixtures("speechd", "enlarged")
def test_in_each_language_all_of_it_is_read_and_hit_at_each_size(
    open_pad, desk, contract, qtbot, wide, high, percent
):
    keep_summary_choices(desk, SummaryChoices(DRAFTS))
    pad = open_pad.show(sitting_of(desk, _signable(desk, contract)))
    pad.resize(wide, high)
    page = pad.signing
    page.easy.click()
    qtbot.waitUntil(page.plain.listen.isVisible)
    for language in page.plain.languages.buttons.values():
        language.click()
        qtbot.waitUntil(lambda: not [*too_small(pad, HAND), *unsaid(pad), *cut_texts(pad)])
        qtbot.waitUntil(lambda: _one_below_the_other(page.plain))
        qtbot.waitUntil(lambda: not scrolls_sideways(pad))
        answers = (page.validate, page.otherwise, page.easy, page.give_up)
        whole = answers if percent == 100 else answers[2:]
        qtbot.waitUntil(lambda whole=whole: all(in_sight(each) for each in whole))
    page.plain.languages.buttons[Language.FRENCH].click()
    page.plain.listen.click()
    qtbot.waitUntil(lambda: page.plain._speech is not None)
    assert not too_small(pad, HAND), "« Arrêter la lecture », too"
    page.plain.listen.click()
    page.otherwise.click()
    for answer in page.other.choices.buttons.values():
        answer.click()
        qtbot.waitUntil(lambda: not [*too_small(pad, HAND), *cut_texts(pad)])


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.usefixtures("no_voice", "enlarged")
def test_no_line_is_drawn_over_another_not_even_for_a_moment(open_pad, desk, contract, qapp):
    """A loaded machine shows that moment: the places are looked at before the loop goes on."""
    keep_summary_choices(desk, SummaryChoices(DRAFTS))
    pad = open_pad.show(sitting_of(desk, _signable(desk, contract)))
    pad.resize(1092, 582)
    side = pad.signing.plain
    french, arabic = (side.languages.buttons[each] for each in (Language.FRENCH, Language.ARABIC))
    presses = (*side.languages.buttons.values(), french, pad.signing.easy, pad.signing.easy)
    for press in (pad.signing.easy, *presses, arabic):
        press.click()
        for _ in range(4):
            assert not side.isVisible() or _one_below_the_other(side), press.text()
            qapp.processEvents()
    high = [side.area.widget().height()]
    for press in (french, arabic):
        press.click()
        high.append(side.area.widget().height())
    assert high[2] == high[0] != high[1], "what is higher leaves no room behind"


@pytest.mark.usefixtures("no_voice")
def test_the_bar_of_a_summary_stands_where_its_lines_end(open_pad, desk, contract, qtbot):
    keep_summary_choices(desk, SummaryChoices(DRAFTS))
    pad = open_pad.show(sitting_of(desk, _signable(desk, contract)))
    pad.resize(1092, 400)
    side = pad.signing.plain
    pad.signing.easy.click()
    for language, leftward in ((Language.ARABIC, True), (Language.ENGLISH, False)):
        side.languages.buttons[language].click()
        bar = side.area.verticalScrollBar()
        qtbot.waitUntil(bar.isVisible)

        def stands(bar=bar):
            return bar.mapTo(side, bar.rect().center()).x() < side.width() // 2

        qtbot.waitUntil(lambda leftward=leftward, stands=stands: stands() is leftward)


@pytest.mark.usefixtures("no_voice")
def test_it_may_come_before_the_paper_and_the_paper_is_one_press_away(open_pad, desk, contract):
    keep_summary_choices(desk, SummaryChoices(first=True))
    asked = _signable(desk, contract)
    pad = open_pad.show(sitting_of(desk, asked))
    page = pad.signing
    assert page.plain.isVisible()
    assert not page.paper.isVisible()
    page.easy.click()
    assert page.paper.isVisible()
    assert not page.plain.isVisible()


def test_it_is_read_aloud_with_the_very_text_that_is_signed_and_hushed_by_signing(
    open_pad, desk, speechd, qtbot, tmp_path
):
    keep_summary_choices(desk, SummaryChoices(DRAFTS))
    pad = open_pad()
    side = pad.signing.plain
    pad.signing.easy.click()
    assert side.listen.isVisible()
    side.listen.click()
    qtbot.waitUntil(speechd.exists)
    assert side.listen.text() == "Arrêter la lecture"
    lines = speechd.read_text("utf-8").splitlines()
    assert lines[0] == "Vous étiez à ce rendez-vous."
    signed = pad.signing.heading.text().splitlines() + pad.signing.text.text().splitlines()
    assert lines[-len(signed) - 1 : -1] == signed
    assert lines[-1] == side.how.text(), "what she touches, last"
    sign(pad)
    qtbot.waitUntil((tmp_path / "hushed").exists)
    qtbot.waitUntil(lambda: side._speech is None)
    assert last_evidence(desk)["explained"][0]["aloud"] is True


@pytest.mark.parametrize("leave", ["paper", "lock", "close"])
def test_it_falls_silent_when_its_page_is_left(window, speechd, qtbot, tmp_path, leave):
    desk, shell = window.desk, window.shell
    keep_summary_choices(desk, SummaryChoices(first=True))
    people = desk.read(lambda link: participants_table(link, desk.action(None).id))
    (dossier,) = (row.prescription_id for row in people if row.number == "23-076")
    today = desk.clock.now().date()
    meeting = plan_appointment(desk, dossier, Slot(today, 600, 630, "Mairie", Mode.ON_SITE))
    shell.workspace.sign_asked.emit(presence_sitting(desk, meeting))
    window.until(lambda: shell.pad is not None)
    page = shell.pad.signing
    window.until(page.plain.listen.isVisible)
    page.plain.listen.click()
    window.until(speechd.exists)
    {"paper": page.easy.click, "lock": shell.lock, "close": shell.close}[leave]()
    qtbot.waitUntil((tmp_path / "hushed").exists)


def test_a_french_voice_does_not_read_a_translation(open_pad, desk, speechd):
    del speechd
    keep_summary_choices(desk, SummaryChoices(DRAFTS))
    pad = open_pad()
    side = pad.signing.plain
    pad.signing.easy.click()
    side.languages.buttons[Language.ENGLISH].click()
    assert not side.listen.isVisible()
    side.languages.buttons[Language.FRENCH].click()
    assert side.listen.isVisible()


@pytest.mark.usefixtures("no_voice")
def test_what_was_answered_once_is_explained_without_todays_facts(open_pad, desk, contract):
    before = document_asked(desk, contract, Role.PARTICIPANT).request.explanation
    both = sitting(desk, contract, (Role.COACH,))
    pad = open_pad.show(sitting_of(desk, both))
    assert not pad.signing.easy.isVisible(), "the coach wrote it"
    sign(pad)
    after = document_asked(desk, contract, Role.PARTICIPANT).request.explanation
    assert len(after.summaries[0].lines) == len(before.summaries[0].lines) - 1
    assert "commence le" in before.summaries[0].text
    assert "commence le" not in after.summaries[0].text


@pytest.mark.usefixtures("no_voice")
def test_the_settings_turn_it_on_and_say_that_there_is_no_voice(window):
    section = opened(window, "plain_words/drafts")
    assert "pas de voix française" in section.voice.text()
    section.drafts.boxes["ar"].click()
    section.place.buttons["plain"].click()
    idle(window)
    assert window.desk.read(summary_choices) == SummaryChoices((Language.ARABIC,), first=True)
    section.place.buttons["plain"].click()
    idle(window)
    assert not window.desk.read(summary_choices).first, "pressed again: the paper first"
    assert section.place.key() == "paper"


def test_a_voice_added_meanwhile_is_found_and_tried(window, monkeypatch, tmp_path, speechd, qtbot):
    found = voice.SPEECHD
    monkeypatch.setattr(voice, "SPEECHD", str(tmp_path / "absent"))
    voice.french_voice.cache_clear()
    section = opened(window, "plain_words/voice")
    assert section.hear.text() == "Chercher de nouveau"
    monkeypatch.setattr(voice, "SPEECHD", found)
    section.hear.click()
    idle(window)
    assert "Amelie" in section.voice.text()
    section.hear.click()
    qtbot.waitUntil(speechd.exists)
    assert speechd.read_text("utf-8").startswith("Bonjour.")
    qtbot.waitUntil(lambda: section._speech is not None)  # it speaks before the window knows
    section._speech.stop()
    qtbot.waitUntil(lambda: section._speech.over)


def _one_below_the_other(side):
    """Nothing is written over anything else."""
    lines = [item.geometry() for item in side._labels()]
    return all(one.bottom() < other.top() for one, other in pairwise(lines))


def _signable(desk, contract):
    """The contract asked of the person, as the pad takes it."""
    return sitting(desk, contract, (Role.PARTICIPANT,))
