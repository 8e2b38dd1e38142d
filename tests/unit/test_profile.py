"""The action profile: what the shipped one says, and how a mistake in one is told."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted
from coachdesk.core.resources import resource
from coachdesk.domain.exits import ExitClass
from coachdesk.domain.profile_faults import ProfileFaults
from coachdesk.domain.profile_lines import key_lines
from coachdesk.domain.profile_reader import parse_profile
from coachdesk.services.profiles import load_profile, shipped_profiles

TEXT = resource("actions", "coaching-emploi.toml").read_text("utf-8")


def faults_of(text: str) -> list[tuple[int, str]]:
    with pytest.raises(ProfileFaults) as caught:
        parse_profile(text)
    for fault in caught.value.faults:
        assert fault.reason.endswith((".", "!"))
        assert fault.remedy.endswith((".", "?"))
    return [(fault.line, fault.key) for fault in caught.value.faults]


def line_of(text: str, piece: str) -> int:
    assert text.count(piece) == 1, piece
    return text[: text.index(piece)].count("\n") + 1


def broken(old: str, new: str) -> tuple[str, int]:
    """The shipped profile with one piece replaced, and the line of it."""
    return TEXT.replace(old, new), line_of(TEXT, old)


def test_the_shipped_profile_says_what_the_bilan_counts():
    profile = parse_profile(TEXT)
    assert profile.name == "Coaching Emploi"
    assert profile.targets.file_active == 40
    assert profile.rules.first_appointment_days == 7
    assert [profile.age_band(age).label for age in (18, 24, 25, 39, 40, 54, 55, 99)] == [
        "Moins de 25 ans", "Moins de 25 ans", "25-40 ans", "25-40 ans", "40-55 ans", "40-55 ans",
        "Plus de 55 ans", "Plus de 55 ans",
    ]  # fmt: skip
    positive = [kind.label for kind in profile.exit_kinds if kind.positive]
    assert positive == ["Emploi", "Formation"]


def test_the_class_of_an_exit_comes_from_its_detail_or_else_its_type():
    profile = parse_profile(TEXT)
    assert profile.exit("employment", "permanent").exit_class is ExitClass.DURABLE
    assert profile.exit("employment", "fixed_short").exit_class is ExitClass.TRANSITION
    assert profile.exit("employment", None).exit_class is ExitClass.TRANSITION
    assert profile.exit("training", "sieg").exit_class is ExitClass.POSITIVE
    assert profile.exit("death", None).exit_class is ExitClass.NEUTRAL
    assert profile.exit("dropout", None).exit_class is ExitClass.OTHER


def test_a_word_is_found_whatever_its_case_accents_and_spaces():
    words = parse_profile(TEXT).presences
    assert words.key_of("  ABSENCE   justifiee ") == "excused"
    assert words.key_of("présant") is None
    assert words.nearest("présant") == "Présent"
    assert words.nearest("xyz") is None
    assert words.label("no_longer_there") == "no_longer_there"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("file_active = 40", 'file_active = "quarante"', "targets.file_active"),
        ("file_active = 40", "file_active = true", "targets.file_active"),
        ("file_active = 40", "file_active = 0", "targets.file_active"),
        ("duration_months = 6", "duration_month = 6", "rules.duration_month"),
        ('label = "F", synonyms', 'labl = "F", synonyms', "words.genders[1].labl"),
        ('label = "RQTH hors RSA"', 'label = "brsa"', "words.statuses[2].label"),
        ('key = "child_welfare"', 'key = "rsa"', "words.statuses[3].key"),
        ('key = "child_welfare"', 'key = "Aide sociale"', "words.statuses[3].key"),
        ('key = "phone"', 'key = "fone"', "words.modes[2].key"),
        ('kind = "enrolled"', 'kind = "enroled"', "words.outcomes[2].kind"),
        ('level = "cap_bep"', 'level = "3"', "words.training_levels[3].level"),
        ('label = "CDI", class = "durable"', 'label = "CDI", class = "durabel"',
         "exits.kinds[1].details[1].class"),
        ('"numero", "allocataire"', '"numro", "allocataire"', "monthly_table.columns[1]"),
        ('"numero", "allocataire"', '"numero", "numero", "allocataire"',
         "monthly_table.columns[2]"),
        ("from = 25", "from = 26", "age_bands[2].from"),
        ("follow_up_months = [1, 3, 6]", "follow_up_months = [1, 6, 3]",
         "rules.follow_up_months[3]"),
        ('coach_signature = "attestation"', 'coach_signature = "tampon"', "coach_signature"),
        ('code = "coaching-emploi"', 'code = "Coaching Emploi"', "code"),
        ("share_percent = 80", "share_percent = 90", "funders"),
        ('label = "RQTH hors RSA"', 'label = "Non  RENSEIGNE"', "words.statuses[2].label"),
        ('label = "CDI", class = "durable"', 'label = "Non renseigné", class = "durable"',
         "exits.kinds[1].details[1].label"),
        ("file_active = 40", f"file_active = 0x{'f' * 5000}", "targets.file_active"),
        ('territory = "5 vallées"', 'territory = "  "', "territory"),
        ("communes = [", 'commune = "X"\ncommunes = [', "commune"),
        ('quantity = "Distance"', 'quantities = "Distance"', "words.services[4].quantities"),
        ('unit = "km", quantity = "Distance"', 'quantity = "Distance"',
         "words.services[4].quantity"),
        ('key = "digital_help", label', 'key = "digital_help", whole = true, label',
         "words.services[6].whole"),
        ('without = ["minutes"]', 'without = ["minute"]', "words.services[3].without[1]"),
        ('label = "Immersion convenue"', 'label = "Rencontre faite"',
         "words.services[2].results[2].label"),
        ("contact_months = 3", "contact_months = 0", "rules.contact_months"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_key(old, new, key):
    text, line = broken(old, new)
    found = faults_of(text)
    assert key in [path for _, path in found]
    if key != "funders":
        assert (line, key) in found


def test_a_profile_may_name_who_signs_after_the_coach():
    assert parse_profile(TEXT).second_signer is None
    named = 'second_signer = { name = "Anne Caron", role = "directrice" }\n'
    second = parse_profile(named + TEXT).second_signer
    assert second is not None
    assert (second.name, second.role) == ("Anne Caron", "directrice")
    nameless = 'second_signer = { role = "directrice", nom = "X" }\n'
    assert {key for _, key in faults_of(nameless + TEXT)} == {
        "second_signer.name", "second_signer.nom",
    }  # fmt: skip


def test_a_misspelt_key_gets_the_nearest_known_one():
    text, _ = broken("duration_months = 6", "duration_month = 6")
    with pytest.raises(ProfileFaults, match=quoted("duration_months")):
        parse_profile(text)


def test_a_profile_kept_from_before_is_read_with_the_key_that_no_rule_reads():
    text, _ = broken("[rules]", "[rules]\nappointments_per_week = 1")
    assert parse_profile(text) == parse_profile(TEXT)


def test_all_the_mistakes_are_told_at_once_in_the_order_of_the_lines():
    text = TEXT
    for old, new in (
        ("share_percent = 20", 'share_percent = "vingt"'),
        ("duration_months = 6", ""),
        ('label = "Téléphone"', "label = 3"),
        ('table_title = "Tableau de suivi mensuel"', ""),
    ):
        text = text.replace(old, new)
    found = faults_of(text)
    assert [key for _, key in found] == [
        "funders[2].share_percent", "rules.duration_months", "words.modes[2].label",
        "texts.table_title",
    ]  # fmt: skip
    assert [line for line, _ in found] == sorted(line for line, _ in found)


def test_a_word_that_the_program_needs_can_not_be_left_out():
    text = re.sub(r'\n +\{ key = "cancelled".*', "", TEXT)
    assert [key for _, key in faults_of(text)] == ["words.presences"]


def test_an_action_no_one_can_enter_is_refused():
    text, _ = broken('kind = "enrolled"', 'kind = "declined"')
    assert [key for _, key in faults_of(text)] == ["words.outcomes"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('code = "x"\nname =\n', 2),
        ('code = "x"\n\ncode = "y"\n', 3),
        ('code = "x"\n[words\n', 2),
        ("code = 'x'\nname = \"jamais fermé", 2),
    ],
)
def test_bad_toml_is_told_with_its_line(text, line):
    assert faults_of(text) == [(line, "")]


DEEP = "[" * 3000 + "]" * 3000
TABLES = "{ a = " * 3000 + "1" + " }" * 3000


@pytest.mark.parametrize(
    "value", ["9" * 5000, f"-{'9' * 5000}", DEEP, DEEP.replace("[", "[\n"), TABLES]
)
def test_a_value_beyond_what_can_be_read_is_a_fault_of_its_line(value):
    text = f'code = "x"\nname = [1, 2]\nterritory = {value}\n'
    ((line, key),) = faults_of(text)
    assert (line, key) == (3 + value[:6000].count("\n") - ("\n" in value), "")


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("Ma signature avancée fait foi.", "signature avancée"),
        ("Signature électronique qualifiée du coach.", "Signature électronique qualifiée"),
        ("Document certifié.", "certifié"),
        ("Fichier conforme LTA.", "conforme LTA"),
    ],
)
def test_a_text_that_claims_too_much_is_told_whichever_it_is(claim, told):
    start = line_of(TEXT, "[texts]")
    for line, written in enumerate(TEXT.splitlines()[start:], start + 1):
        key = written.split(" = ")[0]
        text = TEXT.replace(written, f'{key} = "{claim}"')
        with pytest.raises(ProfileFaults) as caught:
            parse_profile(text)
        (fault,) = caught.value.faults
        assert (fault.line, fault.key) == (line, f"texts.{key}")
        assert quoted(told) in fault.reason
        assert "signature simple" in fault.remedy


@pytest.mark.parametrize("key", ["person_commitments", "organisation_commitments"])
def test_what_both_sides_undertake_claims_nothing_too_much_either(key):
    text = f'{TEXT}\n{key} = "Remettre une attestation certifiée."\n'
    assert [path for _, path in faults_of(text)] == [f"texts.{key}"]


def test_a_missing_table_is_one_fault_and_not_one_per_key():
    text = TEXT.replace("[rules]", "[regles]")
    assert [key for _, key in faults_of(text)] == ["rules", "regles"]


@given(st.data())
def test_each_key_is_found_on_its_line_whatever_stands_around_it(data):
    """A TOML text is written piece by piece, noting the line of each key."""
    wanted: dict[tuple[str | int, ...], int] = {}
    lines: list[str] = []
    values = st.sampled_from(
        ["1", '"a # b"', "'[x]'", "true", '"""deux\n= lignes"""', "[1, 2]", "[\n 1, # un\n 2,\n]",
         "{ u = 1, v = '}' }", "2023-05-01", '"\\""']
    )  # fmt: skip
    for number in range(data.draw(st.integers(1, 6))):
        table: tuple[str | int, ...] = ()
        if number:
            header = data.draw(st.sampled_from(["[t{}]", "[[l{}]]", '["t {}"]', "[ a . t{} ]"]))
            name = header.format(number).strip("[] ")
            table = tuple(part.strip(' "') for part in name.split("."))
            lines.append(header.format(number))
            wanted[table] = "\n".join(lines).count("\n") + 1
            if header.startswith("[["):
                table = (*table, 0)
        for key in range(data.draw(st.integers(0, 3))):
            lines += ["# x = 1", ""][: data.draw(st.integers(0, 2))]
            wanted[*table, f"k{key}"] = "\n".join([*lines, ""]).count("\n") + 1
            lines.append(f"k{key} = {data.draw(values)}")
    found = key_lines("\n".join(lines) + "\n")
    assert {path: found[path] for path in wanted} == wanted


def test_a_profile_is_read_from_a_name_or_a_file(tmp_path):
    assert "coaching-emploi" in shipped_profiles()
    file = tmp_path / "profil.toml"
    file.write_text("\ufeff" + TEXT.replace("\n", "\r\n"), "utf-8", newline="")
    assert load_profile(file)[1] == load_profile("coaching-emploi")[1]


@pytest.mark.parametrize("kind", ["missing", "folder", "not text", "huge"])
def test_a_file_that_is_no_profile_is_refused_in_words(tmp_path, kind):
    path = tmp_path / "coaching-emploi.tml"
    if kind == "folder":
        path.mkdir()
    elif kind == "not text":
        path.write_bytes(b"\xff\xfe\x00 code = 1")
    elif kind == "huge":
        path.write_bytes(b"#" * 1_000_001)
    with pytest.raises(UserError) as caught:
        load_profile(path)
    assert caught.value.remedy


@pytest.mark.parametrize("missing", ["to_call", "appointment"])
def test_the_outcomes_of_a_contact_hold_the_stages_that_the_program_gives(missing):
    outcomes = {
        "to_call": "À rappeler", "appointment": "Reçu", "ended": "Rien n’a suivi",
    }  # fmt: skip
    words = "".join(
        f'    {{ key = "{kind}", label = "{label}", kind = "{kind}" }},\n'
        for kind, label in outcomes.items()
        if kind != missing
    )
    text = TEXT.replace(
        "outreach_kinds = [", f"outreach_outcomes = [\n{words}]\noutreach_kinds = ["
    )
    line = text.split("outreach_outcomes")[0].count("\n") + 1
    assert faults_of(text) == [(line, "words.outreach_outcomes")]


def test_what_leaves_by_itself_is_the_month_unless_the_profile_says_more():
    start, end = TEXT.index("[deliveries]"), TEXT.index("[monthly_table]")
    without = TEXT[:start] + TEXT[end:]
    usual = parse_profile(without).deliveries
    assert usual == parse_profile(TEXT).deliveries
    assert (usual.months, usual.notices) == ("automatic", "asked")
    more = parse_profile(without + '\n[deliveries]\nnotices = "automatic"\n').deliveries
    assert (more.months, more.notices, more.returns) == ("automatic", "automatic", "asked")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('notices = "asked"', 'notices = "toujours"', "deliveries.notices"),
        ('notices = "asked"', "notices = true", "deliveries.notices"),
        ('notices = "asked"', 'notes = "asked"', "deliveries.notes"),
    ],
)
def test_a_fault_in_what_leaves_is_told_with_its_line(old, new, key):
    text, line = broken(old, new)
    assert faults_of(text) == [(line, key)]


def test_a_name_is_one_line_without_what_steers_a_screen_or_a_mail():
    mean, _ = broken(
        'association = "APFE"', r'association = "AP\u202eFE\r\nBcc: a@exemple.fr\u0007"'
    )
    assert parse_profile(mean).association == "APFE Bcc: a@exemple.fr"


def test_the_items_of_a_list_hold_nothing_that_steers_a_screen():
    old = '"Oisemont"'
    mean, line = broken(old, r'"Le\n Mans", "Saint-\u202eCalais\u0007", "\u202e"')
    assert faults_of(mean) == [(line, "communes[9]")]
    clean, _ = broken(old, r'"Le\n Mans", "Saint-\u202eCalais\u0007"')
    assert {"Le Mans", "Saint-Calais"} <= set(parse_profile(clean).communes)
    twice, line = broken(old, r'"Saint-Calais", "Saint-\u202eCalais"')
    assert faults_of(twice) == [(line, "communes[8]")]
