"""The benches begin: each loads, and those of one page show it on a desk."""

from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from coachdesk.services.desk import Desk
from coachdesk.ui.screens.companies.view import CompaniesScreen
from coachdesk.ui.screens.participants.view import ParticipantsScreen

BENCH = Path(__file__).resolve().parents[2] / "bench"
SHOWN = {ParticipantsScreen: 134, CompaniesScreen: 24}
"""The people and the companies of the sample."""


@pytest.fixture(autouse=True)
def benches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCH))


@pytest.mark.parametrize("name", sorted(path.stem for path in BENCH.glob("*.py")))
def test_every_bench_loads(name: str) -> None:
    assert import_module(name).__doc__


@pytest.mark.parametrize("make", SHOWN)
def test_a_bench_of_one_page_shows_it(
    qapp: QApplication, desk: Desk, make: type[ParticipantsScreen | CompaniesScreen]
) -> None:
    page = import_module("page").page_on(desk, make)
    shown = page.isVisible(), page.table.rows.rowCount()
    page.close()
    assert shown == (True, SHOWN[make])
