"""The features that a teacher has for every training picture, computed shard by shard.

On a CPU that takes an hour or more. Each shard, some pictures in one view, is a file that is there as
a whole or not at all: whoever stops the command loses one shard, and the same command goes on.
"""
import hashlib
import os
import time

import torch
from safetensors.torch import load_file, save_file

from slimmable.views import Augmentation, central, normalised, seen, whole

SHARD = 2000  # pictures: 20 s of one core at side 224
NAMED = ("whole", "mirrored", "central")  # further views are random crops
CLOSEST = 128  # the side of a training whose crops are drawn: the largest, with the closest ones


class Shards:
    """One teacher's features, in a folder of their own."""

    def __init__(self, folder, extractor, pictures, views, float32=False):
        """The folder's name follows from all that the features depend on: others are never taken for them."""
        self.extractor, self.views, self.float32 = extractor, views, float32
        self.pixels = pictures.training()[0]
        facts = f"{extractor.digest} {pictures.rows} {tuple(self.pixels.shape)} {float32}"
        key = hashlib.sha256(facts.encode()).hexdigest()[:8]
        stem = os.path.splitext(extractor.name)[0]
        self.folder = os.path.join(folder, f"{stem}-{extractor.side}-{key}")

    def compute(self):
        """Computes the shards that are missing."""
        os.makedirs(self.folder, exist_ok=True)
        missing = [(view, first) for view in range(self.views) for first in range(0, len(self.pixels), SHARD)
                   if not os.path.exists(self._path(view, first))]
        try:
            self._compute(missing)
        except KeyboardInterrupt:
            raise SystemExit("stopped; the same command goes on from here") from None

    def _compute(self, missing):
        """Writes these shards, and tells now and then how far it is."""
        begun = told = time.monotonic()
        seen_here = 0
        for done, (view, first) in enumerate(missing, 1):
            features = self._shard(view, first)
            path = self._path(view, first)
            save_file({"features": features.cpu()}, path + ".new")
            os.replace(path + ".new", path)
            now, seen_here = time.monotonic(), seen_here + len(features)
            if now - told > 30 or done == len(missing):
                told = now
                print(f"{self.extractor.name} at side {self.extractor.side}: {done} of {len(missing)} shards, "
                      f"{1000 * (now - begun) / seen_here:.1f} ms a picture, "
                      f"{(now - begun) / done * (len(missing) - done) / 60:.0f} minutes to go", flush=True)

    def view(self, view):
        """[pictures, features] of one view, in halves."""
        parts = [load_file(self._path(view, first), device=str(self.pixels.device))["features"]
                 for first in range(0, len(self.pixels), SHARD)]
        return torch.cat(parts)

    def _path(self, view, first):
        return os.path.join(self.folder, f"{name(view)}-{first // SHARD:04d}.safetensors")

    def _shard(self, view, first):
        pixels = self.pixels[first:first + SHARD]
        windows, device = crops(pixels, view, first), pixels.device.type
        parts, chunk = [], 50 if device == "cpu" else 500  # few pictures at once leave a GPU idle
        for begin in range(0, len(pixels), chunk):
            shown = look(pixels[begin:begin + chunk], windows[begin:begin + chunk], view, self.extractor.side)
            with torch.autocast(device, torch.bfloat16, enabled=not self.float32):
                parts.append(self.extractor(shown).half())
        return torch.cat(parts)


def name(view):
    return NAMED[view] if view < len(NAMED) else f"crop{view - len(NAMED) + 1}"


def crops(pixels, view, first):
    """Random windows, alike for all teachers: the mean of their answers is one about the same thing."""
    draw = torch.Generator(pixels.device).manual_seed(10 ** 6 * view + first)
    return Augmentation().windows(normalised(pixels), CLOSEST, draw)


def look(pixels, windows, view, side):
    """NCHW pictures of that side."""
    if view >= len(NAMED):
        return seen(normalised(pixels), windows, side)
    if NAMED[view] == "central":
        return central(pixels, side)
    shown = whole(pixels, side)
    return shown.flip(3) if NAMED[view] == "mirrored" else shown
