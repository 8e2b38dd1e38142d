"""Someone of the action found in one line: name, commune, phone, n°, as everywhere."""

from collections.abc import Sequence

from coachdesk.core import search
from coachdesk.queries.planned import OpenDossier
from coachdesk.ui.widgets.proposing_line import Proposal, ProposingLine, searching


class PersonLine(ProposingLine[OpenDossier]):
    """``taken`` carries her dossier; ``person`` is who its text names, and None for any other."""

    def __init__(self) -> None:
        super().__init__(searching(lambda: self._people))
        self._people: tuple[tuple[str, Proposal[OpenDossier]], ...] = ()
        self.setPlaceholderText(self.tr("Nom, commune, téléphone ou n°"))

    def show_people(self, people: Sequence[OpenDossier]) -> None:
        """Propose those; what is typed stays."""
        self._people = tuple((search.haystack_of(person), _proposed(person)) for person in people)

    def person(self) -> OpenDossier | None:
        """Whom the text names."""
        text = self.text().strip()
        return next((one.value for _, one in self._people if one.text == text), None)

    def show_person(self, prescription_id: object) -> None:
        """Name her, if she is among those proposed; else nobody."""
        named = (
            one.text for _, one in self._people if one.value.prescription_id == prescription_id
        )
        self.setText(next(named, ""))


def _proposed(person: OpenDossier) -> Proposal[OpenDossier]:
    text = f"{person.last_name} {person.first_name} ({person.number})"
    words = f"{text} – {person.commune}" if person.commune else text
    return Proposal(words, text, person)
