from index.facts import extract_facts
from index.types import Document


def _document(text: str, title: str = "测试报告") -> Document:
    return Document("0" * 16, "r.txt", "0" * 64, "utf-8", text, title, ())


def test_a_fact_stands_in_the_sentence_that_states_it() -> None:
    document = _document("第一句没有数。全省新建学校12所。共培训7487人。")
    facts = extract_facts(document)
    assert [(f.quantity.surface, document.quote(f.sentence)) for f in facts] == [
        ("12所", "全省新建学校12所。"),
        ("7487人", "共培训7487人。"),
    ]
