"""A proof in one French sentence, as ``verify`` prints it."""

from collections.abc import Mapping

from coachdesk.core.french import NBSP, NNBSP, moment, of, plural, printable
from coachdesk.domain.papers import SigningOutcome
from coachdesk.domain.plain_summary import Explained, Language
from coachdesk.signing.evidence import Evidence
from coachdesk.signing.proofs import CheckedProof

DRAWN = {
    "mouse": "dessinée à la souris",
    "touch": "dessinée au doigt",
    "pen": "dessinée au stylet",
    "simulated": "tracé simulé pour un exemple",
}
"""How a signature was drawn, by what drew."""
ANSWERED = {
    SigningOutcome.SIGNED: "Signature",
    SigningOutcome.REFUSED: "Refus de signer",
    SigningOutcome.UNABLE: "Empêchement de signer",
    SigningOutcome.DISAGREES: "Désaccord",
}
"""What the person answered, before « de » and her name."""
ROLES = {
    "participant": "personne accompagnée",
    "coach": "coach",
    "host": "entreprise d’accueil",
    "prescriber": "prescripteur",
    "director": "direction",
}
"""The roles as papers name them."""


LANGUAGES: Mapping[str, str] = {
    Language.FRENCH: "en français",
    Language.ENGLISH: "en anglais",
    Language.ARABIC: "en arabe",
    Language.UKRAINIAN: "en ukrainien",
}
"""The languages of the plain summaries, as a proof names them."""


def role_words(role: str) -> str:
    """The role in French; a role of an unknown program as it is."""
    return ROLES.get(role, printable(role))


def sentence(proof: CheckedProof) -> str:
    """« Signature de M. Essai (participant) le 4 mai 2023 à 09 h 05, dessinée à la souris… »."""
    when, evidence = moment(proof.wall), proof.evidence
    if evidence is None:
        return f"Enregistrement {proof.number}, {when}"
    colon = f"{NBSP}: "
    parts = [f"{who(evidence)} le {when}"]
    if evidence.capture:
        parts += [DRAWN[evidence.capture.input], plural(evidence.capture.strokes, "trait")]
    parts.append(f"identité vérifiée{colon}{printable(evidence.signer.identity_check)}")
    for name, said in (
        ("motif", evidence.reason),
        ("réserve", evidence.remark),
        ("témoin", evidence.witness),
        ("régularisation", evidence.regularisation),
        ("à noter", evidence.clock.note),
        ("montré aussi en mots simples", explained_words(evidence)),
    ):
        if said:
            parts.append(f"{name}{colon}{printable(said)}")
    parts.append(f"enregistrement {proof.number}")
    text = f"«{NBSP}{text_shown(evidence)}{NBSP}»"
    return f"{', '.join(parts)}{NNBSP}; texte {_read_how(evidence)}{colon}{text}"


def explained_words(evidence: Evidence) -> str:
    """In what languages she was shown it in plain words: « en français (lu à voix haute) »."""
    return ", ".join(
        f"{LANGUAGES.get(each.language, printable(each.language))}{_how_explained(each)}"
        for each in evidence.explained
    )


def _how_explained(shown: Explained) -> str:
    marks = [] if shown.language == Language.FRENCH else ["traduction non relue"]
    if shown.aloud:
        marks.append("lu à voix haute")
    return f" ({', '.join(marks)})" if marks else ""


def text_shown(evidence: Evidence) -> str:
    """What was asked to be signed, on one line."""
    return printable(" – ".join(line for line in evidence.text.splitlines() if line.strip()))


def who(evidence: Evidence) -> str:
    """« Signature de M. Essai (participant) »."""
    name, role = printable(evidence.signer.name), role_words(evidence.signer.role)
    return f"{ANSWERED[evidence.outcome]} {of(name)} ({role})"


def _read_how(evidence: Evidence) -> str:
    return "signé" if evidence.outcome is SigningOutcome.SIGNED else "montré"
