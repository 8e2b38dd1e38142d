"""The profile of an action changed in the store: what it would do, what is refused, undone."""

from dataclasses import fields

import pytest
from sqlalchemy import select

from coachdesk.core.errors import UserError
from coachdesk.core.resources import resource
from coachdesk.domain.profile_faults import ProfileFaults
from coachdesk.domain.profile_lists import word_lists
from coachdesk.domain.words import WordList
from coachdesk.models import LearnedWord, Pathway
from coachdesk.queries.word_uses import COLUMNS, word_uses
from coachdesk.services.actions.compare import LISTS
from coachdesk.services.actions.current import current_action, work_in
from coachdesk.services.actions.editing import read_list
from coachdesk.services.actions.profile import (
    export_profile,
    offer_file,
    offer_typed,
    profile_text,
    replace_profile,
)
from coachdesk.services.actions.reading import read_parts
from coachdesk.services.acts import undo_act
from coachdesk.services.coach import change_coach
from coachdesk.services.setup import add_action

SHIPPED = resource("actions", "coaching-emploi.toml").read_text("utf-8")
TEMPORARY = next(line for line in SHIPPED.splitlines(keepends=True) if 'key = "temporary"' in line)
RSA = '    { key = "rsa", label = "BRSA", synonyms = ["RSA", "Bénéficiaire du RSA"] },\n'


@pytest.fixture
def file(tmp_path):
    def make(text):
        path = tmp_path / "profil.toml"
        path.write_text(text, "utf-8")
        return path

    return make


def test_every_list_of_words_is_compared_named_and_counted(action):
    lists = {
        field.name
        for field in fields(action.profile)
        if isinstance(getattr(action.profile, field.name), WordList)
    }
    assert lists <= set(word_lists(action.profile)) == set(LISTS)
    assert set(LISTS) - set(COLUMNS) == {"modes", "presences"}


def test_a_word_that_rows_use_is_refused_with_their_number(desk, action, file):
    offer = offer_file(desk, action, file(SHIPPED.replace(RSA, "")))
    with desk.store.read() as link:
        held = len(link.execute(select(Pathway.id).where(Pathway.status == "rsa")).all())
        assert word_uses(link, action.id, "statuses", ["rsa", "nobody"]) == {"rsa": held}
    assert held > 10
    (refusal,) = offer.refusals
    assert f"{held}\u00a0lignes" in refusal
    assert "« BRSA »" in refusal.replace("\u00a0", " ")
    with pytest.raises(UserError, match="retire des mots"):
        replace_profile(desk, action, offer)
    assert desk.read(lambda link: profile_text(link, action.id)) == SHIPPED


def test_a_word_inside_another_is_used_by_the_rows_of_that_one_alone(desk, action, file):
    """Two kinds of exit may each have a detail of one key: rows of the one hold only its own."""
    training = '    { key = "sieg", label = "SIEG" },\n'
    twice = SHIPPED.replace(training, training + TEMPORARY.replace("Intérim", "Stage"))
    changed = replace_profile(desk, action, offer_file(desk, action, file(twice)))
    gone = offer_file(desk, changed, file(twice.replace(TEMPORARY, "")))
    (refusal,) = gone.refusals
    assert "Intérim" in refusal
    assert not offer_file(desk, changed, file(SHIPPED)).refusals, "no row is a training of that"
    edited = read_list(desk, changed, "exit_details", "training")
    assert "temporary" not in edited.uses
    assert "temporary" in read_list(desk, changed, "exit_details", "employment").uses


def test_a_word_that_nobody_uses_may_go_and_what_was_learned_of_it_with_it(desk, action, file):
    more = file(SHIPPED.replace(RSA, RSA + '    { key = "fresh", label = "Nouveau statut" },\n'))
    offer = offer_file(desk, action, more)
    assert offer.changes == ("Statuts, ajouté\u00a0: «\u00a0Nouveau statut\u00a0»",)
    changed = replace_profile(desk, action, offer)
    with desk.store.write() as uow:
        for key in ("fresh", "other", ""):
            uow.session.add(
                LearnedWord(action_id=action.id, word_list="statuses", written=f"{key}x", key=key)
            )
        uow.commit()
    offer = offer_file(desk, changed, file(SHIPPED))
    assert not offer.refusals
    assert "fresh" not in replace_profile(desk, changed, offer).profile.statuses
    with desk.store.read() as link:
        kept = link.execute(select(LearnedWord.key).where(LearnedWord.word_list == "statuses"))
        assert set(kept.scalars()) == {"other", ""}


def test_every_fault_of_a_file_has_its_line_and_nothing_changes(desk, action, file):
    bad = SHIPPED.replace("duration_months = 6", 'duration_months = "six"').replace(
        'key = "rsa"', 'key = "RSA 2"'
    )
    with pytest.raises(ProfileFaults) as told:
        offer_file(desk, action, file(bad))
    lines = bad.splitlines()
    assert [lines[fault.line - 1].strip()[:15] for fault in told.value.faults] == [
        "duration_months",
        '{ key = "RSA 2"',
    ]


def test_the_profile_of_another_action_is_to_be_added_not_taken(desk, action, file):
    other = file(SHIPPED.replace('code = "coaching-emploi"', 'code = "autre"'))
    with pytest.raises(UserError, match="celui de l’action"):
        offer_file(desk, action, other)
    added = add_action(desk, other)
    assert [each.code for each in desk.actions] == ["coaching-emploi", "autre"]
    work_in(desk, added)
    assert current_action(desk).id == added.id
    assert "autre" not in undo_act(desk).words
    assert current_action(desk).id == action.id, "the action that is left"


def test_typed_values_change_the_file_and_ctrl_z_puts_it_back(desk, action):
    offer, wrong = offer_typed(
        desk, action, {("agreement_number",): "CE-2024-07", ("rules", "renewals"): "2"}
    )
    assert not wrong
    assert offer.changes == (
        "N° de convention\u00a0: CE-2023-01 → CE-2024-07",
        "Renouvellements possibles\u00a0: 1 → 2",
    )
    changed = replace_profile(desk, action, offer)
    assert changed.profile.agreement_number == "CE-2024-07"
    assert desk.action(None).profile.rules.renewals == 2
    assert "# Numéro d'exemple" in offer.text
    undo_act(desk)
    assert desk.action(None).profile == action.profile
    assert desk.read(lambda link: profile_text(link, action.id)) == SHIPPED


def test_a_typed_value_that_the_whole_profile_refuses_is_told(desk, action):
    _, wrong = offer_typed(desk, action, {("rules", "renewals"): "21"})
    assert "de 0 à 20" in wrong["rules", "renewals"]
    offer, wrong = offer_typed(desk, action, {})
    assert (offer.changes, wrong) == ((), {})


def test_what_is_exported_is_read_back_as_the_same(desk, action, tmp_path):
    target = tmp_path / "x.toml"
    export_profile(desk, action, target)
    assert offer_file(desk, action, target).changes == ()
    with pytest.raises(UserError, match="Impossible d’écrire"):
        export_profile(desk, action, tmp_path / "nowhere" / "x.toml")


def test_the_whole_profile_can_be_read(desk, action):
    told = "\n".join(
        f"{name} {value}"
        for part in read_parts(action.profile, SHIPPED)
        for name, value in part.lines
    )
    for words in ("CE-2023-01", "BRSA", "Alternance", "80\u202f%", "Ailly-sur-Somme", "bien reçu"):
        assert words in told


def test_the_coach_changes_her_name_and_ctrl_z_gives_it_back(desk):
    before = desk.coach
    assert change_coach(desk, "  Claire  Nouvelle ", "cn2").code == "CN2"
    assert desk.coach.name == "Claire Nouvelle"
    undo_act(desk)
    assert desk.coach == before
    for name, code in (("", "CD"), ("Claire", ""), ("Claire", "É1"), ("Claire", "ABCDE")):
        with pytest.raises(UserError):
            change_coach(desk, name, code)
