"""The register of processing (RGPD, article 30) of an action, made from what it really does."""

from collections.abc import Iterator, Sequence

from coachdesk.core.clock import today
from coachdesk.core.french import NBSP, fold, going_within, listed, long_date, of
from coachdesk.documents.account import Account, Facts, Part
from coachdesk.documents.papers.facts import Fact
from coachdesk.documents.papers.tables import FactTable
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.rights import ARTICLES, BASES, RightsSettings, months_words
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.fse_answers import counts_fse
from coachdesk.services.papers.loose import operation_of, stamp_now
from coachdesk.services.rights.measures import (
    Leaving,
    ProtectionMeasure,
    measures_of,
    recipients_of,
)
from coachdesk.services.rights_settings import proofs_words, rights_settings

REGISTER_TITLE = "Registre des traitements"
_OBLIGATION = (
    "Obligation légale (RGPD, article 6.1 c) : justifier l’emploi des fonds publics et européens"
)
_NO_TRANSFER = "Aucun transfert hors de l’Union européenne."


def register(desk: Desk, action: ActionInfo) -> Account:
    """The register as it stands today."""
    settings = desk.read(lambda link: rights_settings(link, action.code))
    leaving = desk.read(lambda link: recipients_of(link, action))
    measures = measures_of(desk, action, settings)
    day = today(desk.clock)
    return Account(
        operation_of(action.profile),
        REGISTER_TITLE,
        f"RGPD, article 30 – état du {long_date(day)}, d’après les réglages du poste",
        desk.coach.name,
        (
            _who(action.profile, settings, desk.coach.name),
            _following(action.profile, settings, leaving),
            *_proving(action.profile, settings, leaving),
            _directory(settings),
            measures_part(measures),
            *to_mend((*measures, *leaving_measures(leaving))),
        ),
        stamp_now(desk, f"{day:%Y%m%d}-R"),
    )


def _who(profile: ActionProfile, settings: RightsSettings, coach: str) -> Part:
    return Part(
        "Qui traite les données",
        (
            Facts(
                (
                    Fact("Responsable du traitement", profile.association),
                    Fact("Adresse", profile.association_address),
                    Fact("Délégué à la protection des données", settings.officer),
                    Fact("Demandes des personnes", settings.contact),
                    Fact("Action", profile.texts.operation),
                    Fact("N° de convention", profile.agreement_number),
                    Fact("Financeurs", listed([each.name for each in profile.funders] or ["–"])),
                    Fact("Poste", f"celui {of(coach)}, coach"),
                )
            ),
        ),
    )


def _following(
    profile: ActionProfile, settings: RightsSettings, leaving: Sequence[Leaving]
) -> Part:
    months = months_words(settings.months)
    return Part(
        "1. Accompagner les personnes",
        (
            Facts(
                (
                    Fact(
                        "Finalité",
                        "Accompagner vers l’emploi ou la formation les personnes orientées vers "
                        "l’action, en rendre compte à qui les a orientées.",
                    ),
                    Fact("Base légale", f"{BASES[settings.basis]} ({ARTICLES[settings.basis]})"),
                    Fact("Personnes concernées", "Les personnes orientées vers l’action"),
                    Fact(
                        "Durée",
                        f"Le parcours, puis {months} après le dernier contact. Ensuite effacé.",
                    ),
                    Fact("Transferts", _NO_TRANSFER),
                    Fact("Décision automatisée", "Aucune."),
                )
            ),
            FactTable(("Données", "Lesquelles"), tuple(categories(profile)), (3, 8)),
            recipients_table(leaving),
        ),
    )


def categories(profile: ActionProfile) -> Iterator[tuple[str, str]]:
    """What is noted of people, by category, as the profile words it."""
    yield (
        "Identité",
        (
            "nom, prénom, sexe, date de naissance, commune, téléphone, courriel, n° allocataire "
            "(jamais le numéro de sécurité sociale)"
        ),
    )
    yield (
        "Prescription et parcours",
        (
            "prescripteur, référent RSA, décision et motif, entrée, fin prévue, contrat, "
            "sortie, suivi"
        ),
    )
    yield (
        "Situation",
        "statut, niveau de formation, situation familiale, situation d’emploi, permis de conduire",
    )
    yield (
        "Difficultés (freins)",
        _words(
            [each.label for each in profile.obstacles if not fold(each.label).startswith("aucun")]
        ),
    )
    yield (
        "Accompagnement",
        (
            "rendez-vous, présences et absences (par catégorie), notes, objectifs, démarches, "
            "actes, immersions, documents remis"
        ),
    )
    yield "Pièces", _words([word.label for word in profile.attachment_kinds])
    yield "Signatures", "le tracé, sans vitesse ni pression, avec ce qui est signé"
    if counts_fse(profile):
        yield (
            "Questionnaire FSE+ (sensible)",
            (
                "handicap, origine, minorité, logement\u00a0: à chaque question, « ne souhaite pas "
                "répondre » est une réponse"
            ),
        )


def _words(labels: Sequence[str]) -> str:
    return ", ".join(going_within(label) for label in labels) or "–"


def recipients_table(leaving: Sequence[Leaving]) -> FactTable:
    """To whom data leave."""
    return FactTable(
        ("Destinataire", "Ce qu’il reçoit", "Comment"),
        (
            ("La personne elle-même", "ses papiers, toutes ses données si elle les demande",
             "en main propre"),
            ("Son référent RSA", "contrat, bilans, avis d’absence", "courrier ou courriel"),
            *((each.name, each.takes, each.how) for each in leaving),
        ),
        (4, 5, 4),
    )  # fmt: skip


def _proving(
    profile: ActionProfile, settings: RightsSettings, leaving: Sequence[Leaving]
) -> Iterator[Part]:
    funders = listed([each.name for each in profile.funders]) if profile.funders else "financeurs"
    yield Part(
        "2. Prouver l’action à ses financeurs",
        (
            Facts(
                (
                    Fact(
                        "Finalité",
                        f"Prouver que l’action a eu lieu et la compter\u00a0: {funders}.",
                    ),
                    Fact("Base légale", _OBLIGATION),
                    Fact(
                        "Données",
                        "émargements et absences, contrats, tableaux mensuels, bilans"
                        + (", indicateurs du FSE+" if counts_fse(profile) else ""),
                    ),
                    Fact(
                        "Durée",
                        f"Les preuves signées, {proofs_words(settings.proofs_until)}, dans une "
                        "archive restreinte une fois la personne effacée. Les envois des mois et "
                        "les feuilles d’atelier, autant\u00a0; vidés ensuite, leur empreinte "
                        "reste.",
                    ),
                    Fact(
                        "Destinataires",
                        listed([each.name for each in leaving] or ["financeurs et contrôleurs"]),
                    ),
                    Fact("Transferts", _NO_TRANSFER),
                )
            ),
        ),
    )


def _directory(settings: RightsSettings) -> Part:
    return Part(
        "3. Joindre les partenaires",
        (
            Facts(
                (
                    Fact(
                        "Finalité",
                        "Joindre référents, prescripteurs, entreprises d’accueil et partenaires.",
                    ),
                    Fact("Base légale", f"{BASES[settings.basis]} ({ARTICLES[settings.basis]})"),
                    Fact("Données", "nom, fonction, téléphone et courriel professionnels"),
                    Fact("Durée", "Tant que la relation dure\u00a0; retirés du carnet ensuite."),
                )
            ),
        ),
    )


def measures_part(measures: Sequence[ProtectionMeasure]) -> Part:
    """What protects the data, as it stands."""
    rows = tuple(
        (each.name, "en place" if each.is_on else "à compléter", each.told) for each in measures
    )
    table = FactTable(("Mesure", "État", "Ce qu’il en est aujourd’hui"), rows, (4, 3, 10))
    return Part("Ce qui les protège", (table,))


def to_mend(measures: Sequence[ProtectionMeasure]) -> Iterator[Part]:
    """What the paper itself says is to be done."""
    lines = [f"- {each.name}{NBSP}: {each.mend}." for each in measures if each.mend]
    if lines:
        yield Part("Ce qui reste à faire", ("\n".join(lines),))


def leaving_measures(leaving: Sequence[Leaving]) -> tuple[ProtectionMeasure, ...]:
    """What is to be done about recipients, as measures."""
    return tuple(ProtectionMeasure(each.name, each.how, each.mend) for each in leaving if each.mend)
