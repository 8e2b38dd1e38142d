"""The one form of the ZIP: ordinary tools open it, and no byte of it is free."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.sync.zipfmt import pack, unpack
from support.pdf_tools import run

FILES = {"b.csv": b"1;2\r\n", "a.pdf": b"%PDF" * 10, "dir/0001.pdf": b"", "dir/0002.pdf": b"\0\xff"}
names = st.from_regex(r"[a-z0-9]{1,6}(/[a-z0-9._]{0,3}[a-z0-9])?", fullmatch=True)


@given(st.dictionaries(names.filter(lambda name: "/." not in name), st.binary(max_size=60)))
def test_what_is_packed_comes_back_in_its_one_form(files: dict[str, bytes]) -> None:
    back = unpack(pack(files))
    assert back.files == files
    assert back.canonical


def test_the_order_of_making_leaves_no_trace() -> None:
    assert pack(dict(reversed(FILES.items()))) == pack(FILES)


def test_other_programs_open_it(tmp_path: Path) -> None:
    archive = tmp_path / "x.zip"
    archive.write_bytes(pack(FILES))
    assert run("unzip", "-t", archive).returncode == 0
    with zipfile.ZipFile(archive) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in opened.namelist()} == FILES


def test_no_byte_of_it_can_change() -> None:
    good = pack(FILES)
    for at in range(len(good)):
        for bit in range(8):
            changed = bytearray(good)
            changed[at] ^= 1 << bit
            try:
                assert not unpack(bytes(changed)).canonical or (
                    unpack(bytes(changed)).files != FILES
                ), at
            except ValueError:
                continue


@pytest.mark.parametrize("around", [(b"", b"\0"), (b"\0", b""), (b"MZ", b""), (b"", b"PK\5\6")])
def test_nothing_hides_around_it(around: tuple[bytes, bytes]) -> None:
    before, after = around
    try:
        assert not unpack(before + pack(FILES) + after).canonical
    except ValueError:
        return


def test_an_archive_made_by_another_program_is_read_and_told_apart() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.mkdir("dir")
        for name, data in FILES.items():
            archive.writestr(name, data)
    back = unpack(buffer.getvalue())
    assert back.files == FILES
    assert not back.canonical


@pytest.mark.parametrize(
    "path", ["", "/a", "../a", "a/../b", "a\\b", ".a", "C:a", "a//b", "é", "a b", "x" * 121, "a/"]
)
def test_a_path_that_could_lead_elsewhere_is_never_packed(path: str) -> None:
    with pytest.raises(ValueError, match="path"):
        pack({path: b""})


def test_two_paths_that_windows_takes_for_one_are_never_packed() -> None:
    with pytest.raises(ValueError, match="path"):
        pack({"A.pdf": b"", "a.pdf": b""})


@given(st.binary(max_size=300))
def test_hostile_bytes_are_refused_in_order(junk: bytes) -> None:
    for data in (junk, b"PK\3\4" + junk, junk + b"PK\5\6" + bytes(8) + junk[:10].ljust(10, b"\0")):
        try:
            unpack(data)
        except ValueError:
            continue
