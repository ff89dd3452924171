#pragma once

#include <cairo.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "render/geometry.hpp"

namespace tk::render {

/// A colour, 0..1 each, with opacity.
struct Colour {
    double red = 0, green = 0, blue = 0, alpha = 1;
};

/// 0xRRGGBB as a colour.
constexpr Colour rgb(unsigned hex, double alpha = 1) {
    return {((hex >> 16) & 255) / 255.0, ((hex >> 8) & 255) / 255.0, (hex & 255) / 255.0, alpha};
}

/// `a` mixed with `share` (0..1) of `b`.
Colour mixed(const Colour& a, const Colour& b, double share);

/// A picture that is being drawn: Cairo with the few calls the renderer needs. Text is DejaVu Sans at whole pixels
/// with fixed hinting, so that the same text is the same pixels in every picture.
class Canvas {
public:
    Canvas(int width, int height);
    /// Reads a PNG file; throws std::runtime_error when it cannot be read.
    static Canvas read_png(const std::string& path);

    int width() const;
    int height() const;
    cairo_t* cairo() const { return context_.get(); }
    /// The pixels, 0x00RRGGBB, row by row.
    std::vector<std::uint32_t> pixels() const;
    void set_pixels(std::span<const std::uint32_t> pixels);

    void fill(const Colour& colour);
    void rectangle(const Box& box, const Colour& colour);
    void rounded(const Box& box, double radius, const Colour& colour);
    void frame(const Box& box, double radius, double line, const Colour& colour);
    void polygon(std::span<const Point> corners, const Colour& colour, bool smooth = true);
    /// Fades from `top` at the highest corner to `bottom` at the lowest.
    void fading(std::span<const Point> corners, const Colour& top, const Colour& bottom);
    void line(Point from, Point to, double width, const Colour& colour);
    void outline(std::span<const Point> corners, double line, const Colour& colour);
    void ellipse(Point centre, double radius_x, double radius_y, const Colour& colour);
    void ring(Point centre, double radius_x, double radius_y, double line, const Colour& colour);

    struct Font {
        double size = 16;
        bool bold = false;
    };
    /// Box of the ink of `text` drawn with its base line's left end at (0, 0).
    Box text_ink(const std::string& text, const Font& font) const;
    /// How far the pen moves.
    double text_advance(const std::string& text, const Font& font) const;
    /// Draws with the left end of the base line at `at`, rounded to whole pixels; the box of the ink.
    Box text(const std::string& text, Point at, const Font& font, const Colour& colour);

    /// A number that differs when the fonts or the drawing library draw otherwise than where it was noted.
    static std::uint64_t fingerprint();

    void write_png(const std::string& path) const;

private:
    void choose(const Font& font) const;

    struct Destroy {
        void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
        void operator()(cairo_t* context) const { cairo_destroy(context); }
    };
    explicit Canvas(cairo_surface_t* surface);
    std::unique_ptr<cairo_surface_t, Destroy> surface_;
    std::unique_ptr<cairo_t, Destroy> context_;
};

}  // namespace tk::render
