"""A certificate on screen: the printer's own drawing, listened to and painted instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen, QTransform

from desktop.models.certificate_template import Printed, Template

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.exporters.thai_text import Align, Pen, Shaped

_WEIGHTS = {
    "Regular": QFont.Weight.Normal,
    "Medium": QFont.Weight.Medium,
    "SemiBold": QFont.Weight.DemiBold,
    "Bold": QFont.Weight.Bold,
}
_FACE = 100  # pixels; the painter scales it to any size


def picture_of(printed: Printed, template: Template, width: int, ratio: float = 1.0) -> QImage:
    """Draw one certificate ``width`` wide, as it will be on paper."""
    from desktop.exporters.certificate_pdf import person_operators
    from desktop.exporters.certificate_sheet import HEIGHT, WIDTH, draw_sheet, pictures
    from desktop.exporters.ornaments import define_rosette

    scale = width * ratio / WIDTH
    image = QImage(round(width * ratio), round(HEIGHT * scale), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.setTransform(QTransform(scale, 0, 0, -scale, 0, HEIGHT * scale))
    paper = _Paper(painter)
    pen = cast("Pen", _PaintedPen(paper))
    canvas = cast("Any", paper)
    define_rosette(canvas)
    name_base = draw_sheet(canvas, pen, printed, pictures(template))
    for operators in person_operators(pen, printed, name_base):
        paper.addLiteral(operators)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


class _PaintedPen:
    """Stands where the printer's pen stands; texts become an operator of our own."""

    def __init__(self, paper: _Paper) -> None:
        self._paper = paper

    def write(self, x: float, y: float, shaped: Shaped, size: float, align: Align = "left") -> None:
        self._paper.addLiteral(self.operators(x, y, shaped, size, align))

    def operators(
        self, x: float, y: float, shaped: Shaped, size: float, align: Align = "left"
    ) -> str:
        if align != "left":
            x -= shaped.width(size) / (2 if align == "centre" else 1)
        self._paper.texts.append((x, y, shaped, size))
        return f"{len(self._paper.texts) - 1} text"


class _Paper:
    """Understands as much of a page description as certificates use, and paints it."""

    def __init__(self, painter: QPainter) -> None:
        self.texts: list[tuple[float, float, Shaped, float]] = []
        self._painter = painter
        self._path = QPainterPath()
        self._fill = QColor(Qt.GlobalColor.black)
        self._pen = QPen()
        self._kept: list[tuple[QColor, QPen]] = []
        self._forms: dict[str, list[str]] = {}
        self._recording: list[str] | None = None
        self._operators: dict[str, Callable[[list[float]], None]] = {
            "rg": self._set_fill, "RG": self._set_stroke, "w": self._set_width,
            "J": self._set_cap, "d": self._set_dash, "m": self._move, "l": self._line,
            "c": self._curve, "re": self._box, "h": self._shut, "S": self._stroke,
            "s": self._shut_stroke, "f": self._paint_fill, "q": self._keep, "Q": self._back,
            "cm": self._transform, "text": self._text,
        }  # fmt: skip

    def addLiteral(self, literal: str) -> None:
        """Follow a piece of page description, or keep it while a form is being defined."""
        if self._recording is not None:
            self._recording.append(literal)
            return
        values: list[float] = []
        for word in literal.replace("[", " ").replace("]", " ").split():
            if (operator := self._operators.get(word)) is not None:
                operator(values)
                values = []
            else:
                values.append(float(word))

    def beginForm(self, name: str, *_box: float) -> None:
        """Begin to keep what follows under a name."""
        self._recording = self._forms[name] = []

    def endForm(self) -> None:
        """Stop keeping."""
        self._recording = None

    def doForm(self, name: str) -> None:
        """Draw what was kept."""
        for literal in self._forms[name]:
            self.addLiteral(literal)

    def drawImage(
        self, image: object, x: float, y: float, width: float, height: float, **_: object
    ) -> None:
        """Draw a picture; it stands upright although the page counts upwards."""
        source = cast("Any", image)._image.convert("RGBA")
        data = source.tobytes()
        picture = QImage(
            data, source.width, source.height, 4 * source.width, QImage.Format.Format_RGBA8888
        )
        self._painter.save()
        self._painter.translate(x, y + height)
        self._painter.scale(1, -1)
        self._painter.drawImage(QRectF(0, 0, width, height), picture)
        self._painter.restore()

    def _set_fill(self, rgb: list[float]) -> None:
        self._fill = QColor.fromRgbF(*rgb)

    def _set_stroke(self, rgb: list[float]) -> None:
        self._pen.setColor(QColor.fromRgbF(*rgb))

    def _set_width(self, values: list[float]) -> None:
        self._pen.setWidthF(values[0])

    def _set_cap(self, values: list[float]) -> None:
        styles = (Qt.PenCapStyle.FlatCap, Qt.PenCapStyle.RoundCap, Qt.PenCapStyle.SquareCap)
        self._pen.setCapStyle(styles[int(values[0])])

    def _set_dash(self, values: list[float]) -> None:
        dashes = [max(value / self._pen.widthF(), 0.01) for value in values[:-1]]
        self._pen.setDashPattern(dashes)

    def _move(self, to: list[float]) -> None:
        self._path.moveTo(*to)

    def _line(self, to: list[float]) -> None:
        self._path.lineTo(*to)

    def _curve(self, to: list[float]) -> None:
        self._path.cubicTo(*to)

    def _box(self, box: list[float]) -> None:
        self._path.addRect(*box)

    def _shut(self, _: list[float]) -> None:
        self._path.closeSubpath()

    def _stroke(self, _: list[float]) -> None:
        self._painter.strokePath(self._path, self._pen)
        self._path = QPainterPath()

    def _shut_stroke(self, values: list[float]) -> None:
        self._shut(values)
        self._stroke(values)

    def _paint_fill(self, _: list[float]) -> None:
        self._path.setFillRule(Qt.FillRule.WindingFill)
        self._painter.fillPath(self._path, self._fill)
        self._path = QPainterPath()

    def _keep(self, _: list[float]) -> None:
        self._painter.save()
        self._kept.append((QColor(self._fill), QPen(self._pen)))

    def _back(self, _: list[float]) -> None:
        self._painter.restore()
        self._fill, self._pen = self._kept.pop()

    def _transform(self, matrix: list[float]) -> None:
        self._painter.setTransform(QTransform(*matrix), combine=True)

    def _text(self, values: list[float]) -> None:
        x, y, shaped, size = self.texts[int(values[0])]
        font = QFont("Sarabun")
        font.setPixelSize(_FACE)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setWeight(_WEIGHTS[shaped.font.fontName.rpartition("-")[2]])
        self._painter.save()
        self._painter.translate(x, y)
        self._painter.scale(size / _FACE, -size / _FACE)
        self._painter.setFont(font)
        self._painter.setPen(self._fill)
        self._painter.drawText(QPointF(0, 0), shaped.text)
        self._painter.restore()
