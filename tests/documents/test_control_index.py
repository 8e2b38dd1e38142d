"""The index of a control as a controller reads it: a page for whoever lacks much."""

from pathlib import Path

from coachdesk.documents.control_index import IndexData, IndexLine, control_index
from documents import pdf_reading
from documents.paper_samples import COACH, LONG_NAME, OPERATION, STAMP

PARTS = ("Éligibilité", "Contrat", "Émargement", "Immersions", "Sortie et suivis")
LACKS = tuple(
    f"justificatif de l’absence excusée n° {number} du 12/05/2023" for number in range(1, 101)
)


def index(*lines: IndexLine) -> IndexData:
    return IndexData(OPERATION, "Fait le 3 juillet 2023", (), (), PARTS, lines, STAMP, COACH)


def line(number: str, *lacks: str) -> IndexLine:
    there = ("3 pièces", "", "12 mois scellés, 1 mois provisoire", "", "")
    return IndexLine(number, f"{LONG_NAME} Élisabeth", number, there, lacks)


def test_who_lacks_more_than_a_page_holds_goes_on_over_the_next(tmp_path: Path) -> None:
    made = control_index(index(line("23-001", "une"), line("23-002", *LACKS), line("23-003")))
    pages = pdf_reading.pages(made.pdf, tmp_path)
    assert made.pages == len(pages) > 1
    for page in pages:
        assert not page.outside
        assert not page.overlaps
    said = [" ".join(text.split()) for text in pdf_reading.texts(made.pdf, tmp_path)]
    told = "".join(said).replace(" ", "")
    assert all(lack.replace(" ", "") in told for lack in LACKS)
    assert all("23-002" in text for text in said[:-1]), "whose it is is said on each page"
    assert "3 dossiers" in said[0]
