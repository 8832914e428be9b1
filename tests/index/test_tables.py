from index.tables import table_cells

_MARKDOWN = """单位:万元
| 地区 | 产值 | 增速(%) |
|---|---|---|
| 甲县 | 1,200 | -3.5 |
"""
_BARE = """单位:元
科目
本期数
变动比例(%)
营业收入
1,175,301.32 -4.49
营业成本
903,236.58
0.19
说明:以上为合并口径。
"""


def _read(text: str) -> list[tuple[str, str, str, str]]:
    def words(span: object) -> str:
        return "" if span is None else text[span.start : span.end]  # type: ignore[attr-defined]

    return [(words(c.span), words(c.row), words(c.column), c.unit) for c in table_cells(text)]


def test_a_markdown_cell_knows_its_row_its_column_and_its_unit() -> None:
    assert _read(_MARKDOWN) == [
        ("1,200", "甲县", "产值", "万元"),
        ("-3.5", "甲县", "增速", "%"),
    ]


def test_a_table_left_as_lines_keeps_its_columns() -> None:
    assert _read(_BARE) == [
        ("1,175,301.32", "营业收入", "本期数", "元"),
        ("-4.49", "营业收入", "变动比例", "%"),
        ("903,236.58", "营业成本", "本期数", "元"),
        ("0.19", "营业成本", "变动比例", "%"),
    ]


def test_prose_holds_no_cells() -> None:
    assert table_cells("单位:万元。\n全年完成投资1200万元,增长5%。") == ()
