"""Exact batch-norm statistics for a grid of widths and sides.

Running averages would belong to one width and one side. So after training each point of the grid
gets its own: layer by layer over all pictures, which makes every layer's statistics those of the
network that will run, with all layers before it normalised already.
"""
import contextlib
import json
import multiprocessing
import time

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch.nn import functional as F

from slimmable import checkpoint, mixing
from slimmable.network import EPSILON, UNITS
from slimmable.pictures import Pictures
from slimmable.views import central

# Interpolating over a tenth costs nearly a point, and narrow networks change faster with α: see README.md.
WIDTHS = [0.25, 0.275, 0.3, 0.325, 0.35, 0.375, 0.4, 0.425, 0.45, 0.475, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8,
          0.85, 0.9, 0.95, 1.0]
# Of both kinds: with maps that halve evenly, and with odd ones (just past 32 and 64). The rest is mixed.
SIDES = [32, 33, 40, 48, 64, 65, 96, 112, 128, 224]
DEPTHWISE = [unit for unit in UNITS if unit.is_depthwise]
KINDS = {"bn.mean": [UNITS[0]] + DEPTHWISE, "bn.std": UNITS, "activation.mean": DEPTHWISE}


@torch.no_grad()
def statistics(network, pixels, alpha, side, chunk=64):
    """{kind: its values of all its layers in a row} for one width and side."""
    maps = [central(pixels[first:first + chunk], side) for first in range(0, len(pixels), chunk)]
    found = {}
    for unit in UNITS:
        maps = [network.convolution(x, unit, alpha) for x in maps]
        mean = _average(maps)
        variance = _average((x - _per_channel(mean)).square_() for x in maps)
        deviation = (variance + EPSILON).sqrt()
        gamma, beta = network.affine(unit, len(mean))
        scale = gamma / deviation
        shift = beta - mean * scale
        maps = [F.relu6(x * _per_channel(scale) + _per_channel(shift)) for x in maps]
        found[unit.name] = {"bn.mean": mean, "bn.std": deviation, "activation.mean": _average(maps)}
    return {kind: torch.cat([found[unit.name][kind] for unit in units]).cpu() for kind, units in KINDS.items()}


def _average(maps):
    total, places = 0, 0
    for x in maps:
        total, places = total + x.sum((0, 2, 3)), places + x[:, 0].numel()
    return total / places


def _per_channel(values):
    return values.view(1, -1, 1, 1)


def pictures_for(side, share=1.0):
    """Small maps have few places to average over, so they see more pictures."""
    return max(1, round(share * min(2048, max(320, 65536 // side))))


def calibrate(start, cache, path, widths, sides, device="cpu", workers=2, share=1.0, every_side_to=128):
    """Writes the statistics of a checkpoint's grid, and how its sides make up all others.

    - share: scales the number of pictures.
    - every_side_to: from this side on, neighbours are interpolated.
    """
    network, state = checkpoint.load(start, averaged=True)
    pixels, _, rows = Pictures(cache).training()
    rows = rows[torch.randperm(len(rows), generator=torch.Generator().manual_seed(7))]
    pixels = pixels[rows[:pictures_for(min(sides), share)]]
    points = [(alpha, side) for side in sorted(sides, reverse=True) for alpha in sorted(widths, reverse=True)]
    jobs = [(alpha, side, network, pixels[:pictures_for(side, share)], device) for alpha, side in points]
    # The same pictures at each side: what they have in common must not look like a difference.
    between = range(min(sides), min(every_side_to, max(sides)) + 1)
    few = pixels[:pictures_for(128, share)]
    jobs += [(min(widths), side, network, few, device) for side in ({*between, *sides} if between else ())]
    tensors, exact, begun = {}, {}, time.monotonic()
    pool = multiprocessing.get_context("fork").Pool(workers) if device == "cpu" and workers > 1 else None
    with pool or contextlib.nullcontext():
        for done, (alpha, side, found) in enumerate((pool.imap if pool else map)(_point, jobs), 1):
            if done > len(points):
                exact[side] = found
            else:
                tensors.update({f"{kind}.{alpha}@{side}": values for kind, values in found.items()})
            if done % len(widths) == 0:
                print(f"{done} of {len(jobs)} points, {time.monotonic() - begun:.0f} s", flush=True)
    if exact:
        tensors["mix"] = mixing.fitted(sorted(sides), exact, min(widths))
    save_file(tensors, path, {"state": state.text(), "widths": json.dumps(sorted(widths)),
                              "sides": json.dumps(sorted(sides))})


def _point(job):
    alpha, side, network, pixels, device = job
    if device == "cpu":
        torch.set_num_threads(1)
    return alpha, side, statistics(network.to(device), pixels.to(device), alpha, side)


class Statistics:
    """What `calibrate` wrote, table by table."""

    def __init__(self, path, state):
        with safe_open(path, "pt") as file:
            if file.metadata()["state"] != state.text():
                raise SystemExit(f"{path}: statistics of another checkpoint; calibrate again")
            self.widths, self.sides = (json.loads(file.metadata()[key]) for key in ("widths", "sides"))
            self.values = {name: file.get_tensor(name) for name in file.keys()}
            self.mix = self.values.pop("mix", None)

    def table(self, kind, alpha):
        """[sides, channels of the kind's layers at that width]."""
        return torch.stack([self.values[f"{kind}.{alpha}@{side}"] for side in self.sides])
