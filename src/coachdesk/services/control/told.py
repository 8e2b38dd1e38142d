"""What the first pages of a dossier and the index say of it, in words.

Nothing of the freins, no note of the coach, no reason of an absence or of a broken immersion: a
control does not need them, and some of them would tell of someone's health.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from coachdesk.core.french import NBSP, curled, moment, plural, short_date, typeset
from coachdesk.documents.control_cover import CoverFacts
from coachdesk.domain.exits import CLASS_LABELS
from coachdesk.domain.fse import ANSWER_LABELS, ASKED, QUESTIONS, Answer, Moment, Question
from coachdesk.domain.pmsmp import OUTCOMES, ImmersionOutcome
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.card import Card
from coachdesk.services.control.contents import ControlFile, KeptDossier
from coachdesk.services.control.parts import Part
from coachdesk.services.control.sheets import MonthSheet
from coachdesk.services.exits.words import derived_of, job_words

_LATER = {
    Moment.EXIT: "Réponses FSE+ à la sortie",
    Moment.SIX_MONTHS: "Réponses FSE+ six mois après",
}

SEALS_BESIDE = typeset(
    "Ce document se lit d’un trait. Les originaux, avec leurs cachets et leurs preuves, sont à "
    "côté, dans le dossier de la personne : ce sont eux qui prouvent."
)  # fmt: skip
NO_GROUP_PAPER = typeset(
    "Les feuilles des ateliers collectifs portent d’autres noms : les présences de la personne aux "
    "ateliers sont sur ses propres feuilles d’émargement."
)
INDEX_NOTE = typeset(
    "Par personne, un dossier à son numéro : « dossier.pdf » se lit d’un trait, les originaux "
    "scellés sont à côté. VERIFIER.txt dit comment vérifier que rien n’a changé."
)
KEPT_BACK = typeset("Restent chez le coach, car ils parlent de la vie de la personne : {}.")


def facts_of(profile: ActionProfile, kept: KeptDossier) -> tuple[CoverFacts, ...]:
    """What is known of the person, by part."""
    card = kept.card
    parts = [
        CoverFacts("La personne", tuple(_person(profile, card))),
        CoverFacts("Prescription", tuple(_prescription(profile, card))),
    ]
    if card.pathway is not None:
        parts.append(CoverFacts("Parcours", tuple(_pathway(card))))
        parts.append(CoverFacts("Situation à l’entrée", tuple(_entry(profile, kept))))
        parts.append(CoverFacts("Réponses FSE+ à l’entrée", tuple(_answers(kept, QUESTIONS))))
    if card.immersions:
        parts.append(CoverFacts("Immersions (PMSMP)", tuple(_immersions(card))))
    if card.exit is not None:
        parts.append(CoverFacts("Sortie et suivis", tuple(_exit(profile, card))))
    for when, title in _LATER.items():
        if any(question.key in kept.fse for question in ASKED[when]):
            parts.append(CoverFacts(title, tuple(_answers(kept, ASKED[when]))))
    return tuple(parts)


def made_words(now: datetime, coach: str) -> str:
    """« Fait le 3 juillet 2023 à 09 h 00 par Odile Vasseur »."""
    return f"Fait le {moment(now)} par {coach}"


def part_words(part: Part, files: Sequence[ControlFile], sheets: Sequence[MonthSheet]) -> str:
    """What a part holds, for the index: « 7 mois scellés, 1 provisoire »; empty for nothing."""
    if part is not Part.ATTENDANCE:
        number = sum(file.part is part for file in files)
        return plural(number, "pièce") if number else ""
    sealed = sum(sheet.revision is not None for sheet in sheets)
    provisional = len(sheets) - sealed
    proofs = sum(file.part is part and not file.ours for file in files)
    said = []
    if sealed:
        said.append(plural(sealed, "mois scellé", "mois scellés"))
    if provisional:
        said.append(plural(provisional, "mois provisoire", "mois provisoires"))
    if proofs:
        said.append(plural(proofs, "justificatif"))
    return ", ".join(said)


def _person(profile: ActionProfile, card: Card) -> Iterator[tuple[str, str]]:
    who = card.identity
    yield "Nom et prénom", f"{who.last_name} {who.first_name}"
    yield "Naissance", short_date(who.birth_date)
    yield "Sexe", profile.genders.label(who.gender)
    yield "Commune", " ".join(part for part in (who.postcode, who.commune) if part)
    yield "N° allocataire", who.beneficiary_number or ""
    yield "Téléphone ou courriel", "connu du coach" if who.phone or who.email else ""


def _prescription(profile: ActionProfile, card: Card) -> Iterator[tuple[str, str]]:
    who = card.identity
    yield "Reçue le", short_date(who.received_on)
    yield "Prescripteur", profile.prescribers.label(who.prescriber)
    yield "Référent RSA", who.case_manager or ""
    yield "Premier rendez-vous", short_date(who.first_appointment_on)
    decided = f", le {short_date(who.decided_on)}" if who.decided_on else ""
    yield "Suite donnée", f"{profile.outcomes.label(who.outcome)}{decided}"


def _pathway(card: Card) -> Iterator[tuple[str, str]]:
    pathway = card.pathway
    if pathway is None:
        return
    yield "Entrée", short_date(pathway.entered_on)
    yield "Fin prévue", short_date(pathway.planned_end_on)
    for contract in card.contracts:
        span = (
            f", du {short_date(contract.starts_on)} au {short_date(contract.ends_on)}"
            if contract.starts_on and contract.ends_on
            else ""
        )
        signed = f"signé le {short_date(contract.signed_on)}" if contract.signed_on else "non signé"
        yield f"Contrat, version{NBSP}{contract.revision}", f"{signed}{span}"


def _entry(profile: ActionProfile, kept: KeptDossier) -> Iterator[tuple[str, str]]:
    """Of the diagnostic, what the FSE+ asks for; its free texts and the freins stay."""
    pathway = kept.card.pathway
    if pathway is None:
        return
    yield "Statut", profile.statuses.label(pathway.status) if pathway.status else ""
    job, level = kept.situation
    yield "Niveau de formation", profile.training_levels.label(level) if level else ""
    yield "Situation d’emploi", profile.employment.label(job) if job else ""
    home = pathway.household
    yield "Situation familiale", profile.households.label(home) if home else ""


def _answers(kept: KeptDossier, asked: Iterable[Question]) -> Iterator[tuple[str, str]]:
    for question in asked:
        answer = kept.fse.get(question.key)
        told = ANSWER_LABELS[Answer(answer)] if answer in set(Answer) else ""
        yield f"{question.indicator} – {question.text}", told


def _immersions(card: Card) -> Iterator[tuple[str, str]]:
    for item in card.immersions:
        last = item.ended_on or item.ends_on
        span = f"Du {short_date(item.starts_on)} au {short_date(last)}"
        said = [item.company]
        if item.trade:
            said.append(item.trade)
        if item.outcome is not None:
            said.append(OUTCOMES.label(ImmersionOutcome(item.outcome)).lower())
        yield span, ", ".join(said)


def _exit(profile: ActionProfile, card: Card) -> Iterator[tuple[str, str]]:
    left = card.exit
    if left is None:
        return
    detail = curled(profile.exit_detail(left.kind, left.detail))
    kind = profile.exit_kinds.label(left.kind)
    yield f"Sortie du {short_date(left.left_on)}", ", ".join(filter(None, (kind, detail)))
    yield "Classe", CLASS_LABELS[derived_of(profile, left).exit_class]
    if left.employer:
        yield "Employeur ou organisme", left.employer
    if job_words(left):
        yield "Contrat ou formation", job_words(left)
    for row in card.follow_ups:
        yield (
            f"Suivi à {row.milestone}{NBSP}mois",
            f"{profile.follow_up_outcomes.label(row.outcome)}, le {short_date(row.done_on)}",
        )
