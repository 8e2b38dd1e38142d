"""A link with an SSH server: the one whose key was pinned, and no other."""

import base64
import hashlib
import io
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import paramiko

from coachdesk.core.french import NBSP, quoted
from coachdesk.sync.channel import Channel
from coachdesk.sync.transports.protocol import Access
from coachdesk.sync.transports.quiet import keep_quiet
from coachdesk.sync.transports.server_words import not_let_in, silent
from coachdesk.sync.transports.trouble import After, TroubleError
from coachdesk.sync.transports.waiting import PATIENCE, TO_REACH

keep_quiet("paramiko")

WINDOW = 1 << 24
_KEY_KINDS = (
    ("ssh-ed25519",),
    ("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"),
    ("rsa-sha2-512", "rsa-sha2-256"),
)
"""A server has a key of each kind; the one that was pinned may not be the first proposed."""
_NOT_HEARD = ("saw EOF", "timeout")
"""What the library calls a failed authentication, and is a server that did not answer."""
_FAST = ("aes128-gcm@openssh.com", "aes256-gcm@openssh.com")
"""One pass over the bytes instead of two, in what is otherwise Python."""


def shown_key(channel: Channel) -> str:
    """The fingerprint that the server shows: « SHA256:… », to be compared before it is trusted.

    Raises:
        TroubleError: no server answers there.
    """
    with reaching(channel.host):
        link = _begun(channel, ())
        try:
            return _fingerprint(link.get_remote_server_key())
        finally:
            link.close()


def signed_in(access: Access) -> paramiko.Transport:
    """A link with the server whose key was pinned, which let us in.

    Raises:
        TroubleError: none answers, another key does, or it does not let us in.
    """
    host = access.channel.host
    if access.host_key is None:
        raise TroubleError(
            f"L’empreinte du serveur {quoted(host)} n’a pas encore été vérifiée.",
            "Ouvrez ce destinataire dans Réglages et comparez l’empreinte avec celle que son "
            "informatique vous donne.",
            After.REPAIR,
        )
    with reaching(host):
        link = _trusted(access.channel, access.host_key)
        try:
            _sign_in(link, access)
        except BaseException:
            link.close()
            raise
        return link


@contextmanager
def reaching(host: str) -> Iterator[None]:
    """Say in French why a server was not reached."""
    try:
        yield
    except paramiko.AuthenticationException as error:
        if any(words in str(error) for words in _NOT_HEARD):
            raise silent(host, resumes=True) from error
        raise not_let_in(host, "le nom, le mot de passe ou la clé") from error
    except (paramiko.SSHException, EOFError, OSError) as error:
        raise silent(host, resumes=True) from error


def _trusted(channel: Channel, pinned: str) -> paramiko.Transport:
    """A link with the server that shows this key, whichever of its keys it proposes first."""
    shown = ""
    for kinds in ((), *_KEY_KINDS):
        try:
            link = _begun(channel, kinds)
        except paramiko.ssh_exception.IncompatiblePeer:
            if not shown:
                raise
            continue  # it has no key of that kind
        found = _fingerprint(link.get_remote_server_key())
        if found == pinned:
            return link
        shown = shown or found
        link.close()
    raise TroubleError(
        f"Le serveur {quoted(channel.host)} ne montre plus la même empreinte{NBSP}: rien n’a été "
        f"envoyé. Il montre {shown} au lieu de {pinned}.",
        "Appelez son informatique. N’acceptez la nouvelle empreinte que si elle vous la confirme.",
        After.REPAIR,
    )


def _begun(channel: Channel, kinds: tuple[str, ...]) -> paramiko.Transport:
    wire = socket.create_connection((channel.host, channel.port), timeout=TO_REACH)
    link = paramiko.Transport(wire, default_window_size=WINDOW)
    link.banner_timeout = link.handshake_timeout = PATIENCE
    link.auth_timeout = link.channel_timeout = PATIENCE
    options = link.get_security_options()
    options.ciphers = (*_FAST, *(each for each in options.ciphers if each not in _FAST))
    if kinds:
        options.key_types = kinds
    try:
        link.start_client(timeout=PATIENCE)
    except BaseException:
        link.packetizer.complete_handshake()  # else a timer waits for it
        link.close()
        raise
    return link


def _fingerprint(key: paramiko.PKey) -> str:
    digest = base64.b64encode(hashlib.sha256(key.asbytes()).digest()).decode().rstrip("=")
    return f"SHA256:{digest}"


def _sign_in(link: paramiko.Transport, access: Access) -> None:
    secret, user = (access.secret or b"").decode("utf-8"), access.channel.user
    if secret.lstrip().startswith(("-----BEGIN", "PuTTY-User-Key-File")):  # never sent
        link.auth_publickey(user, _private_key(secret.strip() + "\n"))
    else:
        link.auth_password(user, secret)
    if not link.is_authenticated():
        raise paramiko.AuthenticationException("it asks for more than one proof")


def _private_key(text: str) -> paramiko.PKey:
    for kind in (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey):
        with suppress(Exception):  # what is no key at all fails in many ways
            return kind.from_private_key(io.StringIO(text))
    raise TroubleError(
        "La clé privée de ce destinataire n’est pas lisible.",
        "Donnez une clé OpenSSH (ed25519, ECDSA ou RSA) sans mot de passe.",
        After.REPAIR,
    )
