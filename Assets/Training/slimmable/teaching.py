"""Makes soft targets: a linear classifier on the features of each teacher, and the mean of their answers."""
import json

import torch
from safetensors.torch import save_file
from torch.nn import functional as F

from slimmable.features import NAMED, Shards, name
from slimmable.pictures import Pictures
from slimmable.teacher import Extractor, answer


def teach(cache, path, teachers, views=5, best=16, passes=20, folder="", device="cpu", float32=False):
    """Writes the `best` most probable classes of each training picture, and the classifiers.

    They learn from the training pictures without the held-out ones, each in `views` views: whole,
    mirrored, central, then random crops. The kept targets are those of the whole picture. Held-out
    rows are answered like any other, so a training `--with-heldout` has targets for them, too.
    """
    if not teachers:
        raise SystemExit("no teacher: name a file with --teacher, or several")
    pictures = Pictures(cache, device)
    extractors = [Extractor.of(text, device) for text in teachers]
    shards = [Shards(folder or path + ".features", extractor, pictures, views, float32) for extractor in extractors]
    for part in shards:
        part.compute()
    _, labels, rows = pictures.training()
    judge = Judge(pictures, labels, views)
    mean, tensors = 0, {}
    for number, (extractor, part) in enumerate(zip(extractors, shards)):
        features = [part.view(view) for view in range(views)]
        weight, bias = fit(features, labels, rows, len(pictures.classes), passes)
        tensors[f"head.{number}.weight"], tensors[f"head.{number}.bias"] = weight.cpu(), bias.cpu()
        mean = mean + answer(features[0], weight, bias) / len(shards)
        judge.hear(f"{extractor.name} at side {extractor.side}", features, weight, bias)
    found = mean.topk(min(best, len(pictures.classes)), 1)
    tensors |= {"index": found.indices.short().cpu(), "prob": found.values.half().cpu()}
    told = [{"name": each.name, "digest": each.digest, "side": each.side} for each in extractors]
    save_file(tensors, path, {"rows": pictures.rows, "teachers": json.dumps(told)})
    judge.tell()
    print(f"the features stay in {folder or path + '.features'}: other teachers beside these, or more passes, "
          "want them again")


class Judge:
    """How many held-out pictures each teacher names right, and the mean of all."""

    def __init__(self, pictures, labels, views):
        self.held = pictures.heldout.to(labels.device)
        self.labels, self.views = labels[self.held], [view for view in (0, len(NAMED)) if view < views]
        self.lines, self.sums = [], [0 for _ in self.views]

    def hear(self, who, features, weight, bias):
        answers = [answer(features[view][self.held], weight, bias) for view in self.views]
        self.sums = [sum_ + found for sum_, found in zip(self.sums, answers)]
        self.lines.append((who, answers))

    def tell(self):
        if not len(self.held):
            return
        print(f"top-1 of {len(self.held)} held-out pictures, " + " and ".join(name(view) for view in self.views) + ":")
        if len(self.lines) > 1:
            self.lines.append((f"the mean of the {len(self.lines)}", self.sums))
        for who, answers in self.lines:
            right = [(found.argmax(1) == self.labels).float().mean().item() for found in answers]
            print("  " + ", ".join(f"{100 * share:.1f} %" for share in right) + f"  {who}", flush=True)


def fit(views, labels, rows, classes, passes, batch=256, rate=2e-3):
    """A linear classifier of features, by Adam and a cosine; each batch takes a view by chance.

    Learns on features in units of their standard deviation; the weights returned take them as they are.
    """
    device = labels.device
    scale = views[0].float().std(0).clamp(min=1e-4)
    weight = torch.zeros(classes, len(scale), device=device, requires_grad=True)
    bias = torch.zeros(classes, device=device, requires_grad=True)
    optimiser = torch.optim.AdamW([weight, bias], lr=rate, weight_decay=1e-2)
    steps = max(1, passes * len(rows) // batch)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    draw = torch.Generator().manual_seed(3)
    for _ in range(steps):
        some = rows[torch.randint(len(rows), (min(batch, len(rows)),), generator=draw).to(device)]
        view = views[torch.randint(len(views), (), generator=draw)]
        loss = F.cross_entropy(view[some].float() / scale @ weight.T + bias, labels[some], label_smoothing=0.05)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    return (weight / scale).detach(), bias.detach()
