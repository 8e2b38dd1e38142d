"""The versions of an action's profile: since when, what was closed with each, what differs now."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from coachdesk.core.french import listed, month_name
from coachdesk.domain.periods import next_month
from coachdesk.queries.profile_versions import kept_profiles, months_by_profile, years_by_profile
from coachdesk.services.actions.compare import changes
from coachdesk.services.actions.profile import profile_text
from coachdesk.services.actions.reading import ReadPart, read_parts
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.profiles import kept_profile


@dataclass(frozen=True)
class KeptVersion:
    """One version of the profile.

    Attributes:
        kept_at: when something was first closed with it.
        months: those whose closing in force kept it, in words; empty for none.
        years: the same of the bilans of years.
        differing: what has changed from it to the profile of today.
        text: its TOML.
    """

    number: int
    kept_at: datetime
    months: str
    years: str
    differing: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class ProfileHistory:
    """All the versions, the last one first; ``unkept`` are the months closed before there were."""

    versions: tuple[KeptVersion, ...]
    unkept: str = ""


def profile_history(desk: Desk, action: ActionInfo) -> ProfileHistory:
    """The versions of the profile of ``action``."""

    def read(link: Connection) -> ProfileHistory:
        now = profile_text(link, action.id)
        months, years = months_by_profile(link, action.id), years_by_profile(link, action.id)
        return ProfileHistory(
            tuple(
                KeptVersion(
                    each.number,
                    each.kept_at,
                    months_words(months.get(each.id, ())),
                    listed([str(year) for year in years[each.id]]) if each.id in years else "",
                    tuple(changes(kept_profile(each.text), each.text, kept_profile(now), now)),
                    each.text,
                )
                for each in kept_profiles(link, action.id)
            ),
            months_words(months.get(None, ())),
        )

    return desk.read(read)


def version_parts(version: KeptVersion) -> tuple[ReadPart, ...]:
    """All that the version says."""
    return read_parts(kept_profile(version.text), version.text)


def months_words(months: tuple[date, ...]) -> str:
    """« janvier 2023 à mars 2023 et mai 2023 »: what follows itself is told by its ends."""
    runs: list[tuple[date, date]] = []
    for month in months:
        if runs and next_month(runs[-1][1]) == month:
            runs[-1] = (runs[-1][0], month)
        else:
            runs.append((month, month))
    told = [
        month_name(first) if first == last else f"{month_name(first)} à {month_name(last)}"
        for first, last in runs
    ]
    return listed(told) if told else ""
