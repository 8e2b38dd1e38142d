"""Words of a coach's own, each mapped once to a word of the action, then understood for ever."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.core.french import fold
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.words import Word, WordList
from coachdesk.models import LearnedWord
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.importing.forms import EXITS, FORMS, SERVICES, Kind
from coachdesk.store import UnitOfWork

Learned = Mapping[tuple[str, str], str]
"""Key of the word, by list and folded writing."""
NOTHING_LEARNED: Learned = {}
BLANK = ""
"""The key of a word that is to be read as an empty cell."""
YES_NO = "yes_no"
YES, _NO = "yes", "no"
_ANSWERS = WordList((Word(YES, "Oui"), Word(_NO, "Non")))
_DETAILS = "exit_kinds."
_RESULTS = "services."


@dataclass(frozen=True)
class LearnedRow:
    """A word learned, as it is shown: what is written, what it is read as, in which list."""

    word_list: str
    written: str
    meaning: str
    """The label of its word; empty for an empty cell."""
    subject: str
    """The heading of the column it stands in."""


def detail_list(kind: str) -> str:
    """The name of the list of the details of a type of exit."""
    return f"{_DETAILS}{kind}"


def result_list(kind: str) -> str:
    """The name of the list of the results of a kind of act."""
    return f"{_RESULTS}{kind}"


def words_of(profile: ActionProfile, name: str) -> WordList[Any]:
    """The words of the list of that name; none for a list that the profile no longer has."""
    if name == YES_NO:
        return _ANSWERS
    if name.startswith(_DETAILS):
        kind = name.removeprefix(_DETAILS)
        return profile.exit_kinds[kind].details if kind in profile.exit_kinds else WordList(())
    if name.startswith(_RESULTS):
        kind = name.removeprefix(_RESULTS)
        return profile.services[kind].results if kind in profile.services else WordList(())
    words: WordList[Any] = getattr(profile, name, WordList(()))
    return words


def learned_key(learned: Learned, word_list: str, typed: str) -> str | None:
    """What ``typed`` was said to mean; None when nothing was."""
    return learned.get((word_list, fold(typed))) if learned else None


def read_learned(connection: Connection, action_id: UUID) -> dict[tuple[str, str], str]:
    """Every word learned for an action."""
    rows = connection.execute(
        select(LearnedWord.word_list, LearnedWord.written, LearnedWord.key).where(
            LearnedWord.action_id == action_id
        )
    )
    return {(row.word_list, row.written): row.key for row in rows}


def keep_learned(uow: UnitOfWork, action_id: UUID, words: Learned) -> None:
    """Remember ``words``; what was said last counts."""
    for (word_list, written), key in words.items():
        kept = uow.session.get(LearnedWord, (action_id, word_list, written))
        if kept is None:
            uow.session.add(
                LearnedWord(action_id=action_id, word_list=word_list, written=written, key=key)
            )
        else:
            kept.key = key


def learned_rows(connection: Connection, action: ActionInfo) -> tuple[LearnedRow, ...]:
    """The words learned for ``action``, in the order of their lists."""
    return tuple(
        LearnedRow(
            word_list,
            written,
            words_of(action.profile, word_list).label(key) if key != BLANK else "",
            _subject(action.profile, word_list),
        )
        for (word_list, written), key in sorted(read_learned(connection, action.id).items())
    )


def _subject(profile: ActionProfile, word_list: str) -> str:
    """The heading of the columns whose words are of that list."""
    if word_list.startswith(_DETAILS):
        kind = profile.exit_kinds.label(word_list.removeprefix(_DETAILS))
        return f"{EXITS.by_key['detail'].header} ({kind})"
    if word_list.startswith(_RESULTS):
        kind = profile.services.label(word_list.removeprefix(_RESULTS))
        return f"{SERVICES.by_key['result'].header} ({kind})"
    columns = [column for form in FORMS for column in form.columns]
    return next(
        (
            column.header
            for column in columns
            if column.word_list == word_list or (word_list == YES_NO and column.kind is Kind.YES_NO)
        ),
        word_list,
    )


def forget_word(desk: Desk, action_id: UUID, row: LearnedRow) -> None:
    """Unlearn a word: the next import asks again."""
    with desk.store.write() as uow:
        kept = uow.session.get(LearnedWord, (action_id, row.word_list, row.written))
        if kept is not None:
            uow.session.delete(kept)
        uow.commit()
