from index.rows import (
    DocumentRows,
    all_rows_sha256,
    chunk_row,
    document_row,
    documents_from_rows,
    fact_row,
    row_sha256,
)
from index.types import Chunk, Document, Fact, Kind, Quantity, Span

TEXT = "全港有职工3200名。"


def document_rows(document_id: str, facts: int) -> DocumentRows:
    document = Document(document_id, "年报.txt", document_id * 4, "utf-8", TEXT, "年报", ())
    chunk = Chunk(document_id, 0, Span(0, len(TEXT)), ("年报",))
    quantity = Quantity(Kind.QUANTITY, "3200名", Span(5, 10))
    fact = Fact("f", document_id, quantity, "职工", (Span(3, 5),), Span(0, 11), (), "result")
    return DocumentRows(document, (chunk,), ("k",), (fact,) * facts)


def hashed(row: tuple[object, ...]) -> tuple[object, ...]:
    return (*row, "its hash")


def test_values_come_back_from_their_rows_each_with_its_document():
    held = (document_rows("0" * 16, facts=2), document_rows("1" * 16, facts=0))
    assert held == documents_from_rows(
        [hashed(document_row(rows.document)) for rows in held],
        [hashed(chunk_row(rows.chunks[0], rows.text_keys[0])) for rows in held],
        [hashed(fact_row(*pair)) for rows in held for pair in enumerate(rows.facts)],
    )


def test_rows_that_read_the_same_one_after_another_have_hashes_of_their_own():
    assert row_sha256("chunks", ("a", "bc")) != row_sha256("chunks", ("ab", "c"))
    assert row_sha256("chunks", ("a",)) != row_sha256("facts", ("a",))


def test_a_row_that_is_lost_or_moved_to_another_table_changes_the_hash_of_all():
    whole = all_rows_sha256({"chunks": ["a", "b"], "facts": ["c"]})
    assert whole != all_rows_sha256({"chunks": ["a"], "facts": ["c"]})
    assert whole != all_rows_sha256({"chunks": ["a"], "facts": ["b", "c"]})
