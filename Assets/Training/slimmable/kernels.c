// The two steps of a training that PyTorch is slow at on a CPU, for maps that lie channels last:
// [pictures, rows, columns, channels]. `kernels_c.py` compiles this file and calls it.
#include <math.h>
#include <string.h>

typedef float vec __attribute__((vector_size(32), aligned(4)));
enum { LANES = 8, TAPS = 9, RUN = 256 };  // RUN: pixels that are summed in single precision

static vec load(const float *p) { return *(const vec *)p; }
static void store(float *p, vec v) { *(vec *)p = v; }

/// What one pixel has to do with: the offsets of the pixels and their taps, those outside of the map left out.
typedef struct { int count; long offset[TAPS]; int tap[TAPS]; } Window;

/// The inputs that an output pixel sees.
static Window inputs(int row, int column, int rows, int columns, int channels, int stride, int top, int left) {
    Window found = {0};
    for (int tap = 0; tap < TAPS; tap++) {
        int r = row * stride - top + tap / 3, c = column * stride - left + tap % 3;
        if (r < 0 || r >= rows || c < 0 || c >= columns) continue;
        found.offset[found.count] = ((long)r * columns + c) * channels;
        found.tap[found.count++] = tap;
    }
    return found;
}

/// The outputs that see an input pixel.
static Window outputs(int row, int column, int rows, int columns, int channels, int stride, int top, int left) {
    Window found = {0};
    for (int tap = 0; tap < TAPS; tap++) {
        int r = row + top - tap / 3, c = column + left - tap % 3;
        if (r < 0 || c < 0 || r % stride || c % stride || r / stride >= rows || c / stride >= columns) continue;
        found.offset[found.count] = ((long)(r / stride) * columns + c / stride) * channels;
        found.tap[found.count++] = tap;
    }
    return found;
}

/// Away from the borders a window is the one before, moved.
static void move(Window *window, long by) {
    for (int i = 0; i < window->count; i++) window->offset[i] += by;
}

/// The window of the next output pixel of a row.
static void follow(Window *seen, int row, int column, int rows, int columns, int channels, int columns_out,
                   int stride, int top, int left) {
    if (column < 2 || column == columns_out - 1)
        *seen = inputs(row, column, rows, columns, channels, stride, top, left);
    else
        move(seen, (long)stride * channels);
}

static inline __attribute__((always_inline)) void gather_taps(const Window *at, int count, const float *x,
                                                              const float *w, float *y, int channels) {
    int c = 0;
    for (; c + LANES <= channels; c += LANES) {
        vec sum = {0};
        for (int i = 0; i < count; i++) sum += load(x + at->offset[i] + c) * load(w + at->tap[i] * channels + c);
        store(y + c, sum);
    }
    for (; c < channels; c++) {
        float sum = 0;
        for (int i = 0; i < count; i++) sum += x[at->offset[i] + c] * w[at->tap[i] * channels + c];
        y[c] = sum;
    }
}

/// y[c] = Σ x[offset + c] · w[tap][c] over a window.
static void gather(const Window *at, const float *x, const float *w, float *y, int channels) {
    if (at->count == TAPS)
        gather_taps(at, TAPS, x, w, y, channels);
    else
        gather_taps(at, at->count, x, w, y, channels);
}

/// w[tap][c] += x[offset + c] · g[c] over a window.
static void scatter(const Window *at, const float *x, const float *restrict g, float *w, int channels) {
    for (int i = 0; i < at->count; i++) {
        const float *restrict input = x + at->offset[i];
        float *restrict filter = w + at->tap[i] * channels;
        for (int c = 0; c < channels; c++) filter[c] += input[c] * g[c];
    }
}

/// A depthwise 3×3 convolution; w is [9, channels]. `top` and `left` are the rows and columns of
/// zeros before the map.
void depthwise(const float *x, const float *w, float *y, int pictures, int rows, int columns, int channels,
               int rows_out, int columns_out, int stride, int top, int left) {
    Window seen;
    for (int n = 0; n < pictures; n++, x += (long)rows * columns * channels)
        for (int r = 0; r < rows_out; r++)
            for (int c = 0; c < columns_out; c++, y += channels) {
                follow(&seen, r, c, rows, columns, channels, columns_out, stride, top, left);
                gather(&seen, x, w, y, channels);
            }
}

/// Its gradients: of the input, shaped like x, and of the filters, [9, channels], from that of the output.
void depthwise_gradients(const float *x, const float *w, const float *g, float *gx, float *gw, int pictures,
                         int rows, int columns, int channels, int rows_out, int columns_out, int stride,
                         int top, int left) {
    Window seen, seeing[2];  // with a stride of 2 even and odd columns are seen by different taps
    memset(gw, 0, sizeof(float) * TAPS * channels);
    for (int n = 0; n < pictures; n++, x += (long)rows * columns * channels) {
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++, gx += channels) {
                if (c < 2 * stride || c >= columns - stride)
                    seeing[c % stride] = outputs(r, c, rows_out, columns_out, channels, stride, top, left);
                else
                    move(&seeing[c % stride], channels);
                gather(&seeing[c % stride], g, w, gx, channels);
            }
        for (int r = 0; r < rows_out; r++)
            for (int c = 0; c < columns_out; c++, g += channels) {
                follow(&seen, r, c, rows, columns, channels, columns_out, stride, top, left);
                scatter(&seen, x, g, gw, channels);
            }
    }
}

/// Batch norm by the batch's own statistics, then ReLU6, over `pixels` rows of channels. Also leaves
/// `mean` and `inverse`, 1 / standard deviation, of each channel.
void normalise(const float *restrict x, const float *gamma, const float *beta, float epsilon, float *restrict y,
               float *mean, float *inverse, long pixels, int channels) {
    float sum[channels], squares[channels], scale[channels], shift[channels];
    double total[channels], total_squares[channels];
    memset(total, 0, sizeof total), memset(total_squares, 0, sizeof total_squares);
    const float *restrict pivot = x;  // a value of the channel itself: sums of differences lose no digits
    for (long first = 0; first < pixels; first += RUN) {
        long end = first + RUN < pixels ? first + RUN : pixels;
        memset(sum, 0, sizeof sum), memset(squares, 0, sizeof squares);
        for (long p = first; p < end; p++)
            for (int c = 0; c < channels; c++) {
                float d = x[p * channels + c] - pivot[c];
                sum[c] += d, squares[c] += d * d;
            }
        for (int c = 0; c < channels; c++) total[c] += sum[c], total_squares[c] += squares[c];
    }
    for (int c = 0; c < channels; c++) {
        double offset = total[c] / pixels, variance = total_squares[c] / pixels - offset * offset;
        mean[c] = pivot[c] + offset;
        inverse[c] = 1 / sqrt((variance > 0 ? variance : 0) + epsilon);
        scale[c] = gamma[c] * inverse[c];
        shift[c] = beta[c] - mean[c] * scale[c];
    }
    for (long p = 0; p < pixels; p++)
        for (int c = 0; c < channels; c++) {
            float z = x[p * channels + c] * scale[c] + shift[c];
            z = z > 0 ? z : 0;
            y[p * channels + c] = z < 6 ? z : 6;
        }
}

/// The gradient before ReLU6: where it clipped, none passes. (Without a branch: gcc then makes vectors of it.)
static float passed(float gradient, float y) {
    gradient = y > 0 ? gradient : 0;
    return y < 6 ? gradient : 0;
}

/// Its gradients: of the input, shaped like x, of gamma and of beta, from that of the output.
/// y is what `normalise` gave.
void normalise_gradients(const float *restrict x, const float *restrict y, const float *restrict g,
                         const float *gamma, const float *mean, const float *inverse, float *restrict gx,
                         float *ggamma, float *gbeta, long pixels, int channels) {
    float sum[channels], products[channels], centre[channels], scale[channels], slope[channels], constant[channels];
    double total[channels], total_products[channels];
    memset(total, 0, sizeof total), memset(total_products, 0, sizeof total_products);
    memcpy(centre, mean, sizeof centre);
    for (long first = 0; first < pixels; first += RUN) {
        long end = first + RUN < pixels ? first + RUN : pixels;
        memset(sum, 0, sizeof sum), memset(products, 0, sizeof products);
        for (long p = first; p < end; p++)
            for (int c = 0; c < channels; c++) {
                long i = p * channels + c;
                float d = passed(g[i], y[i]);
                sum[c] += d, products[c] += d * (x[i] - centre[c]);
            }
        for (int c = 0; c < channels; c++) total[c] += sum[c], total_products[c] += products[c];
    }
    for (int c = 0; c < channels; c++) {
        gbeta[c] = total[c];
        ggamma[c] = total_products[c] * inverse[c];
        scale[c] = gamma[c] * inverse[c];
        slope[c] = -scale[c] * ggamma[c] * inverse[c] / pixels;
        constant[c] = -scale[c] * gbeta[c] / pixels - slope[c] * mean[c];
    }
    for (long p = 0; p < pixels; p++)
        for (int c = 0; c < channels; c++) {
            long i = p * channels + c;
            float d = passed(g[i], y[i]);
            gx[i] = scale[c] * d + slope[c] * x[i] + constant[c];
        }
}
