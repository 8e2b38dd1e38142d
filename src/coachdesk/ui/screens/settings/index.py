"""The sections of the settings and what is in each, so that a few letters find any setting."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from coachdesk.core import search
from coachdesk.core.french import fold
from coachdesk.services.actions.compare import LISTS
from coachdesk.ui.context import Context
from coachdesk.ui.screens.settings.actions import ActionsSection
from coachdesk.ui.screens.settings.appearance import AppearanceSection
from coachdesk.ui.screens.settings.archive import ArchiveSection
from coachdesk.ui.screens.settings.backup import BackupSection
from coachdesk.ui.screens.settings.case_managers import CaseManagersSection
from coachdesk.ui.screens.settings.coach import CoachSection
from coachdesk.ui.screens.settings.counts import CountsSection
from coachdesk.ui.screens.settings.delegation import DelegationSection
from coachdesk.ui.screens.settings.drawing import DrawingSection
from coachdesk.ui.screens.settings.health import HealthSection
from coachdesk.ui.screens.settings.lists import ListsSection
from coachdesk.ui.screens.settings.pad_code import PadCodeSection
from coachdesk.ui.screens.settings.partners import PartnersSection
from coachdesk.ui.screens.settings.phrases import PhrasesSection
from coachdesk.ui.screens.settings.places import PlacesSection
from coachdesk.ui.screens.settings.plain_words import PlainWordsSection
from coachdesk.ui.screens.settings.program import ProgramSection
from coachdesk.ui.screens.settings.recipients import RecipientsSection
from coachdesk.ui.screens.settings.rights import RightsSection
from coachdesk.ui.screens.settings.section import SettingsSection
from coachdesk.ui.screens.settings.security import SecuritySection
from coachdesk.ui.screens.settings.sending import SendingSection
from coachdesk.ui.screens.settings.sharing import SharingSection
from coachdesk.ui.screens.settings.wording import WordingSection


@dataclass(frozen=True)
class Entry:
    """One setting: where it is, its name, other words by which it is found."""

    section: str
    key: str
    name: str
    words: str = ""


@dataclass(frozen=True)
class SectionInfo:
    """A section of the page."""

    key: str
    name: str
    idea: str
    glyph: str
    make: Callable[[Context], SettingsSection]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Settings", text)


def sections() -> tuple[SectionInfo, ...]:
    """Every section, in the order of the page."""
    return (
        SectionInfo("actions", _tr("Actions"),
                    _tr("Ce qui change d’une convention à l’autre\u00a0: son profil."),
                    "layers", ActionsSection),
        SectionInfo("lists", _tr("Listes de mots"),
                    _tr("Ce que proposent les listes\u00a0: statuts, freins, actes, sorties…"),
                    "clipboard-list", ListsSection),
        SectionInfo("wording", _tr("Textes et tableau"),
                    _tr("Ce que disent les papiers, les colonnes du tableau, les papiers "
                        "proposés."),
                    "file-text", WordingSection),
        SectionInfo("counts", _tr("Indicateurs et bilan"),
                    _tr("Ce que l’action compte, ses cibles, et le plan de son bilan annuel."),
                    "chart-no-axes-combined", CountsSection),
        SectionInfo("coach", _tr("Coach"), _tr("Ce que les papiers disent de vous."),
                    "id-card", CoachSection),
        SectionInfo("places", _tr("Lieux et absences"),
                    _tr("Où vous recevez, quand, et quand vous n’y êtes pas."),
                    "map-pin", PlacesSection),
        SectionInfo("case_managers", _tr("Référents RSA"),
                    _tr("Leur téléphone et leur courriel, là où une prescription les nomme."),
                    "book-user", CaseManagersSection),
        SectionInfo("partners", _tr("Partenaires"),
                    _tr("Proposés là où vous orientez quelqu’un."),
                    "handshake", PartnersSection),
        SectionInfo("recipients", _tr("Destinataires"),
                    _tr("Qui reçoit l’envoi du mois, les avis, les retours, et par où."),
                    "send", RecipientsSection),
        SectionInfo("sending", _tr("Envois"),
                    _tr("Quand une connexion apparaît, ce qui part, et qui atteste l’heure."),
                    "mails", SendingSection),
        SectionInfo("delegation", _tr("Délégation de prescription"),
                    _tr("Si l’association prescrit elle-même des immersions\u00a0: au nom de qui, "
                        "jusqu’à quand."),
                    "briefcase", DelegationSection),
        SectionInfo("phrases", _tr("Phrases"),
                    _tr("Vos phrases, proposées pendant que vous écrivez."),
                    "text-quote", PhrasesSection),
        SectionInfo("appearance", _tr("Apparence"), _tr("Le thème et la taille du texte."),
                    "sun-moon", AppearanceSection),
        SectionInfo("drawing", _tr("Périphérique de dessin"),
                    _tr("Avec quoi l’on signe, sur quel écran, de quelle main."),
                    "signature", DrawingSection),
        SectionInfo("plain_words", _tr("Signature en mots simples"),
                    _tr("Le résumé avec des mots simples, à côté de ce qui se signe\u00a0: sa "
                        "place, ses langues, sa voix."),
                    "ear", PlainWordsSection),
        SectionInfo("pad_code", _tr("Code de l’écran de signature"),
                    _tr("Avec un code, la personne qui signe n’atteint rien d’autre sur cet "
                        "ordinateur. Sans code, le poste revient de lui-même après la signature."),
                    "lock-keyhole", PadCodeSection),
        SectionInfo("backup", _tr("Sauvegarde"),
                    _tr("Une copie chiffrée ailleurs, l’exercice qui l’essaie, et d’où viennent "
                        "les pièces."),
                    "hard-drive", BackupSection),
        SectionInfo("health", _tr("Santé du magasin"),
                    _tr("Si tout y est intact, quand cela a été contrôlé, et que faire sinon."),
                    "heart-pulse", HealthSection),
        SectionInfo("security", _tr("Sécurité"),
                    _tr("Le verrou, la phrase de passe, les clés sur papier, le certificat."),
                    "shield-check", SecuritySection),
        SectionInfo("rights", _tr("Droits et données"),
                    _tr("Pourquoi et combien de temps les données sont gardées, le registre, qui "
                        "les a vues."),
                    "scroll-text", RightsSection),
        SectionInfo("archive", _tr("Archive restreinte"),
                    _tr("Les preuves signées de personnes effacées, pour leur temps légal."),
                    "archive", ArchiveSection),
        SectionInfo("sharing", _tr("Partager avec un collègue"),
                    _tr("Ces réglages dans un seul fichier\u00a0: sans personne suivie, sans "
                        "secret, sans votre nom."),
                    "share-2", SharingSection),
        SectionInfo("program", _tr("CoachDesk"),
                    _tr("La version du programme, et sa mise à jour quand on vous en remet une."),
                    "info", ProgramSection),
    )  # fmt: skip


def entries() -> tuple[Entry, ...]:
    """Every setting, in the order of the page."""
    return (
        Entry("actions", "current", _tr("Changer d’action"), _tr("basculer autre convention")),
        Entry("actions", "edit", _tr("N° de convention"), _tr("numéro agreement profil")),
        Entry("actions", "edit", _tr("Adresse et téléphone de l’association"), _tr("accident")),
        Entry("actions", "edit", _tr("Second signataire"), _tr("direction directrice signer")),
        Entry("actions", "edit", _tr("Communes et territoire"), _tr("villes")),
        Entry("actions", "edit", _tr("Objectifs de la convention"),
              _tr("file active entrées sorties positives cible")),
        Entry("actions", "edit", _tr("Règles du parcours"),
              _tr("durée renouvellement suivi mois absences seuil heures")),
        Entry("actions", "edit", _tr("Prescripteur des immersions"), _tr("pmsmp convention")),
        Entry("archive", "archive", _tr("Archive restreinte"),
              _tr("effacement effacé rgpd preuves anonymisé contrôle")),
        Entry("delegation", "delegation", _tr("Délégation de prescription"),
              _tr("immersion pmsmp prescrire fin convention")),
        Entry("actions", "replace", _tr("Remplacer le profil par un fichier"), _tr("toml fautes")),
        Entry("actions", "add", _tr("Ajouter une action"), _tr("nouvelle convention profil")),
        Entry("actions", "versions", _tr("Versions du profil"),
              _tr("clôturé ancien profil comparer lire")),
        Entry("actions", "export", _tr("Exporter le profil"), _tr("toml enregistrer")),
        *(
            Entry("lists", name, title, _tr("liste mots ajouter renommer ordre retirer libellé"))
            for name, title in LISTS.items()
        ),
        Entry("wording", "texts", _tr("Textes des papiers"),
              _tr("titre attestation consentement engagements financeurs opération")),
        Entry("wording", "columns", _tr("Colonnes du tableau de suivi"),
              _tr("mensuel ordre choisir")),
        Entry("wording", "papers", _tr("Papiers proposés"), _tr("modèles lettres ôter retirer")),
        Entry("counts", "indicators", _tr("Indicateurs de l’action"),
              _tr("chiffres cible compter catalogue taux définition")),
        Entry("counts", "report", _tr("Plan du bilan annuel"),
              _tr("parties titres chiffres ordre état comité de suivi")),
        Entry("coach", "name", _tr("Votre nom"), _tr("prénom coach imprimé")),
        Entry("coach", "contact", _tr("Votre téléphone ou courriel"), _tr("lettres billets")),
        Entry("coach", "code", _tr("Vos initiales"), _tr("code envois")),
        Entry("places", "places", _tr("Lieux de permanence"), _tr("adresse horaires ouverture")),
        Entry("places", "places", _tr("Jours d’absence"), _tr("congés fermeture trajets")),
        Entry("case_managers", "list", _tr("Carnet des référents RSA"),
              _tr("téléphone courriel certificat messagerie sûre")),
        Entry("case_managers", "merge", _tr("Réunir les noms écrits plusieurs fois"),
              _tr("doublons variantes fusionner")),
        Entry("partners", "list", _tr("Carnet des partenaires"), _tr("mobilité logement santé")),
        Entry("recipients", "list", _tr("Destinataires de l’envoi du mois"),
              _tr("département bordereau avis retours adresse")),
        Entry("recipients", "reach", _tr("Voie d’envoi d’un destinataire"),
              _tr("sftp nextcloud webdav courriel smtp dossier clé usb serveur mot de passe "
                  "empreinte certificat autorité tester messagerie sûre chiffrer")),
        Entry("sending", "when", _tr("Envoi quand une connexion apparaît"),
              _tr("proposer automatique réseau internet wifi comptée")),
        Entry("sending", "backup", _tr("Sauvegarde avec le mois"),
              _tr("copie chiffrée association envoyer")),
        Entry("sending", "authority", _tr("Autorité d’horodatage"),
              _tr("heure jeton rfc 3161 tsa adresse certificat")),
        Entry("phrases", "list", _tr("Mes phrases"), _tr("notes ordre modifier")),
        Entry("appearance", "theme", _tr("Thème clair, sombre ou contrasté"),
              _tr("couleurs nuit système contraste élevé lire vue")),
        Entry("appearance", "size", _tr("Taille du texte"), _tr("zoom agrandir lire")),
        Entry("drawing", "pad", _tr("Essayer la signature"), _tr("stylet doigt souris tracé")),
        Entry("drawing", "hand", _tr("Signer de la main gauche"), _tr("gaucher côté droite")),
        Entry("drawing", "screen", _tr("Écran de la signature"), _tr("second moniteur tablette")),
        Entry("plain_words", "first", _tr("Montrer d’abord les mots simples"),
              _tr("falc facile à lire résumé signer mots simples")),
        Entry("plain_words", "drafts", _tr("Résumés en anglais, arabe, ukrainien"),
              _tr("langue traduction traduire étranger relire")),
        Entry("plain_words", "voice", _tr("Écouter le résumé"),
              _tr("voix haute lire son synthèse illettrisme")),
        Entry("pad_code", "code", _tr("Code de l’écran de signature"), _tr("chiffres verrou")),
        Entry("health", "check", _tr("Contrôler le magasin"), _tr("abîmé dommage vérifier relire")),
        Entry("health", "support", _tr("Copie pour l’assistance"), _tr("aide panne support")),
        Entry("backup", "copy", _tr("Sauvegarder maintenant"), _tr("copie clé usb ailleurs")),
        Entry("backup", "here", _tr("Sauvegarde automatique"), _tr("rotation jours semaines mois")),
        Entry("backup", "drill", _tr("Exercice de restauration"),
              _tr("essayer restaurer vérifier récupérer")),
        Entry("backup", "scans", _tr("Dossier des numérisations"), _tr("scanner photos pièces")),
        Entry("backup", "camera", _tr("Dossier de l’appareil photo"), _tr("caméra photos")),
        Entry("security", "lock", _tr("Verrouiller maintenant"), _tr("fermer phrase de passe")),
        Entry("security", "passphrase", _tr("Changer la phrase de passe"),
              _tr("mot de passe chiffrer clé neuve anciennes sauvegardes volé")),
        Entry("security", "idle", _tr("Verrouillage sans un geste"),
              _tr("automatique minutes veille session inactivité")),
        Entry("security", "discreet", _tr("Écran discret"), _tr("cacher masquer horloge")),
        Entry("security", "key", _tr("Clé de secours"), _tr("fiche imprimer nouvelle oubli")),
        Entry("security", "association", _tr("Clé de l’association"),
              _tr("enveloppe direction absence collègues feuille")),
        Entry("security", "certificate", _tr("Certificat et carte de confiance"),
              _tr("empreinte vérifier signature cachet")),
        Entry("rights", "basis", _tr("Base légale"),
              _tr("rgpd mission intérêt public obligation légitime consentement")),
        Entry("rights", "officer", _tr("Délégué à la protection des données"), _tr("dpo cnil")),
        Entry("rights", "retention", _tr("Durée de conservation"),
              _tr("rgpd effacer terme mois fse preuves archive")),
        Entry("rights", "papers", _tr("Registre des traitements, analyse d’impact"),
              _tr("rgpd aipd article 30 35 pdf word")),
        Entry("rights", "accesses", _tr("Journal des accès"),
              _tr("consultations exports impressions qui a vu")),
        Entry("sharing", "export", _tr("Enregistrer les réglages dans un fichier"),
              _tr("exporter collègue partager")),
        Entry("sharing", "import", _tr("Prendre les réglages d’un fichier"),
              _tr("importer collègue")),
        Entry("program", "update", _tr("Mettre à jour CoachDesk"),
              _tr("version nouvelle installer fichier clé à propos")),
    )  # fmt: skip


def entries_found(typed: str) -> tuple[Entry, ...]:
    """The settings that hold every word typed: by their name first, then by another word."""
    words, whole = search.words(typed), fold(typed)
    named = {info.key: info.name for info in sections()}
    ranked = []
    for place, entry in enumerate(entries()):
        name = f" {fold(entry.name)}"
        text = f"{name} {fold(entry.words)} {fold(named[entry.section])}"
        if search.matches(text, words):
            ranked.append((not name.startswith(f" {whole}"), whole not in name, place, entry))
    return tuple(entry for *_, entry in sorted(ranked, key=lambda each: each[:3]))
