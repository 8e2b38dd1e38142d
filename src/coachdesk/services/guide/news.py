"""What a version brings, as « Nouveautés » tells it: the one source of what coaches are told."""

from coachdesk.domain.guide_text import BlockKind
from coachdesk.services.guide.pages import NEWS, page_named

_HEADED = "Version "


def news_of(version: str) -> tuple[str, ...]:
    """A sentence for each thing that ``version`` brings; none of a version that is not told."""
    page = page_named(NEWS)
    told: list[str] = []
    within = False
    for block in page.blocks if page is not None else ():
        if block.kind is BlockKind.HEADING:
            within = block.text == f"{_HEADED}{version}"
        elif within and block.kind is BlockKind.POINT:
            told.append(block.text)
    return tuple(told)
