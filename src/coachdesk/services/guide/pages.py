"""The pages of the guide, as they are shipped: read once, without network."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from coachdesk.core.resources import guide_root
from coachdesk.domain.guide_text import GuidePage, read_page

NEWS = "nouveautes"
"""The page that says what each version brought."""
FIRST = "se-reperer"
"""The page for who asks for help on nothing in particular."""
PICTURES_PAGE = "README"
"""It tells the pictures to who makes them, and is no page of the guide."""


@cache
def guide_pages() -> tuple[GuidePage, ...]:
    """Every page, in the order of the guide."""
    return read_folder(guide_root())


def read_folder(folder: Path) -> tuple[GuidePage, ...]:
    """The pages of ``folder``, in their order.

    Raises:
        GuideFaultError: one of them can't be read.
    """
    files = (path for path in folder.glob("*.md") if path.stem != PICTURES_PAGE)
    pages = [read_page(path.stem, path.read_text("utf-8")) for path in files]
    return tuple(sorted(pages, key=lambda page: (page.order, page.key)))


def page_named(key: str) -> GuidePage | None:
    """The page of that file."""
    name = key.removesuffix(".md")
    return next((page for page in guide_pages() if page.key == name), None)


def pages_about(screen: str) -> tuple[GuidePage, ...]:
    """The pages that tell of a screen, or of a part of it (« settings/backup »), the best first.

    Where none tells of the part, those of the whole screen; where none does, the one that says how
    to find one's way.
    """
    about = tuple(page for page in guide_pages() if screen in page.screens)
    if not about and "/" in screen:
        return pages_about(screen.partition("/")[0])
    return about or tuple(page for page in (page_named(FIRST), *guide_pages()[:1]) if page)[:1]


def picture_path(name: str) -> Path:
    """The file of a picture; one that was not shipped is not there."""
    return guide_root() / "pictures" / f"{name}.png"


def missing_files() -> tuple[str, ...]:
    """The pages that the others lead to, and the pictures they show, that were not shipped."""
    pages = guide_pages()
    led = {to.split("#")[0] for page in pages for to in page.links if "://" not in to}
    lost = (led - {f"{page.key}.md" for page in pages}) - {""}
    shown = {picture_path(name) for page in pages for name in page.shown}
    return (*sorted(lost), *sorted(path.name for path in shown if not path.is_file()))


def by_moment(pages: Iterable[GuidePage]) -> dict[str, list[GuidePage]]:
    """The pages under the moment that they are for, both in the order of the guide."""
    told: dict[str, list[GuidePage]] = {}
    for page in pages:
        told.setdefault(page.moment, []).append(page)
    return told
