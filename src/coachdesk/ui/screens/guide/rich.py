"""A page of the guide as the rich text that Qt draws, in the colours and sizes worn now."""

from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby

from coachdesk.domain.guide_text import Block, BlockKind, GuidePage, Manner, Words
from coachdesk.ui.theme import em, tokens

PICTURE = "picture:"
"""Begins the address of a picture, and of the link that shows it whole."""

AT = "@"
"""Stands before the width in the address of a picture that is drawn."""

_LISTED = {BlockKind.STEP, BlockKind.POINT}
_HEADS = {1: "h2", 2: "h3", 3: "h4", 4: "h4"}


def rich_page(
    page: GuidePage,
    wide: Callable[[str], int],
    others: tuple[GuidePage, ...] = (),
    after: GuidePage | None = None,
) -> str:
    """``wide`` gives the width at which a picture is shown.

    ``others``, of the same screen, are offered at the head, ``after`` at the foot.
    """
    parts = [f"<h1>{escape(page.title)}</h1>"]
    if others:
        links = " · ".join(_link(each) for each in others)
        parts.append(f'<p class="said">Sur cet écran aussi\u00a0: {links}</p>')
    parts += _blocks(page.blocks, wide)
    if after is not None:
        parts.append(f'<p class="after">Ensuite\u00a0: {_link(after)}</p>')
    return "".join(parts)


def _link(page: GuidePage) -> str:
    return f'<a href="{escape(page.key)}.md">{escape(page.title)}</a>'


def style() -> str:
    """The sheet of these pages, in what Qt takes of CSS."""
    worn = tokens()
    gap = em(0.6)
    return (
        f"h1 {{ font-size: {worn.title}px; color: {worn.accent_deep}; margin: 0 0 {gap}px 0; }}"
        f"h2, h3 {{ font-size: {worn.large}px; color: {worn.accent_deep};"
        f" margin: {em(1.5)}px 0 {em(0.3)}px 0; }}"
        f"h4 {{ font-size: {worn.base}px; color: {worn.accent_deep};"
        f" margin: {em(1)}px 0 {em(0.3)}px 0; }}"
        f"p, li {{ font-size: {worn.base}px; color: {worn.ink}; line-height: 140%;"
        f" margin: {gap}px 0; }}"
        f".picture {{ line-height: 100%; margin: {gap}px 0 {em(0.2)}px 0; }}"
        f"ol, ul {{ margin: {gap}px 0 {gap}px 0; }}"
        f"a {{ color: {worn.accent}; }}"
        f".key {{ background: {worn.accent_soft}; color: {worn.accent_deep}; }}"
        f".said {{ font-size: {worn.small}px; color: {worn.ink_soft}; }}"
        f".note {{ background: {worn.accent_soft}; color: {worn.ink}; }}"
        f".after {{ margin-top: {em(2)}px; color: {worn.ink_soft}; }}"
    )


def _blocks(blocks: tuple[Block, ...], wide: Callable[[str], int]) -> Iterator[str]:
    """Blocks one after the other, those inside a list in its items."""
    for listed, group in groupby(blocks, key=lambda each: each.kind in _LISTED or each.level == 1):
        held = list(group)
        headings = all(each.kind is BlockKind.HEADING for each in held)
        yield from _list(held, wide) if listed and not headings else (_alone(b, wide) for b in held)


def _list(blocks: list[Block], wide: Callable[[str], int]) -> Iterator[str]:
    """Items with what stands inside each; a list ends where its kind changes."""
    kind: BlockKind | None = None
    inner = False
    for block in blocks:
        if inner and not (block.level and block.kind in _LISTED):
            inner = False
            yield "</ul>"
        if block.level and block.kind in _LISTED:
            yield from () if inner else ("<ul>",)
            inner = True
            yield f"<li>{_said(block.words)}</li>"
        elif block.kind in _LISTED:
            if block.kind is not kind:
                yield from (_end(kind),) if kind else ()
                yield f'<ol start="{block.number}">' if block.kind is BlockKind.STEP else "<ul>"
                kind = block.kind
            yield f"<li>{_said(block.words)}</li>"
        else:
            yield _alone(block, wide)
    yield from ("</ul>",) if inner else ()
    yield from (_end(kind),) if kind else ()


def _end(kind: BlockKind | None) -> str:
    return "</ol>" if kind is BlockKind.STEP else "</ul>"


def _alone(block: Block, wide: Callable[[str], int]) -> str:
    said = _said(block.words)
    match block.kind:
        case BlockKind.HEADING:
            head = _HEADS[block.level]
            return f"<{head}>{said}</{head}>"
        case BlockKind.PICTURE:
            return _picture(block, said, wide(block.picture))
        case BlockKind.NOTE:
            pad = em(0.7)
            return (
                f'<table class="note" width="100%" cellpadding="{pad}" cellspacing="0">'
                f'<tr><td class="note">{said}</td></tr></table>'
            )
        case _:
            return f"<p>{said}</p>"


def _picture(block: Block, said: str, wide: int) -> str:
    if not wide:
        return f'<p class="said">[{said}]</p>' if said else ""
    name = escape(f"{PICTURE}{block.picture}")
    alt = escape(block.text)
    drawn = f'<img src="{name}{AT}{wide}" width="{wide}" alt="{alt}">'
    return f'<p class="picture"><a href="{name}">{drawn}</a></p><p class="said">{said}</p>'


def _said(words: tuple[Words, ...]) -> str:
    return "".join(_piece(each) for each in words)


def _piece(words: Words) -> str:
    text = escape(words.text)
    match words.manner:
        case Manner.STRONG:
            return f"<b>{text}</b>"
        case Manner.SOFT:
            return f"<i>{text}</i>"
        case Manner.KEY:
            return f'<span class="key">&nbsp;{text}&nbsp;</span>'
        case Manner.LINK:
            return f'<a href="{escape(words.to)}">{text}</a>'
        case _:
            return text
