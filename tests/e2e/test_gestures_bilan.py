"""How many gestures the bilan of a year asks, counted as in ``test_gestures``."""

from coachdesk.services.report import Output, bilan_texts
from coachdesk.services.targets import Screen, Target


def test_the_bilan_is_opened_and_its_paper_saved(window, hands, counted, tmp_path, monkeypatch):
    target = tmp_path / "bilan.pdf"

    def chosen(_title, suggested, _kinds, then):
        hands.gestures.append("Entrée")  # in the system's dialog, on the name that is proposed
        assert suggested.name == "bilan-2023-coaching-emploi.pdf"
        then(target)

    monkeypatch.setattr(window.shell._messages, "choose_target", chosen)
    hands.press("Ctrl+Shift+L", said="Ctrl+Maj+L")
    page = window.space.bilan
    window.until(lambda: page.isVisible() and page.forms[Output.PDF].isEnabled())
    window.until(page.save.isEnabled)
    hands.press("Ctrl+S")
    window.until(lambda: target.exists() and not page.acts.progress.busy)
    counted("Bilan de l’année ouvert, son PDF enregistré", 3)
    assert target.read_bytes().startswith(b"%PDF")


def test_a_text_of_the_bilan_is_written_with_a_figure(window, hands, counted):
    window.space.go(Target(Screen.BILAN, section="participants"))
    page = window.space.bilan
    window.until(lambda: page.parts.section and page.parts.offered)
    form = page.parts.section.form
    hands.count("", 1)
    hands.click(form.edit, said="le texte")
    hands.type("Nous avons suivi {parti")
    window.until(form.listed.isVisible)
    hands.press("Return", said="Entrée")
    hands.type(" personnes.")
    hands.press("Ctrl+Return", said="Ctrl+Entrée")
    action = window.desk.action(None)
    window.until(
        lambda: any(
            each.text == "Nous avons suivi {participants} personnes."
            for each in window.read(lambda link: bilan_texts(link, action, 2023))
        )
    )
    counted("Texte du bilan écrit avec un chiffre", 4)


def test_a_number_of_the_bilan_opens_its_rows(window, hands, counted):
    window.space.go(Target(Screen.BILAN, section="participants"))
    page = window.space.bilan
    window.until(lambda: page.parts.section and page.parts.section.tables)
    table = page.parts.section.tables[0]
    hands.count("", 1)
    number = table.visualRect(table.shown.index(0, 1)).center()
    hands.click(table.viewport(), number, said="Participants")
    window.until(lambda: window.space.side is not None)
    counted("Lignes derrière un chiffre du bilan", 1)
    assert window.space.side.title.text() == "Participants · 2023"
