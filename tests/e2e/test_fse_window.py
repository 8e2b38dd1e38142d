"""From anywhere to an answer that was missing, in the window: three gestures, and back."""

from coachdesk.core.french import short_date
from coachdesk.domain.fse import Moment
from coachdesk.queries.paper_facts import fse_answers
from coachdesk.services.targets import Screen


def test_from_the_menu_to_the_answer_and_back_to_the_list(window):
    window.hands.press("Ctrl+Shift+F", said="Ctrl+Maj+F")
    page = window.space.page_of(Screen.FSE)
    window.shows(page)
    window.until(lambda: bool(page.missing.visible_rows()))
    lines = page.missing.visible_rows()
    wanted = next(line for line in lines if line.moment is Moment.SIX_MONTHS)
    before = page.parts.buttons["missing"].text()
    page.missing.choose_line(lines.index(wanted))
    window.hands.press("Return", said="Entrée")
    card = window.space.card
    window.shows(card)
    section = card.sections.fse
    window.until(lambda: Moment.SIX_MONTHS in section.questions)
    assert f"{short_date(wanted.due_on)}" in " ".join(
        label.text() for label in section.findChildren(type(section.title))
    )
    window.hands.click(
        section.questions[Moment.SIX_MONTHS].choices["six_months_working"].buttons["no"]
    )
    dossier = wanted.record.prescription_id
    window.until(
        lambda: (
            window.read(lambda link: fse_answers(link, dossier)).get("six_months_working") == "no"
        )
    )
    window.hands.count("répondre au FSE+ depuis le menu", 3)
    window.space.back()
    window.shows(page)
    window.until(lambda: page.parts.buttons["missing"].text() != before)
