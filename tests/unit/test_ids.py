"""Identifiers: versions 7 that sort as they were made."""

from concurrent.futures import ThreadPoolExecutor

from coachdesk.core import ids
from coachdesk.core.ids import new_id


def test_identifiers_of_one_moment_sort_as_they_were_made():
    made = [new_id() for _ in range(5000)]
    assert made == sorted(made)
    assert {one.version for one in made} == {7}


def test_a_clock_set_back_gives_none_that_sorts_before_those_made(monkeypatch):
    last = new_id()
    monkeypatch.setattr(ids.time, "time_ns", lambda: 0)
    made = [new_id() for _ in range(3)]
    assert [last, *made] == sorted([last, *made])
    assert len({*made}) == 3


def test_threads_never_share_one():
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: new_id(), range(4000)))
    assert len(set(made)) == len(made)
