"""Pictograms of the menus, drawn in a field of 100 × 100."""

from collections.abc import Callable
from typing import Final, TypeAlias

from PIL import ImageDraw

from bot.menus import letters
from bot.menus.letters import Colour
from bot.menus.plans import Icon

Point: TypeAlias = tuple[float, float]


class Pen:
    """Draws in a field of 100 × 100 that lies somewhere in a picture; `ink` on `paper`."""

    def __init__(
        self, draw: ImageDraw.ImageDraw, corner: Point, size: float, ink: Colour, paper: Colour
    ) -> None:
        self._draw, self._corner, self._scale = draw, corner, size / 100
        self.ink, self.paper = ink, paper

    def box(
        self, left: float, top: float, right: float, bottom: float, *, round_by: float, of: Colour
    ) -> None:
        """Fill a box with rounded corners."""
        corners = (self._at((left, top)), self._at((right, bottom)))
        self._draw.rounded_rectangle(corners, round_by * self._scale, of)

    def disc(self, middle: Point, radius: float, of: Colour) -> None:
        """Fill a circle."""
        x, y = middle
        corners = (self._at((x - radius, y - radius)), self._at((x + radius, y + radius)))
        self._draw.ellipse(corners, of)

    def shape(self, *points: Point, of: Colour) -> None:
        """Fill a polygon."""
        self._draw.polygon([self._at(point) for point in points], of)

    def smooth(self, *points: Point, of: Colour) -> None:
        """Fill a polygon whose corners are round, and which is larger by that."""
        self.shape(*points, of=of)
        self.line(*points, points[0], width=6, of=of)

    def line(self, *points: Point, width: float, of: Colour) -> None:
        """Draw a line with round ends and corners."""
        thick = round(width * self._scale)
        self._draw.line([self._at(point) for point in points], of, thick)
        for point in points:  # no wider than the line, which is of whole pixels
            self.disc(point, (thick - 1) / 2 / self._scale, of)

    def bust(self, middle: float, top: float, size: float, of: Colour) -> None:
        """Draw head and shoulders, `size` wide and as high."""
        self.disc((middle, top + size * 0.25), size * 0.24, of)
        left, right = middle - size * 0.46, middle + size * 0.46
        corners = (self._at((left, top + size * 0.56)), self._at((right, top + size * 1.5)))
        self._draw.pieslice(corners, 180, 360, of)

    def letter(self, text: str, middle: Point, size: float, of: Colour) -> None:
        """Write a letter around a point of its baseline."""
        pixels = round(size * self._scale)
        x, y = self._at(middle)
        letters.write(self._draw, (x - letters.width(text, pixels) / 2, y), text, pixels, of)

    def _at(self, point: Point) -> Point:
        return (
            self._corner[0] + point[0] * self._scale,
            self._corner[1] + point[1] * self._scale,
        )


def care(pen: Pen) -> None:
    """Draw a place on a map where there is care."""
    pen.disc((50, 38), 34, pen.ink)
    pen.smooth((25, 57), (75, 57), (50, 94), of=pen.ink)
    pen.box(42, 18, 58, 58, round_by=3, of=pen.paper)
    pen.box(30, 30, 70, 46, round_by=3, of=pen.paper)


def rights(pen: Pen) -> None:
    """Draw a shield with a tick."""
    top = (50, 6), (85, 18), (85, 48)
    right, left = ((81, 64), (74, 76), (64, 86)), ((36, 86), (26, 76), (19, 64))
    pen.smooth(*top, *right, (50, 95), *left, (15, 48), (15, 18), of=pen.ink)
    pen.line((31, 51), (45, 65), (70, 36), width=11, of=pen.paper)


def human(pen: Pen) -> None:
    """Draw somebody who says something."""
    pen.bust(31, 32, 60, pen.ink)
    pen.box(48, 4, 98, 42, round_by=11, of=pen.ink)
    pen.shape((58, 36), (76, 36), (58, 56), of=pen.ink)
    for x in (61, 73, 85):
        pen.disc((x, 23), 4.2, pen.paper)


def language(pen: Pen) -> None:
    """Draw two who say the first letter of Thai and of Lao."""
    pen.box(2, 4, 60, 58, round_by=12, of=pen.ink)
    pen.shape((12, 50), (32, 50), (12, 74), of=pen.ink)
    pen.letter("ก", (30, 45), 42, pen.paper)
    pen.box(39, 35, 100, 92, round_by=14, of=pen.paper)
    pen.box(44, 40, 98, 88, round_by=11, of=pen.ink)
    pen.shape((70, 80), (90, 80), (90, 100), of=pen.ink)
    pen.letter("ກ", (71, 79), 42, pen.paper)


def menu(pen: Pen) -> None:
    """Draw four fields."""
    for left in (10, 54):
        for top in (10, 54):
            pen.box(left, top, left + 36, top + 36, round_by=9, of=pen.ink)


def visit(pen: Pen) -> None:
    """Draw a home with a heart in it."""
    pen.box(70, 10, 82, 40, round_by=2, of=pen.ink)
    pen.line((7, 48), (50, 10), (93, 48), width=9, of=pen.ink)
    pen.shape((18, 48), (50, 20), (82, 48), of=pen.ink)
    pen.box(18, 44, 82, 95, round_by=5, of=pen.ink)
    pen.disc((40.5, 58), 10.5, pen.paper)
    pen.disc((59.5, 58), 10.5, pen.paper)
    pen.shape((31.6, 63.4), (50, 53), (68.4, 63.4), (50, 85), of=pen.paper)


def today(pen: Pen) -> None:
    """Draw the leaf of a calendar with a tick."""
    pen.box(8, 14, 92, 95, round_by=10, of=pen.ink)
    for x in (30, 70):
        pen.line((x, 8), (x, 22), width=10, of=pen.ink)
    pen.box(17, 36, 83, 86, round_by=4, of=pen.paper)
    pen.line((34, 61), (46, 73), (67, 49), width=10, of=pen.ink)


def people(pen: Pen) -> None:
    """Draw a list of people."""
    pen.box(8, 4, 92, 96, round_by=10, of=pen.ink)
    for middle in (24, 50, 76):
        pen.disc((27, middle), 8.5, pen.paper)
        pen.line((46, middle), (78, middle), width=9, of=pen.paper)


def team(pen: Pen) -> None:
    """Draw three who stand together."""
    pen.bust(19, 20, 42, pen.ink)
    pen.bust(81, 20, 42, pen.ink)
    pen.box(22, 34, 78, 84, round_by=26, of=pen.paper)
    pen.bust(50, 22, 62, pen.ink)


def report(pen: Pen) -> None:
    """Draw columns of different height."""
    pen.line((8, 92), (92, 92), width=8, of=pen.ink)
    for left, top in ((14, 56), (40, 32), (66, 8)):
        pen.box(left, top, left + 20, 84, round_by=4, of=pen.ink)


def waiting(pen: Pen) -> None:
    """Draw a question that was asked."""
    pen.box(4, 8, 96, 76, round_by=16, of=pen.ink)
    pen.shape((20, 70), (48, 70), (20, 98), of=pen.ink)
    pen.letter("?", (50, 63), 62, pen.paper)


def danger(pen: Pen) -> None:
    """Draw the sign of danger."""
    pen.smooth((50, 10), (94, 88), (6, 88), of=pen.ink)
    pen.line((50, 36), (50, 60), width=10, of=pen.paper)
    pen.disc((50, 76), 5.8, pen.paper)


def phone(pen: Pen) -> None:
    """Draw the receiver of a telephone."""
    ear, mouth = ((15, 15), (31, 15), (36, 36), (26, 45)), ((55, 74), (64, 64), (85, 69), (85, 85))
    within = (32, 56), (43, 67)
    without = (70, 85), (55, 81), (41, 73), (28, 60), (19, 46), (15, 30)
    pen.smooth(*ear, *within, *mouth, *without, of=pen.ink)


DRAW: Final[dict[Icon, Callable[[Pen], None]]] = {
    "care": care,
    "rights": rights,
    "human": human,
    "language": language,
    "menu": menu,
    "visit": visit,
    "today": today,
    "people": people,
    "team": team,
    "report": report,
    "waiting": waiting,
    "phone": phone,
    "danger": danger,
}
