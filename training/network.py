"""The network: one MiniLM encoder with a casing feature, and a linear head for each question."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from mnemon.perceive.scheme import CASES, CHOICES, MARK_TRIGGER, TAGS


class Network(nn.Module):
    """(ids, mask, marks, cases), each [batch, pieces] -> token logits [batch, pieces, tags], frame logits."""

    def __init__(self, base: Path, dropout: float = 0.1) -> None:
        super().__init__()
        config = BertConfig.from_pretrained(base, attn_implementation="eager", hidden_dropout_prob=dropout)
        self.encoder = BertModel.from_pretrained(base, config=config, add_pooling_layer=False)
        width = config.hidden_size
        self.marks = nn.Embedding(3, width)
        self.cases = nn.Embedding(len(CASES), width)
        nn.init.normal_(self.marks.weight, std=0.02)
        nn.init.normal_(self.cases.weight, std=0.02)
        self.dropout = nn.Dropout(dropout)
        self.tags = nn.Linear(width, sum(len(t) for t in TAGS.values()))
        self.choices = nn.Linear(2 * width, sum(len(c) for c in CHOICES.values()))

    def forward(self, ids: Tensor, mask: Tensor, marks: Tensor, cases: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of all token heads side by side, and of all frame heads (mean of the marked trigger, first token)."""
        hidden = self.dropout(self.hidden(ids, mask, marks, cases))
        on = (marks == MARK_TRIGGER).unsqueeze(-1).to(hidden.dtype)
        pooled = (hidden * on).sum(1) / on.sum(1).clamp(min=1.0)
        on2 = (marks == 2).unsqueeze(-1).to(hidden.dtype)
        anchor = (hidden * on2).sum(1) / on2.sum(1).clamp(min=1.0)
        return self.tags(hidden), self.choices(torch.cat([pooled, anchor], dim=-1))

    def hidden(self, ids: Tensor, mask: Tensor, marks: Tensor, cases: Tensor) -> Tensor:
        """The encoder's last hidden states [batch, pieces, width]."""
        words = self.encoder.embeddings.word_embeddings(ids) + self.cases(cases) + self.marks(marks)
        return self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state


def tag_slices() -> dict[str, slice]:
    """Where each token head's logits stand."""
    return _slices({name: len(tags) for name, tags in TAGS.items()})


def choice_slices() -> dict[str, slice]:
    """Where each frame head's logits stand."""
    return _slices({name: len(options) for name, options in CHOICES.items()})


def _slices(sizes: dict[str, int]) -> dict[str, slice]:
    slices, at = {}, 0
    for name, size in sizes.items():
        slices[name] = slice(at, at + size)
        at += size
    return slices
