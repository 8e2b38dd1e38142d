"""The kinds of paper of a profile: those of the program as it changes them, and its own.

A file of ``resources/papers`` is read once, when someone asks for a paper or counts one.
"""

from collections.abc import Mapping
from functools import cache, lru_cache

from coachdesk.domain.paper_profile import for_profile
from coachdesk.domain.paper_reader import GROUPS, read_paper
from coachdesk.domain.papers import PaperTemplate
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.profiles import shipped_papers

_ACTIONS_KEPT = 8


@lru_cache(maxsize=_ACTIONS_KEPT)
def paper_kinds(profile: ActionProfile) -> Mapping[str, PaperTemplate]:
    """Each kind of paper by its key, in the order in which they are offered."""
    kept = {key: paper for key, paper in shipped_kinds().items() if key not in profile.papers_off}
    papers = {**kept, **profile.papers}
    return _ordered({key: for_profile(paper, profile) for key, paper in papers.items()})


@cache
def shipped_kinds() -> Mapping[str, PaperTemplate]:
    """Those of the program, whatever a profile makes of them."""
    return {key: read_paper(key, text) for key, text in shipped_papers().items()}


def _ordered(papers: Mapping[str, PaperTemplate]) -> Mapping[str, PaperTemplate]:
    """By group, then as the program and the profile list them."""
    keys = sorted(papers, key=lambda key: GROUPS.index(papers[key].group))
    return {key: papers[key] for key in keys}
