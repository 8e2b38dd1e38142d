"""SFTP: a pinned host key, bytes under a temporary name, resumed where they stopped."""

import base64
import hashlib
import io
import logging
import socket
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import PurePosixPath

import paramiko
from paramiko import sftp as wire

from coachdesk.core.french import NBSP, quoted
from coachdesk.sync.channel import Channel
from coachdesk.sync.transports.protocol import Access, Parcel, Watch
from coachdesk.sync.transports.same_file import another_file, is_same, lost, too_large
from coachdesk.sync.transports.trouble import After, TroubleError

logging.getLogger("paramiko").addHandler(logging.NullHandler())
logging.getLogger("paramiko").propagate = False  # it would tell users and paths

_PATIENCE = 30.0
"""Seconds that a silent server is waited for."""
_PIECE = 32_768
"""Bytes of one write: what every server takes at once."""
_WINDOW = 1 << 24
_STEP_BACK = 1 << 18
"""Bytes sent again at a resume: the last ones may not have reached the disk."""
_PROBE = ".coachdesk-essai"
_KEY_KINDS = (
    ("ssh-ed25519",),
    ("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"),
    ("rsa-sha2-512", "rsa-sha2-256"),
)
"""A server has a key of each kind; the one that was pinned may not be the first proposed."""


class SftpTransport:
    """See ``Transport``. It connects when it is made.

    Raises:
        TroubleError: it can't.
    """

    asks_first = True

    def __init__(self, access: Access) -> None:
        channel = access.channel
        self._where = channel.host
        self._folder = PurePosixPath(channel.path or "/")
        self._link = _trusted(access)
        try:
            with _explained(channel.host):
                _sign_in(self._link, access)
                client = paramiko.SFTPClient.from_transport(self._link, window_size=_WINDOW)
                assert client is not None
                client.get_channel().settimeout(_PATIENCE)  # type: ignore[union-attr]  # it is open
                self._client = client
                if channel.path.startswith("/~"):
                    home = PurePosixPath(client.normalize("."))
                    self._folder = home / channel.path.lstrip("/~")
        except BaseException:
            self._link.close()
            raise

    def put(self, parcel: Parcel, watch: Watch) -> None:
        """See ``Transport.put``."""
        target = str(self._folder / parcel.name)
        part = str(self._folder / f".{parcel.name}.part")
        with self._explained():
            if self._found(target, parcel):
                return
            kept = self._size(part) or 0
            resumed = 0 < kept <= len(parcel.data)
            self._write(part, parcel, max(kept - _STEP_BACK, 0) if resumed else 0, watch)
            size = self._size(part)
            if size != len(parcel.data) or (
                resumed and not is_same(parcel, size, self._pieces(part))
            ):
                self._client.remove(part)
                raise lost(parcel.name)
            watch.committing()
            try:
                self._client.rename(part, target)  # refuses to take another's place
            except OSError:
                if not self._found(target, parcel):
                    raise
                with suppress(OSError):
                    self._client.remove(part)
            if self._size(target) != len(parcel.data):
                raise lost(parcel.name)

    def fetch(self, name: str, limit: int) -> bytes | None:
        """See ``Transport.fetch``."""
        with self._explained():
            try:
                with self._client.open(str(self._folder / name), "rb") as stream:
                    found = stream.read(limit + 1)
            except FileNotFoundError:
                return None
        if len(found) > limit:
            raise too_large(name)
        return found

    def probe(self) -> None:
        """See ``Transport.probe``."""
        trial, named = (str(self._folder / f"{_PROBE}{end}") for end in ("", "-2"))
        with self._explained():
            for left in (trial, named):
                with suppress(FileNotFoundError):
                    self._client.remove(left)
            with self._client.open(trial, "wb") as stream:
                stream.write(b"CoachDesk\n")
            self._client.rename(trial, named)
            self._client.remove(named)

    def close(self) -> None:
        """See ``Transport.close``."""
        self._link.close()

    def _write(self, part: str, parcel: Parcel, start: int, watch: Watch) -> None:
        total = len(parcel.data)
        view = memoryview(parcel.data)
        with self._client.open(part, "r+b" if start else "wb") as stream:
            stream.set_pipelined(True)
            stream.seek(start)
            for at in range(start, total, _PIECE):
                watch.sent(at, total)
                stream.write(bytes(view[at : at + _PIECE]))
            stream.flush()
            stream.set_pipelined(False)
            if start:
                stream.truncate(total)
            with suppress(OSError):  # a server that does not know how to flush
                self._extension("fsync@openssh.com", stream.handle)
        watch.sent(total, total)

    def _found(self, path: str, parcel: Parcel) -> bool:
        """Whether this very file is there under that name.

        Raises:
            TroubleError: another one is.
        """
        size = self._size(path)
        if size is None:
            return False
        if not is_same(parcel, size, self._pieces(path)):
            raise another_file(parcel.name)
        return True

    def _size(self, path: str) -> int | None:
        try:
            found = self._client.stat(path)
        except FileNotFoundError:
            return None
        if found.st_mode is not None and not stat.S_ISREG(found.st_mode):
            return -1
        return found.st_size

    def _pieces(self, path: str) -> Iterator[bytes]:
        with self._client.open(path, "rb") as stream:
            stream.prefetch()
            while piece := stream.read(_PIECE):
                yield piece

    def _extension(self, name: str, subject: object) -> tuple[int, paramiko.Message]:
        """What the server answers to one of OpenSSH's extensions."""
        ask = self._client._request  # type: ignore[attr-defined]  # noqa: SLF001  (no other way)
        answer: tuple[int, paramiko.Message] = ask(wire.CMD_EXTENDED, name, subject)
        return answer

    @contextmanager
    def _explained(self) -> Iterator[None]:
        with _explained(self._where, self._folder, self._is_full):
            yield

    def _is_full(self) -> bool:
        """Whether the server says that no room is left; false when it does not say."""
        try:
            kind, told = self._extension("statvfs@openssh.com", str(self._folder))
        except (OSError, EOFError, paramiko.SSHException):
            return False
        if kind != wire.CMD_EXTENDED_REPLY:
            return False
        _block, piece, _all, _free, available = (told.get_int64() for _ in range(5))
        return bool(piece * available < _STEP_BACK)


def shown_key(channel: Channel) -> str:
    """The fingerprint that the server shows: « SHA256:… », to be compared before it is trusted.

    Raises:
        TroubleError: no server answers there.
    """
    with _explained(channel.host):
        link = _begun(channel, ())
        try:
            return _fingerprint(link.get_remote_server_key())
        finally:
            link.close()


def _trusted(access: Access) -> paramiko.Transport:
    """A link with the server whose key was pinned.

    Raises:
        TroubleError: none answers, or another key does.
    """
    channel = access.channel
    if access.host_key is None:
        raise TroubleError(
            f"L’empreinte du serveur {quoted(channel.host)} n’a pas encore été vérifiée.",
            "Ouvrez ce destinataire dans Réglages et comparez l’empreinte avec celle que son "
            "informatique vous donne.",
            After.REPAIR,
        )
    shown = ""
    for kinds in ((), *_KEY_KINDS):
        try:
            with _explained(channel.host):
                link = _begun(channel, kinds)
        except TroubleError:
            if not shown:
                raise
            continue  # it has no key of that kind
        found = _fingerprint(link.get_remote_server_key())
        if found == access.host_key:
            return link
        shown = shown or found
        link.close()
    raise TroubleError(
        f"Le serveur {quoted(channel.host)} ne montre plus la même empreinte{NBSP}: rien n’a été "
        f"envoyé. Il montre {shown}.",
        "Appelez son informatique. N’acceptez la nouvelle empreinte que si elle vous la confirme.",
        After.REPAIR,
    )


def _begun(channel: Channel, kinds: tuple[str, ...]) -> paramiko.Transport:
    wire_link = socket.create_connection((channel.host, channel.port), timeout=_PATIENCE)
    link = paramiko.Transport(wire_link, default_window_size=_WINDOW)
    link.banner_timeout = link.auth_timeout = _PATIENCE
    if kinds:
        link.get_security_options().key_types = kinds
    try:
        link.start_client(timeout=_PATIENCE)
    except BaseException:
        link.close()
        raise
    return link


def _fingerprint(key: paramiko.PKey) -> str:
    digest = base64.b64encode(hashlib.sha256(key.asbytes()).digest()).decode().rstrip("=")
    return f"SHA256:{digest}"


def _sign_in(link: paramiko.Transport, access: Access) -> None:
    secret, user = access.secret or b"", access.channel.user
    if secret.lstrip().startswith(b"-----BEGIN"):
        link.auth_publickey(user, _private_key(secret.decode("ascii", "replace")))
    else:
        link.auth_password(user, secret.decode("utf-8"))


def _private_key(text: str) -> paramiko.PKey:
    for kind in (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey):
        with suppress(paramiko.SSHException, ValueError):
            return kind.from_private_key(io.StringIO(text))
    raise TroubleError(
        "La clé privée de ce destinataire n’est pas lisible.",
        "Donnez une clé OpenSSH (ed25519, ECDSA ou RSA) sans mot de passe.",
        After.REPAIR,
    )


@contextmanager
def _explained(
    host: str, folder: PurePosixPath | None = None, is_full: Callable[[], bool] | None = None
) -> Iterator[None]:
    where = quoted(host)
    try:
        yield
    except paramiko.AuthenticationException as error:
        raise TroubleError(
            f"Le serveur {where} refuse le nom ou le mot de passe.",
            "Vérifiez-les avec son informatique, puis corrigez-les dans Réglages.",
            After.REPAIR,
        ) from error
    except PermissionError as error:
        raise TroubleError(
            f"Le serveur {where} n’autorise pas à écrire dans {quoted(str(folder))}.",
            "Demandez à son informatique d’ouvrir ce dossier à votre compte.",
            After.REPAIR,
        ) from error
    except FileNotFoundError as error:
        raise TroubleError(
            f"Le dossier {quoted(str(folder))} n’existe pas sur le serveur {where}.",
            "Vérifiez l’adresse de ce destinataire dans Réglages.",
            After.REPAIR,
        ) from error
    except (
        paramiko.SSHException,
        EOFError,
        socket.gaierror,
        TimeoutError,
        ConnectionError,
    ) as error:
        raise TroubleError(
            f"Le serveur {where} ne répond pas, ou la connexion s’est coupée.",
            "L’envoi reprendra là où il s’est arrêté, dès que la connexion le permet.",
            After.RETRY,
        ) from error
    except OSError as error:
        if is_full is not None and is_full():
            raise TroubleError(
                f"Le serveur {where} n’a plus de place.",
                "Prévenez son informatique\u202f; l’envoi sera tenté à nouveau.",
                After.RETRY,
            ) from error
        raise TroubleError(
            f"Le serveur {where} n’a pas accepté le fichier.",
            "L’envoi sera tenté à nouveau. Si cela se répète, prévenez son informatique.",
            After.RETRY,
        ) from error
