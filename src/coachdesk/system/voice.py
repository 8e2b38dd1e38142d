"""Reading aloud by the system's own voice: SAPI, « say », speech-dispatcher; nobody's otherwise.

What is read names people: it goes through a pipe, never on a command line that others can list.
"""

import os
import subprocess  # nosec B404
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SAY = "/usr/bin/say"
SPEECHD = "/usr/bin/spd-say"
_PATIENCE = 10.0
"""Seconds that a system may take to list its voices: speech-dispatcher starts with the question."""
_NO_WINDOW = 0x0800_0000
"""CREATE_NO_WINDOW: no black window of PowerShell over the pad."""
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
        self._stopped = False

    @property
    def over(self) -> bool:
        """Whether nothing is being read any more."""
        return self._process.poll() is not None

    def stop(self) -> None:
        """Silence, in the middle of a word; it is over a moment later."""
        if self.over or self._stopped:
            return
        self._stopped = True
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
    for line in listed.splitlines():
        culture, _, name = line.strip().partition("|")
        if name and _is_french(culture):
            read = _READ_SAPI.format(name.replace("'", "''"))
            return Voice(name, (*_powershell(), read))
    return None


def of_say(listed: str) -> Voice | None:
    """From what « say -v ? » prints: « Thomas              fr_FR    # Bonjour… »."""
    for line in listed.splitlines():
        words = line.partition("#")[0].split()
        if len(words) > 1 and _is_french(words[-1]):
            name = " ".join(words[:-1])
            return Voice(name, (SAY, "-v", name, "-r", "150", "-f", "-"))
    return None


def of_speechd(listed: str) -> Voice | None:
    """From what « spd-say -L » prints: a name, its language, its variant."""
    for line in listed.splitlines():
        words = line.split()
        at = next((at for at, word in enumerate(words) if at and _is_french(word)), 0)
        if at:
            read = (SPEECHD, "--pipe-mode", "--wait", "-l", words[at], "-r", "-20")
            return Voice(" ".join(words[:at]), read, (SPEECHD, "-S"))
    return None


def speak(voice: Voice, text: str) -> Speech | None:
    """Begin to read ``text``; None when the voice does not start."""
    process = _start(voice.command, said(text))
    return None if process is None else Speech(process, voice.hush)


def said(text: str) -> str:
    """``text`` as it is sent: no blank line, and none that speech-dispatcher takes for an order."""
    lines = (line.strip().lstrip("!").lstrip() for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def _is_french(code: str) -> bool:
    return code.lower().replace("_", "-").split("-")[0] == "fr"


def _powershell() -> tuple[str, ...]:
    """Windows' own, whatever the path of programs says."""
    root = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"))
    program = root / "System32" / "WindowsPowerShell" / "v1.0" / "powershell.exe"
    return (str(program), "-NoProfile", "-NonInteractive", "-Command")


def _start(command: tuple[str, ...], text: str) -> "subprocess.Popen[bytes] | None":
    try:
        process = subprocess.Popen(  # noqa: S603  (a program of the system, by its full path)  # nosec B603
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=_NO_WINDOW if sys.platform == "win32" else 0,
        )
    except OSError:
        return None
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
            creationflags=_NO_WINDOW if sys.platform == "win32" else 0,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
