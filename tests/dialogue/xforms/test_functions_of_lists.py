"""Functions that shuffle, look up and encode (ODK XForms: node-set and string functions)."""

import pytest

from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from tests.dialogue.xforms.building import ask, bind, computed, listed, moment, xform

LETTERS = "".join(f"<n>{letter}</n>" for letter in "ABCDEF")
LIST = f'<instance id="l"><root>{LETTERS}</root></instance>'
FRUITS = b"name_key,name\nmango,Mango fruit\norange,Orange fruit\nmango,Second mango\n"


@pytest.mark.parametrize(
    ("seed", "order"),
    [
        ("42", "AFCBDE"),
        ("1", "BFEACD"),
        ("1.9", "BFEACD"),
        ("0", "CBEAFD"),
    ],
)
def test_a_seed_shuffles_as_park_and_miller_do(seed: str, order: str) -> None:
    shuffled = computed(f"concat(randomize(instance('l')/root/n, {seed}))", lists=LIST)

    assert shuffled == order


def test_a_seed_that_is_no_number_shuffles_the_same_every_time() -> None:
    expression = "concat(randomize(instance('l')/root/n, 'บ้าน'))"

    assert computed(expression, lists=LIST) == computed(expression, lists=LIST)
    assert sorted(computed(expression, lists=LIST)) == list("ABCDEF")


def test_without_a_seed_chance_shuffles() -> None:
    orders = {
        Instance.new(
            Form.parse(
                xform(
                    "<x/>",
                    lists=LIST,
                    binds=bind("x", calculate="concat(randomize(instance('l')/root/n))"),
                )
            ),
            moment(seed=str(number)),
        ).value("/data/x")
        for number in range(20)
    }

    assert len(orders) > 10


def test_choices_come_in_the_order_of_the_seed() -> None:
    body = (
        '<select1 ref="/data/a"><label>?</label>'
        "<itemset nodeset=\"randomize(instance('fruit')/root/item[kind = /data/k ], 42)\">"
        '<value ref="name"/><label ref="label"/></itemset></select1>'
    )
    rows = [f"{name} {name} kind=x" for name in "ABCDEF"]
    text = xform("<k>x</k><a/>", lists=listed("fruit", *rows), body=ask("k") + body)
    instance = Instance.new(Form.parse(text), moment())

    values = [choice.value for choice in instance.choices("/data/a", None)]

    assert "".join(values) == "AFCBDE"


@pytest.mark.parametrize(
    ("answer", "found"),
    [("mango", "Mango fruit"), ("apple", ""), ("", ""), ("orange", "Orange fruit")],
)
def test_pulldata_looks_a_value_up(answer: str, found: str) -> None:
    rule = bind("x", calculate="pulldata('fruits', 'name', 'name_key', /data/a)")
    lists = '<instance id="fruits" src="jr://file-csv/fruits.csv"/>'
    form = Form.parse(
        xform("<a/><x/>", binds=rule, lists=lists, body=ask("a")), {"fruits.csv": FRUITS}
    )
    instance = Instance.new(form, moment())

    instance.answer("/data/a", answer, moment())

    assert instance.value("/data/x") == found


@pytest.mark.parametrize(
    ("expression", "stored"),
    [
        ("digest('some text', 'MD5', 'hex')", "552e21cd4cd9918678e3c1a0df491bc3"),
        ("digest('some text', 'MD5', 'base64')", "VS4hzUzZkYZ448Gg30kbww=="),
        ("digest('some text', 'md5')", "VS4hzUzZkYZ448Gg30kbww=="),
        ("digest('some text', 'SHA-1', 'hex')", "37aa63c77398d954473262e1a0057c1e632eda77"),
        ("digest('some text', 'SHA-256')", "uU9vElx546X/qoJvWEwQ1SraZp5nYgUbgmtVd20FrtI="),
        ("string-length(digest('', 'SHA-384', 'hex'))", "96"),
        ("string-length(digest('', 'SHA-512', 'hex'))", "128"),
        ("digest('a', /data/none)", ""),
        ("base64-encode('สวัสดี')", "4Liq4Lin4Lix4Liq4LiU4Li1"),
        ("base64-decode('SGVsbG8=')", "Hello"),
        ("base64-decode('4Liq4Lin4Lix4Liq4LiU4Li1')", "สวัสดี"),
        ("base64-decode('SGVs bG8=')", "Hello"),
        ("base64-decode('SGVsbG8')", ""),
        ("base64-decode('!')", ""),
        ("base64-decode('A')", ""),
    ],
)
def test_strings_are_digested_and_encoded(expression: str, stored: str) -> None:
    assert computed(expression) == stored


# RFC 8032, 7.1, test 2: signature and message (the byte 72, which is "r"), and the public key.
SIGNED = "kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAHI="
PUBLIC_KEY = "PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw="


@pytest.mark.parametrize(
    ("contents", "public_key", "message"),
    [
        (SIGNED, PUBLIC_KEY, "r"),
        (SIGNED.replace("sMAHI=", "sMAHM="), PUBLIC_KEY, ""),
        (f"A{SIGNED[1:]}", PUBLIC_KEY, ""),
        (SIGNED, f"Q{PUBLIC_KEY[1:]}", ""),
        (SIGNED, "c2hvcnQ=", ""),
        (SIGNED, "", ""),
        ("", PUBLIC_KEY, ""),
        ("c2hvcnQ=", PUBLIC_KEY, ""),
        ("!", PUBLIC_KEY, ""),
    ],
)
def test_a_message_is_taken_out_of_what_its_key_signed(
    contents: str,
    public_key: str,
    message: str,
) -> None:
    assert computed(f"extract-signed('{contents}', '{public_key}')") == message
