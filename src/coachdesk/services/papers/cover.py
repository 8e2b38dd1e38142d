"""The bordereau: the month in numbers, what the envoi holds, the gaps that were forced."""

from collections.abc import Sequence

from coachdesk.documents.bordereau import BordereauData, Count, Gap, PackedFile
from coachdesk.documents.table_columns import Kind
from coachdesk.domain.attendance import Presence
from coachdesk.queries.attendance import PersonAttendance
from coachdesk.services.papers.issue import Issue
from coachdesk.sync.package import Paper


def bordereau_data(
    issue: Issue,
    filename: str,
    people: Sequence[PersonAttendance],
    papers: Sequence[tuple[Paper, str]],
) -> BordereauData:
    """The data of the bordereau; ``papers`` are the others of the envoi, each with what it is."""
    return BordereauData(
        operation=issue.operation,
        edition=issue.edition,
        title=issue.profile.texts.bordereau_title,
        month=issue.month,
        coach=issue.coach,
        package_id=str(issue.package_id),
        package_name=filename,
        created_at=issue.closed_at,
        files=tuple(
            PackedFile(paper.path, label, len(paper.data), paper.pages, paper.signatures)
            for paper, label in papers
        ),
        counts=_counts(issue, people),
        gaps=tuple(
            Gap(gap.sentence.rstrip("."), issue.forced_reason or "") for gap in issue.forced
        ),
        changes=(),
        acknowledgement=issue.profile.texts.acknowledgement,
        stamp=issue.stamp("B"),
    )


def _counts(issue: Issue, people: Sequence[PersonAttendance]) -> tuple[Count, ...]:
    rows = [row for person in people for row in person.rows]
    by_presence = [
        Count(
            issue.profile.presences.label(presence),
            sum(row.presence is presence for row in rows),
        )
        for presence in Presence
        if presence is not Presence.PLANNED
    ]
    return (
        Count("Feuilles d’émargement", len(people)),
        Count("Heures de présence", sum(person.month_minutes for person in people), Kind.MINUTES),
        Count("Signatures dessinées", sum(row.proof is not None for row in rows)),
        *by_presence,
    )
