"""Closing the bilan of a year: its figures are frozen; closed again, it gives its reason.

« Clôturer le bilan » keeps the figures, those of the years beside, the lists, the texts and the
profile as they stand. The texts may be written on afterwards: they come in with the next version.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, writable
from coachdesk.core.ids import new_id
from coachdesk.domain.periods import year_of
from coachdesk.domain.report_names import Figures, filled
from coachdesk.models import YearClosing
from coachdesk.queries.year_closings import ClosedYear, last_year_closing, year_closings
from coachdesk.services.acts import act
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.figures import require_year, year_report
from coachdesk.services.indicators import Counts
from coachdesk.services.profile_versions import version_of
from coachdesk.services.profiles import kept_profile
from coachdesk.services.report.anonymous import refuse_named
from coachdesk.services.report.bilan import known_in_part, lists_of, plan_keys
from coachdesk.services.report.counted import (
    CountedYear,
    keys_named,
    named_figures,
    values_beside,
)
from coachdesk.services.report.kept import Kept, KeptText, frozen
from coachdesk.services.report.texts import texts_kept


@dataclass(frozen=True, slots=True)
class YearClosed:
    """A bilan that was closed."""

    year: int
    revision: int


def close_year(
    desk: Desk, action: ActionInfo, year: int, *, reason: str | None = None
) -> YearClosed:
    """Freeze the figures of ``year`` as they stand, with its texts and the profile that counts it.

    Raises:
        UserError: nothing is known of that year, it is not over, it is closed and no reason is
            given to close it again, it or a text names someone, or a text what is no figure.
    """
    why = " ".join(writable(reason or "").split()) or None
    day = today(desk.clock)
    with act(
        desk,
        f"la clôture du bilan {year}",
        final="un bilan clôturé se clôture à nouveau, pour un motif",
    ) as uow:
        session, link = uow.session, uow.session.connection()
        require_year(link, action.id, year, day)
        last = last_year_closing(link, action.id, year)
        _refuse(year, day, last, why)
        version = version_of(uow, action)
        profile = kept_profile(version.text)
        counts = Counts.of(link, action.id, profile, year_of(year))
        open_year = CountedYear(year, profile, None, None, counts, day)
        texts = texts_kept(link, action.id, year)
        parts = {part.key for part in profile.report.parts}
        texts = {part: text for part, text in texts.items() if part in parts}
        refuse_named(link, [*(text.text for text in texts.values()), why or ""])
        kept = _kept(link, action, open_year, texts)
        closing = YearClosing(
            id=new_id(),
            action_id=action.id,
            year=year,
            revision=last.revision + 1 if last else 1,
            closed_at=uow.now,
            reason=why if last else None,
            figures=frozen(kept),
            profile_id=version.id,
        )
        session.add(closing)
        uow.commit()
    return YearClosed(year, closing.revision)


def year_versions(connection: Connection, action: ActionInfo, year: int) -> tuple[ClosedYear, ...]:
    """Each closing of the bilan, the last one first; none while it is open."""
    return year_closings(connection, action.id, year)


def _refuse(year: int, day: date, last: ClosedYear | None, why: str | None) -> None:
    if day <= year_of(year).last:
        raise UserError(
            f"L’année {year} n’est pas finie{NBSP}: son bilan ne se clôture pas encore.",
            "Vous pouvez déjà l’imprimer ou l’enregistrer, il dira qu’il est provisoire.",
        )
    if last is not None and why is None:
        raise UserError(
            f"Le bilan {year} est déjà clôturé.", "Donnez le motif de sa nouvelle version."
        )


def _kept(
    link: Connection, action: ActionInfo, counted: CountedYear, texts: dict[str, KeptText]
) -> Kept:
    profile, year, values = counted.profile, counted.year, counted.counts.values()
    beside = values_beside(link, action, counted, plan_keys(profile.report))
    told = [text.text for text in texts.values()]
    named = keys_named(profile, year, told)
    figures = named_figures(link, action, counted, named, {year: values, **beside})
    _refuse_faults(told, figures)
    return Kept(
        values,
        {each: found for each, found in figures.years.items() if each != year},
        tuple(beside),
        known_in_part(link, action, counted, beside),
        lists_of(link, action, counted),
        texts,
        year_report(link, action.id, profile, year, today=counted.today, counts=counted.counts),
    )


def _refuse_faults(told: Iterable[str], figures: Figures) -> None:
    faults = filled("\n".join(told), figures).faults
    if faults:
        raise UserError(
            f"Un texte du bilan nomme un chiffre inconnu{NBSP}: {faults[0]}",
            "Corrigez-le, puis clôturez.",
        )
