"""Makes soft targets: another network's features, and a linear classifier fitted on them.

The teacher may know other classes, or none: only its features are used. Any pack serves, or a TFLite
file of MobileNet v1, such as Google's α 0.75 for 192 pixels (Apache-2.0).
"""
import time

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch.nn import functional as F

from slimmable.pack import Pack
from slimmable.pictures import Pictures
from slimmable.tflite import Model
from slimmable.views import Augmentation, central, normalised, seen, whole


class Teacher:
    """Answers views while a training runs: nothing else knows what a narrow crop still shows."""

    def __init__(self, source, targets, classes, device):
        """`targets` is a file that `teach` wrote with this source: it holds the classifier."""
        if not targets:
            raise SystemExit(f"{source}: its classifier is missing; name the file that teach wrote with --soft")
        with safe_open(targets, "pt", device=device) as file:
            if "head.weight" not in file.keys():
                raise SystemExit(f"{targets}: without a teacher's classifier; make it with teach")
            self.weight, self.bias = file.get_tensor("head.weight"), file.get_tensor("head.bias")
            told = file.metadata()
        if told["teacher"] != source.split("/")[-1]:
            raise SystemExit(f"{source}: the classifier in {targets} was made for {told['teacher']}")
        if len(self.bias) != classes:
            raise SystemExit(f"{targets}: a teacher of {len(self.bias)} classes; the pictures have {classes}")
        self.side = int(told["side"])
        self.features = features_of(source, self.side, device)
        found = self.features(torch.zeros(1, 3, 32, 32, device=device)).shape[1]
        if found != self.weight.shape[1]:
            raise SystemExit(f"{targets}: a classifier of {self.weight.shape[1]} features; {source} has {found}")

    @classmethod
    def of(cls, recipe, pictures):
        """The teacher that a recipe asks for, or None."""
        return cls(recipe.teacher, recipe.soft, len(pictures.classes), recipe.device) if recipe.teacher else None

    @torch.no_grad()
    def __call__(self, x):
        """[N, classes] probabilities for NCHW pictures of its side."""
        features = self.features(x)
        with torch.autocast(x.device.type, enabled=False):
            return (features.float() @ self.weight.T + self.bias).softmax(1)


def features_of(source, side, device):
    """A function from NCHW pictures to pooled features."""
    return Model(source, device).features if source.endswith(".tflite") else Pack(source, device).features(1.0, side)


def teach(source, cache, path, side=128, best=16, passes=20, crops=2, device="cpu"):
    """Writes the `best` most probable classes of each training picture, and the classifier.

    It learns from the training pictures without the held-out ones, each seen whole, in its centre,
    mirrored and in `crops` random crops; the kept targets are those of the whole picture. Held-out
    rows are answered like any other, so a training `--with-heldout` has targets for them, too.
    """
    pictures = Pictures(cache, device)
    pixels, labels, rows = pictures.training()
    answer, augmentation = features_of(source, side, device), Augmentation()
    draw = torch.Generator(device).manual_seed(4)

    def cropped(part, side):
        x = normalised(part)
        return seen(x, augmentation.windows(x, side, draw), side)

    views = [whole, lambda part, side: whole(part, side).flip(3), central] + crops * [cropped]
    features = [_features(answer, pixels, view, side) for view in views]
    scale = features[0].float().std(0).clamp(min=1e-4)
    weight, bias = fit(features, scale, labels, rows, len(pictures.classes), passes)
    found = (features[0].float() @ weight.T + bias).softmax(1).topk(min(best, len(pictures.classes)), 1)
    save_file({"index": found.indices.short().cpu(), "prob": found.values.half().cpu(),
               "head.weight": weight.cpu(), "head.bias": bias.cpu()}, path,
              {"rows": pictures.rows, "teacher": source.split("/")[-1], "side": str(side)})
    if len(pictures.heldout):
        held = pictures.heldout.to(device)
        for name, view in zip(["whole"] + crops * ["crops"], features[:1] + features[3:]):
            right = ((view[held].float() @ weight.T + bias).argmax(1) == labels[held]).float().mean().item()
            print(f"the teacher names {100 * right:.1f} % of {len(held)} held-out pictures right ({name})")


def _features(answer, pixels, view, side, chunk=100):
    begun, parts = time.monotonic(), []
    for first in range(0, len(pixels), chunk):
        parts.append(answer(view(pixels[first:first + chunk], side)).half())
        if first // chunk % 100 == 99:
            print(f"{first + chunk} pictures, {time.monotonic() - begun:.0f} s", flush=True)
    return torch.cat(parts)


def fit(views, scale, labels, rows, classes, passes, batch=256, rate=2e-3):
    """A linear classifier of features, by Adam and a cosine; each batch takes a view by chance.

    Learns on features in units of `scale`; the weights returned take them as they are.
    """
    device = labels.device
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
