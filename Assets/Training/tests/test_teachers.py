"""Several teachers: `python3 -m unittest` in the folder above; seconds, no downloads."""
import argparse
import contextlib
import io
import json
import os
import tempfile
import unittest
from unittest import mock

import torch
from safetensors import safe_open
from torch.nn import functional as F

from slimmable import features, targets, teaching
from slimmable.__main__ import add_train
from slimmable.network import UNITS, same_padding
from slimmable.pictures import Pictures
from slimmable.recipe import Recipe
from slimmable.teacher import Extractor, Teachers, answer
from slimmable.tflite import Model
from slimmable.views import normalised, seen, whole
from tests import made


class WithToys(unittest.TestCase):
    def setUp(self):
        torch.set_num_threads(1)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.cache = made.cache(self.at("cache.safetensors"))
        self.first = made.tflite(self.at("first.tflite"), 32, seed=1)
        self.second = made.tflite(self.at("second.tflite"), 48, seed=2)

    def at(self, name):
        return os.path.join(self.folder, name)

    def teach(self, *teachers, soft="soft.safetensors", **choices):
        told = io.StringIO()
        with contextlib.redirect_stdout(told):
            teaching.teach(self.cache, self.at(soft), teachers, **{"passes": 1500, "float32": True, **choices})
        return self.at(soft), told.getvalue()


class TFLiteTests(WithToys):
    def test_a_file_without_classifier_gives_the_features_and_the_side(self):
        layers = made.layers(seed=1)
        model = Model(self.first)
        self.assertEqual(model.side, 32)
        x = whole(Pictures(self.cache).training()[0][:2], 32)
        wanted = x.double()
        for unit, (weight, scale, bias) in zip(UNITS, layers):
            weight = (torch.from_numpy(weight).double() - 128) * float(scale)
            weight = weight.permute(3, 0, 1, 2) if unit.is_depthwise else weight.permute(0, 3, 1, 2)
            if weight.shape[-1] == 3:
                rows, columns = (same_padding(n, 3, unit.stride) for n in wanted.shape[2:])
                wanted = F.pad(wanted, (*columns, *rows))
            groups = len(weight) if unit.is_depthwise else 1
            bias = torch.from_numpy(bias).double() * float(scale)
            wanted = F.conv2d(wanted, weight, bias, unit.stride, groups=groups).clamp(0, 6)
        wanted = wanted.mean((2, 3))
        self.assertGreater(wanted.std().item(), 0.1)  # the toy says something
        torch.testing.assert_close(model.features(x).double(), wanted, rtol=1e-4, atol=1e-4)

    def test_a_file_that_ends_early_is_told(self):
        with open(self.first, "rb") as file:
            whole_file = file.read()
        for kept in (6, 100, 3000):
            with open(self.at("cut.tflite"), "wb") as file:
                file.write(whole_file[:kept])
            with self.assertRaisesRegex(SystemExit, "cut.tflite: (no TFLite file|damaged)"):
                Model(self.at("cut.tflite"))

    def test_a_network_with_a_layer_less_is_none(self):
        made.tflite(self.at("short.tflite"), 32, made=made.layers()[:-1])
        with self.assertRaisesRegex(SystemExit, "not those of a MobileNet v1"):
            Model(self.at("short.tflite"))

    def test_the_side_is_the_file_s_own_or_the_one_named(self):
        self.assertEqual(Extractor.of(self.second).side, 48)
        self.assertEqual(Extractor.of(self.second + "@40").side, 40)
        with self.assertRaisesRegex(SystemExit, "nothing.tflite: no such file"):
            Extractor.of(self.at("nothing.tflite@40"))


class ShardTests(WithToys):
    def setUp(self):
        super().setUp()
        self.enterContext(mock.patch.object(features, "SHARD", 10))  # 36 pictures: four shards a view
        self.enterContext(contextlib.redirect_stdout(io.StringIO()))
        self.pictures = Pictures(self.cache)

    def enterContext(self, context):  # Python 3.11 has it
        self.addCleanup(context.__exit__, None, None, None)
        return context.__enter__()

    def shards(self, folder="features", teacher=None, views=5, **choices):
        extractor = Extractor.of(teacher or self.first)
        return features.Shards(self.at(folder), extractor, self.pictures, views, **{"float32": True, **choices})

    def test_a_stopped_run_goes_on_and_ends_alike(self):
        at_once = self.shards("at-once")
        at_once.compute()
        shown, stopped = [], self.shards()

        def until_the_seventh(self, view, first, ours=features.Shards._shard):
            if len(shown) == 7:
                raise KeyboardInterrupt
            shown.append((view, first))
            return ours(self, view, first)

        with mock.patch.object(features.Shards, "_shard", until_the_seventh):
            with self.assertRaisesRegex(SystemExit, "the same command goes on"):
                stopped.compute()
            self.assertEqual(len(os.listdir(stopped.folder)), 7)
            del shown[1:]  # six more
            self.assertRaises(SystemExit, self.shards().compute)
        self.assertEqual(shown[1:], [(1, 30), (2, 0), (2, 10), (2, 20), (2, 30), (3, 0)])
        self.shards().compute()
        for view in range(5):
            torch.testing.assert_close(self.shards().view(view), at_once.view(view), rtol=0, atol=0)
        with mock.patch.object(features.Shards, "_shard", side_effect=AssertionError("all are there")):
            self.shards().compute()

    def test_a_half_written_shard_counts_for_nothing(self):
        shards = self.shards(views=1)
        with mock.patch.object(features.os, "replace", side_effect=OSError("no room")):
            self.assertRaises(OSError, shards.compute)
        shards.compute()
        self.assertEqual(shards.view(0).shape, (36, 256))

    def test_other_features_lie_in_another_folder(self):
        folders = {self.shards().folder, self.shards(teacher=self.first + "@40").folder,
                   self.shards(teacher=self.second).folder, self.shards(float32=False).folder}
        made.cache(self.cache, rows="others")
        self.pictures = Pictures(self.cache)
        folders.add(self.shards().folder)
        self.assertEqual(len(folders), 5)
        os.rename(self.first, self.at("renamed.tflite"))
        self.pictures = Pictures(made.cache(self.cache))
        self.assertIn("renamed-32-", self.shards(teacher=self.at("renamed.tflite")).folder)

    def test_teachers_of_other_sides_see_the_same_crops(self):
        shown = {32: {}, 48: {}}

        def look(pixels, windows, view, side, ours=features.look):
            shown[side][view, len(shown[side])] = windows
            return ours(pixels, windows, view, side)

        with mock.patch.object(features, "look", look):
            self.shards().compute()
            self.shards(teacher=self.second).compute()
        self.assertEqual(shown[32].keys(), shown[48].keys())
        for place, windows in shown[32].items():
            torch.testing.assert_close(windows, shown[48][place], rtol=0, atol=0)
        every = torch.cat([windows for (view, _), windows in shown[32].items() if view > 2])
        self.assertEqual(len(every.unique(dim=0)), 72)  # each picture in two crops of its own

    def test_a_crop_shows_its_window(self):
        pixels = self.pictures.training()[0][:10]
        windows = features.crops(pixels, 3, 0)
        torch.testing.assert_close(features.look(pixels, windows, 3, 48), seen(normalised(pixels), windows, 48))


class TeachingTests(WithToys):
    def test_the_soft_targets_are_the_mean_of_both_answers_about_the_whole_picture(self):
        soft, _ = self.teach(self.first, self.second)
        pixels, labels, _ = Pictures(self.cache).training()
        mean = 0
        with safe_open(soft, "pt") as file:
            index, prob = file.get_tensor("index").long(), file.get_tensor("prob").float()
            for number, (path, side) in enumerate(((self.first, 32), (self.second, 48))):
                weight, bias = (file.get_tensor(f"head.{number}.{part}") for part in ("weight", "bias"))
                mean = mean + answer(Model(path).features(whole(pixels, side)), weight, bias) / 2
            told = json.loads(file.metadata()["teachers"])
        torch.testing.assert_close(torch.zeros(36, 3).scatter(1, index, prob), mean, rtol=0, atol=2e-3)
        self.assertEqual([(each["name"], each["side"]) for each in told], [("first.tflite", 32), ("second.tflite", 48)])
        self.assertGreater((mean.argmax(1) == labels).float().mean().item(), 0.7)  # by chance 0.33

    def test_held_out_pictures_judge_each_teacher_and_the_mean(self):
        soft, told = self.teach(self.first, self.second, passes=300)
        lines = told[told.index("top-1"):].splitlines()
        self.assertEqual(lines[0], "top-1 of 6 held-out pictures, whole and crop1:")
        pixels, labels = Pictures(self.cache).judged("heldout")
        views = {side: whole(pixels, side) for side in (32, 48)}
        for line, sources, name in zip(lines[1:], ([self.first], [self.second], [self.first, self.second]),
                                       ("first.tflite at side 32", "second.tflite at side 48", "the mean of the 2")):
            right = (Teachers(sources, soft, 3, "cpu")(views).argmax(1) == labels).float().mean().item()
            self.assertRegex(line, rf"^  {100 * right:.1f} %, [\d.]+ %  {name}$")
        self.assertNotIn("mean", self.teach(self.first, views=1)[1])

    def test_held_out_pictures_teach_nothing(self):
        with mock.patch.object(teaching, "fit", wraps=teaching.fit) as fit:
            self.teach(self.first, views=1)
        rows = fit.call_args.args[2]
        self.assertFalse(set(rows.tolist()) & set(range(0, 36, 6)))
        self.assertEqual(len(rows), 30)

    def test_none_is_told(self):
        with self.assertRaisesRegex(SystemExit, "no teacher"):
            self.teach()

    def test_they_are_targets_of_a_training(self):
        soft, _ = self.teach(self.first, self.second, best=2)
        labels = Pictures(self.cache).training()[1]
        target = targets.Targets(labels, 3, soft=soft, soft_weight=1.0, rows="made")(torch.arange(36))
        torch.testing.assert_close(target.sum(1), torch.ones(36), rtol=0, atol=1e-3)


class TeachersTests(WithToys):
    """While a training runs."""

    def setUp(self):
        super().setUp()
        self.soft, _ = self.teach(self.first, self.second, views=1)
        pixels = Pictures(self.cache).training()[0][:4]
        self.views = {side: whole(pixels, side) for side in (32, 48)}

    def test_the_mean_of_their_answers_each_at_its_side(self):
        both = Teachers([self.first, self.second], self.soft, 3, "cpu")
        self.assertEqual(both.sides, [32, 48])
        alone = [Teachers([path], self.soft, 3, "cpu") for path in (self.first, self.second)]
        self.assertEqual([each.sides for each in alone], [[32], [48]])
        mean = (alone[0](self.views) + alone[1](self.views)) / 2
        torch.testing.assert_close(both(self.views), mean)
        torch.testing.assert_close(mean.sum(1), torch.ones(4))
        self.assertGreater((alone[0](self.views) - alone[1](self.views)).abs().max().item(), 1e-3)

    def test_they_are_known_by_their_contents(self):
        os.rename(self.second, self.at("renamed.tflite"))
        self.assertEqual(Teachers([self.at("renamed.tflite")], self.soft, 3, "cpu").sides, [48])
        third = made.tflite(self.at("second.tflite"), 48, seed=3)
        with self.assertRaisesRegex(SystemExit, "were made for first.tflite, second.tflite"):
            Teachers([self.first, third], self.soft, 3, "cpu")

    def test_what_is_missing_is_told(self):
        for soft, classes, why in (("", 3, "with --soft"), (self.soft, 4, "of 3 classes; the pictures have 4"),
                                   (self.cache, 3, "without a teacher's classifier")):
            with self.assertRaisesRegex(SystemExit, why):
                Teachers([self.first], soft, classes, "cpu")

    def test_the_recipe_takes_several(self):
        commands = argparse.ArgumentParser().add_subparsers()
        add_train(commands)
        train = commands.choices["train"]
        for given in ([], ["a"], ["a", "b"]):
            words = [word for path in given for word in ("--teacher", path)]
            self.assertEqual(list(Recipe.of(train.parse_args(["run", "cache", *words])).teacher), given)
