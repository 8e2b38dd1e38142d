"""The usual reasons, one click each: why it is signed late, why someone does not sign."""

from PySide6.QtCore import QCoreApplication

from coachdesk.domain.papers import SigningOutcome


def _tr(text: str) -> str:
    return QCoreApplication.translate("PadWords", text)


def late_reasons() -> tuple[str, ...]:
    """Why a presence is signed after its day."""
    return (
        _tr("oubli ce jour-là"),
        _tr("panne de l’ordinateur"),
        _tr("départ avant la signature"),
        _tr("pas d’écran sur place"),
    )


def other_answers() -> dict[SigningOutcome, str]:
    """What is answered instead of a drawing, in the person's words."""
    return {
        SigningOutcome.REFUSED: _tr("Je refuse de signer"),
        SigningOutcome.UNABLE: _tr("Je ne peux pas signer"),
        SigningOutcome.DISAGREES: _tr("Je ne suis pas d’accord"),
    }


def reasons_of(outcome: SigningOutcome) -> tuple[str, ...]:
    """The usual reasons of an answer; never a medical one."""
    return {
        SigningOutcome.REFUSED: (
            _tr("préfère signer sur papier"),
            _tr("veut relire avant"),
            _tr("ne veut pas signer sur un écran"),
            _tr("ne donne pas de motif"),
        ),
        SigningOutcome.UNABLE: (
            _tr("ne peut pas tenir le stylet"),
            _tr("ne sait pas signer"),
            _tr("a dû partir avant"),
        ),
        SigningOutcome.DISAGREES: (
            _tr("la date n’est pas la bonne"),
            _tr("les heures ne sont pas les bonnes"),
            _tr("le texte ne dit pas ce qui a été convenu"),
        ),
    }[outcome]


def recorded_words(outcome: SigningOutcome) -> str:
    """What is said once it is recorded."""
    return {
        SigningOutcome.SIGNED: _tr("Votre signature est enregistrée. Voici son code\u00a0:"),
        SigningOutcome.REFUSED: _tr("Votre refus est noté, sans plus. Voici son code\u00a0:"),
        SigningOutcome.UNABLE: _tr("C’est noté. Voici le code de cette réponse\u00a0:"),
        SigningOutcome.DISAGREES: _tr("Votre désaccord est noté. Voici son code\u00a0:"),
    }[outcome]
