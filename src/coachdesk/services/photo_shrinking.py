"""A photo made small enough to be kept: turned upright, A4 at a readable size, nothing else in it.

What a camera writes beside the picture (place, owner, its own thumbnail) never goes further: the
pixels alone are drawn anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from PIL import ExifTags, Image, ImageOps

from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted

MOST_BYTES = 300_000
"""Aimed at for one page."""
LONGEST_SIDE = 2000
"""Pixels of the long side: 170 to the inch on A4, small print can be read."""
_MOST_PIXELS = 85_000_000
"""Of a picture as it comes; more is a mistake or an attack."""
_MOST_DECODED, _MOST_DECODED_PAGES = 170_000_000, 600_000_000
"""Bytes that a picture takes once decoded, and all the pages of one, one after the other."""
_SMALL_PIXELS = {"1", "L", "I;16", "I;16B", "I;16L", "I;16N"}
"""Modes of one byte or two; the others take four, or will when they are converted."""
_MOST_FRAMES = 60
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF")
"""Read by Pillow itself: no other program is ever called."""
_ATTEMPTS = ((2000, 82), (2000, 70), (2000, 58), (2000, 46), (1700, 50), (1400, 50), (1000, 45))
"""Longest side and quality, tried until the page is small enough."""
_DEEP = {"I", "I;16", "I;16L", "I;16B", "I;16N", "F"}
_SHADES = 256


@dataclass(frozen=True)
class Photo:
    """A picture ready to be kept."""

    data: bytes
    suffix: str
    """« .jpg » or « .png »."""


def shrunk(name: str, data: bytes, *, jpeg: bool = False) -> tuple[Photo, ...]:
    """The pages of a picture, most often one; ``jpeg`` wants no PNG, nor do several pages.

    Raises:
        UserError: it is broken, or has too many pixels or pages.
    """
    with _opened(name, data) as image:
        _decode_small(image)
        drawn = image.format in {"PNG", "GIF", "BMP"} or image.mode == "1"
        png = drawn and not jpeg and _frames(image) == 1
        return tuple(_photo(page, png=png) for page in _pages(image, name))


def small_picture(name: str, data: bytes, width: int, height: int) -> Image.Image:
    """The first page of a picture within a box, upright, in RGB.

    Raises:
        UserError: as ``shrunk``.
    """
    with _opened(name, data) as image:
        _decode_small(image)
        return _plain(_upright(image), (width, height)).convert("RGB")


def picture_size(name: str, data: bytes) -> tuple[int, int]:
    """Width and height of the first page of a picture, upright.

    Raises:
        UserError: as ``shrunk``.
    """
    with _opened(name, data) as image:
        return _upright(image).size


@contextmanager
def _opened(name: str, data: bytes) -> Iterator[Image.Image]:
    """The picture; whatever its decoder raises is said in words."""
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            _refuse_many_pixels(image, name)
            yield image
    except UserError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels(name) from error
    except Exception as error:
        # A decoder that meets broken bytes may raise anything: all of it means the same.
        raise UserError(
            f"L’image {quoted(name)} est abîmée ou incomplète.",
            "Reprenez la photo, ou numérisez le document de nouveau.",
        ) from error


def _decode_small(image: Image.Image) -> None:
    """Have a JPEG, whose form allows it, decoded at no more than twice what will be kept."""
    if image.format == "JPEG":
        image.draft(image.mode, (LONGEST_SIDE, LONGEST_SIDE))


def _frames(image: Image.Image) -> int:
    """How many pages it has; what moves is its first picture."""
    return getattr(image, "n_frames", 1) if image.format == "TIFF" else 1


def _pages(image: Image.Image, name: str) -> Iterator[Image.Image]:
    frames = _frames(image)
    if frames > _MOST_FRAMES:
        raise UserError(f"{quoted(name)} a plus de {_MOST_FRAMES} pages.", "Enregistrez-le en PDF.")
    decoded = 0
    for number in range(frames):
        image.seek(number)
        _refuse_many_pixels(image, name)
        decoded += _decoded(image)
        if decoded > _MOST_DECODED_PAGES:
            raise _too_many_pixels(name)
        yield _upright(image)


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the camera says it was held; a note of it that can't be read turns nothing."""
    image.load()
    try:
        if image.getexif().get(ExifTags.Base.Orientation, 1) == 1:
            return image  # the library would copy it
        return ImageOps.exif_transpose(image)
    except Exception:  # noqa: BLE001  (the picture is whole; only what is said of it is broken)
        return image


def _photo(page: Image.Image, *, png: bool) -> Photo:
    plain = _plain(page, (LONGEST_SIDE, LONGEST_SIDE))
    if png:
        kept = _encoded(plain, "PNG", optimize=True)
        if len(kept) <= MOST_BYTES:
            return Photo(kept, ".png")
    kept = b""
    for side, quality in _ATTEMPTS:
        plain.thumbnail((side, side), Image.Resampling.LANCZOS)
        kept = _encoded(plain, "JPEG", quality=quality, optimize=True)
        if len(kept) <= MOST_BYTES:
            break
    return Photo(kept, ".jpg")


def _plain(page: Image.Image, room: tuple[int, int]) -> Image.Image:
    """The pixels alone on white, grey or RGB, within ``room``."""
    excess = min(page.width // room[0], page.height // room[1])
    if excess > 1 and page.mode in {"L", "LA", "RGB", "RGBA", "CMYK", "YCbCr"}:
        page = page.reduce(excess)  # each step below makes copies
    if page.mode in _DEEP:
        page = page.convert("I").point(lambda shade: shade * (1 / _SHADES)).convert("L")
    elif page.mode not in {"L", "RGB"}:
        grey = page.mode == "1"
        if "A" in page.getbands() or "transparency" in page.info:
            page = page.convert("RGBA")
            page = Image.alpha_composite(Image.new("RGBA", page.size, "white"), page)
        page = page.convert("L" if grey else "RGB")
    small = page.copy()
    small.thumbnail(room, Image.Resampling.LANCZOS)
    bare = Image.new(small.mode, small.size)  # what is told beside the pixels stays behind
    bare.paste(small)
    return bare


def _encoded(image: Image.Image, kind: str, **how: int) -> bytes:
    out = BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def _refuse_many_pixels(image: Image.Image, name: str) -> None:
    large = image.format != "JPEG" and _decoded(image) > _MOST_DECODED
    if large or image.width * image.height > _MOST_PIXELS:
        raise _too_many_pixels(name)


def _decoded(image: Image.Image) -> int:
    """The bytes that its pixels take."""
    return image.width * image.height * (2 if image.mode in _SMALL_PIXELS else 4)


def _too_many_pixels(name: str) -> UserError:
    return UserError(
        f"L’image {quoted(name)} est trop grande pour être ouverte sans risque.",
        "Reprenez la photo en qualité ordinaire (12 mégapixels suffisent).",
    )
