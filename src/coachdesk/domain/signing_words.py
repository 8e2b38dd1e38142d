"""What someone answers who is asked to sign, in words: the same on papers and screens."""

from coachdesk.domain.papers import SigningOutcome

OUTCOME_WORDS = {
    SigningOutcome.SIGNED: "a signé",
    SigningOutcome.REFUSED: "a refusé de signer",
    SigningOutcome.UNABLE: "n’a pas pu signer",
    SigningOutcome.DISAGREES: "n’est pas d’accord",
}
"""What someone did who was asked to sign, after her name."""
DECLINED = {
    SigningOutcome.REFUSED: "Refus de signer",
    SigningOutcome.UNABLE: "Ne peut pas signer",
    SigningOutcome.DISAGREES: "Désaccord",
}
