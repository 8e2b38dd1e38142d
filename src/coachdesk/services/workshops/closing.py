"""The sheet of a workshop: looked at any time, sealed once with its proofs when it is closed."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, file_slug, plural, quoted
from coachdesk.core.ids import new_id
from coachdesk.documents.closing_block import CoachProof
from coachdesk.documents.footer import Stamp
from coachdesk.documents.frame import Printed
from coachdesk.documents.letterhead import Edition
from coachdesk.documents.proofs import Attested
from coachdesk.documents.workshop_sheet import WorkshopRow, WorkshopSheetData, workshop_sheet
from coachdesk.domain.attendance import Presence
from coachdesk.domain.papers import DocumentState
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import Document, Workshop
from coachdesk.queries.documents import latest_bytes
from coachdesk.queries.evidence import EvidenceRow, evidence_rows
from coachdesk.queries.workshops import (
    SHEET_KIND,
    WorkshopHead,
    WorkshopPerson,
    workshop_head,
    workshop_people,
)
from coachdesk.services.acts import act
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.documents.sealing import Sealing
from coachdesk.services.papers.loose import operation_of, stamp_now
from coachdesk.services.papers.sheets import (
    coach_row_proof,
    person_proof,
    sheet_proofs,
    time_of,
)
from coachdesk.services.papers.shown_sheet import ShownSheet
from coachdesk.services.workshops.planning import workshop_words
from coachdesk.signing.device_signature import sign_bytes
from coachdesk.signing.proofs import ATTACHMENT, build_proofs

OTHER = "[autre personne]"
"""In the place of someone else's name."""


@dataclass(frozen=True)
class _Extract(Edition):
    """What one person is given of a sheet of several."""

    @property
    def label(self) -> str:
        """Said below the title, where the version is."""
        return "Extrait pour une seule personne, les lignes des autres sont masquées"


_PROVISIONAL = Edition(provisional="atelier non clos")
_EXTRACT = _Extract(provisional="extrait")
_SHOWN = 4


def view_sheet(desk: Desk, action: ActionInfo, workshop_id: UUID) -> ShownSheet:
    """The sheet as it stands: the sealed one, or one that says that it is provisional.

    Raises:
        UserError: the workshop is gone.
    """

    def read(connection: Connection) -> ShownSheet:
        head = workshop_head(connection, workshop_id)
        table, title = Workshop.__tablename__, f"Atelier {quoted(head.title)}"
        name = f"atelier_{head.held_on:%Y-%m-%d}_{file_slug(head.title)}"
        if head.document_id is not None:
            pdf = latest_bytes(connection, head.document_id)
            assert pdf is not None, "a closed workshop has its sheet"
            return ShownSheet(table, workshop_id, title, f"{name}.pdf", pdf)
        people = workshop_people(connection, workshop_id)
        stamp = stamp_now(desk, f"{workshop_id.hex[-8:]}-A")
        made, proofs = _made(connection, action.profile, head, people, desk.coach.name, stamp)
        return ShownSheet(
            table,
            workshop_id,
            title,
            f"{name}_provisoire.pdf",
            made.pdf,
            "Feuille d’émargement provisoire d’un atelier",
            proofs,
        )

    return desk.read(read)


def own_line(
    desk: Desk, action: ActionInfo, workshop_id: UUID, dossiers: Collection[UUID]
) -> ShownSheet:
    """The sheet as one person may have it: her line whole, nothing of who else was there.

    Raises:
        UserError: the workshop is gone.
    """

    def read(connection: Connection) -> ShownSheet:
        head = workshop_head(connection, workshop_id)
        people = workshop_people(connection, workshop_id)
        stamp = stamp_now(desk, f"{workshop_id.hex[-8:]}-E")
        made, _ = _made(
            connection, action.profile, head, people, desk.coach.name, stamp, only=dossiers
        )
        name = f"atelier_{head.held_on:%Y-%m-%d}_{file_slug(head.title)}.pdf"
        reason = "Extrait de la feuille d’un atelier"
        return ShownSheet(Workshop.__tablename__, workshop_id, reason, name, made.pdf, reason)

    return desk.read(read)


def close_workshop(desk: Desk, action: ActionInfo, workshop_id: UUID) -> UUID:
    """Close a workshop: its sheet is sealed with its proofs and kept; gives its document.

    Raises:
        UserError: it is closed, to come, without anyone, or someone was not asked to sign.
    """
    told: list[str] = []
    with act(
        desk, lambda: f"clôture de {told[0]}", final="une feuille cachetée ne se rouvre pas"
    ) as uow:
        session, connection = uow.session, uow.session.connection()
        head = workshop_head(connection, workshop_id)
        people = workshop_people(connection, workshop_id)
        told.append(workshop_words(head.title, head.held_on))
        _refuse_unclosable(desk, head, people)
        document_id = new_id()
        seq = uow.attestation(
            Workshop.__tablename__,
            workshop_id,
            {"title": head.title, "held_on": head.held_on.isoformat(), "people": len(people)},
            lambda data: sign_bytes(desk.identity, data),
        )
        stamp = stamp_now(desk, f"{document_id.hex[-8:]}-A", uow.head)
        printed, proofs = _made(
            connection,
            action.profile,
            head,
            people,
            desk.coach.name,
            stamp,
            closing=Attested(desk.coach.name, uow.now, seq),
        )
        reason = f"Clôture de l’atelier, journal n° {uow.head.seq} {uow.head.hash[:12]}"
        document = Document(
            id=document_id,
            action_id=action.id,
            kind=SHEET_KIND,
            subject_id=workshop_id,
            revision=1,
            title=f"{action.profile.texts.sheet_title}, {head.title}",
            answers="{}",
            signers="[]",
            state=DocumentState.CLOSED,
            made_on=today(desk.clock),
        )
        session.add(document)
        session.flush()
        sealing = Sealing(desk, uow, document, printed.pdf, printed.pages)
        sealing.seal(reason, {ATTACHMENT: proofs} if proofs else None)
        uow.commit()
    return document_id


def why_open(people: tuple[WorkshopPerson, ...]) -> str:
    """What keeps a workshop from being closed; empty when nothing does."""
    if not people:
        return "Personne n’est inscrit à cet atelier."
    planned = [person for person in people if person.row.presence is Presence.PLANNED]
    if planned:
        return f"Présence à noter{NBSP}: {_names(planned)}."
    unsigned = [person for person in people if _unsigned(person)]
    if unsigned:
        return f"Signature à donner{NBSP}: {_names(unsigned)}."
    return ""


def _unsigned(person: WorkshopPerson) -> bool:
    return person.row.presence is Presence.ATTENDED and not person.answered


def _names(people: list[WorkshopPerson]) -> str:
    shown = ", ".join(person.name for person in people[:_SHOWN])
    more = len(people) - _SHOWN
    return f"{shown} et {plural(more, 'autre')}" if more > 0 else shown


def _refuse_unclosable(desk: Desk, head: WorkshopHead, people: tuple[WorkshopPerson, ...]) -> None:
    if head.document_id is not None:
        raise UserError("Cet atelier est déjà clos.", "Sa feuille cachetée est gardée ici.")
    if head.held_on > today(desk.clock):
        raise UserError(
            "Cet atelier est à venir.", "Il se clôt quand il a eu lieu et que chacun a signé."
        )
    lacking = why_open(people)
    if lacking:
        raise UserError(
            lacking,
            "Faites passer l’écran, ou notez pourquoi quelqu’un ne signe pas ou n’est pas venu.",
        )


def _made(
    connection: Connection,
    profile: ActionProfile,
    head: WorkshopHead,
    people: tuple[WorkshopPerson, ...],
    coach: str,
    stamp: Stamp,
    *,
    closing: CoachProof = None,
    only: Collection[UUID] | None = None,
) -> tuple[Printed, bytes | None]:
    """The sheet, not yet sealed, and its « preuves.json »; with ``only``, the lines of those."""
    rows = [person.row for person in people]
    evidence = evidence_rows(connection, [seq for row in rows for seq in row.entries])
    start, end = time_of(head.start_minute), time_of(head.end_minute)
    assert start is not None and end is not None, "a workshop has hours"  # noqa: PT018  (one reason)
    data = WorkshopSheetData(
        title=profile.texts.sheet_title,
        operation=operation_of(profile),
        edition=_EXTRACT if only is not None else Edition() if closing else _PROVISIONAL,
        workshop=head.title,
        day=head.held_on,
        start=start,
        end=end,
        minutes=head.end_minute - head.start_minute,
        place=head.place or "",
        coach=coach,
        rows=tuple(_lines(profile, people, evidence, coach, only)),
        present=sum(row.presence is Presence.ATTENDED for row in rows),
        attestation=profile.texts.sheet_attestation,
        closing=closing,
        stamp=stamp,
    )
    proofs = sheet_proofs(rows, evidence)
    return workshop_sheet(data), build_proofs(proofs) if proofs else None


def _lines(
    profile: ActionProfile,
    people: tuple[WorkshopPerson, ...],
    evidence: Mapping[int, EvidenceRow],
    coach: str,
    only: Collection[UUID] | None,
) -> Iterator[WorkshopRow]:
    drawn = profile.coach_signature == "drawn"
    others = 0
    for person in people:
        if only is not None and person.prescription_id not in only:
            others += 1
            continue
        yield WorkshopRow(
            person.number,
            person.name,
            profile.presences.label(person.row.presence),
            person_proof(person.row, evidence, "Sans signature"),
            coach_row_proof(person.row, evidence, coach, drawn=drawn),
        )
    # After hers: their order by name would tell something of who they are.
    for _ in range(others):
        yield WorkshopRow("", OTHER, "", None, None)
