"""How a profile lays out its yearly bilan: parts in order, each with figures and a free text."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReportPart:
    """One part of the bilan."""

    key: str
    heading: str
    figures: tuple[str, ...] = ()
    """Keys of indicators, in the order in which they are read."""
    lists: tuple[str, ...] = ()
    """Keys of indicators whose rows stand in the bilan themselves: partners, companies."""
    hint: str = ""
    """What the coach is asked to write there; a part without a hint has no text of hers."""


@dataclass(frozen=True)
class ReportPlan:
    """The yearly bilan of an action."""

    title: str
    parts: tuple[ReportPart, ...]
    state: tuple[str, ...]
    """Indicators of the one-page state for a comité de suivi."""


NO_REPORT = ReportPlan("", (), ())
