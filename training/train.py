"""Fine-tune the encoder: `python -m training.train --order N --ner FOLDER --base FOLDER --out FOLDER`.

Runs of the recipe's several orders begin with the same weights and see the same sentences, in an order of their own;
training/mean.py takes the mean of what they learnt. A run that was cut off goes on from its last whole epoch.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
import yaml
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional
from torch.optim import AdamW
from torch.optim.lr_scheduler import OneCycleLR
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from mnemon.perceive.words import Pieces, encode
from training.corpus import Sentence, read_frames, read_gmb, read_wnut
from training.examples import IGNORE, Example, first_pass, second_pass
from training.network import Network, choice_slices, tag_slices
from training.resume import fingerprint, keep, resume
from training.swaps import Swapper

HERE = Path(__file__).parent


def main() -> None:
    """Read the recipe, train, write weights and a log."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--order", type=int, required=True, help="the seed of the order, one of the recipe's orders")
    parser.add_argument("--ner", type=Path, required=True, help="folder with gmb_ner.csv.gz and wnut17_train.conll.gz")
    parser.add_argument("--base", type=Path, required=True, help="folder with the base weights and tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--recipe", type=Path, default=HERE / "recipe.yaml")
    parser.add_argument("--start", type=Path, help="folder with weights.pt to go on from, if not the base")
    args = parser.parse_args()
    recipe = yaml.safe_load(args.recipe.read_text())
    recipe |= recipe.get("of_order", {}).get(args.order, {})
    torch.manual_seed(recipe["seed"])
    torch.set_num_threads(recipe["threads"])
    tokenizer = open_tokenizer(args.base)
    corpus = load(recipe, args.ner)
    network = Network(args.base, recipe["dropout"])
    if args.start:
        network.load_state_dict(torch.load(args.start / "weights.pt"))
    torch.manual_seed(args.order)
    kept = args.out / "epoch.pt"
    log = fit(network, corpus, tokenizer, recipe, args.order, kept)
    torch.save(network.state_dict(), args.out / "weights.pt")
    (args.out / "log.json").write_text(json.dumps(log, indent=1))
    kept.unlink()


def open_tokenizer(base: Path) -> Tokenizer:
    """The base model's tokenizer, which neither pads nor cuts."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def load(recipe: dict, ner: Path) -> list[Sentence]:
    """All sentences to learn from. Names of frame-labelled VOA sentences are the NER table's; dev texts stay out."""
    rng = random.Random(recipe["seed"])
    gmb = {key(s.text): s for s in read_gmb(ner / "gmb_ner.csv.gz")}
    held = {key(s.text) for name in recipe["held_out"] for s in read_frames(HERE / "corpus" / name)}
    labelled = [named(s, gmb) for name in recipe["frames"] for s in read_frames(HERE / "corpus" / name)]
    seldom = recipe.get("seldom", {"share": 1, "frames": []})
    known = [named(s, gmb) for name in seldom["frames"] for s in read_frames(HERE / "corpus" / name)]
    rest = [s for k, s in gmb.items() if k not in held]
    names = rng.sample(rest, recipe["gmb_sentences"])
    names += [s for s in read_wnut(ner / "wnut17_train.conll.gz") if s.names][: recipe["wnut_sentences"]]
    return [*labelled, *shared(known, seldom["share"]), *shared(names, recipe["names_share"])]


def shared(sentences: list[Sentence], share: float) -> list[Sentence]:
    """The sentences, of which that share is seen in each epoch."""
    return [replace(s, share=share) for s in sentences]


def named(sentence: Sentence, gmb: dict[str, Sentence]) -> Sentence:
    """The sentence with the names that the NER table has of it, if any; takes it out of that table."""
    twin = gmb.pop(key(sentence.text), None)
    return replace(sentence, names=twin.names if twin else None)


def key(text: str) -> str:
    """Letters and digits alone: equal for two printings of one sentence."""
    return "".join(c for c in text if c.isalnum())


@dataclass(frozen=True)
class Material:
    """What an epoch is drawn from. `ready`: sentences with their pieces; `names`: what names may be swapped for."""

    ready: Sequence[tuple[Sentence, Pieces]]
    swapper: Swapper
    tokenizer: Tokenizer
    recipe: dict


def examples(material: Material, rng: random.Random) -> Iterator[Example]:
    """One epoch's examples; of some sentences a fresh share each time, of those with frames some with swaps."""
    swapped: list[Sentence] = []
    for sentence, pieces in material.ready:
        if sentence.share < 1 and rng.random() > sentence.share:
            continue
        if sentence.frames and rng.random() < material.recipe["swap_share"]:
            swapped.append(material.swapper.swap(sentence, rng))
            continue
        yield from _both(sentence, pieces, rng)
    windows = encode(material.tokenizer, [s.text for s in swapped])
    for sentence, found in zip(swapped, windows, strict=True):
        yield from _both(sentence, found[0], rng)


def _both(sentence: Sentence, pieces: Pieces, rng: random.Random) -> Iterator[Example]:
    yield first_pass(sentence, pieces)
    if sentence.frames:
        yield from second_pass(sentence, pieces, rng)


def batches(found: list[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches of examples of about the same length, in random order."""
    found.sort(key=lambda e: len(e.ids) + rng.random() * 6)
    groups = [found[i : i + size] for i in range(0, len(found), size)]
    rng.shuffle(groups)
    yield from groups


def fit(
    network: Network, corpus: list[Sentence], tokenizer: Tokenizer, recipe: dict, order: int, kept: Path
) -> list[dict]:
    """The training loop; returns a row per epoch.

    `order`: the seed of what is drawn and when; `kept`: the file that holds what is learnt by the end of each epoch.
    """
    rng = random.Random(order)
    pieces = encode(tokenizer, [s.text for s in corpus])
    ready = [(s, windows[0]) for s, windows in zip(corpus, pieces, strict=True) if windows]
    material = Material(ready, Swapper.of(corpus), tokenizer, recipe)
    steps = sum(1 for _ in batches(list(examples(material, rng)), recipe["batch"], rng))
    optimiser, schedule = optimisers(network, recipe, steps)
    mean = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(recipe["average"]))
    parts = {"network": network, "optimiser": optimiser, "schedule": schedule, "mean": mean}
    run = fingerprint(recipe, order, corpus, network)
    log = resume(kept, run, parts, rng)
    for epoch in range(len(log), recipe["epochs"]):
        start, losses = time.time(), []
        network.train()
        for batch in batches(list(examples(material, rng)), recipe["batch"], rng):
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=recipe.get("half", True)):
                loss = step_loss(network, batch, recipe)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            mean.update_parameters(network)
            optimiser.zero_grad(set_to_none=True)
            losses.append(float(loss.detach()))
        row = {"epoch": epoch, "loss": sum(losses) / len(losses), "steps": len(losses), "seconds": time.time() - start}
        print(json.dumps(row), flush=True)
        log.append(row)
        keep(kept, run, parts, rng, log)
    network.load_state_dict(mean.module.state_dict())
    return log


def optimisers(network: Network, recipe: dict, steps: int) -> tuple[AdamW, OneCycleLR]:
    """What changes the weights, and by how much at each step. `steps`: those of an epoch."""
    body = [p for n, p in network.named_parameters() if n.startswith("encoder.")]
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    rates = [recipe["rate"], recipe["head_rate"]]
    groups = [{"params": body, "lr": rates[0]}, {"params": heads, "lr": rates[1]}]
    optimiser = AdamW(groups, weight_decay=recipe["weight_decay"], fused=True)
    total = int(steps * recipe["epochs"] * 1.02) + 20
    return optimiser, OneCycleLR(optimiser, rates, total_steps=total, pct_start=0.1)


def step_loss(network: Network, batch: list[Example], recipe: dict) -> Tensor:
    """Sum of the heads' losses, each the mean over what the batch labels."""
    ids, mask, marks, cases = stack(batch)
    tokens, frames = network(ids, mask, marks, cases)
    loss = torch.zeros(())
    for head, where in tag_slices().items():
        target = pad([e.tags.get(head, [IGNORE] * len(e.ids)) for e in batch], ids.shape[1], IGNORE)
        logits = tokens[..., where].float()
        if head == "name":
            logits = _loosen(logits, batch)
        if bool((target != IGNORE).any()):
            loss = loss + recipe["weights"][head] * functional.cross_entropy(
                logits.flatten(0, 1), target.flatten(), ignore_index=IGNORE
            )
    for head, where in choice_slices().items():
        chosen = torch.tensor([e.choices.get(head, IGNORE) for e in batch])
        if bool((chosen != IGNORE).any()):
            loss = loss + recipe["weights"][head] * functional.cross_entropy(
                frames[:, where].float(), chosen, ignore_index=IGNORE
            )
    return loss


def _loosen(logits: Tensor, batch: list[Example]) -> Tensor:
    """Where a corpus does not label a type, an "O" may hide it: its probability counts as the O's own."""
    for row, example in enumerate(batch):
        if example.loose:
            hidden = logits[row][:, [0, *example.loose]].logsumexp(-1)
            merged = logits[row].clone()
            merged[:, list(example.loose)] = -1e4
            merged[:, 0] = hidden
            logits = torch.cat([logits[:row], merged.unsqueeze(0), logits[row + 1 :]])
    return logits


def stack(batch: list[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Padded ids, mask, marks and cases, each [batch, pieces]."""
    width = max(len(e.ids) for e in batch)
    ids = pad([list(e.ids) for e in batch], width, 0)
    mask = pad([[1] * len(e.ids) for e in batch], width, 0)
    return ids, mask, pad([e.marks for e in batch], width, 0), pad([list(e.cases) for e in batch], width, 0)


def pad(rows: list[list[int]], width: int, filler: int) -> Tensor:
    """Rows of one width."""
    return torch.tensor([row + [filler] * (width - len(row)) for row in rows])


if __name__ == "__main__":
    main()
