"""WebDAV over HTTPS, as Nextcloud speaks it: a temporary name, then a move without overwriting."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from urllib.parse import quote
from urllib.request import getproxies, proxy_bypass

import httpx

from coachdesk.core.french import quoted
from coachdesk.sync.transports.protocol import PROBE, Access, Parcel, Watch, part_name, told_bytes
from coachdesk.sync.transports.quiet import keep_quiet
from coachdesk.sync.transports.same_file import another_file, is_same, lost, too_large
from coachdesk.sync.transports.server_words import no_room, not_let_in, silent
from coachdesk.sync.transports.tls import context_for, untrusted
from coachdesk.sync.transports.trouble import After, TroubleError
from coachdesk.sync.transports.waiting import HELD_BACK, PATIENCE, TO_REACH

keep_quiet("httpx", "httpcore")

_PATIENCE = httpx.Timeout(PATIENCE, connect=TO_REACH)
_PIECE = 1 << 16
_MOST_WORDS = 1 << 20
"""Bytes that are read of what a server says beside its code: nothing is made of them."""
_NOTHING = -1
_ABSENT = HTTPStatus.NOT_FOUND
_TAKEN = HTTPStatus.PRECONDITION_FAILED
_NO_CONTENT = (HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED)
"""What a folder answers that is asked for its content as if it were a file."""
_NOT_WEBDAV = {HTTPStatus.BAD_REQUEST, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED}


class WebdavTransport:
    """See ``Transport``."""

    asks_first = True

    def __init__(self, access: Access) -> None:
        channel = access.channel
        self._where = channel.host
        self._folder = quote(channel.path.rstrip("/"))
        host = channel.host.encode("idna").decode("ascii")  # httpx knows fewer names
        host = f"[{host}]" if ":" in host else host
        auth = (
            httpx.BasicAuth(channel.user, (access.secret or b"").decode("utf-8"))
            if channel.user
            else None
        )
        self._client = httpx.Client(
            base_url=f"https://{host}:{channel.port}",
            auth=auth,
            headers={"Accept-Encoding": "identity"},  # a size is that of the file
            transport=httpx.HTTPTransport(
                verify=context_for(access.authority),
                proxy=_proxy(channel.host),
                socket_options=[
                    (socket.SOL_SOCKET, socket.SO_SNDBUF, HELD_BACK),
                    (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
                ],
            ),
            timeout=_PATIENCE,
            follow_redirects=False,
        )

    def put(self, parcel: Parcel, watch: Watch) -> None:
        """See ``Transport.put``."""
        target, part = self._at(parcel.name), self._at(part_name(parcel.name))
        if self._found(target, parcel):
            self._ask("DELETE", part, allowed=(_ABSENT,))
            return
        self._ask(
            "PUT",
            part,
            content=_told(parcel.data, watch),
            headers={"Content-Length": str(len(parcel.data))},
        )
        self._require_whole(part, parcel)
        watch.committing()
        if not self._move(part, target) and self._found(target, parcel):
            self._ask("DELETE", part, allowed=(_ABSENT,))
        self._require_whole(target, parcel)

    def fetch(self, name: str, limit: int) -> bytes | None:
        """See ``Transport.fetch``."""
        found = bytearray()
        with self._explained(), self._client.stream("GET", self._at(name)) as answer:
            if answer.status_code == _ABSENT:
                return None
            self._check(answer, "lire")
            for piece in answer.iter_bytes(_PIECE):
                found += piece
                if len(found) > limit:
                    raise too_large(name)
        return bytes(found)

    def probe(self) -> None:
        """See ``Transport.probe``."""
        trial, named = self._at(PROBE), self._at(f"{PROBE}-2")
        self._ask("PROPFIND", f"{self._folder}/", headers={"Depth": "0"})
        try:
            self._ask("PUT", trial, content=b"CoachDesk\n")
            self._ask("DELETE", named, allowed=(_ABSENT,))
            if not self._move(trial, named):
                raise lost(PROBE)
            self._ask("DELETE", named)
        except TroubleError as error:
            if not isinstance(error.__cause__, httpx.RequestError):  # it answers
                with suppress(TroubleError):  # the first trouble is told
                    self._ask("DELETE", trial)
            raise

    def close(self) -> None:
        """See ``Transport.close``."""
        self._client.close()

    def _at(self, name: str) -> str:
        return f"{self._folder}/{quote(name)}"

    def _move(self, path: str, target: str) -> bool:
        """Give the file its name unless one has it; whether it got it."""
        headers = {"Destination": str(self._client.base_url.join(target)), "Overwrite": "F"}
        moved = self._ask("MOVE", path, headers=headers, allowed=(_TAKEN, _ABSENT))
        return moved.status_code < HTTPStatus.MULTIPLE_CHOICES

    def _found(self, path: str, parcel: Parcel) -> bool:
        """Whether this very file is there under that name.

        Raises:
            TroubleError: another one is.
        """
        size = self._size(path)
        if size == _NOTHING:
            return False
        if not self._is_same(path, size, parcel):
            raise another_file(parcel.name)
        return True

    def _require_whole(self, path: str, parcel: Parcel) -> None:
        """By its size: what TLS carried is what was sent. Read back when the server tells none."""
        size = self._size(path)
        if size != len(parcel.data) and not self._is_same(path, size, parcel):
            raise lost(parcel.name)

    def _is_same(self, path: str, size: int | None, parcel: Parcel) -> bool:
        if size not in {None, len(parcel.data)}:
            return False
        with self._explained(), self._client.stream("GET", path) as answer:
            if answer.status_code in _NO_CONTENT or answer.is_redirect:
                return False
            self._check(answer)
            return is_same(parcel, size, answer.iter_bytes(_PIECE))

    def _size(self, path: str) -> int | None:
        """Bytes of the file there; None when the server does not say, ``_NOTHING`` without one."""
        answer = self._ask("HEAD", path, allowed=(_ABSENT, *_NO_CONTENT))
        if answer.status_code == _ABSENT:
            return _NOTHING
        if answer.status_code in _NO_CONTENT:
            return None
        return told_bytes(answer.headers.get("Content-Length", ""))

    def _ask(
        self,
        method: str,
        path: str,
        *,
        content: bytes | Iterator[bytes] | None = None,
        headers: dict[str, str] | None = None,
        allowed: tuple[HTTPStatus, ...] = (),
    ) -> httpx.Response:
        asking = self._client.stream(method, path, content=content, headers=headers)
        with self._explained(), asking as answer:
            read = 0
            for piece in answer.iter_raw(_PIECE):  # the connection serves again once all is read
                read += len(piece)
                if read > _MOST_WORDS:
                    break
        if answer.status_code not in allowed:
            self._check(answer)
        return answer

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except httpx.RequestError as error:
            refused = untrusted(error, self._where)
            if refused is not None:
                raise refused from error
            raise silent(self._where) from error

    def _check(self, answer: httpx.Response, wanted: str = "écrire") -> None:
        """Say in French what the server refuses."""
        status, where = answer.status_code, quoted(self._where)
        if status < HTTPStatus.MULTIPLE_CHOICES:
            return
        if status == HTTPStatus.UNAUTHORIZED:
            raise not_let_in(self._where)
        if status == HTTPStatus.FORBIDDEN:
            raise TroubleError(
                f"Le serveur {where} n’autorise pas à {wanted} dans ce dossier.",
                "Demandez à son informatique d’ouvrir ce dossier à votre compte.",
                After.REPAIR,
            )
        if status in _NOT_WEBDAV or status < HTTPStatus.BAD_REQUEST:
            raise TroubleError(
                f"Ce qui répond sur {where} n’est pas un dossier WebDAV (code\u00a0{status}).",
                "Recopiez l’adresse WebDAV que donne son informatique ou son site.",
                After.REPAIR,
            )
        if status in {HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT}:
            raise TroubleError(
                f"Le dossier n’existe pas sur le serveur {where}.",
                "Vérifiez l’adresse de ce destinataire dans Réglages.",
                After.REPAIR,
            )
        if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            raise TroubleError(
                f"Le fichier est trop gros pour le serveur {where}.",
                "Remettez-le sur une clé, ou demandez à son informatique de relever la limite.",
                After.REPAIR,
            )
        if status == HTTPStatus.INSUFFICIENT_STORAGE:
            raise no_room(self._where)
        raise TroubleError(
            f"Le serveur {where} a répondu par une erreur (code\u00a0{status}).",
            "L’envoi sera tenté à nouveau. Si cela se répète, prévenez son informatique.",
            After.RETRY,
        )


def _proxy(host: str) -> str | None:
    """The proxy that this machine is set to go through; None when it goes by itself."""
    found = getproxies().get("https", "")
    return found if found.startswith("http") and not proxy_bypass(host) else None


def _told(data: bytes, watch: Watch) -> Iterator[bytes]:
    view, total = memoryview(data), len(data)
    for start in range(0, total, _PIECE):
        watch.sent(start, total)
        yield bytes(view[start : start + _PIECE])
    watch.sent(total, total)
