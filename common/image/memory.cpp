#include "image/memory.hpp"

#include <cstdlib>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace tk::image {

void keep_memory() {
#ifdef __GLIBC__
    constexpr int largest = 32 << 20;  // bytes: the most that may come from the memory that is kept
    constexpr int kept = 256 << 20;    // bytes: more that is free at its end is given back
    mallopt(M_MMAP_THRESHOLD, largest);
    mallopt(M_TRIM_THRESHOLD, kept);
#endif
}

}  // namespace tk::image
