"""The self-check: thirty drawn pictures of three classes, from folders to a pack, in a minute or two."""
import colorsys
import os
import random
import subprocess
import sys

import torch
from PIL import Image, ImageDraw

from slimmable import kernels, kernels_c
from slimmable.network import UNITS, convolve, normalise_and_clip

SHAPES = {"disc": lambda pen, box, ink: pen.ellipse(box, fill=ink),
          "square": lambda pen, box, ink: pen.rectangle(box, fill=ink),
          "cross": lambda pen, box, ink: (pen.line(box, fill=ink, width=7),
                                          pen.line((box[0], box[3], box[2], box[1]), fill=ink, width=7))}


def draw_pictures(folder, each=10):
    """A folder of pictures for each shape, of several sizes."""
    chance = random.Random(1)
    for name, shape in SHAPES.items():
        os.makedirs(os.path.join(folder, name), exist_ok=True)
        for number in range(each):
            width, height, hue = chance.randint(50, 90), chance.randint(50, 90), chance.random()
            paper, ink = (tuple(int(255 * v) for v in colorsys.hsv_to_rgb(h, 0.6, v))
                          for h, v in ((hue, 0.4), ((hue + 0.5) % 1, 0.95)))
            picture = Image.new("RGB", (width, height), paper)
            left, top, size = chance.randint(5, 15), chance.randint(5, 15), chance.randint(28, 34)
            shape(ImageDraw.Draw(picture), (left, top, left + size, top + size), ink)
            picture.save(os.path.join(folder, name, f"{number}.png"))


def check_kernels(device):
    """Answers and gradients of our kernels, against PyTorch's in double precision."""
    torch.manual_seed(1)
    worst, ours = 0.0, kernels.serving(torch.zeros(1, 1, 1, 1, device=device))
    even, halving = UNITS[1], UNITS[3]
    for channels, side, unit in ((40, 9, even), (9, 8, halving), (12, 7, halving), (33, 2, even), (64, 1, even)):
        maps = torch.randn(4, channels, side, side).contiguous(memory_format=torch.channels_last)
        values, results = [maps, torch.randn(channels, 1, 3, 3), torch.rand(channels) + 1, torch.randn(channels)], []
        for precision in (torch.float64, torch.float32):  # the kernels serve the second only
            x, weight, gamma, beta = inputs = [v.to(device, precision).requires_grad_() for v in values]
            y = normalise_and_clip(convolve(x, weight, unit), gamma, beta)
            results.append([y, *torch.autograd.grad(y.sin().sum(), inputs)])
        worst = max(worst, *(((found - exact).norm() / exact.norm()).item() for exact, found in zip(*results)))
    name = ours.__name__.split(".")[-1] if ours else "no kernels of ours"
    if worst > 1e-3:
        mend = ": another C compiler (CC), or none, may help" if ours is kernels_c else ""
        raise SystemExit(f"{name} on {device}: differs from PyTorch by {worst:.1g}{mend}")
    print(f"{name} on {device}: within {worst:.1g} of PyTorch", flush=True)


def check(folder):
    """Runs every command of the README on a toy; ends with the first that fails."""
    for device in ["cpu"] + torch.cuda.is_available() * ["cuda"]:
        check_kernels(device)
    pictures, cache, run = (os.path.join(folder, name) for name in ("pictures", "toy.safetensors", "run"))
    stats, pack, soft = (os.path.join(folder, f"{name}.safetensors") for name in ("stats", "pack", "soft"))
    last = os.path.join(run, "checkpoint.safetensors")
    built_in = os.path.join(os.path.dirname(__file__), "../../Weights/network.safetensors")
    draw_pictures(pictures)
    grid = "--widths 0.25,1 --sides 32,64".split()
    small = "--workers 1 --batch 6 --sides 32 --warmup 12 --log-every 4 --judge-every 8 --ema 0.9 --lr 0.02".split()
    commands = [
        ["prepare", pictures, cache, "--side", "32", "--validation", "0.2", "--heldout", "3"],
        ["train", run, cache, "--images", "60", *small],
        ["calibrate", last, cache, stats, "--workers", "1", "--share", "0.01", "--every-side-to", "40", *grid],
        ["export", last, cache, stats, pack, "--name", "toy", "--base-side", "32", "--count", "6", *grid],
        ["teach", cache, soft, "--teacher", pack, "--teacher", built_in + "@48", "--passes", "200"],
        ["train", run, cache, "--images", "96", "--soft", soft, *small],  # goes on from its checkpoint
        ["train", os.path.join(folder, "second"), cache, "--init", pack, "--images", "12", *small,
         "--soft", soft, "--teacher", pack, "--teacher", built_in],
        ["evaluate", pack, cache, "--split", "heldout", *grid],
        ["card", pack],
    ]
    for command in commands:
        print("$ python -m slimmable " + " ".join(command), flush=True)
        environment = {**os.environ, "OMP_NUM_THREADS": "1"}
        subprocess.run([sys.executable, "-m", "slimmable", *command], check=True, env=environment)
    print(f"\nEverything ran. Try it: mobilenet-explorer report --weights {pack} --side 32 "
          f"{os.path.join(pictures, 'disc', '0.png')}")
