"""Where a thing is done: what a gap, a thing to do or a found word opens in the window."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it loads what names the machine
    from uuid import UUID

CHOOSE = "choose"
CHOOSE_FOLDER = "choose_folder"
EVENTS = "aller-vers"
STEPS = "demarches"
"""Lists of the page of the acts."""
CHANGE, RENEW = "change", "renew"
"""What the form of an immersion does with ``subject_id``."""


class Screen(StrEnum):
    """The screens that a target can name."""

    TODAY = "today"
    DASHBOARD = "dashboard"
    BILAN = "bilan"
    """The bilan of the year of ``day``, on its part ``section``."""
    AGENDA = "agenda"
    """The week of ``day``, or this one; the keyboard on ``subject_id``, an entry of it."""
    PARTICIPANTS = "participants"
    CARD = "card"
    """Of ``prescription_id``."""
    INTAKE = "intake"
    """A new prescription; who she is, is put right on her card (section « identite »)."""
    DIAGNOSTIC = "diagnostic"
    DECISION = "decision"
    CONTRACT = "contract"
    """The terms of her contract; its paper is the PAPER of kind « contract »."""
    TO_PRINT = "to_print"
    """What waits for the printer of the office."""
    PAPER = "paper"
    """The paper ``document_id``; or, of ``prescription_id``, that of kind ``section``, made when
    there is none: about ``subject_id`` when one is named."""
    COMPANIES = "companies"
    COMPANY = "company"
    """The company ``subject_id``, or a new one; ``prescription_id`` is for whom it is opened."""
    IMMERSION = "immersion"
    """The immersion ``subject_id``; without one, a new one as IMMERSION_FORM."""
    IMMERSION_FORM = "immersion_form"
    """A new immersion of ``prescription_id``, in ``company_id`` when one is named; ``section``
    CHANGE or RENEW does so to the immersion ``subject_id``."""
    IMMERSIONS = "immersions"
    """Those under way, to come, to review; ``section`` « delegation » opens that to prescribe."""
    ACCIDENT = "accident"
    """What to do after one during the immersion ``subject_id``, or one of those under way."""
    EXIT = "exit"
    """The exit of ``prescription_id``, recorded or changed; section « justificatif »: its proof."""
    FSE = "fse"
    """The FSE+ of a year: records to complete, indicators, proofs, time and expenses."""
    FOLLOW_UP = "follow_up"
    """What became of ``prescription_id`` after her exit; ``section`` is the milestone in months."""
    FOLLOW_UPS = "follow_ups"
    """Everyone to be followed up in the month of ``day``, or in this one."""
    REENTRY = "reentry"
    """A new prescription of the person of ``prescription_id``, who left."""
    APPOINTMENT = "appointment"
    """The sheet of ``appointment_id``."""
    WALK_IN = "walk_in"
    """Someone comes without a rendez-vous."""
    MOVE = "move"
    """Someone phones to move or excuse."""
    CANCEL_MORNING = "cancel_morning"
    """The rendez-vous of a half-day of ``day`` cancelled and moved."""
    WORKSHOP = "workshop"
    """The atelier ``subject_id``; without, a new one (for ``people``), and those there are."""
    SHEET = "sheet"
    """The attendance sheet of ``prescription_id`` for the month of ``day``, or of the atelier
    ``subject_id``."""
    MONTH = "month"
    """The month of ``day``."""
    OUTBOX = "outbox"
    """What waits to be sent and what left; on the delivery ``subject_id`` when one is named."""
    TIMESHEET = "timesheet"
    """The feuille de temps and the kilometres of the month of ``day``, or of this one."""
    AUDIT = "audit"
    """The relecture of the month of ``day``."""
    IMPORT = "import"
    """A workbook to bring in; ``section`` CHOOSE or CHOOSE_FOLDER asks for it at once."""
    SERVICES = "services"
    """The acts; ``section`` EVENTS or STEPS shows the aller-vers or the démarches instead."""
    SERVICE = "service"
    """The act ``subject_id``, or a new one, for ``prescription_id`` when she is named, of the kind
    ``section`` when there is one."""
    OUTREACH = "outreach"
    """The action d'aller-vers ``subject_id``, on its contact ``section``; or a new one."""
    SATISFACTION = "satisfaction"
    """What people answered to the questionnaires, together."""
    PLACES = "places"
    """Places with their openings, absences, roads; ``section`` names a place."""
    PHONE = "phone"
    """What goes to a phone by a QR code: of ``prescription_id`` (her rendez-vous
    ``appointment_id``, or her next one), of the people of the atelier, the company or the company's
    contact ``subject_id``, or of everyone who is met on ``day`` (the next one with someone to meet
    when none is named). ``section`` is the kind to begin with: ``domain.phone_codes.CodeKind``."""
    CALENDAR_FILE = "calendar_file"
    """The agenda as an .ics file: the ``section`` (day, week, month) that holds ``day``."""
    DAY_SHEET = "day_sheet"
    """The feuille de journée of ``day``."""
    CONTROL = "control"
    """The dossier de contrôle of the n° that a controller gives."""
    ERASURE = "erasure"
    """What erasing the person of ``prescription_id`` will do, and its confirmation."""
    GUIDE = "guide"
    """The guide, on the page ``section``, or on the one about the screen that it names."""
    READY = "ready"
    """The check before leaving."""
    SETTINGS = "settings"
    """The settings; ``section`` names one of them."""
    RETENTION = "retention"
    """Whose time is over, why, and what goes."""


@dataclass(frozen=True, slots=True)
class Target:
    """A screen, and what it is to show."""

    screen: Screen
    prescription_id: "UUID | None" = None
    appointment_id: "UUID | None" = None
    day: date | None = None
    section: str = ""
    """A part of the screen. Of the card: identite, activite, freins, mesures, objectifs, demarches,
    actes, documents, papiers, situation, pieces; rendezvous and immersions filter its timeline.
    Of the paper: its kind."""
    document_id: "UUID | None" = None
    subject_id: "UUID | None" = None
    """What a paper is about: a rendez-vous, an immersion, a contract, an atelier."""
    company_id: "UUID | None" = None
    """Where a new immersion is."""
    people: "tuple[UUID, ...]" = ()
    """The dossiers that something new is for."""
