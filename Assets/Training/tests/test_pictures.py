"""The cache."""
import contextlib
import io
import os
import tempfile
import unittest

from slimmable.pictures import Pictures, prepare
from slimmable.toy import draw_pictures


class TrialTests(unittest.TestCase):
    def test_a_trial_keeps_some_training_pictures_of_each_class(self):
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
            draw_pictures(folder, each=10)
            cache = os.path.join(folder, "cache.safetensors")
            kept = {}
            for each in (0, 4, 100):
                prepare(folder, cache, side=16, validation=0.2, heldout=3, each=each)
                pictures = Pictures(cache)
                _, labels, rows = pictures.training()
                kept[each] = labels.bincount().tolist(), len(rows), len(pictures.judged("val")[1]), pictures.rows
        self.assertEqual(kept[0], kept[100])
        self.assertEqual(kept[0][:3], ([8, 8, 8], 21, 6))
        self.assertEqual(kept[4][:3], ([4, 4, 4], 9, 6))
        self.assertNotEqual(kept[0][3], kept[4][3])  # soft targets of one fit not the other
