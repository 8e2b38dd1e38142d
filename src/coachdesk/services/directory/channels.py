"""How a recipient is reached: set, tried, with its secret kept apart in the encrypted store."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.french import of, quoted
from coachdesk.models import Recipient, RecipientSecret
from coachdesk.services.acts import act
from coachdesk.services.desk import Desk
from coachdesk.services.directory.access import access_of, secret_of
from coachdesk.services.directory.reach import reach_of
from coachdesk.services.rows import row
from coachdesk.signing.envelope import check_recipient
from coachdesk.store import UnitOfWork
from coachdesk.sync.channel import Channel, Way, parse_channel
from coachdesk.sync.transports.opening import open_transport
from coachdesk.sync.transports.protocol import Access
from coachdesk.sync.transports.tls import context_for

_NEVER_GIVEN_BACK = "un mot de passe ne se remet pas"
_TLS = (Way.WEBDAV, Way.MAIL, Way.MAIL_TLS)


@dataclass(frozen=True)
class ChannelFacts:
    """A channel as it is typed; an empty address is none.

    Attributes:
        url: the address, without any secret.
        secret: a password or an OpenSSH private key; None leaves the one kept, for that server.
        host_key: fingerprint of an SFTP server, compared by her with what its people told.
        authority, certificate: PEM.
        clear_allowed: personal data may leave in clear for that mailbox.
    """

    url: str
    secret: str | None = field(default=None, repr=False)
    host_key: str = ""
    authority: str = ""
    certificate: str = ""
    clear_allowed: bool = False


def save_channel(desk: Desk, recipient_id: UUID, facts: ChannelFacts) -> None:
    """Keep how a recipient is reached.

    Raises:
        UserError: an address, a fingerprint or a certificate that can't be.
    """
    told: list[str] = []
    with act(desk, lambda: f"voie d’envoi {of(told[0])}") as uow:
        recipient = row(uow.session, Recipient, recipient_id)
        told.append(recipient.name)
        put_channel(uow, recipient, facts)
        uow.commit()


def put_channel(uow: UnitOfWork, recipient: Recipient, facts: ChannelFacts) -> None:
    """Keep how ``recipient`` is reached with the rest of a transaction.

    A password is not kept for another server than the one that it was given for. What changes it
    can't be undone: no journal keeps the one before.

    Raises:
        UserError: an address, a fingerprint or a certificate that can't be.
    """
    channel = parse_channel(facts.url) if facts.url.strip() else None
    host_key = _host_key(channel, facts.host_key)
    authority, certificate = facts.authority.strip(), facts.certificate.strip()
    if authority and channel is not None and channel.way in _TLS:
        context_for(authority)
    if certificate:
        check_recipient(certificate.encode("utf-8"))
    url = channel.url if channel else None
    secret = facts.secret
    if secret is None and not is_same_server(recipient.channel, url):
        secret = ""  # nosec B105
    recipient.channel = url
    recipient.host_key = host_key or None
    recipient.authority, recipient.certificate = authority or None, certificate or None
    recipient.clear_allowed = facts.clear_allowed
    uow.session.flush()  # its secret refers to it
    _change_secret(uow, recipient.id, secret)


def is_same_server(before: str | None, url: str | None) -> bool:
    """Whether two addresses are of one server, that may be shown the same password."""
    try:
        one, other = reach_of(before), reach_of(url)
    except UserError:  # an address of another version
        return False
    return (one.way, one.host) == (other.way, other.host)


def asks_for_secret(url: str | None) -> bool:
    """Whether an address is that of a server that someone signs in to."""
    return url is not None and bool(parse_channel(url).user)


def forget_secret(uow: UnitOfWork, recipient_id: UUID) -> None:
    """Remove the password or key of a recipient reached elsewhere from now on."""
    _change_secret(uow, recipient_id, "")


def _change_secret(uow: UnitOfWork, recipient_id: UUID, typed: str | None) -> None:
    """The journal is told that it changed, never what it is: such an act is final."""
    if _keep_secret(uow.session, recipient_id, typed):
        uow.note("secret-changed", Recipient.__tablename__, recipient_id, {"kept": bool(typed)})
        uow.final = _NEVER_GIVEN_BACK


def try_channel(desk: Desk, recipient_id: UUID) -> str:
    """Connect to a recipient and try what sending needs; gives the sentence that says it works.

    Raises:
        UserError: what is wrong, in one sentence, with its remedy.
    """
    with desk.store.read() as link, Session(link) as session:
        recipient = row(session, Recipient, recipient_id)
        if recipient.channel is None:
            raise UserError(
                f"Le destinataire {quoted(recipient.name)} n’a pas de voie d’envoi.",
                "Donnez-lui une adresse d’envoi d’abord.",
            )
        access, name = access_of(session, recipient), recipient.name
    return try_access(access, name)


def typed_access(desk: Desk, recipient_id: UUID | None, facts: ChannelFacts) -> Access:
    """What a form holds, ready to be tried before it is recorded; the secret kept serves there too.

    Raises:
        UserError: an address or a fingerprint that can't be.
    """
    channel = parse_channel(facts.url)
    secret = facts.secret.encode("utf-8") if facts.secret is not None else None
    if facts.secret is None and recipient_id is not None:
        with desk.store.read() as link, Session(link) as session:
            secret = secret_of(session, recipient_id)
    host_key = _host_key(channel, facts.host_key)
    return Access(channel, secret, host_key or None, facts.authority.strip() or None)


def try_access(access: Access, name: str) -> str:
    """Connect, and try what sending needs; gives the sentence that says it works.

    Raises:
        UserError: what is wrong, in one sentence, with its remedy.
    """
    transport = open_transport(access)
    try:
        transport.probe()
    finally:
        transport.close()
    return f"{quoted(name)} peut être joint, et ce qui lui est envoyé y sera accepté."


def shown_host_key(url: str) -> str:
    """The fingerprint that an SFTP server shows, for her to compare with what she was told.

    Raises:
        UserError: the address is of another kind, or no server answers.
    """
    channel = parse_channel(url)
    if channel.way is not Way.SFTP:
        raise UserError(
            "Seul un serveur SFTP a une empreinte à comparer.",
            "Les autres serveurs sont reconnus à leur certificat.",
        )
    # paramiko takes 0.3 s to load, and only who sets a server up waits for it.
    from coachdesk.sync.transports.sftp import shown_key

    return shown_key(channel)


def _host_key(channel: Channel | None, typed: str) -> str:
    """« SHA256:… » as OpenSSH writes it."""
    if channel is None or channel.way is not Way.SFTP:
        return ""
    told = "".join(typed.split())
    if told and not told.startswith("SHA256:"):
        raise UserError(
            "Cette empreinte n’est pas celle d’un serveur SFTP.",
            "Elle commence par « SHA256: », comme l’affiche ssh-keygen -l.",
        )
    return told.rstrip("=")


def _keep_secret(session: Session, recipient_id: UUID, typed: str | None) -> bool:
    """Whether it changed; None leaves the one kept, an empty one removes it."""
    if typed is None:
        return False
    kept = session.get(RecipientSecret, recipient_id)
    value = typed.encode("utf-8")
    if (kept.value if kept is not None else b"") == value:
        return False
    if kept is None:
        session.add(RecipientSecret(id=recipient_id, value=value))
    elif value:
        kept.value = value
    else:
        session.delete(kept)
    return True
