"""Drafts: what is typed in a form and not yet recorded, kept inside the encrypted store."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.core.canonical import Json
from coachdesk.models import Draft
from coachdesk.queries.people import names_of_appointments, names_of_dossiers
from coachdesk.services.desk import Desk
from coachdesk.services.targets import Screen, Target

_OF_SOMEONE = {
    Screen.INTAKE: "prescription de {}",
    Screen.DIAGNOSTIC: "diagnostic de {}",
    Screen.DECISION: "décision pour {}",
    Screen.CONTRACT: "contrat de {}",
    Screen.APPOINTMENT: "rendez-vous de {}",
    Screen.MOVE: "rendez-vous de {} à déplacer",
}
_OF_NOBODY = {
    Screen.INTAKE: "prescription",
    Screen.MOVE: "rendez-vous à déplacer",
    Screen.WALK_IN: "passage sans rendez-vous",
    Screen.CANCEL_MORNING: "annulation d’une matinée",
}


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
    whose = target.appointment_id or target.prescription_id
    return f"{target.screen}:{whose}" if whose else str(target.screen)


def draft_target(key: str) -> Target | None:
    """The screen whose form keeps its draft under ``key``; None when no form does."""
    form, _, whose = key.partition(":")
    try:
        screen, about = Screen(form), UUID(whose) if whose else None
    except ValueError:
        return None
    if screen is Screen.APPOINTMENT:
        return Target(screen, appointment_id=about)
    return Target(screen, about)


def waiting_drafts(connection: Connection) -> tuple[DraftView, ...]:
    """The drafts with what they are, the latest first."""
    found = [(kept, draft_target(kept.key)) for kept in drafts(connection)]
    targets = [target for _, target in found if target is not None]
    dossiers = {target.prescription_id for target in targets if target.prescription_id}
    appointments = {target.appointment_id for target in targets if target.appointment_id}
    names = names_of_dossiers(connection, dossiers) if dossiers else {}
    names |= names_of_appointments(connection, appointments) if appointments else {}
    return tuple(_view(kept, target, names) for kept, target in found)


def _view(kept: KeptDraft, target: Target | None, names: dict[UUID, str]) -> DraftView:
    about = target and (target.appointment_id or target.prescription_id)
    if target is None or (about is not None and about not in names):
        return DraftView(kept.key, "fiche qui n’existe plus", kept.saved_at, None)
    words = _words(kept, target, names.get(about) if about else None)
    return DraftView(kept.key, words, kept.saved_at, target)


def _words(kept: KeptDraft, target: Target, who: str | None) -> str:
    if who is not None:
        return _OF_SOMEONE.get(target.screen, "fiche de {}").format(who)
    typed = (str(kept.fields.get(name) or "") for name in ("first_name", "last_name"))
    name = " ".join(part for part in typed if part)
    words = _OF_NOBODY.get(target.screen, "fiche")
    return f"{words} de {name}" if name else words
