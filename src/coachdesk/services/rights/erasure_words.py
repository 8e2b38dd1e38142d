"""What erasing someone will do, in the words of the window and of the command."""

from collections.abc import Iterator
from dataclasses import dataclass

from coachdesk.core.french import NBSP, capital, listed, plural, quoted, short_date
from coachdesk.services.rights.erasing import ErasurePlan
from coachdesk.services.rights.forgetting import Mention

_PLACES = {
    "appointment": "Rendez-vous de quelqu’un d’autre",
    "attachment": "Nom d’une pièce de quelqu’un d’autre",
    "company": "Fiche d’une entreprise",
    "company_contact": "Interlocuteur d’une entreprise",
    "day_off": "Absence ou fermeture",
    "document": "Papier de quelqu’un d’autre",
    "exit": "Sortie de quelqu’un d’autre",
    "follow_up": "Suivi de quelqu’un d’autre",
    "handout": "Document remis à quelqu’un d’autre",
    "immersion": "Immersion de quelqu’un d’autre",
    "immersion_visit": "Visite d’une immersion",
    "mileage": "Trajet d’un jour",
    "objective": "Objectif de quelqu’un d’autre",
    "outreach_contact": "Personne rencontrée hors les murs",
    "outreach_event": "Action d’aller-vers",
    "participant": "Fiche de quelqu’un d’autre",
    "partner": "Partenaire",
    "place": "Lieu de permanence",
    "prescription": "Dossier de quelqu’un d’autre",
    "prospecting": "Démarchage",
    "report_text": "Texte d’un bilan",
    "satisfaction_answer": "Réponse à un questionnaire",
    "service": "Prestation",
    "step": "Démarche de quelqu’un d’autre",
    "time_entry": "Temps de travail",
    "workshop": "Rencontre à plusieurs",
}


@dataclass(frozen=True)
class ErasureWords:
    """A plan, as it reads.

    Attributes:
        goes: what is erased for good.
        stays: what is kept, and why.
        warns: what changes all the same, or is to be corrected first.
    """

    goes: tuple[str, ...]
    stays: tuple[str, ...]
    warns: tuple[str, ...]


def erasure_words(plan: ErasurePlan) -> ErasureWords:
    """What the plan says."""
    return ErasureWords(tuple(_goes(plan)), tuple(_stays(plan)), tuple(_warns(plan)))


def mention_words(mention: Mention) -> str:
    """« Rendez-vous de quelqu’un d’autre : « …vu avec Léa DURAND… » »."""
    place = _PLACES.get(mention.table, "Un autre texte")
    doubt = "" if mention.sure else ", peut-être elle"
    return f"{place}{doubt}{NBSP}: {quoted(mention.excerpt)}"


def _goes(plan: ErasurePlan) -> Iterator[str]:
    yield "Son nom, sa date de naissance, ses coordonnées, son n° d’allocataire, ses n° de dossier."
    told = ["les notes", "les brouillons", "les textes libres"]
    if plan.papers:
        told.insert(0, plural(plan.papers, "papier"))
    if plan.pieces:
        told.insert(min(1, len(told)), plural(plan.pieces, "pièce"))
    yield f"{capital(listed(told))}."
    yield f"Ce que le journal dit d’elle{NBSP}: il reste vérifiable, et note l’effacement."


def _stays(plan: ErasurePlan) -> Iterator[str]:
    met = plural(plan.appointments, "rendez-vous", "rendez-vous")
    yield (
        f"Les chiffres{NBSP}: son parcours et {met} comptent toujours, sans nom, sans jour exact, "
        "avec le mois seul."
    )
    for dossier in plan.dossiers:
        if dossier.kept_until is not None:
            why = "" if dossier.typed else ", durée d’usage faute de date saisie dans Réglages"
            yield (
                f"Les preuves signées du dossier n°{NBSP}{dossier.number}, dans l’archive "
                f"restreinte, jusqu’au {short_date(dossier.kept_until)}{why}."
            )
    if plan.group_until is not None:
        held = listed(
            [
                words
                for number, words in (
                    (plan.packages, plural(plan.packages, "envoi de mois clôturé",
                                           "envois de mois clôturés")),
                    (plan.sheets, plural(plan.sheets, "feuille d’atelier", "feuilles d’atelier")),
                )
                if number
            ]
        )  # fmt: skip
        yield (
            f"Les preuves de tout un groupe, sous un seul sceau{NBSP}: {held}. Elles ne se "
            f"réécrivent pas{NBSP}; gardées au plus jusqu’au {short_date(plan.group_until)}, elles "
            "viennent alors dans «\u00a0Fin de conservation\u00a0» pour être vidées."
        )
    yield (
        "Une empreinte qui ne la nomme pas, le temps des preuves et un an au moins, pour qu’un "
        "classeur repris ne la ramène pas."
    )


def _warns(plan: ErasurePlan) -> Iterator[str]:
    yield (
        "Les sauvegardes déjà faites la contiennent encore jusqu’à leur remplacement, douze mois "
        f"au plus{NBSP}; une sauvegarde remise en place l’efface de nouveau."
    )
    if plan.open_years:
        years = listed([str(year) for year in plan.open_years])
        one = len(plan.open_years) == 1
        open_still = (
            f"Le bilan de {years} n’est pas clôturé" if one
            else f"Les bilans de {years} ne sont pas clôturés"
        )  # fmt: skip
        yield (
            f"{open_still}{NBSP}: ce qu’elle partage avec moins de cinq personnes (commune, "
            "situation…) y deviendra «\u00a0non renseigné\u00a0». "
            f"Pour {'le' if one else 'les'} figer, clôturez d’abord."
        )
    if plan.mentions:
        sure = sum(each.sure for each in plan.mentions)
        told = [
            words
            for number, words in (
                (sure, plural(sure, "autre texte la nomme", "autres textes la nomment")),
                (
                    len(plan.mentions) - sure,
                    plural(
                        len(plan.mentions) - sure,
                        "texte la nomme peut-être, par son nom seul",
                        "textes la nomment peut-être, par son nom seul",
                    ),
                ),
            )
            if number
        ]
        yield f"{capital(listed(told))}{NBSP}: à vous de corriger, l’effacement n’y touche pas."
