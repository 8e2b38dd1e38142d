"""What a mail says beside its file: in French, how to verify it, and nobody's name."""

from coachdesk.core.french import NBSP
from coachdesk.domain.deliveries import DeliveryKind
from coachdesk.models import Delivery
from coachdesk.services.desk import CoachInfo
from coachdesk.sync.channel import Channel
from coachdesk.sync.transports.protocol import Letter

_ENCRYPTED = (
    "Il est chiffré pour votre certificat. Pour l’ouvrir :\n"
    "  openssl cms -decrypt -binary -inform DER -in FICHIER.p7m -inkey VOTRE_CLE.key -out FICHIER\n"
)
_PACKAGE = (
    "Les fichiers VERIFIER.pdf et VERIFIER.txt qu’il contient disent, pas à pas, comment vérifier "
    "l’envoi avec des outils ordinaires, sans CoachDesk.\n"
)
_TIMESTAMP = (
    "C’est l’horodatage d’un envoi que vous avez reçu ou allez recevoir : gardez-le à côté. "
    "Le fichier VERIFIER.txt de l’envoi dit comment le lire.\n"
)
_PAPER = (
    "Ce PDF est cacheté : votre lecteur de PDF montre le cachet, et toute modification se voit.\n"
)
_BACKUP = (
    "C’est une sauvegarde chiffrée\u202f: seule la phrase de passe du coach, ou sa clé de secours, "
    "l’ouvre. Gardez-la telle quelle.\n"
)
_RECEIPT = "Merci d’accuser réception en répondant à ce message.\n"


def letter_of(delivery: Delivery, channel: Channel, coach: CoachInfo) -> Letter:
    """The letter of a delivery by mail; the same each time."""
    name = delivery.filename
    text = (
        "Bonjour,\n\n"
        f"Vous trouverez ci-joint le fichier « {name} ».\n"
        f"Empreinte SHA-256{NBSP}: {delivery.sha256}\n\n"
        f"{_told_of(delivery)}"
        f"{_RECEIPT}\n"
        f"{coach.association}\n"
    )
    host = channel.sender.rpartition("@")[2] or "coachdesk.invalid"
    return Letter(
        to=delivery.address or channel.to,
        subject=f"{_SUBJECTS[delivery.kind]} ({coach.association})",
        text=text,
        message_id=f"<{delivery.id.hex}@{host}>",
    )


def _told_of(delivery: Delivery) -> str:
    if delivery.kind is DeliveryKind.BACKUP:
        return _BACKUP
    return f"{_ENCRYPTED if delivery.encrypted else ''}{_HOW.get(delivery.kind, _PAPER)}"


_HOW = {DeliveryKind.MONTH: _PACKAGE, DeliveryKind.TIMESTAMP: _TIMESTAMP}
"""How each is verified; a paper, as any sealed PDF."""

_SUBJECTS = {
    DeliveryKind.MONTH: "Tableau de suivi mensuel",
    DeliveryKind.NOTICE: "Avis d’absence",
    DeliveryKind.RETURN: "Retour de prescription",
    DeliveryKind.REVIEW: "Bilan",
    DeliveryKind.COPY: "Votre copie",
    DeliveryKind.TIMESTAMP: "Horodatage d’un envoi",
    DeliveryKind.BACKUP: "Sauvegarde chiffrée",
}
"""No name, no month: a subject travels in clear."""
