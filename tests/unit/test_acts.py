"""Ctrl+Z: what was done comes back as it was, or the refusal says why it can't."""

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from coachdesk.core.errors import UserError
from coachdesk.domain.attendance import Presence
from coachdesk.models import Participant
from coachdesk.services.acts import act, undo_act
from coachdesk.services.attendance import record_presence
from coachdesk.services.desk import Desk
from support.clock import FixedClock
from support.signing_desk import CLOCK, make_desk, reopen, sign
from support.stores import new_store, person

COLUMNS = Participant.__table__.c


def rows(desk: Desk) -> list[dict[str, object]]:
    """Every person as the store tells her, her version aside: an undoing is a change too."""
    with desk.store.read() as link:
        found = [dict(row._mapping) for row in link.execute(COLUMNS.id.table.select())]
    return sorted(
        ({key: value for key, value in row.items() if key != "version"} for row in found),
        key=str,
    )


@pytest.fixture
def desk(tmp_path, fixed_clock):
    made = Desk(new_store(tmp_path / "store", fixed_clock).store)
    yield made
    made.close()


def add(desk: Desk, name: str) -> object:
    with act(desk, f"ajout de {name}") as uow:
        someone = person(name)
        uow.session.add(someone)
        uow.session.flush()
        key = someone.id
        uow.commit()
    return key


def change(desk: Desk, key: object, **values: object) -> None:
    with act(desk, "correction") as uow:
        someone = uow.session.get(Participant, key)
        for name, value in values.items():
            setattr(someone, name, value)
        uow.commit()


def test_each_undo_brings_back_what_was_before_the_latest_first(desk):
    key = add(desk, "Azouline")
    before = rows(desk)
    change(desk, key, birth_date=date(1990, 1, 2), phone="06")
    change(desk, key, phone=None, cut_over=True)
    assert undo_act(desk).words == "correction"
    assert undo_act(desk).words == "correction"
    assert rows(desk) == before
    assert undo_act(desk).words == "ajout de Azouline"
    assert rows(desk) == []


def test_nothing_done_is_said(desk):
    with pytest.raises(UserError, match="rien à annuler"):
        undo_act(desk)


def test_a_deletion_is_brought_back_whole(desk):
    key = add(desk, "Azouline")
    before = rows(desk)
    with act(desk, "retrait") as uow:
        uow.session.delete(uow.session.get(Participant, key))
        uow.commit()
    undo_act(desk)
    assert rows(desk) == before


def test_what_another_change_overtook_is_left_alone(desk):
    key = add(desk, "Azouline")
    change(desk, key, phone="06")
    with desk.store.write() as uow:
        uow.session.get(Participant, key).phone = "07"
        uow.commit()
    with pytest.raises(UserError, match="a changé depuis"):
        undo_act(desk)
    assert rows(desk)[0]["phone"] == "07"


def test_a_final_act_says_why_and_stays(desk):
    with act(desk, "envoi de mai", final="un envoi parti ne se rappelle pas") as uow:
        uow.session.add(person("Azouline"))
        uow.commit()
    with pytest.raises(UserError, match="un envoi parti ne se rappelle pas"):
        undo_act(desk)
    assert len(rows(desk)) == 1


def test_an_act_that_was_given_up_is_none(desk):
    with act(desk, "rien") as uow:
        uow.session.add(person("Azouline"))
    assert rows(desk) == []
    assert desk.acts == []


def test_a_presence_comes_back_to_planned_and_the_attestation_stays_in_the_journal(tmp_path):
    (held,) = make_desk(tmp_path / "store", 1)
    desk = reopen(tmp_path / "store")
    record_presence(desk, held, Presence.UNEXCUSED)
    undo_act(desk)
    with desk.store.read() as link:
        kept = link.exec_driver_sql("SELECT presence FROM appointment").scalar()
        told = link.exec_driver_sql(
            "SELECT count(*) FROM journal_entry WHERE kind = 'attestation'"
        ).scalar()
    assert kept == "attended"  # as the desk of the tests has it
    assert told == 1
    assert desk.store.verify().fault is None
    desk.close()


def test_a_signature_is_never_undone(tmp_path):
    (held,) = make_desk(tmp_path / "store", 1)
    desk = reopen(tmp_path / "store")
    sign(desk, held)
    with pytest.raises(UserError, match="une signature ne s’efface pas"):
        undo_act(desk)
    desk.close()


class UndoMachine(RuleBasedStateMachine):
    """A coach who adds, corrects and undoes in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.past: list[list[dict[str, object]]] = []

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        clock = FixedClock(CLOCK.now())
        self.desk = Desk(new_store(Path(self.folder.name) / "store", clock).store)

    @rule(name=st.text("abé’ ", min_size=1, max_size=4))
    def add(self, name: str) -> None:
        self.past.append(rows(self.desk))
        add(self.desk, name)

    @precondition(lambda self: rows(self.desk))
    @rule(which=st.integers(0, 9), phone=st.sampled_from(["06", "07", None]))
    def correct(self, which: int, phone: str | None) -> None:
        now = rows(self.desk)
        chosen = now[which % len(now)]
        if chosen["phone"] == phone:
            return  # nothing changes: no act
        self.past.append(now)
        change(self.desk, chosen["id"], phone=phone)

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        undo_act(self.desk)
        assert rows(self.desk) == self.past.pop()

    @invariant()
    def the_chain_holds(self) -> None:
        if hasattr(self, "desk"):
            assert len(self.desk.acts) == len(self.past)

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            assert self.desk.store.verify().fault is None
            self.desk.close()
            self.folder.cleanup()


TestUndo = UndoMachine.TestCase
TestUndo.settings = settings(
    max_examples=12,
    stateful_step_count=14,
    suppress_health_check=[HealthCheck.too_slow],
)
