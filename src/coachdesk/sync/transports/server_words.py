"""What every kind of server may say, in French, told alike whatever carries."""

from coachdesk.core.french import NBSP, quoted
from coachdesk.sync.transports.trouble import After, TroubleError


def silent(host: str, *, resumes: bool = False) -> TroubleError:
    """Nobody answers, or no more; ``resumes``: what was sent so far needs not be sent again."""
    return TroubleError(
        f"Le serveur {quoted(host)} ne répond pas, ou la connexion s’est coupée.",
        "L’envoi reprendra là où il s’est arrêté, dès que la connexion le permet."
        if resumes
        else "L’envoi sera tenté à nouveau dès que la connexion le permet.",
        After.RETRY,
    )


def not_let_in(host: str, proofs: str = "le nom ou le mot de passe") -> TroubleError:
    """It refuses what was shown to it."""
    return TroubleError(
        f"Le serveur {quoted(host)} refuse {proofs}.",
        "Vérifiez-les avec son informatique, puis corrigez-les dans Réglages.",
        After.REPAIR,
    )


def no_room(host: str, *, told: bool = True) -> TroubleError:
    """It has no room left: it ``told`` so, or did not keep a file and did not say why."""
    where = quoted(host)
    return TroubleError(
        f"Le serveur {where} n’a plus de place."
        if told
        else f"Le serveur {where} n’a pas gardé le fichier{NBSP}: il n’a peut-être plus de place.",
        "Prévenez son informatique\u202f; l’envoi sera tenté à nouveau.",
        After.RETRY,
    )
