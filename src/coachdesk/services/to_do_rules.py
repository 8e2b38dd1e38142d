"""The rules of what is to be done: each reads one listing and says what it asks for, in words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, bindparam

from coachdesk.core.french import NBSP, clock_time, going_within, plural, quoted, short_date
from coachdesk.domain.follow_ups import LATE, milestones
from coachdesk.domain.fse import (
    EXIT_WITHIN,
    SIX_MONTHS,
    SIX_MONTHS_WITHIN,
    EntryRecord,
    missing_in,
    record_due,
)
from coachdesk.domain.periods import months_later, next_month
from coachdesk.domain.pmsmp_course import VISIT_BEYOND
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import Prescription
from coachdesk.queries import document_lists, gaps, prospecting, to_dos
from coachdesk.queries.documents import Answers
from coachdesk.queries.exits import PROOF, noted
from coachdesk.queries.immersion_paper import REVIEW
from coachdesk.queries.listing import AnyRow, Listing
from coachdesk.queries.outreach import awaiting_call
from coachdesk.services.document_words import copy_to_do, missing_words
from coachdesk.services.expected_rules import ExpectedOf, expecting
from coachdesk.services.fse_answers import counts_fse
from coachdesk.services.prestations.words import stages_of
from coachdesk.services.targets import Screen, Target

_SOON = timedelta(days=30)
_WEEK = timedelta(days=7)
_MEMORY = timedelta(days=366)
_REPRISE = timedelta(days=31)
"""How long something that came to an end is recalled of the reprise (decision 14)."""


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do."""

    rule: str
    sentence: str
    """What is to be done, without the person's name."""
    due_on: date
    """The day by which; the earliest is the most urgent."""
    target: Target
    """Where it is done."""
    subject: str = ""
    """What it is about within the rule; see ``ToDoMark``."""
    who: str = ""
    """« DURAND Léa »; empty for what concerns nobody."""
    number: str = ""

    @property
    def prescription_id(self) -> UUID | None:
        """Whose."""
        return self.target.prescription_id


WHOSE = "whose"
"""Parameter of the listings for one person."""
Told: TypeAlias = Callable[[AnyRow], Iterator[ToDo]]


@dataclass(frozen=True)
class Rules:
    """The rules of an action on one day."""

    action_id: UUID
    profile: ActionProfile
    day: date
    closed: frozenset[date] = frozenset()
    """The first days of the months closed since ``remembered_since``: nothing changes in them."""

    def listings(
        self, whose: ColumnElement[UUID] | None = None
    ) -> tuple[tuple[Listing, Told], ...]:
        """Each listing with what its rows ask for; of one dossier when ``whose`` is given."""
        every = self._listings(whose)
        if whose is None:  # nobody who has a dossier is called back
            calls = awaiting_call(self.action_id, stages_of(self.profile))
            return (*every, (calls, self._call))
        return tuple((listing.where(Prescription.id == whose), told) for listing, told in every)

    def _listings(self, whose: ColumnElement[UUID] | None) -> tuple[tuple[Listing, Told], ...]:
        pending = self.profile.pending
        past = (self.action_id, self._open_since(), self.day - timedelta(days=1))
        return (
            (to_dos.awaiting_first(self.action_id, pending), self._first),
            (to_dos.awaiting_decision(self.action_id, pending), self._decision),
            (to_dos.decided(self.action_id, remembered_since(self.day)), self._giving_back),
            (to_dos.under_way(self.action_id, self.day, whose), self._under_way),
            (to_dos.immersions_ending(self.action_id, self.day, _WEEK), self._immersion_end),
            (to_dos.immersions_to_visit(self.action_id, self.day, VISIT_BEYOND), self._visit),
            (
                to_dos.immersions_to_review(self.action_id, self.day, self.day - _REPRISE),
                self._review,
            ),
            (
                to_dos.left_since(
                    self.action_id, self.day - _follow_up_span(self.profile), self.day
                ),
                self._left,
            ),
            (to_dos.expiring(self.action_id, pending, self.day + _SOON, whose), self._piece),
            (gaps.unmarked(*past), self._to_point),
            (gaps.unsigned(*past), self._to_sign),
            (document_lists.awaiting_signers(self.action_id), self._signers),
            (document_lists.copies_due(self.action_id), self._copy),
            (document_lists.unscanned(self.action_id), self._scan),
            (
                prospecting.call_backs(self.action_id, remembered_since(self.day), self.day),
                self._call_back,
            ),
            *(
                (listing, partial(self._expected, told))
                for listing, told in expecting(self.action_id, self.profile, self.day)
            ),
        )

    def _first(self, row: AnyRow) -> Iterator[ToDo]:
        due = row.received_on + timedelta(days=self.profile.rules.first_appointment_days)
        if row.planned_on is None or row.planned_on < self.day:
            yield _of(row, "premier_rdv", "fixer le premier rendez-vous", due, Screen.CARD)
        elif row.planned_on > due:
            text = f"premier rendez-vous trop tard, le {short_date(row.planned_on)}"
            yield _of(row, "premier_rdv", text, due, Screen.CARD)

    def _decision(self, row: AnyRow) -> Iterator[ToDo]:
        due = row.received_on + timedelta(days=self.profile.rules.first_appointment_days)
        yield _of(
            row, "decision", "décider\u00a0: entrée dans l’action ou non", due, Screen.DECISION
        )

    def _giving_back(self, row: AnyRow) -> Iterator[ToDo]:
        if row.given_back:
            return
        label = quoted(self.profile.outcomes.label(row.outcome))
        text = f"envoyer le retour de prescription {label}"
        due, rule = row.decided_on + _WEEK, "retour_prescription"
        if to_dos.RETURN in self.profile.papers_off:  # sent in another way, which she says
            yield _of(row, rule, text, due, Screen.CARD)
        else:
            yield _of(row, rule, text, due, Screen.PAPER, section=to_dos.RETURN)

    def _under_way(self, row: AnyRow) -> Iterator[ToDo]:
        yield from self._contract(row)
        yield from self._absences(row)
        yield from self._end(row)
        yield from self._fse(row)

    def _contract(self, row: AnyRow) -> Iterator[ToDo]:
        if not self.profile.signs_contracts or row.signed or row.cut_over or row.contract_open:
            return  # of one that was begun, who is missing is said
        text = "faire signer le contrat préparé" if row.prepared else "préparer le contrat"
        due = months_later(row.entered_on, 1)
        yield _of(row, "contrat", text, due, Screen.CONTRACT)

    def _expected(self, told: ExpectedOf, row: AnyRow) -> Iterator[ToDo]:
        for each in told(row):
            yield _of(row, *each)

    def _absences(self, row: AnyRow) -> Iterator[ToDo]:
        if row.absences <= self.profile.rules.absence_threshold or not row.absences_noted:
            return
        text = f"{row.absences} absences injustifiées"
        yield _of(row, "absences", text, self.day, Screen.CARD, str(row.absences))

    def _end(self, row: AnyRow) -> Iterator[ToDo]:
        if row.planned_end_on is None or row.planned_end_on > self.day + _SOON:
            return
        if row.cut_over and row.planned_end_on < self.day - _REPRISE:
            return
        verb = "s’est terminé" if row.planned_end_on < self.day else "se termine"
        text = f"le parcours {verb} le {short_date(row.planned_end_on)}"
        yield _of(row, "fin_parcours", text, self._due(row, row.planned_end_on), Screen.EXIT)

    def _immersion_end(self, row: AnyRow) -> Iterator[ToDo]:
        text = f"l’immersion chez {row.company} se termine le {short_date(row.ends_on)}"
        thing = _of(row, "fin_pmsmp", text, row.ends_on, Screen.IMMERSION, str(row.immersion_id))
        yield replace(thing, target=replace(thing.target, subject_id=row.immersion_id))

    def _visit(self, row: AnyRow) -> Iterator[ToDo]:
        """Due in the middle of the immersion."""
        due = row.starts_on + (row.ends_on - row.starts_on) // 2
        text = f"visiter ou appeler pendant l’immersion chez {row.company}"
        thing = _of(row, "visite_pmsmp", text, due, Screen.IMMERSION, str(row.immersion_id))
        yield replace(thing, target=replace(thing.target, subject_id=row.immersion_id))

    def _review(self, row: AnyRow) -> Iterator[ToDo]:
        text = f"bilan de stage chez {row.company}"
        due = self._due(row, row.ends_on)
        thing = _of(row, "bilan_stage", text, due, Screen.CARD, str(row.immersion_id))
        if REVIEW not in self.profile.papers_off:
            page = Target(
                Screen.PAPER, row.prescription_id, section=REVIEW, subject_id=row.immersion_id
            )
            thing = replace(thing, target=page)
        yield thing

    def _left(self, row: AnyRow) -> Iterator[ToDo]:
        """What is owed once someone left; of who died, or came back, nothing is asked."""
        if row.back or self.profile.is_deceased(row.kind):
            return
        yield from self._follow_up(row)
        if row.cut_over:
            return
        due = row.left_on + EXIT_WITHIN
        if not row.proven and self._is_to_be_proven(row.kind):
            label = quoted(self.profile.exit_kinds.label(row.kind))
            text = f"obtenir le justificatif de la sortie {label}"
            yield _of(row, "justificatif_sortie", text, due, Screen.EXIT, section="justificatif")
        if not row.fse_done and to_dos.FSE_EXIT not in self.profile.papers_off:
            text = "questionnaire FSE+ à la sortie"
            yield _of(row, "fse_sortie", text, due, Screen.PAPER, section=to_dos.FSE_EXIT)
        yield from self._fse_later(row)

    def _fse_later(self, row: AnyRow) -> Iterator[ToDo]:
        """Six months after, what the FSE+ asks is asked on the call of the follow-up of that day.

        Once the time for it is over it is no longer asked for: the page of the FSE+ still tells it.
        """
        begins = months_later(row.left_on, SIX_MONTHS)
        due = begins + SIX_MONTHS_WITHIN
        if row.fse_later_done:
            return
        if not begins <= self.day <= due or to_dos.FSE_SIX_MONTHS in self.profile.papers_off:
            return
        text = "situation six mois après, pour le FSE+"
        if SIX_MONTHS in self.profile.rules.follow_up_months:
            yield _of(row, "fse_six_mois", text, due, Screen.FOLLOW_UP, section=str(SIX_MONTHS))
        else:
            yield _of(row, "fse_six_mois", text, due, Screen.CARD, section="fse")

    def _is_to_be_proven(self, kind: str) -> bool:
        """An exit that counts as positive, where the profile keeps such pieces."""
        kinds = self.profile.exit_kinds
        counts = kind in kinds and kinds[kind].positive
        return counts and PROOF in self.profile.attachment_kinds

    def _follow_up(self, row: AnyRow) -> Iterator[ToDo]:
        months = self.profile.rules.follow_up_months
        told = noted(row.noted)
        for stone in milestones(row.left_on, months, told, self.day, cut_over=row.cut_over):
            if not stone.is_asked:
                continue
            text = f"suivi à {stone.months} mois de la sortie"
            if stone.attempts:
                text += f", {plural(stone.attempts, 'essai')} sans réponse"
            due, subject = self._due(row, stone.due_on), str(stone.months)
            yield _of(row, "suivi", text, due, Screen.FOLLOW_UP, subject, subject)

    def _fse(self, row: AnyRow) -> Iterator[ToDo]:
        if row.cut_over or not counts_fse(self.profile):
            return
        answered = (row.answered or "").split(",")
        record = EntryRecord(row.employment, row.training_level, row.phone, row.email, answered)
        lacking = missing_in(record)
        if lacking:
            due = record_due(row.entered_on)
            left = (due - self.day).days
            when = f"il reste {plural(left, 'jour')}" if left >= 0 else "délai passé"
            text = f"fiche FSE+ incomplète, {when}{NBSP}: {', '.join(lacking)}"
            yield _of(row, "fiche_fse", text, due, Screen.DIAGNOSTIC)

    def _piece(self, row: AnyRow) -> Iterator[ToDo]:
        verb = "n’est plus valable depuis" if row.valid_until < self.day else "est valable jusqu’au"
        label = quoted(self.profile.attachment_kinds.label(row.kind))
        text = f"{label} {verb} {'le ' if row.valid_until < self.day else ''}"
        text = text.rstrip() + f" {short_date(row.valid_until)}"
        subject = str(row.attachment_id)
        yield _of(row, "piece", text, row.valid_until, Screen.CARD, subject, "pieces")

    def _to_point(self, row: AnyRow) -> Iterator[ToDo]:
        if self._open(row.held_on):
            yield _at(row, "rdv_a_pointer", f"noter la présence du {_when(row)}")

    def _to_sign(self, row: AnyRow) -> Iterator[ToDo]:
        if self._open(row.held_on):
            yield _at(row, "signature", f"faire signer la présence du {_when(row)}")

    def _signers(self, row: AnyRow) -> Iterator[ToDo]:
        answers = Answers(row.signers, row.signed, row.refused)
        missing = missing_words(answers.missing)
        text = f"faire signer {quoted(row.title)}{NBSP}: {going_within(missing)}"
        yield _on(row, "papier_a_signer", text, row.made_on)

    def _copy(self, row: AnyRow) -> Iterator[ToDo]:
        answers = Answers(row.signers, row.signed, row.refused)
        text = copy_to_do(row.title, row.copy, answers)
        yield _on(row, "copie", text, row.made_on + _WEEK)

    def _scan(self, row: AnyRow) -> Iterator[ToDo]:
        day = row.paper_signed_on
        text = f"numériser {quoted(row.title)} signé sur papier le {short_date(day)}"
        yield _on(row, "papier_a_numeriser", text, day + _WEEK)

    def _call_back(self, row: AnyRow) -> Iterator[ToDo]:
        phone = f", {row.phone}" if row.phone else ""
        yield ToDo(
            "rappel_entreprise",
            f"rappeler {row.company}{phone}",
            row.call_back_on,
            Target(Screen.COMPANY, row.prescription_id, subject_id=row.company_id),
            str(row.prospecting_id),
            f"{row.last_name} {row.first_name}" if row.prescription_id else "",
            row.number or "",
        )

    def _call(self, row: AnyRow) -> Iterator[ToDo]:
        """Someone met outside: without a dossier, it is a thing of the action, which names her."""
        due = row.call_back_on or row.held_on + _WEEK
        contact = str(row.contact_id)
        target = Target(Screen.OUTREACH, section=contact, subject_id=row.event_id)
        who = f"{row.last_name} {row.first_name}".strip()
        text = f"rappeler {who} (aller-vers du {short_date(row.held_on)})"
        yield ToDo("rappel_aller_vers", text, due, target, contact)

    def _due(self, row: AnyRow, due: date) -> date:
        """Nothing of the reprise is late: what was due before today is to be done today."""
        return max(due, self.day) if row.cut_over else due

    def _open(self, day: date) -> bool:
        return day.replace(day=1) not in self.closed

    def _open_since(self) -> date:
        """The first day remembered on which a rendez-vous can still be changed."""
        first = remembered_since(self.day)
        while not self._open(first):
            first = next_month(first)
        return first


def remembered_since(day: date) -> date:
    """How far back a retour or a rendez-vous without presence is looked for on ``day``."""
    return day - _MEMORY


@lru_cache(maxsize=8)
def listings_of_all(rules: Rules) -> tuple[tuple[Listing, Told], ...]:
    """The listings of ``rules``; made once a day, for SQLAlchemy knows them again."""
    return rules.listings()


@lru_cache(maxsize=8)
def listings_of_one(rules: Rules) -> tuple[tuple[Listing, Told], ...]:
    """The listings of ``rules`` for the dossier given as ``WHOSE``; made once a day."""
    return rules.listings(bindparam(WHOSE, type_=Uuid()))


def _follow_up_span(profile: ActionProfile) -> timedelta:
    months = max(SIX_MONTHS, *profile.rules.follow_up_months)
    return timedelta(days=31 * months) + LATE


def _of(
    row: AnyRow,
    rule: str,
    sentence: str,
    due: date,
    screen: Screen,
    subject: str = "",
    section: str = "",
) -> ToDo:
    who = f"{row.last_name} {row.first_name}"
    target = Target(screen, row.prescription_id, section=section)
    return ToDo(rule, sentence, due, target, subject, who, row.number)


def _at(row: AnyRow, rule: str, sentence: str) -> ToDo:
    """A thing to do on a rendez-vous."""
    target = Target(Screen.APPOINTMENT, row.prescription_id, row.appointment_id)
    who = f"{row.last_name} {row.first_name}"
    return ToDo(rule, sentence, row.held_on, target, str(row.appointment_id), who, row.number)


def _on(row: AnyRow, rule: str, sentence: str, due: date) -> ToDo:
    """A thing to do on a document."""
    target = Target(Screen.PAPER, row.prescription_id, document_id=row.document_id)
    who = f"{row.last_name} {row.first_name}"
    return ToDo(rule, sentence, due, target, str(row.document_id), who, row.number)


def _when(row: AnyRow) -> str:
    return f"{short_date(row.held_on)} à {clock_time(row.start_minute)}"
