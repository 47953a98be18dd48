"""The training loop of one worker; `workers.py` runs several of them as one."""
import contextlib
import json
import math
import os
import time

import torch
from torch.nn import functional as F

from slimmable import checkpoint
from slimmable.accuracy import by_batch_statistics
from slimmable.targets import Targets, cross_entropy
from slimmable.views import Augmentation, normalised, seen


class Trainer:
    """One copy of the network and its optimiser."""

    def __init__(self, recipe, pictures, network, state, team, rank=0, teachers=None):
        self.recipe, self.pictures, self.state, self.team, self.rank = recipe, pictures, state, team, rank
        self.device = torch.device(recipe.device)
        self.network = network.to(self.device)
        self.pixels, labels, self.rows = pictures.training(recipe.with_heldout)
        self.targets = Targets(labels, len(pictures.classes), recipe.smoothing, recipe.soft, recipe.soft_weight,
                               pictures.rows)
        self.teachers = teachers
        self.augmentation = Augmentation(recipe.crop, recipe.side_list()[0], recipe.sharpness_range(), recipe.zoom_out)
        self.parameters = list(self.network.parameters())
        self.optimiser = self._optimiser()
        self.draw = torch.Generator(self.device).manual_seed(1000 * state.step + rank)
        self.first_image, self.epoch = state.images, -1

    def _optimiser(self):
        decayed = [p.dim() > 1 and p[0].numel() > 9 for p in self.parameters]  # no depthwise, no batch norm
        groups = [{"params": [p for p, d in zip(self.parameters, decayed) if d], "weight_decay": self.recipe.decay},
                  {"params": [p for p, d in zip(self.parameters, decayed) if not d], "weight_decay": 0.0}]
        return torch.optim.SGD(groups, lr=self.recipe.lr, momentum=0.9, nesterov=True)

    def batch(self, side):
        """The next pictures at that side and their targets; every epoch in a new order."""
        count = len(self.rows)
        if self.state.images // count != self.epoch:
            self.epoch = self.state.images // count
            order = torch.randperm(count, generator=torch.Generator().manual_seed(self.epoch))
            self.order = self.rows[order.to(self.device)]
        first = self.state.images + self.rank * self.recipe.batch
        picked = self.order[torch.arange(first, first + self.recipe.batch, device=self.device) % count]
        x = normalised(self.pixels[picked])
        windows = self.augmentation.windows(x, side, self.draw)
        taught = None
        if self.teachers:
            views = {each: seen(x, windows, each) for each in self.teachers.sides}
            with self.precision():
                taught = self.teachers(views)
        x = self.augmentation.lit(seen(x, windows, side), self.draw)
        return x.contiguous() if self.recipe.planes else x, self.targets(picked, taught)

    def step(self, progress, side=None):
        """One update of the weights; returns the loss of the widest network, still on the device."""
        x, target = self.batch(side or self.recipe.draw_side(self.state.step, progress))
        self.optimiser.zero_grad()
        widest, loss_of_widest = None, None
        for alpha in self.recipe.draw_widths(self.state.step, self.rank):
            with self.precision():
                logits = self.network(x, alpha)
            answer = F.log_softmax(logits.float(), 1)
            loss = cross_entropy(target, answer)
            if widest is None:
                widest, loss_of_widest = answer.detach().exp(), loss.detach()
            else:  # in-place distillation: the widest teaches the narrower ones
                share = self.recipe.inplace * progress
                taught = (1 - share) * loss + share * cross_entropy(widest, answer)
                loss = self.recipe.narrow_weight * taught
            loss.backward()
        self.team.average_gradients(self.rank, self.parameters)
        for group in self.optimiser.param_groups:
            group["lr"] = self.recipe.step_size(progress, self.state.images - self.first_image)
        self.optimiser.step()
        self.state.step += 1
        self.state.images += self.recipe.batch * self.team.size
        return loss_of_widest

    def precision(self):
        if self.recipe.float32:
            return contextlib.nullcontext()
        return torch.autocast(self.device.type, torch.bfloat16)


class Leader:
    """What only one worker does beside its steps: clock, log, checkpoints, looking for orders.

    Orders are files in the run's folder: `pause` holds all workers while it is there, `stop` ends
    the training with a checkpoint.
    """

    def __init__(self, trainer, run, average):
        self.trainer, self.run, self.average = trainer, run, average
        self.begun = self.marked = time.monotonic()
        self.seconds_before, self.images_marked, self.losses = trainer.state.seconds, trainer.state.images, []
        self.paused = 0.0

    def after_step(self, loss):
        """Returns whether training goes on."""
        trainer, recipe, state = self.trainer, self.trainer.recipe, self.trainer.state
        self.losses.append(loss)
        if self.average:
            self.average.follow(trainer.network)
        if state.step % recipe.log_every == 0 and not self._tell():
            return False
        if recipe.judge_every and state.step % recipe.judge_every == 0 and len(trainer.pictures.heldout):
            self._judge()
        self._pause()
        here = time.monotonic() - self.begun - self.paused
        state.seconds = self.seconds_before + here
        trainer.team.progress = recipe.progress(state.images, state.seconds)
        leaves = recipe.leave_after and here > 60 * recipe.leave_after
        ends = trainer.team.progress >= 1 or leaves or self._ordered("stop")
        if ends or state.step % recipe.save_every == 0:
            self._save()
        if ends and self._ordered("stop"):
            os.remove(os.path.join(self.run, "stop"))
        return not ends

    def _tell(self):
        """A line of the log; returns whether the loss is a number. If not, nothing more is saved."""
        trainer, state, now = self.trainer, self.trainer.state, time.monotonic()
        loss = torch.stack(self.losses).mean().item()
        rate = (state.images - self.images_marked) / (now - self.marked)
        done = max(trainer.team.progress, 1e-6)
        left = state.seconds * (1 - done) / done / 3600
        self.say(f"step {state.step} images {state.images} progress {done:.4f} "
                 f"lr {trainer.optimiser.param_groups[0]['lr']:.4f} loss {loss:.4f} "
                 f"{rate:.0f} images/s, {left:.2f} h to go")
        self._mark()
        if not math.isfinite(loss):
            self.say("the loss is no number any more: ended, the last checkpoint stands; try a smaller --lr")
        return math.isfinite(loss)

    def _judge(self):
        trainer = self.trainer
        table = by_batch_statistics(trainer.network, trainer.pictures, trainer.recipe.side_list())
        self.say(f"held-out top-1 {json.dumps(table)}")
        self._mark()

    def _mark(self):
        self.marked, self.images_marked, self.losses = time.monotonic(), self.trainer.state.images, []

    def _save(self):
        trainer = self.trainer
        checkpoint.save(os.path.join(self.run, "checkpoint.safetensors"), trainer.network, trainer.state,
                        self.average.tensors if self.average else None)

    def _ordered(self, name):
        return os.path.exists(os.path.join(self.run, name))

    def _pause(self):
        began = time.monotonic()
        while self._ordered("pause") and not self._ordered("stop"):
            time.sleep(1)
        self.paused += time.monotonic() - began

    def say(self, line):
        line = time.strftime("%Y-%m-%d %H:%M:%S ", time.gmtime()) + line
        print(line, flush=True)
        with open(os.path.join(self.run, "train.log"), "a", encoding="utf-8") as log:
            log.write(line + "\n")
