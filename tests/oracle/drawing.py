"""Random answers: often good ones, now and then a blank or one beyond a limit."""

import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dialogue.xforms.controls import Scale, Step
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from dialogue.xforms.kinds import CHOOSING
from tests.oracle.engines import ZONE

_COUNTING = frozenset({"integer", "decimal", "string", "range"})


def answer(step: Step, instance: Instance, chance: random.Random) -> str:
    """Draw an answer to a question."""
    if chance.random() < 0.1:
        return ""
    control = step.control
    if control.type in CHOOSING:
        return _chosen(control.type, instance, step.path, chance)
    if control.type in _COUNTING and _decides_a_count(control.path, instance.form):
        return str(chance.randint(0, 4))
    if control.scale is not None:
        return _on_scale(control.scale, chance)
    return str(chance.choice(_drawn(chance)[control.type]))


def _chosen(kind: str, instance: Instance, path: str, chance: random.Random) -> str:
    offered = [choice.value for choice in instance.choices(path, None)]
    if kind == "select_one":
        return chance.choice(offered) if offered else ""
    if kind == "rank":
        return " ".join(chance.sample(offered, len(offered)))
    return " ".join(value for value in offered if chance.random() < 0.4)


def _on_scale(scale: Scale, chance: random.Random) -> str:
    least, step = float(scale.least), float(scale.step)
    steps = int((float(scale.most) - least) / step)
    value = round(least + chance.randint(0, steps) * step, 6)
    return str(int(value)) if value == int(value) else str(value)


def _decides_a_count(path: str, form: Form) -> bool:
    """Tell whether instances of a repeat are counted by this answer: engines are slow at 4,000."""
    definition = form.primary.at(path)
    if definition is None:
        return False
    followed = {definition.index}
    for task in form.plan.after(definition.index):
        followed |= task.changes
    return any(one.count and not followed.isdisjoint(one.count.reads) for one in form.counted)


def _drawn(chance: random.Random) -> dict[str, list[object]]:
    day = datetime(2026, 11, 25, tzinfo=ZoneInfo(ZONE)) + timedelta(days=chance.randint(-9000, 400))
    clock = f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}:00.000+07:00"
    one, *others = (_place(chance) for _ in range(chance.randint(2, 4)))
    trace = "; ".join((one, *others))
    file: list[object] = [f"{chance.randint(1, 9)}.jpg"]
    return {
        "string": ["สมชาย", "ບຸນມີ", "a", "x y", "12", "0812345678", "a@b.co"],
        "barcode": ["8850999"],
        "integer": [0, 1, 2, 5, 12, 17, 18, 30, 60, 99, 150, -1, 4000],
        "decimal": [0.0, 0.5, 1.25, 7.0, 36.6, 101.75, -3.5],
        "date": [day.date()],
        "time": [clock],
        "dateTime": [f"{day.date()}T{clock}"],
        "geopoint": [one],
        "geotrace": [trace],
        "geoshape": [f"{trace}; 14.25 101.75 0.0 0.0; {one}"],
        "acknowledge": ["OK"],
        **dict.fromkeys(("image", "audio", "video", "file", "drawing", "osm"), file),
    }


def _place(chance: random.Random) -> str:
    height, blur = chance.choice((("0.0", "0.0"), ("120.5", "4.2")))
    latitude = f"{chance.randint(5, 20)}.{chance.randint(1, 99):02}5"
    return f"{latitude} {chance.randint(97, 106)}.25 {height} {blur}"
