"""Drafts: what is typed in a form and not yet recorded, kept inside the encrypted store."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.core.canonical import Json
from coachdesk.core.french import month_name, of, quoted
from coachdesk.models import Draft
from coachdesk.queries.people import Owner, owners_of
from coachdesk.services.actions.compare import LISTS
from coachdesk.services.desk import Desk
from coachdesk.services.targets import CHANGE, RENEW, Screen, Target


class _Names(Enum):
    """What the key of a form names after its « : »."""

    NOTHING = auto()
    """No person: its words and its screen are always the same."""
    COMPANY = auto()
    GROUP = auto()
    """Someone, or what is for several people at once."""
    MET = auto()
    """Someone, or someone met outside who has no dossier yet."""
    DOSSIER = auto()
    """Someone, or a thing of hers on her card."""
    APPOINTMENT = auto()
    DOCUMENT = auto()
    IMMERSION = auto()
    """An immersion of hers."""
    MONTH = auto()
    """A month, as « 2024-01 », then maybe what in it."""
    YEAR = auto()
    """A year, then the part of its bilan."""
    IMMERSION_OR_DOSSIER = auto()
    """An immersion that is changed, or whose new one."""


@dataclass(frozen=True)
class _Form:
    """A form whose text is kept: where it is, and how it is told."""

    screen: Screen
    names: _Names
    words: str = "saisie"
    """Where its key names nobody."""
    of_someone: str = ""
    section: str = ""


_CARD, _SETTINGS = Screen.CARD, Screen.SETTINGS
_FORMS: Mapping[str, _Form] = {
    "intake": _Form(Screen.INTAKE, _Names.MET, "prescription", "prescription de {}"),
    "diagnostic": _Form(Screen.DIAGNOSTIC, _Names.DOSSIER, of_someone="diagnostic de {}"),
    "decision": _Form(Screen.DECISION, _Names.DOSSIER, of_someone="décision pour {}"),
    "contract": _Form(Screen.CONTRACT, _Names.DOSSIER, of_someone="contrat de {}"),
    "exit": _Form(Screen.EXIT, _Names.DOSSIER, of_someone="sortie de {}"),
    "follow_up": _Form(Screen.FOLLOW_UP, _Names.DOSSIER, of_someone="suivi de {}"),
    "reentry": _Form(Screen.REENTRY, _Names.DOSSIER, of_someone="nouvelle prescription de {}"),
    "identite": _Form(_CARD, _Names.DOSSIER, of_someone="identité de {}", section="identite"),
    "objectif": _Form(_CARD, _Names.DOSSIER, of_someone="objectif de {}", section="objectifs"),
    "demarche": _Form(_CARD, _Names.DOSSIER, of_someone="démarche de {}", section="demarches"),
    "document": _Form(_CARD, _Names.DOSSIER, of_someone="document remis à {}", section="documents"),
    "resultat": _Form(
        _CARD, _Names.DOSSIER, of_someone="document étudié avec {}", section="documents"
    ),
    "piece": _Form(_CARD, _Names.DOSSIER, of_someone="pièce de {}", section="pieces"),
    "paper": _Form(Screen.PAPER, _Names.DOCUMENT, of_someone="papier de {}"),
    "appointment": _Form(Screen.APPOINTMENT, _Names.APPOINTMENT, of_someone="rendez-vous de {}"),
    "immersion": _Form(
        Screen.IMMERSION_FORM, _Names.IMMERSION_OR_DOSSIER, of_someone="immersion de {}"
    ),
    "renewal": _Form(
        Screen.IMMERSION_FORM,
        _Names.IMMERSION,
        of_someone="renouvellement d’immersion de {}",
        section=RENEW,
    ),
    "suite": _Form(Screen.IMMERSION, _Names.IMMERSION, of_someone="suite de l’immersion de {}"),
    "visite": _Form(Screen.IMMERSION, _Names.IMMERSION, of_someone="visite d’immersion de {}"),
    "abandon": _Form(Screen.PAPER, _Names.DOCUMENT, of_someone="abandon d’un papier de {}"),
    "autrement": _Form(Screen.TODAY, _Names.NOTHING, "réponse à une chose à faire"),
    "report": _Form(Screen.TODAY, _Names.NOTHING, "report d’une chose à faire"),
    "adresse": _Form(Screen.TODAY, _Names.NOTHING, "adresse d’un lieu"),
    "accuse": _Form(Screen.OUTBOX, _Names.NOTHING, "accusé d’un envoi"),
    "retrait": _Form(Screen.OUTBOX, _Names.NOTHING, "motif d’un envoi retiré"),
    "workshop": _Form(Screen.WORKSHOP, _Names.GROUP, "atelier collectif"),
    "service": _Form(Screen.SERVICE, _Names.GROUP, "acte", "acte pour {}"),
    "outreach": _Form(Screen.OUTREACH, _Names.GROUP, "action d’aller-vers"),
    "company": _Form(Screen.COMPANY, _Names.COMPANY, "fiche d’entreprise"),
    "prospecting": _Form(Screen.COMPANY, _Names.COMPANY, "contact avec une entreprise"),
    "cloture": _Form(Screen.MONTH, _Names.MONTH, "clôture"),
    "rectification": _Form(Screen.MONTH, _Names.MONTH, "rectification"),
    "relecture": _Form(Screen.AUDIT, _Names.MONTH, "relecture"),
    "bilan": _Form(Screen.BILAN, _Names.YEAR, "bilan"),
    "control": _Form(Screen.CONTROL, _Names.NOTHING, "liste d’un contrôleur"),
    "cancel_morning": _Form(Screen.CANCEL_MORNING, _Names.NOTHING, "annulation d’une demi-journée"),
    "import": _Form(Screen.IMPORT, _Names.NOTHING, "import d’un classeur"),
    "places": _Form(Screen.PLACES, _Names.NOTHING, "absence ou fermeture"),
    "agenda": _Form(Screen.AGENDA, _Names.NOTHING, "ajout à l’agenda"),
    "delegation": _Form(
        Screen.IMMERSIONS, _Names.NOTHING, "délégation de prescription", section="delegation"
    ),
    "profil": _Form(_SETTINGS, _Names.NOTHING, "profil de l’action", section="actions/edit"),
    **{
        f"liste-{name}": _Form(
            _SETTINGS, _Names.NOTHING, f"liste {quoted(title)}", section=f"lists/{name}"
        )
        for name, title in LISTS.items()
    },
    "textes": _Form(_SETTINGS, _Names.NOTHING, "textes de l’action", section="wording/texts"),
    "indicateurs": _Form(
        _SETTINGS, _Names.NOTHING, "indicateurs de l’action", section="counts/indicators"
    ),
    "plan-bilan": _Form(_SETTINGS, _Names.NOTHING, "plan du bilan", section="counts/report"),
    "referent-rsa": _Form(
        _SETTINGS, _Names.NOTHING, "fiche d’un référent RSA", section="case_managers"
    ),
    "partenaire": _Form(_SETTINGS, _Names.NOTHING, "fiche d’un partenaire", section="partners"),
    "destinataire": _Form(
        _SETTINGS, _Names.NOTHING, "fiche d’un destinataire", section="recipients"
    ),
    "horodatage": _Form(
        _SETTINGS, _Names.NOTHING, "autorité d’horodatage", section="sending/authority"
    ),
}
"""Every form that keeps its text, by the first part of its key."""
_UNKNOWN = _Form(Screen.TODAY, _Names.DOSSIER, of_someone="fiche de {}")
"""How one is told that no form of this version keeps."""
_MAY_NAME_NOBODY = frozenset({_Names.NOTHING, _Names.COMPANY, _Names.GROUP, _Names.MET})
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
    name, about = _parted(key)
    form = _FORMS.get(name)
    if form is not None and form.names is _Names.MONTH:
        month = _month(key)
        return Target(form.screen, day=month) if month is not None else None
    if form is not None and form.names is _Names.YEAR:
        year, part = _year(key)
        return Target(form.screen, day=year, section=part) if year is not None else None
    return _target(form, about, dossier) if form is not None else None


def _target(form: _Form, about: UUID | None, dossier: UUID | None) -> Target | None:
    screen, section, whose = form.screen, form.section, dossier or about
    match form.names:
        case _Names.NOTHING:
            target = Target(screen, section=section)
        case _Names.COMPANY:
            target = Target(screen, subject_id=about)
        case _Names.GROUP | _Names.MET if dossier is None:
            target = Target(screen, subject_id=about)
        case _Names.APPOINTMENT:
            target = Target(screen, appointment_id=about)
        case _Names.DOCUMENT:
            target = Target(screen, dossier, document_id=about)
        case _Names.IMMERSION:
            target = Target(screen, dossier, section=section, subject_id=about)
        case _Names.IMMERSION_OR_DOSSIER if about != dossier:
            target = Target(screen, whose, section=CHANGE, subject_id=about)
        case _:
            return Target(screen, whose, section=section) if whose is not None else None
    return target


def waiting_drafts(connection: Connection) -> tuple[DraftView, ...]:
    """The drafts with what they are, the latest first."""
    found = drafts(connection)
    ids = {about for about in (_parted(kept.key)[1] for kept in found) if about is not None}
    owners = owners_of(connection, ids) if ids else {}
    return tuple(_view(kept, owners) for kept in found)


def _parted(key: str) -> tuple[str, UUID | None]:
    """The form, and what it is about: a dossier, a rendez-vous, a document, a piece, a company."""
    name, _, about = key.partition(":")
    try:
        return name, UUID(about) if about else None
    except ValueError:
        return name, None


def _month(key: str) -> date | None:
    """The month that a key names."""
    try:
        return date.fromisoformat(f"{key.split(':')[1]}-01")
    except (ValueError, IndexError):
        return None


def _year(key: str) -> tuple[date | None, str]:
    """The first day of the year that a key names, and the part of its bilan."""
    _, _, about = key.partition(":")
    year, _, part = about.partition(":")
    try:
        return date(int(year), 1, 1), part
    except ValueError:
        return None, ""


def _view(kept: KeptDraft, owners: Mapping[UUID, Owner]) -> DraftView:
    name, about = _parted(kept.key)
    form = _FORMS.get(name, _UNKNOWN)
    owner = owners.get(about) if about is not None else None
    if owner is None and about is not None and form.names not in _MAY_NAME_NOBODY:
        return DraftView(kept.key, _GONE, kept.saved_at, None)
    target = draft_target(kept.key, owner.prescription_id if owner is not None else None)
    return DraftView(kept.key, _words(form, kept, owner), kept.saved_at, target)


def _words(form: _Form, kept: KeptDraft, owner: Owner | None) -> str:
    if owner is not None and form.of_someone:
        return form.of_someone.format(owner.name)
    month = _month(kept.key) if form.names is _Names.MONTH else None
    if month is not None:
        return f"{form.words} {of(month_name(month))}"
    year, _ = _year(kept.key) if form.names is _Names.YEAR else (None, "")
    if year is not None:
        return f"{form.words} {year.year}"
    if form.names is not _Names.MET:
        return form.words
    typed = (str(kept.fields.get(part) or "") for part in ("first_name", "last_name"))
    who = " ".join(part for part in typed if part)
    return form.of_someone.format(who) if who else form.words
