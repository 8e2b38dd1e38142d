"""Fixtures of the package's tests: a judge of received bytes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coachdesk.sync.report import Report
from coachdesk.sync.verification import verify_file
from support.signed_papers import BUILT, SIGNER


@pytest.fixture
def judge(tmp_path: Path) -> Callable[..., Report]:
    """The report on some bytes received under some name, the coach being known."""

    def verdict(data: bytes, name: str = BUILT.filename, signer: str | None = SIGNER) -> Report:
        path = tmp_path / name
        path.write_bytes(data)
        return verify_file(path, signer=signer)

    return verdict
