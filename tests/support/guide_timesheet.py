"""The pictures of the feuille de temps: a month with other time and roads, and its paper."""

from datetime import date

from sqlalchemy import select

from coachdesk.models import Place
from coachdesk.services.agenda.places import set_base_place
from coachdesk.services.agenda.times import TimeFacts
from coachdesk.services.targets import Screen, Target
from coachdesk.services.timesheet.sheet import month_sheet
from coachdesk.services.timesheet.typing import note_times, tell_distance, type_road
from support.guide_album import SETTLED_MS, Album, live
from support.lived import TODAY

_MONTH = TODAY.replace(day=1)


def timesheet(album: Album) -> None:
    """As it comes from the agenda, then completed and ready to be signed."""
    window = album.window
    desk, action = window.desk, window.space.context.action
    window.space.go(Target(Screen.TIMESHEET, day=TODAY))
    page = window.space.timesheet
    window.until(lambda: page.isVisible() and page.table.rows.rows())
    live(SETTLED_MS)
    album.picture("temps-a-completer")
    fridays = [date(2024, 1, day) for day in (5, 12)]
    note_times(desk, action, [TimeFacts("administration", day, 840, 120) for day in fridays])
    base = select(Place.id).where(Place.name == "Mairie de Doullens")
    set_base_place(desk, window.read(lambda link: link.execute(base).scalar_one()))
    while unknown := window.read(
        lambda link: month_sheet(link, action, _MONTH, TODAY)
    ).month.unknown:
        tell_distance(desk, unknown[0], 18_500)
    type_road(desk, date(2024, 1, 9), 42_000, "déviation")
    window.space.refresh()
    window.until(lambda: not page.lacking.text().count("distance"))
    live(SETTLED_MS)
    album.picture("temps")
    page.paper.click()
    paper = window.space.paper
    window.until(lambda: paper.isVisible() and paper.view and paper.act.isEnabled())
    live(SETTLED_MS)
    album.picture("temps-feuille")
