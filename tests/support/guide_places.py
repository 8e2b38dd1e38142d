"""The pictures of the places: a week ticked, absences, travels, a half-day cancelled for one."""

from datetime import timedelta

from sqlalchemy import select

from coachdesk.domain.agenda import Weeks
from coachdesk.models import Place
from coachdesk.services.agenda.days_off import DayOffFacts, add_day_off
from coachdesk.services.agenda.places import OpeningFacts, add_place, set_openings
from coachdesk.services.agenda.travel import set_travel
from coachdesk.services.targets import Screen, Target
from support.guide_album import SETTLED_MS, Album, live
from support.lived import TODAY

_TWICE = "Mairie Doullens"


def places(album: Album) -> None:
    """Typed as in the first week; undone by nobody, the next pictures know them."""
    window = album.window
    desk = window.desk
    known = [
        (name, key)
        for name, key in window.read(
            lambda link: link.execute(select(Place.name, Place.id).order_by(Place.name)).all()
        )
    ]
    (first, first_id), (second, second_id) = known[:2]
    set_openings(
        desk, first_id, [OpeningFacts(1, 540, 720), OpeningFacts(1, 840, 1020, Weeks.EVEN)]
    )
    set_openings(desk, second_id, [OpeningFacts(3, 540, 750)])
    add_place(desk, _TWICE)
    set_travel(desk, first, second, 25, 18_000)
    later = TODAY + timedelta(days=21)
    add_day_off(desk, DayOffFacts(later, later + timedelta(days=4), label="Congés"))
    window.space.go(Target(Screen.PLACES, section=first))
    page = window.space.places
    window.until(lambda: page.form.grid.lines and page.days_off.deletes)
    live(3 * SETTLED_MS)
    album.picture("lieux")
    window.space.go(Target(Screen.TODAY))
