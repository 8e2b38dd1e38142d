"""The remarks of the relecture: their kinds, each with its source, and the words they share."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from coachdesk.core.french import NBSP, clock_time, long_date, plural
from coachdesk.domain.attendance import REMOTE, Mode
from coachdesk.queries.audit import AttendedRow, DoubleRow, ImmersionRow
from coachdesk.services.targets import Screen, Target

_NAMED = 4
"""How many days a sentence names before it counts the others."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that a controller would ask about."""

    kind: str
    """A key of ``KINDS``."""
    sentence: str
    """Who, when and what, in one sentence."""
    target: Target
    """Where it is looked at, or mended."""
    subject: str
    """The facts it rests on: when one of them changes it is another remark."""


@dataclass(frozen=True, slots=True)
class RemarkKind:
    """A question that a controller asks."""

    title: str
    source: str
    """Why she asks."""


_COURT = "cour administrative d’appel de Nantes, 20 avril et 1er juin 2021"
KINDS: dict[str, RemarkKind] = {
    "traces_de_deux_personnes": RemarkKind(
        "Tracés presque identiques de deux personnes",
        f"Signatures semblables, données en série{NBSP}: {_COURT}.",
    ),
    "traces_d_une_personne": RemarkKind(
        "Tracés presque identiques d’une même personne",
        f"Une signature se dessine à chaque demi-journée, elle ne se recopie pas{NBSP}: {_COURT}.",
    ),
    "deux_lieux_personne": RemarkKind(
        "Une personne à deux endroits à la fois",
        f"Incohérences entre les feuilles{NBSP}: {_COURT}.",
    ),
    "deux_parcours": RemarkKind(
        "Deux parcours à la fois",
        "Une personne n’est comptée qu’une fois parmi les participants du FSE+.",
    ),
    "deux_lieux_coach": RemarkKind(
        "Le coach à deux endroits à la fois",
        "Une heure du coach n’est financée qu’une fois par le Département et le FSE+.",
    ),
    "sans_trajet": RemarkKind(
        "Aucun temps de trajet entre deux communes",
        f"Incohérences entre les feuilles{NBSP}: {_COURT}.",
    ),
    "jour_chome": RemarkKind(
        "Présence un dimanche ou un jour férié",
        "Code du travail, L3132-3 et L3133-1.",
    ),
    "pmsmp_et_rdv": RemarkKind(
        "Rendez-vous pendant une immersion",
        f"Les heures d’une PMSMP sont celles de l’entreprise{NBSP}: Code du travail, L5135-6.",
    ),
    "pmsmp_heures": RemarkKind(
        "Heures d’immersion par semaine",
        f"Durée du travail des salariés de l’entreprise{NBSP}: Code du travail, L5135-6, L3121-20 "
        "et L3121-27.",
    ),
    "titres": RemarkKind(
        "Intitulés qui diffèrent d’un papier à l’autre",
        f"Le même intitulé sur les feuilles, les contrats et les tableaux{NBSP}: {_COURT}.",
    ),
    "trace_manquant": RemarkKind(
        "Présences sans signature",
        f"La personne signe chaque demi-journée{NBSP}: {_COURT}.",
    ),
    "signees_en_serie": RemarkKind(
        "Signatures données en série",
        f"Plusieurs demi-journées signées d’un coup{NBSP}: {_COURT}.",
    ),
    "signees_avant_l_heure": RemarkKind(
        "Signatures données avant l’heure",
        f"Une heure et une signature qui se contredisent{NBSP}: {_COURT}.",
    ),
    "regularisations": RemarkKind(
        "Signatures données après coup",
        "Une signature après le jour se voit, avec son motif, sur la feuille.",
    ),
    "hors_parcours": RemarkKind(
        "Présence hors des dates du parcours",
        "Le FSE+ ne prend en compte que les participants entrés et non sortis.",
    ),
    "avant_contrat": RemarkKind(
        "Présence avant la signature du contrat",
        "Le contrat d’engagement ouvre le parcours (loi du 18 décembre 2023).",
    ),
    "duree_inhabituelle": RemarkKind(
        "Durées ou heures inhabituelles",
        f"Une demi-journée dure rarement plus de quatre heures{NBSP}: un écart se justifie.",
    ),
}
"""In the order in which they are read: the gravest first."""


def facts(rows: Iterable[AttendedRow]) -> str:
    """The digest of what a remark on these presences rests on."""
    return digest(
        *(f"{row.appointment_id}:{row.held_on}:{row.start_minute}-{row.end_minute}" for row in rows)
    )


def sheet(row: AttendedRow) -> Target:
    """The sheet of a rendez-vous."""
    return Target(Screen.APPOINTMENT, row.prescription_id, row.appointment_id)


def who(row: AttendedRow | ImmersionRow | DoubleRow) -> str:
    """« Léa DURAND (23-014) »."""
    return f"{row.first_name} {row.last_name} ({row.number})"


def where(row: AttendedRow) -> str:
    """Its hours and its place."""
    remote = {Mode.PHONE: "par téléphone", Mode.VIDEO: "par vidéo"}
    place = row.place or remote.get(row.mode, "sans lieu")
    return f"de {clock_time(row.start_minute)} à {clock_time(row.end_minute)}, {place}"


def days(rows: Sequence[AttendedRow]) -> str:
    """« le 2, le 9 et le 16 mai », or the first ones and how many more."""
    named = [long_date(row.held_on).rsplit(NBSP, 1)[0] for row in rows[:_NAMED]]
    if len(rows) > _NAMED:
        return f"le {', le '.join(named)} et {plural(len(rows) - _NAMED, 'autre')}"
    last = named.pop()
    return f"le {', le '.join(named)} et le {last}" if named else f"le {last}"


def presences(number: int) -> str:
    """« sa présence », « 2 présences »."""
    return "sa présence" if number == 1 else plural(number, "présence")


def to_sign(row: AttendedRow) -> bool:
    """Whether the person signs that day; by phone she signs at the next meeting (design.md §4)."""
    return row.mode not in REMOTE and not row.cut_over


def by(
    rows: Iterable[AttendedRow], key: Callable[[AttendedRow], str]
) -> Iterator[tuple[str, list[AttendedRow]]]:
    """The rows of each value of ``key``."""
    for value, own in groupby(sorted(rows, key=key), key=key):
        yield value, list(own)


def each(rows: Iterable[AttendedRow]) -> Iterator[list[AttendedRow]]:
    """The rows of each dossier, by number."""
    for _, own in by(rows, lambda row: f"{row.number} {row.prescription_id}"):
        yield own


def at(kind: str, row: AttendedRow, sentence: str, *others: AttendedRow) -> Remark:
    """A remark on one presence, for what it is beside others."""
    return Remark(kind, f"{sentence}.", sheet(row), facts((*others, row)))


def of(
    kind: str, rows: Sequence[AttendedRow], sentence: str, target: Target | None = None
) -> Remark:
    """A remark on several presences of one person."""
    return Remark(kind, f"{sentence}.", target or sheet(rows[0]), facts(rows))


def digest(*parts: str) -> str:
    """What a remark rests on, in 32 letters."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
