import pytest

from index.documents import parse_document
from index.text import fold
from index.years import ReportYears, report_years


def _years(title: str, text: str, filename: str = "r.txt") -> ReportYears:
    document = parse_document(f"{title}\n\n{text}".encode(), filename)
    return report_years(document, fold(document.text))


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("2020年工作总结", ReportYears(2020, 2020)),
        ("2025年政府工作报告", ReportYears(2025, 2024)),
        ("工作材料", ReportYears()),
        ("关于2024年预算执行情况和2025年预算草案的报告", ReportYears(2025, 2024)),
        ("关于1957年国民经济计划的报告", ReportYears(1957, 1956)),
        ("某省国民经济和社会发展第十五个五年规划纲要", ReportYears(2026, 2025)),
        ("2024年国民经济和社会发展统计公报", ReportYears(2024, 2024)),
    ],
)
def test_a_report_that_opens_a_year_looks_back_on_the_one_before(
    title: str, years: ReportYears
) -> None:
    document = parse_document(f"{title}\n\n新建学校若干。".encode(), "r.txt")
    assert report_years(document, fold(document.text)) == years


def test_a_report_that_names_no_year_is_dated_by_its_filename() -> None:
    document = parse_document("政府工作报告\n\n新建学校若干。".encode(), "gov_2026_某省.txt")
    assert report_years(document, fold(document.text)) == ReportYears(2026, 2025)
    passage = parse_document("新建学校若干。".encode(), "某省2026年政府工作报告.txt")
    assert report_years(passage, fold(passage.text)) == ReportYears(2026, 2025)
    company = parse_document("营业收入若干。".encode(), "annual-2019.txt")
    assert report_years(company, fold(company.text)) == ReportYears(2019, 2019)
    longer = parse_document("工作材料\n\n新建学校若干。".encode(), "编号120261.txt")
    assert report_years(longer, fold(longer.text)) == ReportYears()


def test_a_file_is_no_title_of_its_report() -> None:
    text = "地区生产总值增长5.6%，一般公共预算收入增长3%。"
    assert _years("", text, "2024-河清.txt") == ReportYears(2024, 2023)


@pytest.mark.parametrize(
    ("text", "filename", "years"),
    [
        (
            "一般公共预算收入增长3%，规上工业增加值增长5%。",
            "河清-2024.txt",
            ReportYears(2024, 2023),
        ),
        (
            "一般公共预算收入增长3%，规上工业增加值增长5%。",
            "公报-2024.txt",
            ReportYears(2024, 2024),
        ),
        ("报告期内，高新技术企业和工业增加值增长。", "恒达-2024.txt", ReportYears(2024, 2024)),
        ("加强培训，推进建设，实施项目3个。", "河清-2024.txt", ReportYears(2024, 2023)),
        ("完成培训3期，项目达到3个。", "河清-2024.txt", ReportYears(2024, 2024)),
    ],
)
def test_a_text_dated_by_its_filename_opens_a_year_where_it_speaks_as_a_government(
    text: str, filename: str, years: ReportYears
) -> None:
    assert _years("", text, filename) == years


def test_a_government_says_of_which_years_it_reports() -> None:
    speech = "现在，我代表市人民政府，向大会报告过去五年的工作，请予审议。"
    assert _years("各位代表：", speech, "2018.txt") == ReportYears(2018, 2017, since=2013)
    speech = "现在，我代表市人民政府，向大会作工作报告，请予审议。\n一、2017年工作回顾\n新建学校。"
    assert _years("各位代表：", speech) == ReportYears(2018, 2017)
    assert _years("各位代表：", speech, "2018.txt") == ReportYears(2018, 2017)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("今年是“十四五”规划的第三年。", ReportYears(2023, 2023)),
        ("去年建成。今年是“十四五”开局之年。", ReportYears(2021, 2020)),
        ("总产值较“十二五”末增加一倍。这是加快发展的五年。", ReportYears(2021, 2020)),
        ("总产值较“十二五”末增加一倍。", ReportYears()),
    ],
)
def test_the_place_of_a_year_in_a_plan_tells_it(text: str, years: ReportYears) -> None:
    assert _years("工作材料", text) == years
