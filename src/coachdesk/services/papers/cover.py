"""The bordereau: the month in numbers, what the envoi holds, the gaps that were forced."""

from collections.abc import Sequence

from coachdesk.core.french import NBSP
from coachdesk.documents.bordereau import BordereauData, Count, Gap, PackedFile
from coachdesk.documents.table_columns import Kind
from coachdesk.domain.attendance import REMOTE, Presence
from coachdesk.queries.attendance import PersonAttendance
from coachdesk.queries.presences import AttendanceRow
from coachdesk.services.papers.issue import Issue
from coachdesk.sync.package import Paper


def bordereau_data(
    issue: Issue,
    filename: str,
    people: Sequence[PersonAttendance],
    papers: Sequence[tuple[Paper, str]],
    to: Sequence[str],
) -> BordereauData:
    """The data of the bordereau.

    ``papers`` are the others of the envoi, each with what it is; ``to`` who receives it.
    """
    return BordereauData(
        operation=issue.operation,
        edition=issue.edition,
        title=issue.profile.texts.bordereau_title,
        month=issue.month,
        coach=issue.coach,
        package_id=str(issue.package_id),
        package_name=filename,
        created_at=issue.closed_at,
        signed_by=_signed_by(issue),
        files=tuple(
            PackedFile(paper.path, label, len(paper.data), paper.pages, paper.signatures)
            for paper, label in papers
        ),
        counts=_counts(issue, people),
        gaps=tuple(
            Gap(gap.sentence.rstrip("."), issue.forced_reason or "") for gap in issue.forced
        ),
        changes=issue.changes,
        acknowledgement=issue.profile.texts.acknowledgement,
        stamp=issue.stamp("B"),
        to=tuple(each.replace("\n", ", ") for each in to),
    )


def _counts(issue: Issue, people: Sequence[PersonAttendance]) -> tuple[Count, ...]:
    rows = [row for person in people for row in person.rows]
    signed = [row for row in rows if row.proof is not None]
    late = [row.proof for row in rows if row.proof and row.proof.regularisation]
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
        Count("Signatures dessinées", len(signed)),
        Count("dont à distance, confirmées", sum(row.mode in REMOTE for row in signed)),
        Count("dont régularisations", len(late)),
        Count("Refus, empêchements, désaccords", sum(_declined(row) for row in rows)),
        *by_presence,
    )


def _signed_by(issue: Issue) -> str:
    """Who signed the closing, by the number of each drawing; the coach's attestation without."""
    if issue.signed is None:
        return f"attestée par {issue.coach}, enregistrement n°{NBSP}{issue.closing_seq}"
    told = [f"{issue.coach}, enregistrement n°{NBSP}{issue.signed.coach.entry}"]
    if issue.signed.second is not None and issue.profile.second_signer is not None:
        second = issue.profile.second_signer
        number = f"enregistrement n°{NBSP}{issue.signed.second.entry}"
        told.append(f"{second.name}, {second.role}, {number}")
    return "signée par " + f"{NBSP}; ".join(told)


def _declined(row: AttendanceRow) -> bool:
    """Asked to sign, she answered otherwise, and has not signed since."""
    return row.declined is not None and row.proof is None
