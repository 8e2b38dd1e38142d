"""Bilans to be drawn: a usual one, one where nothing happened, one that is too much."""

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from coachdesk.domain.indicators import IndicatorValue, Measured, Shape, Share, percent
from coachdesk.domain.periods import year_of
from coachdesk.domain.report_content import Report, ReportFigure, ReportList, ReportSection

DEFINITION = "Parcours qui ont au moins un jour dans la période, par situation à l’entrée."
LONG = (
    "Difficultés de mobilité, absence de permis de conduire et de moyen de transport collectif "
    "aux horaires de travail décalés"
)


def number(key: str, label: str, value: int | None, *before: int, target: int | None = None,
           shape: Shape = Shape.NUMBER, unit: str = "") -> ReportFigure:  # fmt: skip
    def of(told: int | None) -> IndicatorValue:
        return IndicatorValue(key, label, shape, Measured(told), DEFINITION, unit, target)

    return ReportFigure(of(value), tuple(zip((2022, 2021), map(of, before), strict=False)))


def rate(key: str, label: str, *pairs: tuple[int, int], target: int | None = None) -> ReportFigure:
    def of(part: int, whole: int) -> IndicatorValue:
        measured = Measured(percent(part, whole), part, whole)
        return IndicatorValue(key, label, Shape.RATE, measured, DEFINITION, "", target)

    now, *before = (of(*pair) for pair in pairs)
    return ReportFigure(now, tuple(zip((2022, 2021), before, strict=False)))


def mean(key: str, label: str, *values: str | None, unit: str = "") -> ReportFigure:
    def of(told: str | None) -> IndicatorValue:
        measured = Measured(Decimal(told) if told else None, whole=31 if told else 0)
        return IndicatorValue(key, label, Shape.MEAN, measured, DEFINITION, unit)

    now, *before = (of(value) for value in values)
    return ReportFigure(now, tuple(zip((2022, 2021), before, strict=False)))


def shares(key: str, label: str, words: dict[str, tuple[int, ...]]) -> ReportFigure:
    """Numbers of the year, then of those before; a word without any in a year has no row there."""

    def of(at: int) -> IndicatorValue:
        found = tuple(
            Share(None if word == "Non renseigné" else word, word, numbers[at])
            for word, numbers in words.items()
            if numbers[at]
        )
        total = sum(each.number for each in found)
        return IndicatorValue(key, label, Shape.SHARES, Measured(total, shares=found), DEFINITION)

    years = len(next(iter(words.values()))) if words else 1
    now, *before = (of(at) for at in range(years))
    return ReportFigure(now, tuple(zip((2022, 2021), before, strict=False)))


def curve(key: str, label: str, *years: tuple[int, ...], target: int | None = None) -> ReportFigure:
    def of(months: tuple[int, ...]) -> IndicatorValue:
        average = Decimal(sum(months)) / len(months) if months else None
        mean_of = average and average.quantize(Decimal("0.01"), ROUND_HALF_UP)
        measured = Measured(mean_of, months=months)
        return IndicatorValue(key, label, Shape.CURVE, measured, DEFINITION, "", target)

    now, *before = (of(months) for months in years)
    return ReportFigure(now, tuple(zip((2022, 2021), before, strict=False)))


def report(*sections: ReportSection, **changed: object) -> Report:
    made = Report(
        title="Bilan annuel 2023",
        action="Coaching Emploi",
        operation="Coaching Emploi – 5 vallées",
        agreement_number="CE-2023-01",
        territory="5 vallées",
        association="APFE",
        coach="Odile Vasseur",
        funding="Action cofinancée par le Fonds social européen plus (FSE+) et le Département.",
        period=year_of(2023),
        made_on=date(2024, 1, 15),
        sections=sections,
        objectives=("File active : 40 personnes accompagnées", "Sorties positives : 40 %"),
        funders=("Conseil départemental (80 %)", "Union européenne – FSE+ (20 %)"),
        years_before=(2022, 2021),
    )
    return replace(made, **changed)  # type: ignore[arg-type]  # fields of a report


TEXT = """Le territoire compte 62 communes rurales. L’accompagnement se fait en présence, au plus \
près des personnes : six permanences par semaine, dont trois en mairie.

Les modalités n’ont pas changé depuis 2022 :
- un rendez-vous par semaine, individuel ou collectif ;
- une immersion proposée dans les trois premiers mois, avec un bilan écrit ;
- un bilan final partagé avec le référent RSA.

Cette année, 117 personnes ont été accompagnées, dont 81 femmes. Les difficultés de mobilité \
restent le premier frein : peu de lignes régulières, des horaires décalés, un permis qui attend \
souvent plus d’un an. Les partenariats noués avec le garage solidaire ont permis 14 locations."""


def usual() -> Report:
    """What an action of a hundred people tells."""
    people = ReportSection(
        "participants", "Les participants", TEXT,
        (
            number("participants", "Participants", 117, 109, 96, target=120),
            mean("age_moyen", "Âge moyen", "38.25", "37.90", "39.10", unit="ans"),
            shares("sexe", "Sexe", {"Femmes": (81, 70, 66), "Hommes": (36, 39, 30)}),
            shares("statuts", "Statut à l’entrée", {
                "RSA socle": (71, 80, 70), "RSA majoré": (12, 9, 8), "ASS": (9, 11, 10),
                "Sans ressource": (0, 2, 0), "Autre": (20, 5, 5), "Non renseigné": (5, 2, 3),
            }),
            shares("problematiques", "Frein principal", {
                LONG: (44, 40, 37), "Santé": (30, 29, 20), "Logement": (14, 11, 9),
                "Garde d’enfant": (12, 14, 14), "Aucun frein": (17, 15, 16),
            }),
        ), carried_from=2022,
    )  # fmt: skip
    active = ReportSection(
        "file_active", "La file active", "",
        (
            curve("file_active", "File active, mois par mois",
                  (33, 35, 34, 36, 38, 39, 37, 30, 36, 41, 42, 40),
                  (30, 31, 30, 34, 36, 35, 33, 28, 30, 32, 33, 33),
                  (20, 22, 25, 25, 28, 30, 31, 25, 27, 29, 30, 30), target=40),
            mean("file_active_moyenne", "File active moyenne", "36.75", "32.08", "26.83"),
        ),
    )  # fmt: skip
    exits = ReportSection(
        "sorties", "Les sorties", "Quatre sorties sur dix mènent à l’emploi ou à la formation.",
        (
            number("sorties_total", "Total des sorties", 74, 69, 60),
            rate("taux", "Taux de sorties positives", (32, 74), (28, 69), (20, 60), target=40),
            replace(number("heures", "Heures d’accompagnement", 15_270, 14_400, 13_010,
                           shape=Shape.MINUTES), changed="250 h 30 au lieu de 254 h 30"),
            number("km", "Kilomètres", 1_234_550, 998_000, 870_000, shape=Shape.QUANTITY,
                   unit="km"),
            mean("satisfaction", "Satisfaction", "4.35", "4.20", None, unit="sur 5"),
        ),
        (
            ReportList("Partenaires", ("Partenaire", "Domaine", "Commune"), (
                ("Garage solidaire du Bocage", "Mobilité", "Athis-Val-de-Rouvre"),
                ("Mission locale", "Jeunes", "Flers"), ("CCAS", "Aides", "Domfront-en-Poiraie"),
            )),
        ),
    )  # fmt: skip
    return report(people, active, exits, changes=(
        "Mai 2023, rectificatif n° 1 du 12 juillet 2023 (un rendez-vous oublié) : 1 chiffre.",
        "Juin 2023, depuis sa clôture : file active : 34 au lieu de 35.",
    ), closed_on=date(2024, 1, 15), revision=2, reason="une sortie datée de travers")  # fmt: skip


def nothing() -> Report:
    """An action of which the first prescription has just come."""
    part = ReportSection(
        "participants", "Les participants", "",
        (
            number("participants", "Participants", 0),
            rate("taux", "Taux de sorties positives", (0, 0), target=40),
            mean("satisfaction", "Satisfaction", None, unit="sur 5"),
            shares("sexe", "Sexe", {}),
            curve("file_active", "File active, mois par mois", (0,) * 12, target=40),
        ),
        (ReportList("Partenaires", ("Partenaire", "Domaine"), ()),),
    )  # fmt: skip
    return report(
        part, ReportSection("autre", "Ce qui reste à dire", "", ()),
        objectives=(), funders=(), funding="", years_before=(),
    )  # fmt: skip


def too_much() -> Report:
    """Sixty words, long labels, tens of thousands, and a text of several pages."""
    many = {
        f"{LONG if at % 4 == 0 else 'Commune de Saint-Georges-des-Groseillers'} n° {at}": (
            12_345 - 200 * at, 11_000 + 37 * at, 9_000,
        )
        for at in range(60)
    }  # fmt: skip
    parts = [
        ReportSection(
            f"part{at}", f"{LONG} et tout ce qui s’ensuit" if at == 3 else f"Partie {at}",
            TEXT * 6 if at == 1 else "",
            (
                number("participants", "Participants", 98_765, 87_654, 76_543, target=120_000),
                number("heures", f"{LONG}, en heures", 987_654_321, 887_654_321, 787_654_321,
                       shape=Shape.MINUTES, target=20_000_000),
                rate("taux", "Taux de sorties positives", (12_345, 12_345), (0, 9), target=40),
                shares("frein", f"{LONG}, par commune",
                       many if at < 2 else dict([*many.items()][:3])),
                curve("file_active", "File active, mois par mois",
                      tuple(45_000 + 1000 * (month % 5) for month in range(12)),
                      tuple(44_000 + 900 * month for month in range(12)), target=45_200),
            ),
            (ReportList("Partenaires", ("Partenaire", "Ce qui a été fait ensemble"),
                        tuple((f"Partenaire {row}", LONG)
                              for row in range(50 if at == 2 else 2))),),
        )
        for at in range(8)
    ]  # fmt: skip
    return report(*parts, action=f"{LONG} 2023", territory=", ".join(["Saint-Georges"] * 30))
