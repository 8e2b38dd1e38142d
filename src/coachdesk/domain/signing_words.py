"""What someone answers who does not sign, in words: the same on papers and screens."""

from coachdesk.domain.papers import SigningOutcome

DECLINED = {
    SigningOutcome.REFUSED: "Refus de signer",
    SigningOutcome.UNABLE: "Ne peut pas signer",
    SigningOutcome.DISAGREES: "Désaccord",
}
