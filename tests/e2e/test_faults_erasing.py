"""Someone is erased whole or not at all: killed, or the power gone, at any moment."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from coachdesk.models import Prescription
from coachdesk.services.rights.archive import archived
from coachdesk.services.rights.erasing import anonymised_number, erase, participant_of
from coachdesk.services.rights.ledger import read_ledger
from coachdesk.services.rights.returning import erase_returned
from support.disk_trace import traced
from support.faults import run_until_killed, seconds_of
from support.power import PowerCuts

FEW = 4
LEFT = "23-001"


@pytest.fixture(scope="module")
def story(controlled, tmp_path_factory):
    """The desk, who is erased, and the seconds that takes."""
    made = controlled
    copy = Path(shutil.copytree(made.directory, tmp_path_factory.mktemp("measured") / "magasin"))
    desk = made.opened(copy)
    dossier = select(Prescription.id).where(Prescription.number == LEFT)
    who = desk.read(lambda link: participant_of(link, link.execute(dossier).scalar_one()))
    desk.close()
    seconds = seconds_of("support.child_erase", str(copy), made.month.recovery_key, str(who))
    return made, who, seconds


def state_of(directory, story, at):
    """« before » or « after », the journal sound; done once more, she is erased and kept once."""
    made, who, _ = story
    desk = made.opened(directory)
    erase_returned(desk)  # as the window and each command do
    assert desk.store.verify(desk.identity.certificate.public_key).fault is None, at
    erased = desk.read(anonymised_number)
    assert len(desk.read(archived)) == erased, f"{at}: her proofs go with her, or stay with her"
    if not erased:
        erase(desk, who)
    assert desk.read(anonymised_number) == len(desk.read(archived)) == 1, at
    assert [each.id for each in read_ledger(directory)] == [who], at
    desk.close()
    return "after" if erased else "before"


def test_killed_at_random(story, tmp_path, torture_n, torture_figures):
    made, who, seconds = story
    states = []
    for seed in range(torture_n):
        copy = Path(shutil.copytree(made.directory, tmp_path / str(seed)))
        args = (str(copy), made.month.recovery_key, str(who))
        death = run_until_killed(
            "support.child_erase", *args, seed=seed, acks=1, within=1.5 * seconds
        )
        states.append(state_of(copy, story, f"seed {seed}"))
        assert states[-1] == "after" or "done" not in death.acked, f"seed {seed}"
        shutil.rmtree(copy)
    torture_figures(
        "erasure, killed",
        kills=torture_n, before=states.count("before"), after=states.count("after"),
    )  # fmt: skip


def test_the_power_cut(story, tmp_path, torture_n, torture_figures):
    made, who, _ = story
    here, states = Path(shutil.copytree(made.directory, tmp_path / "magasin")), []
    power = PowerCuts(here)
    args = (str(here), made.month.recovery_key, str(who))
    trace = traced("support.child_erase", *args, folder=tmp_path)
    for number, cut in enumerate(power.after(trace, tmp_path / "cuts", max(torture_n, FEW))):
        states.append(state_of(cut.directory, story, f"cut {number}"))
        assert states[-1] == "after" or "done" not in cut.acked, f"cut {number}"
        shutil.rmtree(cut.directory)
    torture_figures(
        "erasure, power cut",
        cuts=len(states), before=states.count("before"), after=states.count("after"),
    )  # fmt: skip
