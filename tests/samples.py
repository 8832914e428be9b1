"""Three short invented reports, for tests that need a library and not a real one."""

from pathlib import Path

HARBOUR = """青石港年度报告

一、吞吐量
2021年，全港完成货物吞吐量1.2亿吨，同比增长4.5%。其中集装箱吞吐量260万标准箱。
港区新建泊位7个，投资18.6亿元。

二、人员
全港有职工3200余名，其中技术工人占六成以上。当年招收新员工210名。
"""

ORCHARD = """云岭果业合作社工作总结

一、种植
合作社现有果园5600亩，今年产苹果1.35万吨，产值8800万元。
新栽果树12万株，成活率达到96%。

二、社员
入社农户418家，户均增收6300元。社员大会通过决议9项。
"""

LIBRARY = """临溪市图书馆服务年报

一、馆藏
馆藏图书152万册，全年新增图书4.8万册。电子书约30万种。

二、读者
全年接待读者96.4万人次，办理借书证2.1万张。读者满意度为98.2%。
举办讲座135场，参加者近2万人。
"""

REPORTS = {"harbour.txt": HARBOUR, "library.txt": LIBRARY, "orchard.md": ORCHARD}


def write_reports(folder: Path) -> Path:
    """Write all three to `folder`, made if need be, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
