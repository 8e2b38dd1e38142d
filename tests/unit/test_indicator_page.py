"""docs/indicators.md says what the catalogue holds."""

from importlib import import_module
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"


def test_the_page_of_the_indicators_is_that_of_the_catalogue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(TOOLS))
    page = import_module("indicator_page")
    assert page.PAGE.read_text("utf-8") == page.written(), "run: python tools/indicator_page.py"
