"""Each write of each act fails in turn, or the disk is full: said in words, nothing lost, goes on.

Import, signing, closing, copies, papers of several signers and upgrades have files of their own.
"""

import errno
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count, islice
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest

from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.domain.deliveries import DeliveryState
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.calendar_export import CalendarWanted, Stretch, export_calendar
from coachdesk.services.desk import Desk, open_desk
from coachdesk.services.directory.channels import ChannelFacts
from coachdesk.services.drafts import save_draft
from coachdesk.services.duplicates import known_people
from coachdesk.services.first_run import make_sheet, new_recovery_key, save_sheet
from coachdesk.services.outbox.recovering import recover
from coachdesk.services.outbox.sending import send_due
from coachdesk.services.security import save_trust_card
from coachdesk.services.settings_file.gather import gathered, save_bundle
from support.clock import FixedClock
from support.far_ends import small_files
from support.faults import file_size_limit
from support.faults_files import io_error_at
from support.outbox import bytes_sent, lines, queue_small, recipient
from support.signing_desk import CLOCK, DAY, make_desk, reopen
from support.stores import refusal_of
from support.workbooks import contents

FRAME = 4096 + 24
"""Of the WAL: a page and its header."""
KEY = "KG4X-ZNF6-QVJX-3GKC-G4PH-EYSV-JBFN-AB5T"


def plan(desk: Desk, _: Path) -> None:
    dossier = desk.read(known_people)[0].prescription_id
    plan_appointment(desk, dossier, Slot(date(2023, 6, 2), 540, 570, None, Mode.PHONE))


def excuse(desk: Desk, _: Path) -> None:
    (appointment,) = desk.read(
        lambda link: link.exec_driver_sql("SELECT min(id) FROM appointment").one()
    )
    record_presence(desk, UUID(appointment), Presence.EXCUSED)


def keep_draft(desk: Desk, _: Path) -> None:
    save_draft(desk, "import", {"path": "é" * 9000})


def queue(desk: Desk, out: Path) -> None:
    queue_small(desk, islice(small_files(2), 3))


IN_STORE: dict[str, Callable[[Desk, Path], Any]] = {
    "a rendez-vous": plan,
    "a presence": excuse,
    "a draft": keep_draft,
    "envois put in the outbox": queue,
}
"""Acts of one transaction."""
IN_FILES: dict[str, Callable[[Desk, Path], Any]] = {
    "the sheet of the recovery key": lambda desk, out: save_sheet(
        desk, make_sheet(desk, KEY), out / "cle.pdf"
    ),
    "the trust card": lambda desk, out: save_trust_card(desk, out / "carte.pdf"),
    "the settings": lambda desk, out: save_bundle(gathered(desk), out / "reglages.json"),
    "the agenda": lambda desk, out: export_calendar(
        desk, desk.action(None), CalendarWanted(Stretch.WEEK, DAY), out / "agenda.ics"
    ),
}
"""Acts that leave one file."""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    directory = tmp_path_factory.mktemp("acts") / "magasin"
    make_desk(directory, 3)
    desk = reopen(directory)
    recipient(desk, ChannelFacts("file:///nulle-part-ici"))
    desk.close()
    return directory


@pytest.fixture
def directory(made, tmp_path):
    return Path(shutil.copytree(made, tmp_path / "magasin"))


def sound(desk):
    return desk.store.verify(desk.identity.certificate.public_key).fault is None


@pytest.mark.parametrize("name", IN_STORE)
def test_the_nth_write_of_the_store_fails(name, directory, tmp_path, torture_figures):
    desk, refused = reopen(directory), 0
    before = contents(desk.store)
    desk.close()
    for frames in count():
        desk = reopen(directory)  # with an empty WAL
        with file_size_limit(frames * FRAME):
            refusal = refusal_of(lambda at=desk: IN_STORE[name](at, tmp_path))
        if refusal is None:
            break
        assert "disque" in refusal.sentence, refusal.sentence
        assert contents(desk.store) == before, f"{name}, frame {frames}"
        desk.close()
        refused += 1
    assert refused, "no write was refused: the limit did not bite"
    assert contents(desk.store) != before
    assert sound(desk)
    desk.close()
    torture_figures(f"{name}, each frame fails", refused=refused, lost=0)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("name", IN_FILES)
def test_the_nth_step_of_a_file_fails(name, code, directory, tmp_path):
    desk, out = reopen(directory), tmp_path / "dehors"
    out.mkdir()
    IN_FILES[name](desk, out)
    (whole,) = out.iterdir()
    for number in count(1):
        shutil.rmtree(out)
        out.mkdir()
        with io_error_at(number, out, code) as steps:
            refusal = refusal_of(lambda: IN_FILES[name](desk, out))
        if not steps.struck:
            break
        assert refusal is not None, f"{steps.seen[-1]} failed and nobody was told"
        left = list(out.iterdir())
        assert left in ([], [whole]), f"{name}, {steps.seen}: a part is left"
        assert whole not in left or steps.seen[-1] == "fsync", "it was refused, and is there"
    assert number > 3
    assert list(out.iterdir()) == [whole]
    assert sound(desk)
    desk.close()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_new_recovery_key_opens_or_the_one_before_does(directory, code):
    desk = reopen(directory)
    working = new_recovery_key(desk)
    for number in count(1):
        made: list[str] = []
        with io_error_at(number, directory, code) as steps:
            refusal = refusal_of(lambda kept=made: kept.append(new_recovery_key(desk)))
        if not steps.struck:
            break
        for key in made or [working]:
            open_desk(directory, key, clock=CLOCK).close()
        assert refusal is None or not made
        working = made[0] if made else working
    assert number > 3
    desk.close()
    reopen(directory).close()  # and the passphrase, always


def test_what_is_sent_while_the_store_cannot_be_written_goes_on_afterwards(
    directory, tmp_path, torture_n, torture_figures
):
    folder = tmp_path / "cle"
    folder.mkdir()
    desk = reopen(directory)
    recipient(desk, ChannelFacts(folder.as_uri()), name="Autre")
    queue_small(desk, islice(small_files(3), 4))
    desk.close()
    told = 0
    for seed in range(2 * torture_n):
        desk = reopen(directory)
        with file_size_limit(Random(seed).randrange(40) * FRAME):
            refusal = refusal_of(lambda at=desk: send_due(at))
        told += refusal is not None
        desk.close()
        desk = reopen(directory)
        recover(desk)
        sent = bytes_sent(desk)
        for each in lines(desk).values():
            there = folder / each.filename
            if there.exists():
                assert there.read_bytes() == sent[each.filename], f"seed {seed}"
            if each.state is DeliveryState.HANDED_OVER:
                assert there.exists(), f"seed {seed}: said to be there"
        assert sound(desk), f"seed {seed}"
        desk.close()
    later = FixedClock(CLOCK.now() + timedelta(days=2))
    desk = reopen(directory, later)
    send_due(desk)
    assert {path.name for path in folder.iterdir()} == set(bytes_sent(desk))
    desk.close()
    torture_figures("sending, the store can't be written", tries=2 * torture_n, lost=0, told=told)
