"""WebDAV against WsgiDAV over TLS: what arrives, what is told, and whom it trusts."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from coachdesk.sync.channel import Channel, Way
from coachdesk.sync.transports.opening import open_transport
from coachdesk.sync.transports.protocol import Access
from coachdesk.sync.transports.trouble import After
from support.carrying import CarriesFiles, OverALink, quiet_and_tidy
from support.far_end import NAME, FarEnd, Told, parcel
from support.servers.authority import Authority
from support.servers.dav import DavServer, dav_server
from support.servers.dav_faults import DavFaults
from support.servers.link import bad_link
from support.servers.ssh import ssh_server

__all__ = ["quiet_and_tidy"]
FOLDER = "Reçus de l’Escale #1 100%"


@dataclass(frozen=True)
class Running:
    """A server, what spoils it, and who vouches for it."""

    server: DavServer
    faults: DavFaults
    authority: Authority


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home, authority, faults = tmp_path_factory.mktemp("dav"), Authority(), DavFaults()
    with dav_server(home, authority.issue(home / "tls"), wrap=faults.before) as server:
        yield Running(server, faults, authority)


def reached(server: DavServer, port: int, authority: Authority | None, folder: Path) -> FarEnd:
    channel = Channel(Way.WEBDAV, "127.0.0.1", port, server.user, f"/incoming/{folder.name}")
    pem = authority.pem if authority else None
    return FarEnd(Access(channel, server.password.encode(), authority=pem), folder)


@pytest.fixture
def far(running: Running) -> Iterator[FarEnd]:
    running.faults.__init__()
    there = running.server.folder / FOLDER
    shutil.rmtree(there, ignore_errors=True)
    there.mkdir()
    with bad_link(running.server.port) as link:
        yield replace(reached(running.server, link.port, running.authority, there), link=link)


@pytest.fixture
def faults(running: Running, far: FarEnd) -> DavFaults:
    return running.faults


class TestWebdav(CarriesFiles, OverALink):
    """What holds of every way, and over every link."""


class TestWithoutSizes(CarriesFiles):
    """A server that tells no size: what it has is read back."""

    @pytest.fixture(autouse=True)
    def _no_sizes(self, faults):
        faults.no_sizes = True


@pytest.mark.parametrize(
    ("status", "after", "words"),
    [
        ("301 Moved Permanently", After.REPAIR, "n’est pas un dossier WebDAV (code\u00a0301)"),
        ("401 Unauthorized", After.REPAIR, "refuse le nom ou le mot de passe"),
        ("403 Forbidden", After.REPAIR, "n’autorise pas à écrire dans ce dossier"),
        ("405 Method Not Allowed", After.REPAIR, "n’est pas un dossier WebDAV (code\u00a0405)"),
        ("409 Conflict", After.REPAIR, "Le dossier n’existe pas"),
        ("413 Request Entity Too Large", After.REPAIR, "trop gros pour le serveur"),
        ("423 Locked", After.RETRY, "a répondu par une erreur (code\u00a0423)"),
        ("429 Too Many Requests", After.RETRY, "a répondu par une erreur (code\u00a0429)"),
        ("500 Internal Server Error", After.RETRY, "a répondu par une erreur (code\u00a0500)"),
        ("503 Service Unavailable", After.RETRY, "a répondu par une erreur (code\u00a0503)"),
        ("507 Insufficient Storage", After.RETRY, "n’a plus de place"),
    ],
)
@pytest.mark.parametrize("method", ["PUT", "MOVE"])
def test_what_the_server_refuses_is_told(far, faults, method, status, after, words):
    faults.answers[method] = status
    thing = parcel(200_000)
    for error in (far.put_trouble(thing), far.trouble(far.probe)):
        assert error.after is after
        assert words in error.sentence
    assert far.files == {}
    assert ".coachdesk-essai" not in far.all_files
    faults.answers.clear()
    far.next_try_succeeds(thing)


def test_a_server_that_answers_before_it_has_read_is_heard(far, faults):
    faults.answers["PUT"], faults.reads_first = "507 Insufficient Storage", False
    error = far.put_trouble(parcel(8 << 20))
    assert error.after is After.RETRY
    assert far.files == {}
    faults.answers.clear()
    far.next_try_succeeds(parcel(8 << 20))


@pytest.mark.parametrize("method", ["PUT", "MOVE"])
def test_a_server_that_loses_what_it_took_is_noticed(far, faults, method):
    thing = parcel(30_000)
    faults.loses[method] = far.folder / {"PUT": f".{NAME}.envoi", "MOVE": NAME}[method]
    error = far.put_trouble(thing)
    assert error.after is After.RETRY
    assert "ne l’a pas gardé entier" in error.sentence
    assert far.all_files == {}
    faults.loses.clear()
    far.next_try_succeeds(thing)


@pytest.mark.parametrize("method", ["PUT", "MOVE"])
def test_an_answer_that_goes_on_is_not_read_to_its_end(far, faults, method):
    faults.pours[method] = 64
    error = far.tried(parcel(1000))
    assert error is None or error.after is After.RETRY
    assert faults.poured < 16
    faults.pours.clear()
    far.next_try_succeeds(parcel(1000))


def test_another_file_that_goes_on_is_not_read_to_its_end(far, faults):
    far.put(parcel(1000))
    faults.no_sizes = True
    faults.pours["GET"] = 64
    assert far.put_trouble(parcel(1000)).after is After.LOOK
    assert faults.poured < 16


def test_a_receipt_that_one_may_not_read_is_told(far, faults):
    faults.answers["GET"] = "403 Forbidden"
    error = far.trouble(lambda: far.fetch(f"{NAME}.recu.json"))
    assert error.after is After.REPAIR
    assert "n’autorise pas à lire dans ce dossier" in error.sentence


def test_a_server_that_loses_an_empty_file_is_noticed(far, faults):
    faults.loses["PUT"] = far.folder / f".{NAME}.envoi"
    assert "ne l’a pas gardé entier" in far.put_trouble(parcel(0)).sentence


def test_an_answer_lost_after_the_last_step_is_found_out_at_the_next_try(far, faults):
    thing = parcel(30_000)
    error = far.put_trouble(thing, Told(at_last=lambda: faults.answers.update(HEAD="503 Non")))
    assert error.after is After.RETRY
    assert far.all_files == {NAME: thing.data}
    faults.answers.clear()
    faults.seen.clear()
    far.next_try_succeeds(thing)
    assert "PUT" not in faults.seen


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("expired", "n’est plus valable"),
        ("unknown", "Personne de connu ne répond du certificat"),
        ("public only", "Personne de connu ne répond du certificat"),
        ("wrong host", "n’est pas celui du serveur"),
    ],
)
def test_a_certificate_that_proves_nothing_is_refused(tmp_path, what, words):
    authority = Authority()
    host = "127.0.0.2" if what == "wrong host" else "127.0.0.1"
    files = authority.issue(tmp_path / "tls", host=host, expired=what == "expired")
    faults = DavFaults()
    with dav_server(tmp_path, files, wrap=faults.before) as server:
        trusted = {"unknown": Authority("Une autre"), "public only": None}.get(what, authority)
        far = reached(server, server.port, trusted, server.folder)
        for error in (far.trouble(far.probe), far.put_trouble(parcel(10))):
            assert error.after is After.REPAIR
            assert words in error.sentence
        assert not faults.seen, "nothing was asked of it, and no password told"
        assert far.all_files == {}


@pytest.mark.parametrize("pem", ["-----BEGIN CERTIFICATE-----\nAAAA\n", "é"])
def test_an_authority_that_is_no_certificate_is_told(far, pem):
    bad = replace(far, access=replace(far.access, authority=pem))
    error = bad.trouble(bad.probe)
    assert "Le certificat de l’autorité de ce serveur n’est pas lisible" in error.sentence


def test_a_server_that_speaks_no_tls_is_told_nothing(far, tmp_path):
    with ssh_server(tmp_path) as other:
        channel = replace(far.access.channel, port=other.port)
        elsewhere = replace(far, access=replace(far.access, channel=channel))
        assert elsewhere.put_trouble(parcel(10)).after is After.RETRY


def test_nobody_is_signed_in_when_no_name_is_given(far):
    channel = replace(far.access.channel, user="")
    nameless = replace(far, access=replace(far.access, channel=channel, secret=None))
    error = nameless.trouble(nameless.probe)
    assert "refuse le nom" in error.sentence


def test_many_parcels_take_one_connection_and_five_questions_each(far, faults):
    transport = open_transport(far.access)
    try:
        for number in range(20):
            transport.put(parcel(20_000, seed=number, name=f"{number}.zip"), Told())
    finally:
        transport.close()
    assert far.files == {f"{n}.zip": parcel(20_000, seed=n).data for n in range(20)}
    assert far.net.connections == 1
    assert faults.seen == ["HEAD", "PUT", "HEAD", "MOVE", "HEAD"] * 20
