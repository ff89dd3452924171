#include "render/canvas.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>
#include <stdexcept>

namespace tk::render {
namespace {

void use(cairo_t* context, const Colour& colour) {
    cairo_set_source_rgba(context, colour.red, colour.green, colour.blue, colour.alpha);
}

void trace(cairo_t* context, std::span<const Point> corners) {
    cairo_new_path(context);
    for (const Point& corner : corners) cairo_line_to(context, corner.x, corner.y);
    cairo_close_path(context);
}

void trace_rounded(cairo_t* context, const Box& box, double radius) {
    constexpr double quarter = std::numbers::pi / 2;
    cairo_new_path(context);
    cairo_arc(context, box.right() - radius, box.y + radius, radius, -quarter, 0);
    cairo_arc(context, box.right() - radius, box.bottom() - radius, radius, 0, quarter);
    cairo_arc(context, box.x + radius, box.bottom() - radius, radius, quarter, 2 * quarter);
    cairo_arc(context, box.x + radius, box.y + radius, radius, 2 * quarter, 3 * quarter);
    cairo_close_path(context);
}

void trace_ellipse(cairo_t* context, Point centre, double radius_x, double radius_y) {
    cairo_new_path(context);
    cairo_save(context);
    cairo_translate(context, centre.x, centre.y);
    cairo_scale(context, radius_x, radius_y);
    cairo_arc(context, 0, 0, 1, 0, 2 * std::numbers::pi);
    cairo_restore(context);
}

}  // namespace

Colour mixed(const Colour& a, const Colour& b, double share) {
    const double keep = 1 - share;
    return {a.red * keep + b.red * share, a.green * keep + b.green * share, a.blue * keep + b.blue * share,
            a.alpha * keep + b.alpha * share};
}

Canvas::Canvas(cairo_surface_t* surface) : surface_(surface), context_(cairo_create(surface)) {
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) {
        throw std::runtime_error(cairo_status_to_string(cairo_surface_status(surface)));
    }
    std::unique_ptr<cairo_font_options_t, decltype(&cairo_font_options_destroy)> options(cairo_font_options_create(),
                                                                                         &cairo_font_options_destroy);
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_SLIGHT);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_ON);
    cairo_set_font_options(context_.get(), options.get());
}

Canvas::Canvas(int width, int height) : Canvas(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height)) {}

Canvas Canvas::read_png(const std::string& path) {
    cairo_surface_t* surface = cairo_image_surface_create_from_png(path.c_str());
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) {
        throw std::runtime_error(path + ": " + cairo_status_to_string(cairo_surface_status(surface)));
    }
    return Canvas(surface);
}

int Canvas::width() const {
    return cairo_image_surface_get_width(surface_.get());
}
int Canvas::height() const {
    return cairo_image_surface_get_height(surface_.get());
}

std::vector<std::uint32_t> Canvas::pixels() const {
    cairo_surface_flush(surface_.get());
    const auto columns = static_cast<std::size_t>(width());
    const auto rows = static_cast<std::size_t>(height());
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface_.get()));
    const unsigned char* data = cairo_image_surface_get_data(surface_.get());
    std::vector<std::uint32_t> result(columns * rows);
    for (std::size_t y = 0; y < rows; ++y) std::memcpy(&result[y * columns], data + y * stride, columns * 4);
    for (std::uint32_t& pixel : result) pixel &= 0xffffff;
    return result;
}

void Canvas::set_pixels(std::span<const std::uint32_t> pixels) {
    cairo_surface_flush(surface_.get());
    const auto columns = static_cast<std::size_t>(width());
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface_.get()));
    unsigned char* data = cairo_image_surface_get_data(surface_.get());
    for (std::size_t y = 0; (y + 1) * columns <= pixels.size(); ++y) {
        std::memcpy(data + y * stride, &pixels[y * columns], columns * 4);
    }
    cairo_surface_mark_dirty(surface_.get());
}

void Canvas::fill(const Colour& colour) {
    use(cairo(), colour);
    cairo_paint(cairo());
}

void Canvas::rectangle(const Box& box, const Colour& colour) {
    use(cairo(), colour);
    cairo_rectangle(cairo(), box.x, box.y, box.width, box.height);
    cairo_fill(cairo());
}

void Canvas::rounded(const Box& box, double radius, const Colour& colour) {
    use(cairo(), colour);
    trace_rounded(cairo(), box, radius);
    cairo_fill(cairo());
}

void Canvas::frame(const Box& box, double radius, double line, const Colour& colour) {
    use(cairo(), colour);
    trace_rounded(cairo(), {box.x + line / 2, box.y + line / 2, box.width - line, box.height - line}, radius);
    cairo_set_line_width(cairo(), line);
    cairo_stroke(cairo());
}

void Canvas::polygon(std::span<const Point> corners, const Colour& colour, bool smooth) {
    use(cairo(), colour);
    cairo_set_antialias(cairo(), smooth ? CAIRO_ANTIALIAS_DEFAULT : CAIRO_ANTIALIAS_NONE);
    trace(cairo(), corners);
    cairo_fill(cairo());
    cairo_set_antialias(cairo(), CAIRO_ANTIALIAS_DEFAULT);
}

void Canvas::fading(std::span<const Point> corners, const Colour& top, const Colour& bottom) {
    const auto [high, low] =
        std::minmax_element(corners.begin(), corners.end(), [](const Point& a, const Point& b) { return a.y < b.y; });
    const std::unique_ptr<cairo_pattern_t, decltype(&cairo_pattern_destroy)> pattern(
        cairo_pattern_create_linear(0, high->y, 0, low->y), &cairo_pattern_destroy);
    cairo_pattern_add_color_stop_rgba(pattern.get(), 0, top.red, top.green, top.blue, top.alpha);
    cairo_pattern_add_color_stop_rgba(pattern.get(), 1, bottom.red, bottom.green, bottom.blue, bottom.alpha);
    cairo_set_source(cairo(), pattern.get());
    trace(cairo(), corners);
    cairo_fill(cairo());
}

void Canvas::line(Point from, Point to, double width, const Colour& colour) {
    use(cairo(), colour);
    cairo_new_path(cairo());
    cairo_move_to(cairo(), from.x, from.y);
    cairo_line_to(cairo(), to.x, to.y);
    cairo_set_line_width(cairo(), width);
    cairo_stroke(cairo());
}

void Canvas::outline(std::span<const Point> corners, double line, const Colour& colour) {
    use(cairo(), colour);
    trace(cairo(), corners);
    cairo_set_line_width(cairo(), line);
    cairo_set_line_join(cairo(), CAIRO_LINE_JOIN_BEVEL);
    cairo_stroke(cairo());
}

void Canvas::ellipse(Point centre, double radius_x, double radius_y, const Colour& colour) {
    use(cairo(), colour);
    trace_ellipse(cairo(), centre, radius_x, radius_y);
    cairo_fill(cairo());
}

void Canvas::ring(Point centre, double radius_x, double radius_y, double line, const Colour& colour) {
    use(cairo(), colour);
    trace_ellipse(cairo(), centre, radius_x, radius_y);
    cairo_set_line_width(cairo(), line);
    cairo_stroke(cairo());
}

void Canvas::choose(const Font& font) const {
    cairo_select_font_face(cairo(), "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL,
                           font.bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(cairo(), font.size);
}

Box Canvas::text_ink(const std::string& text, const Font& font) const {
    choose(font);
    cairo_text_extents_t extents;
    cairo_text_extents(cairo(), text.c_str(), &extents);
    return {extents.x_bearing, extents.y_bearing, extents.width, extents.height};
}

double Canvas::text_advance(const std::string& text, const Font& font) const {
    choose(font);
    cairo_text_extents_t extents;
    cairo_text_extents(cairo(), text.c_str(), &extents);
    return extents.x_advance;
}

Box Canvas::text(const std::string& text, Point at, const Font& font, const Colour& colour) {
    const Box ink = text_ink(text, font);
    const double x = std::round(at.x);
    const double y = std::round(at.y);
    use(cairo(), colour);
    cairo_move_to(cairo(), x, y);
    cairo_show_text(cairo(), text.c_str());
    return {x + ink.x, y + ink.y, ink.width, ink.height};
}

std::uint64_t Canvas::fingerprint() {
    Canvas canvas(200, 40);
    canvas.fill(rgb(0));
    canvas.text("Éœ gj PV 1234", {4, 25}, {16, false}, rgb(0xffffff));
    canvas.text("Tour 3", {140, 25}, {18, true}, rgb(0xffffff));
    canvas.ring({130, 20}, 15, 7, 3, rgb(0xff0000));
    std::uint64_t hash = 0xcbf29ce484222325ULL;  // FNV-1a
    for (const std::uint32_t pixel : canvas.pixels()) hash = (hash ^ pixel) * 0x100000001b3ULL;
    return hash;
}

void Canvas::write_png(const std::string& path) const {
    const cairo_status_t status = cairo_surface_write_to_png(surface_.get(), path.c_str());
    if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error(path + ": " + cairo_status_to_string(status));
}

}  // namespace tk::render
