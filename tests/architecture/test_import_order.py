"""Who may import whom: the contracts of pyproject.toml, and no import hidden in a function."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

from support.source import PACKAGE, ROOT, place, python_files, tree

LAZY = {
    "app.py": "the visite guidée opens all that an open store shows; so does the trial of itself",
    "services/guide/book.py": "ReportLab's flowing text takes 0.1 s, and few print the guide",
    "__main__.py": "the command line never loads Qt",
    "cli/verifying.py": "a fiche takes 0.5 s of modules, and most verifications make none",
    "documents/qr_code.py": "ReportLab loads all of its bar codes with it, 7 MB",
    "documents/spreadsheets.py": "openpyxl takes 0.3 s and 12 MB, and few days make a workbook",
    "documents/calendar_file.py": "icalendar takes 0.1 s to load, beside the window",
    "services/importing/reader.py": "openpyxl, as above",
    "ui/screens/importing/view.py": "openpyxl, as above",
    "services/rights/returning.py": "what makes papers, and nobody comes back at most openings",
    "services/rights/papers.py": "python-docx, as above, and few registers are a DOCX",
    "services/papers/preview.py": "PDFium takes 0.05 s to load, beside the window",
    "services/papers/print_copy.py": "the same",
    "services/papers/templates.py": "PDFium and pyHanko are loaded there, beside the window",
    "signing/seal.py": "pyHanko takes 0.3 s to load, and most commands seal nothing",
    "signing/later_changes.py": "the same",
    "services/health.py": "Alembic, and few stores are ever salvaged",
    "services/placing.py": "the unlock screen refuses a folder before anything it opens is loaded",
    "signing/revisions.py": "the same",
    "signing/verify_pdf.py": "the same",
    "signing/verify_revisions.py": "the same",
    "services/report/pictures.py": "PDFium, as above",
    "services/report/papers.py": "python-docx and openpyxl take 0.3 s, and most bilans are a PDF",
    "services/closing/tables.py": "openpyxl takes 0.25 s to load, and only a rectified month waits",
    "services/directory/channels.py": "paramiko takes 0.3 s to load, and few set a server up",
    "services/outbox/stamping.py": "httpx takes 0.2 s to load, and no authority is set by default",
    "sync/verification.py": "asn1crypto takes 0.05 s to load, and most files have no timestamp",
    "sync/transports/opening.py": "paramiko and httpx take 0.4 s to load, beside the window",
    "sync/channel.py": "Python's HTTP takes 1 MB, for one of its functions; few name a folder",
    "ui/printing.py": "what of Qt prints takes 0.5 MB, and most days print nothing",
    "ui/reader.py": "where no screen reader listens, nothing is told, and nothing is loaded",
    "ui/shell.py": "what an open store needs takes 1 s to load, and the passphrase is asked before",
    "store/foundations.py": "Alembic takes 0.13 s to load, and hardly any start needs it",
    "store/store.py": "Alembic takes 0.13 s to load, and hardly any start needs it",
    "ui/later_parts.py": "what stands around the pages is loaded once the window is drawn",
    "ui/runner.py": "threads are made when they are first asked for, and load logging",
    "core/clock.py": "hashlib loads OpenSSL, and the name of this start is asked for later",
    "core/file_identity.py": "the same, and few stores are on a key",
    "ui/locking/covering.py": "what a screen reader hears is loaded once the window is drawn",
    "ui/widgets/banner.py": "the same",
    "ui/widgets/layout.py": "the same",
    "ui/one_window.py": "a second start, or the door for one: loaded once the window is drawn",
    "ui/locking/guard.py": "the buses of the system are heard once the window is drawn",
}
"""The only files with imports inside functions, and why."""


def lint_imports(source: Path) -> subprocess.CompletedProcess[str]:
    """import-linter on the package below ``source``, with the contracts of this checkout."""
    command = "from importlinter.cli import lint_imports_command as c; c()"
    arguments = ["--config", str(ROOT / "pyproject.toml"), "--no-cache"]
    return subprocess.run(
        [sys.executable, "-c", command, *arguments],
        env={**os.environ, "PYTHONPATH": str(source), "COLUMNS": "120"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_import_contracts_hold() -> None:
    ran = lint_imports(PACKAGE.parent)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_breach_of_each_kind_is_refused(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "coachdesk")
    rules = tmp_path / "coachdesk" / "domain" / "a_breach.py"
    rules.write_text('"""Breaches."""\n\nimport sqlalchemy\nfrom PySide6 import QtCore\n')
    upward = tmp_path / "coachdesk" / "core" / "a_breach.py"
    upward.write_text('"""Breach."""\n\nfrom coachdesk.domain import a_breach\n')
    ran = lint_imports(tmp_path)
    assert ran.returncode == 1
    for contract in ("layers", "pure rules", "Qt only in ui and app"):
        assert f"{contract} BROKEN" in ran.stdout, ran.stdout


def test_imports_inside_functions_are_those_that_are_listed() -> None:
    found: dict[str, list[str]] = {}
    for path in python_files("src"):
        for function in ast.walk(tree(path)):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.Import | ast.ImportFrom):
                        name = path.relative_to(PACKAGE).as_posix()
                        found.setdefault(name, []).append(place(path, node))
    hidden = {name: places for name, places in found.items() if name not in LAZY}
    assert not hidden, f"import at the top, or list it in LAZY with its reason: {hidden}"
    assert set(found) == set(LAZY), "LAZY names files that no longer need it"
