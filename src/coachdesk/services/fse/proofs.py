"""The proofs that the FSE+ asks for, held or missing, for each person (domain §2.2)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.french import NBSP, plural
from coachdesk.domain.fse import Moment
from coachdesk.domain.fse_record import FseRecord
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.exits import PROOF
from coachdesk.queries.fse import ProofRow, proof_rows
from coachdesk.services.control.parts import CONTRACT
from coachdesk.services.fse.report import FseReport
from coachdesk.services.fse_answers import FSE_PAPERS
from coachdesk.services.papers.templates import templates

PROOFS = {
    "eligibility": "Pièces d’éligibilité",
    "fse_entry": "Questionnaire d’entrée signé",
    "contract": "Contrat d’engagement signé",
    "attendance": "Présences émargées",
    "fse_exit": "Questionnaire de sortie signé",
    "exit_proof": "Justificatif de sortie",
    "fse_six_months": "Questionnaire à six mois signé",
}
"""Each kind of proof by its key, in the order of the dossier."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One proof that is asked for."""

    key: str
    held: bool
    lacking: str = ""
    """What is missing, in words."""


@dataclass(frozen=True, slots=True)
class Proven:
    """The proofs of one person."""

    record: FseRecord
    proofs: tuple[Proof, ...]
    """Those asked for by now."""

    def of(self, key: str) -> Proof | None:
        """That proof; None where it is not asked for."""
        return next((proof for proof in self.proofs if proof.key == key), None)


def proofs_of(connection: Connection, report: FseReport) -> tuple[Proven, ...]:
    """What each person of a report has, and lacks; of who was erased they are in the archive."""
    held = proof_rows(connection, report.action.id, report.period)
    papers = frozenset(templates(report.action))  # once: to find them compares whole profiles
    return tuple(
        Proven(record, tuple(_asked(record, held, report, papers))) for record in report.named
    )


def _asked(
    record: FseRecord,
    held: Mapping[UUID, ProofRow],
    report: FseReport,
    papers: Collection[str],
) -> Iterator[Proof]:
    profile = report.action.profile
    hers = tuple(held[dossier] for dossier in record.dossiers)
    last = hers[-1]
    yield _eligibility(profile, hers)
    if FSE_PAPERS[Moment.ENTRY] in papers:
        yield _paper(FSE_PAPERS[Moment.ENTRY], hers)
    signed = last.contract or "contract" in _kinds(last.papers) or CONTRACT in _kinds(last.pieces)
    yield Proof("contract", signed, "" if signed else "contrat à signer")
    if any(row.presences for row in hers):
        unsigned = sum(row.unsigned for row in hers)
        wait = f"{plural(unsigned, 'présence')} à signer" if unsigned else ""
        yield Proof("attendance", not unsigned, wait)
    for moment in (Moment.EXIT, Moment.SIX_MONTHS):
        if record.asked(moment, report.day):
            if FSE_PAPERS[moment] in papers:
                yield _paper(FSE_PAPERS[moment], (last,))
            if moment is Moment.EXIT and _to_be_proven(record, profile):
                there = PROOF in _kinds(last.pieces)
                yield Proof("exit_proof", there, "" if there else "justificatif à obtenir")


def _eligibility(profile: ActionProfile, hers: Sequence[ProofRow]) -> Proof:
    """The pieces that the profile requires; where it requires none, any piece will do."""
    there = frozenset(kind for row in hers for kind in _kinds(row.pieces))
    required = [kind for kind in profile.attachment_kinds if kind.required]
    lacking = [kind.label for kind in required if kind.key not in there]
    if not required and not there:
        lacking = ["aucune pièce"]
    return Proof("eligibility", not lacking, ", ".join(lacking))


def _paper(kind: str, hers: Sequence[ProofRow]) -> Proof:
    there = any(kind in _kinds(row.papers) for row in hers)
    return Proof(kind, there, "" if there else "questionnaire à signer")


def _to_be_proven(record: FseRecord, profile: ActionProfile) -> bool:
    """An exit that counts as positive, where the profile keeps such pieces."""
    kinds, kind = profile.exit_kinds, record.exit_kind
    counts = kind is not None and kind in kinds and kinds[kind].positive
    return counts and PROOF in profile.attachment_kinds


def _kinds(told: str | None) -> frozenset[str]:
    return frozenset(told.split(",")) if told else frozenset()


def held_words(proof: Proof | None) -> str:
    """« oui », what is missing, or nothing where it is not asked for."""
    if proof is None:
        return ""
    return "oui" if proof.held else f"manque{NBSP}: {proof.lacking}"
