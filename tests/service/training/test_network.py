from pathlib import Path

import torch
from transformers import BertConfig, BertModel

from service.training.network import FrozenTable, network_from
from tests.service.training.small_reader import small_network


def test_a_row_of_the_table_is_off_by_half_a_step_at_most():
    weights = torch.randn(20, 16)
    table = FrozenTable(weights)
    step = weights.abs().amax(dim=1, keepdim=True) / 127
    assert ((table(torch.arange(20)) - weights).abs() <= step / 2 + 1e-6).all()


def test_padding_changes_nothing():
    network = small_network().eval()
    ids = torch.tensor([[0, 5, 6, 7, 2, 1, 1]])
    types = torch.tensor([[0, 0, 1, 1, 1, 0, 0]])
    mask = torch.tensor([[1, 1, 1, 1, 1, 0, 0]])
    with torch.inference_mode():
        padded = network(ids, types, mask)
        bare = network(ids[:, :5], types[:, :5], mask[:, :5])
    assert torch.allclose(padded.starts[:, :5], bare.starts, atol=1e-5)
    assert torch.allclose(padded.answerable, bare.answerable, atol=1e-5)


def test_a_network_takes_the_rows_and_places_that_it_keeps(tmp_path: Path):
    config = BertConfig(
        vocab_size=30,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=40,
    )
    encoder = BertModel(config, add_pooling_layer=False)
    encoder.save_pretrained(tmp_path)
    network = network_from(tmp_path, (3, 7), max_tokens=24)
    row = encoder.embeddings.word_embeddings.weight[7]
    assert torch.allclose(network.table(torch.tensor([1]))[0], row, atol=1e-3)
    places = network.encoder.embeddings.position_embeddings.weight
    assert torch.equal(places, encoder.embeddings.position_embeddings.weight[:24])
    types = network.encoder.embeddings.token_type_embeddings.weight
    assert torch.equal(types[0], types[1])
