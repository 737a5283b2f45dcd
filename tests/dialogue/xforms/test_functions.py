"""What each function yields; the examples of the ODK XForms specification are among them."""

import pytest

from dialogue.xforms.errors import FormError
from tests.dialogue.xforms.building import bind, computed, listed, moment, started

NODES = (
    "<g><n>5</n><m>7</m><b/></g><many>a b c</many><day>2026-11-22</day><at>08:30:00.000+07:00</at>"
)
BINDS = bind("g/n", "int") + bind("g/m", "int") + bind("day", "date") + bind("at", "time")


@pytest.mark.parametrize(
    ("expression", "stored"),
    [
        # strings
        ("string(34.8)", "34.8"),
        ("string(true())", "true"),
        ("string(7)", "7"),
        ("concat('hello ', 'world', '!')", "hello world!"),
        ("concat(/data/g/*)", "57"),
        ("join(' ', 'hello', 'world')", "hello world"),
        ("join('-', /data/g/n, /data/g/m)", "5-7"),
        ("substr('hello beautiful world', 6, 15)", "beautiful"),
        ("substr('hello beautiful world', 16)", "world"),
        ("substr('hello', -3)", "llo"),
        ("substr('hello', 1, -1)", "ell"),
        ("substring('12345', 2, 3)", "234"),
        ("substring-before('2026/11', '/')", "2026"),
        ("substring-after('2026/11', '/')", "11"),
        ("substring-before('2026', '/')", ""),
        ("translate('bar', 'abc', 'ABC')", "BAr"),
        ("translate('--aaa--', 'abc-', 'ABC')", "AAA"),
        ("normalize-space('  hello   world ')", "hello world"),
        ("string-length('สวัสดี')", "6"),
        ("contains('hello', 'ell')", "1"),
        ("starts-with('hello', 'he')", "1"),
        ("ends-with('hello', 'he')", "0"),
        ("substring('12345', 3)", "345"),
        ("substring('12345', 'x')", ""),
        ("substring('12345', 1, 'x')", ""),
        ("substr('hello', 'x', 2)", "he"),
        ("substr('hello', 3, 1)", ""),
        ("substring-after('abc', '')", "abc"),
        ("string-length('😀')", "2"),  # as JavaRosa counts
        ("concat()", ""),
        ("version()", "3"),
        # numbers
        ("number('34.8')", "34.8"),
        ("number('1,5')", "1.5"),
        ("number('1e3')", ""),
        ("number('')", ""),
        ("int('39.9')", "39"),
        ("int(-1.7)", "-1"),
        ("round(1.234, 2)", "1.23"),
        ("round(1.235, 2)", "1.24"),
        ("round(33.33, -1)", "30"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-2"),
        ("floor(-1.2)", "-2"),
        ("ceiling(1.2)", "2"),
        ("abs(-7)", "7"),
        ("pow(2, 10)", "1024"),
        ("pow(0, -1)", "Infinity"),
        ("log10(1000)", "3"),
        ("log(1)", "0"),
        ("exp(0)", "1"),
        ("exp10(2)", "100"),
        ("sqrt(16)", "4"),
        ("sqrt(-1)", ""),
        ("sin(0)", "0"),
        ("cos(0)", "1"),
        ("tan(0)", "0"),
        ("asin(0)", "0"),
        ("acos(1)", "0"),
        ("atan(0)", "0"),
        ("atan2(0, 1)", "0"),
        ("pi()", "3.141592653589793"),
        ("exp(1000)", "Infinity"),
        ("log(0)", "-Infinity"),
        ("log(-1)", ""),
        ("pow(-2, 0.5)", ""),
        ("pow(10, 400)", "Infinity"),
        ("pow(-10, 401)", "-Infinity"),
        ("floor(1 div 0)", "Infinity"),
        ("round(1 div 0)", "Infinity"),
        ("round(1.5, 'x')", "2"),
        ("round(1.5, 31)", ""),
        ("round(12345678901234567890)", "1.2345678901234567E19"),
        ("round(12345.678, 28)", "12345.678"),
        ("round(0.00000001, 5)", "0"),
        ("int('')", ""),
        ("5 mod 0", ""),
        ("max(5, 7, '')", "7"),
        ("max(-5, -3)", "-3"),
        ("min('', 3)", "3"),
        ("min('', '')", ""),
        ("max(/data/g/*)", "7"),
        ("sum(/data/g/*)", "12"),
        ("sum(/data/g/none)", "0"),
        # selections
        ("selected(/data/many, 'b')", "1"),
        ("selected(/data/many, ' b ')", "1"),
        ("selected('ab', 'a')", "0"),
        ("selected-at(/data/many, 1)", "b"),
        ("selected-at(/data/many, 3)", ""),
        ("count-selected(/data/many)", "3"),
        ("count-selected('')", "0"),
        # truth and node sets
        ("true()", "1"),
        ("not('')", "1"),
        ("boolean('false')", "1"),
        ("boolean-from-string('TRUE')", "1"),
        ("boolean-from-string('yes')", "0"),
        ("if('' , 1, 2)", "2"),
        ("coalesce('', 'x')", "x"),
        ("coalesce(/data/g/b, /data/g/n)", "5"),
        ("count(/data/g/*)", "3"),
        ("count-non-empty(/data/g/*)", "2"),
        ("position(..)", "1"),
        ("checklist(1, 2, true(), false(), true())", "1"),
        ("checklist(-1, 1, true(), true())", "0"),
        ("weighted-checklist(3, 5, true(), 2, true(), 2, false(), 9)", "1"),
        ("weighted-checklist(1, 1, /data/g/n, /data/g/m)", "0"),
        ("position(/data/nowhere)", "0"),
        ("name()", "x"),
        ("local-name(/data/nowhere)", ""),
        ("sum(if(true(), /data/g/*, /data/g/n))", "12"),
        ("depend(/data/g/n, /data/g/m)", "5"),
        ("once('kept')", "kept"),
        # dates
        ("today()", "2026-11-25T00:00:00.000+07:00"),
        ("now()", "2026-11-25T08:44:44.457+07:00"),
        ("string(now())", "2026-11-25"),
        ("date('2026-11-22')", "2026-11-22T00:00:00.000+07:00"),
        ("date('nothing')", ""),
        ("date('')", ""),
        ("string(date(number('x')))", "NaN"),
        ("date(20779)", "2026-11-22T00:00:00.000+07:00"),
        ("date-time('2026-11-22T10:00:00.000Z')", "2026-11-22T17:00:00.000+07:00"),
        ("date-time(20778.5)", "2026-11-21T19:00:00.000+07:00"),
        ("decimal-date-time('1970-01-01T00:00:00.000Z')", "0"),
        ("decimal-date-time('1970-01-02T06:00:00.000Z')", "1.25"),
        ("decimal-time('2026-11-22T06:00:00.000+07:00')", "0.25"),
        ("decimal-date-time(/data/g/b)", ""),
        ("decimal-date-time(3.25)", "3.25"),
        ("decimal-time(3.25)", "0.25"),
        ("date(true())", ""),
        ("date(now())", "2026-11-25T00:00:00.000+07:00"),
        ("date(9000000000)", ""),
        ("date(decimal-date-time('2026-11-22') * 1)", "2026-11-21T00:00:00.000+07:00"),
        ("date(decimal-date-time('') + 1)", ""),
        ("format-date('2026-11-22', concat('%', 'Q'))", "%Q"),
        ("format-date('2026-11-22', 'day %W of 100%%')", "day 47 of 100%"),
        ("format-date(/data/day, '%Y-%m-%d')", "2026-11-22"),
        ("format-date(/data/day + 1, '%e/%n/%y')", "23/11/26"),
        ("format-date(/data/day, '%a %b %d')", "Sun Nov 22"),
        ("format-date('', '%Y')", ""),
        ("format-date-time('2026-11-22T08:05:09.007+07:00', '%H:%h:%M:%S.%3')", "08:8:05:09.007"),
        ("format-date-time(/data/at, '%H.%M')", "08.30"),
        ("number(/data/day)", "20779"),
        ("/data/day + 30", "20809"),
        ("/data/day < today()", "1"),
    ],
)
def test_a_function_yields_what_the_specification_says(expression: str, stored: str) -> None:
    assert computed(expression, nodes=NODES, binds=BINDS) == stored


def test_thirty_days_after_a_date_is_that_day_east_of_greenwich_too() -> None:
    later = bind("x", "date", calculate="date(decimal-date-time(/data/day) + 30)")

    instance = started("<day>2026-11-22</day><x/>", binds=bind("day", "date") + later)

    assert instance.value("/data/x") == "2026-12-22"


@pytest.mark.parametrize(
    ("text", "pattern", "matches"),
    [
        ("0812345678", "^0[0-9]{9}$", "1"),
        ("0812345678", "[0-9]{4}", "0"),  # the whole text has to match
        ("๐๘", "\\d+", "0"),  # digits are ASCII, as in Java
        ("สมชาย", "\\p{L}[\\p{L}\\p{M}]*", "1"),
        ("a-1", "[\\w-]+", "1"),
        ("a b", "\\S+", "0"),
    ],
)
def test_a_pattern_matches_as_in_java(text: str, pattern: str, matches: str) -> None:
    assert computed(f"regex('{text}', '{pattern}')") == matches


def test_a_pattern_that_takes_too_long_does_not_match() -> None:
    assert computed(f"regex('{'a' * 40}b', '(a|a|aa)+$')") == "0"


def test_a_pattern_from_an_answer_that_is_none_does_not_match() -> None:
    assert computed("regex('a', /data/p)", nodes="<p>(</p>") == "0"


def test_chance_comes_from_the_moment() -> None:
    drawn = {computed("random()") for _ in range(3)}

    assert len(drawn) == 1
    assert 0 <= float(drawn.pop()) < 1


def test_a_uuid_has_the_length_that_is_asked_for() -> None:
    assert len(computed("uuid()")) == 36
    assert len(computed("uuid(8)")) == 8
    assert computed("uuid('x')") == ""


def test_a_choice_name_is_found_by_a_path_with_blanks_around() -> None:
    body = (
        '<select1 ref="/data/p"><label>?</label><itemset nodeset="instance(\'prov\')/root/item">'
        '<value ref="name"/><label ref="label"/></itemset></select1>'
    )
    rule = bind("x", calculate="jr:choice-name( /data/p , ' /data/p ')")

    instance = started("<p>90</p><x/>", binds=rule, body=body, lists=listed("prov", "90 สงขลา"))

    assert instance.value("/data/x") == "สงขลา"


def test_a_text_is_not_trimmed_inside_a_calculation() -> None:
    itext = (
        '<itext><translation lang="th"><text id="t"><value> ก </value></text></translation></itext>'
    )
    rule = bind("x", calculate="string-length(jr:itext('t'))")

    assert started("<x/>", binds=rule, itext=itext).value("/data/x") == "3"


def test_once_keeps_its_first_outcome() -> None:
    rule = bind("x", calculate="once(concat(/data/a, 'x'))")
    instance = started(
        "<a/><x/>",
        binds=rule,
        body='<input ref="/data/a"><label>?</label></input>',
    )

    instance.answer("/data/a", "later", moment())

    assert instance.value("/data/x") == "x"


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("nonsense(1)", "there is no function nonsense()"),
        ("selected('a')", "selected() does not take 1 argument"),
        ("sum(3)", "sum() needs a node set"),
        ("instance('none')/root", "there is no list 'none'"),
        ("instance(/data/a)/root", "instance() needs the name of a list"),
        ("regex('a', '(')", "no pattern"),
        ("pulldata('none', 'a', 'b', 'c')", "there is no list 'none'"),
        ("pulldata(/data/a, 'a', 'b', 'c')", "pulldata() needs the name of a list"),
        ("indexed-repeat(/data/a, /data/a, 1)", "/data/a does not lie in /data/a"),
        ("indexed-repeat('a', /data/a, 1)", "indexed-repeat() needs the paths of nodes"),
        ("digest('a', 'CRC')", "digest() does not know the algorithm 'CRC'"),
        ("digest('a', 'MD5', 'octal')", "digest() does not know the encoding 'octal'"),
        (f"regex('a', '{'a' * 501}')", "500 characters"),
        ("format-date('2026-11-22', '%Q')", "%Q"),
        ("weighted-checklist(1, 2, true())", "needs a weight"),
    ],
)
def test_a_function_that_cannot_run_is_refused_by_name(expression: str, reason: str) -> None:
    with pytest.raises(FormError) as refusal:
        computed(expression, nodes="<a/>")

    assert reason in str(refusal.value)
    assert "/data/x: calculate" in str(refusal.value)
