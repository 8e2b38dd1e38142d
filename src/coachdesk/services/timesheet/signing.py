"""Signing a feuille de temps on the pad: the coach, then the second signer when she is there.

As a closing does (decision 17): nothing is recorded before the last of them has drawn; drawings and
sealed paper are one transaction.
"""

import json
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, hours, month_name, plural
from coachdesk.core.ids import new_id
from coachdesk.documents.proofs import Drawn
from coachdesk.documents.time_sheet import kilometres, time_sheet_paper
from coachdesk.domain.drawing import fault
from coachdesk.domain.papers import DocumentState, Role, SigningOutcome
from coachdesk.models import Document
from coachdesk.queries.timesheet import TIME_SHEET
from coachdesk.services.acts import act
from coachdesk.services.closing.signature import HELD
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.documents.sealing import Sealing
from coachdesk.services.pad.asked import COACH_KNOWN, PadAnswer, PadRequest, Signed
from coachdesk.services.pad.record import FINAL, Recorded, overtaken, record
from coachdesk.services.papers.loose import stamp_now
from coachdesk.services.timesheet.paper import (
    ATTESTATION,
    TITLE,
    sheet_digest,
    signed_data,
    unsigned_data,
)
from coachdesk.services.timesheet.view import TimeSheet, time_sheet
from coachdesk.signing.evidence import Shown
from coachdesk.signing.proofs import ATTACHMENT, build_proofs
from coachdesk.signing.strokes import decode_drawing
from coachdesk.store import UnitOfWork

SHOWN = "feuille-presentee.pdf"
"""The sheet as each signer saw it, kept in the sealed one."""


@dataclass
class SheetSitting:
    """One month on the pad: its signers in order, and its document once they signed."""

    action: ActionInfo
    month: date
    second: bool
    document_id: UUID
    requests: tuple[PadRequest, ...]
    shown: bytes
    pages: int
    digest: str
    done: bool = False
    _answers: dict[Role, PadAnswer] = field(default_factory=dict)

    @property
    def asked(self) -> tuple["SheetAsked", ...]:
        """What the pad takes."""
        return tuple(SheetAsked(self, request) for request in self.requests)

    def renew(self, fresh: "SheetSitting") -> None:
        """Ask for what stands now."""
        self.document_id, self.requests = fresh.document_id, fresh.requests
        self.shown, self.pages, self.digest = fresh.shown, fresh.pages, fresh.digest
        self._answers.clear()

    def take(self, desk: Desk, request: PadRequest, answer: PadAnswer) -> Signed:
        """Hold an answer; with the last one, seal the sheet.

        Raises:
            UserError: no signature; the month changed since it was shown.
        """
        if answer.outcome is not SigningOutcome.SIGNED or answer.drawing is None:
            raise UserError(
                "Une feuille de temps se signe.",
                f"Signez, ou quittez cette page{NBSP}: elle reste provisoire.",
            )
        if (refusal := fault(answer.drawing)) is not None:
            raise UserError(refusal)
        self._answers[request.role] = answer
        if request.role is not self.requests[-1].role:
            return HELD
        if len(self._answers) < len(self.requests):
            raise UserError("Le coach n’a pas signé.", "Quittez cette page et signez d’abord.")
        signed = self._seal(desk)
        self.done = True
        return signed

    def _seal(self, desk: Desk) -> Signed:
        words = f"signature de la feuille de temps de {month_name(self.month)}"
        with act(desk, words, final=FINAL) as uow:
            connection = uow.session.connection()
            sheet = time_sheet(connection, self.action, self.month, today(desk.clock))
            if sheet_digest(desk, self.action, sheet) != self.digest:
                raise overtaken("La feuille de temps")
            revision = sheet.signed.revision + 1 if sheet.signed is not None else 1
            document = Document(
                id=self.document_id,
                action_id=self.action.id,
                kind=TIME_SHEET,
                revision=revision,
                title=f"{TITLE}, {month_name(self.month)}",
                answers=json.dumps({"month": f"{self.month:%Y-%m}", "digest": self.digest}),
                signers=json.dumps([request.role.value for request in self.requests]),
                state=DocumentState.CLOSED,
                made_on=today(desk.clock),
            )
            uow.session.add(document)
            uow.session.flush()
            told = {each.role: self._record(desk, uow, each, revision) for each in self.requests}
            last = list(told.values())[-1]
            self._keep(desk, uow, document, sheet, told)
            uow.commit()
        return last.signed()

    def _keep(
        self,
        desk: Desk,
        uow: UnitOfWork,
        document: Document,
        sheet: TimeSheet,
        told: dict[Role, Recorded],
    ) -> None:
        data = unsigned_data(desk, self.action, sheet)
        stamp = stamp_now(desk, f"{document.id.hex[-8:]}-T", uow.head)
        data = signed_data(
            data,
            stamp,
            document.revision,
            _drawn(uow, told[Role.COACH]),
            _drawn(uow, told[Role.DIRECTOR]) if Role.DIRECTOR in told else None,
        )
        printed = time_sheet_paper(data)
        sealing = Sealing(desk, uow, document, printed.pdf, printed.pages)
        proofs = build_proofs([each.proof() for each in told.values()])
        reason = f"{document.title}, journal n° {uow.head.seq} {uow.head.hash[:12]}"
        sealing.seal(reason, {ATTACHMENT: proofs, SHOWN: self.shown})

    def _record(self, desk: Desk, uow: UnitOfWork, request: PadRequest, revision: int) -> Recorded:
        answer = self._answers[request.role]
        shown = Shown(
            id=str(self.document_id),
            kind=TIME_SHEET,
            revision=revision,
            sha256=sha256(self.shown).hexdigest(),
            size=len(self.shown),
            pages=self.pages,
            viewed=answer.viewed,
            view_ms=answer.view_ms,
        )
        signer = str(desk.coach.id) if request.role is Role.COACH else ""
        return record(
            desk,
            uow,
            request,
            answer,
            shown=shown,
            signer_ref=signer,
            document_id=self.document_id,
        )


@dataclass(frozen=True)
class SheetAsked:
    """One signature of a feuille de temps, as the pad asks for it."""

    sitting: SheetSitting
    request: PadRequest

    def commit(self, desk: Desk, answer: PadAnswer) -> Signed:
        """See ``SheetSitting.take``."""
        return self.sitting.take(desk, self.request, answer)

    def again(self, desk: Desk) -> "SheetAsked":
        """The same as the month stands now; the second signs what the first did."""
        sitting = self.sitting
        if self.request.role is not sitting.requests[0].role:
            return self
        fresh = sheet_sitting(desk, sitting.action, sitting.month, second=sitting.second)
        if fresh.digest == sitting.digest:
            return self
        sitting.renew(fresh)
        return SheetAsked(sitting, sitting.requests[0])


def sheet_sitting(
    desk: Desk, action: ActionInfo, month: date, *, second: bool = False
) -> SheetSitting:
    """The month’s sheet, ready for the pad.

    Raises:
        UserError: nothing is counted, time is noted after today, a road is not known, or it is
            signed already and still matches.
    """

    def read(connection: Connection) -> SheetSitting:
        day = today(desk.clock)
        sheet = time_sheet(connection, action, month, day)
        digest = sheet_digest(desk, action, sheet)
        _refuse(sheet, day, digest)
        printed = time_sheet_paper(unsigned_data(desk, action, sheet))
        document_id, profile = new_id(), action.profile
        heading = (
            f"{TITLE} de {month_name(month)}{NBSP}: {hours(sheet.own)} sur l’opération, "
            f"{kilometres(sheet.metres)}"
        )

        def request(role: Role, who: str, text: str, known: str | None) -> PadRequest:
            return PadRequest(
                key=document_id,
                role=role,
                version=1,
                who=who,
                short=who,
                heading=heading,
                text=text,
                title=f"{TITLE}, {month_name(month)}",
                known=known,
                pdf=printed.pdf,
                pages=printed.pages,
            )

        requests = [request(Role.COACH, desk.coach.name, ATTESTATION, COACH_KNOWN)]
        other = profile.second_signer
        if second and other is not None:
            text = (
                f"Pour {profile.association}, {other.role}{NBSP}: j’ai pris connaissance de cette "
                "feuille de temps."
            )
            requests.append(request(Role.DIRECTOR, other.name, text, None))
        return SheetSitting(
            action, month, second, document_id, tuple(requests), printed.pdf, printed.pages, digest
        )

    return desk.read(read)


def _refuse(sheet: TimeSheet, day: date, digest: str) -> None:
    if sheet.signed is not None and sheet.signed.digest == digest:
        raise UserError("Cette feuille de temps est déjà signée.", "Elle est gardée ici.")
    if not sheet.total:
        raise UserError(
            "Aucun temps n’est compté ce mois-ci.", "Notez les présences, ou un autre temps."
        )
    if any(each.total for each in sheet.days if each.day > day):
        raise UserError(
            "Du temps est noté après aujourd’hui.", "Signez cette feuille quand ce temps est passé."
        )
    if sheet.unknown:
        count = plural(
            len(sheet.unknown), "distance n’est pas connue", "distances ne sont pas connues"
        )
        raise UserError(f"{count}.", "Écrivez les kilomètres demandés, ou ceux du jour.")


def _drawn(uow: UnitOfWork, recorded: Recorded) -> Drawn:
    assert recorded.drawn is not None, "only signatures make it"
    return Drawn(decode_drawing(recorded.drawn.blob), uow.now, recorded.entry.seq)
