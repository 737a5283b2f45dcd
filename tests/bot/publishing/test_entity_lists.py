"""Forms that read entity lists: those need no file, as their rows are kept here."""

from bot.publishing.check import Checked, check
from tests.bot.publishing.workbooks import SETTINGS, Sheets, markdown

HEAD = ("type", "name", "label", "save_to")


def reading(file: str, **sheets: tuple[tuple[str, ...], ...]) -> Sheets:
    """Lay out a form that picks from a file."""
    survey = (HEAD, (f"select_one_from_file {file}", "who", "Who", ""), ("text", "how", "How", ""))
    return {"survey": survey, "settings": SETTINGS, **sheets}


def looked_at(form: Sheets, *lists: str, **files: bytes) -> Checked:
    named = {name.replace("_", "."): data for name, data in files.items()}
    return check(markdown(form), "visit.md", named, lists)


def reasons(checked: Checked) -> list[str]:
    return [finding.reason.format(**finding.values) for finding in checked.findings]


def test_the_lists_that_the_bot_acts_upon_need_no_file() -> None:
    for name in ("persons", "followups"):
        checked = looked_at(reading(f"{name}.csv"))

        assert checked.publishable, checked.findings
        assert (checked.missing, dict(checked.files)) == ((), {})


def test_a_list_that_the_form_itself_makes_needs_no_file() -> None:
    form = reading("wells.csv", entities=(("list_name", "label"), ("wells", "${how}")))

    assert looked_at(form).publishable


def test_a_list_that_another_form_makes_needs_no_file() -> None:
    form = reading("wells.csv")

    assert looked_at(form).missing == ("wells.csv",)
    assert looked_at(form, "wells").publishable


def test_an_update_of_a_list_that_the_form_reads_is_taken() -> None:
    form = reading("persons.csv", entities=(("list_name", "entity_id"), ("persons", "${who}")))

    checked = looked_at(form)

    assert checked.publishable, checked.findings
    assert checked.xform is not None
    assert "instance('persons')/root/item[name= /data/who ]/__version" in checked.xform


def test_a_list_is_read_by_pulldata_and_csv_external_too() -> None:
    form: Sheets = {
        "survey": (
            ("type", "name", "label", "calculation"),
            ("csv-external", "persons", "", ""),
            ("text", "who", "Who", ""),
            ("calculate", "sex", "", "pulldata('followups', 'task', 'name', ${who})"),
        ),
        "settings": SETTINGS,
    }

    assert looked_at(form).publishable


def test_a_file_that_comes_for_such_a_list_is_told_and_left_out() -> None:
    checked = looked_at(reading("persons.csv"), persons_csv=b"name,label\n1,One\n")

    assert checked.publishable
    assert dict(checked.files) == {}
    told = "The list persons is kept here, so the file persons.csv is not used."
    assert reasons(checked)[0] == told


def test_only_a_list_in_csv_is_one_of_entities() -> None:
    assert looked_at(reading("persons.geojson")).missing == ("persons.geojson",)
