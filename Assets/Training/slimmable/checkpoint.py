"""Checkpoints: the weights in float32, where the training stood, and the average of weights if kept.

A pack names its weights alike and tells its state, so that a training can begin from one, too.
"""
import json
import os
from dataclasses import asdict, dataclass

import torch
from safetensors import safe_open
from safetensors.torch import save_file

from slimmable.network import SlimmableMobileNet

AVERAGE = "average."


@dataclass
class State:
    step: int = 0
    images: int = 0
    seconds: float = 0.0
    with_heldout: bool = False

    @classmethod
    def of(cls, text):
        known = json.loads(text)
        return cls(**{key: known[key] for key in cls.__dataclass_fields__ if key in known})

    def text(self):
        return json.dumps(asdict(self))


def save(path, network, state, average=None):
    """Writes beside the old checkpoint and then takes its place: there is always a whole one."""
    tensors = {name: tensor.detach().cpu().contiguous() for name, tensor in network.tensors()}
    if average:
        tensors.update({AVERAGE + name: tensor.cpu().contiguous() for name, tensor in average.items()})
    save_file(tensors, path + ".new", {"state": state.text()})
    os.replace(path + ".new", path)


def load(path, averaged=False):
    """The network of a checkpoint or pack, and its state; `averaged` prefers the average of weights."""
    with safe_open(path, "pt") as file:
        prefix = AVERAGE if averaged and AVERAGE + "conv0.weight" in file.keys() else ""
        network = SlimmableMobileNet(file.get_slice("classifier.bias").get_shape()[0])
        for name, parameter in network.tensors():
            parameter.data = file.get_tensor(prefix + name).float()
        return network, State.of(file.metadata().get("state", "{}"))


def load_average(path):
    """The average of weights in a checkpoint; empty where none was kept."""
    with safe_open(path, "pt") as file:
        return {name[len(AVERAGE):]: file.get_tensor(name) for name in file.keys() if name.startswith(AVERAGE)}


def start_from(path, network):
    """Takes over what fits: all weights, or all but the classifier where the classes are others."""
    with safe_open(path, "pt") as file:
        for name, parameter in network.tensors():
            tensor = file.get_tensor(name).float()
            if tensor.shape == parameter.shape:
                parameter.data = tensor
            elif not name.startswith("classifier"):
                raise SystemExit(f"{path}: '{name}' is {list(tensor.shape)}, expected {list(parameter.shape)}")


class Average:
    """An exponential moving average of the weights, which also smooths the last noise of training."""

    def __init__(self, network, kept, tensors):
        self.kept, self.steps = kept, 10 ** 9 if tensors else 0  # one that goes on is of age
        self.tensors = {name: tensors.get(name, parameter.detach()).to(parameter.device, copy=True)
                        for name, parameter in network.tensors()}

    @torch.no_grad()
    def follow(self, network):
        self.steps += 1
        kept = min(self.kept, self.steps / (self.steps + 10))  # the first steps count for little
        names, now = zip(*network.tensors())
        torch._foreach_lerp_([self.tensors[name] for name in names], [p.detach() for p in now], 1 - kept)
