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
    "Le fichier VERIFIER.txt qu’il contient dit, pas à pas, comment vérifier l’envoi avec des "
    "outils ordinaires, sans CoachDesk.\n"
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
    package = delivery.kind in {DeliveryKind.MONTH, DeliveryKind.TIMESTAMP}
    return f"{_ENCRYPTED if delivery.encrypted else ''}{_PACKAGE if package else _PAPER}"


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
