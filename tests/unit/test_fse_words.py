"""How complete the records are, in words: the sentence never says one thing and its contrary."""

import pytest

from coachdesk.core.french import NBSP, NNBSP
from coachdesk.domain.fse_record import Completeness
from coachdesk.services.fse.report import completeness_words


@pytest.mark.parametrize(
    ("incomplete", "records", "said"),
    [
        (6, 17, f"soit un peu plus de 35{NNBSP}%{NBSP};"),  # 35,29 %: over, told as 35 %
        (7, 20, f"soit 35{NNBSP}%{NBSP};"),  # 35 % exactly: not over
        (36, 100, f"soit 36{NNBSP}%{NBSP};"),
        (9, 26, f"soit 35{NNBSP}%{NBSP};"),  # 34,6 %
    ],
)
def test_a_share_just_over_the_rule_is_not_told_as_the_rule_itself(incomplete, records, said):
    found = Completeness(records, incomplete, 0)
    words = completeness_words(found)
    assert said in words
    assert (
        ("ce n’est pas le cas" not in words) is found.corrected is (100 * incomplete > 35 * records)
    )
