"""WebDAV over HTTPS, as Nextcloud speaks it: a temporary name, then a move without overwriting."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from urllib.parse import quote

import httpx

from coachdesk.core.french import quoted
from coachdesk.sync.transports.protocol import Access, Parcel, Watch
from coachdesk.sync.transports.same_file import another_file, is_same, lost, too_large
from coachdesk.sync.transports.tls import context_for, untrusted
from coachdesk.sync.transports.trouble import After, TroubleError

_PATIENCE = httpx.Timeout(60.0, connect=20.0)
_PIECE = 1 << 16
_PROBE = ".coachdesk-essai"
_ABSENT = HTTPStatus.NOT_FOUND
_TAKEN = HTTPStatus.PRECONDITION_FAILED


class WebdavTransport:
    """See ``Transport``."""

    asks_first = True

    def __init__(self, access: Access) -> None:
        channel = access.channel
        self._where = channel.host
        self._folder = quote(channel.path.rstrip("/"))
        host = f"[{channel.host}]" if ":" in channel.host else channel.host
        auth = (
            httpx.BasicAuth(channel.user, (access.secret or b"").decode("utf-8"))
            if channel.user
            else None
        )
        self._client = httpx.Client(
            base_url=f"https://{host}:{channel.port}",
            auth=auth,
            verify=context_for(access.authority),
            timeout=_PATIENCE,
            follow_redirects=False,
        )

    def put(self, parcel: Parcel, watch: Watch) -> None:
        """See ``Transport.put``."""
        target = self._at(parcel.name)
        part = self._at(f".{parcel.name}.part")
        if self._found(target, parcel):
            return
        self._ask(
            "PUT",
            part,
            content=_told(parcel.data, watch),
            headers={"Content-Length": str(len(parcel.data))},
        )
        if self._size(part) not in {len(parcel.data), None}:
            raise lost(parcel.name)
        watch.committing()
        moved = self._ask(
            "MOVE", part, headers={"Destination": str(self._client.base_url.join(target)),
                                   "Overwrite": "F"}, allowed=(_TAKEN,),
        )  # fmt: skip
        if moved.status_code == _TAKEN:
            self._found(target, parcel)  # this very file, or it says that another one is there
            self._ask("DELETE", part, allowed=(_ABSENT,))
        if self._size(target, absent=-1) not in {len(parcel.data), None}:
            raise lost(parcel.name)

    def fetch(self, name: str, limit: int) -> bytes | None:
        """See ``Transport.fetch``."""
        found = bytearray()
        with self._explained(), self._client.stream("GET", self._at(name)) as answer:
            if answer.status_code == _ABSENT:
                return None
            self._check(answer)
            for piece in answer.iter_bytes(_PIECE):
                found += piece
                if len(found) > limit:
                    raise too_large(name)
        return bytes(found)

    def probe(self) -> None:
        """See ``Transport.probe``."""
        trial, named = self._at(_PROBE), self._at(f"{_PROBE}-2")
        self._ask("PROPFIND", f"{self._folder}/", headers={"Depth": "0"})
        self._ask("PUT", trial, content=b"CoachDesk\n")
        self._ask("DELETE", named, allowed=(_ABSENT,))
        destination = str(self._client.base_url.join(named))
        self._ask("MOVE", trial, headers={"Destination": destination, "Overwrite": "F"})
        self._ask("DELETE", named)

    def close(self) -> None:
        """See ``Transport.close``."""
        self._client.close()

    def _at(self, name: str) -> str:
        return f"{self._folder}/{quote(name)}"

    def _found(self, path: str, parcel: Parcel) -> bool:
        """Whether this very file is there under that name.

        Raises:
            TroubleError: another one is.
        """
        size = self._size(path, absent=-1)
        if size == -1:
            return False
        with self._explained(), self._client.stream("GET", path) as answer:
            self._check(answer)
            if not is_same(parcel, size, answer.iter_bytes(_PIECE)):
                raise another_file(parcel.name)
        return True

    def _size(self, path: str, absent: int | None = 0) -> int | None:
        """Bytes of the file there; None when the server does not say, ``absent`` without one."""
        answer = self._ask(
            "HEAD", path, headers={"Accept-Encoding": "identity"}, allowed=(_ABSENT,)
        )
        if answer.status_code == _ABSENT:
            return absent
        told = answer.headers.get("Content-Length", "")
        return int(told) if told.isdigit() else None

    def _ask(
        self,
        method: str,
        path: str,
        *,
        content: bytes | Iterator[bytes] | None = None,
        headers: dict[str, str] | None = None,
        allowed: tuple[HTTPStatus, ...] = (),
    ) -> httpx.Response:
        with self._explained():
            answer = self._client.request(method, path, content=content, headers=headers)
        if answer.status_code not in allowed:
            self._check(answer)
        return answer

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except httpx.TransportError as error:
            refused = untrusted(error, self._where)
            if refused is not None:
                raise refused from error
            raise TroubleError(
                f"Le serveur {quoted(self._where)} ne répond pas, ou la connexion s’est coupée.",
                "L’envoi sera tenté à nouveau dès que la connexion le permet.",
                After.RETRY,
            ) from error

    def _check(self, answer: httpx.Response) -> None:
        """Say in French what the server refuses."""
        status, where = answer.status_code, quoted(self._where)
        if status < HTTPStatus.MULTIPLE_CHOICES:
            return
        if status == HTTPStatus.UNAUTHORIZED:
            raise TroubleError(
                f"Le serveur {where} refuse le nom ou le mot de passe.",
                "Vérifiez-les avec son informatique, puis corrigez-les dans Réglages.",
                After.REPAIR,
            )
        if status == HTTPStatus.FORBIDDEN:
            raise TroubleError(
                f"Le serveur {where} n’autorise pas à écrire dans ce dossier.",
                "Demandez à son informatique d’ouvrir ce dossier à votre compte.",
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
            raise TroubleError(
                f"Le serveur {where} n’a plus de place.",
                "Prévenez son informatique\u202f; l’envoi sera tenté à nouveau.",
                After.RETRY,
            )
        raise TroubleError(
            f"Le serveur {where} a répondu par une erreur (code\u00a0{status}).",
            "L’envoi sera tenté à nouveau. Si cela se répète, prévenez son informatique.",
            After.RETRY,
        )


def _told(data: bytes, watch: Watch) -> Iterator[bytes]:
    view, total = memoryview(data), len(data)
    for start in range(0, total, _PIECE):
        watch.sent(start, total)
        yield bytes(view[start : start + _PIECE])
    watch.sent(total, total)
