"""What the visite shows, in order: where, which control, and what is said beside it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from coachdesk.domain.attendance import Presence
from coachdesk.services.targets import Screen, Target
from coachdesk.services.tour.store import Tour
from coachdesk.ui.shell import Shell
from coachdesk.ui.workspace import Workspace

Control = Callable[[Workspace, Shell], QWidget | None]


@dataclass(frozen=True)
class TourStep:
    """One thing shown.

    Attributes:
        key: its name.
        target: the screen to open; None stays where she is.
        control: finds what is pointed at; None while the page is being read.
    """

    key: str
    title: str
    words: str
    target: Target | None = None
    control: Control | None = None


def _tr(text: str) -> str:
    return QCoreApplication.translate("Tour", text)


def tour_steps(tour: Tour) -> tuple[TourStep, ...]:
    """The steps on that store; each control can be tried, nothing can be spoilt."""
    today = Target(Screen.TODAY)
    return (
        TourStep(
            "welcome", _tr("Bienvenue"),
            _tr("Personne n’existe ici\u00a0: tout est inventé, et disparaît à la fermeture. "
                "Essayez ce que vous voulez, vos données sont ailleurs. Trois minutes suffisent."),
            today,
        ),
        TourStep(
            "today", _tr("Votre journée"),
            _tr("CoachDesk s’ouvre ici\u00a0: chaque lieu du jour, avec les personnes qui y "
                "viennent. Un clic sur une personne ouvre son rendez-vous."),
            today, _first_stop,
        ),
        TourStep(
            "to_do", _tr("Ce qui est à faire"),
            _tr("Une ligne par personne\u00a0: une signature qui manque, un avis à envoyer, un "
                "suivi. Le bouton de la ligne mène là où cela se fait."),
            today, _first_to_do,
        ),
        TourStep(
            "palette", _tr("Tout trouver"),
            _tr("Ctrl+K, puis quelques lettres\u00a0: une personne, un écran ou un acte. C’est le "
                "geste qui en remplace beaucoup."),
            None, lambda space, _: space.menu.choices["palette"],
        ),
        TourStep(
            "participants", _tr("Toutes les personnes"),
            _tr("Un nom, une commune, un téléphone\u00a0: la liste suit. Dessous, les filtres. "
                "Entrée, ou deux clics, ouvre la fiche."),
            Target(Screen.PARTICIPANTS), lambda space, _: space.participants.search,
        ),
        TourStep(
            "card", _tr("La fiche"),
            _tr("En haut, le prochain geste utile pour cette personne. À gauche, ce qui se "
                "travaille\u00a0; à droite, le fil de tout ce qui s’est passé."),
            Target(Screen.CARD, tour.dossier), _card,
        ),
        TourStep(
            "presence", _tr("La présence, en un geste"),
            _tr("Un clic, ou la lettre entre parenthèses. Notez quelques mots si vous "
                "voulez\u00a0: ce qui est tapé est gardé, même sans enregistrer."),
            Target(Screen.APPOINTMENT, tour.dossier, tour.appointment), _presence,
        ),
        TourStep(
            "sign", _tr("La signature"),
            _tr("«\u00a0Faire signer\u00a0» donne l’écran à la personne\u00a0: elle lit en grand "
                "ce qu’elle signe, et ne voit rien d’autre. «\u00a0Terminer\u00a0» vous rend le "
                "poste."),
            None, _sign,
        ),
        TourStep(
            "month", _tr("Le mois"),
            _tr("Les chiffres se comptent seuls. Ce qui manque est listé ici, et chaque ligne mène "
                "à sa réparation."),
            Target(Screen.MONTH), lambda space, _: space.month.missing,
        ),
        TourStep(
            "close", _tr("Clôturer"),
            _tr("Quand rien ne manque, deux gestes figent le mois et préparent l’envoi, avec ses "
                "preuves. Il se rectifie plus tard, avec un motif."),
            None, lambda space, _: space.month.close_button,
        ),
        TourStep(
            "ready", _tr("Avant de partir"),
            _tr("«\u00a0Prêt à partir\u00a0» vérifie la batterie, l’horloge et les brouillons, et "
                "fait une sauvegarde ailleurs, sur une clé USB."),
            Target(Screen.READY), _copy,
        ),
        TourStep(
            "guide", _tr("L’aide, toujours là"),
            _tr("F1 ouvre l’aide sur la page que vous regardez, sans réseau. C’est la fin de la "
                "visite\u00a0: restez pour essayer, ou «\u00a0Fermer la visite\u00a0», en haut."),
            today, lambda _, shell: shell.status.help,
        ),
    )  # fmt: skip


def _first_stop(space: Workspace, _shell: Shell) -> QWidget | None:
    return next(iter(space.today.stops), None)


def _first_to_do(space: Workspace, _shell: Shell) -> QWidget | None:
    return next(iter(space.today.lines), None)


def _card(space: Workspace, _shell: Shell) -> QWidget | None:
    """Once it is read: nothing is shown before."""
    return space.card.head if space.card.subtitle.text() else None


def _copy(space: Workspace, _shell: Shell) -> QWidget | None:
    """The button of the sauvegarde, wherever the check has put it."""
    return space.ready.remedy or (None if space.ready.copy.isHidden() else space.ready.copy)


def _presence(space: Workspace, _shell: Shell) -> QWidget | None:
    sheet = space.appointment.sheet
    return sheet.form.presence.buttons[Presence.ATTENDED] if sheet is not None else None


def _sign(space: Workspace, _shell: Shell) -> QWidget | None:
    sheet = space.appointment.sheet
    return sheet.sign if sheet is not None else None
