"""The faults of an action profile, all told at once: line, key, reason, remedy."""

from collections.abc import Sequence
from dataclasses import dataclass

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP


@dataclass(frozen=True)
class ProfileFault:
    """One fault. ``key`` is the dotted path, e.g. « words.genders[2].label »; empty for syntax."""

    line: int
    key: str
    reason: str
    """What is wrong, one French sentence."""
    remedy: str
    """What to write instead, one French sentence."""

    def __str__(self) -> str:
        where = f"ligne{NBSP}{self.line}" + (f", {self.key}" if self.key else "")
        return f"{where}{NBSP}: {self.reason} {self.remedy}"


class ProfileFaults(UserError):  # noqa: N818  (it is the faults, all of them)
    """A profile that can't be used, with every fault found in it, by line."""

    def __init__(self, faults: Sequence[ProfileFault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.line, fault.key)))
        count = len(self.faults)
        told = "a une faute" if count == 1 else f"a {count}{NBSP}fautes"
        super().__init__(
            f"Le profil d’action {told}{NBSP}:\n" + "\n".join(f"- {f}" for f in self.faults) + "\n",
            "Corrigez le fichier puis recommencez.",
        )
