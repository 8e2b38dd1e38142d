"""What of a paper is asked and lacking, with the shipped questionnaires as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.domain.paper_answers import asked, lacking
from coachdesk.domain.paper_profile import for_profile
from coachdesk.domain.paper_reader import read_paper
from coachdesk.domain.papers import FieldKind, PaperTemplate, Role
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.profile_faults import ProfileFaults
from coachdesk.domain.profile_reader import parse_profile
from coachdesk.services.profiles import load_profile, shipped_papers


def profile(more: str = "") -> ActionProfile:
    text, _ = load_profile("coaching-emploi")
    return parse_profile(text.replace('code = "coaching', f'{more}\ncode = "coaching', 1))


def template(key: str, more: str = "") -> PaperTemplate:
    return for_profile(read_paper(key, shipped_papers()[key]), profile(more))


def keys(fields) -> set[str]:
    return {field.key for field in fields}


def test_a_telephone_or_an_address_is_enough_for_the_fse():
    fse = template("fse_entry")
    without = keys(lacking(fse, {}))
    assert {"phone", "email", "disability", "employment"} <= without
    assert {"phone", "email"}.isdisjoint(keys(lacking(fse, {"phone": "06 00 00 00 00"})))
    assert {"phone", "email"}.isdisjoint(keys(lacking(fse, {"email": "a@b.fr"})))
    assert {"phone", "email"} <= keys(lacking(fse, {"phone": "  "}))


def test_a_refusal_to_answer_completes_a_sensitive_question():
    fse = template("fse_entry")
    assert "minority" not in keys(lacking(fse, {"minority": "refused"}))


def test_a_disagreement_asks_for_its_reason_and_an_agreement_does_not():
    review = template("immersion_review")
    assert "disagreement" not in keys(asked(review, {"agreement": "agrees"}))
    assert "disagreement" in keys(lacking(review, {"agreement": "disagrees"}))
    told = {"agreement": "disagrees", "disagreement": "Je n’étais jamais en retard."}
    assert "disagreement" not in keys(lacking(review, told))


def test_an_immersion_cut_short_asks_for_its_last_day_and_its_missed_hours():
    review = template("immersion_review")
    cut = {"attendance": "cut"}
    assert {"last_day", "why"} <= keys(lacking(review, cut))
    assert "missed_hours" in keys(asked(review, cut))
    assert {"last_day", "missed_hours"}.isdisjoint(keys(asked(review, {"attendance": "absent"})))


def test_the_bilan_of_an_immersion_that_did_not_begin_asks_why_and_little_else():
    review = template("immersion_review")
    absent = {"attendance": "absent"}
    assert keys(asked(review, absent)) == {"attendance", "why", "absent_words", "follow_up"}
    assert keys(lacking(review, absent)) == {"why"}
    assert len(asked(review, {"attendance": "whole"})) > 20


@given(st.data())
def test_what_is_lacking_is_always_asked_and_answering_it_lets_the_paper_be_signed(data):
    fse = template(data.draw(st.sampled_from(["fse_entry", "fse_exit", "satisfaction"])))
    answers: dict[str, str] = {}
    for _ in range(len(fse.fields) + 1):
        waiting = lacking(fse, answers)
        assert set(waiting) <= set(asked(fse, answers))
        if not waiting:
            return
        field = data.draw(st.sampled_from(waiting))
        options = [word.key for word in field.options] or ["quelques mots"]
        answers[field.key] = data.draw(st.sampled_from(options))
    pytest.fail("the questions never end")


def test_choices_come_from_the_words_of_the_profile():
    words = profile()
    review = {field.key: field for field in template("immersion_review").fields}["review"]
    assert [word.label for word in review.options] == [word.label for word in words.reviews]
    final = {field.key: field for field in template("final_review").fields}["recommendations"]
    assert final.kind is FieldKind.TICKS
    assert [word.key for word in final.options] == [word.key for word in words.recommendations]


def test_the_director_signs_where_the_profile_names_one():
    assert template("final_review").signers == (Role.PARTICIPANT, Role.COACH)
    named = template("final_review", 'second_signer = { name = "A. Caron", role = "directrice" }')
    assert named.signers == (Role.PARTICIPANT, Role.COACH, Role.DIRECTOR)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('when = "elsewhere=yes"', "elsewhere"),
        ('when = "one=maybe"', "maybe"),
        ('when = "one"', "réponse"),
        ('unless = "nobody"', "nobody"),
        ('kind = "choice", choices_from = "colours"', "colours"),
    ],
)
def test_a_question_that_depends_on_nothing_known_is_a_fault(written: str, said: str):
    text = f"""
title = "Essai"
group = "bilan"
[[blocks]]
fields = [
    {{ key = "one", label = "Un", kind = "yes_no" }},
    {{ key = "two", label = "Deux", {written} }},
]
"""
    with pytest.raises(ProfileFaults) as caught:
        read_paper("trial", text)
    assert said in " ".join(str(fault) for fault in caught.value.faults)


def test_the_parties_of_a_convention_may_be_named_in_the_profile():
    named = profile(
        'association_address = "1 place de la Gare"\nassociation_phone = "03 22 00 00 00"\n'
        'immersion_prescriber = { name = "Le Département", address = "43 rue de la République" }'
    )
    assert named.association_address == "1 place de la Gare"
    assert named.immersion_prescriber.name == "Le Département"
    assert named.immersion_prescriber.contact == ""
    with pytest.raises(ProfileFaults) as caught:
        profile('immersion_prescriber = { name = "Le Département" }')
    assert "address" in " ".join(str(fault) for fault in caught.value.faults)
