"""Write the model's card: `python -m training.card --out FOLDER --ner FOLDER --run FOLDER`.

The card says what the model is, what it was made from, under which licences, how well it reads, and the sha256 of the
network, without which the package will not open it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from mnemon.model.marks import HARMS
from mnemon.perceive.harm_words import listed
from mnemon.perceive.scheme import CASES, CHOICES, TAGS
from training.corpus import read_frames

HERE = Path(__file__).parent
NAME_CORPORA = ("gmb_ner.csv.gz", "wnut17_train.conll.gz")


def main() -> None:
    """Write the card, then measure with it and write the scores into it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder with model.onnx and tokenizer.json")
    parser.add_argument("--ner", type=Path, required=True, help="folder with the name corpora it was trained on")
    parser.add_argument("--run", type=Path, required=True, help="folder with the training run's log.json")
    args = parser.parse_args()
    path = args.out / "card.json"
    card = made(args.out, args.ner, args.run)
    path.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    card["scores"] = {"on": "corpus/dev.jsonl, held out", **scores(args.out)}
    path.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def made(out: Path, ner: Path, run: Path) -> dict[str, Any]:
    """Everything but the scores."""
    recipe = yaml.safe_load((HERE / "recipe.yaml").read_text(encoding="utf-8"))
    log = json.loads((run / "log.json").read_text(encoding="utf-8"))
    return {
        "name": "mnemon-reader",
        "digest": digest(out / "model.onnx"),
        "tokenizer_digest": digest(out / "tokenizer.json"),
        "task": "marks claims of harm and acts of conflict in English sentences, with who, where, when and who says so",
        "base": "all-MiniLM-L6-v2 (Apache-2.0), 6 layers, 384 wide, with a casing and a marking feature added",
        "licence": "Apache-2.0",
        "form": "ONNX, int8 weights by dynamic quantisation",
        "labels": {**{head: list(tags) for head, tags in TAGS.items()}, **{h: list(c) for h, c in CHOICES.items()}},
        "cases": list(CASES),
        "trained_on": [
            *(_corpus(name) for name in recipe["frames"]),
            *(_names(ner / name) for name in NAME_CORPORA),
        ],
        "held_out": [_corpus(name) for name in recipe["held_out"]],
        "harm_words": harm_words(recipe["frames"]),
        "recipe": recipe,
        "minutes": round(sum(row["seconds"] for row in log) / 60, 1),
        "limits": "English news and registers, a sentence at a time; what spans sentences is joined by the codebook",
    }


def _corpus(name: str) -> dict[str, Any]:
    sentences = list(read_frames(HERE / "corpus" / name))
    frames = sum(len(s.frames or ()) for s in sentences)
    found = {"file": f"training/corpus/{name}", "sha256": digest(HERE / "corpus" / name)}
    return {**found, "sentences": len(sentences), "frames": frames, "licence": "Apache-2.0, see corpus/README.md"}


def harm_words(files: Sequence[str]) -> dict[str, str]:
    """How the words begin that tell each kind of harm in the labelled sentences."""
    told = (s for name in files for s in read_frames(HERE / "corpus" / name))
    return listed((f.kind, f.trigger.of(s.text)) for s in told for f in s.frames or () if f.kind in HARMS)


def _names(path: Path) -> dict[str, Any]:
    licence = "CC BY 4.0" if "wnut" in path.name else "text public domain, labels of the Groningen Meaning Bank"
    return {"file": path.name, "sha256": digest(path), "licence": licence}


def scores(out: Path) -> dict[str, float]:
    """The held-out scores of the model in `out`."""
    from bench import accuracy  # noqa: PLC0415 - opens the model, which needs the card

    from mnemon.pipeline import open_engine  # noqa: PLC0415

    return accuracy.frames(open_engine(model=out))


def digest(path: Path) -> str:
    """The file's sha256 in hexadecimal."""
    return sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
