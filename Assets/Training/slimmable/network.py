"""The network: MobileNet v1 (arXiv:1704.04861, Table 1), sliced to any width while it runs."""
import math
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional as F

from slimmable import kernels

EPSILON = 1e-3
STEM = 32
BLOCKS = [(64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2),
          *[(512, 1)] * 5, (1024, 2), (1024, 1)]  # output channels and stride of the 13 blocks
FEATURES = BLOCKS[-1][0]


@dataclass(frozen=True)
class Unit:
    """A convolution with the batch norm and ReLU6 behind it; channels are those of α = 1."""

    name: str
    inputs: int
    outputs: int
    stride: int

    @property
    def is_depthwise(self):
        return self.name.endswith(".dw")

    @property
    def weight_shape(self):
        if self.is_depthwise:
            return (self.outputs, 1, 3, 3)
        taps = 1 if self.name.endswith(".pw") else 3
        return (self.outputs, self.inputs, taps, taps)


def _units():
    units, inputs = [Unit("conv0", 3, STEM, 2)], STEM
    for number, (outputs, stride) in enumerate(BLOCKS, 1):
        units.append(Unit(f"block{number}.dw", inputs, inputs, stride))
        units.append(Unit(f"block{number}.pw", inputs, outputs, 1))
        inputs = outputs
    return units


UNITS = _units()


def active(channels, alpha):
    """How many of a layer's channels take part at width α.

    Floating point is exact enough: layers have 2^k channels, so α · 2^k falls on a whole number only
    where α is a multiple of 1/8.
    """
    return max(8, math.floor(alpha * channels))


def same_padding(size, taps, stride):
    """Zeros before and after an axis by TensorFlow's SAME rule: the odd one goes behind."""
    total = max((-(-size // stride) - 1) * stride + taps - size, 0)
    return total // 2, total - total // 2


def convolve(x, weight, unit):
    """One unit's convolution of NCHW maps with weights that are sliced already."""
    if weight.shape[-1] == 1:
        if x.is_contiguous(memory_format=torch.channels_last):  # pixels × channels: a matrix product
            return F.linear(x.permute(0, 2, 3, 1), weight[:, :, 0, 0]).permute(0, 3, 1, 2)
        return F.conv2d(x, weight)
    groups = len(weight) if unit.is_depthwise else 1
    rows, columns = (same_padding(n, 3, unit.stride) for n in x.shape[-2:])
    ours = kernels.serving(x) if unit.is_depthwise else None
    if ours:
        height, width = (-(-n // unit.stride) for n in x.shape[-2:])
        return ours.Depthwise.apply(x, weight, height, width, unit.stride, rows[0], columns[0])
    if unit.is_depthwise and _is_slow_in_bfloat16(x, unit.stride):
        with torch.autocast("cpu", enabled=False):
            wide = F.pad(x.float(), (*columns, *rows))
            return F.conv2d(wide, weight.bfloat16().float(), stride=unit.stride, groups=groups).to(x.dtype)
    if len({*rows, *columns}) == 1:
        return F.conv2d(x, weight, stride=unit.stride, padding=rows[0], groups=groups)
    return F.conv2d(F.pad(x, (*columns, *rows)), weight, stride=unit.stride, groups=groups)


def _is_slow_in_bfloat16(x, stride):
    """oneDNN has no quick backward pass for strided and for very small depthwise maps in bfloat16."""
    learns = x.dtype == torch.bfloat16 and x.device.type == "cpu" and torch.is_grad_enabled()
    return learns and (stride == 2 or x.shape[-1] < 4)


def normalise_and_clip(x, gamma, beta):
    """Batch norm by the statistics of this very batch, then ReLU6."""
    ours = kernels.serving(x)
    if ours:
        return ours.NormaliseAndClip.apply(x, gamma, beta, EPSILON)
    return F.relu6(F.batch_norm(x, None, None, gamma, beta, True, 0.0, EPSILON))


class SlimmableMobileNet(nn.Module):
    """The weights of α = 1; narrower networks use the first channels of every layer."""

    def __init__(self, classes):
        super().__init__()
        self.weight, self.gamma, self.beta = nn.ParameterDict(), nn.ParameterDict(), nn.ParameterDict()
        for unit in UNITS:
            key = unit.name.replace(".", "_")  # a ParameterDict takes no dots
            self.weight[key] = nn.Parameter(_first_weights(unit))
            self.gamma[key] = nn.Parameter(torch.ones(unit.outputs))
            self.beta[key] = nn.Parameter(torch.zeros(unit.outputs))
        self.classifier = nn.Parameter(0.01 * torch.randn(classes, FEATURES))
        self.bias = nn.Parameter(torch.zeros(classes))

    def tensors(self):
        """(name in a pack or checkpoint, parameter), in order of execution."""
        for unit in UNITS:
            key = unit.name.replace(".", "_")
            yield f"{unit.name}.weight", self.weight[key]
            yield f"{unit.name}.bn.gamma", self.gamma[key]
            yield f"{unit.name}.bn.beta", self.beta[key]
        yield "classifier.weight", self.classifier
        yield "classifier.bias", self.bias

    def convolution(self, x, unit, alpha):
        """A unit's convolution at width α, without its batch norm."""
        outputs = active(unit.outputs, alpha)
        weight = self.weight[unit.name.replace(".", "_")][:outputs]
        return convolve(x, weight if unit.is_depthwise else weight[:, :x.shape[1]], unit)

    def affine(self, unit, channels):
        """γ and β of a unit's first channels."""
        key = unit.name.replace(".", "_")
        return self.gamma[key][:channels], self.beta[key][:channels]

    def forward(self, x, alpha=1.0):
        """Logits of NCHW pictures at width α, with the batch's own statistics."""
        for unit in UNITS:
            x = self.convolution(x, unit, alpha)
            x = normalise_and_clip(x, *self.affine(unit, x.shape[1]))
        x = x.mean((2, 3))
        return F.linear(x, self.classifier[:, :x.shape[1]], self.bias)


def _first_weights(unit):
    """He's initialisation; depthwise filters begin near the identity, which learns sooner."""
    shape = unit.weight_shape
    if unit.is_depthwise:
        weight = 0.14 * torch.randn(shape)
        weight[:, 0, 1, 1] += 0.5
        return weight
    return torch.randn(shape) * math.sqrt(2 / (shape[0] * shape[2] * shape[3]))
