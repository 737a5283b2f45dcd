"""Rules about rows: types, lists, labels, languages, entities, repeats."""

import pytest

from bot.publishing.linting import (
    entities,
    labels,
    languages,
    lists,
    open_to_all,
    outliving,
    repeats,
    sealed,
    types,
    unrecorded,
)
from bot.publishing.linting.languages import code_of, coverage
from bot.publishing.linting.survey import kind_of
from tests.bot.publishing.linting.surveying import form, place, said, seen, told
from tests.bot.publishing.workbooks import Sheets

HEAD = ("type", "name", "label")


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("select_one a", "select_one"),
        ("select one a or specify other", "select_one"),
        ("add select one prompt using a", "select_one"),
        ("select1 a", "select_one"),
        ("select all that apply from a", "select_multiple"),
        ("select_multiple a", "select_multiple"),
        ("select_one_from_file a.csv", "select_one"),
        ("rank a", "rank"),
        ("begin group", "begin_group"),
        ("begin repeat", "begin_repeat"),
        ("begin_looped group", "begin_repeat"),
        ("int", "integer"),
        ("q string", "string"),
        ("add image prompt", "image"),
        ("Barcode", "barcode"),
        ("", ""),
    ],
)
def test_a_type_is_known_in_every_spelling(written: str, kind: str) -> None:
    assert kind_of(written) == kind


def test_groups_lie_around_what_stands_between_their_rows() -> None:
    survey = seen(
        form(
            HEAD,
            ("begin_group", "g", "G"),
            ("begin repeat", "r", "R"),
            ("text", "a", "A"),
            ("end repeat",),
            ("text", "b", "B"),
            ("end group",),
            ("text", "c", "C"),
        )
    )

    around = {q.name: [group.name for group in q.groups] for q in survey.questions}
    assert around == {"g": [], "r": ["g"], "a": ["g", "r"], "b": ["g"], "c": []}


@pytest.mark.parametrize("kind", ["barcode", "geotrace", "geoshape", "osm", "q barcode"])
def test_a_type_that_chat_cannot_ask_is_an_error(kind: str) -> None:
    (finding,) = told(types.find, form(HEAD, ("text", "a", "A"), (kind, "b", "B")))

    assert place(finding) == ("survey", 3, "type")
    assert finding.severity == "error"


@pytest.mark.parametrize("look", ["signature", "draw", "new annotate"])
def test_drawing_is_an_error(look: str) -> None:
    (finding,) = told(types.find, form((*HEAD, "appearance"), ("image", "a", "A", look)))

    assert place(finding) == ("survey", 2, "appearance")


@pytest.mark.parametrize("kind", ["text", "image", "geopoint", "rank a", "begin repeat", "range"])
def test_a_type_that_chat_can_ask_is_passed(kind: str) -> None:
    assert told(types.find, form(HEAD, (kind, "a", "A"))) == []


@pytest.mark.parametrize("kind", ["audit", "start-geopoint", "background-audio"])
def test_what_is_not_recorded_is_a_warning(kind: str) -> None:
    (finding,) = told(unrecorded.find, form(HEAD, (kind, "a", "")))

    assert finding.severity == "warning"
    assert said(finding) == f"{kind} is not recorded in LINE and stays blank."


def test_what_is_recorded_by_itself_is_passed() -> None:
    assert told(unrecorded.find, form(HEAD, ("start", "a"), ("deviceid", "b"))) == []


@pytest.mark.parametrize(
    "kind", ["username", "email", "phonenumber", "subscriberid", "simserial", "uri:username"]
)
def test_what_only_the_programs_of_odk_know_is_information(kind: str) -> None:
    (finding,) = told(unrecorded.find, form(HEAD, ("start", "a"), (kind, "b")))

    assert (finding.severity, place(finding)) == ("information", ("survey", 3, "type"))
    assert said(finding).endswith(" is not known in LINE and stays blank.")


def settings(*heads: str) -> Sheets:
    """Lay out a form whose settings have something under these headings."""
    rows = [("form_id", *heads), ("visit", *("x" for _ in heads))]
    return form(HEAD, ("text", "a", "A"), settings=rows)


def test_a_form_that_is_to_be_encrypted_is_refused() -> None:
    (finding,) = told(sealed.find, settings("public_key", "submission_url"))

    assert (finding.severity, place(finding)) == ("error", ("settings", 2, "public_key"))
    assert said(finding) == "This form asks for encrypted answers, which LINE cannot give."


def test_an_address_to_send_to_is_warned_of() -> None:
    (finding,) = told(sealed.find, settings("submission_url"))

    assert (finding.severity, place(finding)) == ("warning", ("settings", 2, "submission_url"))


def test_settings_that_send_nothing_elsewhere_are_passed() -> None:
    assert told(sealed.find, settings("version")) == []


def choices(name: str, *labels: str) -> list[tuple[str, ...]]:
    return [("list_name", "name", "label"), *((name, f"c{i}", x) for i, x in enumerate(labels))]


THAI_20 = "น้ำ" * 20  # twenty clusters of three letters each
THAI_21 = "น้ำ" * 21


def test_labels_longer_than_a_button_are_information_once_a_list() -> None:
    sheets = form(HEAD, ("select_one l", "a", "A"), choices=choices("l", "x", THAI_21, "y" * 30))

    (finding,) = told(labels.find, sheets)

    assert (finding.severity, place(finding)) == ("information", ("choices", 3, "label"))
    assert said(finding).startswith("2 of 3 labels of the list l are longer than 20 letters")


def test_labels_are_counted_as_a_reader_counts_letters() -> None:
    sheets = form(HEAD, ("select_one l", "a", "A"), choices=choices("l", "x", THAI_20))

    assert told(labels.find, sheets) == []


def test_a_short_label_beside_a_long_one_makes_the_button() -> None:
    rows = [
        ("list_name", "name", "label::ไทย (th)", "short_th"),
        ("l", "a", THAI_21, "น้ำ"),
    ]

    assert told(labels.find, form(HEAD, ("select_one l", "a", "A"), choices=rows)) == []


def test_a_list_that_nobody_asks_is_not_judged() -> None:
    sheets = form(HEAD, ("text", "a", "A"), choices=choices("l", THAI_21))

    assert told(labels.find, sheets) == []


def test_a_long_list_without_a_filter_is_information() -> None:
    sheets = form(HEAD, ("select_one l", "a", "A"), choices=choices("l", *"x" * 61))

    (finding,) = told(lists.find, sheets)

    assert (finding.severity, place(finding)) == ("information", ("survey", 2, "type"))
    assert said(finding).startswith("The list l has 61 choices and no filter")


@pytest.mark.parametrize(("count", "narrowed"), [(60, ""), (61, "d = ${d}")])
def test_a_list_that_is_short_or_narrowed_is_passed(count: int, narrowed: str) -> None:
    head = (*HEAD, "choice_filter")
    sheets = form(head, ("select_one l", "a", "A", narrowed), choices=choices("l", *"x" * count))

    assert told(lists.find, sheets) == []


BOTH = ("type", "name", "label::ไทย (th)", "label::ລາວ (lo)", "hint::ไทย (th)")


def test_a_missing_text_is_a_warning_with_the_part_that_is_there() -> None:
    sheets = form(BOTH, ("text", "a", "ก", "ກ"), ("text", "b", "ข", ""), ("text", "c", "ค", "-"))

    (finding,) = told(languages.find, sheets)

    assert (finding.severity, finding.row) == ("warning", 3)
    assert (finding.values["percent"], finding.values["missing"]) == (33, 2)


def test_a_hint_in_one_language_is_missing_in_the_other() -> None:
    lacks = {
        one.code: (one.present, one.total)
        for one in coverage(seen(form(BOTH, ("text", "a", "ก", "ກ", "ใบ้"))))
    }

    assert lacks == {"th": (2, 2), "lo": (1, 2)}


def test_choices_count_too() -> None:
    rows = [("list_name", "name", "label::ไทย (th)"), ("l", "a", "ก")]
    sheets = form(BOTH, ("select_one l", "a", "ก", "ກ"), choices=rows)

    (finding,) = told(languages.find, sheets)

    assert (finding.sheet, finding.row) == ("choices", 2)


def test_a_form_with_all_texts_in_both_languages_is_passed() -> None:
    assert told(languages.find, form(BOTH, ("text", "a", "ก", "ກ"))) == []


def test_a_language_that_is_not_there_at_all_is_a_warning() -> None:
    found = told(languages.find, form(("type", "name", "label::English (en)"), ("text", "a", "A")))

    assert [finding.values["heading"] for finding in found] == [
        "label::ไทย (th)",
        "label::ລາວ (lo)",
    ]


def test_texts_whose_language_is_not_named_are_information() -> None:
    (finding,) = told(languages.find, form(HEAD, ("text", "a", "A")))

    assert finding.severity == "information"


def test_the_default_language_is_that_of_plain_headings() -> None:
    sheets = form(
        ("type", "name", "label", "label::ລາວ (lo)"),
        ("text", "a", "ก", "ກ"),
        settings=[("default_language",), ("ไทย (th)",)],
    )

    assert told(languages.find, sheets) == []


@pytest.mark.parametrize(
    ("language", "code"),
    [("ไทย (th)", "th"), ("Lao ( lo )", "lo"), ("th", "th"), ("Thai", ""), ("English (en)", "en")],
)
def test_a_language_is_known_by_its_code_as_the_runtime_knows_it(language: str, code: str) -> None:
    assert code_of(language) == code


def updating(*rows: tuple[str, ...], entity: str = "${who}") -> Sheets:
    return form(
        HEAD,
        *rows,
        entities=[("list_name", "entity_id", "label"), ("persons", entity, "x")],
    )


def test_an_update_without_its_list_is_an_error_on_the_entities_sheet() -> None:
    (finding,) = told(entities.find, updating(("text", "who", "Who")))

    assert (finding.severity, place(finding)) == ("error", ("entities", 2, "entity_id"))


@pytest.mark.parametrize(
    "row", [("csv-external", "persons", ""), ("select_one_from_file persons.csv", "who", "Who")]
)
def test_an_update_that_carries_its_list_is_passed(row: tuple[str, ...]) -> None:
    assert told(entities.find, updating(row)) == []


def test_new_entities_need_no_list() -> None:
    assert told(entities.find, updating(("text", "who", "Who"), entity="")) == []


SAVING = (*HEAD, "save_to", "bind::line:keep")


@pytest.mark.parametrize("keep", ["no", "90d"])
def test_what_is_not_kept_for_good_may_not_live_on_in_an_entity(keep: str) -> None:
    (finding,) = told(outliving.find, form(SAVING, ("text", "who", "Who", "person", keep)))

    assert (finding.severity, place(finding)) == ("error", ("survey", 2, "save_to"))
    assert said(finding) == "who is not kept for good, but would live on in an entity."


def test_nor_may_it_stand_in_the_label_of_one() -> None:
    sheets = form(
        SAVING,
        ("text", "who", "Who", "", "no"),
        ("text", "home", "Home", "", ""),
        entities=[("list_name", "label"), ("persons", "concat(${home}, ' ', ${who})")],
    )

    (finding,) = told(outliving.find, sheets)

    assert (finding.severity, place(finding)) == ("error", ("entities", 2, "label"))


def test_what_is_kept_for_good_may_be_saved_and_what_is_saved_nowhere_may_go() -> None:
    rows = (("text", "who", "Who", "person", ""), ("text", "pain", "Pain", "", "90d"))

    assert told(outliving.find, form(SAVING, *rows)) == []


REPEAT = (*HEAD, "repeat_count", "relevant")


def test_a_counted_repeat_that_is_hidden_is_a_warning() -> None:
    (finding,) = told(
        repeats.find, form(REPEAT, ("begin_repeat", "r", "R", "${n}", "${n} > 0"), ("end_repeat",))
    )

    assert place(finding) == ("survey", 2, "repeat_count")


@pytest.mark.parametrize(
    "row",
    [
        ("begin_repeat", "r", "R", "${n}", ""),
        ("begin_repeat", "r", "R", "3", "${n} > 0"),
        ("begin_repeat", "r", "R", "", "${n} > 0"),
    ],
)
def test_other_repeats_are_passed(row: tuple[str, ...]) -> None:
    assert told(repeats.find, form(REPEAT, row, ("end_repeat",))) == []


OPEN = ("type", "name", "label", "calculation", "bind::line:open", "bind::line:discard")


def test_a_form_that_anyone_may_begin_must_keep_nothing() -> None:
    opened = ("start", "start", "", "", "yes", "")
    never = ("calculate", "kept", "", "'no'", "", "yes")

    (finding,) = told(open_to_all.find, form(OPEN, opened, never))

    assert finding.severity == "error"
    assert place(finding) == ("survey", 2, "bind::line:open")


def test_a_form_that_keeps_nothing_may_be_open_to_all_and_others_need_not() -> None:
    opened = ("start", "start", "", "", "yes", "")
    always = ("calculate", "nothing", "", "'yes'", "", "yes")

    assert told(open_to_all.find, form(OPEN, opened, always)) == []
    assert told(open_to_all.find, form(OPEN, ("start", "start", "", "", "", ""))) == []
