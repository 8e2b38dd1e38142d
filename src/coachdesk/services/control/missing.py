"""What a dossier lacks: judged by the rules of the action's profile, and by no other.

What comes from before CoachDesk is asked for as its paper originals, which the file can't hold.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from coachdesk.core.french import NBSP, listed, month_name, of, plural, quoted, short_date
from coachdesk.domain.attendance import Presence
from coachdesk.domain.follow_ups import MilestoneState, milestones
from coachdesk.domain.fse import EntryRecord, missing_in
from coachdesk.domain.papers import DocumentState, PaperTemplate
from coachdesk.domain.periods import next_month
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.card import CardImmersion
from coachdesk.queries.exits import PROOF
from coachdesk.queries.immersion_paper import CERTIFICATE, CONVENTION, REVIEW
from coachdesk.queries.to_dos import FSE_EXIT, RETURN
from coachdesk.services.absence_proofs import HANDED_OVER
from coachdesk.services.control.contents import KeptDossier, paper_words
from coachdesk.services.control.parts import CONTRACT, Part
from coachdesk.services.control.sheets import MonthSheet, months_between
from coachdesk.services.desk import ActionInfo
from coachdesk.services.document_words import missing_words
from coachdesk.services.papers.templates import templates

FSE_ENTRY = "fse_entry"
"""The FSE+ questionnaire at the entry."""
_AWAITED = "awaited"
"""The profile's proof of an absence that is still to come."""
_ORIGINALS = "repris d’avant CoachDesk, original papier à produire"
_NOT_DONE = {MilestoneState.DUE, MilestoneState.OVERDUE, MilestoneState.MISSED}


@dataclass(frozen=True)
class Lack:
    """One thing that should be there."""

    part: Part
    sentence: str


@dataclass(frozen=True)
class Judged:
    """What the rules are asked about."""

    action: ActionInfo
    kept: KeptDossier
    sheets: Sequence[MonthSheet]
    closed: Collection[date]
    """The closed months of the action."""
    months: tuple[date, date] | None
    """The first and last day of her sheets; None without a pathway."""
    day: date

    @property
    def profile(self) -> ActionProfile:
        """Of the action."""
        return self.action.profile

    def asks(self, kind: str) -> bool:
        """Whether the action uses that kind of paper."""
        return kind in self.papers

    @cached_property
    def papers(self) -> Mapping[str, PaperTemplate]:
        """The kinds of paper that the action uses."""
        return templates(self.action)

    def holds(self, kind: str, subject: object = None) -> bool:
        """Whether someone signed that paper; who has not yet is said of the paper itself."""
        return any(
            paper.line.kind == kind
            and paper.line.state in {DocumentState.OPEN, DocumentState.CLOSED}
            and (subject is None or paper.line.subject_id == subject)
            for paper in self.kept.papers
        )


def lacks_of(judged: Judged) -> tuple[Lack, ...]:
    """What is missing, by part."""
    found = [
        *_eligibility(judged),
        *_contract(judged),
        *_attendance(judged),
        *_absences(judged),
        *_immersions(judged),
        *_exit(judged),
        *_follow_ups(judged),
        *_papers(judged),
    ]
    return tuple(sorted(found, key=lambda lack: lack.part))


def _eligibility(judged: Judged) -> Iterator[Lack]:
    kept, card = judged.kept, judged.kept.card
    there = {piece.kind for piece, _ in kept.pieces}
    for kind in judged.profile.attachment_kinds:
        if kind.required and kind.key not in there:
            yield Lack(Part.ELIGIBILITY, f"{kind.label}{NBSP}: pièce absente")
    decided = card.identity.decided_on
    if decided is not None and judged.asks(RETURN) and not judged.holds(RETURN):
        yield Lack(Part.ELIGIBILITY, "retour de prescription signé")
    pathway = card.pathway
    if pathway is None or pathway.cut_over:
        return
    person = card.identity
    record = EntryRecord(
        pathway.employment, pathway.training_level, person.phone, person.email, list(kept.fse)
    )
    lacking = missing_in(record)
    if lacking:
        yield Lack(Part.ELIGIBILITY, f"fiche FSE+ incomplète{NBSP}: {', '.join(lacking)}")
    if judged.asks(FSE_ENTRY) and not judged.holds(FSE_ENTRY) and not kept.came_before:
        title = judged.papers[FSE_ENTRY].title
        yield Lack(Part.QUESTIONNAIRES, f"{quoted(title)} signé")


def _contract(judged: Judged) -> Iterator[Lack]:
    card = judged.kept.card
    if card.pathway is None:
        return
    signed = [contract for contract in card.contracts if contract.signed_on is not None]
    if not signed:
        yield Lack(Part.CONTRACT, "contrat d’engagement signé")
        return
    held = {
        paper.line.subject_id
        for paper in judged.kept.papers
        if paper.part is Part.CONTRACT and paper.line.state is DocumentState.CLOSED
    }
    scanned = any(piece.kind == CONTRACT for piece, _ in judged.kept.pieces)
    for contract in signed:
        if contract.id not in held and not scanned:
            yield Lack(
                Part.CONTRACT,
                f"contrat signé le {short_date(contract.signed_on)}{NBSP}: {_ORIGINALS}",
            )


def _attendance(judged: Judged) -> Iterator[Lack]:
    if judged.months is None:
        return
    met, current = judged.kept.met, judged.day.replace(day=1)
    sealed = {sheet.month for sheet in judged.sheets if sheet.revision is not None}
    over = [month for month in months_between(*judged.months) if month not in sealed]
    not_closed = [
        month
        for month in over
        if month not in judged.closed and month < current and not _before_us(judged, month)
    ]
    without = [month for month in over if month in judged.closed]
    if not_closed:
        open_words = "mois non clôturé" if len(not_closed) == 1 else "mois non clôturés"
        yield Lack(Part.ATTENDANCE, f"{_sheets(not_closed)}{NBSP}: {open_words}")
    if without:
        yield Lack(
            Part.ATTENDANCE, f"{_sheets(without)}{NBSP}: clôturé sans feuille pour cette personne"
        )
    unsigned = [each for each in met if each.to_sign]
    if unsigned:
        days = listed([short_date(each.held_on) for each in unsigned])
        word = "signature de la présence du" if len(unsigned) == 1 else "signature des présences du"
        yield Lack(Part.ATTENDANCE, f"{word} {days}")
    unmarked = [
        each
        for each in met
        if each.presence is Presence.PLANNED and each.held_on < judged.day and not each.cut_over
    ]
    if unmarked:
        days = listed([short_date(each.held_on) for each in unmarked])
        yield Lack(Part.ATTENDANCE, f"présence ou absence à noter, rendez-vous du {days}")
    taken = [each for each in met if each.cut_over and each.presence is Presence.ATTENDED]
    if taken:
        number = plural(len(taken), "présence reprise", "présences reprises")
        months = dict.fromkeys(each.held_on.replace(day=1) for each in taken)
        yield Lack(
            Part.ATTENDANCE,
            f"{number} d’avant CoachDesk, {_span(tuple(months))}{NBSP}: feuilles papier à produire",
        )


def _before_us(judged: Judged, month: date) -> bool:
    """Whether a month of a pathway of the reprise holds nothing that was noted here."""
    pathway = judged.kept.card.pathway
    return (
        pathway is not None
        and pathway.cut_over
        and all(met.cut_over for met in judged.kept.met if met.held_on.replace(day=1) == month)
    )


def _absences(judged: Judged) -> Iterator[Lack]:
    proven = {piece.appointment_id for piece, _ in judged.kept.pieces}
    for met in judged.kept.met:
        if met.presence is not Presence.EXCUSED or met.cut_over or met.id in proven:
            continue
        if met.absence_proof in {None, _AWAITED, HANDED_OVER}:
            day = short_date(met.held_on)
            yield Lack(Part.ATTENDANCE, f"justificatif de l’absence excusée du {day}")


def _immersions(judged: Judged) -> Iterator[Lack]:
    for immersion in judged.kept.card.immersions:
        if immersion.outcome is ImmersionOutcome.NOT_DONE or immersion.starts_on > judged.day:
            continue
        where = f"l’immersion chez {immersion.company} du {short_date(immersion.starts_on)}"
        if immersion.id in judged.kept.taken_over:
            yield Lack(Part.IMMERSIONS, f"papiers de {where}{NBSP}: {_ORIGINALS}")
            continue
        for kind in _papers_of(immersion, judged.day):
            if judged.asks(kind) and not judged.holds(kind, immersion.id):
                title = judged.papers[kind].title
                yield Lack(Part.IMMERSIONS, f"{quoted(title)} signé, pour {where}")


def _papers_of(immersion: CardImmersion, day: date) -> tuple[str, ...]:
    """Its convention before it begins; once it is over, its bilan and its certificate."""
    over = immersion.outcome is not None or immersion.ends_on < day
    return (CONVENTION, REVIEW, CERTIFICATE) if over else (CONVENTION,)


def _exit(judged: Judged) -> Iterator[Lack]:
    card, profile = judged.kept.card, judged.profile
    pathway, left = card.pathway, card.exit
    if pathway is None:
        return
    if left is None:
        end = pathway.planned_end_on
        if end is not None and end < judged.day and not pathway.cut_over:
            yield Lack(
                Part.EXIT,
                f"fin prévue le {short_date(end)} passée, sans prolongation ni sortie",
            )
        return
    kinds = profile.exit_kinds
    if profile.is_deceased(left.kind):
        return
    known = kinds[left.kind] if left.kind in kinds else None  # noqa: SIM401  (a word list has no get)
    if known is not None and len(known.details) and left.detail is None:
        yield Lack(Part.EXIT, f"détail de la sortie {quoted(known.label)}")
    there = any(piece.kind == PROOF for piece, _ in judged.kept.pieces)
    if known is not None and known.positive and PROOF in profile.attachment_kinds and not there:
        before = f"{NBSP}: {_ORIGINALS}" if left.cut_over else ""
        yield Lack(Part.EXIT, f"justificatif de la sortie {quoted(known.label)}{before}")
    if not left.cut_over and judged.asks(FSE_EXIT) and not judged.holds(FSE_EXIT):
        title = judged.papers[FSE_EXIT].title
        yield Lack(Part.QUESTIONNAIRES, f"{quoted(title)} signé")


def _follow_ups(judged: Judged) -> Iterator[Lack]:
    card, left = judged.kept.card, judged.kept.card.exit
    if left is None or judged.profile.is_deceased(left.kind) or _came_back(judged):
        return
    told = {row.milestone: row.tried for row in card.follow_ups}
    months = judged.profile.rules.follow_up_months
    for stone in milestones(left.left_on, months, told, judged.day, cut_over=left.cut_over):
        late = stone.due_on <= judged.day
        if (stone.state in _NOT_DONE and late) or stone.state is MilestoneState.AGAIN:
            tried = f", {plural(stone.attempts, 'essai')} sans réponse" if stone.attempts else ""
            yield Lack(
                Part.EXIT,
                f"suivi à {stone.months}{NBSP}mois, dû le {short_date(stone.due_on)}{tried}",
            )


def _came_back(judged: Judged) -> bool:
    """Who came again into the action is followed otherwise."""
    left = judged.kept.card.exit
    return left is not None and any(
        stint.action_id == judged.action.id
        and stint.entered_on is not None
        and stint.entered_on > left.left_on
        for stint in judged.kept.card.stints
    )


def _papers(judged: Judged) -> Iterator[Lack]:
    """Of the papers that are there: signatures, and scans of what was signed by hand."""
    for paper in judged.kept.papers:
        line = paper.line
        if line.state is DocumentState.OPEN and line.missing:
            words = missing_words(line.missing)
            yield Lack(paper.part, f"{paper_words(paper)}{NBSP}: {words[:1].lower()}{words[1:]}")
        by_hand = line.state is DocumentState.CLOSED and line.paper_signed_on is not None
        if by_hand and not paper.scanned:
            day = short_date(line.paper_signed_on)
            yield Lack(
                paper.part,
                f"{quoted(line.title)} signé à la main le {day}{NBSP}: sa numérisation",
            )


def _sheets(months: Sequence[date]) -> str:
    word = "feuille scellée" if len(months) == 1 else "feuilles scellées"
    return f"{word} {_span(months)}"


def _span(months: Sequence[date]) -> str:
    """« de mai 2023 », « d’août 2022 à janvier 2023 et de mars 2023 »."""
    runs: list[list[date]] = []
    for month in months:
        if runs and next_month(runs[-1][-1]) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return listed(
        [
            of(month_name(run[0])) + (f" à {month_name(run[-1])}" if len(run) > 1 else "")
            for run in runs
        ]
    )
