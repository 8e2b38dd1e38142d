"""What all papers of one closing share: the action as named, the version, what vouches for them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from coachdesk import __version__
from coachdesk.documents.closing_block import CoachProof
from coachdesk.documents.footer import Stamp
from coachdesk.documents.letterhead import Edition, Operation
from coachdesk.documents.proofs import Attested, Drawn, DrawnElsewhere
from coachdesk.domain.periods import Period, month_of
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.desk import ActionInfo
from coachdesk.services.gaps import Gap
from coachdesk.services.papers.loose import operation_of
from coachdesk.signing.proofs import Proof
from coachdesk.store import Head
from coachdesk.sync.manifest import short_id


class SheetIssue(Protocol):
    """What the sheets of a month share, be it closed or still open."""

    @property
    def profile(self) -> ActionProfile:
        """The action's profile."""
        ...

    @property
    def coach(self) -> str:
        """Her name."""
        ...

    @property
    def month(self) -> date:
        """Its first day."""
        ...

    @property
    def operation(self) -> Operation:
        """The action as every paper names it."""
        ...

    @property
    def edition(self) -> Edition:
        """The version of the papers."""
        ...

    @property
    def sheet_closing(self) -> CoachProof:
        """What the coach gave at closing, at the foot of a sheet."""
        ...

    @property
    def forced(self) -> tuple[Gap, ...]:
        """The gaps with which it was closed."""
        ...

    @property
    def forced_reason(self) -> str | None:
        """Why it was closed in spite of them."""
        ...

    def stamp(self, paper: str) -> Stamp:
        """What vouches for ``paper``."""
        ...


@dataclass(frozen=True)
class OpenMonth:
    """A month that is still open, for the sheets looked at meanwhile."""

    action: ActionInfo
    coach: str
    month: date
    stamp: Callable[[str], Stamp]
    forced: tuple[Gap, ...] = ()
    forced_reason: str | None = None
    sheet_closing: CoachProof = None
    rectifying: bool = False
    """It was closed, and is open again to be rectified."""

    @property
    def profile(self) -> ActionProfile:
        """The action's profile."""
        return self.action.profile

    @property
    def operation(self) -> Operation:
        """The action as every paper names it."""
        return operation_of(self.profile)

    @property
    def edition(self) -> Edition:
        """Provisional."""
        return Edition(
            provisional="rectification en cours" if self.rectifying else "mois non clôturé"
        )


@dataclass(frozen=True)
class SignedClosing:
    """What was drawn at the closing.

    Attributes:
        coach: hers.
        second: the second signer's, when she was there.
        proofs: of each, to travel in the sealed table.
        shown: the table that each of them saw, the PDF whose digest their evidence keeps.
    """

    coach: Drawn
    second: Drawn | None
    proofs: tuple[Proof, ...]
    shown: bytes


@dataclass(frozen=True)
class Issue:
    """One closing of one month, as its papers name it.

    Attributes:
        package_id: the envoi; each paper's own id is made from it.
        revision: 1 for the first closing of the month.
        closed_at: local time with offset.
        closing_seq: the journal entry in which the coach closed the month.
        head: the journal as the papers name it.
        forced: the gaps with which it was closed.
        forced_reason: why it was closed in spite of them; None without.
        signed: what was drawn at the closing; None when it was only attested.
        corrects: why the version before is rectified; None for a first version.
        supersedes: the envoi that it replaces; None for a first version.
        changes: what this version changes of it, one sentence each.
    """

    action: ActionInfo
    coach: str
    fingerprint: str
    month: date
    package_id: UUID
    revision: int
    closed_at: datetime
    closing_seq: int
    head: Head
    forced: tuple[Gap, ...]
    forced_reason: str | None
    signed: SignedClosing | None = None
    corrects: str | None = None
    supersedes: UUID | None = None
    changes: tuple[str, ...] = ()

    @property
    def profile(self) -> ActionProfile:
        """The action's profile."""
        return self.action.profile

    @property
    def period(self) -> Period:
        """The days of the month."""
        return month_of(self.month)

    @property
    def operation(self) -> Operation:
        """The action as every paper names it (domain §4.1: the same title everywhere)."""
        return operation_of(self.profile)

    @property
    def edition(self) -> Edition:
        """The version of the month's papers."""
        return Edition(
            version=self.revision,
            supersedes=short_id(self.supersedes) if self.supersedes else "",
            reason=self.corrects or "",
        )

    @property
    def closing(self) -> CoachProof:
        """The coach's proof at the foot of the table: her drawing, or her attestation."""
        return self.signed.coach if self.signed else self._attested

    @property
    def sheet_closing(self) -> CoachProof:
        """The same at the foot of a sheet, which names her drawing and does not repeat it."""
        if self.signed is None:
            return self._attested
        return DrawnElsewhere(self.signed.coach.signed_at, self.signed.coach.entry)

    @property
    def _attested(self) -> Attested:
        return Attested(self.coach, self.closed_at, self.closing_seq)

    def stamp(self, paper: str) -> Stamp:
        """What vouches for ``paper``, e.g. « T » for the table or the number of a sheet."""
        return Stamp(
            document_id=f"{short_id(self.package_id)}-{paper}",
            journal_seq=self.head.seq,
            journal_hash=self.head.hash,
            fingerprint=self.fingerprint,
            app_version=__version__,
        )
