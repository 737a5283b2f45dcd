"""Functions of places (ODK XForms: geographic functions), on a sphere as in JavaRosa."""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeAlias

from dialogue.xforms.env import Env
from dialogue.xforms.nodes import Node, Value
from dialogue.xforms.values import NAN, to_number, to_string
from dialogue.xforms.xpath.compiled import Compiled
from dialogue.xforms.xpath.functions.base import MANY, Call, Function, of_texts, spread

RADIUS = 6_378_100.0  # metres, of the equator
_PER_DEGREE = 2 * RADIUS * math.pi / 360

Place: TypeAlias = tuple[float, float]
"""A latitude and a longitude, in degrees."""


def places_of(values: Sequence[Value]) -> list[Place] | None:
    """Read places: of one value its trace or shape, of many a place each; None if one is none."""
    written = [to_string(value) for value in values]
    if len(written) == 1:
        line = written[0].strip().removesuffix(";")
        written = line.split(";") if line else []
    found = list[Place]()
    for text in written:
        numbers = [to_number(part) for part in text.split()]
        if not 2 <= len(numbers) <= 4 or any(math.isnan(number) for number in numbers):
            return None
        found.append((numbers[0], numbers[1]))
    return found


def distance(places: Sequence[Place]) -> float:
    """Add up the ways from each place to the next, in metres, as the crow flies."""
    return sum((_way(one, other) for one, other in pairwise(places)), 0.0)


def area(places: Sequence[Place]) -> float:
    """Measure what places enclose, in square metres, by the triangles at the first of them."""
    if len(places) < 3:
        return 0.0
    (latitude, longitude), *others = places
    sides = [
        ((x - longitude) * _PER_DEGREE * math.cos(math.radians(y)), (y - latitude) * _PER_DEGREE)
        for y, x in others
    ]
    return abs(sum((y1 * x2 - x1 * y2) / 2 for (x1, y1), (x2, y2) in pairwise(sides)))


def encloses(shape: Sequence[Place], place: Place) -> bool:
    """Tell whether a place lies in a closed shape, by the sides that a ray from it crosses."""
    y, x = place
    inside = False
    for (y1, x1), (y2, x2) in pairwise(shape):
        if (y2 > y) is not (y1 > y) and x < (x1 - x2) * (y - y2) / (y1 - y2) + x2:
            inside = not inside
    return inside


def crosses(trace: Sequence[Place]) -> bool:
    """Tell whether a line crosses itself; sides that follow each other only meet."""
    sides = list(pairwise(trace))
    closed = len(trace) > 1 and trace[0] == trace[-1]
    for first, one in enumerate(sides):
        for second in range(first + 2, len(sides)):
            meets_itself = closed and first == 0 and second == len(sides) - 1
            if not meets_itself and _meet(one, sides[second]):
                return True
    return False


def _way(one: Place, other: Place) -> float:
    y1, y2 = math.radians(one[0]), math.radians(other[0])
    turn = math.radians(one[1] - other[1])
    cosine = math.sin(y1) * math.sin(y2) + math.cos(y1) * math.cos(y2) * math.cos(turn)
    return math.acos(max(-1.0, min(1.0, cosine))) * RADIUS


def _meet(one: tuple[Place, Place], other: tuple[Place, Place]) -> bool:
    def side(start: Place, end: Place, place: Place) -> float:
        return (end[0] - start[0]) * (place[1] - start[1]) - (end[1] - start[1]) * (
            place[0] - start[0]
        )

    parted = side(*one, other[0]) * side(*one, other[1]) <= 0
    return parted and side(*other, one[0]) * side(*other, one[1]) <= 0


def _measured(measure: Callable[[Sequence[Place]], float]) -> Function:
    """Declare a function of places; of what is no place it is not a number."""

    def build(call: Call) -> Compiled:
        values = spread(call.args)

        def work(e: Env, n: Node) -> float:
            places = places_of(values(e, n))
            return NAN if places is None else measure(places)

        return Compiled(work, "number")

    return Function(1, MANY, build)


def _geofence(place: str, shape: str) -> bool:
    point, around = places_of([place]), places_of([shape])
    return bool(point) and around is not None and encloses(around, (point or [(0.0, 0.0)])[0])


def _intersects(call: Call) -> Compiled:
    values = spread(call.args)

    def work(e: Env, n: Node) -> bool:
        places = places_of(values(e, n))
        return places is not None and crosses(places)

    return Compiled(work, "boolean")


FUNCTIONS: dict[str, Function] = {
    "area": _measured(area),
    "enclosed-area": _measured(area),
    "distance": _measured(distance),
    "geofence": of_texts("boolean", _geofence),
    "intersects": Function(1, 1, _intersects),
}
