"""What a mail server refuses, in French, and what it leads to."""

from coachdesk.core.french import NBSP, file_size, quoted
from coachdesk.sync.transports.server_words import no_room
from coachdesk.sync.transports.trouble import After, TroubleError

_NO_ROOM, _PERMANENT, _ASKS_WHO, _TOO_MUCH = 452, 500, 530, 552


def refusal(host: str, code: int) -> TroubleError:
    """What an answer of 400 or more says."""
    where = quoted(host)
    if code == _NO_ROOM:
        return no_room(host)
    if code < _PERMANENT:
        return TroubleError(
            f"Le serveur {where} demande d’attendre (code{NBSP}{code}).",
            "L’envoi sera tenté à nouveau.",
            After.RETRY,
        )
    if code == _TOO_MUCH:
        return TroubleError(
            f"Le serveur {where} refuse ce courriel{NBSP}: il est trop lourd, ou la boîte du "
            "destinataire est pleine.",
            "Prévenez le destinataire, ou remettez le fichier sur une clé.",
            After.REPAIR,
        )
    if code == _ASKS_WHO:
        return TroubleError(
            f"Le serveur {where} demande un nom et un mot de passe.",
            "Donnez-les dans Réglages.",
            After.REPAIR,
        )
    return TroubleError(
        f"Le serveur {where} refuse l’envoi (code{NBSP}{code}).",
        "Demandez à votre informatique pourquoi, ou remettez le fichier sur une clé.",
        After.REPAIR,
    )


def refused_mailbox(host: str, mailbox: str) -> TroubleError:
    """The server does not carry to that address."""
    return TroubleError(
        f"Le serveur {quoted(host)} refuse l’adresse {quoted(mailbox)}.",
        "Vérifiez l’adresse de ce destinataire dans Réglages.",
        After.REPAIR,
    )


def no_mailbox(mailbox: str) -> TroubleError:
    """No server would carry to that address, and none is asked."""
    return TroubleError(
        f"{quoted(mailbox)} n’est pas une adresse de courriel."
        if mailbox
        else "L’adresse de courriel manque.",
        "Écrivez-la en entier, sans accent ni espace, comme nom@exemple.fr.",
        After.REPAIR,
    )


def no_password_asked(host: str) -> TroubleError:
    """A password was given for a server that asks for none: it may be another one."""
    return TroubleError(
        f"Le serveur {quoted(host)} ne demande pas de mot de passe.",
        "Vérifiez l’adresse de ce serveur dans Réglages, ou ôtez le mot de passe.",
        After.REPAIR,
    )


def no_plain_password(host: str) -> TroubleError:
    """It lets in by other proofs only, as some that belong to a large house do."""
    return TroubleError(
        f"Le serveur {quoted(host)} n’accepte pas de mot de passe ordinaire.",
        "Demandez à votre informatique un serveur d’envoi qui en accepte un, ou remettez le "
        "fichier sur une clé.",
        After.REPAIR,
    )


def no_encryption(host: str) -> TroubleError:
    """What is sent could be read on the way."""
    return TroubleError(
        f"Le serveur {quoted(host)} n’offre pas de connexion chiffrée.",
        "Rien n’a été envoyé. Demandez à votre informatique l’adresse qui chiffre.",
        After.REPAIR,
    )


def too_heavy(host: str, size: int, limit: int) -> TroubleError:
    """It says how much it takes, and this is more."""
    return TroubleError(
        f"Ce courriel est trop lourd pour le serveur {quoted(host)}{NBSP}: "
        f"{file_size(size)} pour {file_size(limit)} permis.",
        "Rien n’a été envoyé. Remettez le fichier sur une clé, ou choisissez une autre voie pour "
        "ce destinataire.",
        After.REPAIR,
    )


def doubtful(host: str) -> TroubleError:
    """Nobody answers, and it may have arrived."""
    return TroubleError(
        f"La connexion avec {quoted(host)} s’est coupée au dernier moment{NBSP}: le courriel est "
        "peut-être arrivé.",
        "Demandez au destinataire s’il l’a, avant de l’envoyer à nouveau.",
        After.CHECK,
    )
