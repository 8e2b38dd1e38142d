"""What the screens say of a delivery: its state in words, its tone, what can be done about it."""

from collections.abc import Iterable
from datetime import datetime, time
from enum import StrEnum
from typing import NamedTuple

from coachdesk.core.errors import UserError
from coachdesk.core.french import (
    NBSP,
    capital,
    hour_words,
    long_date,
    moment,
    of,
    plural,
    short_date,
)
from coachdesk.domain.deliveries import STATE_WORDS, DeliveryState
from coachdesk.queries.outbox import DeliveryLine, DeliveryStep, ReceiptLine
from coachdesk.sync.channel import Way, parse_channel


class Group(StrEnum):
    """What a filter of the list keeps."""

    TO_DO = "to_do"
    """What waits for somebody."""
    WAITING = "waiting"
    """What waits for a connection."""
    GONE = "gone"


class Deed(StrEnum):
    """What she may do about one delivery, in the order of the screen."""

    REPAIR = "repair"
    """Go where its recipient is set."""
    ARRIVED = "arrived"
    NOT_ARRIVED = "not_arrived"
    SEND = "send"
    RECEIPT = "receipt"
    AGAIN = "again"
    HAND_OVER = "hand_over"
    WITHDRAW = "withdraw"


_WAYS = {
    Way.FOLDER: "Dossier",
    Way.SFTP: "SFTP",
    Way.WEBDAV: "WebDAV",
    Way.MAIL: "Courriel",
    Way.MAIL_TLS: "Courriel",
}
_TONES = {
    DeliveryState.QUEUED: "quiet",
    DeliveryState.SENDING: "quiet",
    DeliveryState.HANDED_OVER: "quiet",
    DeliveryState.CONFIRMED: "done",
    DeliveryState.FAILED: "mend",
    DeliveryState.CONFLICT: "refused",
    DeliveryState.TO_CHECK: "mend",
    DeliveryState.WITHDRAWN: "quiet",
}
_SETTLED = (Deed.ARRIVED, Deed.NOT_ARRIVED)
_DEEDS = {
    DeliveryState.QUEUED: (Deed.SEND, Deed.HAND_OVER, Deed.WITHDRAW),
    DeliveryState.SENDING: (),
    DeliveryState.HANDED_OVER: (Deed.RECEIPT, Deed.AGAIN, Deed.HAND_OVER),
    DeliveryState.CONFIRMED: (Deed.AGAIN, Deed.HAND_OVER),
    DeliveryState.FAILED: (Deed.SEND, Deed.HAND_OVER, Deed.WITHDRAW),
    DeliveryState.CONFLICT: (*_SETTLED, Deed.HAND_OVER, Deed.WITHDRAW),
    DeliveryState.TO_CHECK: (*_SETTLED, Deed.RECEIPT, Deed.HAND_OVER, Deed.WITHDRAW),
    DeliveryState.WITHDRAWN: (Deed.AGAIN,),
}


def group_of(line: DeliveryLine) -> Group | None:
    """Where the list has it; nowhere what was withdrawn."""
    if line.needs_somebody:
        return Group.TO_DO
    if line.is_unsent:
        return Group.WAITING
    return None if line.state is DeliveryState.WITHDRAWN else Group.GONE


def deeds_of(line: DeliveryLine) -> frozenset[Deed]:
    """What may be done about it now."""
    return frozenset(_DEEDS[line.state]) | ({Deed.REPAIR} if line.needs_repair else frozenset())


def tone_of(line: DeliveryLine) -> str:
    """The tone of its state."""
    if line.needs_repair:
        return "refused"
    return _TONES[line.state]


def state_words(line: DeliveryLine, now: datetime) -> str:
    """« remis le 03/06/2023, sans accusé », « échec : …, prochain essai à 14 h 05 »."""
    match line.state:
        case DeliveryState.HANDED_OVER if line.handed_at is not None:
            return f"remis le {_day(line.handed_at)}, sans accusé"
        case DeliveryState.CONFIRMED if line.confirmed_at is not None:
            return f"reçu, accusé du {_day(line.confirmed_at)}"
        case DeliveryState.FAILED:
            return _failed(line, now)
        case _:
            return STATE_WORDS[line.state]


def step_words(step: DeliveryStep) -> str:
    """A line of the history: « remis, sans accusé de réception : vérifié auprès du … »."""
    words = STATE_WORDS[step.state]
    return capital(f"{words}{NBSP}: {step.words}" if step.words else words)


def receipt_words(receipt: ReceiptLine) -> str:
    """« Accusé de Mme Roy : reçu le 3 juin 2023 à 10 h 00 »; empty when its day is not known.

    A day told by the coach has no hour: it is kept as its beginning.
    """
    if receipt.said_at is None:
        return ""
    at = receipt.said_at.astimezone()
    when = long_date(at.date()) if at.time() == time() else moment(at)
    return f"Accusé {of(receipt.author)}{NBSP}: reçu le {when}"


def way_words(line: DeliveryLine) -> str:
    """« SFTP, depot.exemple.fr », « Dossier /media/cle »; empty without a channel."""
    if line.channel is None:
        return ""
    try:
        channel = parse_channel(line.channel)
    except UserError:
        return "adresse illisible"
    where = channel.path if channel.way is Way.FOLDER else channel.host
    return f"{_WAYS[channel.way]}, {where}"


class WaitingWords(NamedTuple):
    """What is said of the outbox as a whole; each empty when nothing is so."""

    connection: str
    somebody: str


def waiting_words(free: int, stuck: int) -> WaitingWords:
    """« 2 envois attendent une connexion », « 1 envoi demande votre attention »."""
    return WaitingWords(
        _agree(free, "attend une connexion", "attendent une connexion"),
        _agree(stuck, "demande votre attention", "demandent votre attention"),
    )


def month_words(lines: Iterable[DeliveryLine]) -> tuple[str, str]:
    """What the month says of its envoi, and in which tone: the state that asks for most.

    « Envoi en attente », « Remis le 03/06/2023 », « Reçu le 05/06/2023 »; empty without any.
    """
    told = [line for line in lines if line.state is not DeliveryState.WITHDRAWN]
    if not told:
        return "", ""
    if any(line.needs_somebody for line in told):
        return "Envoi à vérifier", "mend"
    if any(line.state is DeliveryState.SENDING for line in told):
        return "Envoi en cours", "quiet"
    waiting = sum(line.is_unsent for line in told)
    if waiting:
        left = "" if waiting == len(told) else f", remis à {len(told) - waiting} sur {len(told)}"
        return f"Envoi en attente{left}", "mend"
    handed = [line for line in told if line.state is DeliveryState.HANDED_OVER]
    if handed:
        moments = [line.handed_at for line in handed if line.handed_at is not None]
        return f"Remis le {_day(max(moments))}, sans accusé" if moments else "Remis", "quiet"
    moments = [line.confirmed_at for line in told if line.confirmed_at is not None]
    return f"Reçu, accusé du {_day(max(moments))}" if moments else "Reçu", "done"


def _failed(line: DeliveryLine, now: datetime) -> str:
    why = (line.trouble or "").split(". ")[0].rstrip(".")
    told = f"échec{NBSP}: {why}" if why else "échec"
    if line.next_try is None:
        return f"{told}. À{NBSP}réparer."
    at = line.next_try.astimezone()
    today = at.date() == now.astimezone().date()
    when = f"à {hour_words(at.time())}" if today else f"le {long_date(at.date())}"
    return f"{told}. Prochain essai {when}."


def _agree(number: int, one: str, many: str) -> str:
    if not number:
        return ""
    return f"{plural(number, 'envoi')} {one if number == 1 else many}"


def _day(value: datetime) -> str:
    return short_date(value.astimezone().date())
