"""Reads a MobileNet v1 from a TFLite file, as far as a teacher needs it: up to the pooled features.

A TFLite file is a flatbuffer: tables point to their fields by slots, see the public schema.fbs of
TensorFlow Lite. Batch norms are folded into weights and biases already.
"""
import struct

import numpy as np
import torch

from slimmable.network import UNITS, convolve

CONVOLUTION, DEPTHWISE = 3, 4
NUMBERS = {0: "<f4", 1: "<f2", 2: "<i4", 3: "u1", 9: "i1"}


class Table:
    """A flatbuffer table at a place of the file."""

    def __init__(self, data, place):
        self.data, self.place = data, place
        self.slots = place - self._number("<i", place)

    def _number(self, kind, place):
        return struct.unpack_from(kind, self.data, place)[0]

    def _field(self, slot):
        entry = 4 + 2 * slot
        inside = entry < self._number("<H", self.slots)
        offset = self._number("<H", self.slots + entry) if inside else 0
        return self.place + offset if offset else None

    def number(self, slot, kind="<i", otherwise=0):
        field = self._field(slot)
        return otherwise if field is None else self._number(kind, field)

    def table(self, slot):
        field = self._field(slot)
        return None if field is None else Table(self.data, field + self._number("<I", field))

    def vector(self, slot, kind):
        field = self._field(slot)
        if field is None:
            return np.zeros(0, kind)
        start = field + self._number("<I", field)
        return np.frombuffer(self.data, kind, self._number("<I", start), start + 4)

    def tables(self, slot):
        field = self._field(slot)
        start = field + self._number("<I", field)
        places = range(start + 4, start + 4 + 4 * self._number("<I", start), 4)
        return [Table(self.data, place + self._number("<I", place)) for place in places]


class Model:
    """The convolutions in order of execution, as float32 layers."""

    def __init__(self, path, device="cpu"):
        with open(path, "rb") as file:
            data = file.read()
        if data[4:8] != b"TFL3":
            raise SystemExit(f"{path}: no TFLite file")
        try:
            self._read(data, device)
        except (struct.error, IndexError, KeyError, ValueError) as problem:
            raise SystemExit(f"{path}: damaged, or no MobileNet v1 ({problem})") from None
        if not self._is_mobilenet():
            raise SystemExit(f"{path}: its convolutions are not those of a MobileNet v1")

    def _read(self, data, device):
        model = Table(data, struct.unpack_from("<I", data)[0])
        self.buffers = model.tables(4)
        graph = model.tables(2)[0]
        self.tensors = graph.tables(0)
        codes = [max(code.number(0, "b"), code.number(3)) for code in model.tables(1)]
        self.layers, self.side = [], 0
        for operator in graph.tables(3):
            code = codes[operator.number(0, "<I")]
            if code in (CONVOLUTION, DEPTHWISE):
                if not self.layers:  # pictures come as [1, side, side, 3]
                    self.side = int(self.tensors[operator.vector(1, "<i4")[0]].vector(0, "<i4")[1])
                self.layers.append(self._layer(operator, code == DEPTHWISE, device))

    def _is_mobilenet(self):
        """Whether the first convolutions are those of MobileNet v1, of any width."""
        inputs = 3
        for unit, (weight, _, stride) in zip(UNITS, self.layers):
            taps = 1 if unit.name.endswith(".pw") else 3
            wanted = (1 if unit.is_depthwise else inputs, taps, taps)
            if tuple(weight.shape[1:]) != wanted or stride != unit.stride:
                return False
            if unit.is_depthwise and len(weight) != inputs:
                return False
            inputs = len(weight)
        return len(self.layers) >= len(UNITS)

    def _layer(self, operator, is_depthwise, device):
        _, weight, bias = (int(i) for i in operator.vector(1, "<i4"))
        stride = operator.table(4).number(2)
        weight = self._values(weight)  # [out, rows, columns, in]; depthwise [1, rows, columns, channels]
        weight = weight.permute(3, 0, 1, 2) if is_depthwise else weight.permute(0, 3, 1, 2)
        return weight.contiguous().to(device), self._values(bias).to(device), stride

    def _values(self, index):
        tensor = self.tensors[index]
        shape = tensor.vector(0, "<i4").tolist()
        kind = NUMBERS[tensor.number(1, "b")]
        raw = self.buffers[tensor.number(2, "<I")].vector(0, "u1").tobytes()
        values = torch.from_numpy(np.frombuffer(raw, kind).astype("f4").reshape(shape))
        quantisation = tensor.table(4)
        scale = quantisation.vector(2, "<f4") if quantisation else ()
        if len(scale) == 0 or kind in ("<f4", "<f2"):
            return values
        axis = [1] * len(shape)
        axis[quantisation.number(6)] = len(scale)
        zero = quantisation.vector(3, "<i8").astype("f4")
        return (values - torch.from_numpy(zero).view(axis)) * torch.from_numpy(scale.copy()).view(axis)

    @torch.no_grad()
    def features(self, x):
        """NCHW pictures in −1 … 1 to pooled features."""
        x = x.contiguous(memory_format=torch.channels_last)
        for unit, (weight, bias, _) in zip(UNITS, self.layers):
            x = convolve(x, weight, unit)
            x = (x + bias.view(1, -1, 1, 1).to(x.dtype)).clamp_(0, 6)  # stays bfloat16 where that is asked for
        return x.mean((2, 3)).float()
