"""The guide on paper: whoever prints a page of it has it on one sheet."""

from contextlib import closing

import pypdfium2
import pytest
from PIL import Image

from coachdesk.documents.guide_book import guide_book
from coachdesk.services.guide.pages import NEWS, guide_pages


@pytest.fixture(scope="module")
def picture(tmp_path_factory):
    """As wide for its height as those of the guide, and drawn at once."""
    path = tmp_path_factory.mktemp("guide") / "ecran.png"
    Image.new("L", (683, 364), "white").save(path)
    return lambda _name: path


@pytest.mark.parametrize("page", guide_pages(), ids=lambda page: page.key)
def test_a_page_stands_on_one_sheet(page, picture):
    assert page.shown or page.key == NEWS
    pdf = guide_book((page,), picture, "1.0.0")
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        assert len(document) == 1
