"""What the network is shown: pictures cropped, resized and normalised, whole batches at once."""
import math

import torch
from torch.nn import functional as F

MEAN, STD, CROP = (0.5, 0.5, 0.5), (0.5, 0.5, 0.5), 0.875


def normalised(pixels):
    """[N, side, side, 3] bytes as NCHW numbers in −1 … 1; channels stay last in memory."""
    mean, std = (255 * torch.tensor(v, device=pixels.device) for v in (MEAN, STD))
    return ((pixels.float() - mean) / std).permute(0, 3, 1, 2)


def whole(pixels, side):
    """Whole pictures, resized, as NCHW numbers; channels last in memory."""
    resized = F.interpolate(normalised(pixels), (side, side), mode="bilinear", antialias=True, align_corners=False)
    return resized.contiguous(memory_format=torch.channels_last)


def central(pixels, side):
    """The view for measuring: the central crop, resized; the explorer shows pictures so, too."""
    edge = pixels.shape[1]
    kept = math.floor(CROP * edge + 0.5)
    first = (edge - kept) // 2
    return whole(pixels[:, first:first + kept, first:first + kept], side)


def seen(x, windows, side):
    """Views of that side through windows, as NCHW numbers."""
    # Sampling has no antialiasing: where a picture shrinks, sample finer and average.
    finer = 2 if side < 0.75 * x.shape[-1] else 1
    grid = F.affine_grid(windows, (len(x), 3, side * finer, side * finer), align_corners=False)
    x = F.grid_sample(x, grid, padding_mode="reflection", align_corners=False)
    return F.avg_pool2d(x, finer) if finer > 1 else x


def _uniform(x, draw):
    """Draws a number for each picture."""
    return lambda low, high: torch.empty(len(x), device=x.device).uniform_(low, high, generator=draw)


class Augmentation:
    """A random view of each picture of a batch, for training."""

    def __init__(self, smallest=0.6, smallest_side=32, sharpness=(0.4, 2.0), zoom_out=0.0):
        """
        - smallest: the smallest share of a picture's area that a crop keeps at the smallest side; in
          inverse proportion less at larger ones, so that the share of a crop that a pixel shows varies
          less: few pixels need the whole of a thing, and many make a close-up plain.
        - sharpness: the range of a factor on the finest detail; below 1 blurs, above sharpens.
          Photos are sharper than small training pictures that were enlarged.
        - zoom_out: the share of pictures seen from so far that each of their pixels keeps its size,
          with mirrored borders: at a large side the only sharp view that a small picture has.
        """
        self.smallest, self.smallest_side = smallest, smallest_side
        self.sharpness, self.zoom_out = sharpness, zoom_out

    def windows(self, x, side, draw):
        """What a view of that side shows of each picture: [N, 2, 3], places of the view to places of the picture."""
        uniform = _uniform(x, draw)
        width, height = self._extent(uniform, side, side / x.shape[-1])
        window = torch.zeros(len(x), 2, 3, device=x.device)
        window[:, 0, 0], window[:, 1, 1] = width * uniform(-1, 1).sign(), height  # a minus mirrors
        window[:, 0, 2], window[:, 1, 2] = (1 - width) * uniform(-1, 1), (1 - height) * uniform(-1, 1)
        return window

    def lit(self, x, draw):
        """The views in another light, and through another lens."""
        uniform = _uniform(x, draw)
        return self._coloured(self._sharpened(x, uniform), uniform).contiguous(memory_format=torch.channels_last)

    def _extent(self, uniform, side, scale):
        """Width and height of what is seen, in units of the picture."""
        smallest = min(1, self.smallest * self.smallest_side / side)
        area, ratio = uniform(smallest, 1), torch.exp(uniform(math.log(3 / 4), math.log(4 / 3)))
        width, height = (area * ratio).sqrt().clamp(max=1), (area / ratio).sqrt().clamp(max=1)
        if self.zoom_out and scale > 1:
            far = uniform(0, 1) < self.zoom_out
            reach = uniform(1, scale)
            width, height = torch.where(far, reach, width), torch.where(far, reach, height)
        return width, height

    def _sharpened(self, x, uniform):
        if self.sharpness[0] == self.sharpness[1] == 1:
            return x
        blurred = F.avg_pool2d(F.pad(x, (1, 1, 1, 1), mode="replicate"), 3, 1)
        return blurred + (x - blurred) * uniform(*self.sharpness).view(-1, 1, 1, 1)

    @staticmethod
    def _coloured(x, uniform):
        """Contrast and brightness."""
        contrast, brightness = uniform(0.75, 1.33).view(-1, 1, 1, 1), uniform(-0.3, 0.3).view(-1, 1, 1, 1)
        centre = x.mean((1, 2, 3), keepdim=True)
        return (x - centre) * contrast + centre + brightness
