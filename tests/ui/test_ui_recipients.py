"""Recipients in Réglages: how each is reached, tried on real servers, its secret never shown."""

import socket
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from coachdesk.models import Recipient, RecipientSecret
from coachdesk.queries.directory import case_manager_rows, recipient_rows
from coachdesk.services.acts import undo_last
from coachdesk.services.drafts import draft
from support.servers.authority import Authority
from support.servers.dav import dav_server
from support.servers.mail import mail_server
from support.servers.ports import free_port
from support.servers.ssh import ssh_server
from support.settings_hands import focused, idle, opened

NAME = "Service insertion"


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture(scope="module")
def ssh(tmp_path_factory):
    with ssh_server(tmp_path_factory.mktemp("ssh")) as server:
        yield server


@pytest.fixture(scope="module")
def dav(tmp_path_factory, authority):
    home = tmp_path_factory.mktemp("dav")
    with dav_server(home, authority.issue(home)) as server:
        yield server


@pytest.fixture
def section(window):
    return opened(window, "recipients")


@pytest.fixture
def paste(section):
    def make(text):
        QApplication.clipboard().setText(text)
        section.reach.paste_it.click()

    return make


@pytest.fixture
def new(window, section):
    """An empty form with a name, a way chosen."""

    def make(way, **typed):
        section.book.add.click()
        section.book.edits["name"].setText(NAME)
        section.reach.way.buttons[way].click()
        for key, text in typed.items():
            section.reach.fields.edits[key].setText(text)
        idle(window)
        return section.reach

    return make


@pytest.fixture
def recorded(window, section):
    """Record the form; gives the recipient as the store has it."""

    def make():
        section.book.record.click()
        window.until(section.book.form.isHidden)
        idle(window)
        return rows(window)[0]

    return make


@pytest.fixture
def tried(window, section):
    """Try what is typed; gives what is said."""

    def make():
        section.reach.test.click()
        assert section.reach.trial.busy or section.reach.answer.isVisible()
        window.until(lambda: section.reach.answer.text() and not section.reach.trial.busy)
        return section.reach.answer.text(), section.reach.answer.property("tone")

    return make


def rows(window):
    action_id = window.space.context.action.id
    return window.read(lambda link: recipient_rows(link, action_id))


def secret(window):
    return window.read(lambda link: link.execute(select(RecipientSecret.value)).scalars().all())


def certificate(key, *, last=365):
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Conseil départemental")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(now + timedelta(days=last))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    return made.public_bytes(serialization.Encoding.PEM)


@pytest.fixture(scope="module")
def rsa_key():
    return rsa.generate_private_key(65537, 2048)


def test_a_mail_pasted_whole_and_one_key_set_an_sftp_recipient_up(
    window, section, paste, recorded, tried, ssh, tmp_path
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
    assert secret(window) == [ssh.key]
    assert not list(ssh.folder.iterdir()), "nothing is left of the trial"
    section.book.open(rows(window)[0])
    assert section.reach.secret.line.isHidden()
    assert "Gardé" in section.reach.secret.state.text()
    assert tried()[1] == "done", "with the one that is kept"


def test_the_fingerprint_is_fetched_shown_and_kept_on_her_word_only(
    window, section, new, recorded, tried, ssh
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
    section.book.open(rows(window)[0])
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


def test_a_fingerprint_of_another_kind_is_refused_beside_the_form(window, section, new):
    reach = new("sftp", host="127.0.0.1", user="c")
    reach.host_key.told.setText("ab:cd:ef")
    section.book.record.click()
    window.until(lambda: any(a.isVisible() for a in section.book._answers.values()))
    assert not rows(window)


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


def test_nextcloud_with_its_own_authority(window, section, new, recorded, tried, dav, authority,
                                          tmp_path):  # fmt: skip
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
    assert secret(window) == [dav.password.encode()]


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
        assert focused() is edits["to"]
        edits["to"].setText("insertion@exemple.fr")
        reach.safety.clear.click()
        row = recorded()
        assert row.clear_allowed
        assert row.channel.endswith("/?to=insertion@exemple.fr&from=claire@exemple.fr")


def test_a_folder_is_chosen_by_the_dialog_and_tried(
    window, section, new, recorded, tried, choose, tmp_path
):
    reach = new("file")
    section.book.record.click()
    assert focused() is reach.fields.edits["place"], "it lacks"
    choose(tmp_path)
    reach.fields.choose.click()
    window.until(lambda: reach.fields.edits["place"].text() == str(tmp_path))
    assert tried()[1] == "done"
    assert recorded().channel == tmp_path.as_uri()
    section.book.open(rows(window)[0])
    reach.fields.edits["place"].setText(str(tmp_path / "partie"))
    assert tried()[1] == "refused"


def test_a_share_of_windows_is_kept_as_it_is_typed(section, new, recorded):
    new("file", place="\\\\serveur\\partage\\Envois")
    assert recorded().channel.endswith("/serveur/partage/Envois")


def test_a_kept_password_is_changed_removed_and_never_shown_to_another_server(
    window, section, new, recorded
):
    reach = new("webdavs", host="a.exemple.fr", user="claire")
    reach.secret.line.line.setText("premier")
    recorded()
    section.book.open(rows(window)[0])
    assert "premier" not in [edit.text() for edit in reach.lines]
    reach.fields.edits["folder"].setText("Depot")
    recorded()
    assert secret(window) == [b"premier"], "left as it was"
    section.book.open(rows(window)[0])
    reach.fields.edits["host"].setText("b.exemple.fr")
    section.book.record.click()
    assert "redonnez le mot de passe" in reach.secret.answer.text()
    assert focused() is reach.secret.line.line
    window.hands.type("second")
    recorded()
    assert secret(window) == [b"second"]
    section.book.open(rows(window)[0])
    reach.secret.remove.click()
    assert "Sera ôté" in reach.secret.state.text()
    assert not recorded().has_secret
    assert not secret(window)


def test_handing_over_from_now_on_keeps_no_password(window, section, new, recorded):
    reach = new("webdavs", host="a.exemple.fr", user="claire")
    reach.secret.line.line.setText("premier")
    recorded()
    section.book.open(rows(window)[0])
    reach.way.buttons["webdavs"].click()
    assert reach.way.key() == "hand", "pressed again, it is none"
    row = recorded()
    assert (row.channel, row.has_secret) == (None, False)


def test_a_secret_is_in_no_draft_and_a_key_with_a_password_is_refused(
    window, section, new, tmp_path
):
    reach = new("sftp", host="a.exemple.fr", user="claire")
    reach.secret.line.line.setText("premier secret")
    reach.host_key.told.setText("SHA256:abc")
    window.space.context.drafts.flush()
    idle(window)
    kept = window.read(lambda link: draft(link, "destinataire:nouveau"))
    assert kept.fields["host"] == "a.exemple.fr"
    assert kept.fields["host_key"] == "SHA256:abc"
    assert "premier secret" not in str(kept.fields)
    key = ec.generate_private_key(ec.SECP256R1())
    for name, data, said in (
        ("locked", key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH,
            serialization.BestAvailableEncryption(b"x"),
        ), "protégée par un mot de passe"),
        ("putty", b"PuTTY-User-Key-File-3: ssh-ed25519", "PuTTYgen"),
        ("pub", b"ssh-ed25519 AAAA claire", "n’est pas une clé privée"),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(data)
        reach.secret.take(tmp_path / name)
        idle(window)
        assert said in reach.secret.answer.text()
    reach.secret.take(tmp_path / "absent")
    idle(window)
    assert "ne peut pas être lu" in reach.secret.answer.text()


def test_a_certificate_says_whose_it_is_and_one_that_can_not_serve_is_refused(
    window, section, new, recorded, rsa_key, tmp_path
):
    reach = new("file", place=str(tmp_path))
    field = reach.safety.certificate
    for name, data, said in (
        ("ec.pem", certificate(ec.generate_private_key(ec.SECP256R1())), "n’a pas de clé RSA"),
        ("short.pem", certificate(rsa.generate_private_key(65537, 1024)), "trop courte"),
        ("text.pem", b"bonjour", "ne contient pas de certificat"),
    ):
        (tmp_path / name).write_bytes(data)
        field.take(tmp_path / name)
        idle(window)
        assert said in field.answer.text()
        assert not field.pem()
    (tmp_path / "old.pem").write_bytes(certificate(rsa_key, last=-2000))
    field.take(tmp_path / "old.pem")
    idle(window)
    assert "n’est plus valable" in field.told.text()
    (tmp_path / "good.pem").write_bytes(certificate(rsa_key))
    field.take(tmp_path / "good.pem")
    idle(window)
    assert "Conseil départemental, valable jusqu’au" in field.told.text()
    assert field.told.property("tone") == ""
    assert recorded().certificate.startswith("-----BEGIN CERTIFICATE-----")
    section.book.open(rows(window)[0])
    field.remove.click()
    assert recorded().certificate is None


def test_copies_are_for_a_mail_server_which_needs_no_mailbox(window, section, new, recorded):
    reach = new("file", place="/tmp")
    section.takes.buttons["takes_copies"].click()
    section.book.record.click()
    assert "choisissez" in section.answer.text()
    assert not rows(window)
    reach.way.buttons["smtp"].click()
    reach.fields.edits["host"].setText("smtp.exemple.fr")
    reach.fields.edits["user"].setText("claire@exemple.fr")
    assert recorded().takes_copies


def test_one_taken_out_comes_back_by_ctrl_z_with_its_way_and_secret(window, section, new, recorded):
    reach = new("webdavs", host="a.exemple.fr", user="claire")
    reach.secret.line.line.setText("premier")
    before = recorded()
    section.book.open(before)
    section.book.remove.click()
    window.until(section.book.form.isHidden)
    idle(window)
    assert not rows(window)
    kept = window.read(lambda link: link.execute(select(Recipient.retired_on)).scalars().all())
    assert kept == [window.desk.clock.now().date()], "what left for it still names it"
    window.hands.press("Ctrl+Z")
    window.until(lambda: rows(window) == (before,))
    assert secret(window) == [b"premier"]


def test_a_new_password_is_final_with_its_reason_and_an_address_alone_is_undone(
    window, section, new, recorded
):
    reach = new("webdavs", host="a.exemple.fr", user="claire")
    first = recorded()
    section.book.open(first)
    reach.fields.edits["folder"].setText("Ailleurs")
    recorded()
    window.hands.press("Ctrl+Z")
    window.until(lambda: rows(window) == (first,))
    section.book.open(first)
    reach.secret.line.line.setText("premier")
    kept = recorded()
    with pytest.raises(Exception, match="un mot de passe ne se remet pas"):
        undo_last(window.desk)
    assert rows(window) == (kept,)


def test_a_referent_has_a_certificate_and_a_safe_mailbox_too(window, rsa_key, tmp_path):
    section = opened(window, "case_managers")
    section.book.add.click()
    section.book.edits["name"].setText("Mme Petit")
    (tmp_path / "good.pem").write_bytes(certificate(rsa_key))
    section.safety.certificate.take(tmp_path / "good.pem")
    idle(window)
    section.safety.clear.click()
    section.book.record.click()
    window.until(section.book.form.isHidden)
    idle(window)
    (row,) = window.read(case_manager_rows)
    assert row.certificate.startswith("-----BEGIN")
    assert row.clear_allowed
    section.book.add.click()
    assert not section.safety.clear.isChecked(), "nobody inherits it"
    section.book.open(row)
    assert section.safety.clear.isChecked()
    assert "Conseil départemental" in section.safety.certificate.told.text()
