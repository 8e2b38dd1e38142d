"""What each function of the catalogue counts; ``domain.catalogue`` says it in French."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from coachdesk.queries.indicators import acts, exits, outreach, people
from coachdesk.queries.indicators.counting import Counting

COUNTED: Mapping[str, Callable[..., Counting]] = MappingProxyType(
    {
        name: count
        for subject in (people, exits, acts, outreach)
        for name, count in subject.FUNCTIONS.items()
    }
)
"""By the name of the function: the scope, then its parameters by name."""
