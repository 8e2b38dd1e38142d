"""The power goes, again and again, over what one child asked of the disk.

What was synced stays. Of what was not, each write is kept, dropped or torn at a sector; of the
names not synced with their folder, the first few are there, in their order. That is what a disk
that honours its flush may leave, and a little more. The last cut falls when all is done, and leaves
nothing but what was synced.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from support.disk_trace import Call, Trace

_SECTOR = 512
_MOVES = frozenset({"rename", "renameat", "renameat2", "link", "linkat"})
_BY_NUMBER = frozenset({"write", "pwrite64", "fsync", "fdatasync", "ftruncate"})
_TURNS = _MOVES | {"fsync", "fdatasync", "unlink", "unlinkat", "mkdir", "mkdirat", "ftruncate"}
"""Calls around which a bare moment more changes what is left: half of the cuts fall there."""


@dataclass(eq=False)
class _File:
    """The bytes of a file: as they stand on the disk for sure, and as they were asked for."""

    synced: bytes = b""
    now: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Asked for since it was synced: where, and what; None cuts the file there."""

    def write(self, at: int, data: bytes | None) -> None:
        self.since.append((at, data))
        _put(self.now, at, data)

    def sync(self) -> None:
        self.synced, self.since = bytes(self.now), []

    def after_cut(self, draw: Random | None) -> bytes:
        left = bytearray(self.synced)
        if draw is None:
            return bytes(left)
        for at, data in self.since:
            fate = draw.random()
            if data is not None and fate < 1 / 4:
                sectors = draw.randrange(len(data) // _SECTOR + 1)
                _put(left, at, data[: sectors * _SECTOR])
            elif fate < 5 / 8:
                _put(left, at, data)
        return bytes(left)


def _put(into: bytearray, at: int, data: bytes | None) -> None:
    if data is None:
        del into[at:]
        into.extend(bytes(at - len(into)))
        return
    into.extend(bytes(max(at - len(into), 0)))
    into[at : at + len(data)] = data


@dataclass(eq=False)
class _Folder:
    """The names in a folder: on the disk for sure, and as they were asked for."""

    synced: "dict[str, _File | _Folder]" = field(default_factory=dict)
    now: "dict[str, _File | _Folder]" = field(default_factory=dict)


_Name = tuple[_Folder, str, _File | _Folder | None]
"""Where, which name, and what it is from now on; None when it is gone."""


@dataclass(frozen=True)
class PowerCut:
    """What the power left."""

    directory: Path
    acked: tuple[str, ...]
    """What the child had acknowledged by then."""


class _Disk:
    """A folder of the disk, under the calls of a trace."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._tree = _read(root)
        self._names: list[tuple[_Name, ...]] = []
        """Names not synced yet, those that change together in one."""
        self._open: dict[int, tuple[_File | _Folder, int]] = {}
        """By descriptor: what, and where it is written next."""
        self.output = bytearray()
        self.changes = 0

    def do(self, call: Call) -> None:
        """Have ``call`` done."""
        name = call.name
        assert self._follows(call), f"opened in a way that is not known to the simulator: {call}"
        if name in {"open", "openat", "creat"}:
            self._do_open(call)
        elif name == "close":
            self._open.pop(call.number(0), None)
        elif name in {"write", "pwrite64"}:
            self._do_write(call)
        elif name in {"fsync", "fdatasync"}:
            self._do_sync(call)
        elif name == "lseek":
            if call.number(0) in self._open:
                self._open[call.number(0)] = self._open[call.number(0)][0], call.result
        elif name == "ftruncate":
            target, _ = self._open.get(call.number(0), (None, 0))
            if isinstance(target, _File):
                self.changes += 1
                target.write(call.number(1), None)
        elif name not in {"writev", "pwritev", "sendfile", "copy_file_range", "fallocate"}:
            self._do_name(call)
        else:
            assert not _touches(call, self._root), f"not known to the simulator: {call}"

    def _follows(self, call: Call) -> bool:
        """Whether the file that it changes by its number, if it does, was seen opened."""
        ours = call.name in _BY_NUMBER and Path(call.on).is_relative_to(self._root)
        return not ours or call.number(0) in self._open

    def left(self, target: Path, draw: Random | None) -> None:
        """Write below ``target`` what the power leaves; without a draw only what was synced."""
        changed: dict[_Folder, dict[str, _File | _Folder]] = {}
        for change in self._names[: draw.randrange(len(self._names) + 1) if draw else 0]:
            for folder, name, what in change:
                _set(changed.setdefault(folder, dict(folder.synced)), name, what)

        def write(folder: _Folder, path: Path) -> None:
            path.mkdir(parents=True)
            for name, what in changed.get(folder, folder.synced).items():
                if isinstance(what, _Folder):
                    write(what, path / name)
                else:
                    (path / name).write_bytes(what.after_cut(draw))

        write(self._tree, target)

    def _do_open(self, call: Call) -> None:
        path = call.path(1 if call.name == "openat" else 0)
        self._open.pop(call.result, None)
        parent = self._folder(path.parent)
        if parent is None and path != self._root:
            return
        flags = next((text for text in call.arguments if "O_" in str(text)), "")
        what = self._tree if path == self._root or parent is None else parent.now.get(path.name)
        if what is None:
            assert parent is not None, path
            what = _File()
            self._name((parent, path.name, what))
        if isinstance(what, _File) and "O_TRUNC" in str(flags) and what.now:
            self.changes += 1
            what.write(0, None)
        at = len(what.now) if "O_APPEND" in str(flags) and isinstance(what, _File) else 0
        self._open[call.result] = what, at

    def _do_write(self, call: Call) -> None:
        descriptor = call.number(0)
        if descriptor == 1:
            self.output += call.data()
            return
        target, at = self._open.get(descriptor, (None, 0))
        if not isinstance(target, _File):
            return
        self.changes += 1
        if call.name == "pwrite64":
            target.write(call.number(3), call.data())
            return
        target.write(at, call.data())
        self._open[descriptor] = target, at + call.result

    def _do_sync(self, call: Call) -> None:
        target, _ = self._open.get(call.number(0), (None, 0))
        if isinstance(target, _File):
            target.sync()
        elif isinstance(target, _Folder):
            here = [change for change in self._names if any(n[0] is target for n in change)]
            for change in here:
                self._names.remove(change)
                for folder, name, what in change:
                    _set(folder.synced, name, what)

    def _do_name(self, call: Call) -> None:
        paths = [Path(text.decode()) for text in call.arguments if isinstance(text, bytes)]
        folders = [self._folder(path.parent) for path in paths]
        if not any(folders):
            return
        (first, *others), (path, *_) = folders, paths
        assert first is not None, f"{call} moves something into the folder"
        if call.name in _MOVES:
            (other,), what = others, first.now[path.name]
            assert other is not None, f"{call} moves something out of the folder"
            gone: tuple[_Name, ...] = () if "link" in call.name else ((first, path.name, None),)
            self._name(*gone, (other, paths[1].name, what))
        elif call.name in {"unlink", "unlinkat", "rmdir"}:
            self._name((first, path.name, None))
        elif call.name in {"mkdir", "mkdirat"}:
            self._name((first, path.name, _Folder()))
        else:
            raise AssertionError(f"not known to the simulator: {call.name} of {path}")

    def _name(self, *names: _Name) -> None:
        self.changes += 1
        self._names.append(names)
        for folder, name, what in names:
            _set(folder.now, name, what)

    def _folder(self, path: Path) -> _Folder | None:
        """The folder at ``path``; None when it is elsewhere on the disk."""
        if not path.is_relative_to(self._root):
            return None
        found: _File | _Folder = self._tree
        for name in path.relative_to(self._root).parts:
            assert isinstance(found, _Folder), path
            found = found.now[name]
        assert isinstance(found, _Folder), path
        return found


def _set(names: "dict[str, _File | _Folder]", name: str, what: "_File | _Folder | None") -> None:
    if what is None:
        names.pop(name, None)
    else:
        names[name] = what


def _read(path: Path) -> _Folder:
    folder = _Folder()
    for each in os.scandir(path):
        if each.is_dir():
            what: _File | _Folder = _read(Path(each.path))
        else:
            data = Path(each.path).read_bytes()
            what = _File(data, bytearray(data))
        folder.synced[each.name] = folder.now[each.name] = what
    return folder


class PowerCuts:
    """The disk below ``root`` as it is now; ``after`` plays what a child did to it."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._disk = _Disk(self._root)

    def after(self, trace: Trace, copies: Path, cuts: int, seed: int = 0) -> Iterator[PowerCut]:
        """Cut the power ``cuts`` times, at any change of the trace; once only for each object."""
        assert trace.exit_code == 0, trace.errors
        draw, disk = Random(seed), self._disk
        touching = [
            number
            for number, call in enumerate(trace.calls)
            if call.name not in {"close", "lseek"} and _touches(call, self._root)
        ]
        turns = [each for each in touching if trace.calls[each].name in _TURNS]
        around = [moment for each in turns for moment in (each - 1, each) if moment >= 0]
        moments = draw.choices(touching, k=cuts // 2) + draw.choices(around, k=(cuts - 1) // 2)
        moments.sort()
        done = 0
        for number, moment in enumerate(moments):
            for call in trace.calls[done : moment + 1]:
                disk.do(call)
            done = moment + 1
            directory = copies / f"cut-{number}"
            disk.left(directory, draw)
            yield PowerCut(directory, tuple(disk.output.decode().split("\n")[:-1]))
        for call in trace.calls[done:]:
            disk.do(call)
        assert disk.changes, "nothing was written there: the harness saw nothing"
        disk.left(copies / "end", None)
        yield PowerCut(copies / "end", tuple(disk.output.decode().split("\n")[:-1]))


def _touches(call: Call, root: Path) -> bool:
    """Whether it is about what is below ``root``."""
    return call.on.startswith(str(root)) or any(
        isinstance(text, bytes) and text.startswith(os.fsencode(root)) for text in call.arguments
    )
