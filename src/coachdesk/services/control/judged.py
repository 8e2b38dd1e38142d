"""What the rules of a dossier are asked about, and what they answer."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from coachdesk.domain.papers import DocumentState, PaperTemplate
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.control.contents import KeptDossier
from coachdesk.services.control.parts import Part
from coachdesk.services.control.sheets import MonthSheet
from coachdesk.services.desk import ActionInfo
from coachdesk.services.papers.templates import templates


@dataclass(frozen=True)
class Lack:
    """One thing that should be there."""

    part: Part
    sentence: str


@dataclass(frozen=True)
class Judged:
    """What the rules are asked about."""

    action: ActionInfo
    kept: KeptDossier
    sheets: Sequence[MonthSheet]
    closed: Collection[date]
    """The closed months of the action."""
    months: tuple[date, date] | None
    """The first and last day of her sheets; None without a pathway."""
    day: date

    @property
    def profile(self) -> ActionProfile:
        """Of the action."""
        return self.action.profile

    def asks(self, kind: str) -> bool:
        """Whether the action uses that kind of paper."""
        return kind in self.papers

    @cached_property
    def papers(self) -> Mapping[str, PaperTemplate]:
        """The kinds of paper that the action uses."""
        return templates(self.action)

    def holds(self, kind: str, subject: object = None) -> bool:
        """Whether someone signed that paper; who has not yet is said of the paper itself."""
        return any(
            paper.line.kind == kind
            and paper.line.state in {DocumentState.OPEN, DocumentState.CLOSED}
            and (subject is None or paper.line.subject_id == subject)
            for paper in self.kept.papers
        )
