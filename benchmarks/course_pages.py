"""A submission made by WeasyPrint the way its manual suggests: the same texts, as HTML tables."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.peers import FONTS
from desktop.exporters.submission_pdf import Paper
from desktop.models.form_words import answer_words, names
from desktop.models.forms import Answers, Field, Form
from desktop.models.wording import Words
from desktop.models.workflow import Totals, measure, percent

CSS = """
@font-face { font-family: Sarabun; font-weight: 400; src: url(Sarabun-Regular.ttf) }
@font-face { font-family: Sarabun; font-weight: 600; src: url(Sarabun-SemiBold.ttf) }
@page { size: A4; margin: 20mm 15mm; @bottom-right { content: counter(page) " / " counter(pages) } }
body { font: 12pt/1.5 Sarabun; color: #1F2421 }
h1 { font-size: 18pt; text-align: center; margin: 0 } h2 { font-size: 14pt; margin: 8pt 0 2pt }
p { margin: 0 0 4pt } b { font-weight: 600 }
table { border-collapse: collapse; width: 100%; font-size: 10.5pt }
th, td { border: .5pt solid #58605B; padding: 2pt 4pt; text-align: left; vertical-align: top }
th { font-weight: 600; background: #E4ECE8 }
"""


def weasyprint_full(paper: Paper, words: Words) -> bytes:
    """Print one submission."""
    import weasyprint

    text = f"<html lang=th><style>{CSS}</style><body>{''.join(_body(paper, words))}</body></html>"
    made = weasyprint.HTML(string=text, base_url=FONTS.as_uri() + "/").write_pdf()
    return bytes(made or b"")


def _body(paper: Paper, words: Words) -> Iterator[str]:
    language = words.language
    yield f"<h1>{html.escape(paper.form.title.text(language))}</h1>"
    facts = (paper.course, paper.held, paper.name, paper.agency, paper.position, paper.receipt)
    yield f"<p>{html.escape(' · '.join(facts))}</p>"
    for section in paper.form.sections:
        yield f"<h2>{section.step}. {html.escape(section.title.text(language))}</h2>"
        said = paper.answers.get(section.code, {})
        for asked in section.fields:
            yield from _answer(paper.form, paper.answers, asked, said.get(asked.code), words)
    yield from _figures(paper.answers, words)
    yield f"<p>SHA-256 {paper.digest}</p>"


def _answer(
    form: Form, answers: Answers, asked: Field, value: object, words: Words
) -> Iterator[str]:
    label = html.escape(asked.label.text(words.language))
    if asked.kind == "table" and isinstance(value, list):
        yield f"<p><b>{label}</b></p><table><tr><th>#</th>"
        yield "".join(
            f"<th>{html.escape(c.label.text(words.language))}</th>" for c in asked.columns
        )
        yield "</tr>"
        for number, row in enumerate(value, 1):
            cells = "".join(_cells(form, answers, asked.columns, row, words))
            yield f"<tr><td>{number}</td>{cells}</tr>"
        yield "</table>"
    elif value not in (None, "", []):
        named = names(form, answers, asked.of) if asked.of else None
        yield f"<p><b>{label}</b> {html.escape(answer_words(words, asked, value, named))}</p>"


def _cells(
    form: Form, answers: Answers, columns: Sequence[Field], row: Mapping[str, Any], words: Words
) -> Iterator[str]:
    for column in columns:
        value, text = row.get(column.code), ""
        if column.kind == "table":
            text = ", ".join(f"{paper['name']} {paper['sheets']}" for paper in value or ())
        elif value is not None:
            named = names(form, answers, column.of) if column.of else None
            text = answer_words(words, column, value, named)
        yield f"<td>{html.escape(text)}</td>"


def _figures(answers: Answers, words: Words) -> Iterator[str]:
    found = measure(answers)
    yield "<table><tr><th></th><th>ก่อน</th><th>หลัง</th><th>ลดลง</th><th>ร้อยละ</th><th>ต่อปี</th></tr>"
    for name in ("steps", "work_min", "wait_min", "sheets", "satang", "trips"):
        before, after, saved, yearly = (
            _figure(t, name) for t in (found.before, found.after, found.saved, found.yearly)
        )
        figures = (before, after, saved, percent(before, saved), yearly)
        cells = "".join(f"<td>{words.number(figure)}</td>" for figure in figures)
        yield f"<tr><td>{name}</td>{cells}</tr>"
    yield "</table>"


def _figure(totals: Totals | None, name: str) -> int:
    return (getattr(totals, name) or 0) if totals is not None else 0
