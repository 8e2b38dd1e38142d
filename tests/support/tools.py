"""Outside tools that judge what CoachDesk makes: one that is missing fails the test, in words."""

import os
import shutil
import tomllib
from pathlib import Path

import pytest

DEBIAN = Path(__file__).resolve().parents[2] / "tools" / "debian.toml"
"""Each tool the tests may call, and the Debian package that brings it."""


def require(tool: str) -> str:
    """The path of ``tool``, or a failed test that gives the line which installs it."""
    package = tomllib.loads(DEBIAN.read_text("utf-8"))["tools"][tool]
    path = shutil.which(tool, path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
    if path is None:
        pytest.fail(f"missing: {tool}. Install with: apt-get install {package}", pytrace=False)
    return path
