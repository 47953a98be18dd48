#include <stdio.h>
#include <string.h>
#include <turbojpeg.h>

#include "CPictures.h"

// LIMITSCANS: a small progressive file may ask for thousands of passes over the whole picture.
enum { options = TJFLAG_ACCURATEDCT | TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS };

enum pictures_status pictures_jpeg_decode(const uint8_t *bytes, size_t size, int width, int height,
                                          int inks, uint8_t *pixels,
                                          char message[PICTURES_MESSAGE]) {
  tjhandle decoder = tjInitDecompress();
  if (!decoder) return PICTURES_NO_MEMORY;
  int channels = inks ? 4 : 3;
  int failed = tjDecompress2(decoder, bytes, size, pixels, width, width * channels, height,
                             inks ? TJPF_CMYK : TJPF_RGB, options);
  if (failed) snprintf(message, PICTURES_MESSAGE, "%s", tjGetErrorStr2(decoder));
  tjDestroy(decoder);
  if (!failed) return PICTURES_OK;
  return strstr(message, "Premature end") ? PICTURES_TRUNCATED : PICTURES_MALFORMED;
}
