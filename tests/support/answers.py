"""What the store of the signing desk holds of those who answered « signez ici »."""

import json

from sqlalchemy import select

from coachdesk.models import JournalEntry, JournalPayload, Signature, SignatureRefusal
from coachdesk.services.desk import Desk
from coachdesk.signing.strokes import drawing_digest


def signed(desk: Desk) -> dict[str, tuple[int, str]]:
    """Of each signed rendez-vous, the number and the short code of its evidence record."""
    found = select(Signature.appointment_id, JournalEntry.seq, JournalEntry.hash).join_from(
        Signature, JournalEntry, Signature.entry_seq == JournalEntry.seq
    )
    rows = desk.read(lambda connection: connection.execute(found).all())
    return {str(row[0]): (row[1], row[2][:8].upper()) for row in rows}


def declined(desk: Desk) -> dict[str, tuple[int, str]]:
    """The same of those she answered otherwise than by signing."""
    found = select(SignatureRefusal.appointment_id, JournalEntry.seq, JournalEntry.hash).join_from(
        SignatureRefusal, JournalEntry, SignatureRefusal.entry_seq == JournalEntry.seq
    )
    rows = desk.read(lambda connection: connection.execute(found).all())
    return {str(row[0]): (row[1], row[2][:8].upper()) for row in rows}


def whole(desk: Desk) -> bool:
    """The chain verifies; each evidence has its row, each row its evidence and its drawing."""
    if desk.store.verify(desk.identity.certificate.public_key).fault is not None:
        return False
    proofs = select(JournalEntry.seq, JournalPayload.body).join(
        JournalPayload, JournalPayload.seq == JournalEntry.seq
    )
    bodies = {
        seq: json.loads(body or b"null")
        for seq, body in desk.read(
            lambda link: link.execute(proofs.where(JournalEntry.kind == "evidence")).all()
        )
    }
    drawn = desk.read(lambda link: link.execute(select(Signature.__table__)).all())
    declined = desk.read(lambda link: link.execute(select(SignatureRefusal.__table__)).all())
    rows = [row.entry_seq for row in (*drawn, *declined)]
    return (
        sorted(rows) == sorted(bodies)
        and len({row.fingerprint for row in drawn}) == len(drawn)
        and all(
            bodies[row.entry_seq]["capture"]["drawing_sha256"]
            == drawing_digest(row.drawing_salt, row.drawing)
            for row in drawn
        )
        and all(bodies[row.entry_seq]["outcome"] == row.outcome for row in declined)
    )
