"""Invented people and papers for the tests of documents; the same seed gives the same people."""

import math
import random
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from coachdesk.documents.attendance_sheet import AttendanceRow, AttendanceSheetData
from coachdesk.documents.bordereau import BordereauData, Count, Gap, PackedFile
from coachdesk.documents.closing_block import CoachProof, SecondPlace
from coachdesk.documents.footer import Stamp
from coachdesk.documents.letterhead import Edition, Operation
from coachdesk.documents.monthly_table import Figure, MonthlyTableData
from coachdesk.documents.proofs import (
    CUT_OVER,
    Attested,
    Declined,
    Drawn,
    Written,
)
from coachdesk.documents.table_columns import Kind, Value
from coachdesk.documents.workshop_sheet import WorkshopRow, WorkshopSheetData
from coachdesk.domain.drawing import Drawing
from coachdesk.domain.papers import SigningOutcome
from coachdesk.domain.profile import TABLE_COLUMNS

OPERATION = Operation(
    title="Coaching Emploi",
    number="2023-FSE-0147",
    association="Association pour la formation et l’emploi des cinq vallées",
    funders=("Conseil départemental de la Somme", "Fonds social européen plus"),
    funding_sentence="Cette action est cofinancée par le Fonds social européen plus (FSE+).",
)
STAMP = Stamp(
    document_id="0190a5c2-7d1e-7b64-9c52-3f0f8a7be111",
    journal_seq=1204,
    journal_hash="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    fingerprint="5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
    app_version="0.1.0",
)
COACH = "Hélène Lefèvre"
ATTESTATION = (
    "J’atteste que les rendez-vous ci-dessus ont eu lieu aux dates, heures et lieux indiqués."
)
LONG_NAME = "DE LA ROCHEFOUCAULD-MONTMORENCY-BEAUVILLÉ"
LONG_TOWN = "Saint-Germain-sur-Bresle-et-des-Hauts-Prés"
LONG_PLACE = f"Mairie de {LONG_TOWN}"
MAY = date(2023, 5, 1)


def signature(seed: int = 1, points: int = 240) -> Drawing:
    """Two looping strokes on a pad of 80 x 30 mm, about as a hand makes them."""
    rng = random.Random(seed)
    strokes = []
    for start, count in ((600, points * 2 // 3), (3200, points // 3)):
        phase, speed, tall = rng.uniform(0, 6), rng.uniform(0.13, 0.2), rng.uniform(500, 900)
        strokes.append(
            tuple(
                (
                    round(start + i * 22 + 320 * math.sin(i * speed * 1.3 + phase)),
                    round(1500 + tall * math.sin(i * speed + phase) * math.cos(i * 0.021)),
                )
                for i in range(count)
            )
        )
    return Drawing(8000, 3000, tuple(strokes))


def at(day: date, hour: int, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def attended(day: date, hour: int, entry: int, place: str = "Mairie de Airaines") -> AttendanceRow:
    return AttendanceRow(
        day, time(hour, 0), time(hour, 30), 30, place, "Physique", "Présent",
        Drawn(signature(entry), at(day, hour, 31), entry),
        Attested(COACH, at(day, hour, 33), entry + 1),
    )  # fmt: skip


def absent(day: date, word: str) -> AttendanceRow:
    return AttendanceRow(
        day, time(14), time(14, 30), 0, "Mairie de Oisemont", "Physique", word, None,
        Attested(COACH, at(day, 14, 40), 77),
    )  # fmt: skip


def proofs_of_every_kind() -> tuple[AttendanceRow, ...]:
    """One row for each way a row may be proved."""
    day = date(2023, 5, 10)
    refused, unable, disagrees = (
        Declined(outcome, reason, COACH, at(day, 10, 31), 1170 + number)
        for number, (outcome, reason) in enumerate(
            (
                (SigningOutcome.REFUSED, "ne souhaite pas signer à l’écran"),
                (SigningOutcome.UNABLE, "main plâtrée jusqu’à la fin du mois"),
                (SigningOutcome.DISAGREES, "dit être partie à 10 h 10, et non à 10 h 30"),
            )
        )
    )
    written = (
        CUT_OVER,
        refused,
        unable,
        disagrees,
        Written("Sans signature, clôture forcée : tablette en panne ce jour-là"),
    )
    rows = [
        attended(date(2023, 5, 2), 9, 1101),
        AttendanceRow(
            date(2023, 5, 4), time(15, 15), time(15, 40), 25, "", "Téléphone", "Présent",
            Drawn(signature(5), at(date(2023, 5, 11), 9, 5), 1150, remote=True),
            Attested(COACH, at(date(2023, 5, 4), 15, 41), 1109),
        ),
        AttendanceRow(
            date(2023, 5, 9), time(9), time(9, 45), 45, LONG_PLACE, "Physique", "Présent",
            Drawn(
                signature(6), at(day, 9, 1), 1160, regularisation="réseau électrique coupé",
                remark="arrivée avec dix minutes de retard",
            ),
            Drawn(signature(7), at(day, 9, 2), 1161),
        ),
        absent(date(2023, 5, 16), "Absence justifiée"),
        absent(date(2023, 5, 23), "Annulé par le coach"),
    ]  # fmt: skip
    rows += [
        AttendanceRow(
            day + timedelta(days=index), time(10), time(10, 30), 30, "Mairie de Liomer",
            "Physique", "Présent", proof, None,
        )
        for index, proof in enumerate(written)
    ]  # fmt: skip
    return tuple(rows)


def sheet(
    rows: tuple[AttendanceRow, ...],
    *,
    last_name: str = "MERCIER",
    closing: CoachProof = None,
) -> AttendanceSheetData:
    minutes = sum(row.minutes for row in rows)
    return AttendanceSheetData(
        title="Feuille d’émargement",
        operation=OPERATION,
        edition=Edition(),
        last_name=last_name,
        first_name="Céline",
        number="23-001",
        recipient_number="2955614",
        coach=COACH,
        case_manager="Mission locale",
        entry=date(2022, 8, 10),
        month=MAY,
        rows=rows,
        month_minutes=minutes,
        total_minutes=minutes + 1470,
        attestation=ATTESTATION,
        closing=closing,
        stamp=STAMP,
    )


def workshop(
    people: int,
    *,
    title: str = "Rédiger son CV et sa lettre",
    edition: Edition | None = None,
    closing: CoachProof = None,
) -> WorkshopSheetData:
    """A workshop whose people signed, but for a few who answered otherwise or did not come."""
    others = (
        (
            "Présent",
            Declined(SigningOutcome.REFUSED, "préfère le papier", COACH, at(MAY, 16, 4), 9),
        ),
        ("Absence justifiée", None),
        ("Absence injustifiée", None),
    )
    rows = []
    for index in range(people):
        name = f"{_NAMES[index % len(_NAMES)]} {_FIRST_NAMES[index % len(_FIRST_NAMES)]}"
        signed = Drawn(signature(400 + index), at(MAY, 16, index % 60), 500 + index)
        presence, proof = others[index % 3] if index % 7 == 5 else ("Présent", signed)
        rows.append(
            WorkshopRow(
                f"23-{index + 1:03d}",
                f"{LONG_NAME} Marie-Bernadette" if index == 1 else name,
                presence,
                proof,
                Attested(COACH, at(MAY, 16, index % 60), 700 + index),
            )
        )
    return WorkshopSheetData(
        title="Feuille d’émargement",
        operation=OPERATION,
        edition=edition or Edition(),
        workshop=title,
        day=MAY,
        start=time(14, 0),
        end=time(16, 30),
        minutes=150,
        place=LONG_PLACE,
        coach=COACH,
        rows=tuple(rows),
        present=sum(row.presence == "Présent" for row in rows),
        attestation=ATTESTATION,
        closing=closing,
        stamp=STAMP,
    )


_NAMES = (
    "MERCIER",
    "MAQUET",
    "DEMAILLY",
    "LEFEBVRE",
    "DUPONT",
    "ŁUKASZEWSKI",
    "FOURNIER",
    "N’DIAYE",
)
_FIRST_NAMES = ("Céline", "Tiphaine", "Noémie", "Loïc", "Anaïs", "Jean-François", "Zoë", "Şükrü")
_TOWNS = ("Oisemont", "Liomer", "Flixecourt", "Airaines", "Ailly-sur-Somme", "Picquigny")
_PRESCRIBERS = ("Conseil départemental", "Pôle emploi", "Apfe et autres organismes")
_EXITS = (
    ("Emploi", "CDD de moins de 6 mois"), ("Formation", "Formation qualifiante"),
    ("Abandon", ""), ("Déménagement", ""),
)  # fmt: skip


def person(index: int) -> dict[str, Value]:
    """A row of the monthly table: every column but those of PMSMP and exit always filled."""
    rng = random.Random(index)
    entry = date(2023, 1, 9) + timedelta(days=rng.randrange(110))
    held = rng.randrange(5)
    row: dict[str, Value] = {
        "numero": f"23-{index:03d}",
        "allocataire": f"{rng.randrange(1_000_000, 3_000_000)}",
        "nom": rng.choice(_NAMES),
        "prenom": rng.choice(_FIRST_NAMES),
        "naissance": date(1960, 1, 1) + timedelta(days=rng.randrange(15000)),
        "commune": rng.choice(_TOWNS),
        "referent_rsa": rng.choice(("Mission locale", "Pôle emploi", "Mme Dubois")),
        "prescripteur": rng.choice(_PRESCRIBERS),
        "prescription_le": entry - timedelta(days=20),
        "premier_rdv": entry - timedelta(days=14),
        "delai_premier_rdv": 6,
        "contrat_le": entry - timedelta(days=14),
        "entree": entry,
        "fin_prevue": entry + timedelta(days=182),
        "renouvellement": "au 12/08/2023" if index % 9 == 4 else "",
        "rdv_prevus": held + 1,
        "rdv_tenus": held,
        "rdv_excuses": 1,
        "rdv_injustifies": 0,
        "rdv_annules": 0,
        "heures_sur_place": held * 30,
        "heures_distance": 30 if index % 3 == 0 else 0,
        "heures_collectif": 180 if index % 5 == 0 else 0,
        "suivi": "à 3 mois" if index % 11 == 2 else "",
        "observation": "Contrat à renouveler, bilan à prévoir" if index % 9 == 4 else "",
    }
    if index % 6 == 1:
        row |= {
            "pmsmp_entreprise": "Logistique Airaines SAS",
            "pmsmp_dates": "10/05 – 26/05/2023",
            "pmsmp_heures": 4200,
        }
    if index % 7 == 3:
        kind, detail = rng.choice(_EXITS)
        row |= {"sortie_date": date(2023, 5, 19), "sortie_type": kind, "sortie_detail": detail}
    return row


def prescribed(index: int) -> dict[str, Value]:
    """A row of the table's second part."""
    row = person(200 + index)
    row["suite"] = "Intégré" if index % 3 else "Non adhésion ou absence au 1er RDV"
    return row


FIGURES = (
    Figure("File active", 35, Decimal("34.33"), 40),
    Figure("Entrées dans l’action", 8, 32),
    Figure("Sorties", 6, 30),
    Figure("dont positives (emploi ou formation)", 3, 13, detail=True),
    Figure("Taux de sorties positives", None, 43, 40, Kind.PERCENT),
    Figure("Prescriptions reçues", 9, 36),
    Figure("Rendez-vous prévus", 126, 638),
    Figure("Présent", 109, 503, detail=True),
    Figure("Absence justifiée", 9, 55, detail=True),
    Figure("Absence injustifiée", 7, 48, detail=True),
    Figure("Annulé par le coach", 1, 32, detail=True),
    Figure("Heures d’accompagnement", 3270, 15090, None, Kind.MINUTES),
    Figure("Sur place", 2220, 11100, None, Kind.MINUTES, detail=True),
    Figure("À distance", 1050, 3990, None, Kind.MINUTES, detail=True),
    Figure("Immersions en cours", 5, 17),
)


def table(
    people: int = 47,
    *,
    rows: tuple[Mapping[str, Value], ...] | None = None,
    month: int = 5,
    second: SecondPlace | None = None,
) -> MonthlyTableData:
    values = (31, 37, 36, 32, 35, 35, 40, 33, 32, 42, 46, 47)
    return MonthlyTableData(
        title="Tableau de suivi mensuel",
        operation=OPERATION,
        edition=Edition(),
        month=date(2023, month, 1),
        coach=COACH,
        columns=TABLE_COLUMNS,
        rows=tuple(person(index) for index in range(1, people + 1)) if rows is None else rows,
        prescriptions=tuple(prescribed(index) for index in range(9)),
        figures=FIGURES,
        file_active=tuple((date(2023, m + 1, 1), values[m]) for m in range(month)),
        file_active_target=40,
        attestation=ATTESTATION,
        closing=Drawn(signature(99), at(date(2023, 6, 2), 17, 5), 1203),
        second=second,
        stamp=STAMP,
    )


def bordereau_data(
    gaps: int = 2, sheets: int = 47, edition: Edition | None = None
) -> BordereauData:
    edition = edition or Edition()
    return BordereauData(
        title="Bordereau d’envoi",
        operation=OPERATION,
        edition=edition,
        month=MAY,
        coach=COACH,
        package_id="0190a5c2-7d1e-7b64-9c52-3f0f8a7be222",
        package_name="envoi_coaching-emploi_HL_2023-05_v1_0190a5c2.zip",
        created_at=at(date(2023, 6, 2), 17, 6),
        signed_by=f"signée par {COACH}, enregistrement n° 1203",
        files=(
            PackedFile("tableau-de-suivi.pdf", "Tableau de suivi mensuel", 81_234, 5, 1),
            PackedFile("tableau-de-suivi.xlsx", "Le même, en classeur", 14_321, None, 0),
            PackedFile("tableau-de-suivi.csv", "Le même, en texte", 9_876, None, 0),
            *(
                PackedFile(f"emargement/23-{n:03d}.pdf", "Feuilles d’émargement", 57_000, 1, 1)
                for n in range(1, sheets + 1)
            ),
            PackedFile("coach.pem", "Certificat du coach", 812, None, 0),
            PackedFile("VERIFIER.txt", "Mode d’emploi de la vérification", 2_345, None, 0),
        ),
        counts=(
            Count("personnes suivies", 47),
            Count("prescriptions reçues", 9),
            Count("entrées", 8),
            Count("sorties", 6),
            Count("rendez-vous tenus", 109),
            Count("absences excusées", 9),
            Count("absences non excusées", 7),
            Count("annulés par le coach", 1),
            Count("heures d’accompagnement", 3270, Kind.MINUTES),
        ),
        gaps=tuple(
            Gap(f"23-{n:03d} : émargement manquant le 12/05/2023", "tablette en panne ce jour-là")
            for n in range(1, gaps + 1)
        ),
        changes=("Deux rendez-vous de Céline MERCIER ajoutés.",) if edition.version > 1 else (),
        acknowledgement="Répondez « bien reçu » au coach avec l’identifiant de l’envoi.",
        stamp=STAMP,
    )
