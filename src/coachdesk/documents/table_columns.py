"""The columns of the monthly table, in one place for the paper, the workbook and the CSV.

A profile chooses and orders them by key. On the paper, where thirty columns would be illegible, a
column may stand under its neighbour; in the files each has a column of its own. None of them tells
an obstacle or anything of health.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from coachdesk.core.french import NBSP, decimal, hours, short_date

Value: TypeAlias = str | int | Decimal | date | None


class Kind(Enum):
    """What a column or a figure holds, hence how it is written."""

    TEXT = "text"
    DATE = "date"
    COUNT = "count"
    DAYS = "days"
    """A number of days, written « 7 j »."""
    MINUTES = "minutes"
    """Whole minutes, written « 1 h 30 » on paper and 1,5 in the files."""
    PERCENT = "percent"
    EUROS = "euros"
    """An amount that is not rounded: only its writing is, to the cent."""


@dataclass(frozen=True)
class Column:
    """A column of the monthly table.

    Attributes:
        key: its name in the profile and in the rows.
        title: its heading where it stands alone: workbook, CSV.
        short: its heading on the paper, below ``group``.
        width: in points at the smallest size, before the table is stretched to the page.
        kind: what it holds.
        group: the heading over several columns of the paper.
        under: the column below which it stands on the paper when it follows it directly.
        joined: on the same line as the column above rather than on the next one.
        bold: whether it stands out.
    """

    key: str
    title: str
    short: str
    width: float
    kind: Kind = Kind.TEXT
    group: str = ""
    under: str = ""
    joined: bool = False
    bold: bool = False


_APPOINTMENTS = "Rendez-vous du mois"
_HOURS = "Heures du mois"

_ALL = (
    Column("numero", "N°", "N°", 33, bold=True),
    Column("allocataire", "N° allocataire", "N° alloc.", 33, under="numero"),
    Column("nom", "Nom", "Nom", 66, bold=True),
    Column("prenom", "Prénom", "Prénom", 66, under="nom"),
    Column("naissance", "Date de naissance", "Naissance", 54, Kind.DATE),
    Column("commune", "Commune", "Commune", 54, under="naissance"),
    Column("referent_rsa", "Référent RSA", "Référent RSA", 74),
    Column("prescripteur", "Prescripteur", "Prescripteur", 74, under="referent_rsa"),
    Column("prescription_le", "Date de prescription", "Prescription", 41, Kind.DATE),
    Column(
        "premier_rdv", "Premier rendez-vous", "1er rdv", 41, Kind.DATE, under="prescription_le"
    ),
    Column(
        "delai_premier_rdv", "Délai du premier rendez-vous (jours)", "délai", 17, Kind.DAYS,
        under="premier_rdv", joined=True,
    ),
    Column("contrat_le", "Contrat signé le", "Contrat", 41, Kind.DATE),
    Column("entree", "Entrée", "Entrée", 41, Kind.DATE, under="contrat_le"),
    Column("fin_prevue", "Fin prévue", "Fin prévue", 41, Kind.DATE),
    Column("renouvellement", "Renouvellement", "Renouvel.", 41, under="fin_prevue"),
    Column("rdv_prevus", "Rendez-vous prévus", "prévus", 23, Kind.COUNT, _APPOINTMENTS),
    Column("rdv_tenus", "Rendez-vous tenus", "tenus", 20, Kind.COUNT, _APPOINTMENTS),
    Column("rdv_excuses", "Rendez-vous excusés", "excusés", 27, Kind.COUNT, _APPOINTMENTS),
    Column(
        "rdv_injustifies", "Rendez-vous non excusés", "non\nexcusés", 27, Kind.COUNT, _APPOINTMENTS
    ),
    Column(
        "rdv_annules", "Rendez-vous annulés par le coach", "annulés\ncoach", 27, Kind.COUNT,
        _APPOINTMENTS,
    ),
    Column("heures_sur_place", "Heures sur place", "sur\nplace", 31, Kind.MINUTES, _HOURS),
    Column("heures_distance", "Heures à distance", "à\ndistance", 31, Kind.MINUTES, _HOURS),
    Column("heures_collectif", "Heures en collectif", "en\ncollectif", 31, Kind.MINUTES, _HOURS),
    Column("pmsmp_entreprise", "PMSMP : entreprise d’accueil", "PMSMP", 60),
    Column("pmsmp_dates", "PMSMP : dates", "dates", 44, under="pmsmp_entreprise"),
    Column(
        "pmsmp_heures", "PMSMP : heures", "heures", 24, Kind.MINUTES, under="pmsmp_dates",
        joined=True,
    ),
    Column("sortie_date", "Sortie : date", "Sortie", 54, Kind.DATE),
    Column("sortie_type", "Sortie : type", "type", 54, under="sortie_date"),
    Column("sortie_detail", "Sortie : détail", "détail", 54, under="sortie_type"),
    Column("suivi", "Suivi après le parcours", "Suivi", 58),
    Column("observation", "Observation", "Observation", 58, under="suivi"),
    Column("etapes", "Étapes de l’accompagnement", "Étapes", 58, under="observation"),
    Column("actes", "Actes du mois", "Actes", 58, under="etapes"),
    Column("suite", "Suite donnée", "Suite donnée", 90, bold=True),
)  # fmt: skip

COLUMNS = {column.key: column for column in _ALL}
"""Every known column by its key: those a profile may choose, and those of the second part."""

PRESCRIPTION_KEYS = (
    "prescription_le", "prescripteur", "referent_rsa", "nom", "prenom", "naissance", "commune",
    "premier_rdv", "delai_premier_rdv", "suite", "entree",
)  # fmt: skip
"""The columns of the table's second part; no profile changes them."""


def chosen(keys: Iterable[str]) -> tuple[Column, ...]:
    """The columns of these keys, in their order; a profile's keys were checked when it was read."""
    return tuple(COLUMNS[key] for key in keys)


def written(value: Value, kind: Kind) -> str:
    """A value as it reads on the paper; nothing for an unknown one."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, date):
        return short_date(value)
    if kind is Kind.MINUTES and value:
        return hours(int(value))
    number = str(value) if isinstance(value, int) else decimal(value, 2)
    return number + {Kind.DAYS: f"{NBSP}j", Kind.PERCENT: f"{NBSP}%"}.get(kind, "")
