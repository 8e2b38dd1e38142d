"""Any list of the profile edited through the editor: that list alone differs, or it is refused."""

import re
import tomllib
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachdesk.core.resources import resource
from coachdesk.domain.profile_attributes import AttributeKind, attributes_of, place_of
from coachdesk.domain.profile_faults import ProfileFaults
from coachdesk.domain.profile_list_text import ListItem, items_of, value_at
from coachdesk.services.actions.compare import LISTS
from coachdesk.services.actions.editing import _path, _with_usual, keyed, text_with
from coachdesk.services.profiles import read_profile

SHIPPED = resource("actions", "coaching-emploi.toml").read_text("utf-8")
BEFORE = read_profile(SHIPPED)
PARENTS = {"service_results": "company_meeting", "exit_details": "employment"}
LABELS = st.text("abcdefghé ’-", min_size=3, max_size=14).map(str.strip).filter(bool)


def comments():
    return re.findall(r"^\s*(#.*)$", SHIPPED, re.MULTILINE)


@settings(max_examples=120, deadline=None)
@given(name=st.sampled_from(sorted(set(LISTS) - {"measures", "measure_levels"})), data=st.data())
def test_any_operations_on_any_list_change_that_list_alone(name, data):
    place = place_of(name)
    path = _path(SHIPPED, name, PARENTS.get(name, ""))
    values = value_at(_with_usual(SHIPPED, path), path)
    items = list(data.draw(st.permutations(items_of(values))))
    for number in range(data.draw(st.integers(0, 3))):
        verb = data.draw(st.sampled_from(["rename", "add", "out", "attribute"]))
        at = data.draw(st.integers(0, max(len(items) - 1, 0)))
        label = f"{data.draw(LABELS)} {number}"
        if verb == "rename":
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
        elif verb == "attribute":
            asked = [each for each in attributes_of(name) if each.kind is AttributeKind.FLAG]
            for each in asked:
                items[at] = ListItem(items[at].origin, {**items[at].values, each.name: True})
    text = text_with(SHIPPED, path, keyed(items))
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
        for each in fields(BEFORE)
        if getattr(BEFORE, each.name) != getattr(after, each.name)
    }
    assert differing <= {place.parent or name}
    assert set(comments()) <= set(re.findall(r"^\s*(#.*)$", text, re.MULTILINE))
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
