"""The catalogue: every function that an indicator may count by, one module per subject.

Each has its query under the same name in ``queries.indicators``; a test holds the two together.
"""

from collections.abc import Mapping
from types import MappingProxyType

from coachdesk.domain.catalogue import (
    acts,
    exits,
    follow_ups,
    immersions,
    meetings,
    outreach,
    people,
)
from coachdesk.domain.indicators import Function

SUBJECTS = (people, meetings, immersions, exits, follow_ups, acts, outreach)

CATALOGUE: Mapping[str, Function] = MappingProxyType(
    {function.name: function for subject in SUBJECTS for function in subject.FUNCTIONS}
)
