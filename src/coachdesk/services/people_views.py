"""Saved views of the list of participants: a name for a search, filters, an order, columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from coachdesk.core.canonical import Json
from coachdesk.core.errors import UserError
from coachdesk.core.french import fold, quoted
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.people_list import Alert, Chosen, Facet, Situation
from coachdesk.services.people_words import FACETS, SITUATIONS
from coachdesk.services.preferences import keep_preference, preference

_NAME_LENGTH = 40


@dataclass(frozen=True)
class SavedView:
    """One view.

    Attributes:
        sort: key of the column it is sorted by; None leaves the order as it is.
        columns: keys of those shown; None leaves them as they are.
    """

    name: str
    search: str = ""
    chosen: Chosen = field(default_factory=dict)
    sort: str | None = None
    descending: bool = False
    columns: tuple[str, ...] | None = None

    def shows(self, other: "SavedView") -> bool:
        """Whether ``other`` is what opening this view shows."""
        return (
            fold(self.search) == fold(other.search)
            and _set(self.chosen) == _set(other.chosen)
            and (
                self.sort is None or (self.sort, self.descending) == (other.sort, other.descending)
            )
            and (self.columns is None or self.columns == other.columns)
        )


EVERYONE = SavedView("Tout le monde")
BUILT_IN = (
    EVERYONE,
    SavedView(
        SITUATIONS[Situation.FOLLOWED],
        chosen={Facet.SITUATION: frozenset((Situation.FOLLOWED.value,))},
    ),
    SavedView(FACETS[Facet.ALERT], chosen={Facet.ALERT: frozenset(alert.value for alert in Alert)}),
    SavedView(
        SITUATIONS[Situation.PENDING],
        chosen={Facet.SITUATION: frozenset((Situation.PENDING.value,))},
        sort="received_on",
    ),
)
"""There from the start; neither renamed nor deleted."""


@dataclass(frozen=True)
class ViewsKept:
    """What the store keeps: the coach's own views, and the list as she left it."""

    views: tuple[SavedView, ...] = ()
    last: SavedView = EVERYONE
    """Its columns and order are found again; its search and filters are not."""


def views_kept(connection: Connection, action: ActionInfo) -> ViewsKept:
    """The views kept for the action; what cannot be read (any more) is left out."""
    kept = preference(connection, _key(action))
    if not isinstance(kept, dict):
        return ViewsKept()
    views = kept.get("views")
    read = [_view(item) for item in views] if isinstance(views, list) else []
    last = _view(kept.get("last")) or EVERYONE
    return ViewsKept(tuple(view for view in read if view is not None), last)


def keep_views(desk: Desk, action: ActionInfo, kept: ViewsKept) -> None:
    """Keep the views."""
    value: Json = {"views": [_json(view) for view in kept.views], "last": _json(kept.last)}
    keep_preference(desk, _key(action), value)


def with_view(views: Sequence[SavedView], view: SavedView) -> tuple[SavedView, ...]:
    """The views and one more.

    Raises:
        UserError: it has no name, or one that is taken.
    """
    return (*views, replace(view, name=_free_name(views, view.name)))


def renamed(views: Sequence[SavedView], view: SavedView, name: str) -> tuple[SavedView, ...]:
    """The views, that one under another name.

    Raises:
        UserError: it has no name, or one that is taken.
    """
    others = [other for other in views if other.name != view.name]
    free = replace(view, name=_free_name(others, name))
    return tuple(free if other.name == view.name else other for other in views)


def without_view(views: Sequence[SavedView], view: SavedView) -> tuple[SavedView, ...]:
    """The views without that one."""
    return tuple(other for other in views if other.name != view.name)


def _free_name(views: Sequence[SavedView], name: str) -> str:
    said = " ".join(name.split())[:_NAME_LENGTH].strip()
    if not said:
        raise UserError("Cette vue n’a pas de nom.", "Donnez-lui un nom court.")
    if any(fold(view.name) == fold(said) for view in (*BUILT_IN, *views)):
        raise UserError(
            f"Une vue s’appelle déjà {quoted(said)}.", "Donnez un autre nom, ou supprimez l’autre."
        )
    return said


def _set(chosen: Chosen) -> Chosen:
    return {facet: values for facet, values in chosen.items() if values}


def _key(action: ActionInfo) -> str:
    return f"people:{action.code}"


def _json(view: SavedView) -> Json:
    return {
        "name": view.name,
        "search": view.search,
        "chosen": {facet.value: sorted(values) for facet, values in view.chosen.items()},
        "sort": view.sort,
        "descending": view.descending,
        "columns": None if view.columns is None else list(view.columns),
    }


def _view(value: Json) -> SavedView | None:
    if not isinstance(value, dict) or not isinstance(value.get("name"), str):
        return None
    chosen, columns = value.get("chosen"), value.get("columns")
    return SavedView(
        str(value["name"]),
        str(value.get("search") or ""),
        _chosen(chosen if isinstance(chosen, dict) else {}),
        str(value["sort"]) if isinstance(value.get("sort"), str) else None,
        value.get("descending") is True,
        tuple(str(key) for key in columns) if isinstance(columns, list) else None,
    )


def _chosen(told: Mapping[str, Json]) -> Chosen:
    return {
        facet: frozenset(str(value) for value in values)
        for facet in Facet
        if isinstance(values := told.get(facet.value), list)
    }
