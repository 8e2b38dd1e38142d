"""An import is whole or has not been: killed, or with a disk that fails, at any moment."""

import shutil
from random import Random

import pytest

from coachdesk.core.errors import UserError
from support.faults import file_size_limit, run_until_killed, seconds_of
from support.workbooks import SAMPLE, contents, grid, new_work, reopened, small, write_workbook


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """An empty store, a small workbook, and the seconds its import takes."""
    folder = tmp_path_factory.mktemp("import")
    work = new_work(folder / "magasin")
    work.store.close()
    path = write_workbook(folder / "a.xlsx", small(grid(SAMPLE)))
    shutil.copytree(folder / "magasin", folder / "measured")
    work = reopened(folder / "measured")
    imported = sum(work.take(path).imported.values())
    work.store.close()
    shutil.copytree(folder / "magasin", folder / "again")
    seconds = seconds_of("support.child_import", str(folder / "again"), str(path))
    return folder / "magasin", path, imported, seconds


def state(work, path):
    """« before » or « after », whatever the journal's salts; anything else fails."""
    report = work.take(path, check=True)
    assert not report.errors
    assert not report.differences
    rows = contents(work.store)
    kinds = [entry[2] for entry in rows["journal_entry"]]
    if report.unchanged:
        assert not any(report.imported.values())
        assert kinds.count("import") == 1
        return "after"
    assert not rows["participant"]
    assert not rows["place"]
    assert "import" not in kinds
    return "before"


def test_a_killed_import_left_the_store_before_or_after(
    ready, tmp_path, torture_n, torture_figures
):
    directory, path, imported, seconds = ready
    states = []
    for seed in range(torture_n):
        copy = tmp_path / str(seed)
        shutil.copytree(directory, copy)
        death = run_until_killed(
            "support.child_import", str(copy), str(path), seed=seed, acks=1, within=1.5 * seconds
        )
        work = reopened(copy)
        states.append(state(work, path))
        assert states[-1] == "after" or "done" not in death.acked, f"seed {seed}: it was lost"
        again = work.take(path)
        assert again.unchanged + sum(again.imported.values()) == imported
        assert work.store.verify().fault is None, seed
        work.store.close()
        shutil.rmtree(copy)
    torture_figures(
        "import, killed",
        kills=torture_n, before=states.count("before"), after=states.count("after"),
    )  # fmt: skip


def test_a_disk_that_fails_while_importing_leaves_the_store_as_before(
    ready, tmp_path, torture_n, torture_figures
):
    directory, path, imported, _ = ready
    shutil.copytree(directory, tmp_path / "magasin")
    for seed in range(torture_n):
        work = reopened(tmp_path / "magasin")  # with an empty WAL
        before = contents(work.store)
        with (
            file_size_limit(Random(seed).randrange(60_000)),
            pytest.raises(UserError) as caught,
        ):
            work.take(path)
        assert caught.value.remedy, seed
        assert contents(work.store) == before, seed
        work.store.close()
    work = reopened(tmp_path / "magasin")
    assert sum(work.take(path).imported.values()) == imported
    work.store.close()
    torture_figures("import, failing write", refused=torture_n)
