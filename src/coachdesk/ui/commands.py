"""The acts of the window, told once: their words, their keys; what menu, tooltips and palette say.

A page's own keys (those that mean something on that page only) are told here too, for the sheet of
shortcuts; the page binds them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from coachdesk.core import search
from coachdesk.core.french import fold


class Group(StrEnum):
    """Under which heading a command stands."""

    SCREENS = "screens"
    ACTS = "acts"
    WINDOW = "window"


@dataclass(frozen=True)
class Command:
    """Something that can be asked from anywhere.

    Attributes:
        name: as a button would say it.
        words: others by which it is found.
        keys: its shortcuts, the one that is shown first; in Qt's portable form.
    """

    key: str
    group: Group
    name: str
    words: str = ""
    keys: tuple[str, ...] = ()
    glyph: str = ""

    @property
    def shortcut(self) -> str:
        """« Ctrl+N », as the keyboard at hand says it; empty without one."""
        return keys_text(self.keys[0]) if self.keys else ""

    @property
    def hint(self) -> str:
        """« Nouvelle prescription (Ctrl+N) », for a tooltip."""
        return f"{self.name} ({self.shortcut})" if self.keys else self.name


def keys_text(keys: str) -> str:
    """A shortcut as the keyboard at hand says it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Commands", text)


@cache  # asked for by each button, each tooltip, each key bound
def commands() -> Mapping[str, Command]:
    """Every command, in the order of menu and palette."""
    screens, acts, window = Group.SCREENS, Group.ACTS, Group.WINDOW
    told = (
        Command("today", screens, _tr("Aujourd’hui"),
                _tr("feuille de route accueil jour"), ("Ctrl+1",), "circle-check"),
        Command("agenda", screens, _tr("Agenda"),
                _tr("calendrier semaine jour planning créneau lieu"), ("Ctrl+5",),
                "calendar-range"),
        Command("participants", screens, _tr("Participants"),
                _tr("liste personnes parcours"), ("Ctrl+2",), "users"),
        Command("companies", screens, _tr("Entreprises"),
                _tr("liste employeurs prospects démarchage immersions"), ("Ctrl+6",),
                "building-2"),
        Command("services", screens, _tr("Actes"),
                _tr("prestations aller-vers démarches rappels liste"), ("Ctrl+7",),
                "clipboard-list"),
        Command("month", screens, _tr("Mois"),
                _tr("chiffres tableau de suivi clôture"), ("Ctrl+3",), "calendar-days"),
        Command("dashboard", screens, _tr("Tableau de bord"),
                _tr("objectifs file active prévision taux indicateurs"), ("Ctrl+Shift+B",),
                "gauge"),
        Command("bilan", screens, _tr("Bilan"),
                _tr("annuel année rapport chiffres textes clôturer financeur PDF DOCX état comité"),
                ("Ctrl+Shift+L",), "chart-no-axes-combined"),
        Command("outbox", screens, _tr("Envois"),
                _tr("envoyer boîte d’envoi remise reçu accusé destinataire connexion"),
                ("Ctrl+9",), "send"),
        Command("timesheet", screens, _tr("Temps et km"),
                _tr("feuille de temps kilomètres heures administratif trajets FSE"), ("Ctrl+8",),
                "clock"),
        Command("fse", screens, _tr("FSE+"),
                _tr("Europe ESF indicateurs EECO EECR participants complétude questionnaire"),
                ("Ctrl+Shift+F",), "euro"),
        Command("to_print", screens, _tr("À imprimer"),
                _tr("imprimante imprimer lettres courrier copies bureau"), ("Ctrl+4",), "printer"),
        Command("settings", screens, _tr("Réglages"),
                _tr("préférences profil action téléphone phrases thème partenaires référents "
                    "destinataires sauvegarde sécurité clé de secours partager"),
                ("Ctrl+,",), "settings"),
        Command("intake", acts, _tr("Nouvelle prescription"),
                _tr("ajouter créer personne arrivée"), ("Ctrl+N",), "user-round-plus"),
        Command("company", acts, _tr("Nouvelle entreprise"),
                _tr("ajouter créer prospect démarchage employeur"), (), "building-2"),
        Command("walk_in", acts, _tr("Sans rendez-vous"),
                _tr("passage présence imprévu"), ("Ctrl+R",), "log-in"),
        Command("move", acts, _tr("Déplacer ou excuser"),
                _tr("appel téléphone reporter absence rendez-vous"), ("Ctrl+D",), "phone"),
        Command("cancel_morning", acts, _tr("Annuler un jour ou une demi-journée"),
                _tr("matinée matin après-midi journée reporter tout"), (), "calendar-x"),
        Command("workshop", acts, _tr("Atelier…"),
                _tr("collectif groupe plusieurs personnes émargement"), ("Ctrl+T",), "users"),
        Command("phone", acts, _tr("Rappels par SMS"),
                _tr("téléphone code QR prévenir message demain relancer"), (), "smartphone"),
        Command("day_sheet", acts, _tr("Feuille de journée"),
                _tr("imprimer route journée papier notes liste"), (), "file-text"),
        Command("service", acts, _tr("Acte…"),
                _tr("prestation noter aide transport"), ("Ctrl+Shift+A",), "list-plus"),
        Command("outreach", acts, _tr("Action d’aller-vers…"),
                _tr("marché forum rencontre rappeler contact"), (), "megaphone"),
        Command("immersions", acts, _tr("Immersions (PMSMP)"),
                _tr("stage entreprise convention bilan délégation prescrire"), (), "briefcase"),
        Command("accident", acts, _tr("Accident pendant une immersion"),
                _tr("urgence secours blessure déclaration 24 h 48 h"), (), "triangle-alert"),
        Command("sheet", acts, _tr("Feuilles d’émargement"),
                _tr("présences signatures imprimer mois"), (), "file-text"),
        Command("follow_ups", acts, _tr("Suivis après la sortie"),
                _tr("appeler rappeler devenir mois téléphone liste"), (), "phone-call"),
        Command("satisfaction", acts, _tr("Résultats de satisfaction"),
                _tr("questionnaire note avis réponses moyenne"), (), "users"),
        Command("places", acts, _tr("Lieux et absences"),
                _tr("permanence mairie congés fermeture trajet kilomètres"), (), "map-pin"),
        Command("ready", acts, _tr("Prêt à partir\u202f?"),
                _tr("sauvegarde ailleurs batterie horloge disque quitter"), ("Alt+P",), "backpack"),
        Command("import", acts, _tr("Importer un classeur"),
                _tr("reprise tableur xlsx csv fautes corriger"), (), "file-up"),
        Command("close_month", acts, _tr("Clôturer le mois"),
                _tr("fermer envoi mensuel signer"), (), "package-check"),
        Command("send_waiting", acts, _tr("Envoyer ce qui attend"),
                _tr("envois partir connexion maintenant remettre"), (), "send"),
        Command("control", acts, _tr("Dossier de contrôle"),
                _tr("contrôleur FSE Département audit numéros liste pièces preuves remettre"),
                (), "file-search"),
        Command("export_people", acts, _tr("Exporter la liste des participants"),
                _tr("tableur xlsx csv pdf imprimer"), (), "save"),
        Command("calendar_file", acts, _tr("Exporter l’agenda (.ics)"),
                _tr("calendrier téléphone agenda fichier partager"), (), "calendar-days"),
        Command("actions", acts, _tr("Changer d’action"),
                _tr("autre action profil convention travailler basculer"), (), "layers"),
        Command("pad_code", acts, _tr("Code de l’écran de signature"),
                _tr("chiffres participant rendre le poste verrou"), (), "lock-keyhole"),
        Command("passphrase", acts, _tr("Changer la phrase de passe"),
                _tr("mot de passe sécurité chiffrer clé volé oublié"), (), "lock-keyhole"),
        Command("drill", acts, _tr("Exercice de restauration"),
                _tr("sauvegarde essayer remettre vérifier clé de secours"), (), "history"),
        Command("health", acts, _tr("Contrôler le magasin"),
                _tr("santé abîmé dommage panne relire réparer"), (), "heart-pulse"),
        Command("update", acts, _tr("Mettre à jour CoachDesk"),
                _tr("version nouvelle installer fichier clé à propos"), (), "download"),
        Command("retention", acts, _tr("Fin de conservation"),
                _tr("effacer effacement durée terme RGPD"), (), "eraser"),
        Command("undo", acts, _tr("Annuler le dernier acte"),
                _tr("défaire revenir erreur"), ("Ctrl+Z",), "undo-2"),
        Command("next_sheet", window, _tr("Fiche ouverte suivante"),
                _tr("onglet rendez-vous changer"), ("Ctrl+Tab",), "calendar-days"),
        Command("close_sheet", window, _tr("Fermer la fiche de rendez-vous"),
                _tr("onglet"), ("Ctrl+W",), "x"),
        Command("palette", window, _tr("Chercher partout"),
                _tr("palette trouver personne"), ("Ctrl+K",), "search"),
        Command("dark", window, _tr("Thème clair ou sombre"),
                _tr("couleurs nuit contraste apparence"), (), "sun-moon"),
        Command("larger", window, _tr("Texte plus grand"),
                _tr("agrandir zoom taille lire"), ("Ctrl++", "Ctrl+="), "a-large-small"),
        Command("smaller", window, _tr("Texte plus petit"),
                _tr("réduire zoom taille"), ("Ctrl+-",), "a-large-small"),
        Command("usual_size", window, _tr("Texte de taille normale"),
                _tr("zoom 100"), ("Ctrl+0",), "a-large-small"),
        Command("guide", window, _tr("Aide"),
                _tr("guide mode d’emploi comment faire manuel expliquer"), ("F1",),
                "circle-question-mark"),
        Command("tour", window, _tr("Visite guidée"),
                _tr("découvrir apprendre essayer exemple démonstration aide"), (), "signpost"),
        Command("news", window, _tr("Nouveautés"),
                _tr("version changements mise à jour"), (), "sparkles"),
        Command("shortcuts", window, _tr("Raccourcis clavier"),
                _tr("touches aide"), ("Ctrl+?",), "keyboard"),
        Command("incidents", window, _tr("Incidents gardés"),
                _tr("erreur plantage arrêt brutal panne dépannage assistance détail technique"), (),
                "triangle-alert"),
        Command("discreet", window, _tr("Écran discret"),
                _tr("cacher masquer regard horloge confidentiel"), ("F12", "Ctrl+M"), "eye-off"),
        Command("lock", window, _tr("Verrouiller"),
                _tr("fermer quitter phrase de passe pause"), ("Ctrl+L",), "lock-keyhole"),
    )  # fmt: skip
    return {command.key: command for command in told}


def page_keys() -> tuple[tuple[str, str], ...]:
    """The keys that pages bind by themselves: the words, the keys."""
    return (
        (_tr("Faire l’acte principal de la page"), "Ctrl+Enter"),
        (_tr("Enregistrer la fiche, ou le papier en PDF"), "Ctrl+S"),
        (_tr("Imprimer le papier"), "Ctrl+P"),
        (_tr("Passer des questions au papier, et retour"), "F6"),
        (_tr("Établir un nouveau papier, sur la fiche"), "Alt+N"),
        (_tr("Écran de signature\u00a0: mots simples, ou le papier"), "Ctrl+E"),
        (_tr("Insérer une phrase dans un texte, un chiffre dans le bilan"), "Ctrl+Space"),
        (_tr("Bilan\u00a0: partie suivante, précédente"), "Ctrl+PgDown"),
        (_tr("Prendre la dernière numérisation"), "Ctrl+U"),
        (_tr("Enregistrer l’acte, puis le même pour quelqu’un d’autre"), "Ctrl+Shift+Enter"),
        (_tr("Chercher dans la liste des participants"), "Ctrl+F"),
        (_tr("Agenda\u00a0: jour, semaine, liste"), "J, S, L"),
        (_tr("Agenda\u00a0: placer quelqu’un, chercher un créneau libre"), "N, C"),
        (_tr("Agenda\u00a0: déplacer (avec Maj, changer la fin)"), "Ctrl+Up"),
        (_tr("Revenir à la page d’avant"), "Esc"),
        (_tr("Ouvrir la ligne choisie"), "Enter"),
        (_tr("Passer au champ suivant, au précédent (avec Maj)"), "Tab"),
    )


def hint(key: str) -> str:
    """The tooltip of a button that does that command."""
    return commands()[key].hint


def bind_main_act(page: QWidget, act: Callable[[], object]) -> None:
    """Have Ctrl+Enter do ``act``, by either Enter of the keyboard, while ``page`` is shown."""
    for keys in ("Ctrl+Return", "Ctrl+Enter"):
        QShortcut(QKeySequence(keys), page, act)


class Bindings(QObject):
    """The commands that can be done now, each bound to its act; ``ran`` comes before the act."""

    ran = Signal(str)

    def __init__(self, owner: QWidget) -> None:
        """``owner`` is what must be on screen for the shortcuts to answer."""
        super().__init__(owner)
        self._owner = owner
        self._acts: dict[str, Callable[[], object]] = {}

    def bind(self, key: str, act: Callable[[], object], *, shortcut: bool = True) -> None:
        """``act`` does that command; its keys are bound unless something else holds them."""
        command = commands()[key]
        self._acts[key] = act
        for keys in command.keys if shortcut else ():
            QShortcut(QKeySequence(keys), self._owner, lambda: self.run(key))

    def offered(self) -> tuple[Command, ...]:
        """The commands that are bound, in the order in which they are told."""
        return tuple(command for key, command in commands().items() if key in self._acts)

    def run(self, key: str) -> None:
        """Do it."""
        self.ran.emit(key)
        self._acts[key]()


def command_text(command: Command) -> str:
    """What a command is found by, as ``core.search`` seeks."""
    return f" {fold(command.name)} {fold(command.words)}"


def commands_found(offered: tuple[Command, ...], typed: str) -> dict[int, list[Command]]:
    """The commands that hold every word, by how well: 0 the name begins so, 1 a word does, 2."""
    words = search.words(typed)
    whole = fold(typed)
    found: dict[int, list[Command]] = {0: [], 1: [], 2: []}
    for command in offered:
        text = command_text(command)
        if search.matches(text, words):
            begins = text.startswith(f" {whole}")
            rank = 0 if begins else 1 if all(f" {word}" in text for word in words) else 2
            found[rank].append(command)
    return found
