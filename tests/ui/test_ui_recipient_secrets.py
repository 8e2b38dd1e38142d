"""What a recipient is trusted with: its secret never shown, its certificate, what Ctrl+Z does."""

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from sqlalchemy import select

from coachdesk.models import Recipient
from coachdesk.queries.directory import case_manager_rows
from coachdesk.services.acts import undo_act
from coachdesk.services.directory.channels import ChannelFacts, save_channel
from coachdesk.services.drafts import draft
from support.recipient_hands import RecipientHands, certificate
from support.settings_hands import focused, idle, opened


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


@pytest.fixture(scope="module")
def rsa_key():
    return rsa.generate_private_key(65537, 2048)


def test_a_kept_password_is_changed_removed_and_never_shown_to_another_server(
    hand, window, section, new, recorded
):
    reach = new("webdavs", host="a.exemple.fr", user="claire")
    reach.secret.line.line.setText("premier")
    recorded()
    section.book.open(hand.rows()[0])
    assert "premier" not in [edit.text() for edit in reach.lines]
    reach.fields.edits["folder"].setText("Depot")
    recorded()
    assert hand.secrets() == [b"premier"], "left as it was"
    section.book.open(hand.rows()[0])
    reach.fields.edits["host"].setText("b.exemple.fr")
    section.book.record.click()
    assert "redonnez le mot de passe" in reach.secret.answer.text()
    window.until(lambda: focused() is reach.secret.line.line)
    window.hands.type("second")
    recorded()
    assert hand.secrets() == [b"second"]
    section.book.open(hand.rows()[0])
    reach.secret.remove.click()
    assert "Sera ôté" in reach.secret.state.text()
    assert not recorded().has_secret
    assert not hand.secrets()


def test_handing_over_from_now_on_keeps_no_password(hand, window, section, new, recorded):
    reach = new("webdavs", host="a.exemple.fr", user="claire")
    reach.secret.line.line.setText("premier")
    recorded()
    section.book.open(hand.rows()[0])
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
    hand, window, section, new, recorded, rsa_key, tmp_path
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
    section.book.open(hand.rows()[0])
    field.remove.click()
    assert recorded().certificate is None


def test_one_taken_out_comes_back_by_ctrl_z_with_its_way_and_secret(
    hand, window, section, new, recorded
):
    reach = new("webdavs", host="a.exemple.fr", user="claire")
    reach.secret.line.line.setText("premier")
    before = recorded()
    section.book.open(before)
    section.book.remove.click()
    window.until(section.book.form.isHidden)
    idle(window)
    assert not hand.rows()
    kept = window.read(lambda link: link.execute(select(Recipient.retired_on)).scalars().all())
    assert kept == [window.desk.clock.now().date()], "what left for it still names it"
    window.hands.press("Ctrl+Z")
    window.until(lambda: hand.rows() == (before,))
    assert hand.secrets() == [b"premier"]


def test_a_new_password_is_final_with_its_reason_and_an_address_alone_is_undone(
    hand, window, section, new, recorded
):
    reach = new("webdavs", host="a.exemple.fr", user="claire")
    first = recorded()
    section.book.open(first)
    reach.fields.edits["folder"].setText("Ailleurs")
    recorded()
    window.hands.press("Ctrl+Z")
    window.until(lambda: hand.rows() == (first,))
    section.book.open(first)
    reach.secret.line.line.setText("premier")
    kept = recorded()
    with pytest.raises(Exception, match="un mot de passe ne se remet pas"):
        undo_act(window.desk)
    assert hand.rows() == (kept,)


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


def test_a_password_is_not_kept_for_another_server_whoever_changes_it(hand, window, new, recorded):
    reach = new("webdavs", host="a.exemple.fr", user="claire")
    reach.secret.line.line.setText("premier")
    recorded()
    desk, kept = window.desk, hand.rows()[0].id
    save_channel(desk, kept, ChannelFacts("webdavs://claire@a.exemple.fr/Depot"))
    assert hand.secrets() == [b"premier"]
    save_channel(desk, kept, ChannelFacts("webdavs://claire@b.exemple.fr/Depot"))
    assert hand.secrets() == []


def test_a_server_that_asks_for_nobody_takes_the_place_of_one_that_did(
    hand, section, new, recorded
):
    reach = new("smtp", host="a.exemple.fr", user="claire@exemple.fr", to="b@exemple.fr")
    reach.secret.line.line.setText("premier")
    recorded()
    section.book.open(hand.rows()[0])
    for key, text in {"host": "relais.fr", "user": "", "sender": "claire@exemple.fr"}.items():
        reach.fields.edits[key].setText(text)
    section.book.record.click()
    assert "redonnez le mot de passe" in reach.secret.answer.text()
    assert reach.secret.remove.isVisible()
    reach.secret.remove.click()
    assert recorded().channel.startswith("smtp://relais.fr:587")
    assert not hand.secrets()


def test_where_the_address_kept_is_of_no_known_kind_its_password_is_asked_again(
    hand, window, section, new, recorded
):
    reach = new("webdavs", host="a.exemple.fr", user="claire")
    reach.secret.line.line.setText("premier")
    key = recorded().id
    with window.desk.store.write() as uow:
        uow.session.get_one(Recipient, key).channel = "gopher://a.exemple.fr/"
        uow.commit()
    section.book.open(hand.rows()[0])
    reach.way.buttons["webdavs"].click()
    for name, text in {"host": "a.exemple.fr", "user": "claire"}.items():
        reach.fields.edits[name].setText(text)
    section.book.record.click()
    assert "redonnez le mot de passe" in reach.secret.answer.text()
    reach.secret.line.line.setText("second")
    assert recorded().channel.startswith("webdavs://claire@a.exemple.fr")
    assert hand.secrets() == [b"second"]
