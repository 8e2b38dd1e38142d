"""What is installed on Windows and macOS, as far as it is read here: what each file promises."""

import plistlib
import re
import struct
import sys
from importlib import import_module
from types import ModuleType

import pytest

from coachdesk import __version__
from coachdesk.services.updating.form import FileKind
from support.source import ROOT
from support.updates import TOOL

INSTALLER = ROOT / "installer"
WORKFLOW = (ROOT / ".github" / "workflows" / "installers.yml").read_text("utf-8")
SCRIPT = (INSTALLER / "windows" / "coachdesk.iss").read_text("utf-8-sig")
SPEC = (INSTALLER / "coachdesk.spec").read_text("utf-8")


@pytest.fixture
def module(monkeypatch):
    """Gives a module of installer/ by its name."""
    monkeypatch.syspath_prepend(str(INSTALLER))
    return import_module


def directives():
    return dict(re.findall(r"^(\w+)=(.*)$", SCRIPT.split("[Code]")[0], re.MULTILINE))


def test_the_version_is_stated_in_one_place():
    stated = [
        path.relative_to(ROOT).as_posix()
        for folder in ("src", "installer", "tools", ".github", "resources")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in {".py", ".iss", ".plist", ".spec", ".yml", ".toml", ".md", ".txt"}
        and "__pycache__" not in path.parts
        and re.search(rf"(?<![\d.]){re.escape(__version__)}(?![\d.])", path.read_text("utf-8"))
    ]
    assert stated == ["src/coachdesk/__init__.py"]


def test_windows_asks_for_no_administrator_speaks_french_and_is_upgraded_in_place(module):
    told = directives()
    assert told["PrivilegesRequired"] == "lowest"
    assert told["DefaultDirName"] == r"{autopf}\CoachDesk"
    assert re.findall(r'^Name: "(\w+)"; MessagesFile', SCRIPT, re.MULTILINE) == ["fr"]
    known = module("setup_windows").app_id()
    assert SCRIPT.count(known) == 2, "the registry is read under the same name"
    assert re.fullmatch(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", known)


class LongsOfWindows:
    """``struct`` as PyInstaller meets it there: a long has four bytes."""

    @staticmethod
    def pack(form, *values):
        return struct.pack(f"<{form}", *values)

    @staticmethod
    def unpack(form, data):
        return struct.unpack(f"<{form}", data)


def test_windows_tells_whose_the_program_is_and_its_version(module, monkeypatch, tmp_path):
    # Neither is there but on Windows: they read and write its files.
    monkeypatch.setitem(sys.modules, "pefile", ModuleType("pefile"))
    monkeypatch.setattr("PyInstaller.compat.win32api", None, raising=False)
    info = import_module("PyInstaller.utils.win32.versioninfo")
    monkeypatch.setattr(info, "struct", LongsOfWindows)
    path = module("version_resource").write(__version__, tmp_path / "work" / "version.txt")
    made = info.load_version_info_from_text_file(str(path))
    read = info.VSVersionInfo()
    read.fromRaw(made.toRaw())
    (table,) = read.kids[0].kids
    told = {each.name: each.val for each in table.kids}
    assert told["CompanyName"] == directives()["AppPublisher"]
    assert told["ProductName"] == told["FileDescription"] == "CoachDesk"
    assert told["ProductVersion"] == told["FileVersion"] == __version__
    numbers = [int(part) for part in f"{__version__}.0".split(".")]
    halves = read.ffi.fileVersionMS, read.ffi.fileVersionLS
    assert [part for half in halves for part in divmod(half, 1 << 16)] == numbers
    assert str(read) == str(made), "nothing is lost on the way into the file"


@pytest.mark.parametrize("version", ["", "0.2.0rc1", "1.2.3.4.5", "1.70000"])
def test_a_version_that_windows_cannot_hold_ends_the_build(module, version):
    with pytest.raises(ValueError, match="^" + re.escape(version) + "$"):
        module("version_resource").written(version)


def test_windows_never_takes_data_away():
    taken = re.findall(r"^Type: \w+; Name: \"(.+)\"$", SCRIPT, re.MULTILINE)
    assert taken == [r"{app}\_internal", r"{app}\essai.txt"]
    assert SCRIPT.count("{localappdata}") == 1, "named to say that they stay"


def test_windows_runs_the_self_test_by_a_program_that_is_built():
    built = set(re.findall(r'name="([\w-]+)"', SPEC)) | {"CoachDesk"}
    called = set(re.findall(r"\{app\}\\([\w-]+)\.exe", SCRIPT))
    assert called == {"CoachDesk", "coachdesk-commande"}
    assert called <= built
    assert "'self-test --out \"'" in SCRIPT


@pytest.mark.parametrize(
    ("variable", "place"),
    [("ProgramFiles(x86)", "Inno Setup 6"), ("LOCALAPPDATA", "Programs/Inno Setup 6")],
)
def test_the_compiler_is_found_for_all_accounts_or_for_one(
    module, monkeypatch, tmp_path, variable, place
):
    compiler = tmp_path / place / "ISCC.exe"
    compiler.parent.mkdir(parents=True)
    compiler.touch()
    for name in ("ProgramFiles(x86)", "ProgramFiles", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, str(tmp_path))
    assert module("setup_windows").compiler() == str(compiler)


def test_every_message_of_the_script_is_defined_and_french():
    used = set(re.findall(r"CustomMessage\('(\w+)'\)", SCRIPT)) | {"DesktopIcon"}
    assert (
        set(re.findall(r"^fr\.(\w+)=", SCRIPT.split("[CustomMessages]")[1], re.MULTILINE)) == used
    )


def test_the_script_begins_by_what_tells_inno_setup_that_it_is_utf_8():
    assert (INSTALLER / "windows" / "coachdesk.iss").read_bytes().startswith(b"\xef\xbb\xbf")


def test_macos_is_told_in_french_why_it_is_asked():
    told = plistlib.loads((INSTALLER / "macos" / "Info.plist").read_bytes())
    assert told["CFBundleDevelopmentRegion"] == "fr"
    asked = [words for key, words in told.items() if key.endswith("UsageDescription")]
    assert len(asked) == 6
    assert all(words.startswith("Pour ") and words.endswith(".") for words in asked)
    assert not {"CFBundleVersion", "CFBundleShortVersionString"} & set(told), "built in"


def test_an_installer_of_each_kind_is_known_by_the_name_that_is_built(module):
    build = (INSTALLER / "build.py").read_text("utf-8")
    assert 'f"coachdesk-{version}-{_SYSTEMS[sys.platform]}-' in build
    names = {
        "CoachDesk-1.2.3-x86_64-setup.exe": FileKind.WINDOWS_SETUP,
        "coachdesk-1.2.3-windows-amd64.zip": FileKind.WINDOWS_ARCHIVE,
        "CoachDesk-1.2.3-arm64.dmg": FileKind.MACOS_DISK,
        "coachdesk_1.2.3_amd64.deb": FileKind.LINUX_DEB,
        "coachdesk-1.2.3-linux-x86_64.tar.xz": FileKind.LINUX_ARCHIVE,
        "coachdesk-1.2.3-macos-arm64.zip": None,
        "poids.txt": None,
    }
    assert {name: TOOL.kind_of(name) for name in names} == names


def test_ci_calls_what_is_there_and_holds_no_secret():
    called = re.findall(r"(?:installer|tools)[/\\][a-z_]+\.py", WORKFLOW)
    assert called
    assert all((ROOT / name.replace("\\", "/")).is_file() for name in called)
    assert "secrets." not in WORKFLOW
    used = re.findall(r"uses: (\S+)", WORKFLOW)
    assert used
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action) for action in used), "a tag may move"
    for system in ("linux", "windows", "macos"):
        assert f"\n  {system}:\n" in WORKFLOW
