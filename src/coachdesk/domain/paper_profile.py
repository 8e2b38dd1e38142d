"""A kind of paper as one action has it: the choices that its profile lists, its second signer."""

from dataclasses import replace

from coachdesk.core.french import curled
from coachdesk.domain.papers import PaperField, PaperTemplate, Role
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.words import Word, WordList


def for_profile(template: PaperTemplate, profile: ActionProfile) -> PaperTemplate:
    """``template`` with the words of the profile; the director signs where one is named."""
    blocks = tuple(
        replace(block, fields=tuple(_with_choices(field, profile) for field in block.fields))
        for block in template.blocks
    )
    signers = tuple(
        role
        for role in template.signers
        if role is not Role.DIRECTOR or profile.second_signer is not None
    )
    consents = {role: text for role, text in template.consents.items() if role in signers}
    return replace(template, blocks=blocks, signers=signers, consents=consents)


def _with_choices(field: PaperField, profile: ActionProfile) -> PaperField:
    if not field.choices_from:
        return field
    words: WordList[Word] = getattr(profile, field.choices_from)
    plain = tuple(Word(word.key, curled(word.label), word.synonyms) for word in words)
    return replace(field, choices=WordList(plain))
