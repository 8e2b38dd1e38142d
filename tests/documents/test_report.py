"""What a funder reads in the yearly bilan and in the state of one day, drawn from any report."""

import random
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from coachdesk.core.french import NBSP, NNBSP, decimal
from coachdesk.documents import fonts
from coachdesk.documents.fonts import BOLD, REGULAR
from coachdesk.documents.report.charts import chart
from coachdesk.documents.report.drawing import TONES
from coachdesk.documents.report.paper import report_paper
from coachdesk.documents.report.state import state_paper
from coachdesk.domain.picture import (
    Anchor,
    BoxMark,
    DotMark,
    LineMark,
    Picture,
    PictureMark,
    TextMark,
    Tone,
)
from coachdesk.domain.report_content import Report, ReportFigure, ReportSection
from coachdesk.services.report.pictures import picture_png
from documents import pdf_reading
from documents.report_samples import (
    LONG,
    curve,
    mean,
    nothing,
    number,
    rate,
    report,
    shares,
    too_much,
    usual,
)
from support.paper_pictures import STAMP

EVERY = (usual, nothing, too_much)
EU_BLUE = (0, 51, 153)


def plain(text: str) -> str:
    return re.sub(f"[ {NBSP}{NNBSP}]+", "", text)


def state_of(whole: Report) -> Report:
    """All that a report tells, as the state of one day."""
    part = ReportSection("state", "Du 1er janvier au 30 juin 2023", "", whole.figures)
    return replace(
        whole, title="État au 30 juin 2023", sections=(part,), one_day=True, closed_on=None
    )


@pytest.mark.parametrize("made", EVERY)
def test_every_figure_stands_with_those_of_the_years_before(made, tmp_path: Path) -> None:
    whole = made()
    read = plain("".join(pdf_reading.texts(report_paper(whole, STAMP).pdf, tmp_path)))
    for figure in whole.figures:
        for value in (figure.value, *(before for _, before in figure.before)):
            assert plain(value.label) in read
            if value.measured.number is not None:
                assert plain(value.written) in read, value
            for month in value.measured.months:
                assert plain(decimal(month, 0)) in read
        for row in figure.shares:
            assert plain(row.label) in read
            for told in (row.number, *row.before):
                assert plain(decimal(told, 0)) in read


def test_the_first_page_says_what_it_is_and_what_is_inside(tmp_path: Path) -> None:
    whole = usual()
    pages = pdf_reading.texts(report_paper(whole, STAMP).pdf, tmp_path)
    for expected in (
        "Bilan annuel 2023", "Coaching Emploi – 5 vallées", "n° CE-2023-01", "5 vallées",
        "du 1er janvier 2023 au 31 décembre 2023", "APFE", "Odile Vasseur",
        "Sorties positives : 40 %",
        "Clôturé le 15 janvier 2024, version 2", "motif : une sortie datée de travers",
        "Cofinancé par l’Union européenne", "Taux de sorties positives 43 % 41 % 33 % 40 %",
    ):  # fmt: skip
        assert expected in pages[0], expected
    for number_of, part in enumerate(whole.sections, start=1):
        entry = re.search(rf"{number_of}\. {part.heading}[ .]+(\d+)", pages[0])
        assert entry, part.heading
        assert f"{number_of} {part.heading}" in pages[int(entry[1]) - 1]
    annex = re.search(r"Annexe[ .]+(\d+)", pages[0])
    assert annex
    assert "Source et définition de chaque chiffre" in pages[int(annex[1]) - 1]


def test_text_figures_definitions_and_changes_are_all_there(tmp_path: Path) -> None:
    whole = usual()
    read = " ".join(pdf_reading.texts(report_paper(whole, STAMP).pdf, tmp_path))
    for expected in (
        "Texte repris de 2022.", "un rendez-vous par semaine, individuel ou collectif ;",
        "L’accompagnement", "plus d’un an", "Garage solidaire du Bocage Mobilité",
        "Mai 2023, rectificatif n° 1 du 12 juillet 2023",
        "recompté depuis la clôture du bilan : 250 h 30 au lieu de 254 h 30.",
        "objectif 40", "moyenne 36,75", "Part (le trait : 2022)", "38 %", "12 345,50 km",
        "4,35 sur 5",
    ):  # fmt: skip
        assert expected in read, expected


@pytest.mark.parametrize("made", EVERY)
def test_each_page_is_numbered_whole_and_under_the_emblem(made, tmp_path: Path) -> None:
    whole = made()
    printed = report_paper(whole, STAMP)
    pages = pdf_reading.texts(printed.pdf, tmp_path)
    assert printed.pages == len(pages)
    for at, text in enumerate(pages, start=1):
        assert f"Page {at}/{len(pages)}" in text
        if whole.funding:
            wide, high, _ = pdf_reading.box_of(printed.pdf, at - 1, EU_BLUE)
            assert wide / high == pytest.approx(1.5, abs=0.04)
    for page in pdf_reading.pages(printed.pdf, tmp_path):
        assert page.outside == []
        assert [pair for pair in page.overlaps if set(pair) != {"."}] == []
    assert pdf_reading.faults(printed.pdf, tmp_path) == ""


def test_a_table_goes_over_the_page_with_its_headings_and_no_heading_stands_alone(
    tmp_path: Path,
) -> None:
    pages = pdf_reading.pages(report_paper(too_much(), STAMP).pdf, tmp_path)
    texts = pdf_reading.texts(report_paper(too_much(), STAMP).pdf, tmp_path)
    assert sum("par commune" in text for text in texts) > 8, "the headings are drawn again"
    for page in pages[1:]:
        words = [word for word in page.words if word.bottom < page.height - 60]
        lowest = max(word.bottom for word in words)
        last = [word.text for word in words if word.bottom > lowest - 3]
        assert "Objectif" not in last
        assert "Partie" not in last


@pytest.mark.parametrize("made", EVERY)
def test_a_state_stands_on_one_page(made, tmp_path: Path) -> None:
    whole = state_of(made())
    printed = state_paper(whole, STAMP)
    (page,) = pdf_reading.texts(printed.pdf, tmp_path)
    assert "État au 30 juin 2023" in page
    assert "Fait le 15 janvier 2024" in page
    (words,) = pdf_reading.pages(printed.pdf, tmp_path)
    assert words.outside == []
    if whole.figures[0].shares:
        assert "autres" in page, "what is left out is counted together"
    for figure in whole.figures:
        assert plain(figure.value.label) in plain(page)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert report_paper(usual(), STAMP).pdf == report_paper(usual(), STAMP).pdf
    assert report_paper(usual(), STAMP).digest != report_paper(nothing(), STAMP).digest


def boxes(mark: PictureMark) -> tuple[float, float, float, float]:
    """Left, right, foot and top of what a mark covers."""
    match mark:
        case BoxMark():
            return mark.x, mark.x + mark.width, mark.y, mark.y + mark.height
        case DotMark():
            reach = mark.radius
            return mark.x - reach, mark.x + reach, mark.y - reach, mark.y + reach
        case LineMark():
            across, up = zip(*mark.points, strict=True)
            return min(across), max(across), min(up), max(up)
        case TextMark():
            face = BOLD if mark.bold else REGULAR
            wide = fonts.width(fonts.printable(mark.text), face, mark.size)
            left = mark.x - wide * {Anchor.START: 0, Anchor.MIDDLE: 0.5, Anchor.END: 1}[mark.anchor]
            return left, left + wide, mark.y, mark.y + mark.size * 0.7


def parts() -> "st.SearchStrategy[ReportFigure]":
    """Any figure that has a chart."""
    counts = st.integers(0, 99_999)
    words = st.dictionaries(
        st.sampled_from([LONG, "F", "M", "Non renseigné", *(f"Mot {at}" for at in range(30))]),
        st.tuples(counts, counts), min_size=1, max_size=20,
    )  # fmt: skip
    months = st.lists(counts, min_size=1, max_size=12).map(tuple)
    rates = st.tuples(counts, counts).map(lambda pair: (min(pair), max(pair)))
    target = st.none() | st.integers(0, 100)
    return st.one_of(
        words.map(lambda told: shares("s", "Partage", told)),
        st.builds(lambda a, b, t: curve("c", "Courbe", a, b, target=t), months, months, target),
        st.builds(lambda a, b, t: rate("r", LONG, a, b, target=t), rates, rates, target),
        st.builds(lambda a, t: number("n", LONG, a, target=t), counts, st.integers(0, 99_999)),
    )


@settings(deadline=None, max_examples=120)
@given(parts(), st.sampled_from([260.0, 490.0, 720.0]))
def test_a_chart_stays_in_its_room_and_tells_its_numbers(figure, width: float) -> None:
    picture = chart(figure, 2023, width)
    if picture is None:
        assert not (figure.value.measured.number and figure.shares)
        return
    for mark in picture.marks:
        left, right, foot, top = boxes(mark)
        assert left > -2, mark
        assert right < picture.width + 0.1, mark
        assert foot > -2, mark
        assert top < picture.height + 4, mark
    told = [mark.text for mark in picture.marks if isinstance(mark, TextMark)]
    for row in figure.shares:
        assert decimal(row.number, 0) in told
    for month in figure.value.measured.months:
        assert decimal(month, 0) in told
    assert figure.value.label in picture.said


def test_a_chart_is_read_in_grey() -> None:
    """What must be told apart differs in lightness, whatever the hue."""

    def grey(tone: Tone) -> float:
        red, green, blue = map(float, TONES[tone].split())
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    assert grey(Tone.PAPER) - grey(Tone.ACCENT) > 0.6
    assert grey(Tone.TRACK) - grey(Tone.ACCENT) > 0.5
    assert grey(Tone.SOFT) - grey(Tone.ACCENT) > 0.1


def test_the_same_drawing_is_a_picture() -> None:
    drawn = chart(usual().figures[3], 2023, 480)
    assert isinstance(drawn, Picture)
    image = Image.open(BytesIO(picture_png(drawn, 144)))
    assert image.size == pytest.approx((960, drawn.height * 2), abs=2)
    colours = {colour for _, colour in image.convert("RGB").getcolors(100_000)}
    assert (31, 78, 90) in colours, "the bars"
    assert (255, 255, 255) in colours


@settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 2**32))
def test_whatever_is_told_stands_on_its_page(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    made = []
    months = [0] * 12
    for at in range(chance.randint(0, 6)):
        figures = tuple(
            chance.choice(
                [
                    number("n", LONG[: chance.randint(3, 90)], chance.randint(0, 10**6), target=7),
                    mean("m", "Moyenne", "12.50", "3.25"),
                    rate("r", "Taux", (1, chance.randint(1, 300))),
                    shares("s", "Partage", {
                        f"{LONG[:chance.randint(1, 90)]} {word}": (chance.randint(0, 500), 3)
                        for word in range(chance.randint(1, 70))
                    }),
                    curve("c", "Courbe", tuple(chance.randint(0, 90) for _ in months), target=40),
                ]
            )
            for _ in range(chance.randint(0, 5))
        )  # fmt: skip
        text = " ".join(["mot"] * chance.randint(0, 900))
        made.append(ReportSection(f"p{at}", f"Partie {at}", text, figures))
    printed = report_paper(report(*made), STAMP)
    for page in pdf_reading.pages(printed.pdf, tmp_path):
        assert page.outside == []
        assert [pair for pair in page.overlaps if set(pair) != {"."}] == []
