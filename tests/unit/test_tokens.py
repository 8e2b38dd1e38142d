"""The colours of ``core.tokens``: what is told apart by them is told apart by everybody."""

from itertools import combinations, pairwise

import pytest

from coachdesk.core.tokens import CONTRAST, CONTRAST_DARK, DARK, LIGHT, THEMES, Tokens

SIGHTS = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "no green": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "no blue": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
"""What an eye makes of light: Machado, Oliveira and Fernandes, 2009."""

TOLD_APART = 15
"""Distance in CIELAB from which two edges of some pixels are not taken for one another."""


def light(colour: str) -> tuple[float, ...]:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)


def seen(colour: str, sight: str) -> tuple[float, float, float]:
    """CIELAB of what that eye sees."""
    came = light(colour)
    red, green, blue = (
        min(1, max(0, sum(a * b for a, b in zip(row, came, strict=True)))) for row in SIGHTS[sight]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.0888
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def apart(one: str, other: str, sight: str) -> float:
    pairs = zip(seen(one, sight), seen(other, sight), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


def contrast(one: str, other: str) -> float:
    bright = [
        0.2126 * red + 0.7152 * green + 0.0722 * blue
        for red, green, blue in (light(one), light(other))
    ]
    return (max(bright) + 0.05) / (min(bright) + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("sight", SIGHTS)
def test_places_are_told_apart_by_whatever_eye(theme: Tokens, sight: str) -> None:
    places = [getattr(theme, f"place_{number}") for number in range(1, 7)]
    assert min(apart(*pair, sight) for pair in combinations(places, 2)) >= TOLD_APART
    assert all(contrast(place, theme.paper) >= 3 for place in places)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_places_are_told_apart_in_grey(theme: Tokens) -> None:
    greys = sorted(seen(getattr(theme, f"place_{number}"), "all")[0] for number in range(1, 7))
    assert all(b - a > 4 for a, b in pairwise(greys))


@pytest.mark.parametrize("key", THEMES)
def test_what_a_chart_draws_stands_out_from_its_ground(key: str) -> None:
    theme = THEMES[key]
    for drawn in (theme.series, theme.series_beside, theme.agreed):
        assert contrast(drawn, theme.paper) >= 3
    assert contrast(theme.series, theme.track) >= 3, "a bar is not lost in what it fills"
    least = 7 if theme in {CONTRAST, CONTRAST_DARK} else 4.5
    assert contrast(theme.series_beside, theme.paper) >= least, "numbers are written in it"
