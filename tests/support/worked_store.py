"""The store of that May, made once for a module and copied for each of its tests."""

from pathlib import Path

from support.signing_desk import CLOCK, Group, make_group
from support.worked_may import worked_may, written_profiles


def may_store(folder: Path) -> Group:
    """Two actions, thirteen people, a month lived; closed."""
    first, other = written_profiles(folder)
    empty = make_group(folder / "vide", 13, str(first))
    desk = empty.opened(folder / "magasin", CLOCK)
    worked_may(desk, empty.people, other)
    desk.close()
    return Group(folder / "magasin", empty.recovery_key, empty.people)
