"""What the page of a paper says: what is lacking, whose signatures would no longer count."""

from collections.abc import Mapping

from coachdesk.core.french import NBSP, listed
from coachdesk.domain.paper_answers import lacking as unanswered
from coachdesk.domain.papers import Answer, DocumentState, SigningOutcome
from coachdesk.services.document_words import ROLE_WORDS
from coachdesk.services.documents.drafting import DocumentView

_TOLD, _MOST = 3, 4
"""Of what is lacking: more than four would push the questions out of sight."""


def lacking(view: DocumentView, typed: Mapping[str, Answer] | None) -> str:
    """« Il manque : … », what is being typed counted; nothing when all is there."""
    if typed is None:
        wanted = list(view.missing)
    else:
        wanted = [*unknown(view), *(field.label for field in unanswered(view.template, typed))]
    if not wanted:
        return ""
    shown = wanted if len(wanted) <= _MOST else wanted[:_TOLD]
    told = [words.rstrip("?").rstrip() for words in shown]
    more = len(wanted) - len(told)
    others = f", et {more} autres réponses" if more else ""
    return f"Il manque{NBSP}: {', '.join(told)}{others}."


def unknown(view: DocumentView) -> tuple[str, ...]:
    """What it lacks that is not asked on its page."""
    asked = {field.label for field in view.template.fields}
    return tuple(words for words in view.missing if words not in asked)


def void_warning(view: DocumentView) -> str:
    """What a change of content takes back; empty when nobody has answered."""
    answered = [signer for signer in view.signers if signer.outcome is not None]
    signed = [
        signer.who or ROLE_WORDS[signer.role]
        for signer in answered
        if signer.outcome is SigningOutcome.SIGNED
    ]
    if len(signed) == 1:
        return f"La signature de {signed[0]} ne vaudra plus{NBSP}: elle sera à redonner."
    if signed:
        return (
            f"Les signatures de {listed(signed)} ne vaudront plus{NBSP}: elles seront à redonner."
        )
    if answered:
        return "Ce qui a été répondu restera noté sur cette version, et sera à redemander."
    if view.paper_signed_on is not None:
        return "Le papier signé à la main ne vaudra plus que pour cette version."
    return ""


def changed(view: DocumentView, typed: Mapping[str, Answer] | None) -> bool:
    """Whether what is typed is not what is kept."""
    if typed is None:
        return False
    return {key: answer for key, answer in typed.items() if answer} != dict(view.answers)


def pages_words(view: DocumentView) -> str:
    """What stands above its pages: it is still to be, or it is what was shown and answered."""
    if view.state is DocumentState.DRAFT:
        return "Le papier tel qu’il sera"
    return "Le papier tel qu’il est gardé"


def handed_words(view: DocumentView | None) -> str:
    """The act of handing it over: one name on the page, wherever it is pressed."""
    letter = view is not None and bool(view.template.to)
    return "Remise en main propre" if letter else "Copie remise"
