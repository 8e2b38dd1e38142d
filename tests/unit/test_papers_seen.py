"""The picture of a document shows what its signers drew: the next one signs what she sees."""

from coachdesk.services.papers.preview import PagePicture, page_picture
from support.signed_contract import BOXES, CONTRACT

SHOWN, ONCE, TWICE, CLOSED = (page_picture(pdf, 595) for pdf in CONTRACT)


def ink(picture: PagePicture, place: int) -> int:
    """How many pixels of a frame are pen blue: much more blue than red."""
    box = BOXES[place]
    found = 0
    for y in range(int(842 - box.y - box.height), int(842 - box.y)):
        for x in range(int(box.x), int(box.x + box.width)):
            at = y * picture.stride + 4 * x
            found += picture.data[at] - picture.data[at + 2] > 40
    return found


def test_each_drawing_is_seen_by_those_who_come_after() -> None:
    seen = [[ink(picture, place) > 20 for place in (0, 1)] for picture in (SHOWN, ONCE, TWICE)]
    assert seen == [[False, False], [True, False], [True, True]]
    assert CLOSED == TWICE, "the closing seal shows nothing"
