"""Erase one person (RGPD art. 17): what it will do, told first; then done, for good.

Her signed proofs go to the archive restreinte, her rows become those of nobody, what names her
elsewhere is emptied, and the journal says that contents were erased. A ledger of ids lets a backup
restored later be purged of her again.
"""

import logging
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID

from sqlalchemy import Connection, func, select

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.models import (
    Appointment,
    Attachment,
    Document,
    ErasedPerson,
    Exit,
    JournalEntry,
    Participant,
    Pathway,
    Prescription,
    YearClosing,
)
from coachdesk.services.control.asked import AskedDossier
from coachdesk.services.desk import Act, ActionInfo, Desk
from coachdesk.services.rights.anonymising import anonymise
from coachdesk.services.rights.archive import (
    Proofs,
    has_proofs,
    proofs_of,
    proofs_until,
    put_apart,
)
from coachdesk.services.rights.forgetting import (
    Mention,
    forget_around,
    mentions,
    naming_of,
)
from coachdesk.services.rights.group_proofs import ProofKind, proofs_holding
from coachdesk.services.rights.journal_scan import FEW, Seen, Sought, entries_about, look_for
from coachdesk.services.rights.ledger import due_again, keep_ledger
from coachdesk.services.rights.marks import keep_marks
from coachdesk.services.rights.own_rows import Hers, hers, table_of
from coachdesk.services.rights.refusals import refusals
from coachdesk.services.rights.roads import keep_roads, roads_of
from coachdesk.store import erase_payloads

REQUEST, RETENTION, RESTORED = "request", "retention", "restored"
"""Why someone is erased: she asked for it, her time is over, or a backup had brought her back."""
FINAL = "un effacement est définitif"
Progress = Callable[[float], None]
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ErasedDossier:
    """One dossier of the person, as it will be: kept apart or not, until when."""

    number: str
    action: str
    kept_until: date | None
    """Until when its proofs are kept apart; None when it has none."""
    typed: bool
    """The association typed that day for the action; else it is the usual one."""


@dataclass(frozen=True)
class ErasurePlan:
    """What erasing someone will do, told before.

    Attributes:
        participant_id: who.
        person: « DURAND Léa ».
        refused: why it can't be done yet: each a sentence and its remedy; empty when it can.
        dossiers: hers.
        appointments: how many rendez-vous stay, of nobody.
        papers: how many papers go.
        pieces: how many files go.
        packages: how many envois of closed months, sealed, still hold her.
        sheets: how many sheets of ateliers, sealed likewise.
        group_until: the last day on which one of them is kept; None when there is none.
        open_years: years of hers whose bilan is not closed: what few people share goes from them.
        mentions: texts about other things that name her, for the coach to correct.
    """

    participant_id: UUID
    person: str
    refused: tuple[tuple[str, str], ...]
    dossiers: tuple[ErasedDossier, ...]
    appointments: int
    papers: int
    pieces: int
    packages: int
    sheets: int
    group_until: date | None
    open_years: tuple[int, ...]
    mentions: tuple[Mention, ...]

    @property
    def confirmation(self) -> str:
        """What she types to confirm: the n° of the latest dossier."""
        return self.dossiers[-1].number


def plan_erasure(desk: Desk, participant_id: UUID) -> ErasurePlan:
    """What ``erase`` will do, and what keeps it from being done.

    Raises:
        UserError: there is no such person, or she was erased.
    """
    return desk.read(lambda link: _plan(link, desk, participant_id))


def participant_of(link: Connection, prescription_id: UUID) -> UUID:
    """Whose dossier it is.

    Raises:
        UserError: it is gone.
    """
    table = table_of(Prescription)
    found = link.execute(
        select(table.c.participant_id).where(table.c.id == prescription_id)
    ).scalar()
    if found is None:
        raise _gone()
    key: UUID = found
    return key


def erase(
    desk: Desk,
    participant_id: UUID,
    reason: str = REQUEST,
    *,
    tidy: bool = True,
    seen: Seen | None = None,
) -> None:
    """Erase a person: nothing brings her back.

    Args:
        desk: the open desk.
        participant_id: who.
        reason: ``REQUEST`` or ``RETENTION``.
        tidy: rewrite the file at once; ``False`` when others follow, then ``desk.store.compact()``.
        seen: what the journal tells of several people, where it was read for all of them.

    Raises:
        UserError: what is under way about her has to be finished first, or she is gone.
    """
    refused = desk.read(
        lambda link: refusals(link, desk.actions, _present(link, participant_id), today(desk.clock))
    )
    if refused:
        raise UserError(*refused[0])
    _erase(desk, participant_id, reason, seen)
    if tidy:
        desk.store.compact()


def erase_again(
    desk: Desk,
    ids: Collection[UUID] | None = None,
    *,
    progress: Progress = lambda _: None,
) -> int:
    """Erase whom a restored backup brought back; gives how many.

    Nothing keeps it from being done: it was done once.

    Args:
        desk: the open desk.
        ids: the participants; those that the ledger beside the store tells of without.
        progress: told the fraction done.
    """
    told = [each.id for each in due_again(desk)] if ids is None else list(ids)
    back = desk.read(lambda link: [key for key in told if hers(link, key).ids])
    seen = look_for(desk, back) if len(back) > FEW else None
    for done, key in enumerate(back):
        progress(done / len(back))
        _erase(desk, key, RESTORED, seen)
    if back:
        desk.store.compact()
    progress(1.0)
    return len(back)


def anonymised_number(link: Connection) -> int:
    """How many people of the store are of nobody now."""
    table = table_of(Participant)
    number: int = link.execute(
        select(func.count()).where(table.c.anonymised_on.is_not(None))
    ).scalar_one()
    return number


def _erase(desk: Desk, participant_id: UUID, reason: str, seen: Seen | None) -> None:
    day = today(desk.clock)
    mine = desk.read(lambda link: _present(link, participant_id))
    head = desk.store.head().seq
    apart, until = _proofs(desk, mine), desk.read(lambda link: _longest(link, desk, mine))
    with desk.store.erasing() as uow:
        link = uow.session.connection()
        mine = hers(link, participant_id)
        _refuse_changed(link, mine, head)
        naming = naming_of(link, mine)
        sought = Sought(mine, naming)
        told_of = seen.entries_about(link, sought) if seen else entries_about(link, sought)
        forget_around(link, mine, naming)
        for proofs in apart:
            put_apart(link, proofs, day)
        keep_marks(link, mine, naming, until)
        action = desk.actions[0].id  # the road of a day is the same for all of them
        roads = roads_of(link, action, mine)
        anonymise(link, mine, naming, day)
        keep_roads(uow.session, action, roads)
        if told_of:
            erase_payloads(uow, told_of)
        if not _in_ledger(link, participant_id):
            at = datetime.combine(day, time(), UTC)  # the hour would join it to other rows
            uow.session.add(ErasedPerson(id=participant_id, erased_at=at, reason=reason))
        first = head + 1
    # Nothing done before can be undone any more: it may bring her back.
    desk.acts[:] = [Act("effacement d’un dossier", first, desk.store.head().seq, FINAL)]
    with suppress(OSError):  # written again with the next one; the store itself knows
        keep_ledger(desk)


def _proofs(desk: Desk, mine: Hers) -> list[Proofs]:
    """The proofs of each of her dossiers that has some still to be kept."""
    actions, day = {action.id: action for action in desk.actions}, today(desk.clock)

    def to_make(link: Connection) -> list[tuple[ActionInfo, AskedDossier, date]]:
        person, prescription = table_of(Participant), table_of(Prescription)
        rows = link.execute(
            select(prescription, person.c.last_name, person.c.first_name)
            .join(person, person.c.id == prescription.c.participant_id)
            .where(prescription.c.id.in_(mine.of(Prescription)))
        ).all()
        last_day = _last_day(link, mine)
        return [
            (
                actions[row.action_id],
                AskedDossier(row.id, row.number, f"{row.last_name} {row.first_name}"),
                proofs_until(link, actions[row.action_id], last_day)[0],
            )
            for row in rows
            if has_proofs(link, row.id)
        ]

    return [
        proofs_of(desk, action, dossier, until)
        for action, dossier, until in desk.read(to_make)
        if until >= day  # past it, nobody may ask for them any more
    ]


def _longest(link: Connection, desk: Desk, mine: Hers) -> date:
    """Until when a workbook is to know her: as long as her proofs, and a full year at least."""
    actions = {action.id: action for action in desk.actions}
    table, last_day = table_of(Prescription), _last_day(link, mine)
    of_hers = select(table.c.action_id).where(table.c.id.in_(mine.of(Prescription)))
    return max(
        date(today(desk.clock).year + 1, 12, 31),
        *(proofs_until(link, actions[key], last_day)[0]
          for key in link.execute(of_hers).scalars()),
    )  # fmt: skip


def _plan(link: Connection, desk: Desk, participant_id: UUID) -> ErasurePlan:
    mine = _present(link, participant_id)
    person, prescription = table_of(Participant), table_of(Prescription)
    who = link.execute(select(person).where(person.c.id == participant_id)).one()
    actions = {action.id: action for action in desk.actions}
    naming = naming_of(link, mine)
    holding = proofs_holding(link, desk.actions, mine)
    return ErasurePlan(
        participant_id,
        f"{who.last_name} {who.first_name}",
        refusals(link, desk.actions, mine, today(desk.clock)),
        tuple(
            _dossier(
                link,
                actions[row.action_id],
                (row.id, row.number),
                _last_day(link, mine),
                today(desk.clock),
            )
            for row in link.execute(
                select(prescription.c.id, prescription.c.number, prescription.c.action_id)
                .where(prescription.c.id.in_(mine.of(Prescription)))
                .order_by(prescription.c.received_on, prescription.c.number)
            )
        ),
        len(mine.of(Appointment)),
        len(mine.of(Document)),
        len(mine.of(Attachment)),
        sum(proof.kind is ProofKind.PACKAGE for proof in holding),
        sum(proof.kind is ProofKind.SHEET for proof in holding),
        max((proof.until for proof in holding), default=None),
        _open_years(link, mine),
        mentions(link, mine, naming),
    )


def _dossier(
    link: Connection, action: ActionInfo, dossier: tuple[UUID, str], last_day: date, day: date
) -> ErasedDossier:
    key, number = dossier
    until, typed = proofs_until(link, action, last_day)
    if until < day or not has_proofs(link, key):
        return ErasedDossier(number, action.profile.name, None, typed=False)
    return ErasedDossier(number, action.profile.name, until, typed)


def _open_years(link: Connection, mine: Hers) -> tuple[int, ...]:
    """Her years whose bilan is open."""
    pathway, left, year = table_of(Pathway), table_of(Exit), table_of(YearClosing)
    years: set[int] = set()
    for row in link.execute(
        select(pathway.c.action_id, pathway.c.entered_on, left.c.left_on)
        .outerjoin(left, left.c.pathway_id == pathway.c.id)
        .where(pathway.c.id.in_(mine.of(Pathway)))
    ).all():
        last = row.left_on or row.entered_on
        closed = select(year.c.year).where(year.c.action_id == row.action_id)
        hers_then = set(range(row.entered_on.year, last.year + 1))
        years |= hers_then - set(link.execute(closed).scalars())
    return tuple(sorted(years))


def _last_day(link: Connection, mine: Hers) -> date:
    """The last day on which something of hers is dated."""
    left, met, prescription = table_of(Exit), table_of(Appointment), table_of(Prescription)
    days: Sequence[date | None] = [
        link.execute(select(func.max(left.c.left_on)).where(left.c.id.in_(mine.of(Exit)))).scalar(),
        link.execute(
            select(func.max(met.c.held_on)).where(
                met.c.pathway_id.in_(mine.of(Pathway))
                | met.c.prescription_id.in_(mine.of(Prescription))
            )
        ).scalar(),
        link.execute(
            select(func.max(prescription.c.received_on)).where(
                prescription.c.id.in_(mine.of(Prescription))
            )
        ).scalar(),
    ]
    return max(day for day in days if day is not None)


def _present(link: Connection, participant_id: UUID) -> Hers:
    """Her rows.

    Raises:
        UserError: there is no such person, or she was erased.
    """
    mine = hers(link, participant_id)
    table = table_of(Participant)
    since = link.execute(select(table.c.anonymised_on).where(table.c.id == participant_id)).scalar()
    if not mine.ids or since is not None:
        raise _gone()
    return mine


def _refuse_changed(link: Connection, mine: Hers, head: int) -> None:
    """Refuse what another window noted of her since her proofs were put together."""
    table = table_of(JournalEntry)
    later = link.execute(
        select(table.c.seq).where(table.c.seq > head, table.c.entity_id.in_(mine.every)).limit(1)
    ).first()
    if later is not None or not mine.ids:
        raise UserError(
            "Ce dossier vient de changer ailleurs.", "Rien n’a été effacé : recommencez."
        )


def _in_ledger(link: Connection, participant_id: UUID) -> bool:
    table = table_of(ErasedPerson)
    found = link.execute(select(table.c.id).where(table.c.id == participant_id)).first()
    return found is not None


def _gone() -> UserError:
    return UserError(
        "Cette personne n’est plus dans le magasin.",
        "Elle a été effacée : ce qui compte d’elle reste, sans son nom.",
    )
