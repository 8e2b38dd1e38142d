"""The pages of the file, one by one: each carries a seal that only the key can make.

SQLCipher checks a page when it happens to be read. Here every page is looked at, those that wait in
the WAL too, without opening the database: what is found is told page by page, can be stopped, and
changes nothing. Format: https://www.zetetic.net/sqlcipher/design/ and
https://sqlite.org/fileformat2.html#the_write_ahead_log.
"""

import hmac
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import pbkdf2_hmac
from io import SEEK_END
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

PAGE = 4096
SALT = 16
"""In clear at the head of the file, in the place of SQLite's own sixteen first bytes."""
_SEAL, _VECTOR = 64, 16
"""At the end of a page, the vector of its cipher before the seal."""
LOCK_PAGE = (1 << 30) // PAGE + 1
"""Of a file past one GiB, the page that SQLite locks bytes of and never writes: it has no seal, and
is in no WAL. See « The Lock-Byte Page » in https://sqlite.org/fileformat2.html."""
_FRAME_HEAD = 24
WAL_FRAME = _FRAME_HEAD + PAGE
"""What a page takes in the WAL."""
_WAL_HEAD = 32
_SALT_MASK = 0x3A
_STRIDE = 256
"""Pages looked at between two words to who waits: one MiB."""
_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}
"""The first word of a WAL, and the order of the bytes in its sums."""

Walked = Callable[[float], None]
"""Told the fraction that was looked at; what it raises stops the walk."""


class Seals:
    """Makes the seals of the pages of one file: from its key, and the salt at its head."""

    def __init__(self, key: bytes, salt: bytes) -> None:
        made = pbkdf2_hmac("sha512", key, bytes(byte ^ _SALT_MASK for byte in salt), 2, 32)
        self._begun = hmac.new(made, digestmod="sha512")

    def holds(self, number: int, page: bytes) -> bool:
        """Whether ``page`` is the page of that number as it was written, to the bit."""
        if len(page) != PAGE:
            return False
        if number == LOCK_PAGE:
            return True
        seal = self._begun.copy()
        seal.update(page[SALT if number == 1 else 0 : -_SEAL])
        seal.update(number.to_bytes(4, "little"))
        return hmac.compare_digest(seal.digest(), page[-_SEAL:])


@dataclass(frozen=True)
class Pages:
    """What a walk of the file found."""

    count: int
    wrong: tuple[int, ...]
    """The numbers of the pages that are not as they were written, a cut one included."""

    @property
    def foreign(self) -> bool:
        """Whether no page at all is of this key: another file, another key, or a lost head."""
        return self.count > 0 and len(self.wrong) == self.count


def look_at_pages(stream: BinaryIO, key: bytes, walked: Walked = lambda _: None) -> Pages:
    """Check the seal of every page of the database that ``stream`` reads.

    Never open and close the file of a store that this program has open: on a POSIX system, closing
    it drops the locks of SQLite with it (``Store`` keeps such a stream until the end).

    Raises:
        OSError: it can't be read.
    """
    wrong: list[int] = []
    number = 0
    total = max(1, stream.seek(0, SEEK_END))
    stream.seek(0)
    seals = Seals(key, stream.read(SALT))
    stream.seek(0)
    while page := stream.read(PAGE):
        number += 1
        if not seals.holds(number, page):
            wrong.append(number)
        if number % _STRIDE == 0:
            walked(min(1.0, number * PAGE / total))
    return Pages(number, tuple(wrong))


def still_wrong(stream: BinaryIO, key: bytes, numbers: Iterable[int]) -> tuple[int, ...]:
    """Those of these pages that are wrong when read again: one may have been being written."""
    stream.seek(0)
    seals = Seals(key, stream.read(SALT))
    wrong = []
    for number in numbers:
        stream.seek((number - 1) * PAGE)
        page = stream.read(PAGE)
        if page and not seals.holds(number, page):  # the file may have been made shorter
            wrong.append(number)
    return tuple(wrong)


def missing_pages(stream: BinaryIO, key: bytes, pages: Pages, wal: "Wal") -> int:
    """How many pages of its end are neither in a file that nobody has open, nor in its WAL."""
    whole = next((frame.commit for frame in reversed(wal.reached) if frame.commit), None)
    if whole is None:
        stream.seek(0)
        whole = told_count(stream, key, stream.read(SALT))
    waiting = {LOCK_PAGE, *(frame.page for frame in wal.reached)}
    return sum(1 for number in range(pages.count + 1, whole + 1) if number not in waiting)


def told_count(stream: BinaryIO, key: bytes, salt: bytes) -> int:
    """How many pages the database has, as its first page says; 0 when that does not read."""
    stream.seek(0)
    page = stream.read(PAGE)
    if not Seals(key, salt).holds(1, page):
        return 0
    vector = page[-_SEAL - _VECTOR : -_SEAL]
    reading = Cipher(AES(key), CBC(vector)).decryptor()
    return int.from_bytes(reading.update(page[SALT : SALT + _VECTOR])[12:16], "big")


def mended_salt(stream: BinaryIO, key: bytes) -> bytes | None:
    """The salt of a file whose head has one bit wrong, by which all its pages seem foreign."""
    stream.seek(0)
    salt = stream.read(SALT)
    stream.seek(PAGE)
    page = stream.read(PAGE)
    for place in range(len(salt) * 8):
        tried = bytearray(salt)
        tried[place // 8] ^= 1 << place % 8
        if Seals(key, bytes(tried)).holds(2, page):
            return bytes(tried)
    return None


@dataclass(frozen=True)
class Frame:
    """A page that waits in the WAL."""

    page: int
    commit: int
    """How many pages the database has once the transaction that ends here is folded; else 0."""
    sound: bool
    """Its seal holds."""
    followed: bool
    """SQLite gets as far as here: every sum before it and its own are right."""
    place: int
    """Where its page begins in the file."""


@dataclass(frozen=True)
class Wal:
    """What waits in the WAL, and how far SQLite would read it."""

    frames: tuple[Frame, ...]

    @property
    def lost(self) -> int:
        """Transactions that SQLite would silently pass over: they end after the damage.

        The last one, when it was being written as the power went, was never acknowledged: a frame
        that is torn at the very end counts for nothing.
        """
        return sum(1 for frame in self.frames if frame.commit and not frame.followed)

    @property
    def reached(self) -> tuple[Frame, ...]:
        """Those of this store that SQLite gets to."""
        return tuple(frame for frame in self.frames if frame.followed and frame.sound)

    @property
    def foreign(self) -> bool:
        """Whether no page at all is of this store: SQLite would take them all the same."""
        return bool(self.frames) and not any(frame.sound for frame in self.frames)


def look_at_wal(database: Path, key: bytes, salt: bytes) -> Wal:
    """Look at each page that waits in the WAL of ``database``, whose head begins by ``salt``.

    Raises:
        OSError: it can't be read.
    """
    try:
        stream = database.with_name(f"{database.name}-wal").open("rb")
    except FileNotFoundError:
        return Wal(())
    with stream:
        return Wal(tuple(_frames(stream, Seals(key, salt))))


def _frames(stream: BinaryIO, seals: Seals) -> Iterator[Frame]:
    head = stream.read(_WAL_HEAD)
    if len(head) < _WAL_HEAD:
        return
    order = _MAGIC.get(int.from_bytes(head[:4], "big"), "<")
    running = _sum(order, head[:24], (0, 0))
    followed = head[:4] in _MAGICS and struct.pack(">2I", *running) == head[24:32]
    salts = head[16:24]
    if not followed:  # a damaged head tells nothing: its first page says which are of this WAL
        salts = stream.read(_FRAME_HEAD)[8:16]
        stream.seek(_WAL_HEAD)
    while len(frame := stream.read(_FRAME_HEAD + PAGE)) == _FRAME_HEAD + PAGE:
        number, commit = struct.unpack(">2I", frame[:8])
        page = frame[_FRAME_HEAD:]
        if followed:
            running = _sum(order, page, _sum(order, frame[:8], running))
            followed = frame[8:16] == salts and struct.pack(">2I", *running) == frame[16:24]
        if not followed and frame[8:16] != salts:
            continue  # left from before the WAL began again, or damaged itself
        yield Frame(
            number, commit, seals.holds(number, page), followed, stream.tell() - PAGE
        )  # fmt: skip


_MAGICS = frozenset(magic.to_bytes(4, "big") for magic in _MAGIC)


def _sum(order: str, data: bytes, begun: tuple[int, int]) -> tuple[int, int]:
    """SQLite's sum of a WAL."""
    one, two = begun
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        one = (one + even + two) & 0xFFFFFFFF
        two = (two + odd + one) & 0xFFFFFFFF
    return one, two
