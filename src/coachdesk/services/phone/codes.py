"""The codes for one person: what each makes the phone do, in one sentence, and its squares."""

from dataclasses import dataclass

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP
from coachdesk.documents.qr_code import modules
from coachdesk.domain.phone_codes import (
    CodeKind,
    Contact,
    PhoneEvent,
    call_code,
    contact_code,
    dialled,
    event_code,
    is_landline,
    message_code,
    place_code,
)
from coachdesk.services.phone.view import Reached

Squares = tuple[tuple[bool, ...], ...]
"""Row by row from the top, whether each is dark."""
_LONGEST = 700
"""Bytes. More would make squares too small for a camera at arm's length."""
_MINE = "Ouvrez l’appareil photo de votre téléphone et visez ce code"


@dataclass(frozen=True, slots=True)
class PhoneCode:
    """What the camera reads; without ``payload`` there is none, and ``says`` tells why."""

    kind: CodeKind
    payload: str
    says: str
    """What to do, and what happens then."""
    alt: str
    """For a screen reader: what is in the code."""


def codes_of(one: Reached, coach: Contact, text: str) -> dict[CodeKind, PhoneCode]:
    """All that can be handed to a phone about ``one``; ``text`` is the message as it stands."""
    made = [_call(one), _contact(one)]
    if not one.of_company:
        made.append(_message(one, text))
    if one.where:
        made.append(_place(one))
    if one.slot is not None:
        made.append(_appointment(one, coach))
    found = {code.kind: code for code in made}
    return {kind: found[kind] for kind in CodeKind if kind in found}


def squares(payload: str) -> Squares:
    """The squares of a code, for the screen.

    Raises:
        UserError: it holds more than a camera reads at arm's length.
    """
    if len(payload.encode()) > _LONGEST:
        raise UserError("Ce texte est trop long pour un code que l’on vise.", "Raccourcissez-le.")
    return modules(payload, printed=False)


def _message(one: Reached, text: str) -> PhoneCode:
    kind, number = CodeKind.MESSAGE, dialled(one.phone)
    if not number:
        return _no_number(kind, one)
    if not text.strip():
        return PhoneCode(kind, "", f"Le message est vide{NBSP}: écrivez-le.", "")
    fixed = (
        f" Ce numéro est un fixe{NBSP}: le SMS peut ne pas arriver." if is_landline(number) else ""
    )
    return PhoneCode(
        kind,
        message_code(one.phone, text),
        f"{_MINE}{NBSP}: le SMS à {one.name} est écrit, il reste à l’envoyer.{fixed}",
        f"Code QR{NBSP}: SMS au {one.phone}",
    )


def _call(one: Reached) -> PhoneCode:
    kind = CodeKind.CALL
    if not dialled(one.phone):
        return _no_number(kind, one)
    return PhoneCode(
        kind,
        call_code(one.phone),
        f"{_MINE}{NBSP}: le {one.phone} se compose, il reste à appeler {one.name}.",
        f"Code QR{NBSP}: appeler {one.name} au {one.phone}",
    )


def _place(one: Reached) -> PhoneCode:
    return PhoneCode(
        CodeKind.PLACE,
        place_code(one.where),
        f"{_MINE}{NBSP}: la carte du téléphone s’ouvre sur {one.where}.",
        f"Code QR{NBSP}: {one.where} sur une carte",
    )


def _contact(one: Reached) -> PhoneCode:
    kind, given = CodeKind.CONTACT, one.given
    if not dialled(given.phone) and not given.email:
        why = (
            f"{one.name} n’a ni téléphone ni courriel{NBSP}: ajoutez-les sur sa fiche."
            if one.of_company
            else f"Votre téléphone n’est pas connu{NBSP}: écrivez-le ci-contre."
        )
        return PhoneCode(kind, "", why, "")
    says = (
        f"{_MINE}{NBSP}: {one.name} entre dans vos contacts."
        if one.of_company
        else f"{one.first_name} ouvre l’appareil photo de son téléphone et vise ce code{NBSP}: vos "
        "coordonnées entrent dans ses contacts."
    )
    return PhoneCode(kind, contact_code(given), says, f"Code QR{NBSP}: contact, {given.name}")


def _appointment(one: Reached, coach: Contact) -> PhoneCode:
    assert one.slot is not None
    title = f"Atelier « {one.workshop} »" if one.workshop else f"Rendez-vous avec {coach.name}"
    number = dialled(coach.phone)
    note = f"{coach.name}, {number}" if number else ""
    return PhoneCode(
        CodeKind.APPOINTMENT,
        event_code(PhoneEvent(title, one.slot, one.where, note)),
        f"{one.first_name} ouvre l’appareil photo de son téléphone et vise ce code{NBSP}: le "
        "rendez-vous entre dans son agenda.",
        f"Code QR{NBSP}: {one.about}, pour l’agenda du téléphone",
    )


def _no_number(kind: CodeKind, one: Reached) -> PhoneCode:
    return PhoneCode(
        kind, "", f"{one.name} n’a pas de téléphone{NBSP}: ajoutez-le sur sa fiche.", ""
    )
