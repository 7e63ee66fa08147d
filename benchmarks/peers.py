"""The same certificate page made by Typst and by WeasyPrint, each the way its manual suggests."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from pathlib import Path

from desktop import resources
from desktop.models.certificate_template import Printed

FONTS = resources.path("fonts")

TYPST = """
#set page(width: 841.89pt, height: 595.28pt, margin: 44pt, background: {
  place(center + horizon, rect(width: 794pt, height: 547pt, stroke: 1.5pt + rgb("#0F6B4F")))
  place(center + horizon, rect(width: 782pt, height: 535pt, stroke: 0.5pt + rgb("#B08D3C")))
})
#set text(font: "Sarabun", size: 16pt, fill: rgb("#1F2421"), lang: "th")
#set par(leading: 0.8em)
#let emblem = image("emblem.png", height: 66pt)
#let people = json("people.json")
#for (at, one) in people.enumerate() {
  if at > 0 { pagebreak() }
  align(center)[
    #emblem
    #text(size: 19pt, weight: 600, one.organisation) \\
    #text(size: 42pt, weight: 700, fill: rgb("#0F6B4F"), one.heading) \\
    #one.given \\
    #text(size: 35pt, weight: 600, one.name) \\
    #one.completed \\
    #text(size: 20pt, weight: 600, fill: rgb("#0F6B4F"), one.course) \\
    #one.held #one.length \\
    #one.venue \\
    #one.issued
  ]
  place(bottom + center, grid(columns: (250pt, 250pt), align: center,
    ..one.signatories.map(who => [
      #line(length: 190pt, stroke: (dash: "dotted", thickness: 0.9pt))
      #text(weight: 500, who.at(0)) \\ #text(size: 13.5pt, who.at(1))
    ])))
  place(bottom + left, text(size: 12.5pt, one.number))
  place(bottom + right, align(center)[
    #image(one.qr, width: 54pt, scaling: "pixelated")
    #text(size: 8pt, one.check) \\ #text(size: 9pt, weight: 500, one.verify_code)
  ])
}
"""

CSS = """
@font-face { font-family: Sarabun; font-weight: 400; src: url(Sarabun-Regular.ttf) }
@font-face { font-family: Sarabun; font-weight: 500; src: url(Sarabun-Medium.ttf) }
@font-face { font-family: Sarabun; font-weight: 600; src: url(Sarabun-SemiBold.ttf) }
@font-face { font-family: Sarabun; font-weight: 700; src: url(Sarabun-Bold.ttf) }
@page { size: 841.89pt 595.28pt; margin: 0 }
body { margin: 0; font: 16pt/1.5 Sarabun; color: #1F2421 }
section { position: relative; width: 841pt; height: 595pt; text-align: center;
  break-after: page; overflow: hidden }
.out { position: absolute; inset: 24pt; border: 1.5pt solid #0F6B4F }
.in { position: absolute; inset: 30pt; border: .5pt solid #B08D3C }
.middle { padding-top: 44pt }
.emblem { height: 66pt; display: block; margin: 0 auto }
p { margin: 0 }
.org { font-size: 19pt; font-weight: 600 }
h1 { font-size: 42pt; margin: 0; color: #0F6B4F }
.name { font-size: 35pt; font-weight: 600 }
.course { font-size: 20pt; font-weight: 600; color: #0F6B4F }
.sign { position: absolute; bottom: 50pt; width: 250pt; font-weight: 500 }
.sign i { display: block; border-top: .9pt dotted #58605B; width: 190pt; margin: 0 auto }
.sign span { display: block; font-size: 13.5pt; font-weight: 400 }
.number { position: absolute; left: 56pt; bottom: 44pt; font-size: 12.5pt }
.check { position: absolute; right: 56pt; bottom: 44pt; font-size: 8pt }
.check img { width: 54pt; image-rendering: pixelated; display: block; margin: 0 auto }
.check b { font-size: 9pt; font-weight: 500 }
"""


def typst_pages(certificates: Sequence[Printed], qr: Sequence[Path], folder: Path) -> bytes:
    """Compile one document that reads the people from JSON and the QRs from picture files."""
    import typst

    people = [
        one.to_json() | {"qr": path.relative_to(folder).as_posix()}
        for one, path in zip(certificates, qr, strict=True)
    ]
    (folder / "people.json").write_text(json.dumps(people, ensure_ascii=False), "utf-8")
    (folder / "page.typ").write_text(TYPST, "utf-8")
    made = typst.compile(folder / "page.typ", font_paths=[FONTS], ignore_system_fonts=True)
    return bytes(made)


def weasyprint_pages(certificates: Sequence[Printed], qr: Sequence[Path], folder: Path) -> bytes:
    """Print one HTML document; the QRs are picture files."""
    import weasyprint

    emblem = (folder / "emblem.png").as_uri()
    pages = [_section(one, path, emblem) for one, path in zip(certificates, qr, strict=True)]
    text = f"<html lang=th><style>{CSS}</style><body>{''.join(pages)}</body></html>"
    made = weasyprint.HTML(string=text, base_url=FONTS.as_uri() + "/").write_pdf()
    return bytes(made or b"")


def _section(one: Printed, qr: Path, emblem: str) -> str:
    texts = {key: html.escape(text) for key, text in one.to_json().items() if isinstance(text, str)}
    blocks = "".join(
        f'<div class=sign style="left:{170.0 + 250 * at}pt"><i></i>{html.escape(name)}'
        f"<span>{html.escape(position)}</span></div>"
        for at, (name, position) in enumerate(one.signatories)
    )
    return (
        "<section><div class=out></div><div class=in></div><div class=middle>"
        '<img class=emblem src="{emblem}"><p class=org>{organisation}</p><h1>{heading}</h1>'
        "<p>{given}</p><p class=name>{name}</p><p>{completed}</p><p class=course>{course}</p>"
        "<p>{held} {length}</p><p>{venue}</p><p>{issued}</p></div>{blocks}"
        '<div class=number>{number}</div><div class=check><img src="{picture}">{check}<br>'
        "<b>{verify_code}</b></div></section>"
    ).format(**texts, emblem=emblem, picture=qr.as_uri(), blocks=blocks)
