"""The kinds of paper of an action: those of the program as its profile changes them, and its own.

A file of ``resources/papers`` is read once: beside the window while the passphrase is typed, or
when someone asks for a paper. A desk that is opened does not wait for them.
"""

from collections.abc import Mapping
from functools import cache, lru_cache

from coachdesk.documents.fonts import load_typeface
from coachdesk.domain.paper_profile import for_profile
from coachdesk.domain.paper_reader import GROUPS, read_paper
from coachdesk.domain.papers import PaperTemplate
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.desk import ActionInfo
from coachdesk.services.profiles import shipped_papers
from coachdesk.signing.loading import PYHANKO

_ACTIONS_KEPT = 8


def load_papers() -> None:
    """Load what the first paper would wait for: its kinds and typeface, PDFium, what signs it."""
    _shipped()
    load_typeface()
    import pypdfium2  # noqa: F401  it takes 0.05 s to load

    with PYHANKO:  # it takes 0.3 s to load, or a second under load
        import coachdesk.signing.embedding  # noqa: F401


def templates(action: ActionInfo) -> Mapping[str, PaperTemplate]:
    """Each kind of paper by its key, in the order in which they are offered."""
    return _of(action.profile)


@lru_cache(maxsize=_ACTIONS_KEPT)
def _of(profile: ActionProfile) -> Mapping[str, PaperTemplate]:
    kept = {key: paper for key, paper in _shipped().items() if key not in profile.papers_off}
    papers = {**kept, **profile.papers}
    return _ordered({key: for_profile(paper, profile) for key, paper in papers.items()})


@cache
def _shipped() -> Mapping[str, PaperTemplate]:
    return {key: read_paper(key, text) for key, text in shipped_papers().items()}


def _ordered(papers: Mapping[str, PaperTemplate]) -> Mapping[str, PaperTemplate]:
    """By group, then as the program and the profile list them."""
    keys = sorted(papers, key=lambda key: GROUPS.index(papers[key].group))
    return {key: papers[key] for key in keys}


def known_template(action: ActionInfo, kind: str) -> PaperTemplate | None:
    """That kind of paper, of the program where the action does without it now; None of neither."""
    return templates(action).get(kind) or _shipped().get(kind)
