"""The pack, format `mobilenet-slimmable/1`: how it is written, and what it says when read.

One safetensors file: the weights of α = 1 in F16, γ, β and the bias in F32, and for each width I of
the grid `bn.mean.I`, `bn.std.I` and `activation.mean.I` [sides, channels] in F16. There may be `mix`
[last side − first + 1, sides] in F32: how the stored sides make up each one (see mixing.py); between
widths, see `Pack.statistics`. The reader here is slow and plain; it tells what the explorer must answer.
"""
import json
import math

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch.nn import functional as F

from slimmable.calibration import DEPTHWISE, KINDS
from slimmable.network import EPSILON, UNITS, active, convolve
from slimmable.views import CROP, MEAN, STD

FORMAT = "mobilenet-slimmable/1"
LARGEST_HALF = 65504
LEAST = {"bn.mean": -math.inf, "bn.std": EPSILON ** 0.5, "activation.mean": 0}


def write(path, network, statistics, metadata):
    """`metadata` adds name, classes, licence, training, state, base_side and accuracy."""
    tensors = {name: (tensor.half() if name.endswith("weight") else tensor.float()).detach()
               for name, tensor in network.tensors()}
    for index, alpha in enumerate(statistics.widths):
        for kind in KINDS:
            table = statistics.table(kind, alpha)
            if not table.abs().max() < LARGEST_HALF:
                raise SystemExit(f"{kind} at α {alpha} does not fit 16 bits: the training went astray")
            tensors[f"{kind}.{index}"] = table.half()
    if statistics.mix is not None:
        tensors["mix"] = statistics.mix
    save_file({name: tensor.cpu().contiguous() for name, tensor in tensors.items()}, path, {
        "format": FORMAT, "channels": "max(8, floor(alpha * n))", "padding": "same", "epsilon": repr(EPSILON),
        "widths": json.dumps(statistics.widths), "sides": json.dumps(statistics.sides),
        "mean": json.dumps(MEAN), "std": json.dumps(STD), "crop": repr(CROP), **metadata})


def between(grid, value):
    """(lower index, upper index, share of the upper) of a value held inside an ascending grid."""
    value = min(max(value, grid[0]), grid[-1])
    upper = next(index for index, point in enumerate(grid) if point >= value)
    if grid[upper] == value:
        return upper, upper, 0.0
    return upper - 1, upper, (value - grid[upper - 1]) / (grid[upper] - grid[upper - 1])


class Pack:
    def __init__(self, path, device="cpu"):
        with safe_open(path, "pt", device=device) as file:
            self.metadata = file.metadata() or {}
            if self.metadata.get("format") != FORMAT:
                raise SystemExit(f"{path}: no pack of the format {FORMAT}")
            self.tensors = {name: file.get_tensor(name).float() for name in file.keys()}
        self.widths, self.sides = (json.loads(self.metadata[key]) for key in ("widths", "sides"))
        self.classes = [tuple(pair) for pair in json.loads(self.metadata["classes"])]

    def statistics(self, alpha, side):
        """[(mean, √(variance + ε))] of all units: between points of the grid, interpolated."""
        low, high, _ = between(self.widths, alpha)
        share_of, value = self._shares(alpha), {}
        for kind, units in KINDS.items():
            narrow, wide = self._row(kind, low, side), self._row(kind, high, side)
            for unit in units:
                share = share_of[unit.name]
                row = wide[unit.name][:active(unit.outputs, alpha)].clone()
                common = min(len(row), len(narrow[unit.name]))  # the narrower one lacks the last channels
                row[:common] = (1 - share) * narrow[unit.name][:common] + share * row[:common]
                value[kind, unit.name] = row.clamp(min=LEAST[kind]) if "mix" in self.tensors else row
        for unit in DEPTHWISE:  # a pointwise layer's mean follows exactly from its input's
            inputs, name = value["activation.mean", unit.name], unit.name.replace(".dw", ".pw")
            weight = self.tensors[f"{name}.weight"][:len(value["bn.std", name]), :len(inputs), 0, 0]
            value["bn.mean", name] = weight @ inputs
        return [(value["bn.mean", unit.name], value["bn.std", unit.name]) for unit in UNITS]

    def _shares(self, alpha):
        """{layer: the share of the upper width}: by the channels that a layer's values are sums over.

        Those are whole numbers, so α would mislead. A depthwise layer only filters the sums of the one before.
        """
        low, high, share_of_alpha = between(self.widths, alpha)
        shares, share = {}, share_of_alpha
        for unit in UNITS:
            if unit.name.endswith(".pw"):
                widths = alpha, self.widths[low], self.widths[high]
                here, narrow, wide = (active(unit.inputs, width) for width in widths)
                share = (here - narrow) / (wide - narrow) if narrow < wide else share_of_alpha
            shares[unit.name] = share
        return shares

    def _row(self, kind, width, side):
        """{layer: values} of one width of the grid at any side."""
        table = self.tensors[f"{kind}.{width}"]
        if "mix" in self.tensors:
            shares = self.tensors["mix"][min(max(side, self.sides[0]), self.sides[-1]) - self.sides[0]]
            row = shares @ table
        else:
            low, high, share = between(self.sides, side)
            row = (1 - share) * table[low] + share * table[high]
        counts = [active(unit.outputs, self.widths[width]) for unit in KINDS[kind]]
        return {unit.name: values for unit, values in zip(KINDS[kind], row.split(counts))}

    def features(self, alpha, side, statistics=None):
        """A function from NCHW pictures to pooled features, batch norms folded into the weights."""
        layers, inputs = [], 3
        for unit, (mean, deviation) in zip(UNITS, statistics or self.statistics(alpha, side)):
            outputs = active(unit.outputs, alpha)
            weight = self.tensors[f"{unit.name}.weight"][:outputs]
            weight = weight if unit.is_depthwise else weight[:, :inputs]
            scale = self.tensors[f"{unit.name}.bn.gamma"][:outputs] / deviation
            shift = self.tensors[f"{unit.name}.bn.beta"][:outputs] - mean * scale
            layers.append((unit, weight * scale.view(-1, 1, 1, 1), shift.view(1, -1, 1, 1)))
            inputs = outputs

        @torch.no_grad()
        def run(x):
            x = x.contiguous(memory_format=torch.channels_last)
            for unit, weight, shift in layers:
                x = convolve(x, weight, unit)
                x = (x + shift.to(x.dtype)).clamp_(0, 6)  # stays bfloat16 where that is asked for
            return x.mean((2, 3))
        return run

    def network(self, alpha, side, statistics=None):
        """A function from NCHW pictures to logits."""
        features = self.features(alpha, side, statistics)
        weight = self.tensors["classifier.weight"][:, :active(UNITS[-1].outputs, alpha)]
        return lambda x: F.linear(features(x), weight, self.tensors["classifier.bias"])
