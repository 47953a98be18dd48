"""How often the network is right."""
import json

import torch

from slimmable.views import central


def top_1_and_5(answer, pixels, labels, side, chunk=100):
    """Percent of pictures whose class is the first, or among the first five, of `answer`'s logits."""
    first = among = 0
    for begin in range(0, len(pixels), chunk):
        logits = answer(central(pixels[begin:begin + chunk], side))
        hit = logits.topk(min(5, logits.shape[1]), 1).indices == labels[begin:begin + chunk, None]
        first, among = first + hit[:, 0].sum().item(), among + hit.sum().item()
    return [round(100 * count / len(pixels), 2) for count in (first, among)]


def measure(pack, pictures, split, widths, sides, count):
    """{"α@side": [top-1, top-5]} over the first `count` pictures of a split."""
    pixels, labels = (part[:count] for part in pictures.judged(split))
    table = {}
    for side in sides:
        for alpha in widths:
            table[f"{alpha}@{side}"] = [one, five] = top_1_and_5(pack.network(alpha, side), pixels, labels, side)
            print(f"α {alpha} side {side}: top-1 {one:.2f}, top-5 {five:.2f} ({len(pixels)} pictures)", flush=True)
    return table


@torch.no_grad()
def by_batch_statistics(network, pictures, sides, widths=(0.25, 0.5, 1.0), count=2000):
    """Top-1 on held-out pictures without calibration, at three of the sides: a look while training."""
    pixels, labels = (part[:count] for part in pictures.judged("heldout"))
    table, sides = {}, sorted(set(sides))
    for side in sorted({sides[0], sides[len(sides) // 2], sides[-1]}):
        for alpha in widths:
            table[f"{alpha}@{side}"] = top_1_and_5(lambda x: network(x, alpha), pixels, labels, side, chunk=250)[0]
    return table


def card(pack):
    """The table of a model card, in Markdown: top-1 / top-5 as the pack's own metadata tell them."""
    if "accuracy" not in pack.metadata:
        return "No accuracy in the pack: export it with --count."
    told = json.loads(pack.metadata["accuracy"])
    table = told["top1_top5"]
    widths, sides = (sorted({float(key.split("@")[part]) for key in table}) for part in (0, 1))
    lines = [f"Top-1 / top-5 in percent, {told['images']} pictures, {told['set']}:", "",
             "| side | " + " | ".join(f"α {alpha:g}" for alpha in widths) + " |", "|---" * (len(widths) + 1) + "|"]
    value = {tuple(float(v) for v in key.split("@")): pair for key, pair in table.items()}
    for side in sides:
        cells = ("{:.1f} / {:.1f}".format(*value[alpha, side]) if (alpha, side) in value else "" for alpha in widths)
        lines.append(f"| {side:g} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
