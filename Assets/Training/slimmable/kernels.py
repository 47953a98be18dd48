"""Which kernels work on a map: ours in C (CPU, float32) or in Triton (GPU), or else PyTorch's own.

Both of ours have the same two parts, `Depthwise` and `NormaliseAndClip`.
"""
import functools

import torch

from slimmable import kernels_c


def serving(x):
    """The kernels of ours that can work on these maps, or None."""
    if not x.is_contiguous(memory_format=torch.channels_last):
        return None
    if x.device.type == "cuda":
        return _triton() if x.dtype in (torch.float32, torch.bfloat16) else None
    fits = x.device.type == "cpu" and x.dtype == torch.float32 and not torch.is_autocast_enabled("cpu")
    return kernels_c if fits and kernels_c.library() is not None else None


@functools.cache
def _triton():
    try:
        from slimmable import kernels_triton
        return kernels_triton
    except ImportError:  # PyTorch for CUDA brings Triton along, but not everywhere
        return None
