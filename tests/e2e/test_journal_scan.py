"""The journal is read once for all who are erased together, and tells the same of each of them."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, event, select
from sqlalchemy.engine import Engine

from coachdesk.models import Participant, Prescription, Step
from coachdesk.services.desk import Desk
from coachdesk.services.rights.applying import apply_retention
from coachdesk.services.rights.erasing import anonymised_number, erase_again
from coachdesk.services.rights.forgetting import naming_of
from coachdesk.services.rights.journal_scan import FEW, Sought, entries_about, look_for
from coachdesk.services.rights.own_rows import hers
from coachdesk.services.rights.retention import Due, DuePerson, LastContact

NAMES = "Vus ensemble.\nDURAND-1 Yvette, puis Zoë LEFEVRE-2 (06.11.22.33.44)"


@pytest.fixture
def desk(controlled_desk: Desk) -> Desk:
    return controlled_desk


def noted(desk: Desk, number: str, note: str) -> int:
    """A note about someone; gives the entry of the journal that tells it."""
    with desk.store.write() as uow:
        dossier = uow.session.scalars(
            select(Prescription).where(Prescription.number == number)
        ).one()
        uow.session.add(
            Step(
                prescription_id=dossier.id, kind="cv", done_on=date(2023, 5, 2),
                appointment_id=None, note=note, aid_outcome=None, minutes=30,
            )
        )  # fmt: skip
        uow.commit()
    return desk.store.head().seq


def sought(link: Connection, key: Any) -> Sought:
    mine = hers(link, key)
    return Sought(mine, naming_of(link, mine))


def everyone(desk: Desk) -> list[Any]:
    return desk.read(lambda link: list(link.execute(select(Participant.id)).scalars()))


def keys_of(desk: Desk, *numbers: str) -> list[Any]:
    listing = select(Prescription.participant_id).where(Prescription.number.in_(numbers))
    return desk.read(lambda link: list(link.execute(listing.distinct()).scalars()))


def test_one_reading_tells_of_each_what_a_reading_of_her_own_tells(desk: Desk) -> None:
    with desk.store.write() as uow:
        people = uow.session.scalars(select(Participant)).all()
        for at, each in enumerate(people):
            each.phone, each.email = f"06 11 22 33 {40 + at}", f"p{at}.x@exemple.fr"
        uow.commit()
        phone, mail = people[0].phone, people[1].email
    together = noted(desk, "23-101", f"{NAMES}, {phone.replace(' ', '')}12, {mail.upper()}")
    keys = everyone(desk)
    seen = look_for(desk, keys)
    assert seen is not None
    assert len(keys) > 10
    for key in keys:
        alone = desk.read(lambda link, key=key: entries_about(link, sought(link, key)))  # type: ignore[misc]
        assert seen.found[key][1] == alone
        assert desk.read(
            lambda link, key=key: seen.entries_about(link, sought(link, key))  # type: ignore[misc]
        ) == alone  # fmt: skip
    (one,) = keys_of(desk, "23-001")
    assert together in seen.found[one][1], "her name begins a line"


def test_what_is_noted_meanwhile_is_found_too(desk: Desk) -> None:
    keys = keys_of(desk, "23-001", "23-002")
    seen = look_for(desk, keys)
    assert seen is not None
    later = noted(desk, "23-101", NAMES)
    for key in keys:
        found = desk.read(lambda link, key=key: seen.entries_about(link, sought(link, key)))  # type: ignore[misc]
        assert found == [*seen.found[key][1], later]


def test_who_changed_meanwhile_is_read_again_from_the_first(desk: Desk) -> None:
    before = noted(desk, "23-101", "Vu M. Anatole NOUVEAU-NOM")
    keys = keys_of(desk, "23-001", "23-002")
    seen = look_for(desk, keys)
    assert seen is not None
    with desk.store.write() as uow:
        who = uow.session.get_one(Participant, keys[0])
        who.first_name, who.last_name = "Anatole", "NOUVEAU-NOM"
        uow.commit()
    assert before in desk.read(lambda link: seen.entries_about(link, sought(link, keys[0])))


def test_people_whose_time_is_over_go_with_one_reading_of_the_journal(desk: Desk) -> None:
    noted(desk, "23-103", NAMES)  # an entry that names both
    keys = keys_of(desk, "23-001", "23-002", "23-101", "23-103", "23-102", "23-003", "23-004")
    readings = []

    def count(*told: Any) -> None:
        if "FROM journal_entry e JOIN" in told[2] and told[3][0] == 0:
            readings.append(told[3])

    event.listen(Engine, "before_cursor_execute", count)
    try:
        erase_again(desk, keys)
    finally:
        event.remove(Engine, "before_cursor_execute", count)
    assert len(keys) > FEW
    assert len(readings) == 1
    assert desk.read(anonymised_number) == len(keys)
    assert desk.store.verify().fault is None


def test_it_can_be_stopped_while_the_journal_is_read(desk: Desk) -> None:
    contact = LastContact(date(2020, 1, 1), "appointment")
    people = tuple(
        DuePerson(key, key, "X", "Y", ("1",), contact, 24, date(2022, 1, 1))
        for key in keys_of(desk, "23-001", "23-002")
    )
    applied = apply_retention(desk, Due(people), cancelled=lambda: True)
    assert applied.erased == 0
    assert desk.read(anonymised_number) == 0
