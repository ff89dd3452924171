// links: tk_image
#include <cstddef>
#include <cstdint>

#include "core/error.hpp"
#include "image/picture.hpp"

/// Any bytes either decode or are refused with a RecordError. Pictures of more than a megapixel are left out: they
/// only make the fuzzer slow.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    try {
        const tk::image::Info info = tk::image::probe(bytes, "input");
        if (std::int64_t{info.width} * info.height > 1'000'000) return 0;
        tk::image::decode(bytes, "input", size % 2 == 0 ? tk::image::Channels::bgr : tk::image::Channels::gray);
    } catch (const tk::RecordError&) {
    }
    return 0;
}
