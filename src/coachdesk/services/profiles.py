"""Where an action profile is read from: one of those shipped, or a file of the coach."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from coachdesk.core.bounded import TooLargeError, read_bounded
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, quoted
from coachdesk.core.os_errors import reason
from coachdesk.core.resources import resources_root
from coachdesk.domain.nearest import nearest
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.profile_faults import ProfileFaults
from coachdesk.domain.profile_reader import parse_profile

_MAX_BYTES = 300_000
"""A profile is a page of text; a file beyond this is something else."""


def shipped_profiles() -> tuple[str, ...]:
    """The names of the profiles shipped with the program, in order."""
    return tuple(sorted(path.stem for path in (resources_root() / "actions").glob("*.toml")))


@dataclass(frozen=True)
class ProfileCard:
    """A profile as people choose it: by the action's name and territory, not by its file's."""

    source: str | Path
    """What ``load_profile`` takes."""
    name: str
    territory: str
    association: str

    @property
    def title(self) -> str:
        """« Coaching Emploi – 5 vallées »."""
        return f"{self.name} – {self.territory}" if self.territory else self.name


def profile_card(name_or_file: str | Path) -> ProfileCard:
    """The profile of that name or file, in short.

    Raises:
        UserError: it can't be read, or has faults.
    """
    _, profile = load_profile(name_or_file)
    return ProfileCard(name_or_file, profile.name, profile.territory, profile.association)


def shipped_cards() -> tuple[ProfileCard, ...]:
    """The profiles shipped with the program."""
    return tuple(profile_card(name) for name in shipped_profiles())


def load_profile(name_or_file: str | Path) -> tuple[str, ActionProfile]:
    """The text and the content of a shipped profile (by its name) or of a TOML file.

    Raises:
        UserError: no such profile, or a file that can't be read.
        ProfileFaults: a profile with faults.
    """
    if str(name_or_file) in shipped_profiles():
        return _shipped(str(name_or_file))
    text = _read(Path(name_or_file))
    return text, read_profile(text)


@cache  # the first screen shows them all, and the program brings no others while it runs
def _shipped(name: str) -> tuple[str, ActionProfile]:
    text = _read(resources_root() / "actions" / f"{name}.toml")
    return text, read_profile(text)


def read_profile(text: str) -> ActionProfile:
    """The profile written in ``text``, with what it changes of the papers.

    Raises:
        ProfileFaults: a profile with faults.
    """
    return parse_profile(text, shipped_papers())


@lru_cache(maxsize=8)  # the same text each time a desk is opened or read anew
def kept_profile(text: str) -> ActionProfile:
    """The profile that a store keeps, which was read without fault when it came in.

    A paper of it that this version of the program can no longer read is the program's own instead,
    and a question that is no longer asked counts nothing: a desk opens whatever became of them.
    """
    try:
        return read_profile(text)
    except ProfileFaults as found:
        keys = [fault.key.split(".") for fault in found.faults]
        lost = {rest[0] for first, *rest in keys if first == "papers" and rest}
        return parse_profile(text, shipped_papers(), without=lost)


@cache
def shipped_papers() -> Mapping[str, str]:
    """The TOML of each paper shipped with the program, by its key."""
    folder = resources_root() / "papers"
    return {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.toml"))}


def _read(path: Path) -> str:
    try:
        data = read_bounded(path, _MAX_BYTES)
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except TooLargeError:
        raise UserError(
            f"{quoted(path.name)} est trop gros pour un profil d’action.",
            "Indiquez un fichier .toml décrivant une action.",
        ) from None
    except FileNotFoundError:
        names = shipped_profiles()
        near = nearest(str(path), names)
        raise UserError(
            f"Le profil {quoted(str(path))} n’existe pas.",
            f"Vouliez-vous dire {quoted(near)}{NBSP}?"
            if near
            else f"Indiquez un fichier .toml, ou l’un de ceux fournis{NBSP}: {', '.join(names)}.",
        ) from None
    except UnicodeDecodeError:
        raise UserError(
            f"{quoted(path.name)} n’est pas un texte en UTF-8.",
            "Enregistrez-le en UTF-8 depuis votre éditeur de texte.",
        ) from None
    except OSError as error:
        raise UserError(
            f"{quoted(path.name)} ne peut pas être lu{NBSP}: {reason(error)}.",
            "Vérifiez que c’est un fichier et que vous y avez accès.",
        ) from None
