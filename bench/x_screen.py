"""A screen of X without a monitor, as a user meets it: what it paints is seen, keys are typed.

An installed program is not asked whether it is ready, nor told that it is watched: it has nothing
for that.
"""

import ctypes
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_uint, c_ulong, c_void_p
from threading import Event
from typing import TypeVar

SIZE = (1366, 768)
PATIENCE = 60.0
_LOOK, _BETWEEN_KEYS = 0.002, 0.004
_STRIP = 48
"""Pixels across: a form stands in the middle, and a strip is looked at in no time."""
_LETTER = 28
"""Lines of the strip that a first letter changes: it lights the button below; a caret, 20."""
_ALL_PLANES, _Z_PIXMAP, _VIEWABLE, _TO_PARENT = 0xFFFFFFFF, 2, 2, 2
_SHIFT, _CONTROL = 0xFFE1, 0xFFE3
T = TypeVar("T")
_NAMED = {"\n": 0xFF0D, "\t": 0xFF09}


class _Attributes(ctypes.Structure):
    _fields_ = (
        ("x", c_int), ("y", c_int), ("width", c_int), ("height", c_int), ("border", c_int),
        ("depth", c_int), ("visual", c_void_p), ("root", c_ulong), ("kind", c_int),
        ("bit_gravity", c_int), ("win_gravity", c_int), ("backing_store", c_int),
        ("planes", c_ulong), ("pixel", c_ulong), ("save_under", c_int), ("colours", c_ulong),
        ("installed", c_int), ("map_state", c_int), ("all_events", c_long), ("events", c_long),
        ("not_propagated", c_long), ("redirect", c_int), ("screen", c_void_p),
    )  # fmt: skip


class _Image(ctypes.Structure):
    _fields_ = (
        ("width", c_int), ("height", c_int), ("offset", c_int), ("format", c_int),
        ("data", c_void_p), ("byte_order", c_int), ("unit", c_int), ("bit_order", c_int),
        ("pad", c_int), ("depth", c_int), ("bytes_per_line", c_int),
    )  # fmt: skip


class XScreen:
    """An X server that shows one program; nobody else works on it."""

    def __init__(self, display: str) -> None:
        self._x, self._test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype, self._x.XOpenDisplay.argtypes = c_void_p, [c_char_p]
        self._x.XDefaultRootWindow.restype = c_ulong
        self._x.XGetImage.restype = POINTER(_Image)
        self._display = c_void_p(self._x.XOpenDisplay(display.encode()))
        self._root = c_ulong(self._x.XDefaultRootWindow(self._display))
        # A window may go between two questions about it: that ends nobody.
        self._forgive = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)(lambda _display, _error: 0)
        self._x.XSetErrorHandler(self._forgive)
        self._blank = self.strip()

    def wait_for_window(self) -> None:
        """Until a window is painted; it is then given the keyboard, as a desktop does."""
        window = _until(self._window)
        _until(lambda: self.strip() != self._blank)
        self._x.XSetInputFocus(self._display, c_ulong(window), _TO_PARENT, c_ulong(0))
        self._x.XSync(self._display, 0)

    def wait_for_letter(self) -> None:
        """Type one, and wait until the form has taken it."""
        before = self.strip()
        self._press(ord("a"))
        _until(lambda: _changed(before, self.strip()) > _LETTER)

    def type(self, text: str) -> None:
        """Press and release the key of each letter."""
        for letter in text:
            self._press(_NAMED.get(letter) or ord(letter))
            pause(_BETWEEN_KEYS)

    def with_control(self, letter: str) -> None:
        """Press Ctrl and that key."""
        self._turn(_CONTROL, down=True)
        self._press(ord(letter))
        self._turn(_CONTROL, down=False)

    def strip(self) -> bytes:
        """The pixels of a strip down the middle."""
        return self._pixels((SIZE[0] - _STRIP) // 2, 0, _STRIP, SIZE[1])

    def seen(self) -> bytes:
        """Every pixel."""
        return self._pixels(0, 0, *SIZE)

    def close(self) -> None:
        """Leave the server."""
        self._x.XCloseDisplay(self._display)

    def _window(self) -> int | None:
        """The window that is shown: the small ones are of Qt itself."""
        root, parent, count, children = c_ulong(), c_ulong(), c_uint(), POINTER(c_ulong)()
        self._x.XQueryTree(
            self._display, self._root, byref(root), byref(parent), byref(children), byref(count)
        )
        found = [children[index] for index in range(count.value)]
        if found:
            self._x.XFree(children)
        return next((each for each in found if self._is_shown(each)), None)

    def _is_shown(self, window: int) -> bool:
        told = _Attributes()
        known = self._x.XGetWindowAttributes(self._display, c_ulong(window), byref(told))
        return bool(known) and told.map_state == _VIEWABLE and told.width > SIZE[0] // 2

    def _pixels(self, left: int, top: int, width: int, height: int) -> bytes:
        image = self._x.XGetImage(
            self._display, self._root, left, top, width, height, c_ulong(_ALL_PLANES), _Z_PIXMAP
        )
        try:
            return ctypes.string_at(image.contents.data, image.contents.bytes_per_line * height)
        finally:
            self._x.XDestroyImage(image)

    def _press(self, symbol: int) -> None:
        shifted = chr(symbol).isupper() if symbol < _SHIFT else False
        if shifted:
            self._turn(_SHIFT, down=True)
        for down in (True, False):
            self._turn(symbol, down=down)
        if shifted:
            self._turn(_SHIFT, down=False)

    def _turn(self, symbol: int, *, down: bool) -> None:
        key = self._x.XKeysymToKeycode(self._display, c_ulong(symbol))
        self._test.XTestFakeKeyEvent(self._display, key, int(down), c_ulong(0))
        self._x.XSync(self._display, 0)


def pause(seconds: float) -> None:
    """Let the program that is watched work: it tells nobody when it is done."""
    Event().wait(seconds)


def _until(look: Callable[[], T | None]) -> T:
    """What ``look`` gives once it gives something."""
    late = time.monotonic() + PATIENCE
    while not (found := look()):
        if time.monotonic() > late:
            raise TimeoutError("nothing came on the screen")
        pause(_LOOK)
    return found


def _changed(before: bytes, after: bytes) -> int:
    """How many lines of the strip are others now."""
    line = 4 * _STRIP
    starts = range(0, len(before), line)
    return sum(before[place : place + line] != after[place : place + line] for place in starts)


@contextmanager
def x_server() -> Iterator[str]:
    """An X server without a monitor; gives its display."""
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-noreset", "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="ascii",
    )
    assert server.stdout is not None
    try:
        yield f":{server.stdout.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
