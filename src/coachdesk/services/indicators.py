"""The indicators of an action counted in a period, and the rows behind each number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.errors import UserError
from coachdesk.core.french import typeset
from coachdesk.domain.catalogue import CATALOGUE
from coachdesk.domain.indicators import (
    Indicator,
    IndicatorValue,
    Measured,
    Shape,
    Share,
    Value,
    label_on,
)
from coachdesk.domain.periods import Period
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.indicators import COUNTED
from coachdesk.queries.indicators.counting import Counting, Scope, Shares
from coachdesk.services.paper_kinds import paper_kinds
from coachdesk.services.row_cells import Cells, cells_of


def indicator_values(
    connection: Connection,
    action_id: UUID,
    profile: ActionProfile,
    period: Period,
    keys: Iterable[str] | None = None,
) -> dict[str, IndicatorValue]:
    """The indicators of those ``keys`` counted in ``period``, by key; all of them without keys."""
    return Counts.of(connection, action_id, profile, period).values(keys)


def indicator_words(
    action_id: UUID, profile: ActionProfile, period: Period, keys: Iterable[str]
) -> dict[str, Mapping[str, str]]:
    """All the words that each shared indicator may be shared by, those without a row included."""
    scope, wanted = _scope(action_id, profile, period), set(keys)
    countings = {
        each.key: _counting(scope, each)
        for each in profile.indicators
        if each.key in wanted and CATALOGUE[each.function].shape is Shape.SHARES
    }
    return {key: each.words for key, each in countings.items() if isinstance(each, Shares)}


def listed_rows(
    connection: Connection, action_id: UUID, profile: ActionProfile, period: Period, key: str
) -> Cells:
    """The rows of an indicator that a bilan lists: none of them names anybody who is followed."""
    found = next(each for each in profile.indicators if each.key == key)
    if not CATALOGUE[found.function].listable:
        raise UserError(
            "Les lignes de ce chiffre nomment des personnes.", "Un bilan ne les nomme pas."
        )
    return rows_behind_indicator(connection, action_id, profile, period, key)


def rows_behind_indicator(
    connection: Connection,
    action_id: UUID,
    profile: ActionProfile,
    period: Period,
    key: str,
    share: Share | None = None,
) -> Cells:
    """The rows that an indicator counts, as text; with a share, those behind it.

    Raises:
        UserError: the profile has no such indicator any more.
    """
    found = next((each for each in profile.indicators if each.key == key), None)
    if found is None:
        raise UserError("Ce chiffre n’existe plus.", "Revenez à la page du bilan.")
    counting = _counting(_scope(action_id, profile, period), found)
    rows = counting.rows(connection, share) if share else counting.rows(connection)
    return cells_of(counting.listing, rows, profile, getattr(counting, "column", ""))


def told_label(indicator: Indicator, period: Period) -> str:
    """What an indicator is called where ``period`` is told: a number of one day names it."""
    dated = CATALOGUE[indicator.function].of_last_day
    return label_on(indicator.label, period.last) if dated else indicator.label


def _scope(action_id: UUID, profile: ActionProfile, period: Period) -> Scope:
    return Scope(action_id, profile, period, partial(paper_kinds, profile))


@dataclass
class Counts:
    """The functions of the catalogue in one scope; the same question is asked of the store once."""

    connection: Connection
    scope: Scope
    _known: dict[tuple[object, ...], Measured] = field(default_factory=dict)

    @classmethod
    def of(
        cls, connection: Connection, action_id: UUID, profile: ActionProfile, period: Period
    ) -> "Counts":
        """Those of an action in a period."""
        return cls(connection, _scope(action_id, profile, period))

    def with_profile(self, profile: ActionProfile) -> "Counts":
        """The same action and period, counted by another profile."""
        scope = self.scope
        return Counts.of(self.connection, scope.action_id, profile, scope.period)

    def over(self, period: Period) -> "Counts":
        """The same action by the same profile, counted in another period."""
        scope = self.scope
        if period == scope.period:
            return self
        return Counts.of(self.connection, scope.action_id, scope.profile, period)

    def measured(self, function: str, **given: Value) -> Measured:
        """What that function counts, with these parameters and its defaults."""
        named = {each.name: each.default for each in CATALOGUE[function].parameters} | given
        asked = (COUNTED[function], *sorted(named.items()))
        if asked not in self._known:
            counting = COUNTED[function](self.scope, **named)
            self._known[asked] = counting.measured(self.connection)
        return self._known[asked]

    def values(self, keys: Iterable[str] | None = None) -> dict[str, IndicatorValue]:
        """The indicators of those ``keys``, by key; all of them without keys."""
        wanted = None if keys is None else set(keys)
        return {
            each.key: self.value(each)
            for each in self.scope.profile.indicators
            if wanted is None or each.key in wanted
        }

    def value(self, indicator: Indicator) -> IndicatorValue:
        """An indicator with its number."""
        function = CATALOGUE[indicator.function]
        measured = self.measured(indicator.function, **indicator.parameters)
        return IndicatorValue(
            key=indicator.key,
            label=told_label(indicator, self.scope.period),
            shape=function.shape,
            measured=measured,
            definition=typeset(_definition(self.scope.profile, indicator)),
            unit=measured.unit,
            target=indicator.target,
        )


def _definition(profile: ActionProfile, indicator: Indicator) -> str:
    """What is counted, with the exits that the action calls positive where it counts those."""
    told = indicator.definition or CATALOGUE[indicator.function].meaning
    positive = indicator.parameters.get("positive")
    return f"{told} Positives : {profile.positive_words}." if positive else told


def _counting(scope: Scope, indicator: Indicator) -> Counting:
    return COUNTED[indicator.function](scope, **indicator.parameters)
