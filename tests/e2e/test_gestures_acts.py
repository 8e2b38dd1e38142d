"""How many gestures the acts and the calls take, counted as in ``test_gestures``."""

from sqlalchemy import select

from coachdesk.models import Service
from coachdesk.services.targets import Screen, Target


def test_an_act_from_her_card_then_the_same_for_someone_else(window, hands, counted):
    page = window.space.service
    window.space.go(Target(Screen.CARD, window.person("BOULANGER Fabien").prescription_id))
    window.until(window.space.card.acts[Screen.SERVICE].isVisible)
    hands.count("", 1)
    hands.click(window.space.card.acts[Screen.SERVICE])
    window.until(lambda: page.isVisible() and page.people.ticked())
    hands.click(page.fields.kind.buttons["digital_help"])
    hands.press("Ctrl+Return", said="Ctrl+Entrée")
    window.until(lambda: _acts(window) == 1 and window.space.card.isVisible())
    counted("Acte noté depuis la fiche", 4)
    hands.press("Ctrl+Shift+A")
    window.until(lambda: page.isVisible() and not page.people.ticked())
    hands.type("marchand")
    hands.press("Return", said="Entrée")
    hands.click(page.fields.kind.buttons["digital_help"])
    hands.press("Ctrl+Shift+Return", said="Ctrl+Maj+Entrée")
    window.until(lambda: _acts(window) == 2 and not page.people.ticked())
    counted("Acte noté de n’importe où", 4)
    hands.type("demailly")
    hands.press("Return", said="Entrée")
    hands.press("Ctrl+Shift+Return", said="Ctrl+Maj+Entrée")
    window.until(lambda: _acts(window) == 3)
    counted("Le même acte, pour quelqu’un d’autre", 2)


def test_someone_met_outside_then_called_back(window, hands, counted):
    page = window.space.outreach
    window.space.go(Target(Screen.OUTREACH))
    window.until(lambda: page.isVisible() and page.none.isVisible())
    page.line.last_name.setFocus()
    hands.count("", 1)
    hands.type("DURAND Lea 0612345678 Airaines")
    hands.press("Return", said="Entrée")
    window.until(lambda: len(page.table.rows.rows()) == 1)
    counted("Personne rencontrée, à rappeler", 1)
    page.table.selectRow(0)
    window.until(page.call.isVisible)
    hands.click(page.call.outcomes["unreachable"])
    window.until(lambda: page.table.rows.rows()[0].called_on)
    counted("Appel noté, le suivant proposé", 1)


def _acts(window):
    return len(window.read(lambda link: link.execute(select(Service.id)).all()))
