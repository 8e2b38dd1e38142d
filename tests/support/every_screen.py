"""Every screen of the desk on a store in use: what tests of the whole window walk through."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.domain.attendance import Mode, Slot
from coachdesk.queries.card import participant_card
from coachdesk.queries.participants import participants_table
from coachdesk.services.companies.file import CompanyFile, ContactFacts, record_company
from coachdesk.services.companies.prospecting import ContactMade, note_prospecting
from coachdesk.services.desk import Desk, open_desk
from coachdesk.services.directory.partners import save_partner
from coachdesk.services.directory.recipients import Takes, save_recipient
from coachdesk.services.documents.drafting import open_document
from coachdesk.services.immersions import ImmersionTerms, plan_immersion
from coachdesk.services.phrases import keep_phrases
from coachdesk.services.prestations import contacts
from coachdesk.services.prestations.outreach import EventFacts, record_event
from coachdesk.services.prestations.recording import ServiceFacts, record_services
from coachdesk.services.targets import EVENTS, RENEW, STEPS, Screen, Target
from coachdesk.services.workshops.planning import WorkshopFacts, plan_workshop
from coachdesk.ui.screens.settings.index import sections
from support.bakery import BAKERY, WEEK
from support.lived import TODAY, WORKED_WITH, clock_at, lived_store

_DAY = timedelta(days=1)
_TERMS = ImmersionTerms(
    BAKERY, "Boulanger / Boulangère", "discover", TODAY - 8 * _DAY, TODAY + 10 * _DAY, WEEK, "",
    "Anne ROY, boulangère",
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What the screens are opened on."""

    followed: UUID
    """Someone worked with for weeks."""
    undecided: UUID
    begun: UUID
    """Her contract waits to be signed."""
    left: UUID
    held: UUID
    """A rendez-vous of today."""
    company: UUID
    immersion: UUID
    workshop: UUID
    service: UUID
    event: UUID
    met: UUID
    grid: UUID
    """A paper with questions."""


def store_in_use(directory: Path) -> tuple[str, Known]:
    """The lived store with something on every screen; its recovery key, and what is where."""
    key = lived_store(directory)
    desk = open_desk(directory, key, clock=clock_at(TODAY))
    known = _more_work(desk)
    desk.close()
    return key, known


def every_target(known: Known) -> dict[str, Target]:
    """Each screen by its name, some of them more than once."""
    s = Screen
    simple = (
        s.TODAY, s.DASHBOARD, s.AGENDA, s.PARTICIPANTS, s.INTAKE, s.TO_PRINT, s.COMPANIES,
        s.IMMERSIONS, s.FSE, s.FOLLOW_UPS, s.WALK_IN, s.MOVE, s.CANCEL_MORNING, s.MONTH, s.OUTBOX,
        s.TIMESHEET, s.AUDIT, s.IMPORT, s.SERVICES, s.SATISFACTION, s.PLACES, s.CONTROL, s.READY,
        s.RETENTION, s.GUIDE,
    )  # fmt: skip
    targets = {screen.value: Target(screen) for screen in simple}
    whose = known.followed
    targets |= {
        "bilan": Target(s.BILAN, section="participants"),
        "audit": Target(s.AUDIT, day=TODAY.replace(day=1)),
        "card": Target(s.CARD, whose),
        "card left": Target(s.CARD, known.left),
        "diagnostic": Target(s.DIAGNOSTIC, known.undecided),
        "decision": Target(s.DECISION, known.undecided),
        "contract": Target(s.CONTRACT, known.begun),
        "paper": Target(s.PAPER, whose, document_id=known.grid),
        "paper contract": Target(s.PAPER, known.begun, section="contract"),
        "company": Target(s.COMPANY, subject_id=known.company),
        "company new": Target(s.COMPANY),
        "immersion": Target(s.IMMERSION, whose, subject_id=known.immersion),
        "immersion_form": Target(s.IMMERSION_FORM, whose),
        "immersion renewed": Target(
            s.IMMERSION_FORM, whose, section=RENEW, subject_id=known.immersion
        ),
        "accident": Target(s.ACCIDENT, whose, subject_id=known.immersion),
        "exit": Target(s.EXIT, whose),
        "follow_up": Target(s.FOLLOW_UP, known.left, section="1"),
        "reentry": Target(s.REENTRY, known.left),
        "appointment": Target(s.APPOINTMENT, whose, known.held),
        "appointment new": Target(s.APPOINTMENT, known.begun),
        "workshop": Target(s.WORKSHOP, subject_id=known.workshop),
        "workshop new": Target(s.WORKSHOP),
        "sheet": Target(s.SHEET, whose, day=TODAY),
        "services events": Target(s.SERVICES, section=EVENTS),
        "services steps": Target(s.SERVICES, section=STEPS),
        "service": Target(s.SERVICE, subject_id=known.service),
        "outreach": Target(s.OUTREACH, subject_id=known.event, section=str(known.met)),
        "phone": Target(s.PHONE, whose),
        "phone day": Target(s.PHONE, day=TODAY),
        "calendar_file": Target(s.CALENDAR_FILE, day=TODAY, section="week"),
        "day_sheet": Target(s.DAY_SHEET, day=TODAY),
        "erasure": Target(s.ERASURE, known.left),
        "guide news": Target(s.GUIDE, section="nouveautes"),
    }
    for each in sections():
        targets[f"settings {each.key}"] = Target(s.SETTINGS, section=each.key)
    return targets


def _more_work(desk: Desk) -> Known:
    action = desk.action(None)
    table = desk.read(lambda link: participants_table(link, action.id))
    named = {f"{row.last_name} {row.first_name}": row.prescription_id for row in table}
    left = [row.prescription_id for row in table if row.left_on][-1]
    people = [row.prescription_id for row in table if row.pathway_id and not row.left_on][-4:]
    whose = named[WORKED_WITH]

    def rendez_vous(link: Connection) -> UUID:
        return participant_card(link, whose).appointments[0].id

    contact = ContactFacts(None, "Marie LEFÈVRE", "gérante", "0600000000")
    bakery = CompanyFile(
        "Boulangerie Lefèvre", "73282932000074", "12 rue du Bourg, 80270 Airaines", "0322000000",
        "fournil@exemple.fr", "Boulangerie artisanale", "Boulangerie-pâtisserie",
        "Marie LEFÈVRE, gérante", "Préfère le matin.", (contact,), ("D1102", "D1106"),
    )  # fmt: skip
    company = record_company(desk, None, bakery).id
    note_prospecting(desk, action, company, ContactMade(TODAY, "visit", "immersion"))
    at = Slot(TODAY, 1020, 1110, "Mairie de Doullens", Mode.COLLECTIVE)
    help_given = ServiceFacts("transport_help", TODAY, (people[0],), None, 4250, 75, "Doullens")
    (service,) = record_services(desk, action, help_given)
    market = EventFacts("market", "Marché de Doullens", TODAY - 4 * _DAY, 540, 720, "Doullens", 23)
    event = record_event(desk, action, market)
    met = contacts.ContactFacts("DELATTRE", "Julie", "06 12 45 78 90", "Doullens")
    garage = {"name": "Garage solidaire", "contact": "M. Roy", "phone": "0322112233"}
    save_partner(desk, None, garage, "mobilite")
    county = {"name": "Conseil départemental", "email": "insertion@exemple.fr", "address": "Amiens"}
    save_recipient(desk, action, None, county, {Takes.MONTHS, Takes.NOTICES})
    keep_phrases(desk, ["a relancé l’entreprise, sans réponse", "souhaite refaire son CV"])
    return Known(
        followed=whose,
        undecided=named["BOUTILLIER Franck"],
        begun=named["WACHEUX Océane"],
        left=left,
        held=desk.read(rendez_vous),
        company=company,
        immersion=plan_immersion(desk, whose, _TERMS),
        workshop=plan_workshop(
            desk, action, WorkshopFacts("Oser téléphoner à un employeur", at), people
        ),
        service=service,
        event=event,
        met=contacts.add_contact(desk, action, event, met),
        grid=open_document(desk, action, "evaluation_grid", whose),
    )
