"""What a profile counts and reports: indicators, targets, and every fault with its line."""

import pytest

from coachdesk.core.resources import resource
from coachdesk.domain.profile_faults import ProfileFaults
from coachdesk.domain.profile_reader import parse_profile
from coachdesk.services.profiles import kept_profile, read_profile

TEXT = resource("actions", "coaching-emploi.toml").read_text("utf-8")
RATE = """
[[indicators]]
key = "sorties_durables"
label = "Sorties en emploi durable"
counts = "exit_rate"
classes = ["durable"]
target = 20
"""
REPORT = """
[report]
title = "Bilan"
state = ["participants"]

[[report.parts]]
key = "sorties"
heading = "Les sorties"
figures = ["sorties", "sorties_durables"]
"""


def told(added: str) -> list[tuple[str, str, str, str]]:
    """Each fault of the profile with what is added: the text of its line, key, reason, remedy."""
    text = TEXT + added
    with pytest.raises(ProfileFaults) as caught:
        parse_profile(text)
    lines = text.splitlines()
    return [
        (lines[fault.line - 1], fault.key, fault.reason, fault.remedy)
        for fault in caught.value.faults
    ]


def test_every_action_counts_what_is_usual_then_its_own() -> None:
    usual = {each.key: each for each in parse_profile(TEXT).indicators}
    profile = parse_profile(TEXT + RATE)
    assert [each.key for each in profile.indicators] == [*usual, "sorties_durables"]
    durable = profile.indicators[-1]
    assert (durable.function, durable.target) == ("exit_rate", 20)
    assert durable.parameters["classes"] == ("durable",)
    assert durable.parameters["without_neutral"] is False, "what is left out has its default"


def test_an_indicator_of_a_usual_key_takes_its_place() -> None:
    own = RATE.replace("sorties_durables", "taux_sorties_positives")
    found = [each for each in parse_profile(TEXT + own).indicators if each.label.startswith("Sort")]
    usual = [each for each in parse_profile(TEXT).indicators if each.label.startswith("Sort")]
    assert len(found) == len(usual) + 1
    assert [each.target for each in found if each.key == "taux_sorties_positives"] == [20]


def test_a_target_may_be_that_of_the_agreement() -> None:
    text = TEXT.replace("file_active = 40", "file_active = 40\npositive_exit_percent = 35")
    targets = {each.key: each.target for each in parse_profile(text).indicators}
    assert (targets["file_active"], targets["taux_sorties_positives"]) == (40, 35)
    assert targets["entrees"] is None, "the agreement does not say"


@pytest.mark.parametrize(("old", "new", "line", "key"), [
    ('"exit_rate"', '"exits_rate"', 'counts = "exits_rate"', "counts"),
    ('["durable"]', '["durables"]', 'classes = ["durables"]', "classes"),
    ('["durable"]', '"durable"', 'classes = "durable"', "classes"),
    ("target = 20", "target = -1", "target = -1", "target"),
    ("target = 20", 'target_of = "sorties"', 'target_of = "sorties"', "target_of"),
    ("target = 20", 'target = 20\ntarget_of = "file_active"', 'target_of = "file_active"',
     "target_of"),
    ("target = 20", "months = 3", "months = 3", "months"),
    ('"sorties_durables"', '"Sorties durables"', 'key = "Sorties durables"', "key"),
    ('"exit_rate"\nclasses = ["durable"]', '"positive_within"\nmonths = 0', "months = 0", "months"),
    ('"exit_rate"\nclasses = ["durable"]', '"participants_by"\nby = "height"', 'by = "height"',
     "by"),
    ('\nclasses = ["durable"]', "", 'counts = "exit_rate"', "counts"),
    ('\nclasses = ["durable"]', "\npositive = false", 'counts = "exit_rate"', "counts"),
    ('"exit_rate"\nclasses = ["durable"]', '"leavers_met_rate"\nleast = 3\nmost = 2', "most = 2",
     "most"),
    ('"exit_rate"\nclasses = ["durable"]', '"exit_rate"\npositive = 1', "positive = 1", "positive"),
])  # fmt: skip
def test_a_fault_of_an_indicator_is_told_with_its_line(
    old: str, new: str, line: str, key: str
) -> None:
    ((at, where, reason, remedy),) = told(RATE.replace(old, new))
    assert at == line
    assert f".{key}" in where
    assert reason
    assert remedy


ASKED = """
[[indicators]]
key = "avis"
label = "Avis"
counts = "satisfaction_by"
question = "useful"
"""
OWN_PAPER = """
[papers.departure]
title = "Avis au départ"
group = "bilan"
by_person = true
anonymous = true
blocks = [{ fields = [
    { key = "happy", label = "Content ?", kind = "yes_no" },
    { key = "left_for", label = "Pour où ?", kind = "choice", choices_from = "exit_kinds" },
] }]
"""


@pytest.mark.parametrize(
    ("old", "new", "reason", "remedy"),
    [
        ('"useful"', '"usefull"', "«\u00a0usefull\u00a0» n’est pas une valeur connue.",
         "Vouliez-vous dire «\u00a0useful\u00a0»\u00a0?"),
        ('"useful"', '"best"', "«\u00a0best\u00a0» n’a pas de réponses à compter.",
         "Valeurs possibles\u00a0: listened, clear, near, useful, recommend, note."),
        ('by"\nquestion = "useful"', 'mean"\nquestion = "useful"',
         "«\u00a0useful\u00a0» n’est pas une note.", "Valeurs possibles\u00a0: note."),
        ('"useful"', '"note"\npaper = "departure"',
         "«\u00a0note\u00a0» n’est pas une valeur connue.",
         "Valeurs possibles\u00a0: happy, left_for."),
    ],
)  # fmt: skip
def test_a_question_is_one_of_its_paper(old: str, new: str, reason: str, remedy: str) -> None:
    text = TEXT + OWN_PAPER + ASKED.replace(old, new)
    with pytest.raises(ProfileFaults) as caught:
        read_profile(text)
    (fault,) = caught.value.faults
    assert text.splitlines()[fault.line - 1].startswith("question = ")
    assert fault.key == "indicators[1].question"
    assert (fault.reason, fault.remedy) == (reason, remedy)


@pytest.mark.parametrize(
    "own",
    [
        ASKED,
        ASKED.replace('"useful"', '"left_for"\npaper = "departure"'),
        ASKED.replace('by"\nquestion = "useful"', 'mean"'),
    ],
)
def test_a_question_that_its_paper_asks_is_counted(own: str) -> None:
    assert read_profile(TEXT + OWN_PAPER + own).indicators[-1].key == "avis"


def test_a_questionnaire_of_one_s_own_leaves_the_usual_figures_without_answers() -> None:
    own = OWN_PAPER.replace("departure", "satisfaction")
    assert read_profile(TEXT + own).papers["satisfaction"].fields[0].key == "happy"


def test_a_profile_that_is_kept_opens_whatever_became_of_its_questions() -> None:
    gone = ASKED.replace('"useful"', '"asked_before"')
    assert kept_profile(TEXT + gone).indicators[-1].parameters["question"] == "asked_before"
    lost = OWN_PAPER.replace("yes_no", "of_another_version")
    own = ASKED.replace('"useful"', '"happy"\npaper = "departure"')
    assert kept_profile(TEXT + lost + own).indicators[-1].parameters["paper"] == "departure"
    with pytest.raises(ProfileFaults):
        kept_profile(TEXT + gone.replace("satisfaction_by", "satisfaction_per"))


def test_a_misspelt_function_gets_the_nearest_one() -> None:
    ((_, _, _, remedy),) = told(RATE.replace('"exit_rate"', '"exits_rate"'))
    assert remedy == "Vouliez-vous dire «\u00a0exit_rate\u00a0»\u00a0?"


def test_a_key_serves_once() -> None:
    ((_, key, reason, _),) = told(RATE + RATE)
    assert key.endswith("key")
    assert "sert déjà" in reason


def test_a_parameter_that_must_be_given_is_asked_for() -> None:
    added = RATE.replace('"exit_rate"\nclasses = ["durable"]', '"positive_within"')
    ((_, key, _, remedy),) = told(added)
    assert key.endswith("months")
    assert remedy


def test_a_bilan_has_its_own_parts() -> None:
    report = parse_profile(TEXT + RATE + REPORT).report
    assert [part.figures for part in report.parts] == [("sorties", "sorties_durables")]
    assert report.state == ("participants",)


@pytest.mark.parametrize(("old", "new", "key"), [
    ('"sorties_durables"]', '"sorties_durable"]', "figures"),
    ('["participants"]', '["participant"]', "state"),
    ('figures = ["sorties", "sorties_durables"]', 'lists = ["participants"]', "lists"),
    ('heading = "Les sorties"\n', "", "heading"),
    ('key = "sorties"', 'key = "Les sorties"', "key"),
])  # fmt: skip
def test_a_fault_of_the_plan_of_a_bilan_is_told(old: str, new: str, key: str) -> None:
    ((_, where, reason, remedy),) = told(RATE + REPORT.replace(old, new))
    assert f".{key}" in where
    assert reason
    assert remedy


def test_a_key_of_a_part_serves_once_for_its_text_is_kept_by_it() -> None:
    again = '[[report.parts]]\nkey = "sorties"\nheading = "Les sorties, suite"\n'
    ((at, where, reason, remedy),) = told(RATE + REPORT + again)
    assert at == 'key = "sorties"'
    assert where == "report.parts[2].key"
    assert "sert déjà" in reason
    assert remedy


def test_the_usual_bilan_lists_no_rows_of_a_figure_that_names_people() -> None:
    own = '[[indicators]]\nkey = "partenaires"\nlabel = "Partenaires"\ncounts = "participants"\n'
    parts = {part.key: part for part in parse_profile(TEXT + own).report.parts}
    assert parts["partenaires"].figures == ("partenaires",)
    assert parts["partenaires"].lists == ()
    usual = {part.key: part for part in parse_profile(TEXT).report.parts}
    assert usual["partenaires"].lists == ("partenaires",)


def test_a_part_that_lists_a_misspelt_function_is_told_of_the_function_alone() -> None:
    listed = REPORT.replace('figures = ["sorties", "sorties_durables"]', 'lists = ["carnet"]')
    own = '[[indicators]]\nkey = "carnet"\nlabel = "Carnet"\ncounts = "partner"\n'
    ((at, _, _, remedy),) = told(own + listed)
    assert at == 'counts = "partner"'
    assert "partners" in remedy
