"""The French sentences of import faults: what is wrong with a cell, and what to do about it."""

from datetime import date
from typing import Any, NamedTuple

from coachdesk.core.french import NBSP, NNBSP, long_date, month_name, of, quoted
from coachdesk.domain.words import WordList
from coachdesk.services.importing.report import ERASED, WAITS

_LISTED = 12
"""A list of possible values longer than this helps no one."""


class Refusal(NamedTuple):
    """Why a cell is refused: a code of docs/import-codes.md, a sentence with its remedy."""

    code: str
    message: str
    word_list: str = ""
    """The list of words that ``written`` is not of: the coach may say once what it means there."""
    written: str = ""


def invalid_date(typed: str) -> Refusal:
    """A date that does not exist or can't be read."""
    return Refusal(
        "date_invalide", f"{quoted(typed)} n’est pas une date. Écrivez-la ainsi{NBSP}: 31/01/2023."
    )


def future_date(day: date) -> Refusal:
    """A date that must be past and isn't."""
    return Refusal("date_future", f"Le {long_date(day)} n’est pas encore arrivé. Vérifiez l’année.")


def future_presence(day: date, planned: str) -> Refusal:
    """A presence marked before its day."""
    return Refusal(
        "date_future",
        f"Le {long_date(day)} n’est pas encore arrivé et la présence est déjà notée. "
        f"Vérifiez la date, ou mettez la présence à {quoted(planned)}.",
    )


def social_security() -> Refusal:
    """A social security number where another one was expected."""
    return Refusal(
        "nir_interdit",
        "Ce n° ressemble à un n° de sécurité sociale, que la loi interdit de garder ici "
        "(décret 2019-341). Mettez le n° d’allocataire CAF ou MSA, ou laissez la cellule vide.",
    )


def closed_month(month: date) -> Refusal:
    """A new row in a month that is closed."""
    return _closed(f"Le mois {of(month_name(month))} est clôturé{NBSP}: plus rien n’y entre.")


def closed_later(month: date) -> Refusal:
    """A new row that a month closed since would count too."""
    return _closed(
        f"Le mois {of(month_name(month))} est clôturé{NBSP}: cette ligne changerait ses chiffres."
    )


def closed_immersion(month: date) -> Refusal:
    """A new immersion with a day in a month that is closed."""
    return _closed(
        f"Cette immersion a lieu aussi en {month_name(month)}, qui est clôturé{NBSP}: plus rien "
        "n’y entre."
    )


def _closed(what: str) -> Refusal:
    remedy = f"Vérifiez la date{NNBSP}; si elle est juste, gardez la pièce pour un rectificatif."
    return Refusal("mois_cloture", f"{what} {remedy}")


def invalid_time(typed: str) -> Refusal:
    """A time that can't be read."""
    return Refusal(
        "heure_invalide", f"{quoted(typed)} n’est pas une heure. Écrivez-la ainsi{NBSP}: 09:30."
    )


def invalid_number(typed: str) -> Refusal:
    """A number of hours that can't be read."""
    return Refusal(
        "nombre_invalide",
        f"{quoted(typed)} n’est pas un nombre d’heures. Écrivez-le ainsi{NBSP}: 24 ou 24,5.",
    )


def invalid_quantity(typed: str) -> Refusal:
    """A quantity that can't be read."""
    return Refusal(
        "nombre_invalide",
        f"{quoted(typed)} n’est pas une quantité. Écrivez-la ainsi{NBSP}: 12 ou 12,50.",
    )


def invalid_count(typed: str) -> Refusal:
    """A number of people that can't be read."""
    return Refusal(
        "nombre_invalide",
        f"{quoted(typed)} n’est pas un nombre de personnes. Écrivez-le en chiffres.",
    )


def invalid_length(typed: str) -> Refusal:
    """A length that can't be read, or is longer than a day."""
    return Refusal(
        "nombre_invalide",
        f"{quoted(typed)} n’est pas une durée en heures. Écrivez-la ainsi{NBSP}: 1,5 ou 1h30.",
    )


def unfit_end(what: str) -> Refusal:
    """What can't have become of an immersion, told as the screen tells it."""
    return Refusal("suite_impossible", what)


def outcome_untold() -> Refusal:
    """A cell that says how an immersion went, where nothing says what became of it."""
    return unfit_end(
        f"La suite de cette immersion n’est pas écrite. Complétez {quoted('Suite')}, ou videz "
        "cette cellule."
    )


def not_of_outcome(header: str, outcome: str) -> Refusal:
    """A cell that does not go with what became of the immersion."""
    return unfit_end(
        f"{quoted(header)} ne va pas avec {quoted(outcome)}. Videz la cellule, ou changez la suite."
    )


def refused_fact(what: str) -> Refusal:
    """A number that the program keeps under no form, told as it tells it on screen."""
    return Refusal("nombre_invalide", what)


def no_quantity(kind: str) -> Refusal:
    """A quantity of an act that has none."""
    return Refusal(
        "nombre_invalide",
        f"{quoted(kind)} se compte sans quantité dans cette action. Videz la cellule.",
    )


def one_by_one(kind: str) -> Refusal:
    """Several people on a line of an act that each has one of her own."""
    return Refusal(
        "une_seule_personne",
        f"{quoted(kind)} se note personne par personne. Écrivez une ligne par n°.",
    )


def nobody_there(kind: str) -> Refusal:
    """A group act without anyone."""
    return Refusal(
        "valeur_manquante",
        f"Personne n’est nommé ni compté pour {quoted(kind)}. Écrivez les n°, ou combien.",
    )


def half_the_hours() -> Refusal:
    """One hour of two."""
    return Refusal(
        "valeur_manquante", "Il manque une heure. Écrivez le début et la fin, ou aucun des deux."
    )


def unknown_event(title: str, day: date) -> Refusal:
    """A contact of an event that nobody knows."""
    return Refusal(
        "action_inconnue",
        f"Aucun aller-vers {quoted(title)} n’est noté le {long_date(day)}. Corrigez la date ou le "
        f"titre, ou ajoutez-le dans la feuille {quoted('Aller-vers')}.",
    )


def waits_for_event(line: int) -> Refusal:
    """A contact that waits for its event."""
    return Refusal(
        WAITS,
        f"La ligne{NBSP}{line} de {quoted('Aller-vers')} est refusée. "
        f"Corrigez-la{NBSP}: celle-ci passera avec elle.",
    )


def not_a_name(what: str) -> Refusal:
    """A name or a phone that is none, told as the screens tell it."""
    return Refusal("valeur_inconnue", what)


def invalid_siret(typed: str) -> Refusal:
    """A SIRET whose digits don't check."""
    return Refusal(
        "siret_invalide",
        f"{quoted(typed)} n’est pas un SIRET. Vérifiez ses 14 chiffres sur la convention ou "
        "sur annuaire-entreprises.data.gouv.fr.",
    )


def error_value(typed: str) -> Refusal:
    """A formula that failed."""
    return Refusal(
        "valeur_inconnue",
        f"La formule de cette cellule donne l’erreur {quoted(typed)}. Remplacez-la par sa valeur.",
    )


def unknown_word(typed: str, words: WordList[Any], word_list: str) -> Refusal:
    """A word that the action doesn't know, with the nearest it knows."""
    near = words.nearest(typed)
    if near is not None:
        remedy = f"Vouliez-vous dire {quoted(near)}{NBSP}?"
    elif len(words) <= _LISTED:
        remedy = f"Valeurs possibles{NBSP}: {', '.join(quoted(word.label) for word in words)}."
    else:
        remedy = "Choisissez une valeur de la liste de l’action."
    message = f"{quoted(typed)} n’est pas une valeur connue. {remedy}"
    return Refusal("valeur_inconnue", message, word_list, typed)


def unknown_result(typed: str, kind: str, results: WordList[Any], word_list: str) -> Refusal:
    """A result that does not belong to its kind of act."""
    if not len(results):
        return Refusal(
            "valeur_inconnue",
            f"{quoted(kind)} n’a pas de résultat dans cette action. Videz la cellule.",
        )
    refusal = unknown_word(typed, results, word_list)
    return refusal._replace(message=f"Pour {quoted(kind)}, {refusal.message}")


def unknown_detail(typed: str, kind: str, details: WordList[Any], word_list: str) -> Refusal:
    """A detail that does not belong to its type of exit."""
    if not len(details):
        return Refusal(
            "valeur_inconnue",
            f"Une sortie {quoted(kind)} n’a pas de détail. Videz la cellule, ou changez le type.",
        )
    refusal = unknown_word(typed, details, word_list)
    return refusal._replace(message=f"Pour une sortie {quoted(kind)}, {refusal.message}")


def not_yes_no(typed: str, word_list: str) -> Refusal:
    """Neither yes nor no."""
    return Refusal(
        "valeur_inconnue",
        f"{quoted(typed)} ne se comprend pas. Écrivez {quoted('Oui')} ou {quoted('Non')}.",
        word_list,
        typed,
    )


def missing(header: str) -> Refusal:
    """An empty cell that may not be."""
    return Refusal("valeur_manquante", f"{quoted(header)} est vide. Complétez la cellule.")


def missing_entry() -> Refusal:
    """A person who entered, no one knows when."""
    return Refusal(
        "valeur_manquante",
        "Cette personne est entrée dans l’action, sans date d’entrée. Complétez la cellule, ou "
        "corrigez la suite donnée.",
    )


def entry_without_enrolment(outcome: str) -> Refusal:
    """A date of entry for a person who did not enter."""
    return Refusal(
        "entree_sans_integration",
        f"Une date d’entrée est notée alors que la suite donnée est {quoted(outcome)}. "
        "Videz la date, ou corrigez la suite donnée.",
    )


def duplicate(what: str, line: int) -> Refusal:
    """A second row for the same thing."""
    return Refusal(
        "doublon",
        f"{what} est déjà à la ligne{NBSP}{line}. Corrigez l’une des deux, ou supprimez celle-ci.",
    )


def unknown_participant(number: str) -> Refusal:
    """A number that no prescription carries."""
    return Refusal(
        "participant_inconnu",
        f"Aucune prescription ne porte le n°{NBSP}{number}. Corrigez-le, ou ajoutez la personne "
        f"dans la feuille {quoted('Prescriptions')}.",
    )


def depends_on(number: str, line: int) -> Refusal:
    """A row that waits for its person's."""
    return Refusal(
        WAITS,
        f"La ligne{NBSP}{line} de {quoted('Prescriptions')} (n°{NBSP}{number}) est refusée. "
        f"Corrigez-la{NBSP}: celle-ci passera avec elle.",
    )


def erased() -> Refusal:
    """Someone who was erased: the file would bring her back."""
    return Refusal(
        ERASED,
        "Cette personne a été effacée de CoachDesk. Sa ligne est laissée de côté, avec celles qui "
        "en dépendent. Si elle revient d’elle-même, saisissez d’abord une nouvelle prescription.",
    )


def left_out(number: str, line: int) -> Refusal:
    """A row whose person's was left aside."""
    return Refusal(
        WAITS,
        f"La ligne{NBSP}{line} de {quoted('Prescriptions')} (n°{NBSP}{number}) est laissée de "
        "côté, et celle-ci avec elle.",
    )


def not_enrolled(number: str, outcome: str) -> Refusal:
    """A row for a person who did not enter the action."""
    return Refusal(
        "participant_non_integre",
        f"La personne n°{NBSP}{number} n’est pas entrée dans l’action{NBSP}: sa suite donnée est "
        f"{quoted(outcome)}. Corrigez-la dans {quoted('Prescriptions')}, ou le n° ici.",
    )


def enrolled_in_the_file_only(number: str, outcome: str) -> Refusal:
    """A row for a person whom the file says entered, and the store doesn't."""
    return Refusal(
        "participant_non_integre",
        f"Le magasin dit encore {quoted(outcome)} pour le n°{NBSP}{number}, et l’import n’y "
        "remplace rien. Enregistrez d’abord son entrée dans CoachDesk, puis importez de nouveau.",
    )


def ends_before(start: str, end: str) -> Refusal:
    """An end that doesn't follow its beginning."""
    return Refusal(
        "fin_avant_debut", f"La fin ({end}) ne suit pas le début ({start}). Corrigez l’un des deux."
    )


def exit_before_entry(entered: date) -> Refusal:
    """An exit before the entry."""
    return Refusal(
        "sortie_avant_entree",
        f"La sortie précède l’entrée, le {long_date(entered)}. Corrigez l’une des deux dates.",
    )


def missing_column(header: str) -> Refusal:
    """A needed column that is not in the sheet."""
    return Refusal(
        "colonne_absente",
        f"La colonne {quoted(header)} manque. Ajoutez-la, ou rendez-lui ce nom.",
    )


def missing_sheet(title: str) -> Refusal:
    """A needed sheet that is not in the file."""
    return Refusal(
        "feuille_absente",
        f"La feuille {quoted(title)} manque{NBSP}: sans elle, on ne sait pas de qui parlent les "
        "autres. Ajoutez-la, ou rendez-lui ce nom.",
    )
