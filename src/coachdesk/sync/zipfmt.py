"""The package's ZIP in its one form: stored, sorted, undated; it can be rebuilt and compared.

Nothing may hide around the files: a changed byte in a header, a comment, a second entry of the same
name or bytes after the end all make another file than the one rebuilt from the entries.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

MOST_BYTES = 128 << 20
"""A package larger than 128 MB is not read: it is in memory at once, and its files beside it."""
_MOST_ENTRIES = 5000
_PATH = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9._-]*/)*[A-Za-z0-9_][A-Za-z0-9._-]*")
"""A relative path without « .. », accents or anything a system reads in its own way."""
_LONGEST_PATH = 120
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION = 20
_DATE = 1 << 5 | 1
"""1 January 1980, the first day a ZIP knows."""


@dataclass(frozen=True)
class Unpacked:
    """The entries of an archive, and whether it is the one :func:`pack` makes of them."""

    files: dict[str, bytes]
    canonical: bool


def is_path(path: str) -> bool:
    """Whether ``path`` may stand in a package."""
    return len(path) <= _LONGEST_PATH and bool(_PATH.fullmatch(path))


def pack(files: Mapping[str, bytes]) -> bytes:
    """The archive of ``files`` (path: bytes), the same for the same files on any machine.

    Raises:
        ValueError: when a path may not stand in a package, or two differ by case only.
    """
    if not _may_stand(files):
        raise ValueError("a path that may not stand in a package")
    return b"".join(_pieces(files))


def _pieces(files: Mapping[str, bytes]) -> Iterator[bytes]:
    """The archive of ``files``, in order, piece by piece."""
    directory, at = bytearray(), 0
    for path, data in sorted(files.items()):
        name = path.encode("ascii")
        common = (_VERSION, 0, 0, 0, _DATE, zlib.crc32(data), len(data), len(data), len(name), 0)
        directory += _CENTRAL.pack(b"PK\1\2", _VERSION, *common, 0, 0, 0, 0, at) + name
        local = _LOCAL.pack(b"PK\3\4", *common) + name
        yield local
        yield data
        at += len(local) + len(data)
    count = len(files)
    yield bytes(directory)
    yield _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), at, 0)


def _is_packed(files: Mapping[str, bytes], data: bytes) -> bool:
    """Whether ``data`` is what ``pack`` makes of ``files``, without making it beside them."""
    if not _may_stand(files):
        return False
    view, at = memoryview(data), 0
    for piece in _pieces(files):
        if view[at : at + len(piece)] != piece:
            return False
        at += len(piece)
    return at == len(data)


def unpack(data: bytes) -> Unpacked:
    """The entries of ``data``, in whatever shape it has become.

    Raises:
        ValueError: when it can't be read as an archive, or is larger than any package.
    """
    files = _stored(data)
    if files is None:
        return Unpacked(_foreign(data), canonical=False)
    return Unpacked(files, canonical=_is_packed(files, data))


def _may_stand(files: Mapping[str, bytes]) -> bool:
    """Whether each path may stand in a package, and no two differ by case only."""
    return all(map(is_path, files)) and len({path.lower() for path in files}) == len(files)


def _stored(data: bytes) -> dict[str, bytes] | None:
    """The entries as :func:`pack` lays them out, checksums aside; None in another layout."""
    files: dict[str, bytes] = {}
    room = len(data)
    try:
        mark, _, _, _, count, _, position, _ = _END.unpack(data[-_END.size :])
        if mark != b"PK\5\6" or count > _MOST_ENTRIES:
            return None
        for _ in range(count):
            entry = _CENTRAL.unpack_from(data, position)
            method, size, name_size, offset = entry[4], entry[8], entry[10], entry[16]
            position += _CENTRAL.size + name_size
            name = data[position - name_size : position].decode("ascii")
            start = offset + _LOCAL.size + name_size
            same_name = data[start - name_size : start] == name.encode("ascii")
            plain = entry[0] == b"PK\1\2" and method == 0 and same_name
            if not plain or start + size > position or name in files:
                return None
            room -= size
            if room < 0:  # entries that overlap
                return None
            files[name] = data[start : start + size]
    except (struct.error, UnicodeDecodeError):
        return None
    return files


def _foreign(data: bytes) -> dict[str, bytes]:
    """The entries of an archive that another program made: compressed, dated, in folders."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _bounded(archive)
    except Exception as error:  # zipfile and its decoders, fed by strangers, raise anything
        raise ValueError("not an archive") from error


def _bounded(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > _MOST_ENTRIES:
        raise ValueError("too many entries")
    files: dict[str, bytes] = {}
    room = MOST_BYTES
    for entry in entries:
        with archive.open(entry) as stream:
            files[entry.filename] = stream.read(room + 1)
        room -= len(files[entry.filename])
        if room < 0:
            raise ValueError("too large")
    return files
