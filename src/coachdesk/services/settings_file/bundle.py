"""What a file of settings holds, as frozen values: no participant, no secret, not the coach."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from coachdesk.domain.agenda import Weeks


class Part(StrEnum):
    """What is taken or left as a whole, in the order of the screen."""

    ACTIONS = "actions"
    PLACES = "places"
    CASE_MANAGERS = "case_managers"
    PARTNERS = "partners"
    RECIPIENTS = "recipients"
    PHRASES = "phrases"
    MACHINE = "machine"


TITLES: Mapping[Part, str] = {
    Part.ACTIONS: "Actions et leurs profils",
    Part.PLACES: "Lieux, permanences et trajets",
    Part.CASE_MANAGERS: "Référents RSA",
    Part.PARTNERS: "Partenaires",
    Part.RECIPIENTS: "Destinataires",
    Part.PHRASES: "Phrases",
    Part.MACHINE: "Apparence et signature",
}


@dataclass(frozen=True)
class ActionPart:
    """An action: its code, and the TOML of its profile."""

    code: str
    profile: str


@dataclass(frozen=True)
class OpeningPart:
    """Hours of one day of the week; 0 is Monday."""

    weekday: int
    start: int
    end: int
    weeks: Weeks


@dataclass(frozen=True)
class TravelPart:
    """The way to another place of the file."""

    to: str
    minutes: int
    metres: int | None


@dataclass(frozen=True)
class PlacePart:
    """A place with what is known of it; each way stands with the first of its two ends."""

    name: str
    address: str | None
    openings: tuple[OpeningPart, ...] = ()
    travels: tuple[TravelPart, ...] = ()


@dataclass(frozen=True)
class CaseManagerPart:
    """A référent RSA."""

    name: str
    organisation: str | None
    phone: str | None
    email: str | None
    certificate: str | None = None


@dataclass(frozen=True)
class PartnerPart:
    """A partner."""

    name: str
    kind: str | None
    contact: str | None
    phone: str | None
    email: str | None
    address: str | None
    note: str | None


@dataclass(frozen=True)
class RecipientPart:
    """A recipient of the action of that code, and how it is reached; never its password or key.

    Nor that its mailbox was found safe: each coach answers for that herself.
    """

    action: str
    name: str
    address: str | None
    email: str | None
    takes_months: bool
    takes_notices: bool
    takes_returns: bool
    takes_reviews: bool = False
    takes_copies: bool = False
    takes_backups: bool = False
    channel: str | None = None
    host_key: str | None = None
    authority: str | None = None
    certificate: str | None = None

    @property
    def server(self) -> tuple[str | None, ...]:
        """Who is sent to, and by what it is known: a password is for that one alone."""
        return self.channel, self.host_key, self.authority


CASE_MANAGER_SINCE = frozenset({"certificate"})
RECIPIENT_SINCE = frozenset({
    "takes_reviews", "takes_copies", "takes_backups", "channel", "host_key", "authority",
    "certificate",
})  # fmt: skip
"""What a file of the first version says nothing of."""


@dataclass(frozen=True)
class MachinePart:
    """The look of the window, and how people sign; nothing of the machine itself."""

    appearance: str
    text_percent: int
    pad_left_handed: bool


@dataclass(frozen=True)
class SettingsBundle:
    """Each part, or None for one that the file does not hold."""

    actions: tuple[ActionPart, ...] | None = None
    places: tuple[PlacePart, ...] | None = None
    case_managers: tuple[CaseManagerPart, ...] | None = None
    partners: tuple[PartnerPart, ...] | None = None
    recipients: tuple[RecipientPart, ...] | None = None
    phrases: tuple[str, ...] | None = None
    machine: MachinePart | None = None
    earlier: bool = False
    """Of the first version: it says nothing of ways out and certificates."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """Those that it holds."""
        return tuple(part for part in Part if getattr(self, part.value) is not None)

    def only(self, parts: frozenset[Part]) -> "SettingsBundle":
        """The same without the parts that are not among ``parts``."""
        others = {part.value: None for part in Part if part not in parts}
        return replace(self, **others)  # type: ignore[arg-type]  # the parts alone
