"""« Nouveautés »: what coaches are told of a version, in the window and by a signed update."""

import re

from coachdesk import __version__
from coachdesk.domain.guide_text import BlockKind
from coachdesk.services.guide.news import news_of
from coachdesk.services.guide.pages import NEWS, guide_pages, page_named
from coachdesk.services.updating.form import SHEET, read_update
from support.updates import NAME, TOOL


def test_the_version_that_is_built_is_told_first():
    headings = [block.text for block in page_named(NEWS).blocks if block.kind is BlockKind.HEADING]
    assert headings[0] == f"Version {__version__}"
    assert len(set(headings)) == len(headings)


def test_each_thing_is_a_sentence_of_its_own():
    told = news_of(__version__)
    assert told
    assert all(re.fullmatch(r"[A-ZÀÉ][^\n*\[\]]+\.", sentence) for sentence in told)
    assert not news_of("0.0.1")


def test_a_signed_update_says_the_same(tmp_path):
    folder, private = tmp_path / "update", tmp_path / "private.pem"
    folder.mkdir()
    (folder / NAME.replace("9.0.0", __version__)).write_bytes(b"an installer")
    TOOL.main(["new-key", str(private), str(tmp_path / "public.pem")])
    TOOL.main(["sign", str(folder), str(private)])
    told = read_update((folder / SHEET).read_bytes()).news
    assert [" ".join(each.split()) for each in told] == [
        " ".join(each.split()) for each in news_of(__version__)
    ]


def test_its_links_lead_to_pages():
    assert {link.removesuffix(".md") for link in page_named(NEWS).links} <= {
        page.key for page in guide_pages()
    }
