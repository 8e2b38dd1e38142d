"""Step 2: the passphrase, with honest advice and a phrase proposed."""

from collections.abc import Callable

from coachdesk.ui.runner import Runner
from coachdesk.ui.screens.first_run.new_phrase import NewPhrase
from coachdesk.ui.screens.first_run.step import Step


class PassphraseStep(Step):
    """Below eight characters nothing is made; above, she decides."""

    help_page = "phrase-et-cle"

    def __init__(self, runner: Runner, known_words: Callable[[], tuple[str, ...]]) -> None:
        super().__init__(
            self.tr("Votre phrase de passe"),
            self.tr(
                "Elle ferme votre magasin, le coffre chiffré où tout sera gardé. Quatre ou cinq "
                "mots sans lien entre eux tiennent bien et se retiennent."
            ),
        )
        self.phrase = phrase = NewPhrase(runner, known_words, self.tr("Phrase de passe"))
        self.secret, self.again, self.propose = phrase.secret, phrase.again, phrase.propose
        self.bar, self.proposed, self.answer = phrase.bar, phrase.proposed, phrase.answer
        phrase.changed.connect(self.changed)
        phrase.entered.connect(self.entered)
        self.lay_out(phrase)
        self.first = self.secret.line

    def arrive(self) -> None:
        """Her name may have been corrected in the step before."""
        self.phrase.show_advice()

    def complete(self) -> bool:
        """Long enough, and twice the same."""
        return self.phrase.complete()

    def leave_words(self) -> str:
        """The store is made when she goes on."""
        return self.tr("Créer mon magasin")

    def refuse(self, sentence: str) -> None:
        """Say why the store could not be made."""
        self.phrase.refuse(sentence)
