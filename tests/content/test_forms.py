"""What holds for every form that ships."""

import re
from collections.abc import Iterator

import pytest
import regex

from dialogue.reading.choices import numbers
from tests.content.shipped import (
    LO,
    TH,
    Row,
    asking_consent,
    checked,
    form_ids,
    rows,
    talk,
)

ALL = form_ids()
TRANSLATED = ("label", "hint", "required_message", "constraint_message")
UNSPOKEN = {"hidden", "start", "end", "calculate", "end_group", "end_repeat"}
MUST = {"consent", "consent_by", "person", "of_age", "member", "member_agrees"}
INSTRUMENTS = ("depression_2q_9q", "suicide_8q", "stress_st5", "barthel_adl")
REPORTED = {"has_right", "right_used", "used", "barriers", "job", "hazards", "protects", "accident"}
STATUS = {"right", "papers", "why_not", "unit", "expires", "child_birth", "decides"}
NOT_VALIDATED = "ຄຳແປນີ້ຍັງບໍ່ທັນໄດ້ກວດຮັບຮອງ ຖ້າບໍ່ກົງກັນໃຫ້ຖືເອົາຕາມພາສາໄທ"
SCREENED = {TH: "แบบคัดกรอง ไม่ใช่การวินิจฉัย", LO: "ບໍ່ແມ່ນການບົ່ງມະຕິພະຍາດ"}
AGREES = {
    "consent": "yes",
    "consent_by": "person",
    "person": "S-12",
    "of_age": "yes",
    "member": "ยายคำ",
    "member_agrees": "self",
}

every = pytest.mark.parametrize("form_id", ALL)
every_consent = pytest.mark.parametrize("form_id", asking_consent())
spoken = pytest.mark.parametrize("language", ["th", "lo"])


def clusters(text: str) -> int:
    return len(regex.findall(r"\X", text))  # type: ignore[no-untyped-call]  # regex has no types


def texts(form_id: str, language: str) -> Iterator[tuple[str, str]]:
    """Give all words of a language; of an item, without the Thai that stands beside the Lao."""
    for row in rows(form_id, "survey"):
        for column in TRANSLATED:
            yield row["name"], _own(row, f"{column}::{language}", "\n")
    for row in rows(form_id, "choices"):
        where = f"{row['list_name']}/{row['name']}"
        yield where, _own(row, f"label::{language}", " · ")
        yield where, row["short_th" if language == TH else "short_lo"]


def _own(row: Row, column: str, between: str) -> str:
    thai = row[column.replace(LO, TH)]
    beside = between + thai
    return row[column].removesuffix(beside) if column.endswith(LO) else row[column]


@every
def test_it_can_be_published_without_any_finding(form_id: str) -> None:
    assert checked(form_id).findings == ()
    assert checked(form_id).publishable


@every
def test_it_is_known_by_its_id_and_speaks_thai_first_then_lao(form_id: str) -> None:
    identity = checked(form_id).identity

    assert identity is not None
    assert identity.form_id == form_id
    assert identity.languages == (TH, LO)


def test_titles_fit_on_a_button_and_start_one_form_each() -> None:
    parts = [
        part for form_id in ALL for part in rows(form_id, "settings")[0]["form_title"].split(" · ")
    ]

    assert len(parts) == 2 * len(ALL)
    assert len(set(parts)) == len(parts)
    assert [part for part in parts if clusters(part) > 20] == []


@every
def test_every_row_speaks_both_languages(form_id: str) -> None:
    for row in rows(form_id, "survey"):
        if row["type"] not in UNSPOKEN:
            assert row[f"label::{TH}"], row["name"]
        for column in TRANSLATED:
            assert bool(row[f"{column}::{TH}"]) == bool(row[f"{column}::{LO}"]), row["name"]
        assert bool(row["required"]) == bool(row[f"required_message::{TH}"]), row["name"]
        assert bool(row["constraint"]) == bool(row[f"constraint_message::{TH}"]), row["name"]


@every
def test_every_choice_speaks_both_languages_and_fits_a_button(form_id: str) -> None:
    for row in rows(form_id, "choices"):
        for language, short in ((TH, "short_th"), (LO, "short_lo")):
            label = row[f"label::{language}"]
            assert label, row
            assert clusters(row[short] or label) <= 20, row


@every
def test_no_button_is_cut_off_beside_its_number_and_tick(form_id: str) -> None:
    lists: dict[str, list[Row]] = {}
    for row in rows(form_id, "choices"):
        lists.setdefault(row["list_name"], []).append(row)
    many = {
        row["type"].partition(" ")[2] for row in rows(form_id, "survey") if "multi" in row["type"]
    }

    for name, choices in lists.items():
        tick = "☐ " if name in many else ""
        for number, choice in zip(numbers([c["name"] for c in choices]), choices, strict=True):
            for language, short in ((TH, "short_th"), (LO, "short_lo")):
                shown = choice[short] or f"{number} {choice[f'label::{language}']}"
                assert clusters(tick + shown) <= (20 if form_id != "home_visit" else 21), choice


@every
def test_choices_that_look_alike_on_a_button_do_not_stand_in_one_list(form_id: str) -> None:
    for language, short in ((TH, "short_th"), (LO, "short_lo")):
        seen = [
            (row["list_name"], row[short] or row[f"label::{language}"])
            for row in rows(form_id, "choices")
        ]
        assert len(set(seen)) == len(seen)


@every
def test_thai_has_no_lao_letters_and_lao_no_thai_ones_but_the_item_beside_it(form_id: str) -> None:
    for where, text in texts(form_id, TH):
        assert not re.search("[\u0e80-\u0eff]", text), where
    for where, text in texts(form_id, LO):
        assert not re.search("[\u0e00-\u0e7f]", text), (where, text)


@every
def test_lao_is_written_as_in_the_lao_pdr(form_id: str) -> None:
    for where, text in texts(form_id, LO):
        assert not re.search("ຫ[ນມ]", text), where  # ໜ and ໝ are letters of their own
        assert not re.search("ໍາ", text), where  # ຳ is one letter
        assert "ຣ" not in text.replace("ທ.ຣ.38", ""), where  # but in the name of a Thai paper


@every
def test_the_bot_speaks_without_gendered_particles_or_words_that_shame(form_id: str) -> None:
    for where, text in texts(form_id, TH):
        assert not re.search("ค่ะ|คะ(?!แนน)|ครับ|ผิดกฎหมาย|เถื่อน|ลักลอบ", text), where


@every
def test_no_text_holds_a_year_of_two_digits(form_id: str) -> None:
    for language in (TH, LO):
        for where, text in texts(form_id, language):
            assert not re.search(r"\d+/\d+", text.replace("38/1", "")), where


@every_consent
def test_only_consent_and_who_must_be_answered(form_id: str) -> None:
    required = {row["name"] for row in rows(form_id, "survey") if row["required"]}

    assert required <= MUST
    assert {"consent", "person"} <= required


@every_consent
def test_refusal_is_shown_to_the_server_by_a_mark_on_one_calculation(form_id: str) -> None:
    marked = [row for row in rows(form_id, "survey") if row["bind::line:discard"]]

    assert [row["name"] for row in marked] == ["keep_nothing"]
    assert marked[0]["calculation"].startswith("if(${consent} = 'no'")


@every_consent
@spoken
def test_a_refusal_ends_at_once_keeps_nothing_and_tells_where_to_ask(
    form_id: str, language: str
) -> None:
    led = talk(form_id, "th" if language == "th" else "lo", {"consent": "no"})

    assert led.asked == ["consent"]
    assert led.turn.discard
    assert led.turn.submission is None
    assert "1330" in led.after["consent"]
    assert "1669" in led.after["consent"]


@every_consent
@spoken
def test_everything_but_consent_and_who_can_be_skipped(form_id: str, language: str) -> None:
    who_agrees = [
        row["name"] for row in rows(form_id, "choices") if row["list_name"] == "consent_by"
    ]
    agrees = {**AGREES, "consent_by": (*who_agrees, "person")[0]}

    led = talk(form_id, "th" if language == "th" else "lo", agrees)

    assert led.turn.ended == "finished"
    assert led.turn.submission is not None


@every
def test_who_and_free_words_take_no_card_number(form_id: str) -> None:
    for row in rows(form_id, "survey"):
        if row["type"] == "text" and row["name"] != "area":
            assert "{13}" in row["constraint"], row["name"]


@every
def test_what_tells_a_persons_status_is_kept_for_ninety_days_at_most(form_id: str) -> None:
    for row in rows(form_id, "survey"):
        assert row["bind::line:keep"] in {"", "90d", "no"}, row["name"]
        if row["name"] in STATUS and form_id != "home_visit":
            assert row["bind::line:keep"] in {"90d", "no"}, row["name"]


@every
def test_only_dates_codes_of_needs_and_groups_become_clear_rows(form_id: str) -> None:
    clear = {row["name"] for row in rows(form_id, "survey") if row["bind::line:index"]}

    for name in clear - {"adl_group", "needs_found", "changed", "by_when", "status", *REPORTED}:
        assert re.fullmatch(
            r"next_\w+|\w*urgency|food|clothing|housing|housing_state|medicine|income", name
        )


@every
def test_expressions_keep_clear_of_the_known_traps(form_id: str) -> None:
    for row in rows(form_id, "survey"):
        for column in ("relevant", "constraint", "calculation"):
            written = row[column]
            assert "decimal-date-time" not in written, row["name"]
            for pattern in re.findall(r"regex\([^,]+, '(.*?)'\)", written):
                assert pattern.startswith("^"), row["name"]
                assert pattern.endswith("$"), row["name"]
            if "concat" not in written:
                assert not re.search(r"\} \+ \$|\+ \$\{", written), row["name"]  # a blank is NaN


@every
def test_urgency_is_answered_with_the_numbers_that_are_stored(form_id: str) -> None:
    names = [row["name"] for row in rows(form_id, "choices") if row["list_name"] == "urgency"]

    assert names in ([], ["1", "5", "9"])


@every
def test_a_score_is_never_shown_without_saying_that_it_is_no_diagnosis(form_id: str) -> None:
    for row in rows(form_id, "survey"):
        if row["name"].startswith("result_") or re.search("_score}", row[f"label::{TH}"]):
            for language, words in SCREENED.items():
                assert words in row[f"label::{language}"], row["name"]


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_the_lao_of_an_instrument_says_that_it_is_not_validated(instrument: str) -> None:
    survey = {row["name"]: row for row in rows(instrument, "survey")}
    results = [name for name in survey if name.startswith(("result_", "two_q_no"))]

    for name in ("how_to_ask", *results):
        assert NOT_VALIDATED in survey[name][f"label::{LO}"], name


@every
def test_the_lao_never_says_that_all_is_well(form_id: str) -> None:
    for where, text in texts(form_id, LO):
        assert not re.search("ປົກກະຕິ|ບໍ່ມີອາການ(?!ເຫຼົ່ານີ້)|ບໍ່ເປັນພະຍາດ", text), where


@every
def test_violence_is_not_asked_about(form_id: str) -> None:
    for row in rows(form_id, "survey"):
        if row["type"].startswith(("select", "text")):
            assert not re.search("ทำร้ายร่างกาย|ทุบตี|ข่มขืน|ถูกตี", row[f"label::{TH}"]), row["name"]


@every
def test_dates_are_asked_with_the_picker_and_never_as_text(form_id: str) -> None:
    for row in rows(form_id, "survey"):
        if re.search("วันไหน|วันที่", row[f"label::{TH}"]) and row["type"] in {"text", "integer"}:
            pytest.fail(row["name"])
