"""Files of choices in XML and GeoJSON: faults are told with the number of the choice."""

import pytest

from bot.publishing.check import check
from tests.bot.publishing.workbooks import markdown, sheets


def found(name: str, data: str) -> list[tuple[str | None, int | None, str]]:
    form = markdown(sheets((f"select_one_from_file {name}", "town", "Which town")))
    told = check(form, "town.md", {name: data.encode()})
    return [
        (one.file, one.row, f"{one.reason} {one.values.get('said', '')}")
        for one in told.findings
        if one.severity == "error"
    ]


def items(*inside: str) -> str:
    return f"<root>{''.join(f'<item>{one}</item>' for one in inside)}</root>"


def features(*inside: str) -> str:
    return f'{{"type": "FeatureCollection", "features": [{", ".join(inside)}]}}'


def feature(
    properties: str, geometry: str = '{"type": "Point", "coordinates": [100.5, 7.2]}'
) -> str:
    return f'{{"type": "Feature", "properties": {properties}, "geometry": {geometry}}}'


GOOD_XML = "<name>hy</name><label>Hat Yai</label>"
GOOD = '{"id": "hy", "title": "Hat Yai"}'


@pytest.mark.parametrize(
    ("data", "number", "reason"),
    [
        (items(GOOD_XML, "<label>Songkhla</label>"), 2, "This choice has no name."),
        (items(GOOD_XML, "<name>sk</name><label> </label>"), 2, "This choice has no label."),
        (items(GOOD_XML, "<name>sk</name>"), 2, "This choice has no label."),
        (items(GOOD_XML, GOOD_XML), 2, "The name {name} stands twice."),
        ("<root><item><name>hy</item></root>", None, "cannot be read"),
        ('<!DOCTYPE r [<!ENTITY a "b">]><root/>', None, "document types and entities"),
        ("", None, "cannot be read"),
    ],
)
def test_a_fault_in_xml_names_the_choice(data: str, number: int | None, reason: str) -> None:
    file, where, why = found("towns.xml", data)[0]

    assert (file, where) == ("towns.xml", number)
    assert reason in why


@pytest.mark.parametrize(
    ("data", "number", "reason"),
    [
        (features(feature(GOOD), feature('{"title": "Songkhla"}')), 2, "has no name."),
        (features(feature(GOOD), feature('{"id": "sk"}')), 2, "has no label."),
        (features(feature(GOOD), feature(GOOD)), 2, "The name {name} stands twice."),
        (features(feature(GOOD), "7"), 2, "a feature is no object"),
        (features(feature(GOOD), feature("[1, 2]")), 2, "no feature as RFC 7946 has it"),
        (
            features(feature(GOOD), feature(GOOD, '{"type": "MultiPoint", "coordinates": []}')),
            2,
            "only points, lines and areas are read",
        ),
        (
            features(feature(GOOD), feature(GOOD, '{"type": "Point", "coordinates": [100.5]}')),
            2,
            "no feature as RFC 7946 has it",
        ),
        (features(feature(GOOD), feature(GOOD, '{"type": "Point"}')), 2, "no feature as RFC 7946"),
        ('{"type": "Feature"}', None, "no FeatureCollection"),
        ('{"features": [', None, "cannot be read"),
        ("[" * 100_000, None, "values within values, too deep"),
    ],
)
def test_a_fault_in_geojson_names_the_feature(data: str, number: int | None, reason: str) -> None:
    file, where, why = found("towns.geojson", data)[0]

    assert (file, where) == ("towns.geojson", number)
    assert reason in why


def test_good_files_have_no_faults() -> None:
    assert found("towns.xml", items(GOOD_XML)) == []
    assert found("towns.geojson", features(feature(GOOD))) == []
