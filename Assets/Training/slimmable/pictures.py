"""The cache: all pictures of a source as one safetensors file of bytes, squared to one side.

Tensors: `train`, `val` [pictures, side, side, 3] uint8; `train_y`, `val_y` [pictures] int32;
`heldout` [rows of train] int32: training pictures set apart for choosing checkpoints and recipes.
Rows are sorted by path, so the same source gives the same rows. Metadata: `classes`, a JSON list
of [id, name]; `rows`, a digest of the training paths that soft targets must agree with.
"""
import hashlib
import io
import json
import random

import numpy as np
import torch
from PIL import Image, ImageOps
from safetensors import safe_open
from safetensors.torch import save_file

from slimmable.sources import Entry, files, pairs


def prepare(source, cache, inside="", side=64, names="", validation=0.1, heldout=0, each=0):
    """Reads a source and writes its cache.

    - validation: the share of each class that becomes the validation set where the source has none.
    - heldout: how many training pictures are set apart, evenly over the classes.
    - each: how many training pictures of each class are kept, the held-out ones among them; 0: all.
    """
    training, judged, texts = {}, {}, {}
    for path, content in files(source, inside):
        entry = Entry.of(path)
        if entry is None:
            texts[path.split("/")[-1]] = content.decode()
        else:
            (judged if entry.is_validation else training)[path] = (entry.label, square(content, path, side))
    if "val_annotations.txt" in texts:
        labels = pairs(texts["val_annotations.txt"])
        judged = {path: (labels[path.split("/")[-1]], pixels) for path, (_, pixels) in judged.items()}
    ids = sorted(set(texts.get("wnids.txt", "").split()) or {label for label, _ in training.values()})
    if len(ids) < 2:
        raise SystemExit(f"{source}: {len(ids)} folders with pictures found; each class wants its own folder")
    if not judged:
        judged = _set_apart(training, lambda own: max(1, round(validation * own)))
    if each:
        _set_apart(training, lambda own: own - each)
    named = pairs(texts.get("names.txt", "") or texts.get("words.txt", ""))
    if names:
        with open(names, encoding="utf-8") as file:
            named = pairs(file.read())
    classes = [(i, named.get(i, i.replace("_", " "))) for i in ids]
    metadata = {"classes": json.dumps(classes), "rows": digest(training)}
    tensors = {**_stacked("train", training, ids, side), **_stacked("val", judged, ids, side)}
    tensors["heldout"] = _held_out(tensors["train_y"], len(ids), heldout)
    save_file(tensors, cache, metadata)
    print(f"{len(tensors['train_y'])} pictures for training, {len(tensors['heldout'])} of them held out, "
          f"{len(tensors['val_y'])} for validation; {len(ids)} classes, side {side}")


def square(content, path, side):
    """The central square of a picture file, resized."""
    try:
        picture = Image.open(io.BytesIO(content))
        picture.draft("RGB", (2 * side, 2 * side))  # a large JPEG is decoded at a smaller size
        picture = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, ValueError) as problem:
        raise SystemExit(f"{path}: {problem}") from None
    width, height = picture.size
    edge = min(width, height)
    left, top = (width - edge) // 2, (height - edge) // 2
    box = (left, top, left + edge, top + edge)
    if picture.size != (side, side):
        picture = picture.resize((side, side), Image.Resampling.LANCZOS, box=box)
    return np.asarray(picture)


def digest(paths):
    """Tells one list of training pictures from another."""
    return hashlib.sha256("\n".join(path.split("/")[-1] for path in sorted(paths)).encode()).hexdigest()[:16]


def _set_apart(training, wanted):
    """Moves pictures of each class out of the training ones, `wanted` of so many; one always stays."""
    by_class = {}
    for path, (label, _) in sorted(training.items()):
        by_class.setdefault(label, []).append(path)
    chosen = [path for paths in by_class.values()
              for path in random.Random(11).sample(paths, max(0, min(len(paths) - 1, wanted(len(paths)))))]
    return {path: training.pop(path) for path in chosen}


def _stacked(key, rows, ids, side):
    """The tensors of one part; empties `rows`, so that the pictures lie in memory about once."""
    index = {name: number for number, name in enumerate(ids)}
    pixels = torch.empty(len(rows), side, side, 3, dtype=torch.uint8)
    labels = torch.empty(len(rows), dtype=torch.int32)
    for row, path in enumerate(sorted(rows)):
        label, picture = rows.pop(path)
        if label not in index:
            raise SystemExit(f"{path}: '{label}' is none of the classes of the training pictures")
        pixels[row], labels[row] = torch.from_numpy(picture.copy()), index[label]
    return {key: pixels, f"{key}_y": labels}


def _held_out(labels, classes, count):
    """The rows of `count` training pictures, as many of each class, drawn once for all."""
    draw = torch.Generator().manual_seed(5)
    each = -(-count // classes)
    rows = [own[torch.randperm(len(own), generator=draw)[:min(each, len(own) // 2)]]
            for own in (torch.nonzero(labels == k)[:, 0] for k in range(classes))]
    return torch.cat(rows)[:count if count else 0].sort().values.int()


class Pictures:
    """A cache, opened: each part is read when it is first asked for, and kept."""

    def __init__(self, cache, device="cpu"):
        self.cache, self.device, self._parts = cache, device, {}
        with safe_open(cache, "pt") as file:
            self.classes = [tuple(pair) for pair in json.loads(file.metadata()["classes"])]
            self.rows = file.metadata()["rows"]
            self.heldout = file.get_tensor("heldout").long()

    def training(self, with_heldout=False):
        """Pixels and labels of all training rows, and the rows that may be trained on."""
        pixels, labels = self._part("train")
        keep = torch.ones(len(labels), dtype=torch.bool)
        if not with_heldout:
            keep[self.heldout] = False
        return pixels, labels, torch.nonzero(keep)[:, 0].to(self.device)

    def judged(self, split):
        """Pixels and labels of a part to measure on: `val` or `heldout`.

        In one fixed random order, so that any first pictures are a fair sample.
        """
        pixels, labels = self._part("val" if split == "val" else "train")
        rows = torch.arange(len(labels)) if split == "val" else self.heldout
        rows = rows[torch.randperm(len(rows), generator=torch.Generator().manual_seed(1))].to(self.device)
        return pixels[rows], labels[rows]

    def _part(self, key):
        if key not in self._parts:
            with safe_open(self.cache, "pt", device=self.device) as file:
                self._parts[key] = file.get_tensor(key), file.get_tensor(f"{key}_y").long()
        return self._parts[key]
