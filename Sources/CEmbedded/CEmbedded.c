#include "CEmbedded.h"

// #embed came with C23; clang takes it in older modes too, but warns.
#pragma clang diagnostic ignored "-Wc23-extensions"

#define EMBEDDED _Alignas(64) static const unsigned char

EMBEDDED network[] = {
#embed "../../Assets/Weights/network.safetensors"
};

EMBEDDED imagenet_labels[] = {
#embed "../../Assets/Labels/imagenet-1000.txt"
};

EMBEDDED accuracy[] = {
#embed "../../Assets/Accuracy/built-in.json"
};

EMBEDDED accuracy_int8[] = {
#embed "../../Assets/Accuracy/built-in-int8.json"
};

EMBEDDED accuracy_bits_7[] = {
#embed "../../Assets/Accuracy/built-in-int8-bits-7.json"
};
EMBEDDED accuracy_bits_6[] = {
#embed "../../Assets/Accuracy/built-in-int8-bits-6.json"
};
EMBEDDED accuracy_bits_5[] = {
#embed "../../Assets/Accuracy/built-in-int8-bits-5.json"
};
EMBEDDED accuracy_bits_4[] = {
#embed "../../Assets/Accuracy/built-in-int8-bits-4.json"
};
EMBEDDED accuracy_bits_3[] = {
#embed "../../Assets/Accuracy/built-in-int8-bits-3.json"
};
EMBEDDED accuracy_tensor[] = {
#embed "../../Assets/Accuracy/built-in-int8-tensor.json"
};

static const struct {
  const unsigned char *bytes;
  size_t size;
} quantised[] = {
    {accuracy_bits_7, sizeof accuracy_bits_7}, {accuracy_bits_6, sizeof accuracy_bits_6},
    {accuracy_bits_5, sizeof accuracy_bits_5}, {accuracy_bits_4, sizeof accuracy_bits_4},
    {accuracy_bits_3, sizeof accuracy_bits_3}, {accuracy_tensor, sizeof accuracy_tensor},
};
enum { quantised_count = sizeof quantised / sizeof quantised[0] };

EMBEDDED accuracy_checks[] = {
#embed "../../Assets/Accuracy/between.json"
};

EMBEDDED terminfo[] = {
#embed "../../Assets/Terminal/xterm-256color"
};

EMBEDDED direct_terminfo[] = {
#embed "../../Assets/Terminal/mobilenet-explorer-direct"
};

EMBEDDED espresso[] = {
#embed "../../Assets/Photos/espresso.jpg"
};
EMBEDDED bison[] = {
#embed "../../Assets/Photos/bison.jpg"
};
EMBEDDED viaduct[] = {
#embed "../../Assets/Photos/viaduct.jpg"
};
EMBEDDED cat[] = {
#embed "../../Assets/Photos/cat.jpg"
};
EMBEDDED goldfish[] = {
#embed "../../Assets/Photos/goldfish.jpg"
};

static const struct {
  const char *name;
  const char *class;
  const unsigned char *bytes;
  size_t size;
} photos[] = {
    {"viaduct", "n04532670", viaduct, sizeof viaduct},
    {"bison", "n02410509", bison, sizeof bison},
    {"espresso", "n07920052", espresso, sizeof espresso},
    {"cat", "n02123045", cat, sizeof cat},
    {"goldfish", "n01443537", goldfish, sizeof goldfish},
};
enum { photo_count = sizeof photos / sizeof photos[0] };

EMBEDDED lesson_separable[] = {
#embed "../../Assets/Lessons/separable.md"
};
EMBEDDED lesson_thinner[] = {
#embed "../../Assets/Lessons/thinner.md"
};
EMBEDDED lesson_coarser[] = {
#embed "../../Assets/Lessons/coarser.md"
};
EMBEDDED lesson_time[] = {
#embed "../../Assets/Lessons/time.md"
};
EMBEDDED lesson_choose[] = {
#embed "../../Assets/Lessons/choose.md"
};
EMBEDDED lesson_bits[] = {
#embed "../../Assets/Lessons/bits.md"
};
EMBEDDED lesson_flips[] = {
#embed "../../Assets/Lessons/flips.md"
};

static const struct {
  const char *name;
  const unsigned char *bytes;
  size_t size;
} lessons[] = {
    {"separable", lesson_separable, sizeof lesson_separable},
    {"thinner", lesson_thinner, sizeof lesson_thinner},
    {"coarser", lesson_coarser, sizeof lesson_coarser},
    {"time", lesson_time, sizeof lesson_time},
    {"choose", lesson_choose, sizeof lesson_choose},
    {"bits", lesson_bits, sizeof lesson_bits},
    {"flips", lesson_flips, sizeof lesson_flips},
};
enum { lesson_count = sizeof lessons / sizeof lessons[0] };

static int is_photo(int index) { return index >= 0 && index < photo_count; }

const unsigned char *embedded_network(void) { return network; }
size_t embedded_network_size(void) { return sizeof network; }

const unsigned char *embedded_imagenet_labels(void) { return imagenet_labels; }
size_t embedded_imagenet_labels_size(void) { return sizeof imagenet_labels; }

const unsigned char *embedded_accuracy(void) { return accuracy; }
size_t embedded_accuracy_size(void) { return sizeof accuracy; }

const unsigned char *embedded_accuracy_int8(void) { return accuracy_int8; }
size_t embedded_accuracy_int8_size(void) { return sizeof accuracy_int8; }

int embedded_accuracy_quantised_count(void) { return quantised_count; }
static int is_quantised(int index) { return index >= 0 && index < quantised_count; }
const unsigned char *embedded_accuracy_quantised(int index) {
  return is_quantised(index) ? quantised[index].bytes : NULL;
}
size_t embedded_accuracy_quantised_size(int index) {
  return is_quantised(index) ? quantised[index].size : 0;
}

const unsigned char *embedded_accuracy_checks(void) { return accuracy_checks; }
size_t embedded_accuracy_checks_size(void) { return sizeof accuracy_checks; }

const unsigned char *embedded_terminfo(void) { return terminfo; }
size_t embedded_terminfo_size(void) { return sizeof terminfo; }

const unsigned char *embedded_direct_terminfo(void) { return direct_terminfo; }
size_t embedded_direct_terminfo_size(void) { return sizeof direct_terminfo; }

int embedded_photo_count(void) { return photo_count; }
const char *embedded_photo_name(int index) { return is_photo(index) ? photos[index].name : NULL; }
const char *embedded_photo_class(int index) { return is_photo(index) ? photos[index].class : NULL; }
const unsigned char *embedded_photo(int index) { return is_photo(index) ? photos[index].bytes : NULL; }
size_t embedded_photo_size(int index) { return is_photo(index) ? photos[index].size : 0; }

int embedded_lesson_count(void) { return lesson_count; }
static int is_lesson(int index) { return index >= 0 && index < lesson_count; }
const char *embedded_lesson_name(int index) { return is_lesson(index) ? lessons[index].name : NULL; }
const unsigned char *embedded_lesson(int index) { return is_lesson(index) ? lessons[index].bytes : NULL; }
size_t embedded_lesson_size(int index) { return is_lesson(index) ? lessons[index].size : 0; }

// Given by the build of a program that is to travel: what is built from a checkout can be asked there.
#ifndef MOBILENET_COMMIT
#define MOBILENET_COMMIT ""
#endif

const char *embedded_commit(void) { return MOBILENET_COMMIT; }
