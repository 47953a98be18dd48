#pragma once
#include <stddef.h>
#include <stdint.h>

// What Swift cannot say: libpng leaves its functions by longjmp, TurboJPEG's options are macros.
// Nothing here allocates by what a file claims before the caller has seen the claim.

/// How a step of a decoder ended.
enum pictures_status {
  PICTURES_OK,
  /// It went to its end, but had to guess or to overlook something.
  PICTURES_WARNED,
  /// The data ends before the picture does.
  PICTURES_TRUNCATED,
  /// A checksum does not match.
  PICTURES_CHECKSUM,
  /// Anything else that the format forbids.
  PICTURES_MALFORMED,
  /// The library could not set itself up.
  PICTURES_NO_MEMORY,
};

/// Room for the library's own words on what is wrong.
enum { PICTURES_MESSAGE = 200 };

/// Decodes a JPEG of 8 bits per sample with the accurate integer IDCT and triangle chroma upsampling.
///
/// `width` and `height` are the file's own, already read and judged by the caller; `pixels` takes
/// height rows of width × 3 bytes (R G B) or, where `inks` is set, width × 4 (the stored C M Y K).
/// Where the library had to guess at something (bytes between segments, a wrong code), it says at what:
/// the first thing only, so behind it the data may have ended early, too.
enum pictures_status pictures_jpeg_decode(const uint8_t *bytes, size_t size, int width, int height,
                                          int inks, uint8_t *pixels,
                                          char message[PICTURES_MESSAGE]);

/// A PNG file being read; it looks at the caller's bytes until it is closed.
typedef struct pictures_png pictures_png;

/// What the header says. Depth counts the bits of a sample, channels the samples of a stored pixel.
struct pictures_png_header {
  uint32_t width, height;
  int depth, channels, interlaced;
};

/// NULL where memory is out.
pictures_png *pictures_png_open(const uint8_t *bytes, size_t size);
void pictures_png_close(pictures_png *);

/// Reads up to the first row. Colour and gamma chunks are skipped, critical checksums are checked.
enum pictures_status pictures_png_read_header(pictures_png *, struct pictures_png_header *);

/// The next stored row as R G B A, 16 bits a sample, high byte first, straight alpha, smaller samples
/// spread over 0…65535. An interlaced file gives its seven reduced pictures one after the other, each
/// without the passes that hold no pixel. `row` has room for the full width in any case.
enum pictures_status pictures_png_read_row(pictures_png *, uint16_t *row);

/// What follows the last row: the checksum of its chunk and the end marker.
enum pictures_status pictures_png_read_end(pictures_png *);

/// libpng's words on the last failure.
const char *pictures_png_message(const pictures_png *);
