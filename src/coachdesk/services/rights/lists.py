"""What was corrected of someone, and who was looked at, as rows to be searched on screen."""

from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.core.french import NBSP, capital, short_date
from coachdesk.models import Participant, Prescription
from coachdesk.queries.accesses import accesses
from coachdesk.queries.corrections import corrections
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.month import RowsBehind
from coachdesk.services.rights.access_words import deed_words, subject_words, whose_words
from coachdesk.services.rights.correction_words import correction_parts
from coachdesk.services.row_cells import Cells

_SHOWN = 5000
"""Accesses shown; the export has them all."""


def name_of(link: Connection, participant_id: UUID) -> str:
    """« Léa DURAND »."""
    who = link.execute(
        select(Participant.first_name, Participant.last_name).where(
            Participant.id == participant_id
        )
    ).one()
    return f"{who.first_name} {who.last_name}"


def correction_rows(desk: Desk, action: ActionInfo, participant_id: UUID) -> RowsBehind:
    """Every correction of who someone is, the latest first."""

    def read(link: Connection) -> RowsBehind:
        mine = select(Prescription.id).where(Prescription.participant_id == participant_id)
        keys = (participant_id, *link.execute(mine).scalars())
        zone = desk.clock.now().tzinfo
        rows = tuple(
            (
                short_date(each.at.astimezone(zone).date()),
                f"{each.at.astimezone(zone):%H:%M}",
                *correction_parts(action.profile, each),
            )
            for each in corrections(link, keys)
        )
        heads = ("Date", "Heure", "Quoi", "Avant", "Après")
        return RowsBehind(
            "Historique des corrections",
            Cells(heads, rows, (None,) * len(rows)),
            nothing="Rien n’a été corrigé depuis sa saisie.",
        )

    return desk.read(read)


def access_rows(desk: Desk, participant_id: UUID | None = None) -> RowsBehind:
    """The journal of accesses, of one person when she is named; the latest first."""
    desk.accesses.flush()

    def read(link: Connection) -> RowsBehind:
        zone = desk.clock.now().tzinfo
        found = accesses(link, participant=participant_id, limit=_SHOWN)
        rows = tuple(
            (
                short_date(each.at.astimezone(zone).date()),
                f"{each.at.astimezone(zone):%H:%M}",
                deed_words(each),
                capital(subject_words(each)),
                whose_words(each),
            )
            for each in found
        )
        heads = ("Date", "Heure", "Accès", "À quoi", "Personne")
        kept = "accès gardés douze mois"
        return RowsBehind(
            "Journal des accès",
            Cells(heads, rows, (None,) * len(rows)),
            kept,
            f"Aucun accès n’est encore noté{NBSP}: une fiche ouverte, un export, une impression "
            "le sont d’eux-mêmes.",
        )

    return desk.read(read)
