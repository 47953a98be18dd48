// All of it is in the header; a package target needs a file to compile.
#include "CProcessor.h"
