"""What all papers of one closing share: the action as named, the version, what vouches for them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from coachdesk import __version__
from coachdesk.documents.footer import Stamp
from coachdesk.documents.letterhead import Edition, Operation
from coachdesk.documents.proofs import Attested
from coachdesk.domain.periods import Period, month_of
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.desk import ActionInfo
from coachdesk.services.gaps import Gap
from coachdesk.services.papers.loose import operation_of
from coachdesk.store import Head


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
        return Edition(version=self.revision)

    @property
    def closing(self) -> Attested:
        """The coach's attestation at the foot of a closed paper."""
        return Attested(self.coach, self.closed_at, self.closing_seq)

    def stamp(self, paper: str) -> Stamp:
        """What vouches for ``paper``, e.g. « T » for the table or the number of a sheet."""
        return Stamp(
            document_id=f"{self.package_id.hex[-8:]}-{paper}",
            journal_seq=self.head.seq,
            journal_hash=self.head.hash,
            fingerprint=self.fingerprint,
            app_version=__version__,
        )
