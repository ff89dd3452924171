#include "render/degrade.hpp"

#include <turbojpeg.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <memory>
#include <stdexcept>

namespace tk::render {
namespace {

void write_jpeg(const std::vector<std::uint32_t>& pixels, int width, int height, int quality, const std::string& path) {
    const std::unique_ptr<void, int (*)(tjhandle)> encoder(tjInitCompress(), &tjDestroy);
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    // Little-endian 0x00RRGGBB lies in memory as B, G, R, 0.
    const int failed = tjCompress2(encoder.get(), reinterpret_cast<const unsigned char*>(pixels.data()), width, 0,
                                   height, TJPF_BGRX, &bytes, &size, TJSAMP_420, quality, TJFLAG_ACCURATEDCT);
    const std::unique_ptr<unsigned char, void (*)(unsigned char*)> guard(bytes, &tjFree);
    if (failed != 0) throw std::runtime_error(path + ": " + tjGetErrorStr2(encoder.get()));
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wb"), &std::fclose);
    if (!file || std::fwrite(bytes, 1, size, file.get()) != size || std::fflush(file.get()) != 0) {
        throw std::runtime_error(path + ": cannot be written");
    }
}

}  // namespace

void degrade(std::vector<std::uint32_t>& pixels, const Switches& switches, SplitMix64& random) {
    std::array<double, 256> curve{};
    for (std::size_t i = 0; i < curve.size(); ++i) {
        curve[i] = 255 * std::pow(static_cast<double>(i) / 255, switches.gamma);
    }
    for (std::uint32_t& pixel : pixels) {
        std::uint32_t result = 0;
        for (const unsigned shift : {0U, 8U, 16U}) {
            double value = curve[(pixel >> shift) & 255];
            if (switches.noise > 0) value += switches.noise * random.normal();
            result |= static_cast<std::uint32_t>(std::clamp(std::lround(value), 0L, 255L)) << shift;
        }
        pixel = result;
    }
}

bool is_clean(const Switches& switches) {
    return switches.noise <= 0 && switches.gamma == 1 && switches.jpeg_quality >= 100;
}

std::string extension(const Switches& switches) {
    return switches.jpeg_quality < 100 ? ".jpg" : ".png";
}

void write_degraded(Canvas& canvas, const Switches& switches, SplitMix64& random, const std::string& path) {
    std::vector<std::uint32_t> pixels = canvas.pixels();
    if (switches.noise > 0 || switches.gamma != 1) degrade(pixels, switches, random);
    if (switches.jpeg_quality < 100) {
        write_jpeg(pixels, canvas.width(), canvas.height(), static_cast<int>(switches.jpeg_quality), path);
        return;
    }
    canvas.set_pixels(pixels);
    canvas.write_png(path);
}

}  // namespace tk::render
