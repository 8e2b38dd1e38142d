"""The bytes of a file of settings: canonical JSON, read strictly because it comes from outside.

Nothing of it is believed before its size, its types and its lengths are known to be sound.
"""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict
from typing import TypeVar, cast

from coachdesk.core.canonical import Json, canonical_json, parse_json
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, NNBSP, quoted
from coachdesk.domain.agenda import Weeks
from coachdesk.domain.week_hours import DAY_MINUTES
from coachdesk.services.agenda.travel import FARTHEST, LONGEST
from coachdesk.services.settings_file.bundle import (
    CASE_MANAGER_SINCE,
    RECIPIENT_SINCE,
    ActionPart,
    CaseManagerPart,
    MachinePart,
    OpeningPart,
    Part,
    PartnerPart,
    PlacePart,
    RecipientPart,
    SettingsBundle,
    TravelPart,
)
from coachdesk.sync.channel import parse_channel

SUFFIX = ".coachdesk-reglages"
MOST_BYTES = 2_000_000
_FORMAT = "coachdesk-reglages"
_VERSION = 2
_FIRST = 1
"""Without the ways out of recipients and the certificates: what it lacks stays as it is here."""
_MOST_ITEMS = 2_000
_LINE, _LINES, _PROFILE = 200, 600, 300_000
_ADDRESS, _CERTIFICATES = 2_000, 60_000
_LOOKS = ("system", "light", "dark", "contrast", "contrast_dark")

T = TypeVar("T")


class _UnsoundError(Exception):
    """A part that is not as the format says; its words are for nobody but the log."""


def bundle_bytes(bundle: SettingsBundle) -> bytes:
    """The file of ``bundle``."""
    parts = {
        part.value: _plain(getattr(bundle, part.value))
        for part in bundle.parts
    }  # fmt: skip
    return canonical_json({"format": _FORMAT, "version": _VERSION, "parts": parts})


def read_bundle(data: bytes, name: str) -> SettingsBundle:
    """The settings that a file holds.

    Raises:
        UserError: too big, no such file, of a newer version, or unsound: one sentence.
    """
    if len(data) > MOST_BYTES:
        raise too_large(name)
    try:
        told = parse_json(data)
    except ValueError:
        told = None
    if not isinstance(told, dict) or told.get("format") != _FORMAT:
        raise UserError(
            f"{quoted(name)} n’est pas un fichier de réglages de CoachDesk.",
            f"Choisissez un fichier {quoted(SUFFIX)} fait par un autre poste.",
        )
    version = told.get("version")
    if type(version) is int and version > _VERSION:
        raise UserError(
            f"{quoted(name)} vient d’une version plus récente de CoachDesk.",
            "Mettez CoachDesk à jour sur ce poste, puis recommencez.",
        )
    try:
        return _bundle(told)
    except _UnsoundError as error:
        raise UserError(
            f"{quoted(name)} est abîmé{NBSP}: {error}. Rien n’en a été pris.", _ASK_AGAIN
        ) from error


def too_large(name: str) -> UserError:
    """The refusal of a file over ``MOST_BYTES``."""
    return UserError(f"{quoted(name)} est trop gros pour un fichier de réglages.", _ASK_AGAIN)


_ASK_AGAIN = "Demandez-en un autre à votre collègue."


def _plain(value: object) -> Json:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        return value
    return cast("Json", asdict(value))  # type: ignore[call-overload]  # a frozen record


def _bundle(told: Mapping[str, Json]) -> SettingsBundle:
    _keys(told, {"format", "version", "parts"})
    if told["version"] not in {_FIRST, _VERSION} or type(told["version"]) is not int:
        raise _UnsoundError("sa version n’existe pas")
    parts = _table(told["parts"])
    if not set(parts) <= set(Part):
        raise _UnsoundError("il contient une partie inconnue")
    read: dict[str, object] = {}
    for key, value in parts.items():
        read[key] = _READ[Part(key)](value)
    read["earlier"] = told["version"] == _FIRST
    return SettingsBundle(**read)  # type: ignore[arg-type]  # each by the reader of its part


def _items(read: Callable[[Mapping[str, Json]], T]) -> Callable[[Json], tuple[T, ...]]:
    def items(value: Json) -> tuple[T, ...]:
        return tuple(read(_table(item)) for item in _list(value))

    return items


def _action(item: Mapping[str, Json]) -> ActionPart:
    _keys(item, {"code", "profile"})
    return ActionPart(_text(item["code"], 64), _text(item["profile"], _PROFILE, file=True))


def _place(item: Mapping[str, Json]) -> PlacePart:
    _keys(item, {"name", "address", "openings", "travels"})
    return PlacePart(
        _text(item["name"]),
        _optional(item["address"], _LINES),
        _items(_opening)(item["openings"]),
        _items(_travel)(item["travels"]),
    )


def _opening(item: Mapping[str, Json]) -> OpeningPart:
    _keys(item, {"weekday", "start", "end", "weeks"})
    start = _whole(item["start"], 0, DAY_MINUTES - 1)
    return OpeningPart(
        _whole(item["weekday"], 0, 6),
        start,
        _whole(item["end"], start + 1, DAY_MINUTES),
        Weeks(_choice(item["weeks"], tuple(Weeks))),
    )


def _travel(item: Mapping[str, Json]) -> TravelPart:
    _keys(item, {"to", "minutes", "metres"})
    metres = item["metres"]
    return TravelPart(
        _text(item["to"]),
        _whole(item["minutes"], 0, LONGEST),
        None if metres is None else _whole(metres, 0, FARTHEST),
    )


def _case_manager(item: Mapping[str, Json]) -> CaseManagerPart:
    _keys(item, {"name", "organisation", "phone", "email"}, CASE_MANAGER_SINCE)
    return CaseManagerPart(
        _text(item["name"]),
        _optional(item["organisation"]),
        _optional(item["phone"]),
        _optional(item["email"]),
        _pem(item.get("certificate")),
    )


def _partner(item: Mapping[str, Json]) -> PartnerPart:
    names = ("kind", "contact", "phone", "email")
    _keys(item, {"name", "address", "note", *names})
    return PartnerPart(
        _text(item["name"]),
        **{name: _optional(item[name]) for name in names},
        address=_optional(item["address"], _LINES),
        note=_optional(item["note"], _LINES),
    )


def _recipient(item: Mapping[str, Json]) -> RecipientPart:
    takes = ("takes_months", "takes_notices", "takes_returns")
    later = ("takes_reviews", "takes_copies", "takes_backups")
    _keys(item, {"action", "name", "address", "email", *takes}, RECIPIENT_SINCE)
    return RecipientPart(
        action=_text(item["action"], 64),
        name=_text(item["name"]),
        address=_optional(item["address"], _LINES),
        email=_optional(item["email"]),
        **{name: _flag(item.get(name, False)) for name in (*takes, *later)},
        channel=_channel(item.get("channel")),
        host_key=_optional(item.get("host_key")),
        authority=_pem(item.get("authority")),
        certificate=_pem(item.get("certificate")),
    )


def _channel(value: Json) -> str | None:
    """An address as it is kept: one that could hold a password is none."""
    if value is None:
        return None
    try:
        return parse_channel(_text(value, _ADDRESS)).url
    except UserError as error:
        raise _UnsoundError("une adresse d’envoi ne se lit pas") from error


def _pem(value: Json) -> str | None:
    return None if value is None else _text(value, _CERTIFICATES, file=True)


def _phrases(value: Json) -> tuple[str, ...]:
    return tuple(_text(item, _LINES) for item in _list(value))


def _machine(value: Json) -> MachinePart:
    item = _table(value)
    _keys(item, {"appearance", "text_percent", "pad_left_handed"})
    return MachinePart(
        _choice(item["appearance"], _LOOKS),
        _whole(item["text_percent"], 100, 200),
        _flag(item["pad_left_handed"]),
    )


_READ: Mapping[Part, Callable[[Json], object]] = {
    Part.ACTIONS: _items(_action),
    Part.PLACES: _items(_place),
    Part.CASE_MANAGERS: _items(_case_manager),
    Part.PARTNERS: _items(_partner),
    Part.RECIPIENTS: _items(_recipient),
    Part.PHRASES: _phrases,
    Part.MACHINE: _machine,
}


def _keys(
    item: Mapping[str, Json], wanted: set[str], since: AbstractSet[str] = frozenset()
) -> None:
    """``since``: what an earlier version did not have, there as a whole or not at all."""
    if set(item) not in (wanted, wanted | since):
        raise _UnsoundError("une information manque ou n’y a pas sa place")


def _table(value: Json) -> Mapping[str, Json]:
    if not isinstance(value, dict):
        raise _UnsoundError("une partie n’a pas sa forme")
    return value


def _list(value: Json) -> Sequence[Json]:
    if not isinstance(value, list):
        raise _UnsoundError("une partie n’a pas sa forme")
    if len(value) > _MOST_ITEMS:
        raise _UnsoundError("une liste est trop longue")
    return value


def _text(value: Json, most: int = _LINE, *, file: bool = False) -> str:
    allowed = {NBSP, NNBSP, *("\n\r\t\ufeff" if file else "\n" if most == _LINES else "")}
    if not isinstance(value, str) or not value.strip() or len(value) > most:
        raise _UnsoundError("un texte manque ou est trop long")
    if any(not char.isprintable() and char not in allowed for char in value):
        raise _UnsoundError("un texte contient un signe interdit")
    return value


def _optional(value: Json, most: int = _LINE) -> str | None:
    return None if value is None else _text(value, most)


def _whole(value: Json, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise _UnsoundError("un nombre est hors des bornes")
    return value


def _flag(value: Json) -> bool:
    if not isinstance(value, bool):
        raise _UnsoundError("un oui ou non n’en est pas un")
    return value


def _choice(value: Json, allowed: Sequence[str]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise _UnsoundError("une valeur n’est pas connue")
    return value
