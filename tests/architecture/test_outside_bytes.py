"""Every byte from outside comes in through ``core.bounded``; what is ours alone is listed."""

import ast
import re

from support.source import PACKAGE, calls, place, python_files

READS = re.compile(r"(\.read_bytes|\.read_text|^open|^os\.open|^io\.open)$")
ZIPS = re.compile(r"(^|\.)(ZipFile|TarFile|PyZipFile|unpack_archive|extractall|extract)$")
OURS = {
    # The program's own files, shipped with it.
    "services/passphrases.py", "services/profiles.py", "services/trades.py",
    "services/fse/platform.py", "services/guide/pages.py", "services/plain_summaries.py",
    "services/updating/use_case.py", "ui/theme.py",
    # What the system tells of itself.
    "core/clock.py", "core/file_identity.py", "system/battery.py", "system/disks.py",
    "system/alone.py", "system/disk_secrecy.py", "system/incidents.py", "system/runs.py",
    "system/single_instance.py",
    # What is written here, or read in pieces.
    "core/files.py", "core/bounded.py", "store/backup.py", "store/examine.py", "store/manifest.py",
    "store/diagnosis.py", "store/hold.py", "store/mending.py", "store/pages.py", "store/salvage.py",
    "store/salvage_pages.py", "store/store.py",
    "services/backup/drill.py", "services/restoring/sources.py", "system/crash.py", "cli/text.py",
    "cli/__init__.py", "services/control/sinks.py", "sync/transports/folder.py",
    "sync/transports/sftp.py", "services/outbox/content.py", "services/outbox/backups.py",
    # Compared with what would be written, of the same size at most.
    "services/exporting.py",
    "services/importing/annotation.py",
    "services/placing.py", "system/shared_places.py", "services/updating/sources.py",
}  # fmt: skip
UNPACK = {
    "sync/zipfmt.py", "services/importing/container.py", "services/importing/workbook.py",
    "services/restoring/sources.py",  # stored files alone, by their last name, as long as told
    # Archives that the program made itself a moment ago, or keeps.
    "services/demo.py", "services/self_test.py", "services/audit_titles.py",
    "services/control/sinks.py", "services/updating/sources.py",
    "services/outbox/backups.py", "services/rights/archive.py", "services/support.py",
    "documents/workbook_bytes.py", "documents/sheet_book.py",
}  # fmt: skip


def test_outside_files_are_read_through_the_bounded_reader() -> None:
    found = [
        place(path, call)
        for path in python_files("src")
        if path.relative_to(PACKAGE).as_posix() not in OURS
        for name, call in calls(path)
        if READS.search(name) or opens_a_path(name, call)
    ]
    assert not found


def opens_a_path(name: str, call: ast.Call) -> bool:
    """Whether a method « open » is given a mode, as those of files are."""
    mode = call.args[0] if call.args else None
    told = isinstance(mode, ast.Constant) and isinstance(mode.value, str)
    return name.endswith(".open") and told and mode.value[:1] in {"r", "w", "a", "x"}


def test_archives_are_opened_in_few_places_and_never_unpacked_to_the_disk() -> None:
    found = [
        place(path, call)
        for path in python_files("src")
        if path.relative_to(PACKAGE).as_posix() not in UNPACK
        for name, call in calls(path)
        if ZIPS.search(name)
    ]
    assert not found
