"""Closing a month by signing it: what the pad shows to the coach, and to the second signer.

Nothing is recorded before the last of them has drawn: the drawings, the closing and its envoi are
one transaction, and a pad that is left before leaves the month open.
"""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, capital, month_name, of, plural
from coachdesk.core.ids import new_id
from coachdesk.documents.digest import data_digest
from coachdesk.documents.monthly_table import monthly_table
from coachdesk.domain.drawing import fault
from coachdesk.domain.papers import Role, SigningOutcome
from coachdesk.services.closing.drawings import ClosingDrawings, unsigned_table
from coachdesk.services.closing.use_case import (
    ClosedMonth,
    MonthIncompleteError,
    blocking_gaps,
    close_month,
)
from coachdesk.services.closing.version import issue_to_be, next_version
from coachdesk.services.closing.words import version_words
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.figures import require_known
from coachdesk.services.pad.asked import COACH_KNOWN, PadAnswer, PadRequest, Signed
from coachdesk.services.profile_versions import action_of

HELD = Signed(0, "")
"""Drawn, and recorded with the last signature of the closing."""


@dataclass(frozen=True)
class ClosingOrder:
    """What is to be closed, and who signs it now."""

    action: ActionInfo
    month: date
    force_reason: str | None
    second_signs: bool
    """The association's second signer is there; else her place on the table stays blank."""


@dataclass
class ClosingSitting:
    """One closing on the pad: its signers in order, and the month once it is closed."""

    order: ClosingOrder
    closing_id: UUID
    requests: tuple[PadRequest, ...]
    shown: bytes
    pages: int
    digest: str
    closed: ClosedMonth | None = None
    _answers: dict[Role, PadAnswer] = field(default_factory=dict)

    @property
    def asked(self) -> tuple["ClosingAsked", ...]:
        """What the pad takes."""
        return tuple(ClosingAsked(self, request) for request in self.requests)

    def renew(self, fresh: "ClosingSitting") -> None:
        """Ask for what stands now: what was answered before was about something else."""
        self.closing_id, self.requests = fresh.closing_id, fresh.requests
        self.shown, self.pages, self.digest = fresh.shown, fresh.pages, fresh.digest
        self._answers.clear()

    def take(self, desk: Desk, request: PadRequest, answer: PadAnswer) -> Signed:
        """Hold an answer; with the last one, close the month.

        Raises:
            UserError: no signature; whatever keeps the month from being closed.
        """
        if answer.outcome is not SigningOutcome.SIGNED or answer.drawing is None:
            raise UserError(
                "Un mois se clôture par une signature.",
                f"Signez, ou quittez cette page{NBSP}: le mois reste ouvert.",
            )
        if (kind_refusal := fault(answer.drawing)) is not None:
            raise UserError(kind_refusal)
        self._answers[request.role] = answer
        if request.role is not self.requests[-1].role:
            return HELD
        if len(self._answers) < len(self.requests):
            raise UserError(
                "Le coach n’a pas signé.", "Quittez cette page et signez d’abord la clôture."
            )
        order = self.order
        drawings = ClosingDrawings(
            self.closing_id,
            self.shown,
            self.pages,
            self.digest,
            tuple((each, self._answers[each.role]) for each in self.requests),
        )
        self.closed = close_month(
            desk, order.action, order.month, force_reason=order.force_reason, drawings=drawings
        )
        assert self.closed.signed is not None, "it was closed by drawings"
        return self.closed.signed


@dataclass(frozen=True)
class ClosingAsked:
    """One signature of a closing, as the pad asks for it."""

    sitting: ClosingSitting
    request: PadRequest

    def commit(self, desk: Desk, answer: PadAnswer) -> Signed:
        """See ``ClosingSitting.take``."""
        return self.sitting.take(desk, self.request, answer)

    def again(self, desk: Desk) -> "ClosingAsked":
        """The same as the table stands now, for the first signer; the second signs what she did."""
        if self.request.role is not self.sitting.requests[0].role:
            return self
        fresh = closing_sitting(desk, self.sitting.order)
        if fresh.digest == self.sitting.digest:
            return self
        self.sitting.renew(fresh)
        return ClosingAsked(self.sitting, self.sitting.requests[0])


def closing_sitting(desk: Desk, order: ClosingOrder) -> ClosingSitting:
    """The closing of a month, ready for the pad.

    Raises:
        MonthIncompleteError: gaps, and no reason given.
        UserError: the month can't be closed: closed already, unknown, not begun.
    """

    def read(connection: Connection) -> ClosingSitting:
        version = next_version(connection, order.action, order.month, today(desk.clock))
        require_known(connection, order.action.id, order.month)
        action = action_of(connection, order.action, order.month)
        missing = blocking_gaps(connection, action, order.month, today(desk.clock))
        if missing and order.force_reason is None:
            raise MonthIncompleteError(order.month, missing)
        closing_id = new_id()
        issue = issue_to_be(desk, action, order.month, version, closing_id, desk.store.head())
        data = unsigned_table(connection, issue)
        printed = monthly_table(data)
        people = len(data.rows)
        named = "Clôture" if version.revision == 1 else capital(version_words(version.revision))
        heading = (
            f"{named} {of(month_name(order.month))}{NBSP}: le tableau de suivi "
            f"et {plural(people, 'feuille')} d’émargement"
        )

        def request(role: Role, who: str, text: str, known: str | None) -> PadRequest:
            return PadRequest(
                key=closing_id,
                role=role,
                version=version.revision,
                who=who,
                short=who,
                heading=heading,
                text=text,
                title=data.title,
                known=known,
                pdf=printed.pdf,
                pages=printed.pages,
            )

        profile = action.profile
        coach = desk.coach.name
        requests = [request(Role.COACH, coach, profile.texts.table_attestation, COACH_KNOWN)]
        second = profile.second_signer
        if order.second_signs and second is not None:
            text = (
                f"{capital(second.role)}, pour {profile.association}{NBSP}: j’ai pris "
                "connaissance de ce tableau de suivi."
            )
            requests.append(request(Role.DIRECTOR, second.name, text, None))
        return ClosingSitting(
            order, closing_id, tuple(requests), printed.pdf, printed.pages, data_digest(data)
        )

    return desk.read(read)
