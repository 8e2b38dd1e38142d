"""Recipients in Réglages: how each is reached, pasted, compared and tried on real servers."""

import socket
import threading

import pytest
from shiboken6 import isValid

from support.recipient_hands import NAME, RecipientHands
from support.servers.authority import Authority
from support.servers.dav import dav_server
from support.servers.mail import mail_server
from support.servers.ports import free_port
from support.settings_hands import focused, idle


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture(scope="module")
def dav(tmp_path_factory, authority):
    home = tmp_path_factory.mktemp("dav")
    with dav_server(home, authority.issue(home)) as server:
        yield server


@pytest.fixture
def paste(hand):
    return hand.paste


@pytest.fixture
def hand(window):
    """The section of recipients, opened."""
    return RecipientHands(window)


@pytest.fixture
def section(hand):
    return hand.section


@pytest.fixture
def new(hand):
    return hand.new


@pytest.fixture
def recorded(hand):
    return hand.recorded


@pytest.fixture
def tried(hand):
    return hand.tried


def test_a_mail_pasted_whole_and_one_key_set_an_sftp_recipient_up(
    hand, window, section, paste, recorded, tried, ssh, tmp_path
):
    section.book.add.click()
    window.hands.type(NAME)
    paste(
        f"Bonjour,\nServeur SFTP : 127.0.0.1\nPort : {ssh.port}\nIdentifiant : {ssh.user}\n"
        f"Dossier : {ssh.folder}\nEmpreinte : {ssh.fingerprints['rsa']}\n"
    )
    (tmp_path / "cle").write_bytes(ssh.key)
    section.reach.secret.take(tmp_path / "cle")
    idle(window)
    assert tried() == (
        "«\u00a0Service insertion\u00a0» peut être joint, et ce qui lui est envoyé y sera accepté.",
        "done",
    )
    row = recorded()
    assert row.channel == f"sftp://{ssh.user}@127.0.0.1:{ssh.port}{ssh.folder}"
    assert row.host_key == ssh.fingerprints["rsa"], "the one she was told, whichever it shows first"
    assert hand.secrets() == [ssh.key]
    assert not list(ssh.folder.iterdir()), "nothing is left of the trial"
    section.book.open(hand.rows()[0])
    assert section.reach.secret.line.isHidden()
    assert "Gardé" in section.reach.secret.state.text()
    assert tried()[1] == "done", "with the one that is kept"


def test_the_fingerprint_is_fetched_shown_and_kept_on_her_word_only(
    hand, window, section, new, recorded, tried, ssh
):
    reach = new("sftp", host="127.0.0.1", port=str(ssh.port), user=ssh.user)
    box = reach.host_key
    box.compare.click()
    window.until(box.keep.isVisible)
    shown = box.shown.text().replace("\u200b", "").split()[-1]
    assert shown in ssh.fingerprints.values()
    assert not box.key(), "not yet"
    assert recorded().host_key is None
    assert "empreinte à comparer" in section.book.table.model().index(0, 2).data()
    section.book.open(hand.rows()[0])
    assert "n’a pas encore été vérifiée" in tried()[0]
    box.compare.click()
    window.until(box.keep.isVisible)
    window.until(lambda: focused() is box.keep)
    window.hands.press("Space")
    assert "les mêmes" in box.verdict.text()
    assert recorded().host_key == shown


def test_what_was_tried_or_shown_is_forgotten_as_soon_as_something_else_is_written(
    window, new, tried, tmp_path, ssh
):
    reach = new("file", place=str(tmp_path))
    assert tried()[1] == "done"
    reach.fields.edits["place"].setText(str(tmp_path / "autre"))
    assert reach.answer.isHidden()
    reach.way.buttons["sftp"].click()
    reach.fields.edits["host"].setText("127.0.0.1")
    reach.fields.edits["port"].setText(str(ssh.port))
    reach.host_key.compare.click()
    window.until(reach.host_key.keep.isVisible)
    reach.fields.edits["host"].setText("sftp.exemple.fr")
    assert reach.host_key.keep.isHidden(), "it was that of another server"
    assert reach.host_key.shown.isHidden()


def test_what_was_tried_is_forgotten_as_soon_as_another_authority_or_key_is_taken(
    window, new, tried, dav, authority, tmp_path, ssh
):
    reach = new("webdavs", host="127.0.0.1", port=str(dav.port), user=dav.user)
    assert tried()[1] == "refused"
    (tmp_path / "ca.pem").write_text(authority.pem)
    reach.authority.take(tmp_path / "ca.pem")
    idle(window)
    assert reach.answer.isHidden()
    assert tried()[1] == "refused"
    (tmp_path / "cle").write_bytes(ssh.key)
    reach.secret.take(tmp_path / "cle")
    idle(window)
    assert reach.answer.isHidden()


def test_another_fingerprint_than_the_one_told_is_said_and_nothing_leaves(
    window, section, new, tried, ssh
):
    reach = new("sftp", host="127.0.0.1", port=str(ssh.port), user=ssh.user)
    reach.host_key.told.setText("SHA256:" + "A" * 43)
    reach.host_key.compare.click()
    window.until(reach.host_key.verdict.isVisible)
    assert "Ce n’est pas la même" in reach.host_key.verdict.text()
    assert reach.host_key.keep.isHidden(), "no one click makes it the one"
    assert "ne montre plus la même empreinte" in tried()[0]


def test_a_fingerprint_of_another_kind_is_refused_beside_the_form(hand, window, section, new):
    reach = new("sftp", host="127.0.0.1", user="c")
    reach.host_key.told.setText("ab:cd:ef")
    section.book.record.click()
    window.until(lambda: any(a.isVisible() for a in section.book._answers.values()))
    assert not hand.rows()


def test_a_silent_server_is_waited_for_beside_and_given_up_at_once(window, new, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        reach = new("webdavs", host="127.0.0.1", port=str(deaf.getsockname()[1]), user="claire")
        reach.test.click()
        assert reach.trial.busy
        (tmp_path / "ca.pem").write_text("bonjour")
        reach.authority.take(tmp_path / "ca.pem")
        idle(window)
        assert reach.authority.answer.isVisible(), "the store and the form answer meanwhile"
        assert reach.trial.busy
        reach.trial.stop.setFocus()
        window.hands.press("Space")
        assert not reach.trial.busy
    assert reach.answer.isHidden(), "what comes of it is for nobody"


def test_a_server_that_is_not_there_is_said_in_a_sentence(section, new, tried):
    port = str(free_port())
    reach = new("sftp", host="127.0.0.1", port=port, user="c")
    reach.host_key.told.setText("SHA256:" + "A" * 43)
    said, tone = tried()
    assert "ne répond pas" in said
    assert tone == "refused"


def test_nextcloud_with_its_own_authority(
    hand, window, new, recorded, tried, dav, authority, tmp_path
):
    reach = new("webdavs", user=dav.user)
    reach.fields.edits["host"].setText(f"https://127.0.0.1:{dav.port}/incoming")
    idle(window)
    assert reach.fields.edits["host"].text() == "127.0.0.1", "an address whole fills the others"
    reach.fields.edits["user"].setText(dav.user)
    reach.secret.line.line.setText("faux")
    assert "Personne de connu ne répond du certificat" in tried()[0]
    (tmp_path / "ca.pem").write_text(authority.pem)
    reach.authority.take(tmp_path / "ca.pem")
    idle(window)
    assert "Autorité d’essai" in reach.authority.told.text()
    assert tried()[1] == "refused", "the password is wrong"
    reach.secret.line.line.setText(dav.password)
    assert tried()[1] == "done"
    row = recorded()
    assert row.authority == authority.pem.strip()
    assert hand.secrets() == [dav.password.encode()]


def test_mail_is_tried_with_its_password_and_a_mailbox_is_needed(
    window, section, new, recorded, tried, authority, tmp_path
):
    with mail_server(authority.issue(tmp_path / "s")) as server:
        section.book.add.click()
        section.book.edits["name"].setText(NAME)
        section.book.edits["email"].setText("insertion@exemple.fr")
        reach = section.reach
        reach.way.buttons["smtp"].click()
        edits = reach.fields.edits
        assert edits["to"].text() == "insertion@exemple.fr", "the courriel typed above"
        edits["host"].setText("127.0.0.1")
        edits["port"].setText(str(server.port))
        edits["user"].setText(server.user)
        (tmp_path / "ca.pem").write_text(authority.pem)
        reach.authority.take(tmp_path / "ca.pem")
        idle(window)
        reach.secret.line.line.setText("non")
        assert tried()[1] == "refused"
        reach.secret.line.line.setText(server.password)
        assert tried()[1] == "done"
        assert not server.taken, "nothing is sent to anyone"
        edits["to"].clear()
        section.book.record.click()
        window.until(lambda: focused() is edits["to"])
        edits["to"].setText("insertion@exemple.fr")
        reach.safety.clear.click()
        row = recorded()
        assert row.clear_allowed
        assert row.channel.endswith("/?to=insertion@exemple.fr&from=claire@exemple.fr")


def test_a_folder_is_chosen_by_the_dialog_and_tried(
    hand, window, section, new, recorded, tried, choose, tmp_path
):
    reach = new("file")
    section.book.record.click()
    window.until(lambda: focused() is reach.fields.edits["place"])  # it lacks
    choose(tmp_path)
    reach.fields.choose.click()
    window.until(lambda: reach.fields.edits["place"].text() == str(tmp_path))
    assert tried()[1] == "done"
    assert recorded().channel == tmp_path.as_uri()
    section.book.open(hand.rows()[0])
    reach.fields.edits["place"].setText(str(tmp_path / "partie"))
    assert tried()[1] == "refused"


def test_a_share_of_windows_is_kept_as_it_is_typed(section, new, recorded):
    new("file", place="\\\\serveur\\partage\\Envois")
    assert recorded().channel.endswith("/serveur/partage/Envois")


def test_copies_are_for_a_mail_server_which_needs_no_mailbox(hand, window, section, new, recorded):
    reach = new("file", place="/tmp")
    section.takes.buttons["takes_copies"].click()
    section.book.record.click()
    assert "choisissez" in section.answer.text()
    assert not hand.rows()
    reach.way.buttons["smtp"].click()
    reach.fields.edits["host"].setText("smtp.exemple.fr")
    reach.fields.edits["user"].setText("claire@exemple.fr")
    assert recorded().takes_copies


def test_a_server_typed_with_its_port_is_refused_beside_it(hand, window, section, new):
    reach = new("sftp", host="sftp.exemple.fr:2222", user="claire")
    for act in (section.book.record, reach.test, reach.host_key.compare):
        act.click()
        assert focused() is reach.fields.edits["host"]
    assert not hand.rows()


def test_the_fingerprint_that_arrives_takes_the_keyboard_from_no_field(window, new, ssh):
    """A space typed in another field would retain a fingerprint that nobody compared."""
    reach = new("sftp", host="127.0.0.1", port=str(ssh.port), user=ssh.user)
    box, folder = reach.host_key, reach.fields.edits["folder"]
    box.compare.setFocus()
    window.hands.press("Space")
    folder.setFocus()
    window.until(box.keep.isVisible)
    window.hands.type("a b")
    assert folder.text() == "a b"
    assert not box.key()


def test_an_answer_that_comes_once_the_pages_were_made_anew_is_for_nobody(window, new):
    """An exception of the event loop fails the test."""
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        reach = new("webdavs", host="127.0.0.1", port=str(deaf.getsockname()[1]), user="claire")
        reach.test.click()
        window.hands.press("Ctrl++")
        window.until(lambda: not isValid(reach))
        deaf.settimeout(60)
        deaf.accept()[0].close()
    window.until(lambda: "trial" not in {thread.name for thread in threading.enumerate()})
    idle(window)
    assert window.space.isVisible()


def seen(widget):
    """Whether no edge of the window hides any of it."""
    return widget.visibleRegion().boundingRect().size() == widget.size()


def tab_to(window, widget):
    for _ in range(60):
        if focused() is widget:
            return
        window.hands.tab()
    pytest.fail("Tab never came there")


def test_what_a_server_answers_is_seen_where_the_form_is_longer_than_the_window(window, new, ssh):
    reach = new("sftp", host="127.0.0.1", port=str(ssh.port), user=ssh.user)
    tab_to(window, reach.host_key.compare)
    window.hands.press("Space")
    window.until(reach.host_key.keep.isVisible)
    window.until(lambda: focused() is reach.host_key.keep and seen(reach.host_key.keep))
    window.hands.press("Space")
    tab_to(window, reach.test)
    window.hands.press("Space")
    window.until(lambda: reach.answer.isVisible() and seen(reach.answer))


def test_what_is_asked_of_a_silent_server_is_seen_to_be_and_to_be_stoppable(window, new):
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        reach = new("sftp", host="127.0.0.1", port=str(deaf.getsockname()[1]), user="claire")
        tab_to(window, reach.host_key.compare)
        window.hands.press("Space")
        window.until(lambda: seen(reach.host_key.trial.stop))
        reach.host_key.trial.stop.click()
