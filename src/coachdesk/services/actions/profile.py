"""The profile of an action changed in the store: proposed first, then put in place by one act."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.files import write_atomically
from coachdesk.core.french import NBSP, plural, quoted
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.profile_fields import changes_typed, typed_values
from coachdesk.domain.profile_lists import word_lists
from coachdesk.domain.profile_text import Path as KeyPath
from coachdesk.domain.profile_text import edited_profile
from coachdesk.models import Action, LearnedWord
from coachdesk.queries.word_uses import word_uses
from coachdesk.services.actions.compare import (
    LISTS,
    changes,
    removed_words,
)
from coachdesk.services.acts import act
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.leaving import explained
from coachdesk.services.profiles import load_profile, read_profile
from coachdesk.services.rows import row

_TOLD = 4
"""Refused words that are named."""


@dataclass(frozen=True)
class ProfileOffer:
    """A profile that could take the place of an action's, and what that would do."""

    text: str
    changes: tuple[str, ...]
    """One line each; none for the same profile."""
    refusals: tuple[str, ...]
    """Words taken out that rows use: with any of them it is refused."""


def profile_text(connection: Connection, action_id: UUID) -> str:
    """The TOML of an action, as it is kept."""
    return connection.execute(select(Action.profile).where(Action.id == action_id)).scalar_one()


def added_days(connection: Connection) -> dict[str, date]:
    """Since when each action is in the store, by its code."""
    rows = connection.execute(select(Action.code, Action.created_at)).all()
    return {code: moment.astimezone().date() for code, moment in rows}


def offer_file(desk: Desk, action: ActionInfo, path: Path) -> ProfileOffer:
    """What the profile of a file would change.

    Raises:
        ProfileFaults: all its faults, each with its line.
        UserError: it can't be read, or is the profile of another action.
    """
    text, profile = load_profile(path)
    return _offer(desk, action, text, profile)


def offer_text(desk: Desk, action: ActionInfo, text: str) -> ProfileOffer:
    """What the profile written in ``text`` would change.

    Raises:
        ProfileFaults: all its faults.
        UserError: it is the profile of another action.
    """
    return _offer(desk, action, text, read_profile(text))


def offer_typed(
    desk: Desk, action: ActionInfo, typed: Mapping[KeyPath, str]
) -> tuple[ProfileOffer, dict[KeyPath, str]]:
    """What was typed in the form would change, and beside each field what can't be."""
    old = desk.read(lambda link: profile_text(link, action.id))
    wanted, wrong = changes_typed(typed_values(old), typed)
    if wrong or not wanted:
        return ProfileOffer(old, (), ()), wrong
    text = edited_profile(old, wanted)
    return _offer(desk, action, text, read_profile(text)), {}


def replace_profile(desk: Desk, action: ActionInfo, offer: ProfileOffer) -> ActionInfo:
    """Put the offered profile in place; the action as it is from now on.

    Raises:
        UserError: words that rows use would go.
    """
    with act(desk, f"profil de {action.profile.name}") as uow:
        put_profile(uow.session, action, offer.text)
        uow.commit()
    desk.forget()
    return next(each for each in desk.actions if each.id == action.id)


def put_profile(session: Session, action: ActionInfo, text: str) -> None:
    """Have ``text`` for the profile of ``action``, with the rest of a transaction.

    Raises:
        UserError: it is the profile of another action, or words that rows use would go.
    """
    profile = read_profile(text)
    _refuse_other(action, profile)
    # Counted in the same transaction: a row may have come since it was offered.
    refusals = _refusals(session.connection(), action, profile)
    if refusals:
        raise UserError(
            f"Ce profil retire des mots que des lignes emploient{NBSP}: "
            f"{'; '.join(refusals[:_TOLD])}.",
            "Gardez ces mots dans le fichier, quitte à en changer le libellé.",
        )
    row(session, Action, action.id).profile = text
    lists = word_lists(profile)
    learned = select(LearnedWord).where(LearnedWord.action_id == action.id)
    for word in session.scalars(learned).all():
        if word.word_list in lists and word.key and word.key not in lists[word.word_list]:
            session.delete(word)


def export_profile(desk: Desk, action: ActionInfo, target: Path) -> None:
    """Write the TOML of the action in ``target``: it names nobody who is followed.

    Raises:
        UserError: the file can't be written.
    """
    text = desk.read(lambda link: profile_text(link, action.id))
    with explained(str(target)):
        write_atomically(target, text.encode("utf-8"))


def _offer(desk: Desk, action: ActionInfo, text: str, profile: ActionProfile) -> ProfileOffer:
    _refuse_other(action, profile)

    def read(link: Connection) -> ProfileOffer:
        old = profile_text(link, action.id)
        told = tuple(changes(action.profile, old, profile, text))
        if not told and old != text:
            told = ("Commentaires ou mise en forme du fichier",)
        return ProfileOffer(text, told, _refusals(link, action, profile))

    return desk.read(read)


def _refuse_other(action: ActionInfo, profile: ActionProfile) -> None:
    if profile.code != action.code:
        raise UserError(
            f"Ce profil est celui de l’action {quoted(profile.code)}, pas de "
            f"{quoted(action.code)}.",
            "Ajoutez-le comme une autre action, ou corrigez son « code ».",
        )


def _refusals(link: Connection, action: ActionInfo, profile: ActionProfile) -> tuple[str, ...]:
    """« Statuts : « RQTH » (12 lignes) » for each word that would go and that rows hold."""
    told = []
    for removed in removed_words(action.profile, profile):
        used = word_uses(link, action.id, removed.name, list(removed.labels), removed.parent)
        told += [
            f"{LISTS[removed.name]}{NBSP}: {quoted(removed.labels[key])} ({plural(count, 'ligne')})"
            for key, count in used.items()
        ]
    return tuple(told)
