"""Teachers: other networks, of which only the pooled features are used, and a linear classifier for each.

A teacher may know other classes, or none. Any pack serves, or a TFLite file of MobileNet v1 with or
without its classifier, such as Google's α 0.75 for 192 pixels or the embedding extractor of α 1 for
224 (both Apache-2.0). `teaching.py` fits the classifiers.
"""
import hashlib
import json
import os

import torch
from safetensors import safe_open

from slimmable.pack import Pack
from slimmable.tflite import Model


class Extractor:
    """A network up to its pooled features, at the side that its file is made for or at another."""

    def __init__(self, path, device="cpu", side=0):
        if not os.path.isfile(path):
            raise SystemExit(f"{path}: no such file")
        if path.endswith(".tflite"):
            model = Model(path, device)
            self.side, self._features = side or model.side, model.features
        else:
            pack = Pack(path, device)
            self.side = side or int(pack.metadata["base_side"])
            self._features = pack.features(1.0, self.side)
        self.name, self.digest = os.path.basename(path), digest(path)

    @classmethod
    def of(cls, text, device="cpu"):
        """That of `FILE`, or of `FILE@SIDE`."""
        path, at, side = text.rpartition("@")
        return cls(path, device, int(side)) if at and side.isdigit() else cls(text, device)

    def __call__(self, x):
        """[N, features] of NCHW pictures of its side."""
        return self._features(x).float()


class Teachers:
    """Answer views while a training runs: nothing else knows what a narrow crop still shows."""

    def __init__(self, sources, targets, classes, device):
        """`targets` is a file that `teach` wrote with these sources, or with more: it has their classifiers."""
        if not targets:
            raise SystemExit(f"{sources[0]}: its classifier is missing; name the file that teach wrote with --soft")
        with safe_open(targets, "pt", device=device) as file:
            told = json.loads((file.metadata() or {}).get("teachers", "[]"))
            heads = [[file.get_tensor(f"head.{n}.{part}") for part in ("weight", "bias")] for n in range(len(told))]
        if not told:
            raise SystemExit(f"{targets}: without a teacher's classifier; make it with teach")
        if len(heads[0][1]) != classes:
            raise SystemExit(f"{targets}: teachers of {len(heads[0][1])} classes; the pictures have {classes}")
        self.parts = []
        for source in sources:
            known = [number for number, teacher in enumerate(told) if teacher["digest"] == digest(source)]
            if not known:
                names = ", ".join(teacher["name"] for teacher in told)
                raise SystemExit(f"{source}: the classifiers in {targets} were made for {names}")
            self.parts.append((Extractor(source, device, told[known[0]]["side"]), *heads[known[0]]))
        self.sides = sorted({extractor.side for extractor, _, _ in self.parts})

    @classmethod
    def of(cls, recipe, pictures):
        """The teachers that a recipe asks for, or None."""
        return cls(recipe.teacher, recipe.soft, len(pictures.classes), recipe.device) if recipe.teacher else None

    @torch.no_grad()
    def __call__(self, views):
        """[N, classes]: the mean of their probabilities; `views` has NCHW pictures for each of their sides."""
        features = [extractor(views[extractor.side]) for extractor, _, _ in self.parts]
        with torch.autocast(features[0].device.type, enabled=False):
            return sum(answer(found, weight, bias)
                       for found, (_, weight, bias) in zip(features, self.parts)) / len(self.parts)


def answer(features, weight, bias):
    """[N, classes] probabilities by a linear classifier."""
    return (features.float() @ weight.T + bias).softmax(1)


def digest(path):
    """Tells one file from another, whatever they are called."""
    if not os.path.isfile(path):
        raise SystemExit(f"{path}: no such file")
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()[:16]
