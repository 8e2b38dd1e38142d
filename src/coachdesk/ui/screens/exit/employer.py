"""Who employs or trains her: any name, those of the companies known are proposed."""

from collections.abc import Sequence
from uuid import UUID

from coachdesk.core.search import company_haystack
from coachdesk.ui.widgets.proposing_line import Proposal, ProposingLine, searching


class EmployerLine(ProposingLine[str]):
    """A company known keeps the name that it has."""

    def __init__(self) -> None:
        super().__init__(searching(lambda: self._proposed))
        self._companies: dict[str, UUID] = {}
        self._proposed: tuple[tuple[str, Proposal[str]], ...] = ()

    def show_companies(self, companies: Sequence[tuple[UUID, str]]) -> None:
        """Propose those, in their order; any other name may be typed."""
        self._companies = {name: key for key, name in reversed(companies)}
        names = list(dict.fromkeys(name for _, name in companies))
        self._proposed = tuple((_text(name), Proposal(name, name, name)) for name in names)

    def show_employer(self, name: str | None) -> None:
        """Show what was recorded, from its beginning."""
        self.setText(name or "")
        self.home(False)

    def employer(self) -> str:
        """What is typed."""
        return " ".join(self.text().split())

    def company_id(self) -> UUID | None:
        """The company of that name; None when none is known."""
        return self._companies.get(self.employer())


def _text(name: str) -> str:
    """What the search looks in for a company known by its name."""
    return company_haystack(name=name, siret=None, address=None, phone=None, others=())
