"""What a dossier de contrôle asks of the coach, from the list in her mail to the folder."""

from PySide6.QtWidgets import QApplication

from coachdesk.ui.window_messages import QuestionDialog


def test_a_list_is_pasted_and_its_dossier_made(window, counted, tmp_path, monkeypatch):
    QApplication.clipboard().setText("23-001\n23-002\n23-003")
    monkeypatch.setattr(
        window.shell._messages, "choose_folder", lambda _title, _start, chosen: chosen(tmp_path)
    )
    window.hands.count("", 1)
    window.hands.press("Ctrl+K")
    window.until(window.space.finding.view.isVisible)
    window.hands.type("dossier de con")
    window.hands.press("Return", said="Entrée")
    page = window.space.control
    window.shows(page)
    window.hands.press("Ctrl+V")
    window.until(page.make.isEnabled)
    window.hands.press("Ctrl+Return", said="Ctrl+Entrée")
    window.until(lambda: isinstance(QApplication.activeModalWidget(), QuestionDialog))
    confirm = window.button("Faire le dossier en clair", QApplication.activeModalWidget())
    window.hands.click(confirm)
    window.until(lambda: page._lacks)
    counted("Dossier de contrôle d’une liste collée, le dossier à choisir", 5)
    (made,) = tmp_path.glob("controle_*")
    assert {"23-001", "23-002", "23-003", "index.pdf"} <= {path.name for path in made.iterdir()}
