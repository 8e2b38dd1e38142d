"""Where a document stands, who is missing and what became of its copy, in words."""

from collections.abc import Iterable, Mapping
from datetime import date, tzinfo

from coachdesk.core.french import (
    NBSP,
    capital,
    file_slug,
    going_within,
    listed,
    of,
    quoted,
    short_date,
)
from coachdesk.domain.papers import LIVE, CopyState, DocumentState, Role, SigningOutcome
from coachdesk.domain.signing_words import OUTCOME_WORDS
from coachdesk.queries.documents import Answers, DocumentLine, Standing

ROLE_WORDS = {
    Role.PARTICIPANT: "la personne",
    Role.COACH: "le coach",
    Role.HOST: "l’entreprise",
    Role.PRESCRIBER: "le prescripteur",
    Role.DIRECTOR: "la direction",
}
_OF_ROLE = {
    Role.PARTICIPANT: "de la personne",
    Role.COACH: "du coach",
    Role.HOST: "de l’entreprise",
    Role.PRESCRIBER: "du prescripteur",
    Role.DIRECTOR: "de la direction",
}
_COPY = {
    CopyState.OWED: "à remettre",
    CopyState.TO_PRINT: "à imprimer au bureau",
    CopyState.TO_EMAIL: "à envoyer par courriel, à la prochaine connexion",
    CopyState.GIVEN: "remise",
    CopyState.DECLINED: "non voulue par la personne",
}
_LETTER = _COPY | {
    CopyState.OWED: "à envoyer",
    CopyState.GIVEN: "envoyé",
    CopyState.DECLINED: "non envoyé",
}
_FOR_ANOTHER = _LETTER | {
    CopyState.OWED: "à remettre ou à envoyer",
    CopyState.GIVEN: "remis ou envoyé",
}
"""Of what the coach signs for someone else, such as a retour de prescription."""
_OURS = frozenset({Role.COACH, Role.DIRECTOR})


def missing_words(roles: Iterable[Role]) -> str:
    """« Il manque la signature de la personne et du coach »; empty when nobody is missing."""
    wanted = [_OF_ROLE[role] for role in roles]
    if not wanted:
        return ""
    what = "la signature" if len(wanted) == 1 else "les signatures"
    return f"Il manque {what} {listed(wanted)}"


def voided_words(roles: Iterable[Role]) -> str:
    """Why a document is void whose text changed after someone answered."""
    whose = [_OF_ROLE[role] for role in roles]
    if not whose:
        return f"Le texte a changé{NBSP}: personne n’avait signé."
    if len(whose) == 1:
        return f"Le texte a changé{NBSP}: la signature {whose[0]} ne vaut plus."
    return f"Le texte a changé{NBSP}: les signatures {listed(whose)} ne valent plus."


def state_words(line: Standing) -> str:
    """Where a document stands, as lists and the timeline say it."""
    if line.state is DocumentState.VOID:
        return "Annulé"
    if line.state is DocumentState.DRAFT:
        return "Brouillon"
    if line.paper_signed_on is not None:
        return f"Signé sur papier le {short_date(line.paper_signed_on)}"
    unsigned = [
        f"{ROLE_WORDS[role]} {OUTCOME_WORDS[outcome]}"
        for role, outcome in line.outcomes.items()
        if outcome is not SigningOutcome.SIGNED
    ]
    said = [missing_words(line.missing)] if line.state is DocumentState.OPEN else []
    said += [capital(", ".join(unsigned))] if unsigned else []
    if said:
        return ". ".join(said)
    return "Signé" if line.roles else "Établi"


def paper_words(line: DocumentLine, zone: tzinfo | None) -> str:
    """What a paper waits for, or what became of it, by days of ``zone``."""
    if line.state is DocumentState.DRAFT:
        who = listed([ROLE_WORDS[role] for role in line.missing]) if line.missing else ""
        return f"brouillon, à signer par {who}" if who else "brouillon"
    if line.state is DocumentState.OPEN and line.missing:
        return f"à signer par {listed([ROLE_WORDS[role] for role in line.missing])}"
    said = state_words(line)
    when = line.answered_on
    if when is not None and line.all_signed and line.paper_signed_on is None:
        said = f"{said} le {short_date(when.astimezone(zone).date())}"
    copy = copy_words(line)
    return ", ".join(going_within(part) for part in (said, copy) if part)


def waits(line: Standing) -> bool:
    """Whether something is still to be done with a paper."""
    due = {CopyState.OWED, CopyState.TO_PRINT, CopyState.TO_EMAIL}
    return line.state in LIVE or line.copy in due


def state_tone(line: Standing) -> str:
    """How the words of ``state_words`` are coloured: done, mend, refused, quiet."""
    if line.state is DocumentState.OPEN:
        return "mend"
    if line.state is not DocumentState.CLOSED:
        return "quiet"
    signed = line.paper_signed_on is not None or line.all_signed
    return "done" if signed else "refused"


def copy_words(line: Standing) -> str:
    """« Copie remise le 16/01/2024 », « Envoyé le 16/01/2024 »; empty while none is due."""
    if line.copy is None:
        return ""
    given = line.copy is CopyState.GIVEN and line.copy_on is not None
    when = f" le {short_date(line.copy_on)}" if given else ""
    if _leaves_itself(line):
        return f"{capital(_leaving(line)[line.copy])}{when}"
    return f"Copie {_COPY[line.copy]}{when}"


def copy_to_do(title: str, copy: CopyState, answers: Answers) -> str:
    """What is to be done with a paper that is due."""
    if _leaves_itself(answers):
        return f"{quoted(title)} {_leaving(answers)[copy]}"
    return f"copie de {quoted(title)} {_COPY[copy]}"


def _leaves_itself(answers: Answers) -> bool:
    """Whether it is made for someone who does not sign it; of any other, a copy leaves."""
    return _OURS.issuperset(answers.roles)


def _leaving(answers: Answers) -> Mapping[CopyState, str]:
    return _FOR_ANOTHER if answers.roles else _LETTER


def document_words(title: str, person: str) -> str:
    """« « Contrat d’engagement » de Léa DURAND », as Ctrl+Z says it."""
    return f"{quoted(title)} {of(person)}" if person else quoted(title)


def document_file_name(title: str, number: str, made_on: date) -> str:
    """« contrat-d-engagement_23-001_2024-01-16.pdf », whatever a title or a number holds."""
    return f"{file_slug(title)}_{file_slug(number)}_{made_on.isoformat()}.pdf"
