from io import BytesIO
from zipfile import ZIP_BZIP2, ZipFile

import pytest

from bot.publishing import package
from tests.bot.publishing.workbooks import excel, part_of, sheets, with_part

MB = 1024 * 1024


def refusal(source: bytes) -> str:
    with pytest.raises(package.Refused) as refused:
        package.search(source)
    return refused.value.finding.reason


def test_a_workbook_as_a_spreadsheet_program_saves_it_passes() -> None:
    package.search(excel(sheets()))


@pytest.mark.parametrize("source", [b"", b"PK\x03\x04", b"PK\x03\x04" + b"\x00" * 99, b"type,name"])
def test_bytes_that_are_no_package_are_no_workbook(source: bytes) -> None:
    assert refusal(source) == "This file is not a workbook that can be read."


def test_a_zip_of_something_else_is_no_workbook() -> None:
    stream = BytesIO()
    with ZipFile(stream, "w") as other:
        other.writestr("letter.txt", "hello")

    assert refusal(stream.getvalue()) == "This file is not a workbook that can be read."


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = with_part(excel(sheets()), "xl/worksheets/sheet1.xml", b"<a>" + b" " * (51 * MB))

    assert len(bomb) < MB
    assert refusal(bomb) == "This workbook unpacks to more than {most} MB or {parts} parts."


def test_a_part_that_lies_about_its_size_is_not_believed() -> None:
    honest = with_part(excel(sheets()), "xl/media/image1.png", b"\x00" * (2 * MB))
    size = (2 * MB).to_bytes(4, "little")
    lying = honest.replace(size, (10).to_bytes(4, "little"))

    assert lying != honest
    assert refusal(lying) == "This file is not a workbook that can be read."


def test_a_package_of_very_many_parts_is_refused() -> None:
    stream = BytesIO(excel(sheets()))
    with ZipFile(stream, "a") as crowded:
        for number in range(1_000):
            crowded.writestr(f"xl/media/{number}", b"")

    assert refusal(stream.getvalue()).startswith("This workbook unpacks to more than")


def test_the_same_part_twice_is_refused() -> None:
    stream = BytesIO(excel(sheets()))
    with ZipFile(stream, "a") as twice, pytest.warns(UserWarning, match="Duplicate name"):
        twice.writestr("xl/workbook.xml", "<workbook/>")

    assert refusal(stream.getvalue()) == "This file is not a workbook that can be read."


def test_an_unusual_way_of_packing_is_refused() -> None:
    stream = BytesIO(excel(sheets()))
    with ZipFile(stream, "a", ZIP_BZIP2) as odd:
        odd.writestr("xl/media/image1.png", b"\x00" * 99)

    assert refusal(stream.getvalue()) == "This file is not a workbook that can be read."


@pytest.mark.parametrize(
    "name", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "xl/activeX/activeX1.xml"]
)
def test_macros_are_refused_by_where_they_stand(name: str) -> None:
    assert refusal(with_part(excel(sheets()), name, b"x")) == "This workbook holds macros."


def test_macros_are_refused_by_what_the_package_says_it_is() -> None:
    source = excel(sheets())
    types = part_of(source, "[Content_Types].xml").replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )

    assert refusal(with_part(source, "[Content_Types].xml", types)) == "This workbook holds macros."


@pytest.mark.parametrize(
    "name", ["xl/externalLinks/externalLink1.xml", "xl/connections.xml", "xl/queryTables/q1.xml"]
)
def test_data_from_elsewhere_is_refused_by_where_it_stands(name: str) -> None:
    reason = refusal(with_part(excel(sheets()), name, b"<a/>"))

    assert reason == "This workbook takes data from another file or place."


def relations(kind: str) -> str:
    return (
        '<r:Relationships xmlns:r="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<r:Relationship Id="r1" Type="http://schemas.example/relationships/{kind}"'
        ' Target="https://elsewhere.example/book.xlsx" TargetMode="External"/></r:Relationships>'
    )


def test_a_relation_to_another_file_is_refused() -> None:
    source = with_part(
        excel(sheets()), "xl/worksheets/_rels/sheet1.xml.rels", relations("externalLinkPath")
    )

    assert refusal(source) == "This workbook takes data from another file or place."


def test_a_hyperlink_in_a_cell_is_allowed() -> None:
    package.search(
        with_part(excel(sheets()), "xl/worksheets/_rels/sheet1.xml.rels", relations("hyperlink"))
    )


@pytest.mark.parametrize("name", ["xl/embeddings/oleObject1.bin", "xl/embeddings/letter.docx"])
def test_files_inside_the_workbook_are_refused(name: str) -> None:
    reason = refusal(with_part(excel(sheets()), name, b"x"))

    assert reason == "This workbook has other files or objects inside it."


DTD = '<!DOCTYPE a [<!ENTITY b "boom">]><a>&b;</a>'


@pytest.mark.parametrize("content", [DTD.encode(), DTD.encode("utf-16"), b" \n" + DTD.encode()])
@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet9.bin"])
def test_xml_entities_are_refused_in_any_encoding_and_under_any_name(
    content: bytes, name: str
) -> None:
    reason = refusal(with_part(excel(sheets()), name, content))

    assert reason == "This workbook defines XML entities, which no spreadsheet program does."


def test_a_letter_of_a_word_processor_is_no_workbook() -> None:
    source = excel(sheets())
    types = part_of(source, "[Content_Types].xml").replace("spreadsheetml", "wordprocessingml")

    assert refusal(with_part(source, "[Content_Types].xml", types)) == (
        "This file is not a workbook that can be read."
    )


def test_broken_xml_is_no_workbook() -> None:
    broken = with_part(excel(sheets()), "xl/workbook.xml", b"<workbook><sheets>")

    assert refusal(broken) == "This file is not a workbook that can be read."
