"""What was appended to a file after its last seal, named as far as a PDF parser tells."""

from collections.abc import Iterator
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from coachdesk.core.french import NBSP, plural, quoted
from coachdesk.signing.loading import PYHANKO

if TYPE_CHECKING:
    from pyhanko.pdf_utils.generic import DictionaryObject
    from pyhanko.pdf_utils.reader import PdfFileReader


def appended(data: bytes, end: int) -> str:
    """How ``data`` differs from its first ``end`` bytes, the end of a sentence."""
    added = plural(len(data) - end, "octet ajouté", "octets ajoutés")
    if b" obj" in data[end:] and not data.rstrip().endswith(b"%%EOF"):
        return f"il est coupé au milieu de ce qui suit son cachet{NBSP}: {added}"
    # pyHanko takes 0.3 s to import: only a file that was changed waits for it.
    with PYHANKO:
        from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        old, new = (PdfFileReader(BytesIO(part)) for part in (data[:end], data))
        changes = list(_changes(old, new))
    except Exception:  # noqa: BLE001  (a parser fed by strangers raises anything)
        changes = []
    if not changes:
        return f"il a été modifié après son cachet{NBSP}: {added}"
    return f"il a été modifié après son cachet{NBSP}: {', '.join(changes)} ({added})"


def _changes(old: "PdfFileReader", new: "PdfFileReader") -> Iterator[str]:
    yield from _boxes(old, new)
    yield from _page_changes(old, new)


def _boxes(old: "PdfFileReader", new: "PdfFileReader") -> Iterator[str]:
    before, after = _fields(old), _fields(new)
    for name, field in before.items():
        label = quoted(str(field.get("/TU", name)))
        now = after.get(name)
        if "/V" in field and (now is None or "/V" not in now):
            yield f"la signature du cadre {label} a été effacée"
        elif now is None:
            yield f"le cadre {label} a été retiré"
        elif _shown(field) != _shown(now):
            yield f"ce que montre le cadre {label} a été changé"
    for name in after.keys() - before.keys():
        yield f"un cadre de signature {quoted(name)} a été ajouté"


def _page_changes(old: "PdfFileReader", new: "PdfFileReader") -> Iterator[str]:
    for number, (was, now) in enumerate(zip_longest(_pages(old), _pages(new)), 1):
        if was is None:
            yield f"une page {number} a été ajoutée"
        elif now is None:
            yield f"la page {number} a été retirée"
        else:
            if _content(was) != _content(now):
                yield f"le contenu de la page {number} a été changé"
            if _notes(was) != _notes(now):
                yield f"une annotation a été ajoutée ou changée à la page {number}"


def _fields(reader: "PdfFileReader") -> "dict[str, DictionaryObject]":
    if "/AcroForm" not in reader.root:
        return {}
    fields = (each.get_object() for each in reader.root["/AcroForm"]["/Fields"])
    return {str(field["/T"]): field for field in fields}


def _pages(reader: "PdfFileReader") -> "Iterator[DictionaryObject]":
    count = int(reader.root["/Pages"]["/Count"])
    for index in range(count):
        found = reader.find_page_for_modification(index)  # type: ignore[no-untyped-call]  # pyHanko
        yield found[0].get_object()


def _content(page: "DictionaryObject") -> list[bytes]:
    found = page.get("/Contents", [])
    streams = found if isinstance(found, list) else [found]
    return [bytes(stream.get_object().data) for stream in streams]


def _notes(page: "DictionaryObject") -> list[Any]:
    """The annotations of a page that are no signature boxes."""
    notes = page.get("/Annots", [])
    found = (each.get_object() for each in notes)
    return [dict(note) for note in found if note.get("/Subtype") != "/Widget"]


def _shown(field: "DictionaryObject") -> tuple[Any, bytes]:
    """Where a box stands and what it shows."""
    shown = bytes(field["/AP"]["/N"].data) if "/AP" in field else b""
    return list(field.get("/Rect", ())), shown
