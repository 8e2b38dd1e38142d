"""The stops of the feuille de route: at each place its people, what each signs, what is late."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.french import NBSP, clock_time, going_within, plural, short_day
from coachdesk.domain.attendance import REMOTE, Presence
from coachdesk.domain.papers import Role
from coachdesk.queries.day import (
    DayAppointment,
    OwedSignature,
    contracts_to_sign,
    day_appointments,
    owed_signatures,
)
from coachdesk.queries.document_lists import awaiting_signers
from coachdesk.queries.documents import Answers
from coachdesk.queries.listing import AnyRow, rows
from coachdesk.services.targets import Screen, Target
from coachdesk.services.to_do_rules import ToDo

_COMES = frozenset({Presence.PLANNED, Presence.ATTENDED})
_SHORT = {
    "premier_rdv": "1er rendez-vous",
    "decision": "décision",
    "retour_prescription": "retour de prescription",
    "contrat": "contrat",
    "absences": "absences",
    "fin_parcours": "fin de parcours",
    "fin_pmsmp": "fin de PMSMP",
    "visite_pmsmp": "visite de PMSMP",
    "bilan_stage": "bilan de stage",
    "suivi": "suivi après la sortie",
    "justificatif_sortie": "justificatif de sortie",
    "fse_sortie": "FSE+ à la sortie",
    "fse_six_mois": "FSE+ à six mois",
    "fiche_fse": "fiche FSE+",
    "acte_attendu": "acte attendu",
    "papier_attendu": "papier attendu",
    "suite_a_decider": "suite à décider",
    "releve_attendu": "relevé du mois",
    "piece": "pièce",
    "rdv_a_pointer": "présence à noter",
    "signature": "signature",
    "papier_a_signer": "papier à signer",
    "copie": "copie à remettre",
    "papier_a_numeriser": "papier à numériser",
}
"""Each rule in a word or two, beside a name."""


@dataclass(frozen=True, slots=True)
class ToSign:
    """Something that a person signs when she is met."""

    words: str
    target: Target
    """Where it is seen."""
    pad: UUID | None
    """The rendez-vous that the pad shows at once; None when it is signed elsewhere."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One line of the feuille de route."""

    appointment: DayAppointment
    to_sign: tuple[ToSign, ...]
    late: tuple[ToDo, ...]
    """Of hers, what should have been done before today."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A place of the day with its people, by hour; ``place`` None by phone or video."""

    place: str | None
    address: str | None
    visits: tuple[Visit, ...]
    gap: int | None
    """Minutes to come there from the place before; negative when she is still awaited there."""

    @property
    def appointments(self) -> tuple[DayAppointment, ...]:
        """The rendez-vous there."""
        return tuple(visit.appointment for visit in self.visits)


def day_stops(
    connection: Connection, action_id: UUID, day: date, things: Collection[ToDo]
) -> tuple[Stop, ...]:
    """The places of ``day`` in the order she goes to them, what is remote last."""
    appointments = day_appointments(connection, action_id, day)
    dossiers = {item.prescription_id for item in appointments}
    owed = owed_signatures(connection, dossiers, day) if dossiers else ()
    contracts = contracts_to_sign(connection, dossiers) if dossiers else frozenset()
    papers = _papers(connection, action_id) if dossiers else {}
    late: dict[UUID | None, list[ToDo]] = {}
    for thing in things:
        if thing.due_on < day and thing.rule != "signature":  # that one is among what she signs
            late.setdefault(thing.prescription_id, []).append(thing)
    visits = [
        Visit(
            item,
            tuple(_to_sign(item, owed, contracts, papers.get(item.prescription_id, ()))),
            tuple(late.get(item.prescription_id, ())),
        )
        for item in appointments
    ]
    return tuple(_stops(visits))


def short_words(thing: ToDo) -> str:
    """A thing to do in a word or two, as « fiche FSE+ »."""
    return _SHORT.get(thing.rule, thing.sentence)


def _stops(visits: list[Visit]) -> Iterator[Stop]:
    """A new stop each time the place changes: she may come back to one."""
    on_site = [visit for visit in visits if visit.appointment.place is not None]
    awaited_until: int | None = None
    for place, there in groupby(on_site, lambda visit: visit.appointment.place):
        here = tuple(there)
        begins = here[0].appointment.start_minute
        gap = None if awaited_until is None else begins - awaited_until
        yield Stop(place, here[0].appointment.address, here, gap)
        awaited_until = max(visit.appointment.end_minute for visit in here)
    remote = tuple(visit for visit in visits if visit.appointment.place is None)
    if remote:
        yield Stop(None, None, remote, None)


def _papers(connection: Connection, action_id: UUID) -> dict[UUID, list[AnyRow]]:
    """The documents that wait for the person's own signature, by dossier."""
    found: dict[UUID, list[AnyRow]] = {}
    for row in rows(connection, awaiting_signers(action_id)):
        if Role.PARTICIPANT in Answers(row.signers, row.signed, row.refused).missing:
            found.setdefault(row.prescription_id, []).append(row)
    return found


def _to_sign(
    item: DayAppointment,
    owed: Iterable[OwedSignature],
    contracts: Collection[UUID],
    papers: Collection[AnyRow],
) -> Iterator[ToSign]:
    """Nothing of someone who does not come; a meeting by phone is signed the next time."""
    if item.presence not in _COMES:
        return
    here = Target(Screen.APPOINTMENT, item.prescription_id, item.appointment_id)
    if item.mode not in REMOTE:
        if not item.signed and item.declined is None:
            yield ToSign("présence", here, item.appointment_id)
        hers = [each for each in owed if each.prescription_id == item.prescription_id]
        met = [each for each in hers if each.mode not in REMOTE]
        yield from _earlier(item, met, "présence", "présences passées")
        called = [each for each in hers if each.mode in REMOTE]
        yield from _earlier(item, called, "entretien à distance", "entretiens à distance")
    for paper in papers:
        target = Target(Screen.PAPER, item.prescription_id, document_id=paper.document_id)
        yield ToSign(going_within(paper.title), target, None)
    if item.prescription_id in contracts:
        yield ToSign("contrat préparé", Target(Screen.CONTRACT, item.prescription_id), None)


def _earlier(
    item: DayAppointment, owed: list[OwedSignature], one: str, many: str
) -> Iterator[ToSign]:
    """One by one up to two, then as a number, the oldest to be signed first."""
    if len(owed) > _ONE_BY_ONE:
        target = Target(Screen.APPOINTMENT, item.prescription_id, owed[0].appointment_id)
        yield ToSign(plural(len(owed), many, many), target, owed[0].appointment_id)
        return
    for each in owed:
        words = f"{one} du {short_day(each.held_on)}"
        target = Target(Screen.APPOINTMENT, item.prescription_id, each.appointment_id)
        yield ToSign(words, target, each.appointment_id)


_ONE_BY_ONE = 2


def gap_words(stop: Stop) -> str:
    """« 45 min pour y aller », « 1 h 15 pour y aller »; empty for the first place of the day."""
    if stop.gap is None:
        return ""
    if stop.gap < 0:
        return "en même temps que le lieu d’avant"
    if stop.gap == 0:
        return "aucune minute pour y aller"
    if stop.gap < 60:  # noqa: PLR2004  (minutes of an hour)
        return f"{stop.gap}{NBSP}min pour y aller"
    return f"{clock_time(stop.gap)} pour y aller"
