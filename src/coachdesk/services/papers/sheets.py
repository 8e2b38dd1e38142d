"""The attendance sheets of a month: their rows, and the proofs that travel inside them."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from json import loads

from coachdesk.core.french import NBSP
from coachdesk.documents.attendance_sheet import AttendanceRow, AttendanceSheetData
from coachdesk.documents.proofs import CUT_OVER, Attested, Declined, Drawn, Proof, Written
from coachdesk.domain.attendance import REMOTE, Presence
from coachdesk.domain.week_hours import DAY_MINUTES
from coachdesk.queries import presences
from coachdesk.queries.attendance import PersonAttendance
from coachdesk.queries.evidence import EvidenceRow
from coachdesk.services.papers.issue import SheetIssue
from coachdesk.signing import proofs
from coachdesk.signing.strokes import decode_drawing


def sheet_data(
    issue: SheetIssue, person: PersonAttendance, evidence: Mapping[int, EvidenceRow]
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
        closing=issue.sheet_closing,
        stamp=issue.stamp(person.number),
    )


def sheet_proofs(
    rows: Iterable[presences.AttendanceRow], evidence: Mapping[int, EvidenceRow]
) -> tuple[proofs.Proof, ...]:
    """What proves the drawings and answers of a sheet; what was erased has nothing left to show."""
    found = (
        proof_of(item, evidence)
        for row in rows
        for item in (row.proof or row.declined, row.coach_proof)
        if item is not None
    )
    return tuple(proof for proof in found if proof is not None)


def proof_of(
    item: presences.AttendanceProof | presences.AttendanceAnswer,
    evidence: Mapping[int, EvidenceRow],
) -> proofs.Proof | None:
    """What proves one drawing or answer; None once its content was erased."""
    record = evidence[item.entry_seq]
    if record.salt is None or record.body is None:
        return None
    drawn = item if isinstance(item, presences.AttendanceProof) else None
    return proofs.Proof(
        header=record.header,
        payload=loads(record.body),
        salt=record.salt,
        signature=record.signature,
        drawing=drawn.drawing if drawn else None,
        drawing_salt=drawn.drawing_salt if drawn else None,
    )


def person_proof(
    row: presences.AttendanceRow, evidence: Mapping[int, EvidenceRow], unsigned: str
) -> Proof:
    """What stands in her column of a row; ``unsigned`` is said when she was not asked yet."""
    if row.presence is not Presence.ATTENDED:
        return None
    if row.proof is not None:
        return drawn_proof(row.proof, evidence, remote=row.mode in REMOTE)
    if row.declined is not None:
        declined = row.declined
        return Declined(
            declined.outcome,
            declined.reason,
            declined.witness,
            _wall(declined.entry_seq, evidence),
            declined.entry_seq,
        )
    return CUT_OVER if row.cut_over else Written(unsigned)


def coach_row_proof(
    row: presences.AttendanceRow, evidence: Mapping[int, EvidenceRow], coach: str, *, drawn: bool
) -> Attested | Drawn | None:
    """Hers: her drawing, or her attestation; under the rule « drawn » a place to sign by hand."""
    if row.coach_proof is not None:
        return drawn_proof(row.coach_proof, evidence)
    if drawn or row.attested_seq is None or row.attested_at is None:
        return None
    return Attested(coach, row.attested_at, row.attested_seq)


def drawn_proof(
    proof: presences.AttendanceProof, evidence: Mapping[int, EvidenceRow], *, remote: bool = False
) -> Drawn:
    """A drawing with its hour and number."""
    return Drawn(
        drawing=decode_drawing(proof.drawing),
        signed_at=_wall(proof.entry_seq, evidence),
        entry=proof.entry_seq,
        remote=remote,
        regularisation="" if remote else proof.regularisation or "",
        remark=proof.remark or "",
    )


def _row(
    issue: SheetIssue, row: presences.AttendanceRow, evidence: Mapping[int, EvidenceRow]
) -> AttendanceRow:
    attended = row.presence is Presence.ATTENDED
    mode = issue.profile.modes.label(row.mode)
    return AttendanceRow(
        day=row.held_on,
        start=time_of(row.start_minute),
        end=time_of(row.end_minute),
        minutes=row.end_minute - row.start_minute if attended else 0,
        place=row.place or "",
        mode=f"{mode}{NBSP}: {row.workshop}" if row.workshop else mode,
        presence=issue.profile.presences.label(row.presence),
        proof=person_proof(row, evidence, _unsigned(issue, row)),
        coach_proof=coach_row_proof(
            row, evidence, issue.coach, drawn=issue.profile.coach_signature == "drawn"
        ),
    )


def _unsigned(issue: SheetIssue, row: presences.AttendanceRow) -> str:
    """What is said of a presence that nobody was asked to sign."""
    if any(gap.concerns(row.appointment_id) for gap in issue.forced):
        return f"Sans signature, clôture forcée{NBSP}: {issue.forced_reason}"
    if row.mode in REMOTE:
        return "Entretien à distance, à confirmer par la personne"
    return "Sans signature"


def _wall(seq: int, evidence: Mapping[int, EvidenceRow]) -> datetime:
    """The hour on the wall that day: the record's own, whatever the season of the closing."""
    return datetime.fromisoformat(evidence[seq].header["wall"])


def time_of(minute: int) -> time | None:
    """Minute 1440 ends a day: shown as its last minute, the clock knows no 24 h 00."""
    return time(*divmod(min(minute, DAY_MINUTES - 1), 60))
