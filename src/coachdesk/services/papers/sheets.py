"""The attendance sheets of a month: their rows, and the proofs that travel inside them."""

from collections.abc import Mapping
from datetime import datetime, time
from json import loads

from coachdesk.core.french import NBSP
from coachdesk.documents.attendance_sheet import AttendanceRow, AttendanceSheetData
from coachdesk.documents.proofs import CUT_OVER, Attested, Drawn, Proof, Written
from coachdesk.domain.attendance import REMOTE, Presence
from coachdesk.queries import attendance
from coachdesk.queries.evidence import EvidenceRow
from coachdesk.services.papers.issue import Issue
from coachdesk.signing import proofs
from coachdesk.signing.strokes import decode_drawing


def sheet_data(
    issue: Issue, person: attendance.PersonAttendance, evidence: Mapping[int, EvidenceRow]
) -> AttendanceSheetData:
    """The data of one person's sheet; ``evidence`` holds the records of its signatures."""
    return AttendanceSheetData(
        operation=issue.operation,
        edition=issue.edition,
        title=issue.profile.texts.sheet_title,
        last_name=person.last_name,
        first_name=person.first_name,
        number=person.number,
        recipient_number=person.beneficiary_number or "",
        coach=issue.coach,
        case_manager=person.case_manager or "",
        entry=person.entered_on,
        month=issue.month,
        rows=tuple(_row(issue, row, evidence) for row in person.rows),
        month_minutes=person.month_minutes,
        total_minutes=person.cumulative_minutes,
        attestation=issue.profile.texts.sheet_attestation,
        closing=issue.closing,
        stamp=issue.stamp(person.number),
    )


def sheet_proofs(
    person: attendance.PersonAttendance, evidence: Mapping[int, EvidenceRow]
) -> tuple[proofs.Proof, ...]:
    """What proves the drawings of one sheet; a content erased since has nothing left to show."""
    found = []
    for row in person.rows:
        if row.proof is None:
            continue
        record = evidence[row.proof.entry_seq]
        if record.salt is None or record.body is None:
            continue
        found.append(
            proofs.Proof(
                header=record.header,
                payload=loads(record.body),
                salt=record.salt,
                signature=record.signature,
                drawing=row.proof.drawing,
                drawing_salt=row.proof.drawing_salt,
            )
        )
    return tuple(found)


def _row(
    issue: Issue, row: attendance.AttendanceRow, evidence: Mapping[int, EvidenceRow]
) -> AttendanceRow:
    attended = row.presence is Presence.ATTENDED
    return AttendanceRow(
        day=row.held_on,
        start=_time(row.start_minute),
        end=_time(row.end_minute),
        minutes=row.end_minute - row.start_minute if attended else 0,
        place=row.place or "",
        mode=issue.profile.modes.label(row.mode),
        presence=issue.profile.presences.label(row.presence),
        proof=_proof(issue, row, evidence) if attended else None,
        coach_proof=_coach_proof(issue, row),
    )


def _proof(
    issue: Issue, row: attendance.AttendanceRow, evidence: Mapping[int, EvidenceRow]
) -> Proof:
    if row.proof is not None:
        # The hour on the wall that day: the record's own, whatever the season of the closing.
        wall = datetime.fromisoformat(evidence[row.proof.entry_seq].header["wall"])
        return Drawn(
            drawing=decode_drawing(row.proof.drawing),
            signed_at=wall,
            entry=row.proof.entry_seq,
            remote=row.mode in REMOTE,
            regularisation=row.proof.regularisation or "",
        )
    if row.cut_over:
        return CUT_OVER
    if any(gap.concerns(row.appointment_id) for gap in issue.forced):
        return Written(f"Sans signature, clôture forcée{NBSP}: {issue.forced_reason}")
    return Written("Sans signature")


def _coach_proof(issue: Issue, row: attendance.AttendanceRow) -> Attested | None:
    """The attestation; under the rule « drawn » its place stays blank, to be signed by hand."""
    drawn = issue.profile.coach_signature == "drawn"
    if drawn or row.attested_seq is None or row.attested_at is None:
        return None
    return Attested(issue.coach, row.attested_at, row.attested_seq)


def _time(minute: int) -> time | None:
    """Minute 1440 ends a day: shown as its last minute, the clock knows no 24 h 00."""
    return time(*divmod(min(minute, 24 * 60 - 1), 60))
