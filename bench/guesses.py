"""How many passphrases someone who took the folder tries in a second, on this machine.

Each try is one derivation of the key file; the store itself is never read. The floor is a plain
SHA-256: what a store that made no effort would give.
"""

import os
from hashlib import sha256
from math import log2
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from coachdesk.core.errors import SecretRefusedError
from coachdesk.services.passphrases import WORDS_DRAWN, word_list
from coachdesk.store.key_file import KdfCost
from coachdesk.store.vault import create_keys, unlock
from measure import Row, best_of, show

TRIES = 6
AT_LEAST = 0.05
"""Seconds: below it the derivation would be too cheap for a passphrase of words."""
HASHES = 10_000
FASTER = 100_000
"""Machines of this kind that a determined guesser is taken to rent."""
YEAR = 31_557_600


def main() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        create_keys(folder, "girafe moulin tabouret velours", KdfCost())
        one = best_of(TRIES, lambda: wrong(folder))
        began = process_time()
        wrong(folder)
        core = process_time() - began
        plain = best_of(3, lambda: [sha256(b"%d" % n).digest() for n in range(HASHES)]) / HASHES
    rate = max(1 / one, (os.cpu_count() or 1) / core)  # though it is busy with other work
    show([Row("one guess at the passphrase", one, plain)])
    bits = WORDS_DRAWN * log2(len(word_list()))
    years = 2 ** (bits - 1) / (rate * FASTER) / YEAR
    print(f"{rate:.1f} guesses per second on this machine if it does nothing else, 128 MiB each: "
          f"{core:.2f} s of one core")  # fmt: skip
    print(f"a phrase of {WORDS_DRAWN} words proposed ({bits:.0f} bits): {years:,.0f} years "
          f"on {FASTER:,} such machines, on average")  # fmt: skip
    print("the recovery key and the association's (160 bits): not to be guessed")
    assert one > AT_LEAST, "the derivation has become too cheap"


def wrong(folder: Path) -> None:
    """One try that fails, as a guesser's."""
    try:
        unlock(folder, "autre chose")
    except SecretRefusedError:
        return
    raise AssertionError("a wrong passphrase opened")


if __name__ == "__main__":
    main()
