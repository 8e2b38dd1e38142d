"""Mail against aiosmtpd with STARTTLS and AUTH: what arrives, what is told, what stays doubtful."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.message import Message
from email.policy import default
from pathlib import Path
from random import Random

import pytest

from coachdesk.core.errors import UserError
from coachdesk.sync.channel import Channel, Way
from coachdesk.sync.transports.opening import open_transport
from coachdesk.sync.transports.protocol import Access, Parcel
from coachdesk.sync.transports.trouble import After, StoppedError
from support.carrying import CUTS, SIZES, patience, quiet_and_tidy, within
from support.far_end import LETTER, NAME, FarEnd, Told, parcel
from support.servers.authority import Authority, ServerFiles
from support.servers.link import bad_link
from support.servers.mail import MailServer, mail_server

__all__ = ["quiet_and_tidy"]


@dataclass(frozen=True)
class Trusted:
    """An authority, and what it vouches for."""

    authority: Authority
    files: ServerFiles


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Trusted:
    authority = Authority()
    return Trusted(authority, authority.issue(tmp_path_factory.mktemp("tls")))


@dataclass(frozen=True)
class MailEnd(FarEnd):
    """A mail server at the other end; its files are those of the messages that it took."""

    server: MailServer | None = None

    @property
    def messages(self) -> list[Message]:
        assert self.server is not None
        return self.server.messages

    @property
    def all_files(self) -> dict[str, bytes]:
        assert len(self.messages) <= 1, "sent twice"
        return {
            part.get_filename(): part.get_payload(decode=True)
            for message in self.messages
            for part in message.walk()
            if part.get_filename()
        }


def reached(server: MailServer, port: int, authority: Authority | None, **other: object) -> MailEnd:
    channel = Channel(
        Way.MAIL, "127.0.0.1", port, server.user, to=LETTER.to, sender="claire@exemple.fr"
    )
    pem = authority.pem if authority else None
    access = Access(replace(channel, **other), server.password.encode(), authority=pem)
    return MailEnd(access, Path("/"), server=server)


@contextmanager
def serving(trusted: Trusted, **settings: object) -> Iterator[MailEnd]:
    with mail_server(trusted.files, **settings) as server, bad_link(server.port) as link:
        yield replace(reached(server, link.port, trusted.authority), link=link)


@pytest.fixture(params=[True, False], ids=["in pieces", "at once"])
def chunking(request: pytest.FixtureRequest) -> bool:
    return request.param


@pytest.fixture
def far(trusted, chunking) -> Iterator[MailEnd]:
    with serving(trusted, chunking=chunking) as end:
        yield end


@pytest.mark.parametrize("size", SIZES)
def test_a_file_arrives_byte_for_byte_with_its_letter(far, size):
    thing, watch = parcel(size), Told()
    far.put(thing, watch)
    assert far.all_files == {NAME: thing.data}
    assert watch.committed == 1
    assert watch.done == sorted(watch.done)
    (message,) = far.messages
    assert message["Message-ID"] == LETTER.message_id
    assert (message["From"], message["To"]) == ("claire@exemple.fr", LETTER.to)


def test_eight_megabytes_arrive(trusted, chunking):
    with mail_server(trusted.files, chunking=chunking) as server:
        far = reached(server, server.port, trusted.authority)
        far.next_try_succeeds(parcel(8 << 20))


def test_the_letter_arrives_as_it_was_written(far):
    far.put(parcel(10))
    message = message_from_bytes(far.server.taken[0], policy=default)
    assert message["Subject"] == LETTER.subject
    body = message.get_body(("plain",))
    assert body.get_content().replace("\r\n", "\n") == LETTER.text
    assert max(map(len, far.server.taken[0].split(b"\r\n"))) <= 998


def test_a_parcel_that_is_sent_again_has_the_same_number(far):
    for _ in range(2):
        far.put(parcel(10))
    first, second = far.messages
    assert first["Message-ID"] == second["Message-ID"]


def test_this_machine_does_not_tell_its_name(far):
    far.put(parcel(10))
    taken = far.server.taken[0].decode("ascii")
    assert socket.gethostname() not in taken


def test_a_trial_sends_nothing_and_a_receipt_comes_by_mail(far):
    far.probe()
    assert far.messages == []
    assert far.fetch(f"{NAME}.recu.json") is None


def test_several_mails_take_one_connection(far):
    transport = open_transport(far.access)
    try:
        for number in range(5):
            transport.put(parcel(1000, seed=number), Told())
    finally:
        transport.close()
    assert len(far.messages) == 5
    assert far.net.connections == 1


def test_a_server_that_encrypts_at_once(trusted):
    with mail_server(trusted.files, tls=False, at_once=True) as server:
        far = reached(server, server.port, trusted.authority, way=Way.MAIL_TLS)
        far.next_try_succeeds(parcel(1000))


STEPS = ["connect", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "data"]


@pytest.mark.parametrize("word", STEPS)
@pytest.mark.parametrize(
    ("code", "after"),
    [(421, After.RETRY), (451, After.RETRY), (550, After.REPAIR), (554, After.REPAIR)],
)
def test_a_refusal_at_each_step_is_told_and_nothing_doubtful(far, word, code, after):
    if word == "DATA" and far.server.chunking:
        word = "BDAT"
    far.server.answers[word] = f"{code} non"
    error = far.put_trouble(parcel(1000))
    assert error.after is after, error
    assert ("demande d’attendre" if code < 500 else "refuse") in error.sentence
    assert far.messages == []
    far.server.answers.clear()
    far.next_try_succeeds(parcel(1000))


@pytest.mark.parametrize(
    ("word", "answer", "after", "words"),
    [
        ("AUTH", "535 5.7.8 non", After.REPAIR, "refuse le nom ou le mot de passe"),
        ("AUTH", "454 4.7.0 plus tard", After.RETRY, "demande d’attendre"),
        ("MAIL", "530 5.7.0 qui ?", After.REPAIR, "demande un nom et un mot de passe"),
        ("MAIL", "452 4.3.1 plein", After.RETRY, "n’a plus de place"),
        ("MAIL", "552 5.3.4 trop", After.REPAIR, "trop lourd, ou la boîte du"),
        ("RCPT", "550 5.1.1 inconnu", After.REPAIR, "refuse l’adresse «\u00a0" + LETTER.to),
        ("data", "452 4.3.1 plein", After.RETRY, "n’a plus de place"),
        ("data", "554 5.6.0 virus", After.REPAIR, "refuse l’envoi (code\u00a0554)"),
    ],
)  # fmt: skip
def test_what_the_server_refuses_is_told(far, word, answer, after, words):
    far.server.answers[word] = answer
    told = [far.put_trouble(parcel(1000))]
    if word != "data":  # a trial hands nothing over
        told.append(far.trouble(far.probe))
    for error in told:
        assert error.after is after
        assert words in error.sentence


@pytest.mark.parametrize("to", ["", "é@exemple.fr", "personne"])
def test_a_trial_to_what_is_no_mailbox_is_told(far, to):
    channel = replace(far.access.channel, to=to, sender=to)
    bad = replace(far, access=replace(far.access, channel=channel))
    error = bad.trouble(bad.probe)
    assert error.after is After.REPAIR
    assert "adresse de courriel" in error.sentence


def test_after_a_refusal_the_next_mail_of_the_connection_leaves(far, chunking):
    transport = open_transport(far.access)
    try:
        for word in ("MAIL", "RCPT", "data") if chunking else ("MAIL", "RCPT", "DATA", "data"):
            far.server.answers[word] = "550 non"
            far.trouble(lambda: transport.put(parcel(1000), Told()))
            far.server.answers.clear()
        transport.put(parcel(1000), Told())
    finally:
        transport.close()
    assert len(far.messages) == 1


def test_a_wrong_password_is_told(far):
    bad = far.with_secret("pas le bon é".encode())
    for error in (bad.trouble(bad.probe), bad.put_trouble(parcel(10))):
        assert error.after is After.REPAIR
        assert "refuse le nom ou le mot de passe" in error.sentence
    assert far.messages == []


@pytest.mark.parametrize("ways_in", ["XOAUTH2", "CRAM-MD5 GSSAPI"])
def test_a_server_that_takes_no_plain_password_is_told_none(far, ways_in):
    far.server.ways_in = ways_in
    for error in (far.trouble(far.probe), far.put_trouble(parcel(10))):
        assert error.after is After.REPAIR
        assert "n’accepte pas de mot de passe ordinaire" in error.sentence
    assert far.messages == []


def test_a_password_with_accents_is_one(far):
    far.server.password = "clé du château « 1 »"
    far.with_secret(far.server.password.encode()).put(parcel(10))
    assert len(far.messages) == 1


def test_without_a_password_a_server_that_wants_one_says_so(far):
    bad = replace(far, access=replace(far.access, secret=None))
    assert "demande un nom et un mot de passe" in bad.put_trouble(parcel(10)).sentence


def test_a_server_that_does_not_encrypt_is_sent_nothing(trusted):
    with serving(trusted, tls=False) as far:
        error = far.put_trouble(parcel(10))
        assert error.after is After.REPAIR
        assert "n’offre pas de connexion chiffrée" in error.sentence
        assert far.messages == []


def test_a_mail_too_large_is_told_before_it_is_sent(trusted):
    with serving(trusted, limit=100_000) as far:
        error = far.put_trouble(parcel(90_000))
        assert error.after is After.REPAIR
        assert "trop lourd" in error.sentence
        assert far.net.sent < 20_000
        far.next_try_succeeds(parcel(50_000))


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("expired", "n’est plus valable"),
        ("unknown", "Personne de connu ne répond du certificat"),
        ("wrong host", "n’est pas celui du serveur"),
    ],
)
@pytest.mark.parametrize("way", [Way.MAIL, Way.MAIL_TLS])
def test_a_certificate_that_proves_nothing_is_refused(tmp_path, what, words, way):
    authority = Authority()
    host = "127.0.0.2" if what == "wrong host" else "127.0.0.1"
    files = authority.issue(tmp_path, host=host, expired=what == "expired")
    known = Authority("Une autre") if what == "unknown" else authority
    at_once = way is Way.MAIL_TLS
    with mail_server(files, tls=not at_once, at_once=at_once) as server:
        error = reached(server, server.port, known, way=way).put_trouble(parcel(10))
        assert error.after is After.REPAIR
        assert words in error.sentence
        assert not server.taken


@pytest.mark.parametrize(
    "to", ["", "personne", "a@b, c@d", "é@exemple.fr", "a@b\r\nBcc: c@d", "Zoé <a@b>", "a b@c"]
)
def test_what_is_no_mailbox_is_told_and_never_sent(far, to):
    thing = parcel(10)
    error = far.put_trouble(Parcel(NAME, thing.data, thing.sha256, replace(LETTER, to=to)))
    assert error.after is After.REPAIR
    assert "n’est pas une adresse de courriel" in error.sentence or not to
    assert far.messages == []


@pytest.mark.parametrize("reply", [False, True], ids=["going", "coming"])
def test_cut_at_any_byte_it_never_arrives_twice(
    trusted, chunking, reply, torture_n, torture_figures
):
    thing, hand = parcel(200_000), Random(f"cut {reply}")
    cuts, doubtful, troubled = max(CUTS, torture_n), 0, 0
    with serving(trusted, chunking=chunking) as far:
        far.put(thing)
        passed = far.net.answered if reply else far.net.sent
    for _ in range(cuts):
        with serving(trusted, chunking=chunking) as far:
            at = hand.randrange(1, passed)
            if reply:
                far.net.cut_reply_after = at
            else:
                far.net.cut_after = at
            watch = Told()
            error = far.tried(thing, watch)
            far.none_or_one(thing)
            if error is None:
                assert far.all_files
                continue
            troubled += 1
            assert error.after in {After.RETRY, After.CHECK}, at
            if error.after is After.CHECK:
                doubtful += 1
                assert watch.committed, "it is doubtful only after the last step was told"
            else:
                assert not far.all_files, "known not to have arrived"
                far.next_try_succeeds(thing)
    how, where = "in pieces" if chunking else "at once", "answer" if reply else "sending"
    torture_figures(
        f"smtp {how}, the {where} cut at any byte",
        cuts=cuts, troubled=troubled, doubtful=doubtful, lost=0, doubled=0,
    )  # fmt: skip


def test_an_answer_that_is_lost_leaves_a_doubt(far):
    thing = parcel(1000)

    def cut_the_answer() -> None:
        far.net.cut_reply_after = far.net.answered

    error = far.put_trouble(thing, Told(at_last=cut_the_answer))
    assert error.after is After.CHECK
    assert "peut-être arrivé" in error.sentence
    far.none_or_one(thing)


def test_an_answer_too_long_to_be_read_leaves_a_doubt(far):
    far.server.answers["data"] = "250 " + "pris " * 3000
    assert far.put_trouble(parcel(1000)).after is After.CHECK


@pytest.mark.parametrize("told", ["²", "9" * 5000, "-1", "", "beaucoup"])
def test_a_size_that_is_no_number_limits_nothing(far, told):
    far.server.size_told = told
    far.next_try_succeeds(parcel(1000))


def test_a_stop_sends_nothing(far):
    transport = open_transport(far.access)
    with pytest.raises(StoppedError):
        transport.put(parcel(700_000), Told(stop_at=300_000))
    transport.close()
    assert far.messages == []
    far.next_try_succeeds(parcel(700_000))


def test_what_goes_wrong_before_the_last_step_sends_nothing(far):
    def disk_full() -> None:
        raise UserError("Le disque est plein.", "Faites de la place.")

    with pytest.raises(UserError, match="plein"):
        far.put(parcel(1000), Told(at_last=disk_full))
    assert far.messages == []


@pytest.mark.parametrize("when", ["from the start", "half way", "at the last step"])
def test_a_silent_server_is_not_waited_for_long(far, when, monkeypatch):
    patience(monkeypatch, 1)

    def silence() -> None:
        far.net.stalled = True

    watch = {"half way": Told(at_half=silence), "at the last step": Told(at_last=silence)}
    far.net.stalled = when == "from the start"
    with within(seconds=6):
        error = far.put_trouble(parcel(8 << 20), watch.get(when))
    assert error.after is (After.CHECK if when == "at the last step" else After.RETRY)
    far.net.break_now()


def test_nobody_there_is_told_at_once(far):
    far.net.down = True
    error = far.put_trouble(parcel(10))
    assert error.after is After.RETRY
    assert "ne répond pas" in error.sentence
