"""Papers drawn from templates: whatever is filled in, all of it is there, in order, in its room."""

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from coachdesk.documents import fonts
from coachdesk.documents.fonts import REPERTOIRE
from coachdesk.documents.papers.paper import FactTable, PaperData, PrintedPaper, paper
from coachdesk.domain.claims import overclaim
from coachdesk.domain.papers import FieldKind, Role
from documents import pdf_reading
from support import paper_facts
from support.paper_pictures import LONG_NAMES, MADE_UP, blank, kinds, longest, operation, usual

MARGIN = 51
EDGE = 0.7
"""A word's box is a little larger than its ink."""
EVERYTHING, LETTER = MADE_UP["everything"], MADE_UP["letter"]
EVERY_KIND = {**kinds(), **MADE_UP}
LAST_OF_FOOT = "1542D8"  # of the fingerprint

plain = st.text(
    st.sampled_from([*REPERTOIRE, *"\u00a0\u202f ", "Ł", "ş", "́"]), max_size=300
) | st.lists(
    st.text(st.sampled_from("abcdéà’-"), min_size=1, max_size=70), max_size=60
).map(" ".join)  # fmt: skip
typed = plain.filter(lambda text: not re.match(r"\s*[-–•]", text))
"""What people type; a line that begins with a dash would be an item of a list."""


def body(printed: PrintedPaper, folder: Path) -> str:
    """All that stands between head and foot, page after page, without its spaces."""
    pages = pdf_reading.texts(printed.pdf, folder)
    return "".join(bare(page).partition(LAST_OF_FOOT)[2] for page in pages)


def bare(text: str) -> str:
    return "".join(fonts.printable(text).split())


def words_of(text: str) -> list[str]:
    return fonts.printable(text).split()


def check_places(printed: PrintedPaper, folder: Path) -> None:
    """Nothing is outside the free room, nothing over anything else, frames are empty."""
    pages = pdf_reading.pages(printed.pdf, folder)
    assert len(pages) == printed.pages
    for page in pages:
        assert not page.overlaps
        outside = [
            word.text
            for word in page.words
            if word.left < MARGIN - EDGE
            or word.right > page.width - MARGIN + EDGE
            or word.bottom > page.height - 12
            or word.top < 20
        ]
        assert not outside
    for box in printed.boxes:
        page = pages[box.page]
        assert MARGIN <= box.x <= box.x + box.width <= page.width - MARGIN + 0.01
        assert 44 <= box.y <= box.y + box.height <= page.height - 60
        inside = [
            word.text
            for word in page.words
            if word.left < box.x + box.width
            and word.right > box.x
            and page.height - word.bottom < box.y + box.height
            and page.height - word.top > box.y
        ]
        assert not inside


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_is_filled_in_all_of_it_is_drawn_in_its_place(tmp_path: Path, data: st.DataObject):
    names = [
        "person.name", "person.address", "person.email", "dossier.reason", "association.name",
        "diagnostic.expectations", "pathway.held", "contract.action_plan",
    ]  # fmt: skip
    facts: dict[str, str | FactTable] = {name: data.draw(typed) for name in names}
    rows = tuple(
        tuple(data.draw(typed)[:120] for _ in range(3)) for _ in range(data.draw(st.integers(0, 9)))
    )
    facts["pathway.objectives"] = FactTable(("Objectif", "Échéance", "État"), rows)
    answers = paper_facts.answers(EVERYTHING)
    answers |= {key: data.draw(typed) for key in ("wish", "own_words")}
    made = paper(
        replace(
            usual(EVERYTHING),
            facts=facts,
            answers=answers,
            waiting={role: data.draw(typed)[:200] for role in Role},
        )
    )
    check_places(made, tmp_path)
    text = body(made, tmp_path)
    again = re.escape(bare(f"{EVERYTHING.title} (suite)"))
    for name in ("person.address", "person.email", "dossier.reason", "diagnostic.expectations"):
        follows(text, str(facts[name]), again)
    follows(text, str(answers["own_words"]), again)
    at = text.find(bare("Les objectifs"))
    for row in rows:
        for cell in row:
            at = text.find(bare(cell), at)
            assert at >= 0


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_a_letter_says_all_of_it_is_drawn_in_its_place(
    tmp_path: Path, data: st.DataObject
):
    names = ["person.name", "person.civility", "person.address", "appointment.place", "next.place"]
    facts = {**paper_facts.facts(), **{name: data.draw(typed) for name in names}}
    answers = {"call": data.draw(typed), "word": data.draw(typed), "bring": ("cv",)}
    made = paper(replace(usual(LETTER), facts=facts, answers=answers))
    check_places(made, tmp_path)
    text = body(made, tmp_path)
    again = re.escape(bare(f"{LETTER.title} (suite)"))
    for words in (facts["person.address"], facts["next.place"], answers["word"]):
        follows(text, str(words), again)


def follows(text: str, given_text: str, again: str) -> None:
    """``given_text`` is in ``text``, where a new page may begin at any word of it."""
    page_break = f"(?:{again}.*?)?"
    pattern = page_break.join(re.escape(bare(word)) for word in words_of(given_text))
    assert re.search(pattern, text), given_text


@pytest.mark.parametrize("make", [usual, longest, blank])
@pytest.mark.parametrize("key", EVERY_KIND)
def test_every_kind_of_paper_is_clean(key: str, make, tmp_path: Path):
    template = EVERY_KIND[key]
    made = paper(make(template))
    check_places(made, tmp_path)
    assert pdf_reading.faults(made.pdf, tmp_path) == ""
    assert pdf_reading.images(made.pdf, tmp_path) == []
    assert [box.role for box in made.boxes] == list(template.signers)
    assert not overclaim(" ".join(pdf_reading.texts(made.pdf, tmp_path)))


@pytest.mark.parametrize("key", EVERY_KIND)
def test_every_kind_of_paper_says_what_it_is(key: str, tmp_path: Path):
    template = EVERY_KIND[key]
    data = longest(template)
    made = paper(data)
    document = pypdfium2.PdfDocument(made.pdf)
    title = document.get_metadata_value("Title")
    assert title.startswith(template.title)
    assert (data.about in title) is not template.anonymous
    assert b"/Lang (fr-FR)" in made.pdf
    marks = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    document.close()
    assert marks[0] == (0, template.title)
    shown = {heading for level, heading in marks if level}
    assert {block.heading for block in template.blocks if block.heading} <= shown
    text = bare(" ".join(pdf_reading.texts(made.pdf, tmp_path)))
    for words in ("Cofinancé par l’Union européenne", operation().funding_sentence):
        assert text.count(bare(words)) == made.pages
    for page in range(made.pages):
        width, height, _ = pdf_reading.box_of(made.pdf, page, (0, 0x33, 0x99))
        assert width == pytest.approx(51, abs=1)
        assert height == pytest.approx(34, abs=1)


def test_the_same_data_gives_the_same_bytes():
    assert paper(usual(EVERYTHING)) == paper(usual(EVERYTHING))


def test_what_is_ticked_can_be_read_as_text(tmp_path: Path):
    data = replace(
        usual(EVERYTHING),
        answers={"licence": "no", "disability": "refused", "helped": ("cv", "training")},
    )
    text = " ".join(pdf_reading.texts(paper(data).pdf, tmp_path))
    assert "☐ Oui ☑ Non" in text
    assert "☐ Oui ☐ Non ☑ Ne souhaite pas répondre" in text
    for line in ("☑ Le CV", "☐ Une lettre de motivation", "☑ La recherche d’une formation"):
        assert line in text
    assert "☑" not in " ".join(pdf_reading.texts(paper(blank(EVERYTHING)).pdf, tmp_path))


def test_a_note_is_the_only_one_that_stands_out():
    def filled(note: str) -> int:
        data = replace(blank(EVERYTHING), answers={"note": note} if note else {})
        pages = range(paper(data).pages)
        return sum(pdf_reading.box_of(paper(data).pdf, page, (31, 78, 90))[2] for page in pages)

    assert filled("4") > filled("") + 500


def test_a_paper_about_nobody_leaves_room_for_the_pen(tmp_path: Path):
    text = " ".join(pdf_reading.texts(paper(blank(EVERYTHING)).pdf, tmp_path))
    assert "Entre ……" in text
    assert "Fait le ……" in text
    assert "version" not in text
    known = " ".join(pdf_reading.texts(paper(usual(EVERYTHING)).pdf, tmp_path))
    assert "……" not in known


def test_the_headings_of_a_table_begin_each_page(tmp_path: Path):
    pages = pdf_reading.texts(paper(longest(EVERYTHING)).pdf, tmp_path)
    with_rows = [page for page in pages if "Mairie d’Airaines Physique" in page]
    assert len(with_rows) > 1
    for page in with_rows:
        assert page.index("Date Horaires Lieu Forme Présence") < page.index("16/01/2024 9 h 00")


def test_a_cell_higher_than_a_page_goes_on_over_the_next(tmp_path: Path):
    words = [f"mot{number}" for number in range(3000)]
    facts = {**paper_facts.facts(), "pathway.steps": FactTable(("Quoi",), ((" ".join(words),),))}
    facts["pathway.objectives"] = facts["pathway.steps"]
    made = paper(replace(usual(EVERYTHING), facts=facts))
    check_places(made, tmp_path)
    found = re.findall(r"\bmot\d+\b", " ".join(pdf_reading.texts(made.pdf, tmp_path)))
    assert found == words


@pytest.mark.parametrize("lines", range(24, 60))
def test_a_signature_never_stands_alone(lines: int, tmp_path: Path):
    """However long the text above, at least two of its lines are on the page of the frames."""
    information = kinds()["information"]
    block = replace(information.blocks[0], text="\n".join(f"Ligne{line}" for line in range(lines)))
    data = replace(usual(replace(information, blocks=(block,))), waiting=LONG_NAMES)
    made = paper(data)
    (box,) = made.boxes
    page = pdf_reading.pages(made.pdf, tmp_path)[box.page]
    assert len([word for word in page.words if word.text.startswith("Ligne")]) >= 2


def test_an_address_stands_in_the_window_of_its_envelope(tmp_path: Path):
    """A4 folded in three in a DL envelope: from 100 mm of the left, from 45 to 90 mm of the top."""
    (page,) = pdf_reading.pages(paper(usual(LETTER)).pdf, tmp_path)
    address = [word for word in page.words if word.text in {"MERCIER", "Moulin", "80270"}][:3]
    assert len(address) == 3
    for word in address:
        assert word.left > 100 * 72 / 25.4
        assert 45 * 72 / 25.4 < word.top < word.bottom < 90 * 72 / 25.4


def test_a_line_of_an_address_of_which_nothing_is_known_is_left_out(tmp_path: Path):
    def address(data: PaperData) -> str:
        (text,) = pdf_reading.texts(paper(data).pdf, tmp_path)
        return text.partition(LAST_OF_FOOT[2:])[2].partition("Le 16 janvier")[0]

    unknown = replace(usual(LETTER), facts={**paper_facts.facts(), "person.address": ""})
    assert "12 rue du Moulin" in address(usual(LETTER))
    assert "Madame Céline MERCIER" in address(unknown)
    assert "…" not in address(unknown)
    assert "…" in address(blank(LETTER))


def test_a_letter_tells_answers_and_asks_nothing(tmp_path: Path):
    data = replace(usual(LETTER), answers={"bring": ("cv", "other"), "call": "03 22 00 00 00"})
    (text,) = pdf_reading.texts(paper(data).pdf, tmp_path)
    assert "À apporter • Votre CV • Ce que vous voulez" in text
    assert "Qui appeler : 03 22 00 00 00" in text
    for silent in ("☐", "☑", "Votre pièce d’identité", "Papiers utiles", "Un mot du coach"):
        assert silent not in text
    (form,) = pdf_reading.texts(paper(blank(LETTER)).pdf, tmp_path)
    assert "☐ Votre pièce d’identité" in form
    assert "Un mot du coach" in form


def test_a_letter_ends_with_who_writes_it_below_its_last_lines(tmp_path: Path):
    for lines in range(20, 50):
        text = "\n".join(f"Ligne{line}" for line in range(lines))
        block = replace(LETTER.blocks[0], text=text)
        template = replace(LETTER, to="{person.name}", blocks=(block,))
        last = pdf_reading.texts(paper(usual(template)).pdf, tmp_path)[-1]
        assert len(re.findall("Ligne", last)) >= 2
        assert last.endswith("Hélène Lefèvre, coach APFE")


def test_a_page_is_spared_where_less_air_is_enough():
    """Thirty short paragraphs and a signature: one page, although usual air would take two."""
    information = kinds()["information"]

    def pages(paragraphs: int) -> int:
        text = "\n\n".join("Une ligne." for _ in range(paragraphs))
        blocks = (replace(information.blocks[0], text=text),)
        return paper(usual(replace(information, blocks=blocks))).pages

    assert [pages(count) for count in (10, 25, 28, 29)] == [1, 1, 1, 1]
    assert pages(40) == 2


def test_a_paper_without_a_name_names_nobody(tmp_path: Path):
    template = replace(EVERYTHING, anonymous=True, signers=(), blocks=EVERYTHING.blocks[4:5])
    made = paper(usual(template))
    text = " ".join(pdf_reading.texts(made.pdf, tmp_path))
    assert "MERCIER" not in text
    assert b"MERCIER" not in made.pdf


def test_the_code_of_the_paper_bridge_can_be_read_by_eye_and_by_a_scanner(tmp_path: Path):
    made = paper(usual(EVERYTHING))
    first = pdf_reading.texts(made.pdf, tmp_path)[0]
    assert "7K3M-Q2XA" in first
    _, _, dark = pdf_reading.box_of(made.pdf, 0, (28, 38, 41))
    assert dark > 2000
    letter = pdf_reading.texts(paper(usual(LETTER)).pdf, tmp_path)[0]
    assert "7K3M-Q2XA" not in letter


def test_the_code_is_drawn_module_by_module_as_it_was_encoded():
    """Neither mirrored nor upside down: what a scanner would refuse."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData("7K3M-Q2XA")
    code.make()
    size = code.getModuleCount()
    document = pypdfium2.PdfDocument(paper(usual(EVERYTHING)).pdf)
    page = document[0].render(scale=6).to_pil().convert("L")
    left, top = (595 - MARGIN - 44) * 6, 76 * 6
    corner = page.crop((left, top, (597 - MARGIN) * 6, top + 48 * 6))
    ink = corner.point(lambda grey: 255 if grey < 128 else 0)
    box = ink.getbbox()
    step = (box[2] - box[0]) / size
    for row in range(size):
        for column in range(size):
            at = (int(box[0] + (column + 0.5) * step), int(box[1] + (row + 0.5) * step))
            assert bool(ink.getpixel(at)) == code.isDark(row, column), (row, column)
    document.close()


def test_an_optional_part_with_nothing_in_it_is_left_out(tmp_path: Path):
    blocks = tuple(replace(block, optional=True) for block in EVERYTHING.blocks)
    template = replace(EVERYTHING, signers=(), blocks=blocks)

    def shown(data: PaperData) -> list[str]:
        text = " ".join(pdf_reading.texts(paper(data).pdf, tmp_path))
        return [block.heading for block in blocks if block.heading in text]

    asked = [block.heading for block in blocks if block.fields]
    someone = replace(blank(template), facts={"person.name": "Céline MERCIER"})
    assert shown(blank(template)) == asked, "a blank form keeps what is to be filled in"
    assert shown(someone) == ["La personne"]
    assert shown(usual(template)) == [block.heading for block in blocks]


def test_every_kind_of_answer_is_told_in_a_sentence():
    by_kind = {field.kind: field for field in EVERYTHING.fields}
    assert by_kind[FieldKind.DATE].told("2024-01-16") == "16\u00a0janvier\u00a02024"
    assert by_kind[FieldKind.DATE].told("bientôt") == "bientôt"
    assert by_kind[FieldKind.SENSITIVE].told("refused") == "Ne souhaite pas répondre"
    assert by_kind[FieldKind.TICKS].told(("cv", "gone")) == "Le CV, gone"
    assert by_kind[FieldKind.LINE].told("") == ""
