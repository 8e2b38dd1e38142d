"""What someone does to a sealed PDF afterwards: each appends a revision, as editors do."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

Edit = Callable[[IncrementalPdfFileWriter], None]


def appended(pdf: bytes, edit: Edit) -> bytes:
    """``pdf`` with one more revision, in which ``edit`` was made."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    edit(writer)
    output = BytesIO()
    writer.write(output)  # type: ignore[no-untyped-call]  # as pyHanko leaves it
    return output.getvalue()


def other_language(writer: IncrementalPdfFileWriter) -> None:
    """Something that no page shows."""
    writer.root["/Lang"] = generic.TextStringObject("en")
    writer.update_root()  # type: ignore[no-untyped-call]  # as pyHanko leaves it


def other_content(writer: IncrementalPdfFileWriter) -> None:
    """Another text on the page."""
    page, _ = _page(writer)
    old = page["/Contents"].data
    stream = generic.StreamObject(
        stream_data=old.replace(b"Contrat", b"Contrats") + b" 0 0 9 9 re f"
    )
    page["/Contents"] = writer.add_object(stream)
    writer.update_container(page)


def annotation(writer: IncrementalPdfFileWriter) -> None:
    """A note over the page."""
    page, _ = _page(writer)
    note = generic.DictionaryObject(  # type: ignore[no-untyped-call]  # as pyHanko leaves it
        {
            generic.NameObject("/Type"): generic.NameObject("/Annot"),
            generic.NameObject("/Subtype"): generic.NameObject("/FreeText"),
            generic.NameObject("/Contents"): generic.TextStringObject("Annulé"),
            generic.NameObject("/Rect"): page["/MediaBox"],
        }
    )
    page["/Annots"] = generic.ArrayObject([*page.get("/Annots", ()), writer.add_object(note)])
    writer.update_container(page)


def cleared(name: str) -> Edit:
    """The signature in the box ``name`` taken out."""

    def clear(writer: IncrementalPdfFileWriter) -> None:
        field = box(writer, name)
        del field["/V"]
        writer.update_container(field)

    return clear


def redrawn(name: str, operators: bytes) -> Edit:
    """Another drawing shown in the box ``name``."""

    def draw(writer: IncrementalPdfFileWriter) -> None:
        field = box(writer, name)
        old = field["/AP"]["/N"]
        shown = generic.StreamObject(
            {key: old.raw_get(key) for key in old if key not in {"/Filter", "/Length"}},
            stream_data=operators,
        )
        field["/AP"] = generic.DictionaryObject(  # type: ignore[no-untyped-call]  # pyHanko's
            {generic.NameObject("/N"): writer.add_object(shown)}
        )
        writer.update_container(field)

    return draw


def box(writer: IncrementalPdfFileWriter | PdfFileReader, name: str) -> Any:
    """The signature field of that name."""
    fields = (each.get_object() for each in writer.root["/AcroForm"]["/Fields"])
    return next(field for field in fields if field["/T"] == name)


def _page(writer: IncrementalPdfFileWriter) -> tuple[Any, Any]:
    found = writer.find_page_for_modification(0)  # type: ignore[no-untyped-call]  # as pyHanko leaves it
    return found[0].get_object(), found[0]
