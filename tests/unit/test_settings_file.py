"""The file of settings: what is written is read back, a hostile one is refused in one sentence."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachdesk.core.errors import UserError
from coachdesk.domain.agenda import Weeks
from coachdesk.services.settings_file.bundle import (
    ActionPart,
    CaseManagerPart,
    MachinePart,
    OpeningPart,
    Part,
    PartnerPart,
    PlacePart,
    RecipientPart,
    SettingsBundle,
    TravelPart,
)
from coachdesk.services.settings_file.form import MOST_BYTES, bundle_bytes, read_bundle

lines = st.text(
    st.characters(categories=["L", "N", "P"], include_characters=" \u00a0\u202f’"),
    min_size=1, max_size=60,
).filter(str.strip)  # fmt: skip
maybe = st.none() | lines
blocks = st.none() | st.lists(lines, min_size=1, max_size=3).map("\n".join)
openings = st.builds(
    lambda day, start, length, weeks: OpeningPart(day, start, min(start + length, 1440), weeks),
    st.integers(0, 6), st.integers(0, 1400), st.integers(1, 300), st.sampled_from(Weeks),
)  # fmt: skip
travels = st.builds(
    TravelPart, lines, st.integers(0, 240), st.none() | st.integers(0, 400_000)
)  # fmt: skip


def some(strategy):
    return st.none() | st.lists(strategy, max_size=4).map(tuple)


bundles = st.builds(
    SettingsBundle,
    actions=some(st.builds(ActionPart, lines, lines.map(lambda text: f"{text}\n\t# {text}\r\n"))),
    places=some(
        st.builds(
            PlacePart, lines, blocks, st.lists(openings, max_size=3).map(tuple),
            st.lists(travels, max_size=3).map(tuple),
        )
    ),
    case_managers=some(st.builds(CaseManagerPart, lines, maybe, maybe, maybe)),
    partners=some(st.builds(PartnerPart, lines, maybe, maybe, maybe, maybe, blocks, blocks)),
    recipients=some(
        st.builds(RecipientPart, lines, lines, blocks, maybe, *[st.booleans()] * 3)
    ),
    phrases=some(lines),
    machine=st.none() | st.builds(
        MachinePart, st.sampled_from(["system", "light", "dark"]), st.integers(100, 200),
        st.booleans(),
    ),
)  # fmt: skip


@given(bundles)
def test_what_is_written_is_read_back(bundle: SettingsBundle) -> None:
    assert read_bundle(bundle_bytes(bundle), "x") == bundle


@given(bundles, st.sets(st.sampled_from(Part)))
def test_only_the_parts_wanted_are_in_the_file(bundle: SettingsBundle, wanted: set[Part]) -> None:
    kept = read_bundle(bundle_bytes(bundle.only(frozenset(wanted))), "x")
    assert set(kept.parts) == set(bundle.parts) & wanted


@settings(max_examples=150)
@given(bundles, st.data())
def test_a_file_changed_anywhere_is_refused_in_a_sentence_or_is_another_sound_one(bundle, data):
    raw = bytearray(bundle_bytes(bundle))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at] = data.draw(st.integers(0, 255))
    said, read = refusal(bytes(raw))
    if read is None:
        assert said.endswith(".")
        assert "\n" not in said
    else:
        assert read_bundle(bundle_bytes(read), "x") == read


def refusal(raw: bytes) -> tuple[str, SettingsBundle | None]:
    try:
        return "", read_bundle(raw, "x.coachdesk-reglages")
    except UserError as error:
        return error.sentence, None


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_as_no_file_of_settings(raw: bytes) -> None:
    with pytest.raises(UserError, match="n’est pas un fichier de réglages"):
        read_bundle(raw, "x")


def file(parts: object, version: object = 1, **more: object) -> bytes:
    told = {"format": "coachdesk-reglages", "version": version, "parts": parts, **more}
    return json.dumps(told).encode()


HOSTILE = {
    "too big": (b" " * (MOST_BYTES + 1), "trop gros"),
    "deep": (b'{"format":' * 100_000, "n’est pas un fichier de réglages"),
    "deep lists": (b'{"format":"coachdesk-reglages","version":1,"parts":' + b"[" * 200_000
                   + b"]" * 200_000 + b"}", "n’est pas un fichier de réglages"),
    "endless number": (b'{"format":"coachdesk-reglages","version":' + b"9" * 10_000 + b"}",
                       "n’est pas un fichier de réglages"),
    "newer": (file({}, 3), "version plus récente"),
    "no version": (file({}, None), "abîmé"),
    "true for a version": (file({}, version=True), "abîmé"),
    "unknown part": (file({"passphrase": "x"}), "partie inconnue"),
    "more beside": (file({}, secret=1), "n’y a pas sa place"),
    "list for a table": (file([]), "n’a pas sa forme"),
    "half a character": (file({"phrases": ["\ud800"]}), "signe interdit"),
    "control": (file({"phrases": ["a\u202eb"]}), "signe interdit"),
    "escape": (file({"phrases": ["a\x1b[2J"]}), "signe interdit"),
    "long text": (file({"phrases": ["a" * 601]}), "trop long"),
    "many": (file({"phrases": [f"{n}" for n in range(2001)]}), "liste est trop longue"),
    "a number for a text": (file({"phrases": [1]}), "texte manque"),
    "size of text": (
        file({"machine": {"appearance": "dark", "text_percent": 5000, "pad_left_handed": False}}),
        "hors des bornes",
    ),
    "one for true": (
        file({"machine": {"appearance": "dark", "text_percent": 150, "pad_left_handed": 1}}),
        "oui ou non",
    ),
    "look": (
        file({"machine": {"appearance": "x", "text_percent": 150, "pad_left_handed": False}}),
        "n’est pas connue",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "said"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence(raw: bytes, said: str) -> None:
    with pytest.raises(UserError, match=said) as refused:
        read_bundle(raw, "x.coachdesk-reglages")
    assert refused.value.remedy
    assert len(refused.value.sentence) < 200


def test_the_file_of_the_same_settings_is_the_same() -> None:
    bundle = SettingsBundle(phrases=("b", "a"), machine=MachinePart("dark", 125, True))
    assert bundle_bytes(bundle) == bundle_bytes(bundle)
    assert json.loads(bundle_bytes(bundle))["parts"]["phrases"] == ["b", "a"]
