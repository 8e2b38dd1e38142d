"""The voice of the system: found in what each lists, given its words through a pipe, silenced."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.system import voice
from coachdesk.system.voice import Voice, environment, of_sapi, of_say, of_speechd, said, speak

PATIENCE = 20
KEEP = "import sys; data = sys.stdin.buffer.read(); open(sys.argv[1], 'wb').write(data)"
SAPI = "\ufeffen-US|Microsoft Zira Desktop\r\nfr-FR|Microsoft Hortense Desktop\r\n"
SAY = (
    "Alex                en_US    # Most people recognize me by my voice.\n"
    "Amélie (Premium)    fr_CA    # Bonjour, je m’appelle Amélie.\n"
)
SPEECHD = (
    "                     NAME                 LANGUAGE                  VARIANT\n"
    "         English+Annie                    en-US                    Annie\n"
    "         Friulian                    fur                    none\n"
    "        French (Belgium)                    fr-BE                    none\n"
    "         French (France)                    fr-FR                    none\n"
    "   French (France)+Alex                    fr-FR                    Alex\n"
)


def ended(speech):
    """Whether it is over, once what reads has ended."""
    speech._process.wait(PATIENCE)
    return speech.over


@pytest.mark.parametrize(
    ("listed", "found", "name"),
    [
        (SAPI, of_sapi, "Microsoft Hortense Desktop"),
        (SAY, of_say, "Amélie (Premium)"),
        (SPEECHD, of_speechd, "French (France)"),
    ],
)
def test_the_french_voice_is_found_and_no_other(listed, found, name):
    assert found(listed).name == name
    others = [line for line in listed.splitlines() if "fr-" not in line and "fr_" not in line]
    assert found("\n".join(others)) is None
    assert found("") is None


def test_the_mark_before_what_windows_lists_hides_no_voice():
    assert of_sapi("\ufefffr-FR|Hortense\r\n").name == "Hortense"


def test_a_voice_from_elsewhere_reads_where_france_has_none():
    assert of_speechd(SPEECHD.replace("fr-FR", "en-GB")).name == "French (Belgium)"


def test_the_name_of_a_voice_is_no_order_to_powershell():
    (*_, script) = of_sapi("fr-FR|L'autre'); Remove-Item x; ('\n").command
    assert "SelectVoice('L''autre''); Remove-Item x; (''')" in script


@given(st.text())
def test_no_line_is_an_order_to_speech_dispatcher_nor_empty(text):
    lines = said(text).split("\n")
    assert lines.pop() == ""
    assert all(line.strip() and not line.startswith("!") for line in lines)


def test_what_is_read_goes_through_the_pipe_and_never_on_the_command_line(tmp_path):
    heard = tmp_path / "heard"
    mute = Voice("essai", (sys.executable, "-c", KEEP, str(heard)))
    speech = speak(mute, "Vous étiez là.\n\n!-!STOP")
    assert ended(speech)
    assert heard.read_text("utf-8") == "Vous étiez là.\n-!STOP\n"


def test_it_is_silenced_in_the_middle_of_a_word_and_what_it_left_is_hushed(tmp_path):
    hushed = tmp_path / "hushed"
    endless = Voice(
        "essai",
        (sys.executable, "-c", "import time; time.sleep(600)"),
        (sys.executable, "-c", KEEP, str(hushed)),
    )
    speech = speak(endless, "Bonjour")
    assert not speech.over
    speech.stop()
    speech.stop()
    assert ended(speech)
    assert hushed.exists()


def test_what_never_says_that_it_is_silent_is_not_waited_for(monkeypatch):
    endless = (sys.executable, "-c", "import time; time.sleep(600)")
    speech = speak(Voice("sans carte son", endless, endless), "Bonjour")
    speech.stop()
    assert not speech.over
    monkeypatch.setattr(voice, "_HUSH_PATIENCE", 0)
    assert speech.over, "else the button stops it for ever"


@pytest.mark.parametrize(
    ("ours", "given"),
    [
        ({"HOME": "/h", "LD_LIBRARY_PATH": "/a"}, {"HOME": "/h", "LD_LIBRARY_PATH": "/a"}),
        ({"LD_LIBRARY_PATH": "/bundle", "LD_LIBRARY_PATH_ORIG": "/a"}, {"LD_LIBRARY_PATH": "/a"}),
        ({"HOME": "/h"}, {"HOME": "/h"}),
    ],
    ids=["source", "bundle", "bare"],
)
def test_a_voice_loads_the_libraries_of_its_system(ours, given):
    assert environment(ours) == given


def test_a_bundle_started_without_any_gives_it_none(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert environment({"LD_LIBRARY_PATH": "/bundle"}) == {}


def test_a_voice_that_does_not_start_is_none():
    assert speak(Voice("partie", ("/nulle/part/voix",)), "Bonjour") is None


def test_a_machine_without_any_has_none(monkeypatch, tmp_path):
    for name in ("SAY", "SPEECHD"):
        monkeypatch.setattr(voice, name, str(tmp_path / "absent"))
    monkeypatch.setenv("SYSTEMROOT", str(tmp_path))
    voice.french_voice.cache_clear()
    assert voice.french_voice() is None
    voice.french_voice.cache_clear()
