"""Try the installer on Windows, as an account without rights: after the step « setup ».

An older version is installed, a store made with it, its window left open; the newest is installed
over it, which tries itself; the store is the same; an older one is refused, and so is a removal
under an open window; a removal leaves the store.
Each step is said; the first that fails ends it. What was seen lands in dist/essai-windows.
"""

import os
import subprocess
import sys
import winreg
from pathlib import Path

import build
import setup_windows
from steps import PATIENCE, command, digests, done

SEEN = build.DIST / "essai-windows"
PREVIOUS = "0.0.1"
QUIETLY = "/VERYSILENT", "/SUPPRESSMSGBOXES", "/NORESTART"


def main() -> None:
    """Run the trial.

    Raises:
        SystemExit: with the step that failed.
    """
    version = build.program_version()
    newest = build.DIST / f"CoachDesk-{version}-x86_64-setup.exe"
    aside = build.BUILD / "previous"
    aside.mkdir(parents=True, exist_ok=True)
    previous = setup_windows.build(build.BUNDLE, PREVIOUS, aside)
    SEEN.mkdir(parents=True, exist_ok=True)
    local = Path(os.environ["LOCALAPPDATA"])
    program, store = local / "Programs" / "CoachDesk", local / "CoachDesk"

    done(install(previous, "installed") == 0, "installed by an account without rights, and tried")
    done(shown_version() == PREVIOUS, "Windows knows its version")
    key = SEEN / "cle.txt"
    named = ("--profile", "coaching-emploi", "--coach", "Essai")
    coach(program, "init", *named, "--recovery-out", key)
    sample = program / "_internal/coachdesk/_resources/demo/coaching-emploi-2023.xlsx"
    coach(program, "import", sample)
    figures = coach(program, "report", "2023", "--json")
    before = digests(store)
    done(bool(before), "a store made, its workbook imported")

    window = subprocess.Popen([program / "CoachDesk.exe"])
    done(install(newest, "upgraded") == 0, "upgraded under an open window, and tried")
    done(window.wait(PATIENCE) == 0, "the window was closed as the session would close it")
    done(shown_version() == version, "Windows knows the newer version")
    done(coach(program, "report", "2023", "--json") == figures, "the figures are the same")
    coach(program, "check")

    done(install(previous, "refused") != 0, "an older version is refused")
    done(shown_version() == version, "and changes nothing")

    window = subprocess.Popen([program / "CoachDesk.exe"])
    done(remove(program) != 0, "a removal under an open window is refused")
    window.terminate()
    window.wait(PATIENCE)
    kept = digests(store)
    done(remove(program) == 0, "and let through once it is closed")
    done(not (program / "CoachDesk.exe").exists(), "removed")
    done(digests(store) == kept, f"the {len(kept)} files of the coach are untouched")


def install(setup: Path, name: str) -> int:
    """Install without a question; the log is kept."""
    log = f"/LOG={SEEN / name}.log"
    return subprocess.run([setup, *QUIETLY, log], check=False, timeout=PATIENCE).returncode


def remove(program: Path) -> int:
    """Take it away without a question."""
    remover = program / "unins000.exe"
    return subprocess.run([remover, *QUIETLY], check=False, timeout=PATIENCE).returncode


def coach(program: Path, *arguments: str | Path) -> str:
    """What a command of the installed program prints; it has to succeed."""
    return command(program / "coachdesk-commande.exe", *arguments)


def shown_version() -> str:
    """What Windows lists among the programs of this account."""
    where = r"Software\Microsoft\Windows\CurrentVersion\Uninstall"
    name = rf"{where}\{setup_windows.app_id()}_is1"
    if sys.platform == "win32":
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, name) as key:
            return str(winreg.QueryValueEx(key, "DisplayVersion")[0])
    sys.exit("trial: this is not Windows")


if __name__ == "__main__":
    main()
