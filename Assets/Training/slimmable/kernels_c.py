"""Depthwise convolution, and batch norm with ReLU6, for training on a CPU in float32: `kernels.c`.

With PyTorch's own a step at side 64 takes a fifth longer, at side 32 twice as long: its depthwise
gradients are slow, on maps of 2×2 and 1×1 above all. A C compiler builds ours when they are first
needed; where there is none, PyTorch's are used.
"""
import ctypes
import functools
import os
import subprocess
import tempfile

import torch

SOURCE = os.path.join(os.path.dirname(__file__), "kernels.c")
FLAGS = ["-O3", "-march=native", "-ffast-math", "-fno-finite-math-only", "-shared", "-fPIC"]


@functools.cache
def library():
    """The compiled kernels, or None."""
    with tempfile.TemporaryDirectory(prefix="slimmable-") as folder:
        path = os.path.join(folder, "kernels.so")
        try:
            compiler = [os.environ.get("CC", "cc"), *FLAGS, SOURCE, "-lm", "-o", path]
            subprocess.run(compiler, check=True, capture_output=True)
            return ctypes.CDLL(path)
        except (OSError, subprocess.CalledProcessError):
            return None


def _address(tensor):
    return ctypes.c_void_p(tensor.data_ptr())


class Depthwise(torch.autograd.Function):
    """A depthwise 3×3 convolution of NCHW maps, channels last in memory, with `top` and `left` zeros before them."""

    @staticmethod
    def forward(context, x, weight, rows_out, columns_out, stride, top, left):
        filters = weight.view(-1, 9).t().contiguous()
        n, channels, rows, columns = x.shape
        y = torch.empty((n, channels, rows_out, columns_out), memory_format=torch.channels_last)
        context.sizes = (n, rows, columns, channels, rows_out, columns_out, stride, top, left)
        library().depthwise(_address(x), _address(filters), _address(y), *context.sizes)
        context.save_for_backward(x, filters)
        return y

    @staticmethod
    def backward(context, gradient):
        x, filters = context.saved_tensors
        gradient = gradient.contiguous(memory_format=torch.channels_last)
        of_x, of_filters = torch.empty_like(x), torch.empty_like(filters)
        library().depthwise_gradients(*map(_address, (x, filters, gradient, of_x, of_filters)), *context.sizes)
        return of_x, of_filters.t().reshape(-1, 1, 3, 3), None, None, None, None, None


class NormaliseAndClip(torch.autograd.Function):
    """Batch norm by the batch's own statistics, then ReLU6."""

    @staticmethod
    def forward(context, x, gamma, beta, epsilon):
        channels = x.shape[1]
        pixels, y = x.numel() // channels, torch.empty_like(x)
        mean, inverse = torch.empty(2, channels)
        library().normalise(_address(x), _address(gamma), _address(beta), ctypes.c_float(epsilon),
                            *map(_address, (y, mean, inverse)), ctypes.c_long(pixels), channels)
        context.save_for_backward(x, y, gamma, mean, inverse)
        return y

    @staticmethod
    def backward(context, gradient):
        x, y, gamma, mean, inverse = context.saved_tensors
        channels = x.shape[1]
        gradient = gradient.contiguous(memory_format=torch.channels_last)
        of_x, of_gamma, of_beta = torch.empty_like(x), torch.empty_like(gamma), torch.empty_like(gamma)
        library().normalise_gradients(
            *map(_address, (x, y, gradient, gamma, mean, inverse, of_x, of_gamma, of_beta)),
            ctypes.c_long(x.numel() // channels), channels)
        return of_x, of_gamma, of_beta, None
