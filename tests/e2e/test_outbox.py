"""The outbox over each way, to real servers: what is queued arrives once, and its state is true."""

import json
from datetime import date, timedelta
from hashlib import sha256
from itertools import islice

import pytest

from coachdesk.domain.deliveries import DeliveryState
from coachdesk.queries.outbox import receipts, waiting
from coachdesk.queries.standing import envois_to_hand_over
from coachdesk.services.closing import use_case
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.directory.channels import ChannelFacts, save_channel
from coachdesk.services.outbox.again import (
    hand_over,
    note_receipt,
    receipt_file,
    send_again,
    settle,
    withdraw,
)
from coachdesk.services.outbox.receipts import fetch_receipts, receipt_file_name, save_receipt
from coachdesk.services.outbox.sending import send_due
from coachdesk.services.outbox.words import receipt_words, state_words
from support.far_ends import WAYS, far_end, in_folder, small_files
from support.outbox import bytes_sent, line, lines, queue_small, recipient, steps
from support.signing_desk import DAY
from support.stores import refusal_of

MONTH = DAY.replace(day=1)


@pytest.fixture(params=WAYS)
def far(request, tmp_path):
    with far_end(request.param, tmp_path / "ailleurs") as end:
        yield end


@pytest.fixture
def key(tmp_path):
    """A folder that receives, and its desk's recipient there."""
    with far_end("folder", tmp_path / "ailleurs") as end:
        yield end


def receipt_beside(folder, name, data, **changes):
    said = {
        "schema": "cdk-recu/1", "file": name, "sha256": sha256(data).hexdigest(),
        "received_at": "2023-06-02T10:00:00+02:00", "by": "Service insertion", **changes,
    }  # fmt: skip
    folder.joinpath(f"{name}.recu.json").write_text(json.dumps(said), "utf-8")


def states(desk):
    return {each.state for each in lines(desk).values()}


def exports(desk, entity_id):
    rows = desk.read(
        lambda link: link.exec_driver_sql(
            "SELECT p.body FROM journal_entry e JOIN journal_payload p USING (seq) "
            "WHERE e.kind = 'export' AND e.entity_id = ?",
            (entity_id.hex,),
        ).all()
    )
    return [json.loads(body) for (body,) in rows]


def test_what_waits_arrives_whole_and_its_state_says_so(desk, far):
    recipient(desk, far.facts())
    queue_small(desk, islice(small_files(1), 3))
    assert send_due(desk).handed == 3
    assert far.arrived() == {name: [data] for name, data in bytes_sent(desk).items()}
    for each in lines(desk).values():
        assert each.state is DeliveryState.HANDED_OVER
        assert each.handed_at == desk.clock.now()
        told = [(step.state, step.words) for step in steps(desk, each.id)]
        queued, sending, handed = DeliveryState.QUEUED, DeliveryState.SENDING, each.state
        assert told == [(queued, None), (sending, None), (handed, None)]
    assert send_due(desk).handed == 0, "nothing is sent twice"
    assert desk.read(waiting).number == 0


def test_a_link_that_is_cut_is_told_and_tried_again_later_and_later(desk, fixed_clock, tmp_path):
    with far_end("sftp", tmp_path / "ailleurs") as far:
        recipient(desk, far.facts())
        (delivery,) = queue_small(desk, [b"un envoi"])
        far.link.down = True
        waits = []
        for attempt in range(1, 5):
            assert send_due(desk).troubled == 1
            failed = line(desk, delivery)
            assert (failed.state, failed.attempts) == (DeliveryState.FAILED, attempt)
            assert "ne répond pas" in failed.trouble
            waits.append(failed.next_try - fixed_clock.now())
            assert send_due(desk).troubled == 0, "its time has not come"
            fixed_clock.set_wall(failed.next_try)
        for wait, usual in zip(waits, (1, 2, 4, 8), strict=True):
            assert 0.75 <= wait / timedelta(minutes=usual) <= 1.25
        far.link.down = False
        assert send_due(desk).handed == 1
        sent = line(desk, delivery)
        assert (sent.attempts, sent.trouble, sent.next_try) == (0, None, None)


def test_asked_for_it_is_tried_at_once(desk, tmp_path):
    with far_end("webdav", tmp_path / "ailleurs") as far:
        recipient(desk, far.facts())
        first, second = queue_small(desk, [b"un", b"deux"])
        far.link.down = True
        send_due(desk)
        far.link.down = False
        assert send_due(desk, only=[first]).handed == 1
        assert line(desk, second).state is DeliveryState.FAILED


@pytest.mark.parametrize("way", ["folder", "sftp", "webdav"])
def test_a_receipt_makes_it_received_and_nothing_else_does(desk, tmp_path, way):
    with far_end(way, tmp_path / "ailleurs") as far:
        recipient(desk, far.facts())
        queue_small(desk, islice(small_files(2), 4))
        send_due(desk)
        right, other, unreadable, large = lines(desk).values()
        sent = bytes_sent(desk)
        folder = far.folder if way == "folder" else far.server.folder
        assert fetch_receipts(desk).confirmed == 0
        receipt_beside(folder, right.filename, sent[right.filename])
        receipt_beside(folder, other.filename, b"un autre fichier")
        folder.joinpath(f"{unreadable.filename}.recu.json").write_bytes(b"\xff{")
        folder.joinpath(f"{large.filename}.recu.json").write_bytes(b" " * 70_000)
        for _ in range(2):  # the same ones again change nothing, and are told once
            fetched = fetch_receipts(desk)
            (trouble,) = fetched.troubles
            assert "trop gros" in trouble
        assert line(desk, right.id).state is DeliveryState.CONFIRMED
        assert line(desk, right.id).confirmed_at == desk.clock.now()
        assert steps(desk, right.id)[-1].words == "reçu par Service insertion"
        for each, words in ((other, "autre fichier"), (unreadable, "pas lisible"),
                            (large, "trop gros")):  # fmt: skip
            assert line(desk, each.id).state is DeliveryState.HANDED_OVER
            told = [step.words for step in steps(desk, each.id) if step.words]
            assert len(told) == 1
            assert words in told[0]
        receipt_beside(folder, other.filename, sent[other.filename])
        assert fetch_receipts(desk).confirmed == 1, "put right, it counts"


def test_another_file_of_its_name_is_left_alone_until_somebody_looked(desk, key):
    recipient(desk, key.facts())
    (delivery,) = queue_small(desk, [b"le bon"])
    target = key.folder / line(desk, delivery).filename
    target.write_bytes(b"un autre")
    send_due(desk)
    assert line(desk, delivery).state is DeliveryState.CONFLICT
    assert target.read_bytes() == b"un autre"
    assert send_due(desk) == send_due(desk), "it waits for somebody"
    assert desk.read(waiting).stuck == 1
    target.rename(target.with_name("rangé.zip"))
    settle(desk, delivery, arrived=False)
    assert send_due(desk).handed == 1
    assert target.read_bytes() == b"le bon"


def test_the_very_file_there_already_is_not_sent_twice(desk, far):
    recipient(desk, far.facts())
    (delivery,) = queue_small(desk, [b"un envoi"])
    send_due(desk)
    before = far.arrived()
    send_again(desk, delivery)
    assert line(desk, delivery).state is DeliveryState.QUEUED
    assert send_due(desk).handed == 1
    if far.link is None or "sftp" in far.facts().url or "webdav" in far.facts().url:
        assert far.arrived() == before
    else:
        first, second = far.server.messages
        assert first["Message-ID"] == second["Message-ID"], "a server that has it drops it"


def test_what_is_withdrawn_stays_in_the_list_with_its_reason(desk, key):
    recipient(desk, key.facts())
    kept, gone = queue_small(desk, [b"un", b"deux"])
    assert "motif" in str(refusal_of(lambda: withdraw(desk, gone, "  ")))
    withdraw(desk, gone, "remis à la réunion")
    send_due(desk)
    assert len(key.arrived()) == 1
    assert line(desk, gone).state is DeliveryState.WITHDRAWN
    assert steps(desk, gone)[-1].words == "remis à la réunion"
    assert refusal_of(lambda: withdraw(desk, kept, "trop tard")) is not None, "it left"
    assert refusal_of(lambda: settle(desk, kept, arrived=True)) is not None
    send_again(desk, gone)
    assert send_due(desk).handed == 1


def test_on_a_key_it_is_the_same_file_and_the_journal_knows(desk, key, tmp_path):
    recipient(desk, ChannelFacts("sftp://odile@127.0.0.1:9/recus", "secret", "SHA256:abc"))
    (delivery,) = queue_small(desk, [b"un envoi"])
    hand_over(desk, delivery, key.folder)
    assert line(desk, delivery).state is DeliveryState.HANDED_OVER
    (arrived,) = key.folder.iterdir()
    assert arrived.read_bytes() == b"un envoi"
    package = desk.read(lambda link: link.exec_driver_sql("SELECT id FROM package").scalar_one())
    (noted,) = desk.read(
        lambda link: link.exec_driver_sql(
            "SELECT p.body FROM journal_entry e JOIN journal_payload p USING (seq) "
            "WHERE e.kind = 'export' AND e.entity_id = ?",
            (package,),
        ).all()
    )
    assert json.loads(noted[0])["sha256"] == sha256(b"un envoi").hexdigest()
    other = tmp_path / "seconde clé"
    other.mkdir()
    hand_over(desk, delivery, other)
    assert in_folder(other) == in_folder(key.folder), "one more key, the same bytes"
    withdrawn = queue_small(desk, [b"deux"], first=5)[0]
    withdraw(desk, withdrawn, "erreur")
    assert refusal_of(lambda: hand_over(desk, withdrawn, other)) is not None
    assert len(list(other.iterdir())) == 1


def test_a_receipt_by_phone_is_noted_with_who_gave_it(desk, key):
    recipient(desk, key.facts())
    (delivery,) = queue_small(desk, [b"un envoi"])
    assert refusal_of(lambda: note_receipt(desk, delivery, "Mme Martin")) is not None, "not sent"
    send_due(desk)
    assert "nom" in str(refusal_of(lambda: note_receipt(desk, delivery, "")))
    note_receipt(desk, delivery, "Mme Martin")
    assert line(desk, delivery).state is DeliveryState.CONFIRMED
    assert steps(desk, delivery)[-1].words == "confirmé par Mme Martin"


def test_a_receipt_has_its_day_and_what_was_sent_to_say_so(desk, key, on, tmp_path):
    recipient(desk, key.facts())
    (delivery,) = queue_small(desk, [b"un envoi"])
    send_due(desk)
    on(date(2023, 6, 20))
    mail = tmp_path / "accuse.eml"
    mail.write_bytes(b"Subject: bien recu\r\n")

    def note(day, file=None):
        note_receipt(desk, delivery, "Mme Roy, par courriel", day, file)

    assert "pas encore venu" in str(refusal_of(lambda: note(date(2023, 6, 21))))
    assert "pas encore fait" in str(refusal_of(lambda: note(date(2023, 5, 31))))
    program = tmp_path / "accuse.exe"
    program.write_bytes(b"MZ programme")
    assert "programme" in str(refusal_of(lambda: receipt_file(program)))
    note(date(2023, 6, 12), receipt_file(mail))
    assert steps(desk, delivery)[-1].words == (
        "confirmé le 12\u00a0juin\u00a02023 par Mme Roy, par courriel\u202f; gardé\u00a0: "
        "«\u00a0accuse.eml\u00a0»"
    )
    kept = line(desk, delivery)
    assert state_words(kept, desk.clock.now()) == "reçu, accusé du 12/06/2023"
    (receipt,) = desk.read(lambda link: receipts(link, delivery))
    told = "Accusé de Mme Roy, par courriel\u00a0: reçu le 12\u00a0juin\u00a02023"
    assert receipt_words(receipt) == told
    name = receipt_file_name(desk, receipt.id)
    assert name == "CoachDesk_2010-01_v1-accuse.eml"
    assert save_receipt(desk, receipt.id, tmp_path / name).read_bytes() == mail.read_bytes()
    assert [each["file"] for each in exports(desk, receipt.id)] == [name]


def test_a_receipt_of_today_by_phone_has_its_hour_and_no_file(desk, key, tmp_path):
    recipient(desk, key.facts())
    (delivery,) = queue_small(desk, [b"un envoi"])
    send_due(desk)
    note_receipt(desk, delivery, "Mme Roy", desk.clock.now().date())
    (receipt,) = desk.read(lambda link: receipts(link, delivery))
    assert (receipt.said_at, receipt.kept) == (desk.clock.now(), False)
    assert refusal_of(lambda: save_receipt(desk, receipt.id, tmp_path / "x")) is not None


def test_a_month_closed_is_in_the_outbox_and_handed_over_once_it_left(desk, dossier, key):
    recipient(desk, key.facts())
    action = desk.action(None)
    closed = close_month(desk, action, MONTH, force_reason="essai")
    ((delivery, waits),) = lines(desk).items()
    assert (waits.state, waits.filename) == (DeliveryState.QUEUED, closed.filename)

    def to_hand_over():
        return desk.read(lambda link: envois_to_hand_over(link, action.id))

    assert to_hand_over() == (), "the outbox tells of it"
    withdraw(desk, delivery, "essai")
    assert to_hand_over() == (MONTH,), "what was withdrawn never left"
    send_again(desk, delivery)
    send_due(desk)
    assert to_hand_over() == ()
    assert sha256(key.arrived()[closed.filename][0]).hexdigest() == closed.sha256
    assert line(desk, delivery).state is DeliveryState.HANDED_OVER


def test_a_closing_that_is_cut_queues_nothing(desk, dossier, key):
    recipient(desk, key.facts())

    def stop_at_the_end(share, _what):
        if share == 1.0:
            raise use_case.CancelledError

    assert (
        refusal_of(
            lambda: close_month(
                desk, desk.action(None), MONTH, force_reason="essai", progress=stop_at_the_end
            )
        )
        is not None
    )
    assert lines(desk) == {}


def test_said_to_have_arrived_at_a_look_it_is_handed_over(desk, key):
    made = recipient(desk, key.facts())
    (delivery,) = queue_small(desk, [b"le bon"])
    (key.folder / line(desk, delivery).filename).write_bytes(b"un autre")
    send_due(desk)
    settle(desk, delivery, arrived=True)
    assert line(desk, delivery).state is DeliveryState.HANDED_OVER
    save_channel(desk, made, ChannelFacts(""))
    assert fetch_receipts(desk).troubles == ()


def test_what_is_said_of_a_month_that_begins_with_a_vowel_is_french(desk, key):
    recipient(desk, key.facts())
    (delivery,) = queue_small(desk, [b"un envoi"], first=9)
    assert line(desk, delivery).subject == "Mois d’octobre\u00a02010"
