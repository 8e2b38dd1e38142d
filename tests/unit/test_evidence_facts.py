"""What evidence says of the machine: its system, its clock, when it last heard from outside."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from coachdesk.services.pad.evidence_facts import signing_clock, signing_device
from coachdesk.system.outside_time import last_synchronised
from support.clock import FixedClock
from support.signing_desk import CLOCK, make_desk, reopen


@pytest.fixture
def desk(tmp_path):
    make_desk(tmp_path / "store", 1)
    opened = reopen(tmp_path / "store")
    yield opened
    opened.close()


def test_the_device_is_named_by_its_certificate_and_system(desk):
    device = signing_device(desk)
    assert device.certificate_sha256 == desk.identity.certificate.fingerprint
    assert device.os.split()[0] in {"Linux", "Windows", "Darwin"}


def test_a_clock_that_is_right_is_not_remarked_on(desk):
    clock = desk.read(lambda link: signing_clock(desk, link))
    assert (clock.offset, clock.note) == ("+02:00", None)


def test_a_clock_set_back_is_noted_and_stops_nobody(desk):
    desk.clock = FixedClock(CLOCK.now() - timedelta(hours=3))
    clock = desk.read(lambda link: signing_clock(desk, link))
    assert clock.note == "l’horloge a été reculée de 3\u00a0h\u00a000"


def test_the_last_moment_known_from_outside_is_the_latest_that_a_service_left(tmp_path):
    services = (tmp_path / "timesyncd", tmp_path / "chrony", tmp_path / "absent")
    assert last_synchronised(services) is None
    for path, day in zip(services[:2], (3, 1), strict=True):
        path.touch()
        moment = datetime(2023, 6, day, 8, tzinfo=UTC).timestamp()
        os.utime(path, (moment, moment))
    assert last_synchronised(services) == datetime(2023, 6, 3, 8, tzinfo=UTC)
