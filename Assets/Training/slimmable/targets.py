"""What the network should answer: labels, and a teacher's probabilities where there are some.

A file of soft targets holds `index` [pictures, K] (int16 or uint8: the K most probable classes of
each training row) and `prob` [pictures, K] F16; what the K leave over is spread over the rest.
Its metadata may name the `rows` digest of the cache that it belongs to. `teaching.py` writes such
files, with the teachers' classifiers in them for `--teacher`.
"""
import torch
from safetensors import safe_open
from torch.nn import functional as F


class Targets:
    def __init__(self, labels, classes, smoothing=0.0, soft="", soft_weight=0.7, rows=""):
        """
        - smoothing: the share of a label that goes evenly to all classes.
        - soft, soft_weight: a file of soft targets, and its share of the whole target.
        - rows: the digest of the cache's training rows.
        """
        self.labels, self.classes, self.smoothing, self.soft_weight = labels, classes, smoothing, soft_weight
        self.index = None
        if soft:
            self.index, self.probability = _read(soft, len(labels), rows, labels.device)

    def __call__(self, rows, teacher=None):
        """[rows, classes] probabilities; `teacher` has those of a teacher that saw the very views."""
        target = F.one_hot(self.labels[rows], self.classes).float()
        target = (1 - self.smoothing) * target + self.smoothing / self.classes
        if teacher is None and self.index is not None:
            teacher = self._kept(rows)
        return target if teacher is None else (1 - self.soft_weight) * target + self.soft_weight * teacher

    def _kept(self, rows):
        best = self.probability[rows].float()
        others = max(1, self.classes - best.shape[1])
        rest = (1 - best.sum(1, keepdim=True)).clamp(min=0) / others
        return rest.expand(-1, self.classes).scatter(1, self.index[rows].long(), best)


def _read(path, pictures, rows, device):
    with safe_open(path, "pt", device=str(device)) as file:
        index, probability = file.get_tensor("index"), file.get_tensor("prob")
        theirs = (file.metadata() or {}).get("rows", rows)
    if len(index) != pictures or theirs != rows:
        raise SystemExit(f"{path}: soft targets of other pictures ({len(index)} rows, here {pictures})")
    return index, probability


def cross_entropy(target, log_probability):
    return -(target * log_probability).sum(1).mean()
