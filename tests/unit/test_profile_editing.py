"""Any list of the profile edited through the editor: that list alone differs, or it is refused."""

import re
import tomllib
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachdesk.core.resources import resource
from coachdesk.domain.profile_attributes import (
    PLACES,
    AttributeKind,
    attributes_of,
    place_of,
)
from coachdesk.domain.profile_faults import ProfileFaults
from coachdesk.domain.profile_list_text import ListItem, items_of, value_at
from coachdesk.services.actions.compare import LISTS
from coachdesk.services.actions.editing import _path, _with_usual, keyed, text_with
from coachdesk.services.profiles import load_profile, read_profile, shipped_profiles

SHIPPED = resource("actions", "coaching-emploi.toml").read_text("utf-8")
TEXTS = {name: load_profile(name)[0] for name in shipped_profiles()}
INSIDE = {name: place.path[0] for name, place in PLACES.items() if place.parent}
LABELS = st.text("abcdefghé ’-", min_size=3, max_size=14).map(str.strip).filter(bool)


def comments(text):
    return set(re.findall(r"^\s*(#.*)$", text, re.MULTILINE))


def parent_of(text, name):
    """The first word in which the list stands, or could."""
    above = place_of(place_of(name).parent).path
    words = value_at(_with_usual(text, above), above) or []
    return next((each["key"] for each in words if INSIDE[name] in each), words[0]["key"])


@settings(max_examples=50, deadline=None)
@given(
    profile=st.sampled_from(sorted(TEXTS)),
    name=st.sampled_from(sorted(set(LISTS) - {"measures", "measure_levels"})),
    data=st.data(),
)
def test_any_operations_on_any_list_change_that_list_alone(profile, name, data):
    whole = TEXTS[profile]
    before, place = read_profile(whole), place_of(name)
    path = _path(whole, name, parent_of(whole, name) if place.parent else "")
    values = value_at(_with_usual(whole, path), path) or []
    items = list(data.draw(st.permutations(items_of(values))))
    for number in range(data.draw(st.integers(0, 3))):
        verb = data.draw(st.sampled_from(["rename", "add", "out", "attribute"]))
        at = data.draw(st.integers(0, max(len(items) - 1, 0)))
        label = f"{data.draw(LABELS)} {number}"
        if verb == "rename" and items:
            items[at] = ListItem(items[at].origin, {**items[at].values, "label": label})
        elif verb == "add" and not place.fixed:
            needed = {
                each.name: each.choices[0][0]
                for each in attributes_of(name)
                if each.choices and not each.optional
            }
            items.insert(at, ListItem(None, {"label": label, **needed}))
        elif verb == "out" and not place.fixed and len(items) > 1:
            del items[at]
        elif verb == "attribute" and items:
            asked = [each for each in attributes_of(name) if each.kind is AttributeKind.FLAG]
            for each in asked:
                items[at] = ListItem(items[at].origin, {**items[at].values, each.name: True})
    text = text_with(whole, path, keyed(items))
    try:
        after = read_profile(text)
    except ProfileFaults as told:
        # A word that a rule of the profile, or an indicator, can't do without.
        faults = told.faults
    else:
        faults = ()
    if faults:
        assert all(fault.reason and fault.remedy and fault.line for fault in faults)
        return
    differing = {
        each.name
        for each in fields(before)
        if getattr(before, each.name) != getattr(after, each.name)
    }
    assert differing <= {place.parent or name}
    assert comments(whole) <= comments(text)
    keys = [each.values.get("key") for each in items]
    read = [each["key"] for each in value_at(tomllib.loads(text), path) or values]
    assert [key for key in read if key in keys] == [key for key in keys if key]


@pytest.mark.parametrize(
    ("label", "key"),
    [("Aide à la garde", "aide_a_la_garde"), ("2e chance", "mot_2e_chance"), ("…", "mot")],
)
def test_a_new_word_has_a_key_made_of_its_label_once_for_all(label, key):
    fresh = keyed([ListItem(None, {"label": label}), ListItem(None, {"label": label})])
    assert [each.values["key"] for each in fresh] == [key, f"{key}_2"]


def test_the_form_of_a_word_asks_for_all_that_shipped_profiles_say_of_one():
    """What a list inside another holds is edited as a list; « figure » is the program's."""
    for text in TEXTS.values():
        for name in LISTS:
            place = place_of(name)
            path = (
                _path(text, name, parent_of(text, name) if place.parent else "")
                if name not in {"measures", "measure_levels"}
                else ("measures",)
            )
            for each in value_at(_with_usual(text, path), path) or []:
                said = set(each) - {"key", "figure", *INSIDE.values()}
                assert said <= {each.name for each in attributes_of(name)}, name
