import json
from pathlib import Path

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from service.training.vocabulary import Vocabulary, cut_vocabulary
from tests.service.training.small_reader import SPECIAL

PIECES = [*SPECIAL, "▁", "年", "的", "年的", "公路", "▁公路", "2", "20", "2.", ".", "),", "р", "ру"]


@pytest.fixture
def vocabulary(tmp_path: Path) -> Vocabulary:
    tokenizer = Tokenizer(models.Unigram([(piece, -1.0) for piece in PIECES], 3))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.add_special_tokens([*SPECIAL, "<mask>"])
    file = tmp_path / "tokenizer.json"
    tokenizer.save(str(file))
    return cut_vocabulary(file)


def test_rows_name_the_pieces_that_are_kept(vocabulary: Vocabulary):
    kept = [PIECES[row] for row in vocabulary.rows]
    assert kept == [*SPECIAL, "▁", "年", "的", "公路", "▁公路", "2", "20", ".", "р"]
    pieces = json.loads(vocabulary.tokenizer.to_str())["model"]["vocab"]
    assert [piece for piece, _ in pieces] == kept


def test_an_answer_before_a_particle_ends_at_the_end_of_a_piece(vocabulary: Vocabulary):
    encoded = vocabulary.tokenizer.encode("公路20年的", add_special_tokens=False)
    assert encoded.tokens == ["▁公路", "20", "年", "的"]
    assert encoded.offsets == [(0, 2), (2, 4), (4, 5), (5, 6)]
