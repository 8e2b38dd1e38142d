"""A page in tests: a desk, a context that records where the page goes, drafts kept in memory."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from PySide6.QtWidgets import QWidget

from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.month import RowsBehind
from coachdesk.services.pad.asked import Asked
from coachdesk.services.targets import Target
from coachdesk.ui.appearance import Appearance, worn_by
from coachdesk.ui.context import Context
from coachdesk.ui.sending.sender import Sender
from support.signing_desk import drawn, scrawl
from support.ui import InlineRunner, MessageRecorder


@dataclass
class KeptDrafts:
    """``Drafts`` that notes which forms are kept and forgotten."""

    kept: dict[str, Mapping[str, QWidget]] = field(default_factory=dict)
    forgotten: list[str] = field(default_factory=list)

    def keep(self, form: QWidget, key: str, fields: Mapping[str, QWidget]) -> None:
        """Note the form."""
        del form
        self.kept[key] = fields

    def flush(self) -> None:
        """Nothing waits in memory."""

    def close(self) -> None:
        """Nothing waits in memory."""

    def proposed(self, key: str, names: Collection[str]) -> None:
        """Nothing is kept here that a proposal could pass for."""

    def forget(self, key: str) -> None:
        """Note that it was recorded."""
        self.forgotten.append(key)


@dataclass
class Trail:
    """Where a page asked to go."""

    messages: MessageRecorder = field(default_factory=MessageRecorder)
    drafts: KeptDrafts = field(default_factory=KeptDrafts)
    gone: list[Target] = field(default_factory=list)
    signed: list[UUID] = field(default_factory=list)
    handed: list[Asked] = field(default_factory=list)
    """What the pad was handed over for."""
    questioned: list[UUID] = field(default_factory=list)
    """The papers for which the window was handed over."""
    ran: list[str] = field(default_factory=list)
    """The commands of the window that were asked for."""
    reopened: list[Target] = field(default_factory=list)
    """What every page was made anew for."""
    rows: list[tuple[str, RowsBehind]] = field(default_factory=list)
    """The figures whose rows were asked for."""
    backs: int = 0
    elsewhere: bool = False
    """She left the page while its act was being recorded."""

    def back(self) -> None:
        """Note that the page was left."""
        self.backs += 1


def make_context(desk: Desk, action: ActionInfo | None = None) -> tuple[Context, Trail]:
    """A context on ``desk`` whose work is done at once, and the trail that the page leaves."""
    trail = Trail()
    context = Context(
        runner=InlineRunner(trail.messages),
        messages=trail.messages,
        desk=desk,
        action=action or desk.actions[0],
        drafts=trail.drafts,
        go=trail.gone.append,
        back=trail.back,
        sign=trail.signed.append,
        hand_questions=trail.questioned.append,
        hand_pad=lambda asked: trail.handed.extend(asked(desk)),
        appearance=Appearance(worn_by(), InlineRunner(trail.messages)),
        run=trail.ran.append,
        reopen=trail.reopened.append,
        sender=Sender(InlineRunner(trail.messages), trail.messages.refuse, desk),
        renew_key=lambda: trail.ran.append("renew_key"),
        show_rows=lambda told, found: trail.rows.append((told, found)),
        on_screen=lambda _: not trail.elsewhere,
    )
    return context, trail


def sign_handed(desk: Desk, trail: Trail) -> None:
    """Everyone whom the pad was handed to draws, one after the other."""
    handed, trail.handed = trail.handed, []
    for number, asked in enumerate(handed):
        asked.commit(desk, drawn(scrawl(asked.request.key.int + number)))
