"""The self-test passes on a whole program, and says what fails on one that is not."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coachdesk.cli.self_test import try_screen
from coachdesk.core import resources
from coachdesk.core.errors import UserError
from coachdesk.services.demo import COACH
from coachdesk.services.guide import pages
from coachdesk.services.plain_summaries import summary_texts
from coachdesk.services.self_test import PASSPHRASE, _Trials, run_self_test, verdict
from coachdesk.services.setup import create_desk
from support.command import alone, coachdesk
from support.faults import child_environment


@pytest.fixture
def said():
    return []


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """Where the trials are made: looked at afterwards."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def lack(tmp_path_factory, monkeypatch):
    """Has the program be without some of its files, named from the folder of its resources."""

    def without(*names):
        here = tmp_path_factory.mktemp("resources")
        shutil.copytree(
            resources.resources_root(), here, dirs_exist_ok=True, copy_function=os.symlink
        )
        shutil.copytree(resources.guide_root(), here / "guide", copy_function=os.symlink)
        for name in names:
            (here / name).unlink()
        monkeypatch.setattr(resources, "resources_root", lambda: here)
        monkeypatch.setattr(pages, "guide_root", lambda: here / "guide")
        forget()

    def forget():
        pages.guide_pages.cache_clear()
        summary_texts.cache_clear()

    yield without
    forget()


@pytest.fixture
def store(tmp_path, fixed_clock):
    made = create_desk(
        tmp_path / "magasin", PASSPHRASE, profile="mobilite", coach_name=COACH, clock=fixed_clock
    )
    made.desk.close()
    return tmp_path / "magasin"


def by_name(tried):
    return {each.name: each for each in tried}


def test_a_whole_program_passes_and_its_report_can_be_read_and_kept(tmp_path):
    """In processes of its own, window included: what an installer runs."""
    report = tmp_path / "rapports" / "essai.txt"
    ran = alone("self-test", "--out", report)
    assert ran.code == 0, ran.out + ran.err
    lines = ran.out.splitlines()
    assert lines[0].startswith("CoachDesk ")
    assert len([line for line in lines if line.startswith("[ok] ")]) == 9
    assert "14 pages ouvertes" in ran.out.replace("\u00a0", " ")
    assert lines[-1].startswith("Tout fonctionne")
    assert report.read_text("utf-8") == ran.out
    assert not Path(os.environ["COACHDESK_STORE"]).exists()


def test_a_file_that_misses_fails_what_needs_it_and_nothing_else(
    temporary, fixed_clock, said, lack
):
    lack("demo/coaching-emploi-2023.xlsx", "guide/contrat.md", "guide/pictures/fiche.png")
    tried = run_self_test(fixed_clock, lambda _store, _secret: "vue", lambda: "vu", said.append)
    assert [*tried] == said
    found = by_name(tried)
    assert {name for name, each in found.items() if each.passed is False} == {
        "Reprise du classeur d’exemple",
        "Aide et mots simples",
    }
    assert "contrat.md, fiche.png" in found["Aide et mots simples"].line
    assert "coaching-emploi-2023.xlsx" in found["Reprise du classeur d’exemple"].line
    assert "resources.py" in found["Reprise du classeur d’exemple"].line
    assert found["Document scellé et vérifié"].line == "[non essayé] Document scellé et vérifié"
    assert found["Fenêtre"].passed
    assert verdict(tried).startswith(
        "2\u00a0essais ont échoué\u00a0: Reprise du classeur d’exemple et Aide et mots simples."
    )
    assert not list(temporary.glob("coachdesk-essai-*")), "the made-up people are left behind"


def test_a_language_that_misses_is_missed_though_no_paper_is_made_of_it(
    temporary, fixed_clock, said, lack
):
    lack("summaries/uk.toml")
    trials = _Trials(temporary, fixed_clock, lambda *_: "vue", None, said.append)
    trials._make("Aide et mots simples", trials._words)
    assert not said[0].passed
    assert "uk.toml" in said[0].told


def test_a_window_that_does_not_open_makes_the_command_fail(temporary, monkeypatch):
    def refuse(_store, _secret):
        raise UserError("La fenêtre ne s’ouvre pas (code -6).\nlibEGL.so.1")

    monkeypatch.setattr("coachdesk.cli.self_test.try_window", refuse)
    ran = coachdesk("self-test", "--json")
    told = json.loads(ran.out)
    assert ran.code == 1
    assert not told["passed"]
    assert told["tried"][-1]["told"].endswith("libEGL.so.1")


def test_a_library_that_the_system_lacks_is_named(monkeypatch):
    """As where the archive is unfolded on a machine without a desktop."""

    def lack(_options):
        raise ImportError("libssl.so.3: cannot open shared object file")

    monkeypatch.setattr("coachdesk.cli.handler_of", lambda _options: lack)
    ran = coachdesk("self-test")
    assert ran.code == 1
    assert "libssl.so.3" in ran.err
    assert "paquet .deb" in ran.err


def test_a_screen_that_cannot_be_reached_is_told_with_what_qt_says_of_it(monkeypatch):
    """Qt ends the whole process then: the report must come from another one."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("DISPLAY", ":none")
    with pytest.raises(UserError, match="n’atteint pas l’écran") as refused:
        try_screen()
    assert "xcb" in str(refused.value)


BROKEN_PAGE = """
import sys
from pathlib import Path
from coachdesk import app
from coachdesk.ui.screens.companies.view import CompaniesScreen

def fail(self):
    raise ZeroDivisionError

CompaniesScreen.refresh = fail
sys.exit(app.try_window(Path(sys.argv[1]), sys.argv[2]))
"""


def test_a_page_that_breaks_fails_the_trial_of_the_window_with_its_lines_of_code(store):
    ran = subprocess.run(
        [sys.executable, "-c", BROKEN_PAGE, str(store), PASSPHRASE],
        env=child_environment(),
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert ran.returncode == 1
    assert "ZeroDivisionError" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_program_without_a_console_does_its_command_all_the_same():
    """As the one with a window, on Windows: there is nowhere to print, which is no failure."""
    profile = resources.resource("actions", "mobilite.toml")
    line = f'exec "{sys.executable}" -m coachdesk profile check "{profile}" >&- 2>&-'
    ran = subprocess.run(["sh", "-c", line], env=child_environment(), check=False, timeout=60)
    assert ran.returncode == 0
