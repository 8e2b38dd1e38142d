"""What is typed and not recorded survives the kill, field by field, but for the last second."""

import json
import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from coachdesk.services.desk import open_desk
from coachdesk.services.drafts import drafts
from coachdesk.services.importing import import_file
from coachdesk.services.setup import create_desk
from support.child_type import EVERY_MS
from support.clock import FixedClock
from support.faults import run_until_killed

SAMPLE = Path(__file__).resolve().parents[1] / "golden/workbooks/coaching-emploi-2023.xlsx"
FORMS = ("intake", "diagnostic", "appointment", "contract")
A_SECOND = 1000 // EVERY_MS
"""In gestures of the child: a machine busy with other work slows its hand as it slows its disk."""
CLOCK = FixedClock(datetime(2024, 1, 15, 9, 10, tzinfo=timezone(timedelta(hours=1))))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    directory = tmp_path_factory.mktemp("typing") / "magasin"
    created = create_desk(
        directory, "quatre mots sans lien", profile="coaching-emploi", coach_name=None, clock=CLOCK
    )
    action = created.desk.action(None)
    import_file(created.desk.store, action.id, action.profile, SAMPLE)
    created.desk.close()
    return directory, created.recovery_key


def lateness(states: list[dict], name: str, value: object) -> int:
    """How many gestures ago the field stood so; more than all of them when it never did."""
    for ago, state in enumerate(reversed(states)):
        if state.get(name) == value:
            return ago
    return len(states) + A_SECOND


def test_each_field_comes_back_as_it_stood_a_second_before_the_kill(
    made, tmp_path, torture_n, torture_figures
):
    directory, key = made
    worst = fields = 0
    for seed in range(torture_n):
        copy = Path(shutil.copytree(directory, tmp_path / str(seed)))
        form = FORMS[seed % len(FORMS)]
        death = run_until_killed(
            "support.child_type", str(copy), key, form, str(seed), seed=seed, acks=160
        )
        assert death.killed, death.errors
        states = [json.loads(line) for line in death.acked]
        desk = open_desk(copy, key, clock=CLOCK)
        kept = next((draft.fields for draft in desk.read(drafts)), {})
        assert desk.store.verify().fault is None
        desk.close()
        shutil.rmtree(copy)
        blank = dict.fromkeys(states[0])
        for name in states[-1]:
            history = [blank, *states] if not kept else states
            late = lateness(history, name, kept.get(name))
            assert late <= A_SECOND, f"seed {seed}, {form}, {name}: {late} gestures ago"
            worst, fields = max(worst, late), fields + 1
    torture_figures(
        "typing, killed", kills=torture_n, fields=fields, worst_ms=worst * EVERY_MS, lost=0
    )
