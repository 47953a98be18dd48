"""How many pictures a second the training takes, by side and way of computing: choose before a long run."""
import time
from dataclasses import replace

import torch

from slimmable.checkpoint import State
from slimmable.network import SlimmableMobileNet
from slimmable.pictures import Pictures
from slimmable.teacher import Teachers
from slimmable.training import Trainer
from slimmable.workers import Alone


def speed(cache, recipe, steps=8):
    """Prints a table; one worker, random weights, three steps before the clock starts."""
    if recipe.device == "cpu":
        torch.set_num_threads(1)
    pictures, sides = Pictures(cache, recipe.device), recipe.side_list()
    teachers = Teachers.of(recipe, pictures)
    for name, change in (("channels last", {}), ("planes", {"planes": True})):
        trainer = Trainer(replace(recipe, **change), pictures, SlimmableMobileNet(len(pictures.classes)), State(),
                          Alone(), teachers=teachers)
        for side in sorted({sides[0], sides[len(sides) // 2], sides[-1]}):
            try:
                seconds = _clock(trainer, side, steps)
            except RuntimeError as problem:  # too little memory
                print(f"{name}, side {side}: {str(problem).splitlines()[0]}", flush=True)
                break
            print(f"{name}, side {side}: {steps * recipe.batch / seconds:.0f} pictures/s", flush=True)


def _clock(trainer, side, steps):
    for _ in range(3):
        trainer.step(0.5, side)
    begun = _now(trainer.device)
    for _ in range(steps):
        trainer.step(0.5, side)
    return _now(trainer.device) - begun


def _now(device):
    if device.type == "cuda":
        torch.cuda.synchronize()
    return time.monotonic()
