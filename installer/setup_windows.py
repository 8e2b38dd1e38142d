"""The installer for Windows: Inno Setup's compiler, on the folder that build.py made."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent / "windows"
ICON = HERE.parents[1] / "resources/app/coachdesk.ico"
_COMPILER = "ISCC.exe"
_PLACES = (("ProgramFiles(x86)", "."), ("ProgramFiles", "."), ("LOCALAPPDATA", "Programs"))
"""Where it is installed, for all accounts or for one: all that is there is never looked through."""


def build(bundle: Path, version: str, out: Path) -> Path:
    """Make the installer in ``out``.

    Raises:
        SystemExit: with a sentence, when Inno Setup is not there or refuses.
    """
    name = f"CoachDesk-{version}-x86_64-setup"
    told = {"Version": version, "Bundle": bundle, "Output": out, "Name": name, "Icon": ICON}
    defines = [f"/D{key}={value}" for key, value in told.items()]
    command = [compiler(), "/Qp", *defines, str(HERE / "coachdesk.iss")]
    if subprocess.run(command, check=False).returncode != 0:
        sys.exit("build: Inno Setup refused; see its message above")
    return out / f"{name}.exe"


def app_id() -> str:
    """What Windows knows the program by, as the script says."""
    script = (HERE / "coachdesk.iss").read_text("utf-8-sig")
    found = re.search(r"^AppId=\{(\{.+\})$", script, re.MULTILINE)
    assert found
    return found[1]


def compiler() -> str:
    """Where Inno Setup's compiler is.

    Raises:
        SystemExit: nowhere.
    """
    found = shutil.which(_COMPILER)
    if found:
        return found
    for variable, below in _PLACES:
        root = os.environ.get(variable)
        for path in sorted(Path(root, below).glob(f"Inno Setup */{_COMPILER}")) if root else ():
            return str(path)
    sys.exit("build: Inno Setup is not installed (https://jrsoftware.org)")
