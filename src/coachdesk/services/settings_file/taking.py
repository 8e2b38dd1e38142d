"""The parts of a file of settings that the coach ticked, put in place by one act."""

from collections.abc import Callable, Mapping

from sqlalchemy import select

from coachdesk.core.errors import UserError
from coachdesk.core.french import fold, quoted
from coachdesk.core.ids import new_id
from coachdesk.models import (
    Action,
    CaseManager,
    Partner,
    Place,
    Recipient,
)
from coachdesk.services.actions.profile import put_profile
from coachdesk.services.acts import act
from coachdesk.services.agenda.places import put_openings
from coachdesk.services.agenda.travel import put_travel
from coachdesk.services.desk import Desk
from coachdesk.services.directory.channels import forget_secret
from coachdesk.services.phrases import own_phrases, put_phrases
from coachdesk.services.profiles import read_profile
from coachdesk.services.settings_file.bundle import Part, SettingsBundle
from coachdesk.services.settings_file.offer import opening_facts
from coachdesk.services.settings_file.people import cleaned
from coachdesk.store import UnitOfWork
from coachdesk.system.settings import save_settings


def take_settings(desk: Desk, bundle: SettingsBundle, parts: frozenset[Part]) -> None:
    """Put ``parts`` of the file in place; what is only here stays.

    Raises:
        UserError: words that rows use would go, or a fact of someone can't be; nothing is changed
            then.
    """
    taken = bundle.only(parts)
    with act(desk, "réglages pris d’un fichier") as uow:
        for part in taken.parts:
            if part in _TAKE:
                _TAKE[part](desk, uow, taken)
        uow.commit()
    if taken.machine is not None:
        save_settings(
            appearance=taken.machine.appearance,
            text_percent=taken.machine.text_percent,
            pad_left_handed=taken.machine.pad_left_handed,
        )
    desk.forget()


def _actions(desk: Desk, uow: UnitOfWork, bundle: SettingsBundle) -> None:
    known = {action.code: action for action in desk.actions}
    for each in bundle.actions or ():
        if each.code in known:
            put_profile(uow.session, known[each.code], each.profile)
        elif read_profile(each.profile).code == each.code:
            uow.session.add(
                Action(id=new_id(), code=each.code, profile=each.profile, created_at=uow.now)
            )
            uow.session.flush()
        else:
            raise UserError(
                f"Le profil de {quoted(each.code)} porte un autre code.",
                "Prenez les autres parties du fichier.",
            )


def _places(_desk: Desk, uow: UnitOfWork, bundle: SettingsBundle) -> None:
    session = uow.session
    places = {fold(place.name): place for place in session.scalars(select(Place))}
    for told in bundle.places or ():
        place = places.get(fold(told.name))
        if place is None:
            place = Place(id=new_id(), name=told.name, address=told.address, retired_on=None)
            session.add(place)
            session.flush()
            places[fold(told.name)] = place
        place.address, place.retired_on = told.address, None
        put_openings(session, place.id, opening_facts(told))
        session.flush()
    for told in bundle.places or ():
        for way in told.travels:
            one, other = places[fold(told.name)], places.get(fold(way.to))
            if other is not None and other is not one:
                put_travel(session, one.id, other.id, way.minutes, way.metres)


def _case_managers(_desk: Desk, uow: UnitOfWork, bundle: SettingsBundle) -> None:
    for told in map(cleaned, bundle.case_managers or ()):
        kept = uow.session.scalar(select(CaseManager).where(CaseManager.name == told.name))
        if kept is None:
            uow.session.add(CaseManager(id=new_id(), **vars(told)))
            uow.session.flush()
        else:
            if kept.email != told.email:
                kept.clear_allowed = False  # another mailbox is not safe unheard
            for column, value in vars(told).items():
                setattr(kept, column, value)


def _partners(_desk: Desk, uow: UnitOfWork, bundle: SettingsBundle) -> None:
    for told in map(cleaned, bundle.partners or ()):
        kept = uow.session.scalar(select(Partner).where(Partner.name == told.name))
        if kept is None:
            uow.session.add(Partner(id=new_id(), **vars(told)))
            uow.session.flush()
        else:
            for column, value in vars(told).items():
                setattr(kept, column, value)


def _recipients(_desk: Desk, uow: UnitOfWork, bundle: SettingsBundle) -> None:
    session = uow.session
    actions = dict(session.execute(select(Action.code, Action.id)).all())
    for told in map(cleaned, bundle.recipients or ()):
        if told.action not in actions:
            continue  # its action was left aside
        action_id = actions[told.action]
        facts = {key: value for key, value in vars(told).items() if key != "action"}
        kept = session.scalar(
            select(Recipient)
            .where(Recipient.action_id == action_id, Recipient.name == told.name)
            .order_by(Recipient.retired_on.is_not(None))
            .limit(1)
        )
        if kept is None:
            session.add(Recipient(id=new_id(), action_id=action_id, **facts))
            session.flush()
        else:
            kept.retired_on = None
            if (kept.channel, kept.host_key, kept.authority) != told.server:
                _reach_elsewhere(uow, kept)
            for column, value in facts.items():
                setattr(kept, column, value)


def _reach_elsewhere(uow: UnitOfWork, kept: Recipient) -> None:
    """A password is never shown to another server, nor is another mailbox safe unheard."""
    kept.clear_allowed = False
    forget_secret(uow, kept.id)


def _phrases(_desk: Desk, uow: UnitOfWork, bundle: SettingsBundle) -> None:
    """Hers first: those of the file come after."""
    put_phrases(uow.session, [*own_phrases(uow.session.connection()), *(bundle.phrases or ())])


_TAKE: Mapping[Part, Callable[[Desk, UnitOfWork, SettingsBundle], None]] = {
    Part.ACTIONS: _actions,
    Part.PLACES: _places,
    Part.CASE_MANAGERS: _case_managers,
    Part.PARTNERS: _partners,
    Part.RECIPIENTS: _recipients,
    Part.PHRASES: _phrases,
}
