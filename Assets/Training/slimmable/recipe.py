"""Every choice of a training in one place, and the draws of widths, sides and step sizes."""
import math
import random
from dataclasses import dataclass, field, fields


def choice(default, explanation):
    return field(default=default, metadata={"help": explanation})


@dataclass
class Recipe:
    images: float = choice(5e6, "length of the schedule in pictures; 0: by --minutes alone")
    minutes: float = choice(0.0, "length of the schedule in minutes of training, over all resumptions; 0: by --images")
    leave_after: float = choice(0.0, "minutes after which this run stops, to be resumed; 0: never")
    device: str = choice("cpu", "cpu or cuda")
    workers: int = choice(2, "processes of one thread each (cpu only)")
    batch: int = choice(64, "pictures of one step of one worker")
    sides: str = choice("32,40,48,56,64,80,96,112,128",
                        "the sides to train at; one named twice is drawn twice as often")
    any_side: float = choice(0.5, "share of steps at any whole side between, odd ones too")
    widest: float = choice(1.0, "share of steps in which the widest network learns; in others one up to α 0.75 does")
    extra_widths: int = choice(1, "narrower networks in each step beside the widest")
    narrowest: float = choice(0.3, "with one extra width: how often it is the narrowest")
    lr: float = choice(0.1, "step size at the top of the cosine")
    warmup: float = choice(2e4, "pictures over which the step size rises, at each start")
    decay: float = choice(1e-4, "weight decay of convolutions and classifier (not depthwise)")
    smoothing: float = choice(0.0, "label smoothing")
    soft: str = choice("", "a file of soft targets")
    soft_weight: float = choice(0.7, "their share of the target")
    teacher: tuple = choice((), "a network that made the soft targets, to be asked about every view instead; again for "
                                "the next: the mean of their answers counts")
    inplace: float = choice(0.5, "share of the widest network's answer in the narrower one's target, at the end")
    narrow_weight: float = choice(0.7, "weight of a narrower network's loss")
    crop: float = choice(0.6, "smallest share of the area that a crop keeps at the smallest side; less at larger ones")
    sharpness: str = choice("0.4,2.0", "range of the factor on the finest detail; 1,1 leaves pictures alone")
    zoom_out: float = choice(0.0, "share of pictures seen from afar at sides above the stored one")
    ema: float = choice(0.0, "share of the running average of weights kept at each step, such as 0.999; 0: none")
    with_heldout: bool = choice(False, "train on the held-out pictures, too")
    float32: bool = choice(False, "compute in float32 instead of bfloat16")
    planes: bool = choice(False, "keep maps as planes instead of channels last")
    log_every: int = choice(100, "steps between lines of the log")
    save_every: int = choice(500, "steps between checkpoints")
    judge_every: int = choice(2500, "steps between looks at the held-out pictures; 0: none")

    def side_list(self):
        return sorted(int(side) for side in self.sides.split(","))

    def sharpness_range(self):
        low, high = (float(v) for v in self.sharpness.split(","))
        return low, high

    def progress(self, images, seconds):
        """How much of the schedule is done, 0 … 1."""
        shares = [images / self.images if self.images else 0, seconds / (60 * self.minutes) if self.minutes else 0]
        return min(1.0, max(shares))

    def draw_side(self, step, progress):
        """One side for all workers, the smaller the likelier. Small ones are cheap and come first: the
        largest ninth joins half way through the schedule, the ninth below after a quarter of it."""
        draw, sides = random.Random(step), self.side_list()
        if draw.random() < self.any_side:
            sides = list(range(sides[0], sides[-1] + 1))
        ninths = 9 - (progress < 0.25) - (progress < 0.5)
        allowed = sides[:max(1, round(len(sides) * ninths / 9))]
        return draw.choices(allowed, [1 / side for side in allowed])[0]

    def draw_widths(self, step, rank):
        """The widest and `extra_widths` narrower ones: the narrowest, and one of each equal part of
        what lies between (the sandwich rule, arXiv:1903.05134, with the middle spread evenly).

        Random widths are multiples of 1/64: whole vectors in every layer.
        """
        draw = random.Random(f"widths of step {step}")
        if draw.random() >= self.widest:  # alike for all workers: nobody waits long
            return [self._draw_narrow(draw)]
        draw = random.Random(64 * step + rank)
        if self.extra_widths == 0:
            return [1.0]
        if self.extra_widths == 1:
            return [1.0, 0.25 if draw.random() < self.narrowest else draw.randint(17, 60) / 64]
        parts = self.extra_widths - 1
        edges = [17 + round(44 * part / parts) for part in range(parts + 1)]
        return [1.0, 0.25] + [draw.randrange(low, high) / 64 for low, high in zip(edges, edges[1:])]

    def _draw_narrow(self, draw):
        """α 0.25, or one from there to 0.75 whose logarithm is drawn evenly: narrow ones differ most."""
        if draw.random() < self.narrowest:
            return 0.25
        return round(64 * 0.25 * 3 ** draw.random()) / 64

    def step_size(self, progress, images_since_start):
        warm = min(1.0, (images_since_start + 1) / self.warmup) if self.warmup else 1.0
        return self.lr * warm * 0.5 * (1 + math.cos(math.pi * progress))

    @classmethod
    def add_options(cls, parser):
        for item in fields(cls):
            name, text = "--" + item.name.replace("_", "-"), item.metadata["help"]
            if item.default is False:
                parser.add_argument(name, action="store_true", help=text)
            elif item.default == ():
                parser.add_argument(name, action="append", default=[], metavar="FILE", help=text)
            else:
                parser.add_argument(name, type=type(item.default), default=item.default, help=f"{text} [%(default)s]")

    @classmethod
    def of(cls, arguments):
        return cls(**{item.name: getattr(arguments, item.name) for item in fields(cls)})
