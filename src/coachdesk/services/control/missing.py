"""What a dossier lacks: judged by the rules of the action's profile, and by no other.

What comes from before CoachDesk is asked for as its paper originals, which the file can't hold.
"""

from collections.abc import Iterator
from datetime import date

from coachdesk.core.french import NBSP, going_within, plural, quoted, short_date
from coachdesk.domain.follow_ups import MilestoneState, milestones
from coachdesk.domain.fse import EntryRecord, missing_in
from coachdesk.domain.papers import DocumentState
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.queries.card import CardImmersion
from coachdesk.queries.exits import PROOF
from coachdesk.queries.immersion_paper import CERTIFICATE, CONVENTION, REVIEW
from coachdesk.queries.to_dos import FSE_EXIT, RETURN
from coachdesk.services.control.contents import paper_words
from coachdesk.services.control.judged import Judged, Lack
from coachdesk.services.control.missing_sheets import absences_lacking, sheets_lacking
from coachdesk.services.control.parts import CONTRACT, Part
from coachdesk.services.document_words import missing_words
from coachdesk.services.fse_answers import counts_fse

FSE_ENTRY = "fse_entry"
"""The FSE+ questionnaire at the entry."""
_ORIGINALS = "repris d’avant CoachDesk, original papier à produire"
_NOT_DONE = {MilestoneState.DUE, MilestoneState.OVERDUE, MilestoneState.MISSED}


def lacks_of(judged: Judged) -> tuple[Lack, ...]:
    """What is missing, by part."""
    found = [
        *_eligibility(judged),
        *_contract(judged),
        *sheets_lacking(judged),
        *absences_lacking(judged),
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
    record = EntryRecord(*kept.situation, person.phone, person.email, list(kept.fse))
    lacking = missing_in(record)
    if lacking and counts_fse(judged.profile):
        yield Lack(Part.ELIGIBILITY, f"fiche FSE+ incomplète{NBSP}: {', '.join(lacking)}")
    if judged.asks(FSE_ENTRY) and not judged.holds(FSE_ENTRY) and not kept.came_before:
        title = judged.papers[FSE_ENTRY].title
        yield Lack(Part.QUESTIONNAIRES, f"{quoted(title)} signé")


def _contract(judged: Judged) -> Iterator[Lack]:
    card = judged.kept.card
    if card.pathway is None or not judged.profile.signs_contracts:
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
            yield Lack(paper.part, f"{paper_words(paper)}{NBSP}: {going_within(words)}")
        by_hand = line.state is DocumentState.CLOSED and line.paper_signed_on is not None
        if by_hand and not paper.scanned:
            day = short_date(line.paper_signed_on)
            yield Lack(
                paper.part,
                f"{quoted(line.title)} signé à la main le {day}{NBSP}: sa numérisation",
            )
