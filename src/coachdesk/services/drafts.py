"""Drafts: what is typed in a form and not yet recorded, kept inside the encrypted store."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.core.canonical import Json
from coachdesk.models import Draft
from coachdesk.queries.people import Owner, owners_of
from coachdesk.services.desk import Desk
from coachdesk.services.targets import CHANGE, RENEW, Screen, Target

_SECTIONS = {
    "identite": "identite",
    "objectif": "objectifs",
    "demarche": "demarches",
    "document": "documents",
    "resultat": "documents",
    "piece": "pieces",
}
"""Forms inside the card, each in a section of it."""
_OF_SOMEONE = {
    "intake": "prescription de {}",
    "diagnostic": "diagnostic de {}",
    "decision": "décision pour {}",
    "contract": "contrat de {}",
    "immersion": "immersion de {}",
    "exit": "sortie de {}",
    "follow_up": "suivi de {}",
    "reentry": "nouvelle prescription de {}",
    "renewal": "renouvellement d’immersion de {}",
    "suite": "suite de l’immersion de {}",
    "visite": "visite d’immersion de {}",
    "paper": "papier de {}",
    "appointment": "rendez-vous de {}",
    "move": "rendez-vous de {} à déplacer",
    "identite": "identité de {}",
    "objectif": "objectif de {}",
    "demarche": "démarche de {}",
    "document": "document remis à {}",
    "resultat": "document étudié avec {}",
    "piece": "pièce de {}",
    "service": "acte pour {}",
}
_DELEGATION = "delegation"
_OF_NOBODY = {
    "intake": "prescription",
    "move": "rendez-vous à déplacer",
    "walk_in": "passage sans rendez-vous",
    "cancel_morning": "annulation d’une demi-journée",
    "import": "import d’un classeur",
    "places": "absence ou fermeture",
    "agenda": "ajout à l’agenda",
    _DELEGATION: "délégation de prescription",
}
_OF_AN_IMMERSION = {
    "renewal": (Screen.IMMERSION_FORM, RENEW),
    "suite": (Screen.IMMERSION, ""),
    "visite": (Screen.IMMERSION, ""),
}
"""Forms about an immersion that exists: the screen and its section."""
_OF_A_GROUP = {
    "workshop": "atelier collectif",
    "service": "acte",
    "outreach": "action d’aller-vers",
}
"""Forms about several people at once, unless their key names one."""
_SETTINGS = {
    "profil": ("profil de l’action", "actions/edit"),
    "referent-rsa": ("fiche d’un référent RSA", "case_managers"),
    "partenaire": ("fiche d’un partenaire", "partners"),
    "destinataire": ("fiche d’un destinataire", "recipients"),
}
"""Forms of the settings: their words, and the section that holds each."""
_OF_A_COMPANY = {"company": "fiche d’entreprise", "prospecting": "contact avec une entreprise"}
"""Forms of the page of a company."""
_OF_THE_MET = "intake"
"""Its key may name someone met outside, who has no dossier yet."""
_OF_A_FILE = "import"
"""Its key names a file, and no person."""
_GONE = "fiche qui n’existe plus"


@dataclass(frozen=True)
class KeptDraft:
    """A form as it stood: the values of its fields by name."""

    key: str
    fields: dict[str, Json]
    saved_at: datetime


@dataclass(frozen=True)
class DraftView:
    """A draft as Aujourd'hui names it."""

    key: str
    words: str
    """« prescription de DUPONT Zoé », « diagnostic de Léa D. »."""
    saved_at: datetime
    target: Target | None
    """The form that gives the text back; None when what it was about is gone."""


def save_draft(desk: Desk, key: str, fields: dict[str, Json]) -> None:
    """Keep the fields of the form ``key``, instead of what was kept of it."""
    with desk.store.write() as uow:
        text = json.dumps(fields, ensure_ascii=False)
        draft = uow.session.get(Draft, key)
        if draft is None:
            uow.session.add(Draft(key=key, fields=text, saved_at=uow.now))
        else:
            draft.fields, draft.saved_at = text, uow.now
        uow.commit()


def drop_draft(desk: Desk, key: str) -> None:
    """Forget the form ``key``: it was recorded, or given up."""
    with desk.store.write() as uow:
        draft = uow.session.get(Draft, key)
        if draft is not None:
            uow.session.delete(draft)
            uow.commit()


def draft(connection: Connection, key: str) -> KeptDraft | None:
    """What was kept of the form ``key``."""
    return next((kept for kept in drafts(connection) if kept.key == key), None)


def drafts(connection: Connection) -> tuple[KeptDraft, ...]:
    """Every form that waits, the latest first."""
    rows = connection.execute(
        select(Draft.key, Draft.fields, Draft.saved_at).order_by(Draft.saved_at.desc())
    )
    return tuple(KeptDraft(row.key, json.loads(row.fields), row.saved_at) for row in rows)


def draft_key(target: Target) -> str:
    """The key under which the form of a screen keeps its draft; ``draft_target`` reads it back."""
    whose = target.appointment_id or target.prescription_id or target.subject_id
    return f"{target.screen}:{whose}" if whose else str(target.screen)


def draft_target(key: str, dossier: UUID | None = None) -> Target | None:
    """The screen whose form keeps its draft under ``key``; None when no form does.

    ``dossier`` is whose card holds the form, where the key names something on it.
    """
    form, about = _parted(key)
    part = _part_of_a_screen(form, about, dossier)
    if part is not None:
        return part
    try:
        screen = Screen(form)
    except ValueError:
        return None
    if form in {*_OF_A_GROUP, _OF_THE_MET} and dossier is None:
        return Target(screen, subject_id=about)
    match screen:
        case Screen.APPOINTMENT:
            target = Target(screen, appointment_id=about)
        case Screen.IMMERSION:
            of_its_own = about if about != dossier else None
            section = CHANGE if of_its_own else ""
            whose = dossier or about
            target = Target(Screen.IMMERSION_FORM, whose, section=section, subject_id=of_its_own)
        case Screen.PAPER:
            target = Target(screen, dossier, document_id=about)
        case _:
            target = Target(screen, about)
    return target


def _part_of_a_screen(form: str, about: UUID | None, dossier: UUID | None) -> Target | None:
    """The screen of a form that is not the whole of it; None of any other form."""
    whose = dossier or about
    target = None
    if form in _SETTINGS:
        target = Target(Screen.SETTINGS, section=_SETTINGS[form][1])
    elif form in _SECTIONS:
        target = Target(Screen.CARD, whose, section=_SECTIONS[form]) if whose else None
    elif form in _OF_A_COMPANY:
        target = Target(Screen.COMPANY, subject_id=about)
    elif form in _OF_AN_IMMERSION:
        page, section = _OF_AN_IMMERSION[form]
        target = Target(page, dossier, section=section, subject_id=about)
    elif form == _DELEGATION:
        target = Target(Screen.IMMERSIONS, section=form)
    return target


def waiting_drafts(connection: Connection) -> tuple[DraftView, ...]:
    """The drafts with what they are, the latest first."""
    found = drafts(connection)
    ids = {about for about in (_parted(kept.key)[1] for kept in found) if about is not None}
    owners = owners_of(connection, ids) if ids else {}
    return tuple(_view(kept, owners) for kept in found)


def _parted(key: str) -> tuple[str, UUID | None]:
    """The form, and the dossier, rendez-vous, document or piece that it is about."""
    form, _, about = key.partition(":")
    try:
        return form, UUID(about) if about and form != _OF_A_FILE else None
    except ValueError:
        return form, None


def _view(kept: KeptDraft, owners: Mapping[UUID, Owner]) -> DraftView:
    form, about = _parted(kept.key)
    if form in _OF_A_COMPANY:
        return DraftView(kept.key, _OF_A_COMPANY[form], kept.saved_at, draft_target(kept.key))
    if form in _SETTINGS:
        return DraftView(kept.key, _SETTINGS[form][0], kept.saved_at, draft_target(kept.key))
    owner = owners.get(about) if about else None
    if form in _OF_A_GROUP and owner is None:
        return DraftView(kept.key, _OF_A_GROUP[form], kept.saved_at, draft_target(kept.key))
    if about is not None and owner is None and form != _OF_THE_MET:
        return DraftView(kept.key, _GONE, kept.saved_at, None)
    words = _words(form, kept, owner.name if owner else None)
    target = draft_target(kept.key, owner.prescription_id if owner else None)
    return DraftView(kept.key, words, kept.saved_at, target)


def _words(form: str, kept: KeptDraft, who: str | None) -> str:
    if who is not None:
        return _OF_SOMEONE.get(form, "fiche de {}").format(who)
    typed = (str(kept.fields.get(name) or "") for name in ("first_name", "last_name"))
    name = " ".join(part for part in typed if part)
    words = _OF_NOBODY.get(form, "saisie")
    return f"{words} de {name}" if name else words
