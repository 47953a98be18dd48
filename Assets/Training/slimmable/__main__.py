"""The commands: prepare, train, calibrate, export, evaluate, card, teach, speed, check."""
import argparse
import json
import sys

from slimmable import accuracy, calibration, checkpoint, pack, pictures, speed, teaching, toy, workers
from slimmable.recipe import Recipe


def widths(text):
    values = sorted(float(part) for part in text.split(","))
    if any(not 0.25 <= v <= 1 for v in values):
        raise argparse.ArgumentTypeError("widths lie in 0.25 … 1: below, nothing is trained")
    return values


def sides(text):
    return sorted(int(part) for part in text.split(","))


def export(args):
    """Writes the pack, measures it, and writes it again with its accuracy."""
    network, state = checkpoint.load(args.checkpoint, averaged=True)
    statistics = calibration.Statistics(args.stats, state)
    opened = pictures.Pictures(args.cache, args.device)
    metadata = {
        "name": args.name, "classes": json.dumps(opened.classes), "licence": args.licence,
        "training": f"{state.images} pictures in {state.step} steps" + (f"; {args.note}" if args.note else ""),
        "state": state.text(), "base_side": str(args.base_side)}
    pack.write(args.pack, network, statistics, metadata)
    if args.count:
        table = accuracy.measure(pack.Pack(args.pack, args.device), opened, "val", args.widths, args.sides, args.count)
        count = min(args.count, len(opened.judged("val")[1]))
        metadata["accuracy"] = json.dumps({"set": args.set, "images": count, "top1_top5": table})
        pack.write(args.pack, network, statistics, metadata)


def evaluate(args):
    opened = pictures.Pictures(args.cache, args.device)
    judged = pack.Pack(args.pack, args.device)
    if args.split == "heldout" and checkpoint.State.of(judged.metadata.get("state", "{}")).with_heldout:
        print("this network was trained on the held-out pictures: their figures say nothing", file=sys.stderr)
    accuracy.measure(judged, opened, args.split, args.widths, args.sides, args.count)


def command(commands, name, run, places, summary):
    parser = commands.add_parser(name, help=summary, description=summary)
    parser.set_defaults(run=run)
    for place in places.split():
        parser.add_argument(place)
    return parser


def option(parser, name, default, text, kind=None):
    parser.add_argument(name, default=default, type=kind or type(default), help=f"{text} [%(default)s]")


def add_grid(parser, width_text, side_text):
    option(parser, "--widths", width_text, "widths, comma-separated", widths)
    option(parser, "--sides", side_text, "sides, comma-separated", sides)


def add_prepare(commands):
    p = command(commands, "prepare", lambda a: pictures.prepare(
        a.source, a.cache, a.inside, a.side, a.names, a.validation, a.heldout, a.each), "source cache",
        "reads a folder (or a bare git directory) of pictures into one file")
    option(p, "--inside", "", "the folder inside the source that holds the classes")
    option(p, "--side", 64, "the side that pictures are kept at")
    option(p, "--names", "", "a file of lines: folder, tab, name of the class")
    option(p, "--validation", 0.1, "share of each class set apart for validation, where the source has none")
    option(p, "--heldout", 0, "training pictures set apart for choosing checkpoints and recipes")
    option(p, "--each", 0, "training pictures kept of each class, for a trial; 0: all")


def add_train(commands):
    p = command(commands, "train", lambda a: workers.train(a.folder, a.cache, Recipe.of(a), a.init, a.restart),
                "folder cache", "trains, or goes on from the folder's checkpoint")
    option(p, "--init", "", "a pack or checkpoint to begin from")
    p.add_argument("--restart", action="store_true", help="keep the checkpoint's weights, begin the schedule anew")
    Recipe.add_options(p)
    Recipe.add_options(command(commands, "speed", lambda a: speed.speed(a.cache, Recipe.of(a)), "cache",
                               "clocks training steps in several ways of computing"))


def add_pack(commands):
    grid = ",".join(map(str, calibration.WIDTHS)), ",".join(map(str, calibration.SIDES))
    p = command(commands, "calibrate", lambda a: calibration.calibrate(
        a.checkpoint, a.cache, a.stats, a.widths, a.sides, a.device, a.workers, a.share, a.every_side_to),
        "checkpoint cache stats", "computes the batch-norm statistics of a grid")
    add_grid(p, *grid)
    option(p, "--device", "cpu", "cpu or cuda")
    option(p, "--workers", 2, "processes (cpu only)")
    option(p, "--share", 1.0, "of the usual number of pictures")
    option(p, "--every-side-to", 128, "every side up to this one gets shares of the stored ones of its own; 0: none")
    p = command(commands, "export", export, "checkpoint cache stats pack", "writes the pack")
    option(p, "--name", "my network", "what people see")
    option(p, "--licence", "all rights reserved", "for people")
    option(p, "--note", "", "more about the training, for people")
    option(p, "--base-side", 96, "the side that ρ = 1 stands for: the largest at which accuracy still rises")
    option(p, "--count", 0, "validation pictures to measure on; 0: not measured")
    option(p, "--set", "validation pictures", "what they are called in the metadata")
    option(p, "--device", "cpu", "cpu or cuda")
    add_grid(p, "0.25,0.5,0.75,1", "32,64,96,128")


def add_judge(commands):
    p = command(commands, "evaluate", evaluate, "pack cache", "measures a pack")
    p.add_argument("--split", choices=("heldout", "val"), default="heldout",
                   help="choose by heldout, tell val [%(default)s]")
    option(p, "--count", 10**9, "at most so many pictures")
    option(p, "--device", "cpu", "cpu or cuda")
    add_grid(p, "0.25,0.5,0.75,1", "32,64,96,128")
    command(commands, "card", lambda a: print(accuracy.card(pack.Pack(a.pack))), "pack",
            "prints a pack's accuracy as a table")
    add_teach(commands)
    command(commands, "check", lambda a: toy.check(a.folder), "folder",
            "a toy training from start to pack, as a self-check")


def add_teach(commands):
    p = command(commands, "teach", lambda a: teaching.teach(
        a.cache, a.soft, a.teacher, a.views, a.best, a.passes, a.features, a.device, a.float32), "cache soft",
        "makes soft targets from packs or TFLite files; stopped, the same command goes on")
    p.add_argument("--teacher", action="append", default=[], metavar="FILE[@SIDE]",
                   help="a teacher, at the side it was made for or at another; again for the next")
    option(p, "--views", 5, "views of each picture to learn from: whole, mirrored, central, then random crops")
    option(p, "--best", 16, "classes kept for each picture")
    option(p, "--passes", 20, "passes of each linear classifier through the pictures")
    option(p, "--features", "", "the folder for what the teachers see; else beside the soft targets")
    option(p, "--device", "cpu", "cpu or cuda")
    p.add_argument("--float32", action="store_true", help="compute in float32 instead of bfloat16")


def main():
    parser = argparse.ArgumentParser(prog="slimmable", description="Trains the slimmable MobileNet: see README.md.")
    commands = parser.add_subparsers(required=True, metavar="command")
    for add in (add_prepare, add_train, add_pack, add_judge):
        add(commands)
    args = parser.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()
