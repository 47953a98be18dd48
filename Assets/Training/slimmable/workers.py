"""Several processes as one training: on a CPU, each has one thread and never waits inside a layer."""
import multiprocessing
import os
import time

import torch

from slimmable import checkpoint
from slimmable.checkpoint import Average, State
from slimmable.network import SlimmableMobileNet
from slimmable.pictures import Pictures
from slimmable.teacher import Teachers
from slimmable.training import Leader, Trainer


class Alone:
    """A team of one."""

    size = 1

    def __init__(self, progress=0.0):
        self.progress, self.goes_on = progress, True

    def average_gradients(self, rank, parameters):
        pass

    def meet(self):
        pass


class Team:
    """Processes that step together: gradients and decisions lie in memory that they share."""

    def __init__(self, size, progress, numbers):
        context = multiprocessing.get_context("fork")
        self.size = size
        self.barrier = context.Barrier(size)
        self._progress, self._goes_on = context.Value("d", progress), context.Value("b", True)
        self.gradients = torch.zeros(size, numbers).share_memory_()

    progress = property(lambda self: self._progress.value, lambda self, v: setattr(self._progress, "value", v))
    goes_on = property(lambda self: self._goes_on.value, lambda self, v: setattr(self._goes_on, "value", v))

    def average_gradients(self, rank, parameters):
        flat = [torch.zeros(p.numel()) if p.grad is None else p.grad.flatten() for p in parameters]
        torch.cat(flat, out=self.gradients[rank])
        self.barrier.wait()
        parts = self.gradients.mean(0).split([p.numel() for p in parameters])
        for parameter, mean in zip(parameters, parts):
            parameter.grad = mean.view_as(parameter)

    def meet(self):
        """Nobody goes on before the leader has decided, nor writes gradients that others still read."""
        self.barrier.wait()


def train(run, cache, recipe, init="", restart=False):
    """Begins, or goes on from the run's checkpoint; `restart` begins the schedule anew from it."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    os.makedirs(run, exist_ok=True)
    pictures = Pictures(cache, recipe.device)
    network, state, average = _start(os.path.join(run, "checkpoint.safetensors"), len(pictures.classes), init)
    if restart:
        state.images, state.seconds, average = 0, 0.0, {}
    state.with_heldout |= recipe.with_heldout
    progress = recipe.progress(state.images, state.seconds)
    if progress >= 1:
        raise SystemExit("the schedule has ended; --restart begins it anew, a longer one goes on")
    teachers = Teachers.of(recipe, pictures)
    if recipe.device != "cpu" or recipe.workers == 1:
        return _work(0, run, recipe, pictures, network, state, average, teachers, Alone(progress))
    team = Team(recipe.workers, progress, sum(p.numel() for p in network.parameters()))
    pictures.training()  # read before the processes part: the pictures stay one copy in memory
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=_work, args=(rank, run, recipe, pictures, network, state, average,
                                                     teachers, team), daemon=True) for rank in range(recipe.workers)]
    for process in processes:
        process.start()
    with open(os.path.join(run, "pids"), "w", encoding="utf-8") as file:
        file.write(" ".join(str(process.pid) for process in processes) + "\n")
    while all(process.is_alive() for process in processes):
        time.sleep(0.2)
    for process in processes:
        process.join(30)
    if any(process.exitcode for process in processes):
        raise SystemExit("a worker failed; the last checkpoint stands")


def _start(path, classes, init):
    if os.path.exists(path):
        network, state = checkpoint.load(path)
        if len(network.bias) != classes:
            raise SystemExit(f"{path}: of {len(network.bias)} classes; the pictures have {classes}")
        return network, state, checkpoint.load_average(path)
    network = SlimmableMobileNet(classes)
    if init:
        checkpoint.start_from(init, network)
    return network, State(), {}


def _work(rank, run, recipe, pictures, network, state, averaged, teachers, team):
    if recipe.device == "cpu":
        torch.set_num_threads(1)
        torch.set_flush_denormal(True)
    trainer = Trainer(recipe, pictures, network, state, team, rank, teachers)
    average = Average(trainer.network, recipe.ema, averaged) if recipe.ema and rank == 0 else None
    leader = Leader(trainer, run, average) if rank == 0 else None
    while team.goes_on:
        loss = trainer.step(team.progress)
        if leader:
            team.goes_on = leader.after_step(loss)
        team.meet()
