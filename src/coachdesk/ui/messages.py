"""One door to the user: a word, a refusal with its remedy, a question, a choice of file.

Nothing blocks: questions and choices open in front of the window and answer by a call. The
product's door is ``window_messages``; tests hand the screens a recorder.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from coachdesk.core.errors import UserError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    KeepTyped = Callable[[QDialog, Mapping[str, QWidget]], None]


@dataclass(frozen=True)
class Question:
    """What is asked before an act, with the word of the button that does it.

    Attributes:
        reason: the caption of the line to fill in before the act; None when a yes is enough.
        exactly: what that line must hold before the act, for one that can't be undone.
        stay: the word of the button that does nothing, where « Annuler » could be the act itself.
        staying_leads: the button that does nothing is the one that stands out, where whoever reads
            with difficulty presses that one.
        keep: keeps what is typed in that line, as ``Context.keeping`` does.
    """

    title: str
    text: str
    act: str
    reason: str | None = None
    stay: str | None = None
    keep: "KeepTyped | None" = None
    exactly: str | None = None
    staying_leads: bool = False


class Messages(Protocol):
    """How screens speak to the user."""

    def inform(self, sentence: str, written: Path | None = None) -> None:
        """Say that something was done; of a file that was ``written``, with the way to it."""
        ...

    def refuse(self, error: UserError) -> None:
        """Say what was not done, and the remedy."""
        ...

    def hush(self) -> None:
        """Take the last refusal off the screen: she has gone on to something else."""
        ...

    def ask(self, question: Question, confirmed: Callable[[str], None]) -> None:
        """Ask; ``confirmed`` gets the reason typed, or an empty text when none was asked."""
        ...

    def choose_folder(self, title: str, start: Path, chosen: Callable[[Path], None]) -> None:
        """Let the user choose an existing folder."""
        ...

    def choose_file(self, title: str, kinds: str, chosen: Callable[[Path], None]) -> None:
        """Let the user choose a file to read; ``kinds`` is a Qt filter."""
        ...

    def choose_files(self, title: str, kinds: str, chosen: Callable[[list[Path]], None]) -> None:
        """Let the user choose one or several files to read; ``kinds`` is a Qt filter."""
        ...

    def choose_target(
        self, title: str, suggested: Path, kinds: str, chosen: Callable[[Path], None]
    ) -> None:
        """Let the user choose a file to write."""
        ...
