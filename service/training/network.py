"""The network: the bundled encoder's layers with two heads, over a table of frozen embeddings.

A piece's embedding is a row of whole numbers and its scale, in training as in what is shipped, so
that nothing changes when the table is written in a byte a number.
"""

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network says of each row of a batch.

    Attributes:
        starts: Logits, shape (rows, tokens): does the answer begin here.
        ends: Logits, shape (rows, tokens): is this its last token.
        answerable: Logits, shape (rows,): does the passage answer the question.
    """

    starts: Tensor
    ends: Tensor
    answerable: Tensor


class FrozenTable(nn.Module):
    """Embeddings of pieces, a byte a number; they are not trained."""

    def __init__(self, weights: Tensor) -> None:
        super().__init__()
        scales = weights.abs().amax(dim=1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("numbers", (weights / scales).round().to(torch.int8))
        self.register_buffer("scales", scales)
        self.numbers: Tensor
        self.scales: Tensor

    def forward(self, ids: Tensor) -> Tensor:
        """Return one vector a piece, float32."""
        return self.numbers[ids].float() * self.scales[ids]


class ReaderNetwork(nn.Module):
    """Pieces of a question and a passage in; where the answer stands, and whether, out."""

    def __init__(self, table: FrozenTable, encoder: BertModel) -> None:
        super().__init__()
        self.table = table
        self.encoder = encoder
        size = encoder.config.hidden_size
        self.ends = nn.Linear(size, 2)
        self.answerable = nn.Sequential(nn.Linear(size, size), nn.Tanh(), nn.Linear(size, 1))

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Reading:
        """Return the reading of a batch.

        Args:
            ids: Pieces, int64, shape (rows, tokens).
            types: 0 for the question, 1 for the passage.
            mask: 1 for what is there, 0 for padding.
        """
        states = self.encoder(
            inputs_embeds=self.table(ids), attention_mask=mask, token_type_ids=types
        ).last_hidden_state
        starts, ends = self.ends(states).unbind(dim=-1)
        return Reading(starts, ends, self.answerable(states[:, 0]).squeeze(-1))


def network_from(encoder_folder: Path, rows: tuple[int, ...], max_tokens: int) -> ReaderNetwork:
    """Return an untrained reader on the layers of a BERT encoder.

    Args:
        encoder_folder: Holds a model that transformers can load.
        rows: The rows of its embeddings that are kept.
        max_tokens: Longest row of pieces that it will read.
    """
    encoder = BertModel.from_pretrained(str(encoder_folder), add_pooling_layer=False)
    words = encoder.embeddings.word_embeddings.weight.detach()
    places = encoder.embeddings.position_embeddings.weight.detach()[:max_tokens]
    kept = nn.Embedding(len(places), places.shape[1])
    with torch.no_grad():
        kept.weight.copy_(places)
    encoder.embeddings.position_embeddings = kept
    return _joined(FrozenTable(words[torch.tensor(rows)].clone()), encoder)


def network_of_shape(config: BertConfig) -> ReaderNetwork:
    """Return a reader of random weights, as the tests train it."""
    encoder = BertModel(config, add_pooling_layer=False)
    words = torch.randn(config.vocab_size, config.hidden_size)
    return _joined(FrozenTable(words), encoder)


def _joined(table: FrozenTable, encoder: BertModel) -> ReaderNetwork:
    # The encoder has seen type 0 only; its passages start out as what it knows.
    types = encoder.embeddings.token_type_embeddings.weight
    with torch.no_grad():
        types[1] = types[0]
    # The table takes its place.
    encoder.embeddings.word_embeddings = nn.Embedding(1, encoder.config.hidden_size)
    encoder.embeddings.word_embeddings.requires_grad_(False)
    return ReaderNetwork(table, encoder)
