"""The pictures of the acts: their list, the form of one, an outreach and its call-back list."""

from datetime import timedelta

from coachdesk.queries.participants import participants_table
from coachdesk.services.prestations.contacts import Answer, ContactFacts, add_contact, note_call
from coachdesk.services.prestations.outreach import EventFacts, record_event
from coachdesk.services.prestations.recording import ServiceFacts, record_services
from coachdesk.services.targets import EVENTS, STEPS, Screen, Target
from support.guide_album import SETTLED_MS, Album, live
from support.lived import TODAY

_DAY = timedelta(days=1)
_MET = (
    ("DELATTRE", "Julie", "06 12 45 78 90", "Doullens"),
    ("CARPENTIER", "Kevin", "06 22 33 44 55", "Beauval"),
    ("PETIT", "Sylvie", "", "Lucheux"),
    ("LEMAIRE", "Jordan", "07 11 22 33 44", "Doullens"),
)


def acts(album: Album) -> None:
    """The page without an act, with some, the aller-vers, the démarches; each form."""
    window = album.window
    desk, space = window.desk, window.space
    action = desk.actions[0]
    space.go(Target(Screen.SERVICES))
    window.until(space.services.empty.isVisible)
    album.picture("actes-vide")
    table = window.read(lambda link: participants_table(link, action.id))
    people = [row.prescription_id for row in table if row.pathway_id and not row.left_on][-4:]
    for facts in (
        ServiceFacts("transport_help", TODAY, (people[0],), None, 4250, 75, "Doullens"),
        ServiceFacts("transport_help", TODAY - _DAY, (people[1],), None, 1800),
        ServiceFacts("company_meeting", TODAY - 2 * _DAY, (people[2],), minutes=45,
                     result="immersion"),
        ServiceFacts("company_tour", TODAY - 5 * _DAY, tuple(people), 6, None, 120, "Amiens"),
    ):  # fmt: skip
        record_services(desk, action, facts)
    market = EventFacts("market", "Marché de Doullens", TODAY - 4 * _DAY, 540, 720, "Doullens", 23)
    event = record_event(desk, action, market)
    met = [add_contact(desk, action, event, ContactFacts(*told)) for told in _MET]
    note_call(desk, action, met[1], Answer("refused", TODAY))
    for section, name, list_ in (
        ("acts", "actes", space.services.service_table),
        (EVENTS, "aller-vers", space.services.event_table),
        (STEPS, "demarches", space.services.step_table),
    ):
        space.services.lists.show_key(section)
        space.go(Target(Screen.SERVICES))
        window.until(list_.isVisible)
        live(SETTLED_MS)
        album.picture(name)
    space.services.lists.show_key("acts")
    space.go(Target(Screen.SERVICE, people[0]))
    window.until(space.service.people.ticked)
    space.service.fields.kind.buttons["transport_help"].click()
    album.picture("acte")
    space.context.drafts.forget(f"service:{people[0]}")
    space.go(Target(Screen.OUTREACH))
    window.until(space.outreach.none.isVisible)
    album.picture("aller-vers-nouveau")
    space.go(Target(Screen.OUTREACH, subject_id=event, section=str(met[0])))
    window.until(space.outreach.call.isVisible)
    album.picture("aller-vers-rappels")
