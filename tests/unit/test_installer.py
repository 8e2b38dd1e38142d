"""What is installed: the files that go in, the package for Debian, what the program starts."""

import ctypes
import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import PySide6
import pytest
from packaging.utils import canonicalize_name

from support.source import ROOT
from support.tools import require

INSTALLER = ROOT / "installer"
SCRIPTS = ("preinst", "postinst", "prerm", "postrm")
EPOCH = 1_700_000_000


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch):
    """Gives a module of installer/ by its name."""
    monkeypatch.syspath_prepend(str(INSTALLER))
    return import_module


@pytest.fixture
def package(module, tmp_path: Path):
    """A package of a program that is one line long."""
    require("dpkg-deb")
    bundle = tmp_path / "bundle"
    (bundle / "_internal").mkdir(parents=True)
    (bundle / "coachdesk").write_text("#!/bin/sh\n")
    (bundle / "LISEZMOI.txt").write_text("Pour l’enlever, supprimez le dossier.\n")
    (bundle / "_internal" / "library.so.1.2").write_bytes(b"library")
    (bundle / "_internal" / "library.so.1").symlink_to("library.so.1.2")
    shutil.copytree(ROOT / "resources" / "app", bundle / module("debian").ICONS)
    needs = module("elf").Needs(frozenset({"libGL.so.1", "libssl.so.3"}), (2, 36))
    return module("debian").Deb(bundle, "1.2.3", "x86_64", needs, EPOCH)


def built(module, package, tmp_path: Path, name: str = "made") -> Path:
    out = tmp_path / name
    out.mkdir()
    return module("debian").build(package, tmp_path / "work", out)


def printed(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout


@pytest.mark.parametrize(
    ("destination", "linux"),
    [
        ("PySide6/Qt/lib/libQt6Widgets.so.6", True),
        ("PySide6/QtWidgets.abi3.so", True),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/translations/qtbase_fr.qm", True),
        ("PySide6/Qt/lib/libicudata.so.73", True),
        ("libQt6Core.so.6", True),
        ("libxcb-cursor.so.0", True),
        ("pillow.libs/libfreetype-57f805ba.so.6.20.6", True),
        ("coachdesk/models/migrations/versions/0001_first_store.py", True),
        ("PySide6\\Qt6Core.dll", False),
        ("PySide6\\plugins\\platforms\\qwindows.dll", False),
        ("libssl-3.dll", False),
        ("PySide6/Qt/lib/QtGui.framework/Versions/A/QtGui", False),
    ],
)
def test_what_the_program_needs_goes_in(module, destination: str, *, linux: bool) -> None:
    assert module("contents").is_shipped(destination, linux=linux)


@pytest.mark.parametrize(
    ("destination", "linux"),
    [
        ("PySide6/Qt/lib/libQt6Qml.so.6", True),
        ("libQt6Quick.so.6", True),
        ("PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so", True),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", True),
        ("PySide6/Qt/translations/qtbase_de.qm", True),
        ("libssl.so.3", True),
        ("libfontconfig.so.1", True),
        ("libkrb5.so.3", True),
        ("PIL/_avif.cpython-311-x86_64-linux-gnu.so", True),
        ("PySide6\\Qt6Quick.dll", False),
        ("PySide6\\opengl32sw.dll", False),
        ("PySide6\\plugins\\tls\\qopensslbackend.dll", False),
        ("PySide6/Qt/lib/QtQml.framework/Versions/A/QtQml", False),
    ],
)
def test_what_it_does_not_use_stays_out(module, destination: str, *, linux: bool) -> None:
    assert not module("contents").is_shipped(destination, linux=linux)


def test_every_plugin_that_is_kept_is_one_that_qt_has(module) -> None:
    """A name mistyped would leave a plugin out of every program, without a word."""
    plugins = Path(PySide6.__file__).parent / "Qt" / "plugins"
    here = {f"{path.parent.name}/{path.stem.removeprefix('lib')}" for path in plugins.rglob("*.so")}
    elsewhere = {"platforms/qcocoa", "platforms/qwindows"}
    assert module("contents").QT_PLUGINS - here == elsewhere


def test_a_package_declares_what_its_libraries_ask_for(module, tmp_path: Path) -> None:
    require("objdump")
    library = Path(PySide6.__file__).parent / "Qt" / "lib" / "libQt6XcbQpa.so.6"
    shutil.copy(library, tmp_path)
    needs = module("elf").needs_of(tmp_path)
    assert {"libx11-6", "libxcb-shm0", "libgl1"} <= set(needs.packages)
    assert needs.packages[0].startswith("libc6 (>= 2.")
    assert {"libQt6Gui.so.6", "libxcb-cursor.so.0"} <= needs.unknown
    assert not {"libc.so.6", "libX11.so.6"} & needs.unknown


def test_the_package_says_what_it_is_and_needs(module, package, tmp_path: Path) -> None:
    made = built(module, package, tmp_path)
    assert made.name == "coachdesk_1.2.3_amd64.deb"
    told = printed("dpkg-deb", "--field", made)
    assert "Version: 1.2.3" in told
    assert "Depends: libc6 (>= 2.36), libgl1, libssl3\n" in told
    assert "Suggests: speech-dispatcher\n" in told
    assert "Description: le poste du coach emploi, hors connexion" in told


def test_the_package_holds_the_program_and_nothing_of_a_user(
    module, package, tmp_path: Path
) -> None:
    lines = printed("dpkg-deb", "--contents", built(module, package, tmp_path)).splitlines()
    assert all(line.split()[1] == "root/root" for line in lines)
    paths = [line.split(None, 5)[5] for line in lines]
    assert "./usr/bin/coachdesk -> /opt/coachdesk/coachdesk" in paths
    assert "./opt/coachdesk/_internal/library.so.1 -> library.so.1.2" in paths
    assert "./usr/share/applications/coachdesk.desktop" in paths
    icons = "./usr/share/icons/hicolor"
    assert f"{icons}/scalable/apps/coachdesk.svg" in paths
    assert {f"{icons}/{n}x{n}/apps/coachdesk.png" for n in (16, 24, 32, 48, 256)} <= {*paths}
    assert all(path.startswith(("./opt/", "./usr/")) or path == "./" for path in paths)
    assert "./opt/coachdesk/LISEZMOI.txt" not in paths, "it tells of what is not installed"
    runs = {path for line, path in zip(lines, paths, strict=True) if line.startswith("-rwx")}
    assert runs == {"./opt/coachdesk/coachdesk"}


def test_the_same_program_gives_the_same_package(module, package, tmp_path: Path) -> None:
    first, second = (built(module, package, tmp_path, name) for name in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()


def test_the_scripts_of_the_package_are_of_the_shell_of_any_debian() -> None:
    for name in SCRIPTS:
        subprocess.run(["sh", "-n", INSTALLER / "debian" / name], check=True)


@pytest.mark.parametrize(("script", "moment"), [("preinst", "upgrade"), ("prerm", "remove")])
def test_an_open_program_is_neither_upgraded_nor_removed(
    tmp_path: Path, script: str, moment: str
) -> None:
    text = (INSTALLER / "debian" / script).read_text("utf-8")

    def asked(program: str) -> subprocess.CompletedProcess[str]:
        path = tmp_path / script
        path.write_text(text.replace("/opt/coachdesk/coachdesk", program), "utf-8")
        return subprocess.run(
            ["sh", path, moment], capture_output=True, encoding="utf-8", check=False
        )

    refused = asked(str(Path(sys.executable).resolve()))  # what runs this test
    assert refused.returncode == 1
    assert "Fermez-le" in refused.stderr
    let_through = asked(str(tmp_path / "nobody-runs-it"))
    assert (let_through.returncode, let_through.stderr) == (0, "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"LD_LIBRARY_PATH": "/ours"}, "None"),
        ({"LD_LIBRARY_PATH": "/ours", "LD_LIBRARY_PATH_ORIG": "/theirs"}, "/theirs"),
        ({}, "None"),
    ],
)
def test_what_the_program_starts_finds_the_libraries_of_the_system(
    before: dict[str, str], after: str
) -> None:
    hook = INSTALLER / "hooks" / "own_libraries.py"
    asked = ["LD_LIBRARY_PATH", "LD_LIBRARY_PATH_ORIG", "PYINSTALLER_RESET_ENVIRONMENT"]
    told = f"print(*[os.environ.get(each) for each in {asked}])"
    kept = {key: value for key, value in os.environ.items() if not key.startswith("LD_")}
    ran = subprocess.run(
        [sys.executable, "-c", f"import os, runpy, sys; runpy.run_path(sys.argv[1]); {told}", hook],
        env={**kept, **before}, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert ran.stdout.split() == [after, "None", "1"]


def test_the_licence_of_each_thing_it_is_made_of_travels_with_it(module) -> None:
    licences = module("licences")
    text = licences.written()
    of_qt = {"pyside6-essentials", "shiboken6"}
    for each in licences.closure():
        assert f"  {each.name} {each.version}\u00a0: " in text
        assert licences.licence_texts(each) or canonicalize_name(each.name) in of_qt, each.name
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text


def test_the_version_is_read_where_it_is_stated(module) -> None:
    from coachdesk import __version__

    assert module("build").program_version() == __version__


def test_a_library_that_only_libraries_left_out_ask_for_stays_out(module, tmp_path: Path) -> None:
    require("objdump")
    qt = Path(PySide6.__file__).parent / "Qt" / "lib"
    own = tmp_path / "_internal"
    inner = own / "PySide6" / "Qt" / "lib"
    inner.mkdir(parents=True)
    shutil.copy(qt / "libQt6Svg.so.6", inner)
    for name in ("libQt6Core.so.6", "libicuuc.so.73"):  # Svg asks for the first alone
        shutil.copy(qt / "libQt6DBus.so.6", own / name)
    assert module("elf").prune(own) == ["libicuuc.so.73"]
    assert (own / "libQt6Core.so.6").is_file()


def test_what_serves_a_debugger_goes_and_the_library_loads_all_the_same(
    module, tmp_path: Path
) -> None:
    require("objdump")
    qt = Path(PySide6.__file__).parent / "Qt" / "lib" / "libicuuc.so.73"
    whole = Path(import_module("sqlcipher3._sqlite3").__file__)
    ours, of_qt, brought = (
        tmp_path / "sqlcipher3" / whole.name,
        tmp_path / "PySide6" / qt.name,
        tmp_path / "some.libs" / whole.name,
    )
    for source, copy in ((whole, ours), (qt, of_qt), (whole, brought)):
        copy.parent.mkdir()
        shutil.copy(source, copy)
    module("elf").strip(tmp_path)
    assert ours.stat().st_size < whole.stat().st_size
    ctypes.CDLL(str(ours), mode=os.RTLD_NOW)
    assert (of_qt.read_bytes(), brought.read_bytes()) == (qt.read_bytes(), whole.read_bytes())
