// links: tk_image
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "core/error.hpp"
#include "image/extent.hpp"
#include "image/picture.hpp"

namespace {

using tk::RecordError;

void decode(std::string_view bytes) {
    try {
        const tk::image::Info info = tk::image::probe(bytes, "input");
        // Large pictures only make the fuzzer slow.
        if (std::int64_t{info.width} * info.height > 1'000'000) return;
        tk::image::decode(bytes, "input", bytes.size() % 2 == 0 ? tk::image::Channels::bgr : tk::image::Channels::gray);
    } catch (const RecordError&) {
        return;
    }
}

/// Where the first picture of the bytes ends, given in pieces of `step`; nothing if it does not end or is refused.
std::optional<std::size_t> extent(std::string_view bytes, std::size_t step) {
    try {
        tk::image::ExtentScanner scanner("input");
        for (std::size_t given = std::min(bytes.size(), std::size_t{32});;
             given = std::min(bytes.size(), given + step)) {
            if (const auto end = scanner.scan(bytes.substr(0, given))) return end;
            if (given == bytes.size()) return std::nullopt;
        }
    } catch (const RecordError&) {
        return std::nullopt;
    }
}

}  // namespace

/// Any bytes either decode or are refused with a RecordError, and a stream is cut at the same place however it arrives.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    decode(bytes);
    const auto end = extent(bytes, size);
    if (end != extent(bytes, 1 + size / 7) || end > size) std::abort();
    return 0;
}
