"""The settings of this desk gathered for a file, and the file written."""

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from coachdesk.core.errors import UserError
from coachdesk.core.files import write_atomically
from coachdesk.models import Place, PlaceOpening, Travel
from coachdesk.queries.directory import case_manager_rows, partner_rows, recipient_rows
from coachdesk.services.actions.profile import profile_text
from coachdesk.services.desk import Desk
from coachdesk.services.leaving import explained
from coachdesk.services.phrases import own_phrases
from coachdesk.services.settings_file.bundle import (
    ActionPart,
    CaseManagerPart,
    MachinePart,
    OpeningPart,
    PartnerPart,
    PlacePart,
    RecipientPart,
    SettingsBundle,
    TravelPart,
)
from coachdesk.services.settings_file.form import MOST_BYTES, SUFFIX, bundle_bytes
from coachdesk.system.settings import load_settings


def gathered(desk: Desk) -> SettingsBundle:
    """Every part of this desk's settings."""
    kept = load_settings()
    return desk.read(
        lambda link: SettingsBundle(
            actions=tuple(
                ActionPart(action.code, profile_text(link, action.id)) for action in desk.actions
            ),
            places=_places(link),
            case_managers=tuple(
                CaseManagerPart(
                    each.name, each.organisation, each.phone, each.email, each.certificate
                )
                for each in case_manager_rows(link)
            ),
            partners=tuple(
                PartnerPart(
                    each.name, each.kind, each.contact, each.phone, each.email, each.address,
                    each.note,
                )
                for each in partner_rows(link)
            ),
            recipients=tuple(
                RecipientPart(
                    action.code, each.name, each.address, each.email, each.takes_months,
                    each.takes_notices, each.takes_returns, each.takes_reviews, each.takes_copies,
                    each.takes_backups, each.channel, each.host_key, each.authority,
                    each.certificate,
                )
                for action in desk.actions
                for each in recipient_rows(link, action.id)
            ),
            phrases=own_phrases(link),
            machine=MachinePart(kept.appearance, kept.text_percent, kept.pad_left_handed),
        )
    )  # fmt: skip


def save_bundle(bundle: SettingsBundle, target: Path) -> Path:
    """Write the file, its ending put right; gives where it is.

    Raises:
        UserError: it can't be written, or would be too big to be read elsewhere.
    """
    data = bundle_bytes(bundle)
    if len(data) > MOST_BYTES:
        raise UserError(
            "Ces réglages sont trop gros pour un fichier qu’un autre poste puisse lire.",
            "Décochez une partie, puis recommencez.",
        )
    if target.suffix != SUFFIX:
        target = target.with_name(f"{target.name}{SUFFIX}")
    with explained(str(target)):
        write_atomically(target, data)
    return target


def _places(link: Connection) -> tuple[PlacePart, ...]:
    """The places where people are met now: those that are retired are of no use to a colleague."""
    found = link.execute(
        select(Place.id, Place.name, Place.address)
        .where(Place.retired_on.is_(None))
        .order_by(Place.name)
    ).all()
    openings, travels = _openings(link), _travels(link)
    return tuple(
        PlacePart(name, address, openings.get(key, ()), travels.get(name, ()))
        for key, name, address in found
    )


def _openings(link: Connection) -> Mapping[UUID, tuple[OpeningPart, ...]]:
    told: dict[UUID, tuple[OpeningPart, ...]] = {}
    found = select(
        PlaceOpening.place_id,
        PlaceOpening.weekday,
        PlaceOpening.start_minute,
        PlaceOpening.end_minute,
        PlaceOpening.weeks,
    ).order_by(PlaceOpening.weekday, PlaceOpening.start_minute, PlaceOpening.weeks)
    for place, weekday, start, end, weeks in link.execute(found):
        told[place] = (*told.get(place, ()), OpeningPart(weekday, start, end, weeks))
    return told


def _travels(link: Connection) -> Mapping[str, tuple[TravelPart, ...]]:
    """By the name that comes first of the two, whichever end the store put first."""
    one, other = aliased(Place), aliased(Place)
    found = (
        select(one.name, other.name, Travel.minutes, Travel.metres)
        .join(one, one.id == Travel.from_place_id)
        .join(other, other.id == Travel.to_place_id)
        .where(one.retired_on.is_(None), other.retired_on.is_(None))
    )
    told: dict[str, list[TravelPart]] = {}
    for first, second, minutes, metres in link.execute(found):
        near, far = sorted((first, second))
        told.setdefault(near, []).append(TravelPart(far, minutes, metres))
    return {
        name: tuple(sorted(ways, key=lambda way: way.to)) for name, ways in told.items()
    }  # fmt: skip
