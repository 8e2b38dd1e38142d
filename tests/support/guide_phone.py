"""The pictures of what goes to a phone, of an atelier from a list, of what leaves as a file."""

from datetime import timedelta

from coachdesk.domain.attendance import Mode, Slot
from coachdesk.domain.phone_codes import CodeKind
from coachdesk.queries.participants import participants_table
from coachdesk.services.agenda.places import set_address
from coachdesk.services.papers.contact import keep_contact
from coachdesk.services.phone.contacts import BY_MESSAGE, note_contact
from coachdesk.services.targets import Screen, Target
from coachdesk.services.workshops.planning import WorkshopFacts, plan_workshop
from support.guide_album import SETTLED_MS, Album, live
from support.lived import TODAY

_TITLE = "Oser téléphoner à un employeur"
_LATER = Slot(TODAY + timedelta(days=3), 840, 960, "Mairie de Doullens", Mode.COLLECTIVE)
_EVERYONE, _TOLD = 12, 4


def phone(album: Album) -> None:
    """A reminder, a rendez-vous for her phone, everyone of the next day one after the other."""
    window = album.window
    keep_contact(window.desk, "06 11 22 33 44, claire@exemple.fr")
    set_address(window.desk, "Mairie de Doullens", "7 avenue du Maréchal Foch, 80600 Doullens")
    page = window.space.phone
    dossier = window.person("WACHEUX Océane").prescription_id  # a rendez-vous of hers is to come
    for name, kind in (("telephone-sms", ""), ("telephone-agenda", CodeKind.APPOINTMENT)):
        window.space.go(Target(Screen.PHONE, dossier, section=kind))
        window.until(lambda: page.isVisible() and page.qr.code.isVisible())
        live(SETTLED_MS)
        album.picture(name)


def invitations(album: Album) -> None:
    """An atelier from the list of participants, what stands against it, its invitations."""
    window = album.window
    space = window.space
    space.go(Target(Screen.PARTICIPANTS))
    window.until(space.participants.table.rows.rowCount)
    space.participants.search.setText("mdsi poix")
    window.until(space.participants.together)
    space.participants.group.click()
    planning = space.workshop.planning
    window.until(lambda: planning.isVisible() and planning.people.ticked())
    planning.form.title.setCurrentText(_TITLE)
    planning.times.setValue(3)
    live(3 * SETTLED_MS)
    album.picture("atelier-liste")
    space.context.drafts.forget("workshop")
    space.participants.search.setText("")
    _invited(album)


def _invited(album: Album) -> None:
    window = album.window
    desk, action = window.desk, window.desk.actions[0]
    table = window.read(lambda link: participants_table(link, action.id))
    followed = [row.prescription_id for row in table if row.pathway_id and not row.left_on]
    made = plan_workshop(desk, action, WorkshopFacts(_TITLE, _LATER), followed[-_EVERYONE:])
    page = window.space.workshop
    window.space.go(Target(Screen.WORKSHOP, subject_id=made))
    window.until(lambda: len(page.one.people.lines) == _EVERYONE)
    note_contact(desk, list(page.one.people.lines)[:_TOLD], BY_MESSAGE)
    page.one.by_letter.click()
    window.until(page.one.by_letter.isHidden)
    album.calm()
    live(2 * SETTLED_MS)
    album.picture("atelier-invite")
    window.space.go(Target(Screen.PHONE, subject_id=made))
    window.until(window.space.phone.qr.code.isVisible)
    live(2 * SETTLED_MS)
    album.picture("atelier-sms")


def leaving_files(album: Album) -> None:
    """The agenda as a calendar file; the day as a paper."""
    window = album.window
    calendar, sheet = window.space.calendar_file, window.space.day_sheet
    window.space.go(Target(Screen.CALENDAR_FILE, day=TODAY, section="week"))
    window.until(lambda: calendar.isVisible() and calendar.table.rows.rowCount())
    live(SETTLED_MS)
    album.picture("agenda-export")
    window.space.go(Target(Screen.DAY_SHEET, day=TODAY))
    window.until(lambda: sheet.isVisible() and sheet.view.pages)
    live(3 * SETTLED_MS)
    album.picture("feuille-journee")
