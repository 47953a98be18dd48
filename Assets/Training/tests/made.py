"""What the tests are about, made in milliseconds: a cache of pictures, and teachers as TFLite files."""
import json
import struct

import numpy as np
import torch
from safetensors.torch import save_file

from slimmable.network import UNITS, active
from slimmable.tflite import CONVOLUTION, DEPTHWISE

COLOURS = torch.tensor([[200, 60, 60], [60, 200, 60], [60, 60, 200]])


def cache(path, each=12, side=32, rows="made"):
    """Three classes of pictures, reddish, greenish and bluish; every sixth training picture is held out."""
    draw = torch.Generator().manual_seed(1)
    labels = torch.arange(3).repeat_interleave(each).int()
    noise = torch.randint(-50, 50, (len(labels), side, side, 3), generator=draw)
    pixels = (COLOURS[labels.long()].view(-1, 1, 1, 3) + noise).clamp(0, 255).byte()
    save_file({"train": pixels, "train_y": labels, "val": pixels[::4].clone(), "val_y": labels[::4].clone(),
               "heldout": torch.arange(0, len(labels), 6).int()}, path,
              {"classes": json.dumps([[colour, colour] for colour in ("red", "green", "blue")]), "rows": rows})
    return path


def layers(seed=0, alpha=0.25):
    """[(weight bytes as a TFLite file has them, scale, bias)] of a random MobileNet v1, without a classifier."""
    draw, made, inputs = np.random.default_rng(seed), [], 3
    for unit in UNITS:
        outputs = active(unit.outputs, alpha)
        taps = 1 if unit.name.endswith(".pw") else 3
        shape = (1, 3, 3, outputs) if unit.is_depthwise else (outputs, taps, taps, inputs)
        fan = taps * taps * (1 if unit.is_depthwise else inputs)
        made.append((draw.integers(0, 256, shape, np.uint8), np.float32(3.5 / (128 * fan ** 0.5)),
                     draw.integers(-50, 50, outputs, np.int32)))
        inputs = outputs
    return made


def tflite(path, side, seed=0, made=None):
    """Writes layers as a TFLite file for pictures of that side: bytes with their zero at 128."""
    tensors, buffers, operators = [tensor([1, side, side, 3], 3, 0)], [{}], []
    for unit, (weight, scale, bias) in zip(UNITS, made or layers(seed)):
        first = len(tensors)  # the maps go unnamed: only the first convolution's input tells anything
        for values, kind, zero in ((weight, 3, 128), (bias, 2, 0)):
            buffers.append({0: values.reshape(-1).view(np.uint8)})
            tensors.append(tensor(list(values.shape), kind, len(buffers) - 1, scale, zero))
        operators.append({0: ("<I", int(unit.is_depthwise)), 1: np.int32([0, first, first + 1]),
                          4: {2: ("<i", unit.stride)}})
    codes = [{0: ("<b", code)} for code in (CONVOLUTION, DEPTHWISE)]
    data = bytearray(struct.pack("<I", 8) + b"TFL3")
    place = write(data, {1: codes, 2: [{0: tensors, 3: operators}], 4: buffers})
    struct.pack_into("<I", data, 0, place)
    with open(path, "wb") as file:
        file.write(data)
    return str(path)


def tensor(shape, kind, buffer, scale=None, zero=0):
    fields = {0: np.int32(shape), 1: ("<b", kind), 2: ("<I", buffer)}
    return fields if scale is None else {**fields, 4: {2: np.float32([scale]), 3: np.int64([zero])}}


def write(data, value):
    """Appends a flatbuffer value and tells its place: a dictionary is a table, a list many, an array itself."""
    data.extend(bytes(-len(data) % 8))
    if isinstance(value, np.ndarray):
        place = len(data)
        data.extend(struct.pack("<I", len(value)) + value.tobytes())
        return place
    if isinstance(value, list):
        place, fields = len(data), list(enumerate(value))
        data.extend(struct.pack("<I", len(value)) + bytes(4 * len(value)))
    else:
        slots, fields, table = len(data), list(enumerate(value.values())), max(value, default=-1) + 1
        where = {slot: 4 + 4 * order for order, slot in enumerate(value)}
        data.extend(struct.pack("<HH", 4 + 2 * table, 4 + 4 * len(value)))
        data.extend(b"".join(struct.pack("<H", where.get(slot, 0)) for slot in range(table)))
        data.extend(bytes(-len(data) % 8))
        place = len(data)
        data.extend(struct.pack("<i", place - slots) + bytes(4 * len(value)))
    for order, child in fields:
        field = place + 4 + 4 * order
        if isinstance(child, tuple):
            struct.pack_into(child[0], data, field, child[1])
        else:
            struct.pack_into("<I", data, field, write(data, child) - field)
    return place
