"""A class on exactly one A4 page: what the screen shows, set close."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from desktop.exporters.flow_grid import PAD, Cell, Column, Grid, Row, table
from desktop.exporters.flow_page import SMALL, Flow
from desktop.exporters.page import MUTED, About
from desktop.exporters.thai_text import shape
from desktop.models.summary_words import Block
from desktop.models.wording import Words

TRIES = (
    (24, 10.0), (16, 10.0), (12, 10.0), (10, 9.5), (8, 9.5), (6, 9.5), (5, 9.0), (4, 9.0), (3, 9.0),
    (2, 9.0), (1, 9.0),
)  # fmt: skip
"""How many rows a list may have, and how large letters are, from plenty to the least."""

Try: TypeAlias = tuple[int, float]
SPARE = 12  # with room for so many rows there is room for two lines in each
_BESIDE = (("attendance", "dimensions"), ("evaluation", "gains"))
_SHARES = {"attendance": 1.0, "dimensions": 1.7, "evaluation": 1.0, "gains": 1.5}
_WHOLE = frozenset({"attendance", "dimensions", "exercises"})
_LATE = frozenset({"projects", "evaluation", "gains"})
_LATER = 4  # rows that these keep longer


def render_class_summary(blocks: Sequence[Block], course: str, held: str, words: Words) -> bytes:
    """Print the page; lists that are too long for it are cut, and say how much is left out.

    Agencies are cut first, projects, questions and objectives later; the dimensions of the
    evaluation, attendance and exercises never.
    """
    for rows, size in TRIES:
        flow = _page(blocks, course, held, words, (rows, size))
        if flow.pages == 1:
            break
    return flow.save()


def _page(blocks: Sequence[Block], course: str, held: str, words: Words, least: Try) -> Flow:
    title = words("paper.class_summary")
    flow = Flow(
        About(title, "", f"{course} {held}"),
        lambda page, pages: (held, words("list.page", page=page, pages=pages)),
    )
    flow.title(title, course, held, most=2)
    known = {block.code: block for block in blocks}
    done: set[str] = set()
    for block in blocks:
        if block.code in done:
            continue
        together = _partners(block, known)
        done |= {one.code for one in together}
        parts = [(_SHARES.get(one.code, 1.0), _writer(flow, one, words, least)) for one in together]
        flow.beside(*parts)
    return flow


def _partners(block: Block, known: dict[str, Block]) -> list[Block]:
    """Give a block with those that stand beside it."""
    pair = next((pair for pair in _BESIDE if block.code in pair), (block.code,))
    return [known[code] for code in pair if code in known]


def _writer(flow: Flow, block: Block, words: Words, least: Try) -> Callable[[], None]:
    return lambda: _block(flow, block, words, *least)


def _block(flow: Flow, block: Block, words: Words, most: int, size: float) -> None:
    flow.paragraph(block.title, size=11, weight="SemiBold", most=1)
    if block.rows:
        first, *others = block.columns
        heads = ("" if first == block.title else first, *others)
        columns = tuple(
            Column(name, width, "left" if at in block.texts else "right")
            for at, (name, width) in enumerate(
                zip(heads, _widths(flow, block, heads, size), strict=True)
            )
        )
        lines = 2 if most >= SPARE or block.code in _WHOLE else 1
        grid = Grid(columns, _rows(block, words, most), size=size, least=size * 1.6, most=lines)
        table(flow, grid)
    if block.note:
        flow.paragraph(block.note, size=SMALL - 1, colour=MUTED, most=2)


def _widths(flow: Flow, block: Block, heads: Sequence[str], size: float) -> list[float]:
    """Give numbers and short texts the room they need, and the long texts what is left."""
    cells = zip(heads, *block.rows, strict=True)
    wide = [max(shape(cell).width(size) for cell in column) + 2 * PAD + 2 for column in cells]
    short = flow.room / 5
    long = [at for at in block.texts if wide[at] > short or at == 0]
    taken = sum(width for at, width in enumerate(wide) if at not in long)
    wished = sum(wide[at] for at in long)
    left = max(flow.room - taken, flow.room / 4)
    return [width * left / wished if at in long else width for at, width in enumerate(wide)]


def _rows(block: Block, words: Words, most: int) -> list[Row]:
    """Keep the first rows, and the sum below; what is left out is counted."""
    body = block.rows[:-1] if block.total else block.rows
    most = len(body) if block.code in _WHOLE else most + _LATER * (block.code in _LATE)
    kept = [Row(row) for row in (body if len(body) <= most + 1 else body[:most])]
    blank = [""] * (len(block.columns) - 1)
    if rest := len(body) - len(kept):
        kept.append(Row((words("paper.more", n=rest), *blank)))
    if block.total:
        kept.append(Row(tuple(Cell(cell, "SemiBold") for cell in block.rows[-1])))
    return kept
