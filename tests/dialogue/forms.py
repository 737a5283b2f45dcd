"""Small forms for talks with the interview."""

_COLUMNS = (
    "type",
    "name",
    "label::ไทย (th)",
    "label::ລາວ (lo)",
    "hint::ไทย (th)",
    "hint::ລາວ (lo)",
    "guidance_hint::ไทย (th)",
    "guidance_hint::ລາວ (lo)",
    "required",
    "required_message::ไทย (th)",
    "required_message::ລາວ (lo)",
    "relevant",
    "constraint",
    "constraint_message::ไทย (th)",
    "constraint_message::ລາວ (lo)",
)


def _row(kind: str, name: str, thai: str = "", lao: str = "", **cells: str) -> str:
    """Write a row of a survey in two languages; a cell in both is written "Thai / Lao"."""
    values = {"type": kind, "name": name, "label::ไทย (th)": thai, "label::ລາວ (lo)": lao}
    for column, cell in cells.items():
        both = cell.split(" / ")
        if len(both) == 2:
            values[f"{column}::ไทย (th)"], values[f"{column}::ລາວ (lo)"] = both
        else:
            values[column] = cell
    return f"| | {' | '.join(values.get(column, '') for column in _COLUMNS)} |"


VISIT = "\n".join(
    (
        "| survey |",
        f"| | {' | '.join(_COLUMNS)} |",
        _row("note", "hello", "สวัสดี", "ສະບາຍດີ"),
        _row(
            "select_one yes_no",
            "agrees",
            "ยินยอมไหม",
            "ຍິນຍອມບໍ",
            required="yes",
            required_message="ต้องถามความยินยอมก่อน / ຕ້ອງຖາມຄວາມຍິນຍອມກ່ອນ",
        ),
        _row("note", "refused", "ไม่เป็นไร", "ບໍ່ເປັນຫຍັງ", relevant="${agrees} = 'no'"),
        _row("begin_group", "who", "ผู้รับการเยี่ยม", "ຄົນທີ່ຢ້ຽມຢາມ", relevant="${agrees} = 'yes'"),
        _row(
            "text",
            "person",
            "ชื่อเล่น",
            "ຊື່ຫຼິ້ນ",
            hint="ไม่ใช้ชื่อจริง / ບໍ່ໃຊ້ຊື່ແທ້",
            guidance_hint="ใช้ชื่อที่เพื่อนเรียก / ໃຊ້ຊື່ທີ່ໝູ່ເອີ້ນ",
            required="yes",
        ),
        _row(
            "integer",
            "age",
            "อายุ",
            "ອາຍຸ",
            constraint=". >= 0 and . <= 120",
            constraint_message="อายุ 0 ถึง 120 ปี / ອາຍຸ 0 ຫາ 120 ປີ",
        ),
        _row("end_group", ""),
        _row("select_multiple need", "needs", "ขาดอะไร", "ຂາດຫຍັງ", relevant="${agrees} = 'yes'"),
        _row("note", "thanks", "ขอบคุณ", "ຂອບໃຈ"),
        "| choices |",
        "| | list_name | name | label::ไทย (th) | label::ລາວ (lo) | short_th | short_lo |",
        "| | yes_no | yes | ใช่ | ແມ່ນ | | |",
        "| | yes_no | no | ไม่ใช่ | ບໍ່ແມ່ນ | | |",
        "| | need | food | อาหารในแต่ละวัน | ອາຫານແຕ່ລະມື້ | อาหาร | ອາຫານ |",
        "| | need | cloth | เครื่องนุ่งห่ม | ເຄື່ອງນຸ່ງຫົ່ມ | | |",
        "| | need | home | ที่อยู่อาศัย | ທີ່ຢູ່ອາໄສ | | |",
    )
)
"""Four questions: consent, nickname, age, needs; a note before, between and after them."""


def of(*rows: str, choices: str = "", columns: str = "") -> str:
    """Make a form of rows "type | name | label", with further columns after the label."""
    survey = "\n".join(f"| | {row} |" for row in rows)
    head = f"| | type | name | label |{columns}"
    return f"| survey |\n{head}\n{survey}\n{choices}"


YES_NO = """
| choices |
| | list_name | name | label |
| | yes_no | yes | ใช่ |
| | yes_no | no | ไม่ใช่ |
"""


MEMBERS = of(
    "text | village | บ้าน | | ",
    "begin_repeat | member | คน | | ",
    "text | who | ชื่อเล่น | | ",
    "integer | age | อายุ | | ",
    "text | job | งาน | ${age} > 15 | ",
    "end_repeat | | | | ",
    "integer | pigs | หมูกี่ตัว | | ",
    "begin_repeat | pig | หมู | | ${pigs}",
    "text | name | ชื่อหมู | | ",
    "end_repeat | | | | ",
    "text | last | สุดท้าย | | ",
    columns=" relevant | repeat_count |",
)
"""A village, its people as many as there are, its pigs as many as are counted."""
