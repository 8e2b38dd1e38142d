"""SFTP against OpenSSH's sshd: what arrives, what is told, what is resumed, whom it trusts."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from coachdesk.core.errors import UserError
from coachdesk.sync.channel import Channel, Way
from coachdesk.sync.transports.opening import open_transport
from coachdesk.sync.transports.protocol import Access
from coachdesk.sync.transports.ssh_link import shown_key
from coachdesk.sync.transports.trouble import After, StoppedError
from support.carrying import CarriesFiles, OverALink, quiet_and_tidy
from support.far_end import NAME, FarEnd, Told, parcel
from support.servers import odd_sftp
from support.servers.link import bad_link
from support.servers.ssh import SshServer, ssh_server
from support.tools import require

__all__ = ["quiet_and_tidy"]

NO_LIMIT = 1 << 40


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    with ssh_server(tmp_path_factory.mktemp("sshd")) as running:
        yield running


def reached(server: SshServer, port: int, folder: Path, **other: object) -> FarEnd:
    channel = Channel(Way.SFTP, "127.0.0.1", port, server.user, str(folder))
    return FarEnd(replace(Access(channel, server.key, server.fingerprint), **other), folder)


@pytest.fixture
def far(server: SshServer) -> Iterator[FarEnd]:
    there = server.folder / "Dossier de l’Escale é #1"
    shutil.rmtree(there, ignore_errors=True)
    there.mkdir()
    with bad_link(server.port) as link:
        yield replace(reached(server, link.port, there), link=link)
        server.room_for(NO_LIMIT)


class TestSftp(CarriesFiles, OverALink):
    """What holds of every way, and over every link."""


def test_only_what_is_missing_is_sent_again(far):
    thing = parcel(8 << 20)
    far.net.cut_after = 6 << 20
    assert far.put_trouble(thing).after is After.RETRY
    (left,) = far.all_files.values()
    assert len(left) > 3 << 20, "what was on the way may be lost, no more than 2 MB"
    before = far.net.sent
    far.next_try_succeeds(thing)
    assert far.net.sent - before < len(thing.data) - len(left) + (1 << 16)
    assert far.net.sent < len(thing.data) * 1.5


def test_what_she_stopped_goes_on_where_it_stopped(far):
    thing, watch = parcel(4 << 20), Told()
    with pytest.raises(StoppedError):
        far.put(thing, Told(stop_at=3 << 20))
    before = far.net.sent
    far.put(thing, watch)
    assert far.net.sent - before < 2 << 20
    assert far.files == {NAME: thing.data}


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa", "rsa"])
def test_each_key_of_the_server_may_be_the_pinned_one(server, far, kind):
    pinned = replace(far, access=replace(far.access, host_key=server.fingerprints[kind]))
    pinned.next_try_succeeds(parcel(10))


def test_another_server_is_told_nothing(far, tmp_path):
    with ssh_server(tmp_path / "other") as other:
        pinned, shown = far.access.host_key, other.fingerprint
        wrong = reached(other, other.port, other.folder, host_key=pinned)
        error = wrong.put_trouble(parcel(10))
        assert error.after is After.REPAIR
        assert "rien n’a été envoyé" in error.sentence
        assert pinned in error.sentence
        assert shown in error.sentence
        assert wrong.all_files == {}
        log = other.log.read_text()
        assert "Accepted" not in log
        assert "Failed" not in log, "nobody signed in, nobody tried to"


def test_a_cut_while_its_other_keys_are_asked_is_no_other_server(server, far):
    pinned = replace(far, access=replace(far.access, host_key=server.fingerprints["rsa"]))
    open_transport(pinned.access).close()
    whole = far.net.sent
    far.net.cut_after = far.net.sent + whole // 2
    assert "ne répond pas" in pinned.put_trouble(parcel(10)).sentence


def test_before_its_key_was_compared_nobody_is_connected_to(far):
    unknown = replace(far, access=replace(far.access, host_key=None))
    for error in (unknown.put_trouble(parcel(10)), unknown.trouble(unknown.probe)):
        assert error.after is After.REPAIR
        assert "n’a pas encore été vérifiée" in error.sentence
    assert far.net.connections == 0


def test_the_key_that_it_shows_is_told(server, far):
    assert shown_key(far.access.channel) in server.fingerprints.values()
    far.net.down = True
    with pytest.raises(UserError, match="ne répond pas"):
        shown_key(far.access.channel)


def test_a_wrong_key_is_told(far, tmp_path):
    key = tmp_path / "key"
    subprocess.run([require("ssh-keygen"), "-q", "-t", "ecdsa", "-N", "", "-f", key], check=True)
    bad = far.with_secret(key.read_bytes())
    error = bad.put_trouble(parcel(10))
    assert error.after is After.REPAIR
    assert "refuse le nom, le mot de passe ou la clé" in error.sentence


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa", "rsa"])
@pytest.mark.parametrize("form", ["OpenSSH", "pasted"])
def test_keys_of_each_kind_let_in(server, far, tmp_path, kind, form):
    key = tmp_path / "key"
    subprocess.run([require("ssh-keygen"), "-q", "-t", kind, "-N", "", "-f", key], check=True)
    authorized = server.log.parent / "authorized"
    before = authorized.read_bytes()
    authorized.write_bytes(before + Path(f"{key}.pub").read_bytes())
    secret = key.read_bytes()
    if form == "pasted":  # from a Windows editor
        secret = b"\r\n" + secret.replace(b"\n", b"\r\n").strip()
    try:
        far.with_secret(secret).next_try_succeeds(parcel(10))
    finally:
        authorized.write_bytes(before)


@pytest.mark.parametrize(
    "secret",
    [
        b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
        b"-----BEGIN RSA PRIVATE KEY-----\n\n-----END RSA PRIVATE KEY-----\n",
        b"-----BEGIN",
        b"PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nPrivate-Lines: 1\nAAAAgm90aGVy\n",
    ],
)
def test_what_is_no_key_is_told_and_never_sent(server, far, secret):
    before = server.log.read_text().count("Failed")
    error = far.with_secret(secret).put_trouble(parcel(10))
    assert error.after is After.REPAIR
    assert "clé privée de ce destinataire n’est pas lisible" in error.sentence
    assert server.log.read_text().count("Failed") == before


def test_an_encrypted_key_is_told(far, tmp_path):
    key = tmp_path / "key"
    subprocess.run(
        [require("ssh-keygen"), "-q", "-t", "ed25519", "-N", "un mot", "-f", key], check=True
    )
    error = far.with_secret(key.read_bytes()).put_trouble(parcel(10))
    assert "sans mot de passe" in error.remedy


def test_a_server_without_room_is_told_and_then_has_some(server, far):
    thing = parcel(8 << 20)
    server.room_for(1 << 20)
    error = far.put_trouble(thing)
    assert error.after is After.RETRY
    assert "plus de place" in error.sentence
    assert far.files == {}
    server.room_for(NO_LIMIT)
    far.next_try_succeeds(thing)


def test_a_server_that_lets_nobody_write_is_told(tmp_path):
    with ssh_server(tmp_path / "sshd", subsystem="sftp internal-sftp -R") as server:
        far = reached(server, server.port, server.folder)
        for error in (far.trouble(far.probe), far.put_trouble(parcel(10))):
            assert error.after is After.REPAIR
            assert "ne vous laisse pas écrire" in error.sentence
        assert far.all_files == {}


def test_a_server_that_lets_nobody_rename_is_told_before_anything_is_sent(tmp_path):
    with ssh_server(tmp_path / "sshd", subsystem="sftp internal-sftp -P rename") as server:
        far = reached(server, server.port, server.folder)
        error = far.trouble(far.probe)
        assert error.after is After.REPAIR
        assert far.all_files == {}
        assert far.put_trouble(parcel(10)).after is After.REPAIR
        assert far.files == {}


def test_a_receipt_that_can_t_be_read_is_told_and_is_no_lack_of_room(far):
    (far.folder / f"{NAME}.recu.json").mkdir()
    error = far.trouble(lambda: far.fetch(f"{NAME}.recu.json"))
    assert error.after is After.LOOK
    assert "ne peut pas être lu" in error.sentence


def odd(how: str) -> str:
    return f"sftp {sys.executable} {odd_sftp.__file__} {how}"


def test_what_a_server_says_in_another_alphabet_is_not_read(tmp_path):
    with ssh_server(tmp_path / "sshd", subsystem=odd("accents")) as server:
        far = reached(server, server.port, server.folder)
        far.probe()
        assert far.fetch(f"{NAME}.recu.json") is None
        far.next_try_succeeds(parcel(100_000))
        lost = reached(server, server.port, server.folder / "ailleurs")
        assert "n’existe pas" in lost.put_trouble(parcel(10)).sentence


def test_bytes_that_were_not_asked_for_are_not_those_of_the_file(tmp_path):
    with ssh_server(tmp_path / "sshd", subsystem=odd("generous")) as server:
        far = reached(server, server.port, server.folder)
        for _ in range(2):  # read back at the second
            far.next_try_succeeds(parcel(100_000))


def test_a_server_without_sftp_is_told(tmp_path):
    with ssh_server(tmp_path / "sshd", subsystem="autre /bin/true") as server:
        error = reached(server, server.port, server.folder).put_trouble(parcel(10))
        assert error.after is After.REPAIR
        assert "n’offre pas SFTP" in error.sentence


def test_a_server_that_loses_what_it_took_is_noticed(far):
    thing = parcel(1000)
    transport = open_transport(far.access)
    rename = transport._client.rename

    def rename_and_lose(part, target):
        rename(part, target)
        Path(target).unlink()

    transport._client.rename = rename_and_lose
    error = far.trouble(lambda: transport.put(thing, Told()))
    transport.close()
    assert error.after is After.RETRY
    assert "ne l’a pas gardé entier" in error.sentence
    far.next_try_succeeds(thing)


def test_a_folder_of_the_home_is_reached(server, far):
    home = Path.home()  # of the tests: sshd's is the account's
    channel = replace(far.access.channel, path="/~")
    transport = open_transport(replace(far.access, channel=channel))
    try:
        assert str(transport._folder) == transport._client.normalize(".")
        assert transport._folder != home
    finally:
        transport.close()


def test_many_parcels_take_one_connection(far):
    transport = open_transport(far.access)
    try:
        for number in range(20):
            transport.put(parcel(20_000, seed=number, name=f"{number}.zip"), Told())
    finally:
        transport.close()
    assert far.files == {f"{n}.zip": parcel(20_000, seed=n).data for n in range(20)}
    assert far.net.connections == 1
