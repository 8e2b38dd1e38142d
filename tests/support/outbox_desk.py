"""An outbox to look at: recipients that are reached for real, deliveries in every state."""

import hashlib
from datetime import timedelta
from uuid import UUID

from coachdesk.core.ids import new_id
from coachdesk.domain.deliveries import DeliveryKind, DeliveryState
from coachdesk.models import Delivery, DeliveryContent
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.directory.channels import ChannelFacts, save_channel
from coachdesk.services.directory.recipients import Takes, save_recipient
from coachdesk.services.outbox.steps import move, tell
from support.servers.ssh import SshServer

COUNTY = "Conseil départemental de la Somme"


def reach(desk: Desk, action: ActionInfo, facts: ChannelFacts, name: str = COUNTY) -> UUID:
    """A recipient of months that is reached so."""
    recipient_id = save_recipient(desk, action, None, {"name": name}, {Takes.MONTHS})
    save_channel(desk, recipient_id, facts)
    return recipient_id


def sftp_facts(server: SshServer, port: int | None = None) -> ChannelFacts:
    """How ``server`` is reached, by another port when one is given."""
    return ChannelFacts(
        url=f"sftp://{server.user}@127.0.0.1:{port or server.port}{server.folder}",
        secret=server.key.decode(),
        host_key=server.fingerprint,
    )


def put(
    desk: Desk,
    recipient_id: UUID,
    subject: str,
    *steps: tuple[DeliveryState, str],
    data: bytes = b"",
    encrypted: bool = True,
    trouble: str | None = None,
    retry: timedelta | None = None,
) -> UUID:
    """A delivery that went through ``steps`` after it was queued.

    ``trouble`` and ``retry`` are those of a failure: why, and in how long it is tried again.
    """
    content = data or subject.encode("utf-8") * 40_000
    with desk.store.write() as uow:
        delivery = Delivery(
            id=new_id(),
            action_id=desk.actions[0].id,
            recipient_id=recipient_id,
            kind=DeliveryKind.MONTH,
            addressee=COUNTY,
            subject=subject,
            filename=f"{subject.replace(' ', '-').lower()}.zip{'.p7m' if encrypted else ''}",
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            encrypted=encrypted,
            state=DeliveryState.QUEUED,
            uncertain=False,
            attempts=0,
            queued_at=uow.now,
        )
        uow.session.add(delivery)
        uow.session.flush()
        uow.session.add(DeliveryContent(id=delivery.id, data=content))
        tell(uow, delivery)
        uow.session.flush()
        for state, words in steps:
            move(uow, delivery, state, words)
            uow.session.flush()
        delivery.trouble = trouble
        delivery.next_try = uow.now + retry if retry is not None else None
        uow.commit()
    return delivery.id


_GONE = (DeliveryState.SENDING, "")
_SERVER = "Le serveur « depot.exemple.fr » ne répond pas."
_REMEDY = "Vérifiez la connexion ; un nouvel essai se fait de lui-même."


def every_state(desk: Desk, recipient_id: UUID) -> dict[DeliveryState | str, UUID]:
    """One delivery in each state, by state; « repair » is the failure that waits for one."""
    states = DeliveryState
    failed = (_GONE, (states.FAILED, _SERVER))
    refused = "Le serveur « depot.exemple.fr » refuse le mot de passe."
    return {
        states.CONFIRMED: put(
            desk, recipient_id, "Mois de mai 2023", _GONE, (states.HANDED_OVER, ""),
            (states.CONFIRMED, "reçu par Service insertion"),
        ),
        states.HANDED_OVER: put(
            desk, recipient_id, "Mois de juin 2023", _GONE, (states.HANDED_OVER, "")
        ),
        states.WITHDRAWN: put(
            desk, recipient_id, "Mois de juillet 2023",
            (states.WITHDRAWN, "remis en main propre à la réunion du 4"), encrypted=False,
        ),
        states.CONFLICT: put(
            desk, recipient_id, "Mois d’août 2023", _GONE,
            (states.CONFLICT, "Un autre fichier porte déjà ce nom."),
            trouble="Un autre fichier porte déjà ce nom. Il n’a pas été touché.",
        ),
        states.TO_CHECK: put(
            desk, recipient_id, "Mois de septembre 2023", _GONE,
            (states.TO_CHECK, "interrompu au dernier moment"), encrypted=False,
        ),
        "repair": put(
            desk, recipient_id, "Mois d’octobre 2023", _GONE, (states.FAILED, refused),
            trouble=f"{refused} Donnez-le à nouveau dans Réglages, Destinataires.",
        ),
        states.FAILED: put(
            desk, recipient_id, "Mois de novembre 2023", *failed,
            trouble=f"{_SERVER} {_REMEDY}", retry=timedelta(minutes=32),
        ),
        states.QUEUED: put(desk, recipient_id, "Mois de décembre 2023"),
    }  # fmt: skip
