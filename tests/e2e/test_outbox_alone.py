"""One bad delivery holds back no other; one program sends at a time; a restore sends nothing."""

import hashlib
import shutil
from contextlib import closing, contextmanager
from itertools import islice
from zipfile import ZipFile

import pytest

from coachdesk.core.store_files import DATABASE_FILE
from coachdesk.domain.deliveries import DeliveryState
from coachdesk.models import Recipient
from coachdesk.services.backup.elsewhere import backup_to
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.directory.channels import ChannelFacts
from coachdesk.services.directory.recipients import Takes
from coachdesk.services.outbox.again import send_again, settle
from coachdesk.services.outbox.backups import queue_backup
from coachdesk.services.outbox.content import WAITING
from coachdesk.services.outbox.receipts import fetch_receipts
from coachdesk.services.outbox.recovering import SENDING_FILE, recover
from coachdesk.services.outbox.sending import send_due
from coachdesk.store.engine import cipher_connect
from coachdesk.store.vault import unlock
from coachdesk.system.alone import alone
from support.command import PASSPHRASE
from support.far_ends import far_end, small_files
from support.outbox import line, lines, queue_small, recipient, steps
from support.signing_desk import DAY, make_desk, reopen
from support.stores import refusal_of

MONTH = DAY.replace(day=1)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    directory = tmp_path_factory.mktemp("alone") / "magasin"
    make_desk(directory, 1)
    return directory


@pytest.fixture
def desk(made, tmp_path, clock):
    opened = reopen(shutil.copytree(made, tmp_path / "magasin"), clock)
    yield opened
    opened.close()


@pytest.fixture
def key(tmp_path):
    with far_end("folder", tmp_path / "dossier") as end:
        yield end


class FaultError(Exception):
    """A fault of the program."""


class Watch:
    """It meets a fault at a delivery, or stops there."""

    def __init__(self, at, *, stops=False):
        self.at, self.stops, self.now = at, stops, 0

    def begun(self, _subject, number, _total):
        self.now = number

    def sent(self, done, total):
        if self.now == self.at and done == total and not self.stops:
            raise FaultError

    def cancelled(self):
        return self.stops and self.now >= self.at


def test_a_fault_of_the_program_is_told_once_the_others_have_left(desk, key):
    recipient(desk, key.facts())
    first, second, third = queue_small(desk, islice(small_files(3), 3))
    with pytest.raises(FaultError):
        send_due(desk, watch=Watch(2))
    assert {line(desk, each).state for each in (first, third)} == {DeliveryState.HANDED_OVER}
    failed = line(desk, second)
    assert failed.state is DeliveryState.FAILED
    assert failed.next_try is not None
    assert "inattendue" in failed.trouble
    assert send_due(desk, only=[second]).handed == 1


def test_an_address_that_cannot_be_read_or_bytes_that_were_damaged_hold_back_nothing(
    desk, key, tmp_path
):
    bad = recipient(desk, key.facts(), "Illisible")
    recipient(desk, key.facts(), "Bonne adresse")
    recipient(desk, ChannelFacts("file:///nulle/part"), "Absente")
    queue_small(desk, islice(small_files(4), 2))
    with desk.store.write() as uow:
        uow.session.get_one(Recipient, bad).channel = "gopher://personne"
        uow.commit()
    damaged = next(iter(lines(desk).values()))
    desk.close()
    with tampering_of(desk.store.directory) as link:
        link.execute("DROP TRIGGER package_unchanged")
        link.execute("UPDATE package SET data = x'00' WHERE filename = ?", (damaged.filename,))
        link.commit()
    again = reopen(desk.store.directory, desk.clock)
    report = send_due(again)
    assert report.handed == 1
    found = {}
    for each in lines(again).values():
        found.setdefault(each.recipient, []).append((each.state, each.trouble))
    assert {state for state, _ in found["Illisible"]} == {DeliveryState.FAILED}
    assert any("introuvable" in trouble for _, trouble in found["Absente"])
    states = sorted(state for state, _ in found["Bonne adresse"])
    assert states == [DeliveryState.FAILED, DeliveryState.HANDED_OVER]
    assert any("abîmé" in (trouble or "") for _, trouble in found["Bonne adresse"])
    assert len(fetch_receipts(again).troubles) <= 1
    again.close()


@contextmanager
def tampering_of(directory):
    """A bare connection, on which anything can be typed."""
    key = unlock(directory, PASSPHRASE).data_key
    with closing(cipher_connect(directory / DATABASE_FILE, key, "rw")) as link:
        yield link


def test_stopped_it_waits_as_it_did(desk, key):
    recipient(desk, key.facts())
    queue_small(desk, islice(small_files(5), 3))
    report = send_due(desk, watch=Watch(2, stops=True))
    assert (report.handed, report.stopped) == (1, True)
    assert sorted(each.state for each in lines(desk).values()) == [
        DeliveryState.HANDED_OVER, DeliveryState.QUEUED, DeliveryState.QUEUED
    ]  # fmt: skip
    assert send_due(desk).handed == 2


def test_two_programs_do_not_send_at_once(desk, key):
    recipient(desk, key.facts())
    queue_small(desk, [b"un envoi"])
    with alone(desk.store.directory / SENDING_FILE) as mine:
        assert mine
        assert "déjà en cours" in str(refusal_of(lambda: send_due(desk)))
        assert recover(desk) == 0
    assert send_due(desk).handed == 1


def test_a_recipient_without_a_way_any_more_is_told_of(desk, key):
    made = recipient(desk, key.facts())
    (delivery,) = queue_small(desk, [b"un envoi"])
    with desk.store.write() as uow:
        uow.session.get_one(Recipient, made).channel = None
        uow.commit()
    assert send_due(desk).troubled == 1
    assert "voie d’envoi" in line(desk, delivery).trouble


def test_after_a_restore_nothing_leaves_by_itself(desk, key, tmp_path):
    recipient(desk, key.facts())
    waits, left = queue_small(desk, [b"un", b"deux"])
    send_due(desk, only=[left])
    copy = backup_to(desk, tmp_path / "copies").path
    send_due(desk)
    restored = reopen(copy, desk.clock)
    recover(restored)
    assert line(restored, waits).state is DeliveryState.TO_CHECK
    assert line(restored, left).state is DeliveryState.HANDED_OVER, "what left, left"
    assert "copie" in steps(restored, waits)[-1].words
    assert send_due(restored).handed == 0
    kinds = restored.read(
        lambda link: link.exec_driver_sql(
            "SELECT kind, count(DISTINCT incarnation) FROM journal_entry WHERE kind = 'incarnation'"
        ).one()
    )
    assert kinds == ("incarnation", 2)
    assert restored.store.verify(restored.identity.certificate.public_key).fault is None
    settle(restored, waits, arrived=False)
    assert send_due(restored).handed == 1, "once she looked, it is found there"
    assert len(key.arrived()) == 2
    restored.close()
    again = reopen(copy, desk.clock)
    assert recover(again) == 0, "it is settled once"
    again.close()


def test_a_sauvegarde_rides_along_and_only_the_last_one_waits(desk, key, tmp_path):
    recipient(desk, key.facts(), takes=[Takes.BACKUPS])
    action = desk.action(None)
    close_month(desk, action, MONTH, force_reason="essai")
    ((first, waiting),) = lines(desk).items()
    assert waiting.kind == "backup"
    folder = desk.store.directory / WAITING
    size = (desk.store.directory / "store.db").stat().st_size
    assert len(list(folder.iterdir())) == 1
    (second,) = queue_backup(desk, action)
    assert line(desk, first).state is DeliveryState.WITHDRAWN
    assert "plus récente" in steps(desk, first)[-1].words
    assert len(list(folder.iterdir())) == 1
    assert send_due(desk).handed == 1
    assert list(folder.iterdir()) == [], "it is kept by whoever got it"
    kept = line(desk, second)
    (data,) = key.arrived()[kept.filename]
    assert hashlib.sha256(data).hexdigest() == kept.sha256
    arrived = tmp_path / "reçue.zip"
    arrived.write_bytes(data)
    with ZipFile(arrived) as archive:
        archive.extractall(tmp_path / "reçue")
    (store,) = (tmp_path / "reçue").iterdir()
    restored = reopen(store, desk.clock)
    assert restored.read(lambda link: link.exec_driver_sql("SELECT count(*) FROM closing")
                         .scalar_one()) == 1  # fmt: skip
    restored.close()
    assert (desk.store.directory / "store.db").stat().st_size < size + 200_000, "not in the store"
    send_again(desk, second)
    assert send_due(desk).troubled == 1
    assert "n’attend plus" in line(desk, second).trouble


def test_a_sauvegarde_that_can_not_be_made_leaves_the_month_closed_and_is_told(desk, key):
    recipient(desk, key.facts(), takes=[Takes.BACKUPS])
    (desk.store.directory / WAITING).write_bytes(b"")  # a file where its folder should be
    closed = close_month(desk, desk.action(None), MONTH, force_reason="essai")
    assert closed.filename
    assert "La sauvegarde à envoyer n’a pas pu être faite" in closed.without_backup
    assert lines(desk) == {}
