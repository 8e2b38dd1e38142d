"""``participant export`` and ``retention`` as they are typed."""

import json

from support.clock import FixedClock
from support.command import coachdesk
from support.sample_desk import sample_store
from support.signing_desk import CLOCK


def test_a_person_is_given_hers_and_whose_time_is_over_is_listed(tmp_path):
    store = sample_store(tmp_path / "store", FixedClock(CLOCK.now()))
    given = coachdesk("participant", "export", "23-001", "--out", tmp_path / "out", store=store)
    assert given.code == 0, given.err
    folder = tmp_path / "out"
    assert "main propre" in given.err
    (made,) = folder.iterdir()
    told = json.loads((made / "donnees.json").read_text("utf-8"))
    assert told["dossiers"] == ["23-001"]
    unknown = coachdesk("participant", "export", "9", "--out", folder, store=store)
    assert unknown.code == 1
    assert "Aucun dossier" in unknown.err
    nowhere = coachdesk("participant", "export", "23-001", store=store)
    assert nowhere.code == 1
    listed = coachdesk("retention", "--json", store=store)
    assert listed.code == 0, listed.err
    due = json.loads(listed.out)["due"]
    assert all(each["over_since"] for each in due)
    assert json.loads(listed.out)["erased"] == 0
