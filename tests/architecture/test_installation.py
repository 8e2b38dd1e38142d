"""What an installation gets: the wheel with its resources, the pinned packages, the tools named."""

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from support.source import ROOT, calls, python_files
from support.tools import DEBIAN

PINNED = re.compile(r"^[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*( ; sys_platform == \"\w+\")?$")


def pins() -> dict[str, str]:
    """The version of each package that constraints.txt pins."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    lines = [line for line in lines if not line.startswith("#")]
    assert not [line for line in lines if not PINNED.match(line)]
    pairs = (line.split(" ;")[0].split("==") for line in lines)
    return {canonicalize_name(name): version for name, version in pairs}


def closure() -> dict[str, str]:
    """Every package that CoachDesk needs here, its development tools included, as installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    waiting = [Requirement(text) for text in asked]
    found: dict[str, str] = {}
    while waiting:
        need = waiting.pop()
        extras = need.extras or {""}
        if need.marker and not any(need.marker.evaluate({"extra": extra}) for extra in extras):
            continue
        package = distribution(need.name)
        known = canonicalize_name(need.name) in found
        found[canonicalize_name(need.name)] = package.version
        if not known:
            waiting += [Requirement(text) for text in package.requires or []]
    return found


def test_every_package_is_pinned_to_what_is_tested() -> None:
    wrong = {name: version for name, version in closure().items() if pins().get(name) != version}
    assert not wrong, "constraints.txt and .venv differ"


def test_the_wheel_carries_its_resources_and_finds_them(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(installed)
    shipped = {
        path.relative_to(ROOT / "resources").as_posix()
        for path in (ROOT / "resources").rglob("*")
        if path.is_file()
    }
    guide = ROOT / "docs" / "guide"
    shipped |= {
        f"guide/{path.relative_to(guide).as_posix()}" for path in guide.rglob("*") if path.is_file()
    }
    program = "from coachdesk.core.resources import guide_root as r; print(r().parent)"
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(installed)},
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    found = Path(ran.stdout.strip())
    assert found == (installed / "coachdesk" / "_resources").resolve()
    assert {path.relative_to(found).as_posix() for path in found.rglob("*") if path.is_file()} == (
        shipped
    )


def test_every_tool_the_tests_call_can_be_installed() -> None:
    known = tomllib.loads(DEBIAN.read_text("utf-8"))["tools"]
    called = {
        argument.value
        for path in python_files("tests")
        for name, call in calls(path)
        if name == "require"
        for argument in call.args
        if isinstance(argument, ast.Constant)
    }
    assert called
    assert not called - set(known), "add them to tools/debian.toml"
