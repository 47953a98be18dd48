#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CPictures.h"

// The least that a file may spend on image data, however small its picture.
enum { spare_image_data = 1 << 16 };

struct pictures_png {
  png_structp png;
  png_infop info;
  const uint8_t *bytes;
  size_t size, at;
  // A deflate stream is hardly longer than what it holds. What a file hides behind its last row libpng
  // would inflate a thousandfold only to drop it: bounded memory, unbounded time.
  size_t image_data_left;
  enum pictures_status status;
  char message[PICTURES_MESSAGE];
};

/// libpng reports an error: keep its words, sort them, and jump out of it.
static void fail(png_structp png, png_const_charp message) {
  pictures_png *reader = png_get_error_ptr(png);
  if (reader->status == PICTURES_OK) {
    int is_checksum = strstr(message, "CRC error") != NULL;
    int is_short = strstr(message, "Not enough image data") != NULL;
    reader->status = is_checksum ? PICTURES_CHECKSUM
                                 : is_short ? PICTURES_TRUNCATED : PICTURES_MALFORMED;
  }
  snprintf(reader->message, sizeof reader->message, "%s", message);
  png_longjmp(png, 1);
}

/// What libpng forgives, such as a wrong checksum of a text chunk, we forgive in silence.
static void forgive(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static void read_bytes(png_structp png, png_bytep out, size_t count) {
  pictures_png *reader = png_get_io_ptr(png);
  if (count > reader->size - reader->at) {
    reader->status = PICTURES_TRUNCATED;
    png_error(png, "the data ends early");
  }
  const png_uint_32 image_data = 0x49444154;  // IDAT
  if (png_get_io_chunk_type(png) == image_data) {
    if (count > reader->image_data_left) png_error(png, "more image data than rows");
    reader->image_data_left -= count;
  }
  memcpy(out, reader->bytes + reader->at, count);
  reader->at += count;
}

pictures_png *pictures_png_open(const uint8_t *bytes, size_t size) {
  pictures_png *reader = calloc(1, sizeof *reader);
  if (!reader) return NULL;
  reader->bytes = bytes;
  reader->size = size;
  reader->image_data_left = spare_image_data;
  reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader, fail, forgive);
  if (reader->png) reader->info = png_create_info_struct(reader->png);
  if (!reader->info) {
    pictures_png_close(reader);
    return NULL;
  }
  return reader;
}

void pictures_png_close(pictures_png *reader) {
  png_destroy_read_struct(&reader->png, &reader->info, NULL);
  free(reader);
}

// Each function below is one setjmp scope; nothing that it needs after a jump lives in its locals.

enum pictures_status pictures_png_read_header(pictures_png *reader,
                                              struct pictures_png_header *header) {
  if (setjmp(png_jmpbuf(reader->png))) return reader->status;
  png_structp png = reader->png;
  png_set_read_fn(png, reader, read_bytes);
  // The caller judges the size, with a sentence of its own.
  png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  // Every chunk but IHDR, PLTE, tRNS, IDAT and IEND is skipped unread.
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
  png_read_info(png, reader->info);
  header->width = png_get_image_width(png, reader->info);
  header->height = png_get_image_height(png, reader->info);
  header->depth = png_get_bit_depth(png, reader->info);
  header->channels = png_get_channels(png, reader->info);
  // May wrap for a size that the caller is going to refuse.
  reader->image_data_left +=
      2 * png_get_rowbytes(png, reader->info) * (size_t)header->height;
  header->interlaced = png_get_interlace_type(png, reader->info) != PNG_INTERLACE_NONE;
  png_set_expand_16(png);  // palettes and colour keys become colours and alpha too
  png_set_gray_to_rgb(png);
  png_set_add_alpha(png, 0xffff, PNG_FILLER_AFTER);
  return PICTURES_OK;
}

enum pictures_status pictures_png_read_row(pictures_png *reader, uint16_t *row) {
  if (setjmp(png_jmpbuf(reader->png))) return reader->status;
  png_read_row(reader->png, (png_bytep)row, NULL);
  return PICTURES_OK;
}

enum pictures_status pictures_png_read_end(pictures_png *reader) {
  if (setjmp(png_jmpbuf(reader->png))) return reader->status;
  png_read_end(reader->png, NULL);
  return PICTURES_OK;
}

const char *pictures_png_message(const pictures_png *reader) { return reader->message; }
