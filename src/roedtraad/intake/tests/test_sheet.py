"""The source as text beside the review: set as it is printed."""

from roedtraad.intake.sheet import sheet


def cell(index, text, row, column):
    return {"index": index, "kind": "paragraph", "text": text, "cell": [1, row, column, False, 1, 1]}


def test_the_paragraphs_of_one_cell_stand_in_one_cell():
    blocks = [
        cell(0, "Baggrund", 0, 0),
        cell(1, "Første afsnit.", 0, 1),
        cell(2, "Andet afsnit.", 0, 1),
        cell(3, "Formål", 1, 0),
    ]
    ((kind, rows),) = sheet(blocks, [], None).runs
    assert kind == "table"
    assert [[[each.block["text"] for each in told] for told in row] for row in rows] == [
        [["Baggrund"], ["Første afsnit.", "Andet afsnit."]],
        [["Formål"]],
    ]
    assert len(sheet(blocks, [], None).texts) == 4
