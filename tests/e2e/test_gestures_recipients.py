"""How many gestures the first recipient takes, counted as in ``test_gestures``."""

import pytest
from PySide6.QtWidgets import QApplication

from coachdesk.queries.directory import recipient_rows
from support.servers.ssh import ssh_server
from support.settings_hands import opened

NAME = "Service insertion"


@pytest.fixture
def section(window, hands):
    shown = opened(window, "recipients")
    hands.count("", 1)
    return shown


def test_an_sftp_folder_given_by_a_mail(window, section, hands, counted, tmp_path):
    with ssh_server(tmp_path / "ssh") as server:
        QApplication.clipboard().setText(
            f"Bonjour,\nServeur SFTP : 127.0.0.1\nPort : {server.port}\n"
            f"Identifiant : {server.user}\nDossier : {server.folder}\n"
            f"Empreinte : {server.fingerprint}\n{server.key.decode()}"
        )
        hands.press("Space", said="Espace")
        hands.type(NAME)
        hands.press("Ctrl+Shift+V", said="Ctrl+Maj+V")
        hands.click(section.reach.test)
        window.until(lambda: "peut être joint" in section.reach.answer.text())
        hands.press("Ctrl+Return", said="Ctrl+Entrée")
        window.until(lambda: _rows(window))
    (row,) = _rows(window)
    assert (row.host_key, row.has_secret) == (server.fingerprint, True)
    counted("Premier destinataire SFTP, courriel collé, essayé", 5)


def test_a_nextcloud_folder_given_by_a_mail(window, section, hands, counted):
    QApplication.clipboard().setText(
        "Votre dossier\u00a0: https://cloud.exemple.fr/apps/files/?dir=/Depot/Coaching\n"
        "Identifiant : claire\nMot de passe d’application : abcd-efgh"
    )
    hands.press("Space", said="Espace")
    hands.type(NAME)
    hands.press("Ctrl+Shift+V", said="Ctrl+Maj+V")
    hands.press("Ctrl+Return", said="Ctrl+Entrée")
    window.until(lambda: _rows(window))
    (row,) = _rows(window)
    path = "remote.php/dav/files/claire/Depot/Coaching"
    assert row.channel == f"webdavs://claire@cloud.exemple.fr:443/{path}"
    assert row.has_secret
    counted("Premier destinataire Nextcloud, courriel collé", 4)


def _rows(window):
    action_id = window.space.context.action.id
    return window.read(lambda link: recipient_rows(link, action_id))
