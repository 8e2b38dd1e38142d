"""The draft of the analysis of risks (analyse d'impact, RGPD art. 35), made from the settings.

The four parts are those of the CNIL's own model. What only the association can judge is left to it:
how likely and how grave each risk is, the opinion of its officer, its decision.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coachdesk.core.clock import today
from coachdesk.core.french import NBSP, capital, long_date, typeset
from coachdesk.documents.account import Account, Facts, Part
from coachdesk.documents.papers.facts import Fact
from coachdesk.documents.papers.prose import BLANK
from coachdesk.documents.papers.tables import FactTable
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.rights import ARTICLES, BASES, RightsSettings, months_words
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.fse_answers import counts_fse
from coachdesk.services.papers.loose import operation_of, stamp_now
from coachdesk.services.rights.measures import Leaving, measures_of, recipients_of
from coachdesk.services.rights.register import (
    categories,
    leaving_measures,
    measures_part,
    recipients_table,
    to_mend,
)
from coachdesk.services.rights_settings import proofs_words, rights_settings

DPIA_TITLE = "Analyse d’impact (brouillon)"


@dataclass(frozen=True)
class _Risk:
    """What is feared, of what it would come, what it would do, what stands against it."""

    name: str
    sources: str
    effects: str
    against: str


_RISKS = (
    _Risk(
        "Quelqu’un lit ce qu’il ne doit pas lire",
        "Vol ou perte de l’ordinateur ou d’une clé, poste laissé ouvert, papier ou export en "
        "clair égaré, phrase de passe faible.",
        "Discrimination, honte, rupture de confiance, violence si une adresse est connue.",
        "Magasin et sauvegardes chiffrés, verrou du poste, écran de signature fermé, exports en "
        "clair annoncés, confirmés et notés, envois chiffrés pour leur destinataire.",
    ),
    _Risk(
        "Une donnée est fausse, ou changée sans droit",
        "Erreur de frappe, reprise d’un classeur, accès d’un tiers, envie d’arranger un mois.",
        "Droits coupés ou sanction à tort, aide refusée, preuve contestée par le financeur.",
        "Chaque correction garde l’ancienne valeur, journal chaîné, papiers et envois scellés, "
        "mois clôturés en lecture seule, la personne relit ce qu’elle signe.",
    ),
    _Risk(
        "Les données sont perdues",
        "Panne, vol, disque plein, coupure de courant, phrase de passe oubliée.",
        "Accompagnement à refaire, preuves perdues, fonds à rendre.",
        "Écritures sûres face aux coupures, sauvegardes vérifiées ailleurs, clé de secours sur "
        "papier.",
    ),
)
_JUDGED = "à apprécier"


def dpia(desk: Desk, action: ActionInfo) -> Account:
    """The draft as it stands today."""
    settings = desk.read(lambda link: rights_settings(link, action.code))
    leaving = desk.read(lambda link: recipients_of(link, action))
    measures, day = measures_of(desk, action, settings), today(desk.clock)
    return Account(
        operation_of(action.profile),
        DPIA_TITLE,
        f"RGPD, article 35 – brouillon du {long_date(day)}, à relire et à valider par "
        f"{action.profile.association}",
        desk.coach.name,
        (
            Part("", (_WHY,)),
            *_context(action.profile, settings, leaving),
            *_principles(action.profile, settings),
            measures_part(measures),
            *_risks(),
            *to_mend((*measures, *leaving_measures(leaving))),
            _decision(),
        ),
        stamp_now(desk, f"{day:%Y%m%d}-I"),
    )


_WHY = (
    "L’accompagnement social de personnes en difficulté figure sur la liste de la CNIL des "
    "traitements qui demandent une analyse d’impact. Ce brouillon dit ce que le poste fait "
    "vraiment, d’après ses réglages. Ce que seule l’association peut juger est laissé à "
    "compléter."
)


def _context(
    profile: ActionProfile, settings: RightsSettings, leaving: Sequence[Leaving]
) -> Iterator[Part]:
    yield Part(
        "1. Le contexte",
        (
            Facts(
                (
                    Fact("Traitement", f"Accompagnement\u00a0: {profile.texts.operation}"),
                    Fact("Responsable du traitement", profile.association),
                    Fact("Délégué à la protection des données", settings.officer),
                    Fact("Base légale", f"{BASES[settings.basis]} ({ARTICLES[settings.basis]})"),
                    Fact(
                        "Référentiel suivi",
                        "CNIL, accompagnement social et médico-social des personnes en "
                        "difficulté, délibération 2021-028 du 11 mars 2021",
                    ),
                    Fact("Supports", "Un ordinateur portable, des clés de sauvegarde, des papiers"),
                )
            ),
            FactTable(("Données", "Lesquelles"), tuple(categories(profile)), (3, 8)),
            recipients_table(leaving),
        ),
    )


_KEPT = tuple(
    (name, typeset(told))
    for line in """\
Finalités : Accompagner, en rendre compte, prouver l’action. Rien d’autre.
Exactitude : La personne voit et fait corriger ; chaque correction garde l’ancienne valeur.
Information : Notice remise et expliquée à l’entrée, imprimée avec cette base légale.
Consentement : Demandé pour le facultatif seulement (rappels par SMS, copies par courriel, \
signature à l’écran). Un refus ne change rien à l’accompagnement.
Accès, portabilité : Toutes ses données en PDF, en JSON, avec ses fichiers, d’un seul geste.
Rectification : Depuis la fiche, avec l’historique des corrections.
Effacement : Depuis la fiche ; seules restent les preuves dues, et des chiffres sans nom.
Sous-traitants : Aucun, ni hébergeur ni service en ligne.
Transferts : Aucun hors de l’Union européenne.""".splitlines()
    for name, told in [line.split(" : ", 1)]
)
"""What holds whatever the settings: a principle, how it is kept."""


def _principles(profile: ActionProfile, settings: RightsSettings) -> Iterator[Part]:
    sensitive = (
        "Les questions sensibles du FSE+ sont imposées par le règlement (UE) 2021/1057\u00a0; la "
        "personne peut ne pas répondre."
        if counts_fse(profile)
        else "Aucune question sensible n’est posée par un questionnaire."
    )
    kept = (
        f"{capital(months_words(settings.months))} après le dernier contact. Preuves "
        f"{proofs_words(settings.proofs_until)}, en archive restreinte."
    )
    rows = (
        ("Minimisation", f"Des listes de mots plutôt que du texte libre. {sensitive}"),
        ("Durées", kept),
        *_KEPT,
    )
    table = FactTable(("Principe", "Comment il est tenu"), rows, (3, 10))
    yield Part("2. Les principes", (table,))


def _risks() -> Iterator[Part]:
    for place, risk in enumerate(_RISKS, start=1):
        yield Part(
            f"3.{place} {risk.name}",
            (
                Facts(
                    (
                        Fact("D’où il viendrait", risk.sources),
                        Fact("Ce qu’il ferait aux personnes", risk.effects),
                        Fact("Ce qui s’y oppose", risk.against),
                        Fact("Gravité, vraisemblance", f"{_JUDGED} par l’association"),
                    )
                ),
            ),
        )


def _decision() -> Part:
    return Part(
        "4. Avis et décision",
        (
            f"Avis du délégué à la protection des données{NBSP}:",
            BLANK,
            f"Avis des personnes concernées, ou pourquoi il n’est pas demandé{NBSP}:",
            BLANK,
            f"Décision du responsable du traitement, date et signature{NBSP}:",
            BLANK,
        ),
    )
