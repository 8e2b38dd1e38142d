"""The catalogue: every function that an indicator may count by, one module per subject.

Each has its query under the same name in ``queries.indicators``; a test holds the two together.
"""

from collections.abc import Mapping
from types import MappingProxyType

from coachdesk.domain.catalogue import (
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
from coachdesk.domain.indicators import Function

SUBJECTS = (
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
CATALOGUE: Mapping[str, Function] = MappingProxyType(
    {function.name: function for subject in SUBJECTS for function in subject.FUNCTIONS}
)
