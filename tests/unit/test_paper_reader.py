"""A kind of paper as data: how it reads, how a profile changes it, how a mistake in it is told."""

import re
from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

import pytest

from coachdesk.core.resources import resource
from coachdesk.domain.claims import overclaim
from coachdesk.domain.paper_facts import FACTS, TABLES
from coachdesk.domain.paper_reader import GROUPS, read_paper
from coachdesk.domain.papers import FieldKind, PaperTemplate, Role, Subject
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.profile_faults import ProfileFault, ProfileFaults
from coachdesk.domain.profile_reader import parse_profile
from coachdesk.services.desk import ActionInfo
from coachdesk.services.papers.prefill import prefilled
from coachdesk.services.papers.templates import templates
from coachdesk.services.profiles import kept_profile, read_profile, shipped_papers
from support import fact_page
from support.command import coachdesk

PROFILE = resource("actions", "coaching-emploi.toml").read_text("utf-8")
SLIP = """
title = "Votre prochain rendez-vous"
group = "rendez-vous"
subject = "appointment"
signers = ["participant", "coach"]

[consents]
participant = "J'ai lu : oui !"

[[blocks]]
heading = "Où et quand"
text = "{person.name} vient le {next.date}, et dit « {answers.note} »."
facts = ["next.date", "next.place"]

[[blocks]]
table = "pathway.steps"

[[blocks]]
choices = [{ key = "good", label = "Bien" }, { key = "bad", label = "Mal" }]
grid = true

[[blocks.fields]]
key = "work"
label = "Le travail"

[[blocks.fields]]
key = "team"
label = "L'équipe"

[[blocks]]
[[blocks.fields]]
key = "note"
label = "Une note"
kind = "scale"
top = 4
"""

TOLD_ELSEWHERE = {"blocks", "title", "blocks[2].text", "blocks[3].grid"}
"""Faults of a whole: they stand on the line where it begins."""


def faults_of(text: str) -> list[ProfileFault]:
    with pytest.raises(ProfileFaults) as caught:
        read_paper("slip", text)
    for fault in caught.value.faults:
        assert fault.reason.endswith((".", "!"))
        assert fault.remedy.endswith((".", "?"))
    return list(caught.value.faults)


def test_a_paper_says_what_it_holds():
    slip = read_paper("slip", SLIP)
    assert (slip.key, slip.subject, slip.signers) == (
        "slip", Subject.APPOINTMENT, (Role.PARTICIPANT, Role.COACH),
    )  # fmt: skip
    assert [field.key for field in slip.fields] == ["work", "team", "note"]
    work, _, note = slip.fields
    assert work.kind is FieldKind.CHOICE
    assert [word.label for word in work.options] == ["Bien", "Mal"]
    assert [word.key for word in note.options] == ["1", "2", "3", "4"]


def test_what_is_typed_at_a_keyboard_is_printed_as_french_wants_it():
    slip = read_paper("slip", SLIP)
    assert slip.consents[Role.PARTICIPANT] == "J’ai lu\u00a0: oui\u202f!"
    assert slip.blocks[0].text.endswith("«\u00a0{answers.note}\u00a0».")
    assert slip.fields[1].label == "L’équipe"


def test_each_signer_reads_something_before_signing():
    consents = read_paper("slip", SLIP).consents
    assert set(consents) == {Role.PARTICIPANT, Role.COACH}
    assert all(consents.values())


@pytest.mark.parametrize(
    ("old", "new", "key", "told"),
    [
        ("{person.name}", "{person.nam}", "blocks[1].text", "person.name"),
        ("{answers.note}", "{answers.notes}", "blocks", "notes"),
        ('"next.place"]', '"next.plase"]', "blocks[1].facts", "next.place"),
        ('"next.place"]', '"pathway.steps"]', "blocks[1].facts", "tableau"),
        ('table = "pathway.steps"', 'table = "next.date"', "blocks[2].table", "tableau"),
        ("{person.name}", "{pathway.steps}", "blocks[1].text", "tableau"),
        ('title = "Votre', 'title = "{person.name}, votre', "title", "accolades"),
        ('label = "Le travail"', 'label = "Le travail certifié"', "blocks[3].fields[1].label",
         "certifié"),
        ('heading = "Où et quand"', 'heading = "Signature qualifiée"', "blocks[1].heading",
         "Signature qualifiée"),
        ("J'ai lu : oui !", "Ma signature avancée.", "consents.participant", "signature avancée"),
        ('label = "Bien"', 'label = "Certifié"', "blocks[3].choices[1].label", "Certifié"),
        ('key = "bad"', 'key = "good"', "blocks[3].choices[2].key", "good"),
        ('label = "Mal"', 'label = "bien"', "blocks[3].choices[2].label", "bien"),
        ('key = "team"', 'key = "work"', "blocks", "work"),
        ('key = "team"', 'key = "L équipe"', "blocks[3].fields[2].key", "L équipe"),
        ('kind = "scale"', 'kind = "scal"', "blocks[4].fields[1].kind", "scale"),
        ("top = 4", "top = 40", "blocks[4].fields[1].top", "10"),
        ('label = "Une note"', 'label = "Une note"\nprefill = "9"', "blocks[4].fields[1].prefill",
         "9"),
        ('label = "Une note"', 'label = "Une note"\nrequire = true', "blocks[4].fields[1].require",
         "required"),
        ('["participant", "coach"]', '["participant", "coch"]', "signers[2]", "coach"),
        ('["participant", "coach"]', '["coach"]', "consents.participant", "participant"),
        ('group = "rendez-vous"', 'group = "divers"', "group", "courrier"),
        ('subject = "appointment"', 'subject = "apointment"', "subject", "appointment"),
        ("signers =", "anonymous = true\nsigners =", "anonymous", "signé"),
        ('label = "Le travail"', 'label = "Le travail"\nkind = "yes_no"', "blocks[3].grid",
         "grille"),
        ('heading = "Où et quand"', 'heding = "Où et quand"', "blocks[1].heding", "heading"),
        ('table = "pathway.steps"', 'heading = "Rien"', "blocks[2].text", "vide"),
        ('title = "Votre prochain rendez-vous"', "", "title", "manque"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_key(old, new, key, told):
    assert SLIP.count(old) == 1, old
    text = SLIP.replace(old, new)
    (fault,) = faults_of(text)
    assert fault.key == key
    assert told in f"{fault.reason} {fault.remedy}"
    at = text.index(new) if new else 0
    line = text[:at].count("\n") + 1
    if key not in TOLD_ELSEWHERE and '["coach"]' not in new:
        assert abs(fault.line - line) <= new.count("\n")


def test_all_the_mistakes_are_told_at_once():
    text = SLIP.replace("{next.date}", "{nxt.date}").replace("top = 4", "top = 0")
    assert [fault.key for fault in faults_of(text)] == [
        "blocks[1].text", "blocks[4].fields[1].top",
    ]  # fmt: skip


def profile_with(papers: str) -> ActionProfile:
    return read_profile(f"{PROFILE}\n{papers}")


def papers_of(profile: ActionProfile) -> Mapping[str, PaperTemplate]:
    return templates(ActionInfo(UUID(int=0), profile.code, profile))


def test_a_profile_without_papers_has_those_of_the_program():
    profile = profile_with("")
    assert profile.papers == {}
    assert set(papers_of(profile)) == set(shipped_papers())


def test_a_profile_changes_what_it_names_and_nothing_else():
    shipped = read_paper("information", shipped_papers()["information"])
    profile = profile_with(
        '[papers.information]\ntitle = "Notice"\n'
        '[papers.information.consents]\nparticipant = "Je suis informée."\n'
    )
    changed = papers_of(profile)["information"]
    assert changed.consents == {Role.PARTICIPANT: "Je suis informée."}
    assert replace(changed, title=shipped.title, consents=shipped.consents) == shipped


def test_a_profile_that_changes_who_signs_keeps_the_words_of_those_who_still_do():
    changed = papers_of(profile_with('[papers.information]\nsigners = ["coach"]\n'))["information"]
    assert changed.signers == (Role.COACH,)
    assert set(changed.consents) == {Role.COACH}


def test_a_profile_does_without_a_paper_or_brings_its_own():
    own = SLIP.replace("[[blocks", "[[papers.own.blocks").replace(
        "[consents", "[papers.own.consents"
    )
    profile = profile_with(f"[papers.information]\noff = true\n[papers.own]\n{own}")
    assert "information" not in papers_of(profile)
    assert replace(papers_of(profile)["own"], key="slip") == read_paper("slip", SLIP)


def test_papers_are_offered_by_group():
    groups = [paper.group for paper in papers_of(profile_with("")).values()]
    assert groups == sorted(groups, key=GROUPS.index)


@pytest.mark.parametrize(
    ("papers", "line", "key"),
    [
        ('[papers.information]\ntitel = "Notice"', 2, "papers.information.titel"),
        ('[papers.information]\ntitle = "Notice certifiée"', 2, "papers.information.title"),
        ('[papers.information.consents]\nhost = "Oui."', 2, "papers.information.consents.host"),
        ('[papers.information]\n[[papers.information.blocks]]\ntext = "{x}"', 3,
         "papers.information.blocks[1].text"),
        ('[papers.own]\ntitle = "À nous"\ngroup = "bilan"', 1, "papers.own.blocks"),
        ('[papers."à nous"]\ntitle = "À nous"', 1, "papers.à nous"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_paper_of_a_profile_is_one_of_the_profile(papers, line, key):
    with pytest.raises(ProfileFaults) as caught:
        profile_with(papers)
    (fault,) = caught.value.faults
    assert (fault.line, fault.key) == (PROFILE.count("\n") + 1 + line, key)


def test_profile_check_says_the_mistakes_of_papers(tmp_path):
    file = tmp_path / "profil.toml"
    file.write_text(f'{PROFILE}\n[papers.information]\ntitle = "Notice certifiée"\n', "utf-8")
    done = coachdesk("profile", "check", file)
    assert done.code == 1
    line = PROFILE.count("\n") + 3
    assert f"ligne\u00a0{line}, papers.information.title" in done.err
    assert "certifié" in done.err


def test_a_profile_read_without_the_program_s_papers_still_reads():
    """The rules are read where no file of the program is: a paper named there must be whole."""
    with pytest.raises(ProfileFaults):
        parse_profile(f'{PROFILE}\n[papers.information]\ntitle = "Notice"\n')


def test_a_desk_opens_whatever_became_of_the_papers_of_its_profile():
    """A paper that an older version could read, and this one can't, is the program's own again."""
    text = f'{PROFILE}\n[papers.information]\ntitle = "Notice"\nsigners = ["notary"]\n'
    text += '[papers.satisfaction]\ntitle = "Votre avis"\n'
    profile = kept_profile(text)
    assert set(profile.papers) == {"satisfaction"}
    shipped = read_paper("information", shipped_papers()["information"])
    assert papers_of(profile)["information"] == shipped
    with pytest.raises(ProfileFaults):
        kept_profile(text.replace("file_active = 40", ""))


@pytest.mark.parametrize("key", sorted(shipped_papers()))
def test_a_shipped_paper_reads_and_claims_nothing_too_much(key):
    assert not overclaim(shipped_papers()[key])
    assert read_paper(key, shipped_papers()[key]).title


def test_facts_have_one_label_each():
    assert set(FACTS) > TABLES
    assert all(label.strip() == label for label in FACTS.values())
    assert len(set(FACTS.values())) == len(FACTS), "two facts would read the same"


def test_the_page_that_tells_how_to_write_a_paper_names_every_fact():
    page = fact_page.PAGE.read_text("utf-8")
    assert page == fact_page.written(), "run: python -m support.fact_page"
    examples = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert read_paper("slip", examples[0])
    assert read_profile(f"{PROFILE}\n{examples[1]}").papers_off


def test_choices_of_the_profile_are_printed_with_the_apostrophes_of_print():
    fields = {field.key: field for field in papers_of(profile_with(""))["fse_entry"].fields}
    labels = [word.label for word in fields["employment"].options]
    assert "Demandeur d’emploi" in labels


def test_a_fact_in_the_words_of_the_profile_proposes_its_choice():
    paper = papers_of(profile_with(""))["fse_entry"]
    known = prefilled(paper, {"pathway.employment": "Demandeur d'emploi"})
    assert known["employment"] == "unemployed"
