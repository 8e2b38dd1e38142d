"""The envois get a timestamp after a sending, and their recipients get it once."""

import hashlib
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from coachdesk.core.errors import UserError
from coachdesk.core.ids import new_id
from coachdesk.domain.deliveries import DeliveryKind, DeliveryState
from coachdesk.models import Closing, Delivery, Package, Recipient, TimestampToken
from coachdesk.queries.outbox import month_deliveries, outbox
from coachdesk.queries.standing import envois_to_hand_over
from coachdesk.services.directory.channels import ChannelFacts, save_channel
from coachdesk.services.directory.recipients import Takes, remove_recipient, save_recipient
from coachdesk.services.outbox.again import note_receipt, withdraw
from coachdesk.services.outbox.looking import awaited
from coachdesk.services.outbox.queueing import queue_package
from coachdesk.services.outbox.sending import send_due
from coachdesk.services.outbox.stamping import stamp_packages
from coachdesk.services.outbox.timestamp_authority import keep_authority, kept_authority
from coachdesk.sync.zipfmt import unpack
from support.pdf_tools import run
from support.servers.authority_of_time import NAME, authority_of_time
from support.stamping import MAY, closed

DEPARTMENT, ASSOCIATION = "Département", "Association"


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    home = tmp_path_factory.mktemp("tsa")
    with authority_of_time(home) as authority:
        authority.home = home
        yield authority


@pytest.fixture
def authority(running):
    running.requests.clear()
    yield running
    running.status = 200
    running.change = lambda data: data


def reached(desk, folder: Path, name=DEPARTMENT, certificate="") -> UUID:
    """A recipient of months, by a folder."""
    folder.mkdir()
    made = save_recipient(desk, desk.actions[0], None, {"name": name}, {Takes.MONTHS})
    save_channel(desk, made, ChannelFacts(folder.as_uri(), certificate=certificate))
    return made


def supplements(desk):
    listing = select(Delivery.package_id, Delivery.recipient_id, Delivery.id).where(
        Delivery.kind == DeliveryKind.TIMESTAMP
    )
    return desk.read(lambda link: link.execute(listing).all())


def tokens(desk):
    listing = select(TimestampToken.package_id).order_by(TimestampToken.id)
    return desk.read(lambda link: link.execute(listing).scalars().all())


def test_nothing_is_asked_while_no_authority_is_set(desk, authority, tmp_path):
    reached(desk, tmp_path / "la")
    closed(desk)
    send_due(desk)
    stamped = stamp_packages(desk)
    assert (stamped.number, stamped.trouble, stamped.queued) == (0, None, ())
    assert not authority.requests
    assert not supplements(desk)


def test_the_timestamp_arrives_beside_the_envoi_and_openssl_takes_it(desk, authority, tmp_path):
    reached(desk, tmp_path / "la")
    closed(desk)
    keep_authority(desk, authority.url, authority.root)
    send_due(desk)
    stamped = stamp_packages(desk)
    assert (stamped.number, stamped.trouble, len(stamped.queued)) == (1, None, 1)
    assert send_due(desk, only=stamped.queued).handed == 1
    (package,) = (tmp_path / "la").glob("*.zip")
    token = package.with_name(f"{package.name}.tsr")
    assert sorted((tmp_path / "la").iterdir()) == [package, token]
    (tmp_path / "manifest.json").write_bytes(unpack(package.read_bytes()).files["manifest.json"])
    done = run(
        "openssl", "ts", "-verify", "-in", token, "-data", tmp_path / "manifest.json",
        "-CAfile", authority.home / "root.pem",
    )  # fmt: skip
    assert "Verification: OK" in done.stdout + done.stderr
    said = run("openssl", "ts", "-reply", "-in", token, "-text").stdout
    assert "Status: Granted" in said
    assert NAME.split()[0] in said
    assert stamp_packages(desk).number == 0
    assert len(authority.requests) == 1


def test_it_is_not_encrypted_and_the_list_says_so(desk, authority, tmp_path):
    key = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=la")
    run(*key, "-keyout", "k.pem", "-out", "c.pem", folder=tmp_path)
    reached(desk, tmp_path / "la", certificate=(tmp_path / "c.pem").read_text())
    closed(desk)
    keep_authority(desk, authority.url)
    stamp_packages(desk)
    lines = desk.read(lambda link: outbox(link, desk.actions[0].id))
    assert [(line.kind, line.encrypted, line.filename[-8:]) for line in reversed(lines)] == [
        (DeliveryKind.MONTH, True, ".zip.p7m"),
        (DeliveryKind.TIMESTAMP, False, ".zip.tsr"),
    ]
    assert lines[0].subject == "Horodatage du mois de mai\u00a02023"
    assert send_due(desk).handed == 2


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://horodatage..fr/tsa", "n’est pas l’adresse d’une autorité d’horodatage"),
        ("http://claire:secret@h:22x/", "n’est pas l’adresse d’une autorité d’horodatage"),
        ("ftp://claire:secret@h/", "n’est pas l’adresse d’une autorité d’horodatage"),
        ("http://claire:secret@h/", "Le mot de passe ne s’écrit pas dans l’adresse"),
    ],
)
def test_what_is_no_authority_s_address_is_told_without_its_password(desk, address, words):
    with pytest.raises(UserError) as caught:
        keep_authority(desk, address)
    assert words in caught.value.sentence
    assert "secret" not in str(caught.value)


def test_a_certificate_with_words_around_it_serves(desk, authority):
    closed(desk)
    keep_authority(desk, authority.url, f"Autorité d’essai\n{authority.root}")
    assert stamp_packages(desk).number == 1


def test_the_last_versions_are_asked_for_first(desk, authority):
    old = closed(desk, date(2023, 3, 1))
    first = closed(desk, date(2023, 4, 1))
    last = closed(desk, date(2023, 4, 1), 2)
    keep_authority(desk, authority.url)
    assert stamp_packages(desk).number == 3
    assert tokens(desk) == [last, old, first]


def test_a_failure_is_said_and_asked_again_in_its_time(desk, authority, fixed_clock, tmp_path):
    reached(desk, tmp_path / "la")
    closed(desk)
    closed(desk, date(2023, 4, 1))
    keep_authority(desk, authority.url, authority.root)
    authority.status = 503
    failed = stamp_packages(desk)
    assert failed.number == 0
    assert "l’erreur 503" in failed.trouble
    assert len(authority.requests) == 1, "the others would meet it too"
    assert send_due(desk).handed == 2, "it blocks nothing"
    authority.status = 200
    assert stamp_packages(desk) == failed, "it waits its time, and still says why"
    assert len(authority.requests) == 1
    fixed_clock.set_wall(fixed_clock.now() + timedelta(minutes=2))
    done = stamp_packages(desk)
    assert (done.number, done.trouble, len(done.queued)) == (2, None, 2)


def test_she_need_not_wait(desk, authority):
    closed(desk)
    keep_authority(desk, authority.url)
    authority.change = lambda answer: answer[:-5]
    assert "coupé" in stamp_packages(desk).trouble
    authority.change = lambda answer: answer
    assert stamp_packages(desk, asked=True).number == 1


def test_another_authority_does_not_wait_for_the_first(desk, authority):
    closed(desk)
    keep_authority(desk, "http://127.0.0.1:9/tsa")
    assert "ne répond pas" in stamp_packages(desk).trouble
    keep_authority(desk, authority.url)
    assert stamp_packages(desk).number == 1
    keep_authority(desk, "")
    assert desk.read(kept_authority) is None


def test_what_was_queued_is_not_queued_again_whatever_became_of_it(desk, authority, tmp_path):
    reached(desk, tmp_path / "la")
    closed(desk)
    keep_authority(desk, authority.url)
    (queued,) = stamp_packages(desk).queued
    assert stamp_packages(desk).queued == ()
    withdraw(desk, queued, "pas besoin")
    assert stamp_packages(desk).queued == ()
    keep_authority(desk, f"{authority.url}/autre")
    again = stamp_packages(desk)
    assert (again.number, again.queued) == (1, ())


def test_a_damaged_envoi_holds_back_no_other(desk, authority):
    with desk.store.write() as uow:
        closing = Closing(
            id=new_id(), action_id=desk.actions[0].id, month=date(2023, 6, 1), revision=1,
            closed_at=uow.now, figures="{}", gaps="[]",
        )  # fmt: skip
        uow.session.add(closing)
        uow.session.flush()
        digest = hashlib.sha256(b"abc").hexdigest()
        uow.session.add(
            Package(id=new_id(), closing_id=closing.id, filename="x.zip", sha256=digest, data=b"a")
        )
        uow.commit()
    good = closed(desk)
    keep_authority(desk, authority.url)
    stamped = stamp_packages(desk)
    assert (stamped.number, tokens(desk)) == (1, [good])
    assert "abîmé" in stamped.trouble


def test_it_stops_when_told_to(desk, authority):
    closed(desk)
    keep_authority(desk, authority.url)
    assert stamp_packages(desk, cancelled=lambda: True).number == 0
    assert not authority.requests


def test_nobody_waits_for_the_receipt_of_a_timestamp(desk, authority, tmp_path):
    reached(desk, tmp_path / "la")
    closed(desk)
    keep_authority(desk, authority.url)
    send_due(desk)
    send_due(desk, only=stamp_packages(desk).queued)
    assert awaited(desk).receipts == 1
    (month,) = desk.read(lambda link: month_deliveries(link, desk.actions[0].id, MAY))
    note_receipt(desk, month.id, "Service insertion")
    assert awaited(desk).receipts == 0


def test_a_connection_is_good_for_a_timestamp_when_its_time_has_come(desk, authority, fixed_clock):
    closed(desk)
    assert not awaited(desk).stamps
    keep_authority(desk, authority.url)
    assert awaited(desk).stamps
    authority.status = 500
    stamp_packages(desk)
    assert not awaited(desk).stamps
    authority.status = 200
    fixed_clock.set_wall(fixed_clock.now() + timedelta(minutes=2))
    assert awaited(desk).stamps
    stamp_packages(desk)
    assert not awaited(desk).stamps


def test_a_timestamp_that_arrives_is_no_envoi_handed_over(desk, authority, tmp_path):
    """Only its supplement arrives: the month is still to be handed over."""
    gone = reached(desk, tmp_path / "la")
    closed(desk)
    keep_authority(desk, authority.url)
    queued = stamp_packages(desk).queued
    assert send_due(desk, only=queued).handed == 1
    action = desk.actions[0].id
    lines = desk.read(lambda link: outbox(link, action))
    withdraw(desk, next(line.id for line in lines if line.kind is DeliveryKind.MONTH), "en main")
    assert desk.read(lambda link: envois_to_hand_over(link, action)) == (date(2023, 5, 1),)
    remove_recipient(desk, gone)


def test_an_authority_is_kept_in_no_journal_nor_log_with_a_name(desk, authority, caplog):
    closed(desk)
    keep_authority(desk, authority.url)
    stamp_packages(desk)
    assert desk.coach.name not in caplog.text
    assert all(desk.coach.name.encode() not in each for each in authority.requests)


@pytest.mark.parametrize(
    "url",
    ["tsa.exemple.fr", "ftp://tsa.exemple.fr/", "https://", "http://a:b@tsa.exemple.fr/",
     "http://tsa.exemple.fr:99999/", "http://tsa exemple.fr/", "http://[::1/"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(desk, url):
    with pytest.raises(UserError):
        keep_authority(desk, url)
    assert desk.read(kept_authority) is None


def test_a_certificate_that_is_none_is_refused(desk):
    with pytest.raises(UserError):
        keep_authority(desk, "https://tsa.exemple.fr/", "bonjour")


def test_never_two_supplements_for_an_envoi_and_a_recipient(desk, authority, tmp_path):  # noqa: C901  (one rule each)
    """In any order of closings, timestamps, failures, new recipients, withdrawals and sendings."""
    months = iter(date(2000 + number // 12, number % 12 + 1, 1) for number in range(10_000))
    names = iter(range(10_000))

    class Machine(RuleBasedStateMachine):
        @initialize()
        def begin(self):
            self.new_recipient()
            self.close()

        @rule()
        def close(self):
            closed(desk, next(months))

        @rule()
        def new_recipient(self):
            number = next(names)
            reached(desk, tmp_path / f"r{number}", f"Destinataire {number}")

        @rule()
        def late_recipient(self):
            """An envoi that is stamped already goes to one more."""
            with desk.store.write() as uow:
                for package in uow.session.scalars(select(Package)).all():
                    queue_package(uow, desk.actions[0], package)
                uow.commit()

        @rule(status=st.sampled_from([200, 200, 500]), path=st.sampled_from(["", "/autre"]))
        def stamp(self, status, path):
            authority.status = status
            keep_authority(desk, authority.url + path)
            stamp_packages(desk)
            authority.status = 200

        @rule()
        def send(self):
            send_due(desk)

        @rule(kind=st.sampled_from([DeliveryKind.MONTH, DeliveryKind.TIMESTAMP]))
        def withdraw_one(self, kind):
            waiting = select(Delivery.id).where(
                Delivery.kind == kind, Delivery.state == DeliveryState.QUEUED
            )
            for each in desk.read(lambda link: link.execute(waiting.limit(1)).scalars().all()):
                withdraw(desk, each, "à la main")

        @invariant()
        def once(self):
            counts = Counter((each.package_id, each.recipient_id) for each in supplements(desk))
            assert not counts or max(counts.values()) == 1

        def teardown(self):
            authority.status = 200
            keep_authority(desk, authority.url)
            for _ in range(2):  # the second finds nothing to do
                assert stamp_packages(desk).trouble is None
            assert stamp_packages(desk).queued == ()
            self.once()
            went = select(Delivery.package_id, Delivery.recipient_id).where(
                Delivery.kind == DeliveryKind.MONTH, Delivery.state != DeliveryState.WITHDRAWN
            )
            owed = desk.read(lambda link: {tuple(each) for each in link.execute(went)})
            had = {(each.package_id, each.recipient_id) for each in supplements(desk)}
            assert owed <= had
            for each in desk.read(
                lambda link: link.execute(
                    select(Recipient.id).where(Recipient.retired_on.is_(None))
                ).scalars().all()
            ):  # fmt: skip
                remove_recipient(desk, each)

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=5,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
