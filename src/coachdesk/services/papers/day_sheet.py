"""The feuille de route of a day as a paper: the stops of the screen, with room for notes."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, clock_time, full_date, plural
from coachdesk.documents.day_sheet import DayRow, DaySheetData, DayStop, day_sheet
from coachdesk.domain.attendance import REMOTE, Presence
from coachdesk.domain.phone_codes import spaced
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import Action
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.leaving import leave_in_clear
from coachdesk.services.papers.loose import operation_of, stamp_now
from coachdesk.services.to_dos import sorted_out
from coachdesk.services.visits import Stop, Visit, day_stops, gap_words, short_words

_DISTANT = "À distance, ou lieu à dire"


@dataclass(frozen=True)
class DayPaper:
    """The sheet as it is looked at."""

    day: date
    title: str
    pdf: bytes

    @property
    def file_name(self) -> str:
        """« feuille-de-journee_2024-01-16.pdf »."""
        return f"feuille-de-journee_{self.day}.pdf"


def make_day_sheet(desk: Desk, action: ActionInfo, day: date) -> DayPaper:
    """The sheet of ``day``, with what is late on that day.

    Raises:
        UserError: nobody is met.
    """
    profile = action.profile
    stops = desk.read(
        lambda link: day_stops(
            link, action.id, day, sorted_out(link, action.id, profile, day).shown
        )
    )
    if not stops:
        raise UserError(f"Personne n’est attendu le {full_date(day)}.", "Choisissez un autre jour.")
    title = f"Feuille de journée – {full_date(day)}"
    people = sum(len(stop.visits) for stop in stops)
    places = sum(stop.place is not None for stop in stops)
    where = f", {plural(places, 'lieu', 'lieux')}" if places else ""
    data = DaySheetData(
        operation=operation_of(profile),
        title=title,
        summary=f"{desk.coach.name} · {plural(people, 'rendez-vous', 'rendez-vous')}{where}",
        coach=desk.coach.name,
        stops=tuple(_stop(stop, profile) for stop in stops),
        stamp=stamp_now(desk, f"{day:%Y%m%d}-J"),
    )
    return DayPaper(day, title, day_sheet(data).pdf)


def save_day_sheet(desk: Desk, action: ActionInfo, paper: DayPaper, target: Path) -> None:
    """Write the sheet in ``target``, in clear.

    Raises:
        UserError: the file can't be written.
    """
    leave_in_clear(desk, Action.__tablename__, action.id, target, paper.pdf)


def _stop(stop: Stop, profile: ActionProfile) -> DayStop:
    where = ", ".join(part for part in (stop.place, stop.address) if part)
    parts = (plural(len(stop.visits), "rendez-vous", "rendez-vous"), gap_words(stop))
    return DayStop(
        where or _DISTANT,
        " · ".join(part for part in parts if part),
        tuple(_row(visit, profile) for visit in stop.visits),
    )


def _row(visit: Visit, profile: ActionProfile) -> DayRow:
    item = visit.appointment
    about = [f"Atelier «{NBSP}{item.workshop}{NBSP}»"] if item.workshop else []
    if item.first_of_dossier:
        about.append("Première fois")
    if item.mode in REMOTE:
        about.append(profile.modes.label(item.mode))
    if item.presence is not Presence.PLANNED:
        about.append(profile.presences.label(item.presence))
    late = ", ".join(short_words(thing) for thing in visit.late)
    return DayRow(
        clock_time(item.start_minute),
        f"{item.last_name} {item.first_name}",
        ", ".join(about),
        spaced(item.phone or "") or (item.phone or ""),
        tuple(each.words for each in visit.to_sign),
        f"En retard{NBSP}: {late}" if late else "",
    )
