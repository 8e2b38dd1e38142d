"""A profile changed value by value: its comments stay, and it says what was asked."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachdesk.core.errors import UserError
from coachdesk.core.resources import resource
from coachdesk.domain.profile_fields import (
    FIELDS,
    FieldKind,
    changes_typed,
    field_name,
    typed_values,
)
from coachdesk.domain.profile_text import edited_profile
from coachdesk.services.profiles import read_profile

SHIPPED = resource("actions", "coaching-emploi.toml").read_text("utf-8")
texts = st.text("aZé’œ9 .,;#=[]{}\"'\\\u00a0🚀", min_size=1, max_size=40).filter(str.strip)
VALUES = {
    FieldKind.TEXT: lambda _: texts,
    FieldKind.NAMES: lambda _: st.lists(texts, max_size=5, unique=True),
    FieldKind.WHOLE: lambda field: st.integers(field.least, field.most),
    FieldKind.MONTHS: lambda field: st.lists(
        st.integers(field.least, field.most), min_size=1, max_size=5, unique=True
    ).map(sorted),
}
changed = st.sets(st.sampled_from(FIELDS), max_size=8).flatmap(
    lambda some: st.fixed_dictionaries({field.path: VALUES[field.kind](field) for field in some})
)


def comments(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith("#")]


def put(tree: dict, path: tuple[str, ...], value: object) -> None:
    *above, key = path
    for name in above:
        tree = tree.setdefault(name, {})
    tree[key] = value


@settings(max_examples=50)
@given(changed)
def test_every_comment_stays_and_the_text_says_what_was_asked(changes):
    made = edited_profile(SHIPPED, changes)
    wanted = tomllib.loads(SHIPPED)
    for path, value in changes.items():
        put(wanted, path, value)
    assert tomllib.loads(made) == wanted
    assert comments(made) == comments(SHIPPED)
    assert list(tomllib.loads(made)["words"]) == list(tomllib.loads(SHIPPED)["words"])


@settings(max_examples=40)
@given(changed, changed)
def test_a_value_taken_back_is_as_it_was(changes, others):
    made = edited_profile(edited_profile(SHIPPED, others), changes)
    before, shipped = tomllib.loads(made), tomllib.loads(SHIPPED)
    back = {}
    for field in FIELDS:
        inside, mine = shipped, before
        for name in field.path:
            inside = inside.get(name) if isinstance(inside, dict) else None
            mine = mine.get(name) if isinstance(mine, dict) else None
        if mine != inside:
            back[field.path] = inside
    for table in ("second_signer", "immersion_prescriber"):
        if table in before:
            back[table,] = None
            for path in [path for path in back if path[0] == table and len(path) > 1]:
                del back[path]
    again = edited_profile(made, back)
    assert tomllib.loads(again) == shipped
    assert comments(again) == comments(SHIPPED)


def test_a_new_key_stands_beside_those_like_it_and_not_under_another_comment() -> None:
    made = edited_profile(
        SHIPPED,
        {("association_phone",): "03 22 00 00 00", ("rules", "weekly_hours"): 20,
         ("second_signer", "name"): "Anne Caron", ("second_signer", "role"): "directrice"},
    )  # fmt: skip
    lines = made.splitlines()
    assert lines[lines.index('association = "APFE"') + 2].startswith(
        ('association_phone = "03 22', "second_signer = {")
    )
    assert lines[lines.index("[rules]") + 1] == "weekly_hours = 20"
    assert read_profile(made).second_signer.role == "directrice"


def test_a_comment_inside_a_list_stays_with_what_stays() -> None:
    text = SHIPPED.replace('"Airaines",', '"Airaines", # le mardi\n   ')
    made = edited_profile(text, {("communes",): ["Airaines", "Doullens", "Amiens"]})
    assert "# le mardi" in made
    assert tomllib.loads(made)["communes"] == ["Airaines", "Doullens", "Amiens"]


@pytest.mark.parametrize(
    "text",
    [
        SHIPPED.replace("\n", "\r\n"),
        f"\ufeff{SHIPPED}",
        SHIPPED.replace("[targets]\nfile_active = 40\n", "").replace(
            'code = "coaching', 'targets.file_active = 40\ncode = "coaching', 1
        ),
        SHIPPED.replace('code = "coaching-emploi"', 'code = """\ncoaching-emploi"""', 1),
    ],
    ids=["windows", "bom", "dotted", "long string"],
)
def test_however_the_file_is_written(text: str) -> None:
    made = edited_profile(
        text, {("targets", "entries_per_year"): 90, ("association_phone",): "03 22 00 00 00"}
    )
    assert read_profile(made).targets.entries_per_year == 90
    assert read_profile(made).association_phone == "03 22 00 00 00"


def test_the_form_shows_the_profile_and_an_untouched_form_changes_nothing() -> None:
    shown = typed_values(SHIPPED)
    assert shown["rules", "follow_up_months"] == "1, 3, 6"
    assert shown["agreement_number",] == "CE-2023-01"
    assert changes_typed(shown, shown) == ({}, {})
    assert all(field_name(field.path) for field in FIELDS)


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        (("agreement_number",), "  ", "ne peut pas rester vide"),
        (("rules", "duration_months"), "six", "de 1 à 60"),
        (("rules", "duration_months"), "61", "de 1 à 60"),
        (("rules", "duration_months"), "3, 6", "seul nombre"),
        (("rules", "follow_up_months"), "1, x", "de 1 à 60"),
        (("rules", "weekly_hours"), "49", "de 0 à 48"),
        (("second_signer", "name"), "Anne Caron", ""),
    ],
)
def test_what_can_not_be_is_said_beside_its_field(path, typed, said):
    changes, wrong = changes_typed(typed_values(SHIPPED), {path: typed})
    if said:
        assert said in wrong[path]
        assert path not in changes
    else:
        assert "À remplir aussi" in wrong["second_signer", "role"]


def test_months_are_put_in_order_and_a_table_emptied_goes() -> None:
    shown = typed_values(SHIPPED)
    changes, wrong = changes_typed(shown, {("rules", "follow_up_months"): "12; 1,6 , 6"})
    assert (changes, wrong) == ({("rules", "follow_up_months"): [1, 6, 12]}, {})
    signed = edited_profile(
        SHIPPED, {("second_signer", "name"): "A", ("second_signer", "role"): "B"}
    )
    emptied = {("second_signer", "name"): "", ("second_signer", "role"): ""}
    changes, wrong = changes_typed(typed_values(signed), emptied)
    assert (changes, wrong) == ({("second_signer",): None}, {})
    assert read_profile(edited_profile(signed, changes)).second_signer is None


def test_what_can_not_be_changed_by_itself_is_refused_in_words(monkeypatch) -> None:
    monkeypatch.setattr("coachdesk.domain.profile_text._edited", lambda *_, **__: "x = 1")
    with pytest.raises(UserError, match="que le formulaire ne sait pas changer"):
        edited_profile(SHIPPED, {("name",): "Autre"})
