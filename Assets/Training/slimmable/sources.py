"""Where pictures come from: a folder per class, or the layout of Tiny-ImageNet-200.

A source is a folder, or a git directory whose newest commit holds the folder: a public data set is
often a repository, and reading it there saves checking out a hundred thousand files.
"""
import os
import subprocess
import tarfile
from dataclasses import dataclass

SUFFIXES = (".jpeg", ".jpg", ".png", ".webp", ".bmp", ".ppm", ".pgm")
VALIDATION = ("val", "validation", "valid")
TEXTS = ("wnids.txt", "words.txt", "names.txt", "val_annotations.txt")


@dataclass(frozen=True)
class Entry:
    """One picture file: its path below the source, and its class where the folders say it."""

    path: str
    is_validation: bool
    label: str

    @staticmethod
    def of(path):
        """The entry of a path, or None where it is no picture of a class.

        `cat/1.jpg`, `train/cat/1.jpg` and `train/cat/images/1.jpg` are cats for training,
        `val/cat/1.jpg` is one for validation. `val/images/1.jpg` has no class of its own.
        """
        parts = path.split("/")
        if not parts[-1].lower().endswith(SUFFIXES):
            return None
        is_validation = parts[0] in VALIDATION
        if is_validation or parts[0] == "train":
            parts = parts[1:]
        if len(parts) < 2 or parts[0] == "test":
            return None
        return Entry(path, is_validation, parts[0])


def files(source, inside=""):
    """(path, bytes) of every picture and text of a source, `inside` naming a folder in it."""
    if os.path.isfile(os.path.join(source, "HEAD")):
        return _git_files(source, inside)
    return _folder_files(os.path.join(source, inside))


def is_wanted(path):
    return Entry.of(path) is not None or path.split("/")[-1] in TEXTS


def _folder_files(top):
    if not os.path.isdir(top):
        raise SystemExit(f"{top}: no such folder")
    for folder, folders, names in os.walk(top, followlinks=True):
        folders.sort()
        for name in sorted(names):
            full = os.path.join(folder, name)
            path = os.path.relpath(full, top).replace(os.sep, "/")
            if is_wanted(path):
                with open(full, "rb") as file:
                    yield path, file.read()


def _git_files(repository, inside):
    git = ["git", f"--git-dir={repository}"]
    listing = subprocess.run(git + ["ls-tree", "--name-only", f"HEAD:{inside}"], stdout=subprocess.PIPE, text=True)
    if listing.returncode:
        raise SystemExit(f"{repository}: its newest commit has no folder '{inside}'; name one with --inside")
    tops = [name for name in listing.stdout.splitlines() if name != "test"]
    archive = subprocess.Popen(git + ["archive", f"HEAD:{inside}", *tops], stdout=subprocess.PIPE)
    with tarfile.open(fileobj=archive.stdout, mode="r|") as tar:
        for member in tar:
            if member.isfile() and is_wanted(member.name):
                yield member.name, tar.extractfile(member).read()
    if archive.wait():
        raise SystemExit(f"{repository}: git could not read '{inside}'")


def pairs(text):
    """{first: second} of lines with a tab between them (a class and its name, a file and its class)."""
    rows = (line.split("\t") for line in text.splitlines())
    return {row[0].strip(): row[1].strip() for row in rows if len(row) > 1}
