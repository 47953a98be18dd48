"""Makes soft targets: another network's features, and a linear classifier fitted on them.

The teacher may know other classes, or none: only its features are used. Any pack serves, or a TFLite
file of MobileNet v1, such as Google's α 0.75 for 192 pixels (Apache-2.0).
"""
import time

import torch
from safetensors.torch import save_file
from torch.nn import functional as F

from slimmable.pack import Pack
from slimmable.pictures import Pictures
from slimmable.tflite import Model
from slimmable.views import central, normalised


def teach(source, cache, path, side=128, best=16, passes=20, device="cpu"):
    """Writes the `best` most probable classes of each training picture.

    The classifier learns from the training pictures without the held-out ones, each seen whole, in
    its centre and mirrored; the targets are those of the whole picture. Held-out rows are answered
    like any other, so a training `--with-heldout` has targets for them, too.
    """
    pictures = Pictures(cache, device)
    pixels, labels, rows = pictures.training()
    answer = Model(source, device).features if source.endswith(".tflite") else Pack(source, device).features(1.0, side)
    views = [_whole, lambda part, side: _whole(part, side).flip(3), central]
    features = [_features(answer, pixels, view, side) for view in views]
    scale = features[0].std(0).clamp(min=1e-4)
    weight, bias = fit([f[rows] / scale for f in features], labels[rows], len(pictures.classes), passes)
    logits = features[0].float() / scale @ weight.T + bias
    found = logits.softmax(1).topk(min(best, len(pictures.classes)), 1)
    save_file({"index": found.indices.short().cpu(), "prob": found.values.half().cpu()}, path,
              {"rows": pictures.rows, "teacher": f"{source.split('/')[-1]}, features at side {side}"})
    if len(pictures.heldout):
        held = pictures.heldout.to(device)
        right = (found.indices[held, 0] == labels[held]).float().mean().item()
        print(f"the teacher names {100 * right:.1f} % of {len(held)} held-out pictures right")


def _whole(pixels, side):
    return F.interpolate(normalised(pixels), (side, side), mode="bilinear", antialias=True, align_corners=False)


def _features(answer, pixels, view, side, chunk=100):
    begun, parts = time.monotonic(), []
    for first in range(0, len(pixels), chunk):
        parts.append(answer(view(pixels[first:first + chunk], side)).half())
        if first // chunk % 100 == 99:
            print(f"{first + chunk} pictures, {time.monotonic() - begun:.0f} s", flush=True)
    return torch.cat(parts).float()


def fit(views, labels, classes, passes, batch=256, rate=2e-3):
    """A linear classifier of features, by Adam and a cosine; each batch takes a view by chance."""
    device, count = labels.device, len(labels)
    weight = torch.zeros(classes, views[0].shape[1], device=device, requires_grad=True)
    bias = torch.zeros(classes, device=device, requires_grad=True)
    optimiser = torch.optim.AdamW([weight, bias], lr=rate, weight_decay=1e-2)
    steps = max(1, passes * count // batch)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    draw = torch.Generator().manual_seed(3)
    for _ in range(steps):
        rows = torch.randint(count, (min(batch, count),), generator=draw).to(device)
        view = views[torch.randint(len(views), (), generator=draw)]
        loss = F.cross_entropy(view[rows] @ weight.T + bias, labels[rows], label_smoothing=0.05)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    return weight.detach(), bias.detach()
