"""What the association decided of the data of an action, kept with the store's settings."""

from datetime import date

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, long_date, plural
from coachdesk.domain.periods import iso_day
from coachdesk.domain.rights import (
    LEAST_MONTHS,
    MOST_MONTHS,
    USUAL_MONTHS,
    LegalBasis,
    RightsSettings,
    months_words,
)
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.preferences import keep_preference, preference, put_preference

_BASES = frozenset(LegalBasis)
_DUE = "retention_due"
"""The setting that keeps how many were due when someone last looked."""


def rights_key(code: str) -> str:
    """Of the setting that keeps by what right, and who answers."""
    return f"rights.{code}"


def retention_key(code: str) -> str:
    """Of the setting that keeps for how long."""
    return f"retention.{code}"


def rights_settings(link: Connection, action_code: str) -> RightsSettings:
    """What was decided for an action; the usual choices where nothing was."""
    told, kept = (
        found if isinstance(found := preference(link, key), dict) else {}
        for key in (rights_key(action_code), retention_key(action_code))
    )
    basis, months = told.get("basis"), kept.get("months")
    return RightsSettings(
        LegalBasis(basis) if basis in _BASES else LegalBasis.PUBLIC_INTEREST,
        str(told.get("officer") or ""),
        str(told.get("contact") or ""),
        months if isinstance(months, int) else USUAL_MONTHS,
        iso_day(kept.get("proofs_until")),
    )


def keep_rights(desk: Desk, action: ActionInfo, settings: RightsSettings) -> None:
    """Keep what was decided.

    Raises:
        UserError: a duration that can't be, or a day that is over.
    """
    if not LEAST_MONTHS <= settings.months <= MOST_MONTHS:
        raise UserError(
            f"{plural(settings.months, 'mois', 'mois')}{NBSP}: ce n’est pas une durée possible.",
            f"Écrivez un nombre de mois entre {LEAST_MONTHS} et {MOST_MONTHS}, 24 d’ordinaire.",
        )
    with desk.store.write() as uow:
        _put(uow.session, action.code, settings)
        uow.commit()


def _put(session: Session, code: str, settings: RightsSettings) -> None:
    put_preference(
        session,
        rights_key(code),
        {
            "basis": settings.basis.value,
            "officer": " ".join(settings.officer.split()),
            "contact": " ".join(settings.contact.split()),
        },
    )
    until = settings.proofs_until
    put_preference(
        session,
        retention_key(code),
        {"months": settings.months, "proofs_until": until.isoformat() if until else None},
    )


_BECAUSE = {
    LegalBasis.PUBLIC_INTEREST: "C’est une mission d’intérêt public, que nos financeurs nous "
    "confient.",
    LegalBasis.LEGAL_OBLIGATION: "La loi nous le demande.",
    LegalBasis.LEGITIMATE_INTEREST: "C’est notre intérêt légitime, celui de mener l’action\u00a0: "
    "vous pouvez vous y opposer.",
}


def basis_sentence(settings: RightsSettings) -> str:
    """Why people are followed, as the notice tells them."""
    return _BECAUSE[settings.basis]


def proofs_words(until: date | None) -> str:
    """« jusqu’au 31 décembre 2031 », « jusqu’à la fin des contrôles des financeurs »."""
    if until is None:
        return "jusqu’à la fin des contrôles des financeurs"
    return f"jusqu’au {long_date(until)}"


def rights_facts(link: Connection, action_code: str) -> dict[str, str]:
    """What a paper may say of it."""
    settings = rights_settings(link, action_code)
    return {
        "rights.basis": basis_sentence(settings),
        "rights.kept": months_words(settings.months),
        "rights.proofs": proofs_words(settings.proofs_until),
        "rights.officer": settings.officer,
        "rights.contact": settings.contact,
    }


def keep_number(desk: Desk, number: int, day: date) -> None:
    """Keep how many people, envois and sheets are due, for what is to be done."""
    told = (number, day)
    if desk.read(number_due) != told:
        keep_preference(desk, _DUE, {"people": number, "day": day.isoformat()})


def number_due(link: Connection) -> tuple[int, date | None]:
    """How many were due when someone last looked, and when; none and None before."""
    told = preference(link, _DUE)
    if not isinstance(told, dict):
        return 0, None
    number = told.get("people")
    return (number if isinstance(number, int) else 0), iso_day(told.get("day"))
