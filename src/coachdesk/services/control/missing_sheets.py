"""What the attendance of a dossier lacks: sheets, signatures, what proves an absence."""

from collections.abc import Iterator, Sequence
from datetime import date

from coachdesk.core.french import NBSP, listed, month_name, of, plural, short_date
from coachdesk.domain.attendance import Presence
from coachdesk.domain.periods import next_month
from coachdesk.services.absence_proofs import HANDED_OVER
from coachdesk.services.control.judged import Judged, Lack
from coachdesk.services.control.parts import Part
from coachdesk.services.control.sheets import months_between

_AWAITED = "awaited"
"""The profile's proof of an absence that is still to come."""


def sheets_lacking(judged: Judged) -> Iterator[Lack]:
    """Sealed sheets, signatures, presences to be noted."""
    if judged.months is None:
        return
    met, current = judged.kept.met, judged.day.replace(day=1)
    sealed = {sheet.month for sheet in judged.sheets if sheet.revision is not None}
    over = [month for month in months_between(*judged.months) if month not in sealed]
    not_closed = [
        month
        for month in over
        if month not in judged.closed and month < current and not _before_us(judged, month)
    ]
    without = [month for month in over if month in judged.closed]
    if not_closed:
        open_words = "mois non clôturé" if len(not_closed) == 1 else "mois non clôturés"
        yield Lack(Part.ATTENDANCE, f"{_sheets(not_closed)}{NBSP}: {open_words}")
    if without:
        yield Lack(
            Part.ATTENDANCE, f"{_sheets(without)}{NBSP}: clôturé sans feuille pour cette personne"
        )
    unsigned = [each for each in met if each.to_sign]
    if unsigned:
        days = listed([short_date(each.held_on) for each in unsigned])
        word = "signature de la présence du" if len(unsigned) == 1 else "signature des présences du"
        yield Lack(Part.ATTENDANCE, f"{word} {days}")
    unmarked = [
        each
        for each in met
        if each.presence is Presence.PLANNED and each.held_on < judged.day and not each.cut_over
    ]
    if unmarked:
        days = listed([short_date(each.held_on) for each in unmarked])
        yield Lack(Part.ATTENDANCE, f"présence ou absence à noter, rendez-vous du {days}")
    taken = [each for each in met if each.cut_over and each.presence is Presence.ATTENDED]
    if taken:
        number = plural(len(taken), "présence reprise", "présences reprises")
        months = dict.fromkeys(each.held_on.replace(day=1) for each in taken)
        yield Lack(
            Part.ATTENDANCE,
            f"{number} d’avant CoachDesk, {_span(tuple(months))}{NBSP}: feuilles papier à produire",
        )


def _before_us(judged: Judged, month: date) -> bool:
    """Whether a month of a pathway of the reprise holds nothing that was noted here."""
    pathway = judged.kept.card.pathway
    return (
        pathway is not None
        and pathway.cut_over
        and all(met.cut_over for met in judged.kept.met if met.held_on.replace(day=1) == month)
    )


def absences_lacking(judged: Judged) -> Iterator[Lack]:
    """What proves the absences that were excused."""
    proven = {piece.appointment_id for piece, _ in judged.kept.pieces}
    for met in judged.kept.met:
        if met.presence is not Presence.EXCUSED or met.cut_over or met.id in proven:
            continue
        if met.absence_proof in {None, _AWAITED, HANDED_OVER}:
            day = short_date(met.held_on)
            yield Lack(Part.ATTENDANCE, f"justificatif de l’absence excusée du {day}")


def _sheets(months: Sequence[date]) -> str:
    word = "feuille scellée" if len(months) == 1 else "feuilles scellées"
    return f"{word} {_span(months)}"


def _span(months: Sequence[date]) -> str:
    """« de mai 2023 », « d’août 2022 à janvier 2023 et de mars 2023 »."""
    runs: list[list[date]] = []
    for month in months:
        if runs and next_month(runs[-1][-1]) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return listed(
        [
            of(month_name(run[0])) + (f" à {month_name(run[-1])}" if len(run) > 1 else "")
            for run in runs
        ]
    )
