"""The grammar of XPath 1.0 and how paths find nodes."""

import pytest

from dialogue.xforms.errors import FormError
from dialogue.xforms.xpath.parser import parse
from tests.dialogue.xforms.building import bind, computed, listed, moment, started

NODES = "<g><n>5</n><m>7</m></g><text>12</text><blank/><word>abc</word>"
BINDS = bind("g/n", "int") + bind("g/m", "int")
LIST = listed("dist", "d1 อำเภอ1 prov=90", "d2 อำเภอ2 prov=90", "d3 อำเภอ3 prov=95")


@pytest.mark.parametrize(
    ("expression", "stored"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 2 - 3", "5"),
        ("7 div 2", "3.5"),
        ("-7 mod 3", "-1"),
        ("5 div 0", "Infinity"),
        ("0 div 0", ""),
        ("- - 3", "3"),
        ("- - - '3'", "-3"),
        ("--'a'", ""),
        ("2 > 1 and 1 > 2 or true()", "1"),
        ("1 = 1 = true()", "1"),
        ("/data/text = 12", "1"),
        ("/data/text = '12'", "1"),
        ("/data/blank = ''", "1"),
        ("/data/nowhere = ''", "1"),  # a missing node is blank, as in JavaRosa
        ("/data/blank = 0", "0"),
        ("/data/word < 3", "0"),
        ("/data/word > 3", "0"),
        ("/data/blank + 1", ""),
        ("/data/g/n + /data/g/m - 1 + 2", "13"),
        ("'a' != 'b'", "1"),
        ("true() = 'x'", "1"),
        ("../g/n", "5"),
        ("../g/child::n", "5"),
        ("/data/g/n/following-sibling::m", "7"),
        ("/data/g/m/preceding-sibling::*", "5"),
        ("count(//n)", "1"),
        ("count(/data/g/descendant::*)", "2"),
        ("count(/data/g/n/ancestor::*)", "2"),
        ("count(/data/g/n/ancestor-or-self::*)", "3"),
        ("name(/data/g/n/parent::node())", "g"),
        ("count(/data/word/preceding::*)", "5"),
        ("/data/word/text()", "abc"),
        ("/data/g/*[2]", "7"),
        ("/data/g/*[last()]", "7"),
        ("/data/g/*[position() = 1]", "5"),
        ("/data/g/*[. > 5]", "7"),
        ("(/data/g/*)[1]", "5"),
        ("/data/g[n = 5]/m", "7"),
        ("count(/data/g/n | /data/g/m | /data/g/n)", "2"),
        ("count(/data/g/@id)", "0"),
        ("current()/../g/n", "5"),
        ("count(instance('dist')/root/item)", "3"),
        ("instance('dist')/root/item[name = 'd2']/label", "อำเภอ2"),
        ("count(instance('dist')/root/item[prov = 90])", "2"),
        ("count(instance('dist')/root/item[prov = '90' and name != 'd1'])", "1"),
        ("instance('dist')/root/item[3]/name", "d3"),
        ("instance('dist')/root/item/name", "d1"),  # the first of many
        ("instance('dist')/root/item[last()]/preceding-sibling::item[1]/name", "d2"),
        ("string(/data/g)", ""),  # a group has no value, as in JavaRosa
    ],
)
def test_an_expression_yields_what_xpath_says(expression: str, stored: str) -> None:
    assert computed(expression, nodes=NODES, binds=BINDS, lists=LIST) == stored


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "1 +",
        "(1",
        "a b",
        "foo(",
        "$variable",
        "/data/[1]",
        "sideways::a",
        "1 | 2",
        "'open",
        "3/a",
        "true()[1]",
        "#",
    ],
)
def test_what_is_no_expression_is_refused(expression: str) -> None:
    with pytest.raises(FormError):
        computed(expression or " ( ", nodes=NODES)


def test_what_follows_a_node_is_found_across_groups() -> None:
    rule = bind("x", calculate="count(/data/g/n/following::*)")

    instance = started("<x/><g><n/><m/></g><t/>", binds=rule)

    assert instance.value("/data/x") == "4"  # m, t, meta, instanceID


def test_names_may_be_thai_and_lao() -> None:
    assert computed("/data/ชื่อเล่น", nodes="<ชื่อเล่น>แดง</ชื่อเล่น>") == "แดง"
    assert computed("/data/ຊື່.ຫຼິ້ນ-1", nodes="<ຊື່.ຫຼິ້ນ-1>ນາງ</ຊື່.ຫຼິ້ນ-1>") == "ນາງ"


def test_operators_are_told_from_names_by_what_stands_before() -> None:
    assert computed("/data/div div /data/mod", nodes="<div>8</div><mod>2</mod>") == "4"
    assert computed("/data/and * 2", nodes="<and>3</and>") == "6"


def test_fifty_brackets_are_read_and_fifty_one_are_not() -> None:
    parse("(" * 50 + "1" + ")" * 50)

    with pytest.raises(FormError, match="nested deeper than 50"):
        parse("(" * 51 + "1" + ")" * 51)


def test_a_very_long_chain_of_operators_is_refused_or_run_but_never_crashes() -> None:
    assert computed(" + ".join(["1"] * 3_000)) == "3000"
    assert computed(" or ".join(["0"] * 3_000)) == "0"

    with pytest.raises(FormError, match="operators in a row"):
        computed(" * ".join(["1"] * 3_000))


def test_an_expression_beyond_64_kilobytes_is_refused() -> None:
    with pytest.raises(FormError, match="64 KB"):
        computed(f"'{'x' * 66_000}'")


def test_a_path_reads_nothing_of_what_is_not_relevant() -> None:
    rules = (
        bind("g", relevant="/data/a = 'yes'")
        + bind("x", calculate="concat('[', /data/g/n, ']')")
        + bind("y", calculate="count(/data/g/*)")
    )
    instance = started(
        "<a/><g><n>5</n><m>6</m></g><x/><y/>",
        binds=rules,
        body='<input ref="/data/a"><label>?</label></input>',
    )
    assert (instance.value("/data/x"), instance.value("/data/y")) == ("[]", "0")

    instance.answer("/data/a", "yes", moment())

    assert (instance.value("/data/x"), instance.value("/data/y")) == ("[5]", "2")


def test_a_calculation_over_a_whole_group_follows_every_answer_in_it() -> None:
    rules = bind("g/n", "int") + bind("g/m", "int") + bind("x", calculate="sum(/data/g/*)")
    instance = started(
        "<g><n/><m/></g><x/>",
        binds=rules,
        body='<input ref="/data/g/n"><label>?</label></input>'
        '<input ref="/data/g/m"><label>?</label></input>',
    )

    instance.answer("/data/g/n", "4", moment())
    instance.answer("/data/g/m", "3", moment())

    assert instance.value("/data/x") == "7"
