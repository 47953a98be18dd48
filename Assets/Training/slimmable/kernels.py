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
        fits = x.dtype in (torch.float32, torch.bfloat16) and x.numel() < 2**31  # they count in 32 bits
        return _triton() if fits else None
    fits = x.device.type == "cpu" and x.dtype == torch.float32 and not torch.is_autocast_enabled("cpu")
    return kernels_c if fits and kernels_c.library() is not None else None


@functools.cache
def _triton():
    """The kernels in Triton, where it is there and finds the compiler that it needs."""
    try:
        from slimmable import kernels_triton
        one = torch.ones(1, 1, 1, 1, device="cuda")
        kernels_triton.NormaliseAndClip.apply(one, one[0, 0, 0], one[0, 0, 0], 1e-3)
        return kernels_triton
    except (ImportError, RuntimeError) as problem:
        print(f"PyTorch's kernels are used: {str(problem).splitlines()[0]}", flush=True)
        return None
