"""The kinds of paper of an action, and what the first of them waits for.

They are read beside the window while the passphrase is typed, or when someone asks for a paper. A
desk that is opened does not wait for them. What signs is loaded when the first paper is shown: it
takes 16 MB, and days go by without one.
"""

from collections.abc import Mapping

from coachdesk.documents.fonts import load_typeface
from coachdesk.domain.papers import PaperTemplate
from coachdesk.services.desk import ActionInfo
from coachdesk.services.paper_kinds import paper_kinds, shipped_kinds
from coachdesk.signing.loading import PYHANKO


def load_papers() -> None:
    """Load what the first paper would wait for: its kinds and typeface, PDFium."""
    shipped_kinds()
    load_typeface()
    import pypdfium2  # noqa: F401  it takes 0.05 s to load


def load_sealing() -> None:
    """Load what signs a paper, while it is read."""
    with PYHANKO:  # it takes 0.3 s to load, or a second under load
        import coachdesk.signing.embedding  # noqa: F401  (loaded, not called)


def templates(action: ActionInfo) -> Mapping[str, PaperTemplate]:
    """Each kind of paper by its key, in the order in which they are offered."""
    return paper_kinds(action.profile)


def known_template(action: ActionInfo, kind: str) -> PaperTemplate | None:
    """That kind of paper, of the program where the action does without it now; None of neither."""
    return templates(action).get(kind) or shipped_kinds().get(kind)
