"""A list of a profile edited in its text: that list alone is another, the comments are kept."""

import re
import tomllib
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachdesk.core.errors import UserError
from coachdesk.core.resources import resource
from coachdesk.domain.profile_defaults import USUAL
from coachdesk.domain.profile_list_text import ListItem, edited_list, items_of, value_at
from coachdesk.services.profiles import read_profile

SHIPPED = resource("actions", "coaching-emploi.toml").read_text("utf-8")
ODD = """# head
[words]
one = [ { key = "a", label = "A" }, { key = "b", label = "B", more = ["x", "y"] } ]
# between
two = [ # said first
    # over a
    { key = "a", label = "A, #1" }, # beside a
    { key = "b", label = "B" }
    , # beside b
    # over c
    { key = "c", label = "C", inside = [
        { key = "d", label = "D" }, # inside
    ] },
    # last
]
three = ["x", "y", # beside y
  "z"]
empty = []

# over the blocks
[[kinds]]
key = "a" # beside
details = [ { key = "d", label = "D" } ]

# over the second
[[kinds]]
key = "b"
[[kinds.details]]
key = "e"
label = "E"

[last]
it = 1
"""
TEXTS = {"SHIPPED": SHIPPED, "ODD": ODD}
PLACES = [
    ("SHIPPED", ("words", "statuses")),
    ("SHIPPED", ("words", "outcomes")),
    ("SHIPPED", ("words", "services")),
    ("SHIPPED", ("words", "services", 1, "results")),
    ("SHIPPED", ("words", "services", 0, "results")),
    ("SHIPPED", ("exits", "kinds")),
    ("SHIPPED", ("exits", "kinds", 0, "details")),
    ("SHIPPED", ("exits", "kinds", 3, "details")),
    ("SHIPPED", ("monthly_table", "columns")),
    ("SHIPPED", ("communes",)),
    ("SHIPPED", ("funders",)),
    ("SHIPPED", ("age_bands",)),
    ("SHIPPED", ("measures",)),
    ("ODD", ("words", "one")),
    ("ODD", ("words", "two")),
    ("ODD", ("words", "two", 2, "inside")),
    ("ODD", ("words", "three")),
    ("ODD", ("words", "empty")),
    ("ODD", ("kinds",)),
    ("ODD", ("kinds", 0, "details")),
    ("ODD", ("kinds", 1, "details")),
]
words = st.text("aé «»\"'\\#,]}[\n=", max_size=12)
values = st.one_of(
    words, st.integers(0, 99), st.booleans(), st.lists(words.filter(bool), max_size=3),
    st.lists(st.fixed_dictionaries({"months": words, "class": words}), min_size=1, max_size=2),
)  # fmt: skip


def comments(text):
    return [found.strip() for found in re.findall(r"^\s*(#.*)$", text, re.MULTILINE)]


@settings(max_examples=100, deadline=None)
@given(place=st.sampled_from(PLACES), data=st.data())
def test_any_edit_gives_that_list_and_changes_nothing_else(place, data):
    text, path = TEXTS[place[0]], place[1]
    before = value_at(tomllib.loads(text), path) or []
    tables = not before or isinstance(before[0], dict)
    kept = data.draw(st.permutations(items_of(before)))
    kept = kept[: data.draw(st.integers(0, len(kept)))]
    made = []
    for item in kept:
        if tables and data.draw(st.booleans()):
            plain = [key for key, value in item.values.items() if not nested(value)]
            gone = data.draw(st.sets(st.sampled_from(plain)))
            changed = {key: value for key, value in item.values.items() if key not in gone}
            for key in data.draw(st.sets(st.sampled_from([*plain, "fresh"]), max_size=3)):
                changed[key] = data.draw(values)
            made.append(ListItem(item.origin, changed))
        else:
            made.append(item)
    for _ in range(data.draw(st.integers(0, 2))):
        fresh = {"key": "x", "label": data.draw(words)} if tables else data.draw(words)
        made.insert(data.draw(st.integers(0, len(made))), ListItem(None, fresh))
    edited = edited_list(text, path, made)
    read = tomllib.loads(edited)
    assert (value_at(read, path) or []) == [item.values for item in made]
    assert without(read, path) == without(tomllib.loads(text), path)
    if len(kept) == len(before):
        assert set(comments(text)) <= set(comments(edited))


def nested(value):
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def without(tree, path):
    value_at(tree, path[:-1]).pop(path[-1], None) if path[:-1] else tree.pop(path[0], None)
    return tree


def test_what_is_not_touched_keeps_its_letters():
    before = value_at(tomllib.loads(SHIPPED), ("words", "statuses"))
    items = list(items_of(before))
    assert edited_list(SHIPPED, ("words", "statuses"), items) == SHIPPED
    items[1] = ListItem(1, {**before[1], "label": "RQTH"})
    made = edited_list(SHIPPED, ("words", "statuses"), items)
    differing = [line for line in made.split("\n") if line not in SHIPPED.split("\n")]
    assert differing == ['    { key = "disabled_worker", label = "RQTH" },']
    windows = SHIPPED.replace("\n", "\r\n")
    assert edited_list(windows, ("words", "statuses"), items) == made.replace("\n", "\r\n")


def test_the_profile_that_an_edit_gives_differs_in_that_list_alone():
    before, path = read_profile(SHIPPED), ("words", "time_kinds")
    assert value_at(tomllib.loads(SHIPPED), path) is None, "the usual list serves"
    usual = [ListItem(None, each) for each in reversed(USUAL["words"]["time_kinds"])]
    after = read_profile(edited_list(SHIPPED, path, usual))
    differing = [
        each.name
        for each in fields(before)
        if getattr(before, each.name) != getattr(after, each.name)
    ]
    assert differing == ["time_kinds"]
    assert list(after.time_kinds) == list(reversed(list(before.time_kinds)))


@pytest.mark.parametrize(
    "text",
    [
        'words = { one = [ { key.name = "a", label = "A" } ] }\n',
        '[[words.one]]\nlabel = "A"\n[other]\nx = 1\n[[words.one]]\nlabel = "B"\n',
    ],
)
def test_a_form_that_is_not_known_is_refused_in_words(text):
    items = items_of(value_at(tomllib.loads(text), ("words", "one")))
    with pytest.raises(UserError, match="ne sait pas changer"):
        edited_list(text, ("words", "one"), [ListItem(0, {**items[0].values, "label": "C"})])


@pytest.mark.parametrize("path", [("words", "statuses"), ("funders",)])
def test_an_item_of_a_draft_whose_place_is_gone_since_is_written_as_a_new_one(path):
    values = value_at(tomllib.loads(SHIPPED), path)
    longer = [*items_of(values), ListItem(len(values), values[0] | {"key": "new", "name": "X"})]
    changed = edited_list(SHIPPED, path, longer)
    assert value_at(tomllib.loads(changed), path) == [each.values for each in longer]
