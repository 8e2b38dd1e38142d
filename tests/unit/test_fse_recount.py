"""The FSE+ against a recount by hand: the oracle knows the people, never the tables."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from coachdesk.core.resources import resource
from coachdesk.domain.fse import Moment
from coachdesk.domain.periods import year_of
from coachdesk.domain.profile_faults import ProfileFaults
from coachdesk.domain.profile_reader import parse_profile
from coachdesk.queries.fse import dossiers, proofs
from coachdesk.services.desk import ActionInfo
from coachdesk.services.fse.report import fse_report
from coachdesk.services.profiles import load_profile
from support.cases import bare_database, fill
from support.fse_people import AT_EXIT, EIGHT, ENTRY, FIGURES, TODAY, Someone, Stay, write

PROFILE = load_profile("coaching-emploi")[1]
YEAR, DAY = 2023, timedelta(days=1)
LATER = ("six_months_working", "six_months_improved")
LEVELS = {
    "basic_knowledge": "low", "basic_skills": "low", "cap": "middle", "bac": "middle",
    "bts": "high", "licence": "high", "master": "high", "doctorate": "high",
}  # fmt: skip
MEANT = {"female": "femme", "male": "homme"}
GENDERS = {"woman": "femme", "man": "homme", "non_binary": "autre"}

days = st.one_of(
    st.dates(date(YEAR - 1, 5, 1), date(YEAR + 1, 3, 31)),
    st.sampled_from([date(YEAR - 1, 12, 31), date(YEAR, 1, 1), date(YEAR, 12, 31)]),
)


@st.composite
def stays(draw) -> tuple[Stay, ...]:
    """None, one or several, each after the one before; the last may go on."""
    found, begin = [], draw(days)
    for turn in range(draw(st.integers(1, 3))):
        answers = {}
        for question in (*ENTRY, *AT_EXIT, *LATER):
            answer = draw(st.sampled_from(["yes", "no", "refused", None]))
            if answer:
                answers[question] = (answer, begin + DAY * draw(st.integers(-5, 300)))
        if draw(st.integers(0, 3)) == 0:
            answers["gender"] = (draw(st.sampled_from(list(GENDERS))), begin)
        came = turn > 0 or draw(st.integers(0, 9)) > 0
        left = begin + DAY * draw(st.integers(0, 250))
        last = draw(st.booleans())
        found.append(
            Stay(
                begin if came else None,
                None if last and draw(st.booleans()) else left,
                draw(st.sampled_from(["employment", "training", "dropout", "death"])),
                draw(st.sampled_from(["unemployed", "long_term_unemployed", "inactive",
                                      "employed", None])),
                draw(st.sampled_from([*LEVELS, None])),
                answers,
                begin,
            )
        )  # fmt: skip
        if last or found[-1].left is None:
            break
        begin = left + DAY * draw(st.integers(1, 60))
    return tuple(found)


people = st.lists(
    st.builds(
        Someone,
        st.text("ABCDE", min_size=1, max_size=4),
        st.just("Zoé"),
        st.sampled_from(["female", "male", "unknown"]),
        st.dates(date(1950, 1, 1), date(2007, 12, 31)) | st.just(date(1968, 2, 29)),
        stays(),
        st.sampled_from(["06", None]),
        st.sampled_from(["a@b.fr", None]),
    ),
    max_size=6,
)


def lived(stay: Stay) -> set[date]:
    if stay.entered is None:
        return set()
    last = stay.left or date(YEAR + 1, 12, 31)
    return {stay.entered + DAY * step for step in range((last - stay.entered).days + 1)}


def birthdays(born: date, day: date) -> int:
    """How many were kept, 29 February on 1 March of a common year."""
    kept = 0
    for year in range(born.year + 1, day.year + 1):
        try:
            kept += born.replace(year=year) <= day
        except ValueError:
            kept += date(year, 3, 1) <= day
    return kept


def naive(crowd: Sequence[Someone]) -> dict[str, dict[str, int]]:
    """Each indicator by gender, told from the people alone."""
    year = {date(YEAR, 1, 1) + DAY * step for step in range(365)}
    found: dict[str, dict[str, int]] = {code: {} for code in FIGURES}
    for one in crowd:
        came = [stay for stay in one.stays if stay.entered]
        if not any(lived(stay) & year for stay in came):
            continue
        first, last = came[0], came[-1]
        said: dict[str, str] = {}
        for stay in one.stays:
            for question, (answer, _) in stay.answers.items():
                if question in {*ENTRY, "gender"} and question not in said:
                    said[question] = answer
        said |= {k: a for k, (a, _) in last.answers.items() if k in {*AT_EXIT, *LATER}}
        gender = GENDERS.get(said.get("gender", "")) or MEANT.get(one.gender, "inconnu")
        gone = last.left is not None and last.left.year == YEAR
        age, yes = birthdays(one.birth, first.entered), {k for k, a in said.items() if a == "yes"}
        level = LEVELS.get(first.level or "")
        true = {
            "EECO01": True,
            "EECO02": first.employment in {"unemployed", "long_term_unemployed"},
            "EECO03": first.employment == "long_term_unemployed",
            "EECO04": first.employment == "inactive",
            "EECO05": first.employment == "employed",
            "EECO06": age < 18,
            "EECO07": 18 <= age <= 29,
            "EECO08": age >= 55,
            "EECO09": level == "low",
            "EECO10": level == "middle",
            "EECO11": level == "high",
            "EECO12": "disability" in yes,
            "EECO13": "third_country" in yes,
            "EECO14": "foreign_background" in yes,
            "EECO15": "minority" in yes,
            "EECO16": "housing" in yes,
            "EECO17": "rural" in yes,
            "EECR01": gone and "searching" in yes,
            "EECR02": gone and "training" in yes,
            "EECR03": gone and "qualified" in yes,
            "EECR04": gone and "working" in yes,
            "EECR05": gone and "six_months_working" in yes,
            "EECR06": gone and first.employment == "employed" and "six_months_improved" in yes,
        }
        for code in (code for code, counted in true.items() if counted):
            found[code][gender] = found[code].get(gender, 0) + 1
    return found


def counted(report) -> dict[str, dict[str, int]]:
    columns = {"woman": "femme", "man": "homme", "non_binary": "autre", "untold": "inconnu"}
    return {
        row.indicator.code: {
            words: row.number(key) for key, words in columns.items() if row.number(key)
        }
        for row in report.rows
    }


@pytest.fixture(scope="module")
def database() -> Iterator[Connection]:
    with bare_database() as connection:
        yield connection


def report_on(connection: Connection, crowd: Sequence[Someone]):
    action_id = fill(connection, [])
    write(connection, action_id, crowd)
    elsewhere = fill(connection, [])  # another action counts nothing here
    write(connection, elsewhere, EIGHT)
    return fse_report(connection, ActionInfo(action_id, "a", PROFILE), year_of(YEAR), TODAY)


@settings(max_examples=60, phases=[Phase.generate])
@given(crowd=people)
def test_every_indicator_is_what_a_recount_finds(database, crowd):
    try:
        report = report_on(database, crowd)
        assert counted(report) == naive(crowd)
        for row in report.rows:
            by_gender = [row.behind(key) for key in ("woman", "man", "non_binary", "untold")]
            assert sum(map(len, by_gender)) == row.number("total"), "each person in one column"
    finally:
        database.rollback()


def test_the_eight_people_come_to_what_was_counted_by_hand(database):
    try:
        report = report_on(database, EIGHT)
        columns = ("woman", "man", "non_binary", "total", "entered")
        found = {
            row.indicator.code: tuple(row.number(key) for key in columns) for row in report.rows
        }
        assert found == FIGURES
        assert counted(report) == naive(EIGHT), "and the oracle counts as the hand did"
        names = {row.indicator.code: {one.last_name for one in row.records} for row in report.rows}
        assert names["EECR04"] == {"ALLARD", "DUPUIS"}
        assert names["EECO15"] == {"FABRE"}, "what he said the first time, not the second"
    finally:
        database.rollback()


def test_what_is_missing_is_said_with_its_day_and_whether_there_is_time(database):
    try:
        report = report_on(database, EIGHT)
        lacking = {
            one.last_name: [(each.words, each.due_on, each.in_time(TODAY))
                            for moment in Moment
                            for each in one.missing(moment, TODAY)]
            for one in report.records
        }  # fmt: skip
        due = date(2024, 1, 17)
        assert lacking.pop("ESTEVE") == [
            (words, due, True)
            for words in (
                "situation d’emploi", "niveau de formation", "téléphone ou adresse électronique",
                "handicap", "citoyenneté", "origine des parents", "minorité", "logement",
                "zone rurale",
            )
        ]  # fmt: skip
        assert lacking.pop("GARNIER") == [("logement", date(2023, 7, 31), False)]
        assert [words for words, *_ in lacking.pop("HUET")] == [
            "emploi à la sortie", "formation à la sortie", "qualification",
            "recherche d’emploi à la sortie",
        ]  # fmt: skip
        assert lacking.pop("CARON") == [("emploi à six mois", date(2023, 8, 28), False)]
        assert not any(lacking.values()), "the others lack nothing"
        found = report.completeness
        assert (found.records, found.incomplete, found.overdue) == (8, 3, 1)
        assert (found.percent, found.corrected) == (38, True), "300 is more than 35 x 8"
        late = {
            one.last_name: one.late(Moment.EXIT) for one in report.records if one.late(Moment.EXIT)
        }
        assert late == {"DUPUIS": date(2023, 6, 1)}, "CARON answered on the last of the 28 days"
    finally:
        database.rollback()


@pytest.mark.parametrize("listing", [dossiers, proofs], ids=["dossiers", "proofs"])
def test_no_big_table_is_gone_through(database, listing):
    """The people present are found first; all else of each by its keys."""
    action_id = fill(database, [])
    query = listing(action_id, year_of(YEAR)).compile(
        database, compile_kwargs={"literal_binds": True}
    )
    plan = [row[3] for row in database.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}").all()]
    database.rollback()
    gone_through = [step for step in plan if step.startswith("SCAN") and "SUBQUERY" not in step]
    assert not gone_through, plan
    for table in ("appointment", "fse_answer", "document", "attachment", "exit", "diagnostic"):
        of_table = [step for step in plan if step.split()[1] == table]
        assert all("=?" in step for step in of_table), of_table


def test_a_profile_with_other_keys_says_what_the_fse_makes_of_them(database):
    text = (
        shipped_profile()
        .replace(
            '{ key = "inactive", label = "Inactif"',
            '{ key = "home", fse = "inactive", label = "Foyer"',
        )
        .replace('{ key = "male", label', '{ key = "m", fse = "man", label')
    )
    profile = parse_profile(text)
    one = Someone("X", "Y", "m", date(1990, 1, 1), (Stay(date(YEAR, 1, 2), employment="home"),))
    try:
        action_id = fill(database, [])
        write(database, action_id, [one])
        action = ActionInfo(action_id, "a", profile)
        (record,) = fse_report(database, action, year_of(YEAR), TODAY).records
        assert (record.gender, record.status) == ("man", "inactive")
    finally:
        database.rollback()
    with pytest.raises(ProfileFaults, match=r"words\.employment\[1\]\.fse.*busy"):
        parse_profile(text.replace('fse = "inactive"', 'fse = "busy"'))


def shipped_profile() -> str:
    return resource("actions", "coaching-emploi.toml").read_text("utf-8")
