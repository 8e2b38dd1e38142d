"""The count beside each value of a filter is what choosing it would show."""

from hypothesis import given
from hypothesis import strategies as st

from coachdesk.domain.facets import counts, passing

FACETS = ("commune", "situation", "alert")
VALUES = ("a", "b", "c", "")
CELLS = st.lists(st.sampled_from(VALUES), max_size=3, unique=True).map(tuple)
ROWS = st.lists(st.fixed_dictionaries(dict.fromkeys(FACETS, CELLS)), max_size=12)
CHOSEN = st.dictionaries(
    st.sampled_from(FACETS), st.frozensets(st.sampled_from(VALUES), max_size=3)
)


def keeps(row, chosen) -> bool:
    """The rule told again, row by row."""
    return all(
        not wanted or any(value in wanted for value in row[facet])
        for facet, wanted in chosen.items()
    )


@given(ROWS, CHOSEN, st.data())
def test_counts_equal_a_naive_recount(rows, chosen, data) -> None:
    columns = {facet: [row[facet] for row in rows] for facet in FACETS}
    searched = data.draw(st.lists(st.sampled_from(range(len(rows))), unique=True)) if rows else []
    assert passing(columns, chosen, searched) == [
        place for place in searched if keeps(rows[place], chosen)
    ]
    naive = {facet: {} for facet in FACETS}
    for facet in FACETS:
        for value in VALUES:
            asked = {**chosen, facet: frozenset((value,))}
            number = sum(keeps(rows[place], asked) for place in searched)
            if number:
                naive[facet][value] = number
    assert counts(columns, chosen, searched) == naive
