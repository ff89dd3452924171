#include "render/indexed_png.hpp"

#include <png.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <unordered_map>

namespace tk::render {
namespace {

int channel(std::uint32_t colour, int shift) {
    return static_cast<int>((colour >> shift) & 255);
}

int distance(std::uint32_t a, std::uint32_t b) {
    int sum = 0;
    for (const int shift : {0, 8, 16}) {
        const int difference = channel(a, shift) - channel(b, shift);
        sum += difference * difference;
    }
    return sum;
}

unsigned char nearest(std::uint32_t colour, std::span<const std::uint32_t> palette) {
    const auto best = std::min_element(palette.begin(), palette.end(), [colour](std::uint32_t a, std::uint32_t b) {
        return distance(a, colour) < distance(b, colour);
    });
    return static_cast<unsigned char>(best - palette.begin());
}

void write_to(std::FILE* file, int width, int height, std::vector<unsigned char>& indices,
              std::vector<png_color>& colours) {
    // libpng reports errors by this callback; throwing through it is safe because nothing but `png` is held there.
    png_structp png = png_create_write_struct(
        PNG_LIBPNG_VER_STRING, nullptr, [](png_structp, const char* what) { throw std::runtime_error(what); }, nullptr);
    if (!png) throw std::bad_alloc();
    png_infop info = nullptr;
    const auto destroy = [&](void*) { png_destroy_write_struct(&png, &info); };
    const std::unique_ptr<void, decltype(destroy)> guard(png, destroy);
    info = png_create_info_struct(png);
    png_init_io(png, file);
    png_set_compression_level(png, 9);
    png_set_filter(png, 0, PNG_FILTER_NONE);
    png_set_IHDR(png, info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(height), 8,
                 PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_PLTE(png, info, colours.data(), static_cast<int>(colours.size()));
    png_write_info(png, info);
    for (int y = 0; y < height; ++y) {
        png_write_row(png, &indices[static_cast<std::size_t>(y) * static_cast<std::size_t>(width)]);
    }
    png_write_end(png, nullptr);
}

}  // namespace

std::vector<std::uint32_t> common_palette(std::span<const std::vector<std::uint32_t>> pictures) {
    std::unordered_map<std::uint32_t, std::size_t> counts;
    for (const auto& picture : pictures) {
        for (const std::uint32_t pixel : picture) ++counts[pixel];
    }
    struct Candidate {
        std::uint32_t colour;
        double count;
        int away;  // from the nearest of the palette
    };
    std::vector<Candidate> left;
    for (const auto& [colour, count] : counts) left.push_back({colour, static_cast<double>(count), 1 << 20});
    std::sort(left.begin(), left.end(), [](const Candidate& a, const Candidate& b) { return a.colour < b.colour; });
    // Each time the colour whose absence would cost most: frequent ones first, then rare ones far from all others.
    std::vector<std::uint32_t> palette;
    const auto cost = [](const Candidate& c) { return c.count * c.away; };
    while (palette.size() < 256) {
        const auto next = std::max_element(left.begin(), left.end(),
                                           [&](const Candidate& a, const Candidate& b) { return cost(a) < cost(b); });
        if (next == left.end() || next->away == 0) break;
        palette.push_back(next->colour);
        for (Candidate& c : left) c.away = std::min(c.away, distance(c.colour, palette.back()));
    }
    return palette;
}

void write_indexed_png(const std::string& path, int width, int height, std::span<const std::uint32_t> pixels,
                       std::span<const std::uint32_t> palette) {
    std::unordered_map<std::uint32_t, unsigned char> known;
    std::vector<unsigned char> indices;
    indices.reserve(pixels.size());
    for (const std::uint32_t pixel : pixels) {
        const auto [at, is_new] = known.try_emplace(pixel);
        if (is_new) at->second = nearest(pixel, palette);
        indices.push_back(at->second);
    }
    std::vector<png_color> colours;
    for (const std::uint32_t colour : palette) {
        colours.push_back({static_cast<png_byte>(channel(colour, 16)), static_cast<png_byte>(channel(colour, 8)),
                           static_cast<png_byte>(channel(colour, 0))});
    }
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wb"), &std::fclose);
    if (!file) throw std::runtime_error(path + ": cannot be written");
    write_to(file.get(), width, height, indices, colours);
    if (std::fflush(file.get()) != 0) throw std::runtime_error(path + ": cannot be written");
}

}  // namespace tk::render
