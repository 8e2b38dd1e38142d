"""How a figure counted again differs from the one that was closed, in words."""

from coachdesk.core.french import MONTHS, NBSP, decimal
from coachdesk.domain.indicators import IndicatorValue, Shape, added_up
from coachdesk.services.month_changes import instead


def difference(closed: IndicatorValue, now: IndicatorValue) -> str:
    """« 36 au lieu de 35 », of shares and of a curve the parts that differ; empty for none."""
    before, after = closed.measured, now.measured
    if before == after:
        return ""
    if now.shape is Shape.SHARES:
        old, new = (
            added_up((share.label, share.number) for share in each.shares)
            for each in (before, after)
        )
        return _parts(old, new)
    if now.shape is Shape.CURVE:
        return _parts(
            dict(zip(MONTHS, before.months, strict=False)),
            dict(zip(MONTHS, after.months, strict=False)),
        )
    if closed.written != now.written:
        return instead(closed.written, now.written)
    if before.part is None:
        return ""
    return instead(_of(before.part, before.whole), _of(after.part or 0, after.whole))


def _parts(old: dict[str, int], new: dict[str, int]) -> str:
    pairs = ((word, old.get(word, 0), new.get(word, 0)) for word in dict.fromkeys((*new, *old)))
    return ", ".join(
        f"{word}{NBSP}{instead(decimal(was, 0), decimal(is_now, 0))}"
        for word, was, is_now in pairs
        if was != is_now
    )


def _of(part: int, whole: int | None) -> str:
    return f"{decimal(part, 0)} sur {decimal(whole or 0, 0)}"
