"""Depthwise convolution, and batch norm with ReLU6, for training on a GPU: like `kernels.c`, in Triton.

Maps are [pixels, channels] in memory (channels last), bfloat16 or float32; sums are float32. Memory is
what a GPU waits for in this network: so batch norm and ReLU6 go over a map together, forward and back.
"""
import torch
import triton
import triton.language as tl

CHANNELS = 32  # of one program: 64 bytes in a row, in bfloat16
PIXELS = 64
PROGRAMS = 1024  # about as many at a time as a large GPU holds
SIZES = ["rows", "columns", "rows_out", "columns_out", "stride", "top", "left", "pixels", "slabs"]


@triton.jit
def _place(first, rows, columns, PIXELS: tl.constexpr):
    """Picture, row and column of each of PIXELS places from `first` on."""
    place = first + tl.arange(0, PIXELS)
    inside = place % (rows * columns)
    return place, place // (rows * columns), inside // columns, inside % columns


@triton.jit
def _block(place, pixels, channels, channel):
    """Offsets of [PIXELS, CHANNELS] values in a map, and which of them there are."""
    there = (place < pixels)[:, None] & (channel < channels)[None, :]
    return place[:, None] * channels + channel[None, :], there


@triton.jit
def _load(maps, picture, row, column, rows, columns, channels, channel, wanted):
    """[PIXELS, CHANNELS] of a map; zeros outside of it."""
    wanted = wanted & (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
    offset = (picture * rows + row) * columns + column
    return tl.load(maps + offset[:, None] * channels + channel[None, :],
                   mask=wanted[:, None] & (channel < channels)[None, :], other=0.0).to(tl.float32)


@triton.jit(do_not_specialize=SIZES)
def _depthwise(source, filters, target, pixels, rows, columns, rows_out, columns_out, channels, stride, top, left,
               OF_X: tl.constexpr, PIXELS: tl.constexpr, CHANNELS: tl.constexpr):
    """The convolution; with OF_X the gradient of its input from that of its output: the same taps, backwards."""
    place, picture, row, column = _place(tl.program_id(0) * PIXELS, rows_out, columns_out, PIXELS)
    channel = tl.program_id(1) * CHANNELS + tl.arange(0, CHANNELS)
    offset, there = _block(place, pixels, channels, channel)
    total = tl.zeros((PIXELS, CHANNELS), tl.float32)
    for tap in tl.static_range(9):
        wanted = place < pixels
        if OF_X:
            # An output saw this place by this tap only where it lies whole strides down and right.
            down, right = row + top - tap // 3, column + left - tap % 3
            wanted = wanted & (down % stride == 0) & (right % stride == 0) & (down >= 0) & (right >= 0)
            down, right = down // stride, right // stride
        else:
            down, right = row * stride + tap // 3 - top, column * stride + tap % 3 - left
        seen = _load(source, picture, down, right, rows, columns, channels, channel, wanted)
        total += seen * tl.load(filters + tap * channels + channel, mask=channel < channels, other=0.0)[None, :]
    tl.store(target + offset, total.to(target.dtype.element_ty), mask=there)


@triton.jit(do_not_specialize=SIZES)
def _depthwise_of_filters(x, gradient, parts, pixels, slabs, rows, columns, rows_out, columns_out, channels, stride,
                          top, left, PIXELS: tl.constexpr, CHANNELS: tl.constexpr):
    channel = tl.program_id(1) * CHANNELS + tl.arange(0, CHANNELS)
    t0 = tl.zeros((PIXELS, CHANNELS), tl.float32)
    t1, t2, t3, t4, t5, t6, t7, t8 = t0, t0, t0, t0, t0, t0, t0, t0
    for first in range(tl.program_id(0) * PIXELS, pixels, slabs * PIXELS):
        place, picture, row, column = _place(first, rows_out, columns_out, PIXELS)
        above, before, here = row * stride - top, column * stride - left, place < pixels
        offset, there = _block(place, pixels, channels, channel)
        g = tl.load(gradient + offset, mask=there, other=0.0).to(tl.float32)
        t0 += g * _load(x, picture, above, before, rows, columns, channels, channel, here)
        t1 += g * _load(x, picture, above, before + 1, rows, columns, channels, channel, here)
        t2 += g * _load(x, picture, above, before + 2, rows, columns, channels, channel, here)
        t3 += g * _load(x, picture, above + 1, before, rows, columns, channels, channel, here)
        t4 += g * _load(x, picture, above + 1, before + 1, rows, columns, channels, channel, here)
        t5 += g * _load(x, picture, above + 1, before + 2, rows, columns, channels, channel, here)
        t6 += g * _load(x, picture, above + 2, before, rows, columns, channels, channel, here)
        t7 += g * _load(x, picture, above + 2, before + 1, rows, columns, channels, channel, here)
        t8 += g * _load(x, picture, above + 2, before + 2, rows, columns, channels, channel, here)
    part = parts + tl.program_id(0) * 9 * channels + channel
    known = channel < channels
    tl.store(part, tl.sum(t0, 0), mask=known)
    tl.store(part + channels, tl.sum(t1, 0), mask=known)
    tl.store(part + 2 * channels, tl.sum(t2, 0), mask=known)
    tl.store(part + 3 * channels, tl.sum(t3, 0), mask=known)
    tl.store(part + 4 * channels, tl.sum(t4, 0), mask=known)
    tl.store(part + 5 * channels, tl.sum(t5, 0), mask=known)
    tl.store(part + 6 * channels, tl.sum(t6, 0), mask=known)
    tl.store(part + 7 * channels, tl.sum(t7, 0), mask=known)
    tl.store(part + 8 * channels, tl.sum(t8, 0), mask=known)


@triton.jit(do_not_specialize=SIZES)
def _sums(x, parts, pixels, slabs, channels, PIXELS: tl.constexpr, CHANNELS: tl.constexpr):
    """Each slab's sums of values and of squares."""
    channel = tl.program_id(1) * CHANNELS + tl.arange(0, CHANNELS)
    total = tl.zeros((PIXELS, CHANNELS), tl.float32)
    squares = total
    for first in range(tl.program_id(0) * PIXELS, pixels, slabs * PIXELS):
        offset, there = _block(first + tl.arange(0, PIXELS), pixels, channels, channel)
        values = tl.load(x + offset, mask=there, other=0.0).to(tl.float32)
        total += values
        squares += values * values
    part = parts + tl.program_id(0) * 2 * channels + channel
    tl.store(part, tl.sum(total, 0), mask=channel < channels)
    tl.store(part + channels, tl.sum(squares, 0), mask=channel < channels)


@triton.jit
def _added(parts, slabs, channels, channel, SLABS: tl.constexpr, CHANNELS: tl.constexpr):
    """Both sums of all slabs."""
    first = tl.zeros((SLABS, CHANNELS), tl.float32)
    second = first
    for slab in range(0, slabs, SLABS):
        rows = slab + tl.arange(0, SLABS)
        mask = (rows < slabs)[:, None] & (channel < channels)[None, :]
        offset = rows[:, None] * 2 * channels + channel[None, :]
        first += tl.load(parts + offset, mask=mask, other=0.0)
        second += tl.load(parts + offset + channels, mask=mask, other=0.0)
    return tl.sum(first, 0), tl.sum(second, 0)


@triton.jit(do_not_specialize=SIZES)
def _settle(parts, gamma, beta, found, pixels, slabs, channels, epsilon, SLABS: tl.constexpr, CHANNELS: tl.constexpr):
    """Writes scale, shift, mean and 1 / deviation of each channel."""
    channel = tl.program_id(0) * CHANNELS + tl.arange(0, CHANNELS)
    known = channel < channels
    total, squares = _added(parts, slabs, channels, channel, SLABS, CHANNELS)
    mean = total / pixels
    inverse = tl.rsqrt(tl.maximum(squares / pixels - mean * mean, 0.0) + epsilon)
    scale = tl.load(gamma + channel, mask=known, other=0.0) * inverse
    tl.store(found + channel, scale, mask=known)
    tl.store(found + channels + channel, tl.load(beta + channel, mask=known, other=0.0) - mean * scale, mask=known)
    tl.store(found + 2 * channels + channel, mean, mask=known)
    tl.store(found + 3 * channels + channel, inverse, mask=known)


@triton.jit(do_not_specialize=SIZES)
def _scale_and_clip(x, found, y, pixels, channels, PIXELS: tl.constexpr, CHANNELS: tl.constexpr):
    place = tl.program_id(0) * PIXELS + tl.arange(0, PIXELS)
    channel = tl.program_id(1) * CHANNELS + tl.arange(0, CHANNELS)
    offset, there = _block(place, pixels, channels, channel)
    known = channel < channels
    scale = tl.load(found + channel, mask=known, other=0.0)[None, :]
    shift = tl.load(found + channels + channel, mask=known, other=0.0)[None, :]
    values = tl.load(x + offset, mask=there, other=0.0).to(tl.float32) * scale + shift
    tl.store(y + offset, tl.minimum(tl.maximum(values, 0.0), 6.0).to(y.dtype.element_ty), mask=there)


@triton.jit
def _passed(x, gradient, found, offset, there, channels, channel):
    """The gradient behind ReLU6, and the normalised values."""
    known = channel < channels
    scale = tl.load(found + channel, mask=known, other=0.0)[None, :]
    shift = tl.load(found + channels + channel, mask=known, other=0.0)[None, :]
    mean = tl.load(found + 2 * channels + channel, mask=known, other=0.0)[None, :]
    inverse = tl.load(found + 3 * channels + channel, mask=known, other=0.0)[None, :]
    values = tl.load(x + offset, mask=there, other=0.0).to(tl.float32)
    g = tl.load(gradient + offset, mask=there, other=0.0).to(tl.float32)
    clipped = values * scale + shift
    return tl.where((clipped > 0) & (clipped < 6), g, 0.0), (values - mean) * inverse


@triton.jit(do_not_specialize=SIZES)
def _gradient_sums(x, gradient, found, parts, pixels, slabs, channels, PIXELS: tl.constexpr, CHANNELS: tl.constexpr):
    """Each slab's sums for β and γ."""
    channel = tl.program_id(1) * CHANNELS + tl.arange(0, CHANNELS)
    of_beta = tl.zeros((PIXELS, CHANNELS), tl.float32)
    of_gamma = of_beta
    for first in range(tl.program_id(0) * PIXELS, pixels, slabs * PIXELS):
        offset, there = _block(first + tl.arange(0, PIXELS), pixels, channels, channel)
        g, normal = _passed(x, gradient, found, offset, there, channels, channel)
        of_beta += g
        of_gamma += g * normal
    part = parts + tl.program_id(0) * 2 * channels + channel
    tl.store(part, tl.sum(of_beta, 0), mask=channel < channels)
    tl.store(part + channels, tl.sum(of_gamma, 0), mask=channel < channels)


@triton.jit(do_not_specialize=SIZES)
def _add(parts, total, slabs, channels, SLABS: tl.constexpr, CHANNELS: tl.constexpr):
    channel = tl.program_id(0) * CHANNELS + tl.arange(0, CHANNELS)
    first, second = _added(parts, slabs, channels, channel, SLABS, CHANNELS)
    tl.store(total + channel, first, mask=channel < channels)
    tl.store(total + channels + channel, second, mask=channel < channels)


@triton.jit(do_not_specialize=SIZES)
def _gradient_of_x(x, gradient, found, total, of_x, pixels, channels, PIXELS: tl.constexpr, CHANNELS: tl.constexpr):
    place = tl.program_id(0) * PIXELS + tl.arange(0, PIXELS)
    channel = tl.program_id(1) * CHANNELS + tl.arange(0, CHANNELS)
    offset, there = _block(place, pixels, channels, channel)
    known = channel < channels
    g, normal = _passed(x, gradient, found, offset, there, channels, channel)
    of_beta = tl.load(total + channel, mask=known, other=0.0)[None, :] / pixels
    of_gamma = tl.load(total + channels + channel, mask=known, other=0.0)[None, :] / pixels
    scale = tl.load(found + channel, mask=known, other=0.0)[None, :]
    tl.store(of_x + offset, (scale * (g - of_beta - normal * of_gamma)).to(of_x.dtype.element_ty), mask=there)


def _grid(pixels, channels):
    return triton.cdiv(pixels, PIXELS), triton.cdiv(channels, CHANNELS)


def _slabs(pixels, channels):
    """How many programs share the pixels of one block of channels."""
    tall, wide = _grid(pixels, channels)
    return min(tall, max(1, PROGRAMS // wide))


class Depthwise(torch.autograd.Function):
    """A depthwise 3×3 convolution of NCHW maps, channels last in memory, with `top` and `left` zeros before them."""

    @staticmethod
    def forward(context, x, weight, rows_out, columns_out, stride, top, left):
        filters = weight.view(-1, 9).t().float().contiguous()
        n, channels, rows, columns = x.shape
        y = x.new_empty((n, rows_out, columns_out, channels)).permute(0, 3, 1, 2)
        context.geometry = (channels, stride, top, left)
        pixels = n * rows_out * columns_out
        _depthwise[_grid(pixels, channels)](x, filters, y, pixels, rows, columns, rows_out, columns_out,
                                            *context.geometry, False, PIXELS, CHANNELS)
        context.save_for_backward(x, filters)
        return y

    @staticmethod
    def backward(context, gradient):
        x, filters = context.saved_tensors
        n, channels, rows, columns = x.shape
        rows_out, columns_out = gradient.shape[2:]
        gradient, of_x = gradient.contiguous(memory_format=torch.channels_last), torch.empty_like(x)
        pixels = n * rows * columns
        _depthwise[_grid(pixels, channels)](gradient, filters, of_x, pixels, rows_out, columns_out, rows, columns,
                                            *context.geometry, True, PIXELS, CHANNELS)
        pixels = n * rows_out * columns_out
        slabs = _slabs(pixels, channels)
        parts = filters.new_empty(slabs, 9, channels)
        _depthwise_of_filters[slabs, triton.cdiv(channels, CHANNELS)](
            x, gradient, parts, pixels, slabs, rows, columns, rows_out, columns_out, *context.geometry,
            PIXELS // 4, CHANNELS)
        return of_x, parts.sum(0).t().reshape(-1, 1, 3, 3), None, None, None, None, None


class NormaliseAndClip(torch.autograd.Function):
    """Batch norm by the batch's own statistics, then ReLU6."""

    @staticmethod
    def forward(context, x, gamma, beta, epsilon):
        channels = x.shape[1]
        pixels, y = x.numel() // channels, torch.empty_like(x)
        slabs, wide = _slabs(pixels, channels), triton.cdiv(channels, CHANNELS)
        parts, found = gamma.new_empty(slabs, 2, channels), gamma.new_empty(4, channels)
        _sums[slabs, wide](x, parts, pixels, slabs, channels, PIXELS, CHANNELS)
        _settle[wide, ](parts, gamma, beta, found, pixels, slabs, channels, epsilon, PIXELS, CHANNELS)
        _scale_and_clip[_grid(pixels, channels)](x, found, y, pixels, channels, PIXELS, CHANNELS)
        context.save_for_backward(x, found)
        return y

    @staticmethod
    def backward(context, gradient):
        x, found = context.saved_tensors
        channels = x.shape[1]
        gradient, of_x = gradient.contiguous(memory_format=torch.channels_last), torch.empty_like(x)
        pixels = x.numel() // channels
        slabs, wide = _slabs(pixels, channels), triton.cdiv(channels, CHANNELS)
        parts, total = found.new_empty(slabs, 2, channels), found.new_empty(2, channels)
        _gradient_sums[slabs, wide](x, gradient, found, parts, pixels, slabs, channels, PIXELS, CHANNELS)
        _add[wide, ](parts, total, slabs, channels, PIXELS, CHANNELS)
        _gradient_of_x[_grid(pixels, channels)](x, gradient, found, total, of_x, pixels, channels, PIXELS, CHANNELS)
        return of_x, total[1], total[0], None
