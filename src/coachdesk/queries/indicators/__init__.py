"""What each function of the catalogue counts; ``domain.catalogue`` says it in French."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from coachdesk.queries.indicators import (
    acts,
    companies,
    contracts,
    exits,
    follow_ups,
    immersions,
    means,
    meetings,
    outreach,
    papers,
    partners,
    people,
    satisfaction,
    support,
    workshops,
)
from coachdesk.queries.indicators.counting import Counting

_SUBJECTS = (
    people,
    meetings,
    immersions,
    exits,
    follow_ups,
    contracts,
    support,
    acts,
    workshops,
    outreach,
    companies,
    partners,
    means,
    papers,
    satisfaction,
)
COUNTED: Mapping[str, Callable[..., Counting]] = MappingProxyType(
    {name: count for subject in _SUBJECTS for name, count in subject.FUNCTIONS.items()}
)
"""By the name of the function: the scope, then its parameters by name."""
