"""A tokeniser of single characters and a network small enough to train in a moment."""

import string

import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertConfig

from service.training.network import ReaderNetwork, network_of_shape

CHARACTERS = (
    "，。？！：；“”%全县有在共完成多少个公里家人修建公路桥学校年哪什么时候为因由于开工新增"
    + (string.digits + string.ascii_lowercase)
)
SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]


def small_tokenizer() -> Tokenizer:
    """Return a unigram tokeniser with the special pieces of the real one."""
    pieces = [*SPECIAL, "▁", *dict.fromkeys(CHARACTERS)]
    tokenizer = Tokenizer(models.Unigram([(piece, -1.0) for piece in pieces], 3))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.add_special_tokens(SPECIAL)
    return tokenizer


def small_network(seed: int = 0) -> ReaderNetwork:
    """Return a network of random weights for the pieces of `small_tokenizer`."""
    # What is this small takes longer on two threads, which wait for each other.
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    return network_of_shape(
        BertConfig(
            vocab_size=small_tokenizer().get_vocab_size(),
            hidden_size=16,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=32,
            max_position_embeddings=256,
            # Much, so that what it says depends on what it reads.
            initializer_range=0.5,
        )
    )
