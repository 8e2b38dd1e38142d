"""What goes into the program that is installed, and what stays out: read by coachdesk.spec.

PyInstaller takes every plugin of each Qt module that is imported, and each library of the machine
that any of them asks for. What CoachDesk uses is a fifth of that.
"""

import re
from pathlib import PurePosixPath

SHIPPED_MODULES = (
    "coachdesk", "alembic.ddl", "reportlab.graphics.barcode", "sqlalchemy.dialects.sqlite",
)  # fmt: skip
"""Taken whole: commands, bar codes and dialects are imported by name, which no analysis sees."""

UNUSED_MODULES = (
    "PySide6.scripts", "IPython", "_tkinter", "curses", "ensurepip", "hypothesis", "idlelib",
    "lib2to3", "mypy", "nis", "numpy", "pip", "pkg_resources", "pydoc_data", "pytest", "readline",
    "setuptools", "test", "tkinter", "turtledemo", "wheel",
    # Behind the command of httpx, which nobody calls.
    "click", "markdown_it", "pygments", "rich",
)  # fmt: skip

QT_LIBRARIES = frozenset(
    {"Core", "DBus", "Gui", "Network", "PrintSupport", "Svg", "WaylandClient", "Widgets", "XcbQpa"}
)
"""Qt by module. Qml and Quick, three times as heavy, only serve a keyboard drawn on the screen."""

QT_PLUGINS = frozenset(
    {
        "iconengines/qsvgicon",
        "imageformats/qico",
        "imageformats/qjpeg",
        "imageformats/qsvg",
        "platforminputcontexts/composeplatforminputcontextplugin",  # ^ then e makes ê
        "platforminputcontexts/ibusplatforminputcontextplugin",
        "platforms/qcocoa",
        "platforms/qoffscreen",  # of « coachdesk self-test »
        "platforms/qwayland",
        "platforms/qwindows",
        "platforms/qxcb",
        "platformthemes/qxdgdesktopportal",  # the file dialogs of the desktop
        "printsupport/cupsprintersupport",
        "wayland-decoration-client/adwaita",
        "wayland-decoration-client/bradient",
        "wayland-shell-integration/xdg-shell",
    }
)
QT_WORDS = "qtbase_fr.qm"
"""The words of Qt's own dialogs."""

UNUSED_FILES = (
    re.compile(r"^PIL/_(avif|imagingtk)\."),  # neither is a photo that CoachDesk takes
    re.compile(r"^pillow\.libs/libavif"),
    re.compile(r"^PySide6/opengl32sw\.dll$"),  # Windows: OpenGL by software, 20 MB
    re.compile(r"^(tcl|tk|_tcl_data|_tk_data)/"),
)

SYSTEM_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libcrypto.so.3": "libssl3",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libssl.so.3": "libssl3",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""Libraries of Linux that are the system's, and the package of Debian that brings each.

They speak with what only the system knows (its screen, keyboard, fonts, printers), or are mended
for all programs at once (OpenSSL). Of what else a window needs, a copy is brought along.
"""

_C_LIBRARY = re.compile(r"^(ld-linux.*|lib(c|m|dl|pthread|resolv|rt|util))\.so\.\d+$")
_NEEDED_FROM_SYSTEM = re.compile(r"^lib(krb5|k5crypto|com_err|krb5support|keyutils|gnutls|avahi-)")
"""Brought by the libraries above, for themselves."""

_QT = re.compile(r"^(?:lib)?Qt6?(?P<module>[A-Z][A-Za-z0-9]*?)(?:\.abi3)?\.(?:so|dll|dylib|pyd)\b")
_QT_FRAMEWORK = re.compile(r"/Qt(?P<module>[A-Z][A-Za-z0-9]*?)\.framework/")
_PLUGIN = re.compile(r"/plugins/(?P<kind>[^/]+)/(?:lib)?(?P<name>[^/]+?)\.(?:so|dll|dylib)$")


def is_shipped(destination: str, *, linux: bool) -> bool:
    """Whether a file that PyInstaller found goes into the program.

    Args:
        destination: where it would be put, from the folder of the program's own files.
        linux: whether it is for Linux, where libraries of the system are left to the system.
    """
    path = destination.replace("\\", "/")
    name = PurePosixPath(path).name
    plugin = _PLUGIN.search(path)
    if plugin and path.startswith("PySide6/"):
        return f"{plugin['kind']}/{plugin['name']}" in QT_PLUGINS
    if "/translations/" in path:
        return not path.startswith("PySide6/") or name == QT_WORDS
    module = _QT.match(name) or _QT_FRAMEWORK.search(path)
    if module:
        return module["module"] in QT_LIBRARIES
    if linux and "/" not in path and is_of_system(name):
        return False
    return not any(pattern.search(path) for pattern in UNUSED_FILES)


def is_of_system(library: str) -> bool:
    """Whether a library of Linux is there before the program is installed, or comes with it."""
    return (
        library in SYSTEM_LIBRARIES
        or is_of_c(library)
        or _NEEDED_FROM_SYSTEM.match(library) is not None
    )


def is_of_c(library: str) -> bool:
    """Whether a library is part of the one of C."""
    return _C_LIBRARY.match(library) is not None
