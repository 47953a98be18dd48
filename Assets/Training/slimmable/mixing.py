"""How the stored sides make up the statistics of every side between them.

A map of odd size is padded otherwise than an even one, at each of the five strides: side 33 is like
49 or 65 rather than 32, and interpolating between neighbours costs many points of accuracy there.
But the statistics of all sides are nearly combinations of those of ten. Which combinations is a
matter of geometry and hardly of the width: they are found once, at the narrowest, which is cheap.
"""
import torch

from slimmable.network import UNITS, active


def interpolated(sides):
    """[last − first + 1, sides]: the shares of plain interpolation."""
    rows = torch.zeros(sides[-1] - sides[0] + 1, len(sides), dtype=torch.float64)
    for upper in range(1, len(sides)):
        low, high = sides[upper - 1], sides[upper]
        for side in range(low, high + 1):
            share = (side - low) / (high - low)
            rows[side - sides[0], upper - 1], rows[side - sides[0], upper] = 1 - share, share
    return rows


def fitted(sides, exact, alpha):
    """Such shares, fitted for the sides that `exact` {side: statistics at width alpha} has besides the stored."""
    rows = interpolated(sides)
    scale = torch.stack([exact[side]["bn.std"] for side in sides]).mean(0)
    stored = torch.stack([_described(exact[side], scale, alpha) for side in sides], 1)
    for side in exact.keys() - set(sides):
        rows[side - sides[0]] = _shares(stored, _described(exact[side], scale, alpha), rows[side - sides[0]])
    return rows.float()


def _described(values, scale, alpha):
    """A side's statistics as one vector, in units of the channels' deviations."""
    counts = [active(unit.outputs, alpha) for unit in UNITS]
    has_mean = [part for unit, part in zip(UNITS, scale.split(counts)) if not unit.name.endswith(".pw")]
    return torch.cat([values["bn.mean"] / torch.cat(has_mean), values["bn.std"] / scale,
                      values["activation.mean"]]).double()


def _shares(stored, wanted, guess, drawn=1e-4):
    """Least squares, drawn a little towards a guess; the shares add up to 1."""
    free = torch.cat([-torch.ones(1, stored.shape[1] - 1), torch.eye(stored.shape[1] - 1)]).double()
    ridge = (drawn * len(wanted)) ** 0.5 * free
    step = torch.linalg.lstsq(torch.cat([stored @ free, ridge]),
                              torch.cat([wanted - stored @ guess, torch.zeros(len(guess)).double()])[:, None]).solution
    return guess + (free @ step)[:, 0]
