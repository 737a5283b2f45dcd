"""Forms of any length, as XForms made of a workbook's text."""

from pyxform.xls2xform import convert

_COLUMNS = (
    "type",
    "name",
    "label::ไทย (th)",
    "label::ລາວ (lo)",
    "relevant",
    "constraint",
    "calculation",
)
_KINDS = ("integer", "select_one three", "text", "select_one three", "select_multiple three")


def asked(count: int) -> str:
    """Make a form of so many questions, as an XForm."""
    return convert(xlsform=workbook(count), file_type=".md").xform


def workbook(count: int) -> str:
    """Write a workbook of so many questions, every one of which takes "2" as its answer.

    Each tenth question hangs on the one before it, each fifth is bounded, and there is a
    calculation for every ten questions and one over all of them.
    """
    rows = [row for number in range(count) for row in _rows(number)]
    numbers = " + ".join(f"${{sum_{number}}}" for number in range(9, count, 10))
    rows.append(_row(type="calculate", name="total", calculation=numbers))
    return "\n".join([_head(), *rows, _CHOICES])


_CHOICES = """
| choices |
| | list_name | name | label::ไทย (th) | label::ລາວ (lo) |
| | three | a | ไม่มี | ບໍ່ມີ |
| | three | b | มีบ้าง | ມີແດ່ |
| | three | c | มีมาก | ມີຫຼາຍ |
| settings |
| | form_title | form_id | version | default_language |
| | แบบทดสอบ · ແບບທົດສອບ | bench | 1 | ไทย (th) |
"""


def _head() -> str:
    return f"| survey |\n| | {' | '.join(_COLUMNS)} |"


def _rows(number: int) -> list[str]:
    kind, name = _KINDS[number % len(_KINDS)], f"q_{number}"
    cells = {"type": kind, "name": name, "thai": f"คำถามที่ {number}", "lao": f"ຄຳຖາມທີ {number}"}
    if number % 10 == 9:
        cells["relevant"] = f"${{q_{number - 1}}} != ''"
    if kind == "integer":
        cells["constraint"] = ". >= 0 and . <= 120"
    rows = [_row(**cells)]
    if number % 10 == 9:
        summed = f"number(${{q_{number - 9}}}) + number(${{q_{number - 4}}})"
        rows.append(_row(type="calculate", name=f"sum_{number}", calculation=summed))
    return rows


def _row(*, thai: str = "", lao: str = "", **cells: str) -> str:
    named = {**cells, "label::ไทย (th)": thai, "label::ລາວ (lo)": lao}
    return f"| | {' | '.join(named.get(column, '') for column in _COLUMNS)} |"
