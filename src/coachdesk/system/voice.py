"""Reading aloud by the system's own voice: SAPI, « say », speech-dispatcher; nobody's otherwise.

What is read names people: it goes through a pipe, never on a command line that others can list.
"""

import os
import subprocess  # nosec B404
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock

from coachdesk.core.clock import SystemClock

SAY = "/usr/bin/say"
SPEECHD = "/usr/bin/spd-say"
_PATIENCE = 30.0
"""Seconds that a system may take to list its voices: speech-dispatcher starts with the question,
and a busy machine took ten."""
_HUSH_PATIENCE = 3_000
"""Milliseconds that silence may take to be told: without a sound card it never is."""
_NO_WINDOW = 0x0800_0000
"""CREATE_NO_WINDOW: no black window of PowerShell over the pad."""
_LIBRARIES, _BEFORE = "LD_LIBRARY_PATH", "LD_LIBRARY_PATH_ORIG"
"""Where a PyInstaller bundle has its libraries, and where they were looked for before."""
_COLUMNS = 2
"""After the name of a voice: its language, its variant."""
_SAPI = (
    "Add-Type -AssemblyName System.Speech; "
    "$s = New-Object System.Speech.Synthesis.SpeechSynthesizer; "
)
_LIST_SAPI = (
    _SAPI + "[Console]::OutputEncoding = [Text.Encoding]::UTF8; "
    "$s.GetInstalledVoices() | Where-Object { $_.Enabled } | "
    "ForEach-Object { $_.VoiceInfo.Culture.Name + '|' + $_.VoiceInfo.Name }"
)
_READ_SAPI = (
    _SAPI + "$i = New-Object IO.StreamReader("
    "[Console]::OpenStandardInput(), [Text.Encoding]::UTF8); "
    "$s.SelectVoice('{}'); $s.Rate = -2; $s.Speak($i.ReadToEnd())"
)


@dataclass(frozen=True)
class Voice:
    """A French voice of this machine.

    Attributes:
        name: as the system calls it.
        command: what reads aloud all that comes on its standard input, then ends.
        hush: what silences it besides ending it; empty where ending it is enough.
    """

    name: str
    command: tuple[str, ...]
    hush: tuple[str, ...] = ()


class Speech:
    """Something being read aloud; nobody waits for it, nor for its end."""

    def __init__(self, process: "subprocess.Popen[bytes]", hush: tuple[str, ...]) -> None:
        self._process, self._hush = process, hush
        self._stopped: int | None = None
        """When it was to be silent, by the clock of the machine."""

    @property
    def over(self) -> bool:
        """Whether nothing is being read any more."""
        if self._stopped is not None and _now() - self._stopped >= _HUSH_PATIENCE:
            self._process.kill()
            self._process.wait()
        return self._process.poll() is not None

    def stop(self) -> None:
        """Silence, in the middle of a word; it is over a moment later."""
        if self.over or self._stopped is not None:
            return
        self._stopped = _now()
        self._process.kill()
        self._process.wait()
        if self._hush:
            self._process = _start(self._hush, "") or self._process


@cache
def french_voice() -> Voice | None:
    """The French voice of this machine, asked for once; None when it has none."""
    if sys.platform == "win32":
        return of_sapi(_run((*_powershell(), _LIST_SAPI)))
    if sys.platform == "darwin":
        return of_say(_run((SAY, "-v", "?")))
    return of_speechd(_run((SPEECHD, "-L")))


def of_sapi(listed: str) -> Voice | None:
    """From the voices of SAPI, « fr-FR|Microsoft Hortense Desktop » each."""
    told = (line.strip("\ufeff ").partition("|") for line in listed.splitlines())
    found = _french((name, culture) for culture, _, name in told)
    if found is None:
        return None
    name = found[0]
    return Voice(name, (*_powershell(), _READ_SAPI.format(name.replace("'", "''"))))


def of_say(listed: str) -> Voice | None:
    """From what « say -v ? » prints: « Thomas              fr_FR    # Bonjour… »."""
    told = (line.partition("#")[0].rstrip().rpartition(" ")[::2] for line in listed.splitlines())
    found = _french((name.strip(), code) for name, code in told)
    return Voice(found[0], (SAY, "-v", found[0], "-r", "150", "-f", "-")) if found else None


def of_speechd(listed: str) -> Voice | None:
    """From what « spd-say -L » prints: « French (France)     fr-FR     none »."""
    told = (line.split() for line in listed.splitlines())
    found = _french((" ".join(words[:-2]), words[-2]) for words in told if len(words) > _COLUMNS)
    if found is None:
        return None
    read = (SPEECHD, "--pipe-mode", "--wait", "-l", found[1], "-r", "-20")
    return Voice(found[0], read, (SPEECHD, "-S"))


def _french(listed: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    """The first voice of France and its language, else of anywhere else where French is spoken."""
    french = [(name, code) for name, code in listed if name and _is_french(code)]
    return min(french, key=lambda each: each[1].lower()[-2:] != "fr", default=None)


def speak(voice: Voice, text: str) -> Speech | None:
    """Begin to read ``text``; None when the voice does not start."""
    process = _start(voice.command, said(text))
    return None if process is None else Speech(process, voice.hush)


def said(text: str) -> str:
    """``text`` as it is sent: no blank line, and none that speech-dispatcher takes for an order."""
    lines = (line.strip().lstrip("!").lstrip() for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def _now() -> int:
    return SystemClock().monotonic_ms()


def _is_french(code: str) -> bool:
    return code.lower().replace("_", "-").split("-")[0] == "fr"


def _powershell() -> tuple[str, ...]:
    """Windows' own, whatever the path of programs says."""
    root = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"))
    program = root / "System32" / "WindowsPowerShell" / "v1.0" / "powershell.exe"
    return (str(program), "-NoProfile", "-NonInteractive", "-Command")


def environment(ours: Mapping[str, str]) -> dict[str, str]:
    """What a program of the system is started with: its own libraries, not those of our bundle."""
    given = {name: told for name, told in ours.items() if not name.startswith(_LIBRARIES)}
    bundled = _BEFORE in ours or getattr(sys, "frozen", False)
    before = ours.get(_BEFORE if bundled else _LIBRARIES)
    return given if before is None else {**given, _LIBRARIES: before}


_begun: "list[subprocess.Popen[bytes]]" = []
"""Held until they are over: a page is left while its last one, that hushes, still runs."""
_holding = Lock()
"""A voice begins in a thread of reads, and is hushed from the window's."""


def _start(command: tuple[str, ...], text: str) -> "subprocess.Popen[bytes] | None":
    try:
        process = subprocess.Popen(  # noqa: S603  (a program of the system, by its full path)  # nosec B603
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(os.environ),
            creationflags=_NO_WINDOW if sys.platform == "win32" else 0,
        )
    except OSError:
        return None
    with _holding:
        _begun[:] = [*(each for each in _begun if each.poll() is None), process]
    assert process.stdin is not None, "it is a pipe"
    try:
        process.stdin.write(text.encode("utf-8"))  # shorter than what a pipe holds
        process.stdin.close()
    except OSError:
        pass  # it ended before it listened: it is over at once
    return process


def _run(command: tuple[str, ...]) -> str:
    try:
        return subprocess.run(  # noqa: S603  (a program of the system, by its full path)  # nosec B603
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE,
            check=False,
            env=environment(os.environ),
            creationflags=_NO_WINDOW if sys.platform == "win32" else 0,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
