#include <stdio.h>
#include <string.h>
#include <turbojpeg.h>

#include "CPictures.h"

// LIMITSCANS: a small progressive file may ask for thousands of passes over the whole picture.
enum { options = TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS };

/// Whether libjpeg's words are those of a warning behind which it has decoded the whole picture.
/// TurboJPEG's own error code also calls an error behind a warning a warning.
///
/// Source: libjpeg-turbo's jerror.h, the messages named JWRN_, but for the one of data that end early.
static int is_warning(const char *words) {
  static const char *const warnings[] = {
      "Corrupt JPEG data: ",
      "Inconsistent progression sequence",
      "Invalid SOS parameters for sequential JPEG",
      "Unknown Adobe color transform code",
      "Warning: unknown JFIF revision number",
  };
  for (size_t i = 0; i < sizeof warnings / sizeof *warnings; i++) {
    if (strncmp(words, warnings[i], strlen(warnings[i])) == 0) return 1;
  }
  return 0;
}

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
  if (is_warning(message)) return PICTURES_WARNED;
  return strstr(message, "Premature end") ? PICTURES_TRUNCATED : PICTURES_MALFORMED;
}
