"""The page of a month on ten years of a big action: the page, what follows it, the relecture.

The floor is one read of what the page is made of, the presences of the month from their index and
every pathway once; what it may cost is said in milliseconds, as the coach waits for it.
"""

from datetime import date
from random import Random

from sqlalchemy import Connection, text

from big_store import big_desk
from coachdesk.domain.drawing import Drawing
from coachdesk.domain.likeness import alike, shape
from coachdesk.domain.periods import month_of
from coachdesk.services.audit import month_audit
from coachdesk.services.desk import Desk
from coachdesk.services.month import month_view, since_january
from coachdesk.signing.strokes import decode_drawing, encode_drawing
from measure import Row, best_of, show

MONTHS = (date(2019, 12, 1), date(2023, 12, 1))
"""A crowded month in the middle of the ten years, and the last one."""
TODAY = date(2024, 1, 15)
PAGE, MORE, AUDIT = 0.200, 0.500, 0.500
"""Seconds that the coach may wait; the last two come when the page is shown already."""
SIGNATURES, SIGNATURES_COST = 200, 0.100


def floor(connection: Connection, month: date) -> None:
    """The rendez-vous of the month and the pathways, read once."""
    period = month_of(month)
    connection.execute(
        text("SELECT presence, mode FROM appointment WHERE held_on BETWEEN :first AND :last"),
        {"first": str(period.first), "last": str(period.last)},
    ).all()
    connection.execute(text("SELECT entered_on FROM pathway")).all()


def measured(desk: Desk, month: date) -> list[Row]:
    action = desk.action(None)
    scope = (action.id, action.profile, month)
    least = best_of(5, lambda: desk.read(lambda link: floor(link, month)))
    works = (
        ("page", PAGE, lambda link: month_view(link, *scope, today=TODAY)),
        ("since January", MORE, lambda link: since_january(link, *scope)),
        ("relecture", AUDIT, lambda link: month_audit(link, *scope)),
    )
    return [
        Row(
            f"{what}, {month:%Y-%m}",
            best_of(5, lambda work=work: desk.read(work)),  # type: ignore[misc]
            least,
            at_most=limit,
        )
        for what, limit, work in works
    ]


def scrawl(hand: Random) -> Drawing:
    """Three strokes of 75 points, as a pad gives them."""
    strokes = []
    for _ in range(3):
        x, y = hand.randrange(1000, 8000), hand.randrange(1000, 3000)
        points = []
        for _ in range(75):
            x, y = x + hand.randrange(-60, 80), y + hand.randrange(-60, 60)
            points.append((x, y))
        strokes.append(tuple(points))
    return Drawing(12_000, 4_500, tuple(strokes))


def look_alikes() -> Row:
    """Decode and compare the drawings of a month; the floor is to decode them."""
    hand = Random(5)
    blobs = [encode_drawing(scrawl(hand)) for _ in range(SIGNATURES)]

    def compared() -> None:
        shapes = [shape(decode_drawing(blob)) for blob in blobs]
        list(alike([found for found in shapes if found is not None]))

    least = best_of(5, lambda: [decode_drawing(blob) for blob in blobs])
    return Row(
        f"look-alikes among {SIGNATURES} signatures",
        best_of(5, compared),
        least,
        at_most=SIGNATURES_COST,
    )


def main() -> None:
    with big_desk() as desk:
        rows = [row for month in MONTHS for row in measured(desk, month)]
    show([*rows, look_alikes()])


if __name__ == "__main__":
    main()
