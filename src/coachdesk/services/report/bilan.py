"""The bilan of a year: its figures beside those of the years before, its texts, what changed."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from coachdesk.core.french import NBSP, NNBSP, curled, long_date, plural, typeset
from coachdesk.domain.indicators import IndicatorValue
from coachdesk.domain.periods import Period, year_of
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.report_content import Report, ReportFigure, ReportList, ReportSection
from coachdesk.domain.report_names import Figures, filled
from coachdesk.domain.report_plan import ReportPlan
from coachdesk.queries.year_closings import closed_months_of
from coachdesk.services.desk import ActionInfo
from coachdesk.services.figures import require_year
from coachdesk.services.indicators import listed_rows
from coachdesk.services.report.counted import (
    CountedYear,
    counted_year,
    keys_named,
    known_years,
    named_figures,
    values_beside,
    values_of,
)
from coachdesk.services.report.differences import difference
from coachdesk.services.report.months import changes_since_closed
from coachdesk.services.report.texts import texts_kept


def years_known(connection: Connection, action: ActionInfo, today: date) -> tuple[int, ...]:
    """The years begun of which something is known, the latest first; none when nothing is."""
    known = known_years(connection, action, today)
    return tuple(range(known.last.year, known.first.year - 1, -1)) if known else ()


def year_bilan(
    connection: Connection, action: ActionInfo, year: int, *, coach: str, today: date
) -> Report:
    """The bilan of ``year`` as the profile lays it out, with two years before where known.

    That of a year that goes on counts from 1 January to ``today``.

    A closed one is told by the figures, the texts and the profile that it was closed with; what a
    recount would change stands beside each figure.

    Raises:
        UserError: the store knows nothing of that year, or it has not begun.
    """
    counted = counted_year(connection, action, year, today)
    require_year(connection, action.id, year, counted.today)
    return told_bilan(connection, action, counted, coach=coach, today=today)


def told_bilan(
    connection: Connection, action: ActionInfo, counted: CountedYear, *, coach: str, today: date
) -> Report:
    """The bilan of a year whose figures are told as well: each thing is counted once for both."""
    year, profile, kept = counted.year, counted.profile, counted.kept
    texts = kept.texts if kept else texts_kept(connection, action.id, year)
    keys = plan_keys(profile.report)
    values = values_of(counted, keys)
    before = values_beside(connection, action, counted, keys)
    named = keys_named(profile, year, [each.text for each in texts.values()])
    have = {year: values, **(kept.others if kept else before)}
    figures = named_figures(connection, action, counted, named, have)
    again = counted.counts.values(keys) if counted.closing else {}
    faults: list[str] = []
    sections = []
    for part in profile.report.parts:
        text = texts.get(part.key)
        done = filled(text.text, figures) if text else None
        faults += done.faults if done else ()
        sections.append(
            ReportSection(
                key=part.key,
                heading=part.heading,
                text=typeset(curled(done.text)) if done else "",
                # A closing froze no figure that the usual plan of the program gained since.
                figures=tuple(
                    _figure(key, values, before, again) for key in part.figures if key in values
                ),
                lists=tuple(
                    _list(connection, action, counted, key)
                    for key in part.lists
                    if kept is None or key in kept.lists
                ),
                carried_from=text.year if text and text.year != year else None,
            )
        )
    closing = counted.closing
    title = f"{profile.report.title} {year}"
    return replace(
        headed(profile, title, counted.period, coach=coach, today=today),
        sections=tuple(sections),
        closed_on=closing.closed_at.astimezone().date() if closing else None,
        revision=closing.revision if closing else 0,
        reason=(closing.reason or "") if closing else "",
        changes=(
            *changes_since_closed(counted.counts, year),
            *(_text_changes(connection, action, counted) if closing else ()),
        ),
        running=counted.today <= year_of(year).last,
        notes=kept.notes if kept else known_in_part(connection, action, counted, before),
        closed_months=len(closed_months_of(connection, action.id, year)),
        years_before=tuple(before),
        faults=tuple(dict.fromkeys(faults)),
    )


def bilan_figures(connection: Connection, action: ActionInfo, year: int, today: date) -> Figures:
    """Every figure that a text of the bilan may name, for the list to choose one from."""
    counted = counted_year(connection, action, year, today)
    every = frozenset(each.key for each in counted.profile.indicators)
    return named_figures(connection, action, counted, {year: every}, {})


def plan_keys(plan: ReportPlan) -> frozenset[str]:
    """The indicators that a plan tells."""
    return frozenset(key for part in plan.parts for key in part.figures)


def lists_of(
    connection: Connection, action: ActionInfo, counted: CountedYear
) -> Mapping[str, ReportList]:
    """The rows that stand in the bilan themselves, by indicator."""
    keys = dict.fromkeys(key for part in counted.profile.report.parts for key in part.lists)
    return {key: _list(connection, action, counted, key) for key in keys}


def headed(
    profile: ActionProfile, title: str, period: Period, *, coach: str, today: date
) -> Report:
    """A bilan with what its first page says of the action, and nothing in it yet."""
    return Report(
        title=title,
        action=profile.name,
        operation=profile.texts.operation,
        agreement_number=profile.agreement_number,
        territory=profile.territory,
        association=profile.association,
        coach=coach,
        funding=profile.texts.funding,
        period=period,
        made_on=today,
        sections=(),
        objectives=objectives(profile),
        funders=tuple(
            f"{each.name} ({each.share_percent}{NNBSP}%)" if each.share_percent else each.name
            for each in profile.funders
        ),
    )


def objectives(profile: ActionProfile) -> tuple[str, ...]:
    """What the agreement asks for, a line each."""
    targets, rules = profile.targets, profile.rules
    told = [f"File active{NBSP}: {plural(targets.file_active, 'personne')}"]
    if targets.entries_per_year is not None:
        told.append(f"Entrées dans l’année{NBSP}: {targets.entries_per_year}")
    if targets.positive_exit_percent is not None:
        percent = f"{targets.positive_exit_percent}{NNBSP}%"
        told.append(f"Sorties positives ({profile.positive_words}){NBSP}: {percent}")
    length = f"Durée d’un accompagnement{NBSP}: {rules.duration_months}{NBSP}mois"
    if rules.renewals:
        length += f", renouvelable {rules.renewals}{NBSP}fois"
    told.append(length)
    return tuple(told)


def known_in_part(
    connection: Connection, action: ActionInfo, counted: CountedYear, beside: Collection[int]
) -> tuple[str, ...]:
    """That a year is known in part only, so that nobody reads its figures as those of a year."""
    known, year = known_years(connection, action, counted.today), counted.year
    if known is None or known.first.year not in {year, *beside} or known.first.month == 1:
        return ()
    since = long_date(known.first)
    return (f"Les chiffres de {known.first.year} partent du {since}, premier jour connu.",)


def _figure(
    key: str,
    values: Mapping[str, IndicatorValue],
    before: Mapping[int, Mapping[str, IndicatorValue]],
    again: Mapping[str, IndicatorValue],
) -> ReportFigure:
    return ReportFigure(
        value=values[key],
        before=tuple((year, found[key]) for year, found in before.items() if key in found),
        changed=difference(values[key], again[key]) if key in again else "",
    )


def _list(connection: Connection, action: ActionInfo, counted: CountedYear, key: str) -> ReportList:
    if counted.kept is not None:
        return counted.kept.lists[key]
    profile, period = counted.profile, counted.period
    label = next(each.label for each in profile.indicators if each.key == key)
    cells = listed_rows(connection, action.id, profile, period, key)
    return ReportList(label, cells.headings, cells.rows)


def _text_changes(
    connection: Connection, action: ActionInfo, counted: CountedYear
) -> tuple[str, ...]:
    """A line for each part whose text was changed since the bilan was closed."""
    assert counted.kept is not None, "it is closed"
    now = texts_kept(connection, action.id, counted.year)
    return tuple(
        f"Texte de la partie «{NBSP}{part.heading}{NBSP}»{NBSP}: modifié depuis la clôture."
        for part in counted.profile.report.parts
        if now.get(part.key) != counted.kept.texts.get(part.key)
    )
