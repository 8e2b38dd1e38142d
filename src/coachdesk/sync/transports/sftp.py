"""SFTP: a pinned host key, bytes under a temporary name, resumed where they stopped."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import PurePosixPath

import paramiko

from coachdesk.core.french import quoted
from coachdesk.sync.transports.protocol import PROBE, Access, Parcel, Watch, part_name
from coachdesk.sync.transports.same_file import another_file, is_same, lost, too_large, unreadable
from coachdesk.sync.transports.server_words import no_room, silent
from coachdesk.sync.transports.sftp_pipe import SftpClient, draw, flushed, pour, room
from coachdesk.sync.transports.ssh_link import WINDOW, shown_key, signed_in
from coachdesk.sync.transports.trouble import After, TroubleError
from coachdesk.sync.transports.waiting import PATIENCE

__all__ = ["SftpTransport", "shown_key"]

_FULL = 1 << 18
"""A server with less room than that has none."""
_NO_FILE = -1


class SftpTransport:
    """See ``Transport``. It connects when it is made.

    Raises:
        TroubleError: it can't.
    """

    asks_first = True

    def __init__(self, access: Access) -> None:
        channel = access.channel
        self._where = channel.host
        self._link = signed_in(access)
        try:
            self._client = self._opened()
            self._folder = PurePosixPath(channel.path or "/")
            if self._folder.is_relative_to("/~"):
                with self._explained():
                    home = PurePosixPath(self._client.normalize("."))
                self._folder = home / self._folder.relative_to("/~")
        except BaseException:
            self._link.close()
            raise

    def put(self, parcel: Parcel, watch: Watch) -> None:
        """See ``Transport.put``."""
        target = str(self._folder / parcel.name)
        part = str(self._folder / part_name(parcel.name))
        with self._explained():
            if self._found(target, parcel):
                self._forget(part)
                return
            self._write(part, parcel, watch)
            self._require_whole(part, parcel)
            watch.committing()
            self._take_name(part, target, parcel)
            self._require_whole(target, parcel)

    def fetch(self, name: str, limit: int) -> bytes | None:
        """See ``Transport.fetch``."""
        with self._explained():
            try:
                with self._client.open(str(self._folder / name), "rb") as stream:
                    found = stream.read(limit + 1)
            except FileNotFoundError:
                return None
            except OSError as error:
                if isinstance(error, TimeoutError) or not self._link.is_active():
                    raise
                raise unreadable(name) from error
        if len(found) > limit:
            raise too_large(name)
        return found

    def probe(self) -> None:
        """See ``Transport.probe``."""
        trial, named = (str(self._folder / f"{PROBE}{end}") for end in ("", "-2"))
        with self._explained():
            self._forget(trial)
            self._forget(named)
            with self._client.open(trial, "wb") as stream:
                stream.write(b"CoachDesk\n")
            try:
                self._client.rename(trial, named)
            except PermissionError:
                self._forget(trial)
                raise
            self._client.remove(named)

    def close(self) -> None:
        """See ``Transport.close``."""
        self._link.close()

    def _opened(self) -> paramiko.SFTPClient:
        try:
            client = SftpClient.from_transport(self._link, window_size=WINDOW)
        except (paramiko.SSHException, EOFError, OSError) as error:
            if not self._link.is_active():
                raise silent(self._where, resumes=True) from error
            raise TroubleError(
                f"Le serveur {quoted(self._where)} vous connaît, mais n’offre pas SFTP.",
                "Demandez à son informatique de l’ouvrir à votre compte.",
                After.REPAIR,
            ) from error
        assert client is not None, "only a link that is closing gives none"
        channel = client.get_channel()
        assert channel is not None
        channel.settimeout(PATIENCE)
        return client

    def _write(self, part: str, parcel: Parcel, watch: Watch) -> None:
        """Send what is not there yet: what an earlier try left is read back, and kept if good."""
        size, total = self._size(part) or 0, len(parcel.data)
        data = memoryview(parcel.data)
        start = self._good(part, data, min(size, total), watch) if size > 0 else 0
        with self._client.open(part, "r+b" if start else "wb") as stream:
            if start and size > total:
                stream.truncate(total)
            pour(self._client, stream.handle, data, start, watch)
            with suppress(OSError):  # a server that does not know how to flush
                flushed(self._client, stream.handle)

    def _good(self, part: str, data: memoryview, size: int, watch: Watch) -> int:
        """How many of the first bytes of an unfinished file are those of ``data``."""
        good = 0
        with suppress(PermissionError):  # a folder where one may only leave things
            for piece in self._pieces(part, size):
                watch.sent(good, len(data))
                if data[good : good + len(piece)] != piece:
                    break
                good += len(piece)
        return good

    def _take_name(self, part: str, target: str, parcel: Parcel) -> None:
        """Give the file its name, unless this very file has it already."""
        try:
            self._client.rename(part, target)  # refuses to take another's place
        except TimeoutError:
            raise  # nothing more is asked of who does not answer
        except OSError:
            if not self._found(target, parcel):
                self._require_whole(part, parcel)
                raise
            self._forget(part)

    def _require_whole(self, path: str, parcel: Parcel) -> None:
        if self._size(path) != len(parcel.data):
            raise lost(parcel.name)

    def _forget(self, path: str) -> None:
        with suppress(FileNotFoundError):  # that is what was wanted
            self._client.remove(path)

    def _found(self, path: str, parcel: Parcel) -> bool:
        """Whether this very file is there under that name.

        Raises:
            TroubleError: another one is.
        """
        size = self._size(path)
        if size is None:
            return False
        if not is_same(parcel, size, self._pieces(path, size)):
            raise another_file(parcel.name)
        return True

    def _size(self, path: str) -> int | None:
        try:
            found = self._client.stat(path)
        except FileNotFoundError:
            return None
        if found.st_mode is not None and not stat.S_ISREG(found.st_mode):
            return _NO_FILE
        return found.st_size

    def _pieces(self, path: str, size: int) -> Iterator[bytes]:
        with self._client.open(path, "rb") as stream:
            yield from draw(self._client, stream.handle, size)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Say in French what the server refuses."""
        where, folder = quoted(self._where), quoted(str(self._folder))
        try:
            yield
        except (paramiko.SSHException, EOFError, TimeoutError) as error:
            raise silent(self._where, resumes=True) from error
        except PermissionError as error:
            raise TroubleError(
                f"Le serveur {where} ne vous laisse pas écrire dans {folder}.",
                "Demandez à son informatique d’ouvrir ce dossier à votre compte.",
                After.REPAIR,
            ) from error
        except FileNotFoundError as error:
            raise TroubleError(
                f"Le dossier {folder} n’existe pas sur le serveur {where}.",
                "Vérifiez l’adresse de ce destinataire dans Réglages.",
                After.REPAIR,
            ) from error
        except OSError as error:
            if not self._link.is_active():
                raise silent(self._where, resumes=True) from error
            left = room(self._client, str(self._folder))
            raise no_room(self._where, told=left is not None and left < _FULL) from error
