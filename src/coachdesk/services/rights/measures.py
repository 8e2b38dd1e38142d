"""What protects the data on this poste, as it stands today: said of what is on, and of what is not.

The register and the analysis of risks are made of it: they claim nothing that is not so.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from coachdesk.core.clock import today
from coachdesk.core.french import NBSP, listed, long_date, plural
from coachdesk.domain.rights import RightsSettings
from coachdesk.models import Recipient
from coachdesk.services.accesses import KEPT_MONTHS
from coachdesk.services.association_key import NO, YES, AssociationKey, association_key
from coachdesk.services.backup.elsewhere import last_backup
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.fse_answers import counts_fse
from coachdesk.services.pad.code import pad_code
from coachdesk.services.security import security_view
from coachdesk.system.settings import load_settings

_STALE_DAYS = 31
"""A copy elsewhere older than that is no measure."""


@dataclass(frozen=True, slots=True)
class ProtectionMeasure:
    """Something that protects; ``mend`` says what is to be done where it is not on."""

    name: str
    told: str
    mend: str = ""

    @property
    def is_on(self) -> bool:
        """Whether nothing is to be done about it."""
        return not self.mend


@dataclass(frozen=True, slots=True)
class Leaving:
    """Someone to whom data leave."""

    name: str
    takes: str
    how: str
    mend: str = ""


def measures_of(
    desk: Desk, action: ActionInfo, settings: RightsSettings
) -> tuple[ProtectionMeasure, ...]:
    """Every measure, those of the program first."""
    return tuple(_measures(desk, action, settings))


def recipients_of(link: Connection, action: ActionInfo) -> tuple[Leaving, ...]:
    """To whom data leave, and how each is reached."""
    table = Recipient.__table__
    rows = link.execute(
        select(table)
        .where(table.c.action_id == action.id, table.c.retired_on.is_(None))
        .order_by(table.c.name)
    )
    return tuple(
        Leaving(
            row.name,
            listed(list(_taken(row))) if any(_taken(row)) else "rien pour l’instant",
            *_road(row.channel, wrapped=row.certificate is not None, clear=row.clear_allowed),
        )
        for row in rows
    )


def _taken(row: object) -> Iterator[str]:
    for name, words in (
        ("takes_months", "l’envoi du mois"),
        ("takes_notices", "les avis d’absence"),
        ("takes_returns", "les retours de prescription"),
        ("takes_reviews", "les bilans"),
        ("takes_copies", "les copies de papiers signés"),
        ("takes_backups", "une sauvegarde chiffrée"),
    ):
        if getattr(row, name):
            yield words


_ROADS = {
    "": "en main propre ou par courrier",
    "file": "déposé dans un dossier",
    "sftp": "par SFTP, chiffré en route",
    "webdavs": "par WebDAV, chiffré en route",
}
_CERTIFY = "lui demander son certificat, pour chiffrer ce qu’il reçoit"


def _road(channel: str | None, *, wrapped: bool, clear: bool) -> tuple[str, str]:
    """How it leaves, and what is to be done where it leaves in clear."""
    scheme = (channel or "").partition(":")[0]
    road = _ROADS.get(scheme, "par courriel")
    if wrapped:
        return f"{road}, chiffré pour lui seul", ""
    if road == "par courriel":
        if not clear:
            return f"{road}, retenu tant que rien ne le chiffre", _CERTIFY
        return f"{road}, en clair\u00a0: sa messagerie est dite sûre", _CERTIFY
    return road, _CERTIFY if scheme == "file" else ""


def _lock(minutes: int) -> ProtectionMeasure:
    if minutes:
        after = plural(minutes, "minute")
        told = f"Le poste se verrouille après {after} sans un geste, et en veille."
        return ProtectionMeasure("Verrou", told)
    return ProtectionMeasure(
        "Verrou",
        "Le poste se verrouille à la demande et en veille, pas de lui-même.",
        "choisir un verrouillage sans un geste (Réglages, Sécurité)",
    )


def _association(key: AssociationKey) -> ProtectionMeasure:
    name = "Clé de l’association"
    if key.state == YES:
        return ProtectionMeasure(name, "La direction peut ouvrir le magasin si le coach s’absente.")
    if key.state == NO:
        return ProtectionMeasure(name, "L’association n’en a pas voulu.")
    if key.unkept:
        return ProtectionMeasure(
            name, "Elle est faite, mais personne n’a sa feuille.", "l’imprimer, ou la refaire"
        )
    return ProtectionMeasure(
        name, "Elle n’a pas encore été faite.", "la faire, ou dire qu’il n’en faut pas"
    )


def _measures(
    desk: Desk, action: ActionInfo, settings: RightsSettings
) -> Iterator[ProtectionMeasure]:
    keys, day = security_view(desk), today(desk.clock)
    yield ProtectionMeasure(
        "Chiffrement",
        "La base, les brouillons et les sauvegardes sont chiffrés (AES-256, clé tirée au hasard). "
        "Sans la phrase de passe ni la clé de secours, rien ne s’y lit.",
    )
    kept = keys.key_kept
    yield ProtectionMeasure(
        "Clé de secours",
        f"En usage depuis le {long_date(keys.key_since)}"
        + (f", relue sur papier le {long_date(kept)}." if kept else ", jamais relue sur papier."),
        "" if kept else "relire la clé de secours sur sa fiche (Réglages, Sécurité)",
    )
    yield _lock(load_settings().lock_minutes)
    yield _association(desk.read(association_key))
    last = desk.read(last_backup)
    fresh = last is not None and (day - last.made_at.date()).days <= _STALE_DAYS
    yield ProtectionMeasure(
        "Sauvegarde ailleurs",
        f"La dernière date du {long_date(last.made_at.date())}, chiffrée et vérifiée."
        if last is not None
        else "Aucune sauvegarde n’a encore été faite hors de ce poste.",
        "" if fresh else "faire une sauvegarde ailleurs, puis régulièrement",
    )
    code = desk.read(pad_code) is not None
    yield ProtectionMeasure(
        "Écran de signature",
        "La personne qui signe ne voit que ce qui la concerne"
        + (", et un code garde le reste du poste." if code else "."),
        "" if code else "choisir un code pour l’écran de signature (Réglages)",
    )
    yield ProtectionMeasure(
        "Traçabilité",
        "Chaque changement est inscrit dans un journal chaîné, que rien ne modifie. Les "
        f"consultations, exports et impressions sont notés à part, gardés {KEPT_MONTHS}{NBSP}mois.",
    )
    yield ProtectionMeasure(
        "Minimisation",
        "Aucun numéro de sécurité sociale, aucun détail médical\u00a0: une absence est notée par "
        "sa catégorie. La signature est un tracé, sans vitesse ni pression.",
    )
    yield ProtectionMeasure(
        "Sans internet",
        "Le poste travaille hors connexion\u00a0: rien n’est confié à un hébergeur, rien ne sort "
        "de l’Union européenne. Ce qui part est choisi, noté, et chiffré quand le destinataire le "
        "peut.",
    )
    yield ProtectionMeasure(
        "Personnes",
        "Notice d’information remise à l’entrée\u00a0; accès, rectification et effacement se font "
        "depuis la fiche, et sont notés.",
    )
    if counts_fse(action.profile):
        until = settings.proofs_until
        yield ProtectionMeasure(
            "Fin de conservation des preuves",
            f"Le {long_date(until)}, d’après le financeur."
            if until
            else "Elle n’est pas encore connue\u00a0: cinq ans pleins après la sortie d’ici là.",
            "" if until else "demander au financeur la date, et la taper (Droits et données)",
        )
    yield ProtectionMeasure(
        "Délégué à la protection des données",
        settings.officer or "L’association n’en a pas indiqué.",
        "" if settings.officer else "dire s’il y en a un (Droits et données)",
    )
