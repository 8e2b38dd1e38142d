"""Hostile files made from good ones, and a child that reads them within bounds.

Each input is judged alone: read, or refused in words; no other exception, two seconds of work and
512 MB at most. The child is ended by the system past its bounds, and the input that did it is named
by its seed.
"""

import faulthandler
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryFile

from coachdesk.core.errors import UserError
from support.faults import child_environment
from support.warm import WarmChild

MOST_SECONDS, MOST_MEMORY = 2.0, 512 << 20
HUNG = 60
"""Seconds by the clock on the wall, on a machine busy with other work, after which it hangs."""
_LABEL = 20
_ODD = (
    b"", b"\0", b"\xff", b"\xff\xfe", b"\xed\xa0\x80", b"9" * 40, b"-1", b"1e999", b"'", b'"',
    b"<", b">", b"]]>", b"&a;", b"[" * 200, b"{" * 200, b"..\\..\\", b"../../", b"=1+1", b";",
    b"\r", b"\n", b"PK\3\4", b"%PDF-", b"/Length 999999999", b"null", b"true", b"\\u0000",
    "\u202e".encode(), "é".encode(), b"A" * 3000,
)  # fmt: skip


def mutated(data: bytes, draw: Random) -> bytes:
    """``data`` with a few of its bytes changed, cut, doubled, moved or taken for others."""
    found = bytearray(data)
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(found) + 1)
        match draw.randrange(6):
            case 0 if found:
                found[at % len(found)] ^= 1 << draw.randrange(8)
            case 1:
                found[at : at + draw.randint(0, 12)] = draw.choice(_ODD)
            case 2:
                del found[at : at + draw.randint(1, max(1, len(found) // 4))]
            case 3:
                piece = found[at : at + draw.randint(1, 400)]
                found[at:at] = piece * draw.randint(1, 20)
            case 4:
                found[at:at] = draw.randbytes(draw.randint(1, 16))
            case _:
                other = draw.randrange(len(found) + 1)
                found[at : at + 8] = found[other : other + 8]
    return bytes(found)


def judge(read: Callable[[bytes], object], inputs: Iterator[tuple[int, bytes]]) -> list[str]:
    """What went wrong, in the child: an exception that is no refusal, or too much time.

    The answer of each that is refused must be words.
    """
    wrong, told = [], sys.stderr.fileno()
    os.lseek(told, _LABEL, os.SEEK_SET)
    for seed, data in inputs:
        os.pwrite(told, f"seed {seed}\n".ljust(_LABEL).encode(), 0)  # read if it is the last
        faulthandler.dump_traceback_later(HUNG, exit=True)
        began = time.process_time()
        try:
            read(data)
        except UserError as refusal:
            if not refusal.sentence:
                wrong.append(f"seed {seed}: refused without a word")
        except Exception as error:  # noqa: BLE001  (it is what is looked for)
            wrong.append(f"seed {seed}: {type(error).__name__}: {str(error)[:120]}")
        took = time.process_time() - began
        if took > MOST_SECONDS:
            wrong.append(f"seed {seed}: {took:.1f} s")
    faulthandler.cancel_dump_traceback_later()
    return wrong


def run_child(reader: str, good: Path, seeds: range) -> list[str]:
    """Have a child of its own read the inputs of ``seeds`` by ``reader``; what went wrong."""
    command = ["support.fuzz_readers", reader, str(good), str(seeds.start), str(seeds.stop)]
    with TemporaryFile() as errors:
        with WarmChild(command, errors, child_environment()) as child:
            judged = child.stdout.read()
            ended = child.wait()
        errors.seek(0)
        told = errors.read().decode("utf-8", "replace")
    if ended:
        return [f"the child ended by {ended} at {told[:1000]} … {told[-600:]}"]
    wrong: list[str] = json.loads(judged)
    return wrong


def bound_memory() -> None:
    """End this process past ``MOST_MEMORY`` of its own, and without a core file."""
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
