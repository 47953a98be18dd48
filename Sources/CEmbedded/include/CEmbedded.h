#pragma once
#include <stddef.h>

// Files that travel inside the executable. Every pointer is good for the life of the program.

/// The built-in network: Assets/Weights/network.safetensors.
const unsigned char *embedded_network(void);
size_t embedded_network_size(void);

/// The 1000 classes of ImageNet, Assets/Labels/imagenet-1000.txt: a line is `WordNet id<TAB>name`.
const unsigned char *embedded_imagenet_labels(void);
size_t embedded_imagenet_labels_size(void);

/// The measured accuracy of the built-in network: Assets/Accuracy/built-in.json.
const unsigned char *embedded_accuracy(void);
size_t embedded_accuracy_size(void);

/// The same in int8: Assets/Accuracy/built-in-int8.json.
const unsigned char *embedded_accuracy_int8(void);
size_t embedded_accuracy_int8_size(void);

/// The same in int8 with weights quantised in other ways: the other files built-in-int8-… of Assets/Accuracy.
/// Outside 0 ..< count: NULL and 0.
int embedded_accuracy_quantised_count(void);
const unsigned char *embedded_accuracy_quantised(int index);
size_t embedded_accuracy_quantised_size(int index);

/// The accuracy measured between those settings: Assets/Accuracy/between.json.
const unsigned char *embedded_accuracy_checks(void);
size_t embedded_accuracy_checks_size(void);

/// The compiled terminfo entry of xterm-256color, for hosts that do not know their terminal.
const unsigned char *embedded_terminfo(void);
size_t embedded_terminfo_size(void);

/// A terminfo entry of our own, mobilenet-explorer-direct: xterm with red, green and blue.
const unsigned char *embedded_direct_terminfo(void);
size_t embedded_direct_terminfo_size(void);

/// The photos of Assets/Photos, the default one first. Outside 0 ..< count: NULL and 0.
int embedded_photo_count(void);
/// The file's name without its ending, such as "espresso".
const char *embedded_photo_name(int index);
/// The WordNet id of the class that it shows, such as "n07920052".
const char *embedded_photo_class(int index);
/// The JPEG file.
const unsigned char *embedded_photo(int index);
size_t embedded_photo_size(int index);

/// The lessons of Assets/Lessons in the order of teaching. Outside 0 ..< count: NULL and 0.
int embedded_lesson_count(void);
/// The file's name without its ending, such as "thinner".
const char *embedded_lesson_name(int index);
/// The Markdown file.
const unsigned char *embedded_lesson(int index);
size_t embedded_lesson_size(int index);

/// The commit that the program was built from, where the build has told it; else empty.
const char *embedded_commit(void);
