"""The whole month of June closed, then rectified: two facts were wrong, and what that changes.

Counted by hand: she of 23-006 was excused on the 13th, and 23-007 came half an hour on the 27th.
"""

from uuid import UUID

from sqlalchemy import select

from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.models import Appointment, Pathway
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.desk import Desk
from support.whole_month import TOWN_HALL, WholeMonth, june

REASON = "Une absence était excusée, un rendez-vous manquait."
CELLS = (
    ("Suivi", "23-006", "Rendez-vous excusés", "0", "1"),
    ("Suivi", "23-006", "Rendez-vous non excusés", "3", "2"),
    ("Suivi", "23-007", "Rendez-vous prévus", "1", "2"),
    ("Suivi", "23-007", "Rendez-vous tenus", "1", "2"),
    ("Suivi", "23-007", "Heures sur place", "0,00", "0,50"),
)
SHEETS = (
    ("23-006", "13/06", "Absence justifiée au lieu d’Absence injustifiée"),
    ("23-007", "27/06", "ajouté (Présent)"),
)
FIGURES = {
    "rdv": "Présent 16 au lieu de 15, Absence justifiée 2 au lieu de 1, "
    "Absence injustifiée 3 au lieu de 4",
    "rdv_presents_par_modalite": "Physique 4 au lieu de 3",
    "participants_avec_plus_de_deux_absences_injustifiees": "aucun au lieu de 23-006",
    "heures_presence": "29,42 au lieu de 28,92",
}
COUNTED = "5\u00a0cellules, 2\u00a0feuilles, 4\u00a0chiffres"


def excuse(desk: Desk, made: WholeMonth) -> UUID:
    """Say that 23-006 was excused on the 13th; gives the rendez-vous."""
    held = (
        select(Appointment.id)
        .join(Pathway, Pathway.id == Appointment.pathway_id)
        .where(Pathway.prescription_id == made.people[5], Appointment.held_on == june(13))
    )
    key = desk.read(lambda link: link.execute(held).scalar_one())
    record_presence(desk, key, Presence.EXCUSED)
    return key


def add_forgotten(desk: Desk, made: WholeMonth) -> UUID:
    """Note the half hour of 23-007 on the 27th, which nobody has signed; gives it."""
    slot = Slot(june(27), 600, 630, TOWN_HALL, Mode.ON_SITE)
    made_now = plan_appointment(desk, made.people[6], slot)
    record_presence(desk, made_now, Presence.ATTENDED)
    return made_now
