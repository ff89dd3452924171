#include <chafa.h>
#include <glib.h>

#include <algorithm>
#include <memory>
#include <opencv2/imgproc.hpp>

#include "image/picture.hpp"
#include "preview/preview.hpp"

namespace tk::preview {

namespace {

// libchafa 1.12 writes out of bounds for some large sizes; a terminal is never larger than this.
constexpr std::size_t most_columns = 500;
constexpr std::size_t most_rows = 200;
constexpr int cell_width = 10;  // pixels of a character cell, where the terminal does not tell
constexpr int cell_height = 20;

template <auto unref>
struct Unref {
    template <typename T>
    void operator()(T* pointer) const {
        unref(pointer);
    }
};
using TermInfo = std::unique_ptr<ChafaTermInfo, Unref<chafa_term_info_unref>>;
using Config = std::unique_ptr<ChafaCanvasConfig, Unref<chafa_canvas_config_unref>>;
using Canvas = std::unique_ptr<ChafaCanvas, Unref<chafa_canvas_unref>>;
using Symbols = std::unique_ptr<ChafaSymbolMap, Unref<chafa_symbol_map_unref>>;

TermInfo detect_terminal() {
    gchar** const environment = g_get_environ();
    TermInfo info{chafa_term_db_detect(chafa_term_db_get_default(), environment)};
    g_strfreev(environment);
    return info;
}

ChafaPixelMode pixel_mode(const ChafaTermInfo* info) {
    if (chafa_term_info_have_seq(info, CHAFA_TERM_SEQ_BEGIN_KITTY_IMMEDIATE_IMAGE_V1)) return CHAFA_PIXEL_MODE_KITTY;
    if (chafa_term_info_have_seq(info, CHAFA_TERM_SEQ_BEGIN_SIXELS)) return CHAFA_PIXEL_MODE_SIXELS;
    if (chafa_term_info_have_seq(info, CHAFA_TERM_SEQ_BEGIN_ITERM2_IMAGE)) return CHAFA_PIXEL_MODE_ITERM2;
    return CHAFA_PIXEL_MODE_SYMBOLS;
}

ChafaCanvasMode canvas_mode(const ChafaTermInfo* info) {
    if (chafa_term_info_have_seq(info, CHAFA_TERM_SEQ_SET_COLOR_FGBG_DIRECT)) return CHAFA_CANVAS_MODE_TRUECOLOR;
    if (chafa_term_info_have_seq(info, CHAFA_TERM_SEQ_SET_COLOR_FGBG_256)) return CHAFA_CANVAS_MODE_INDEXED_240;
    return CHAFA_CANVAS_MODE_INDEXED_16;
}

TerminalPicture draw(const PictureRequest& request) {
    const cv::Mat picture =
        request.bytes.empty() ? image::read_picture(request.path) : image::decode(request.bytes, request.path);
    auto columns = static_cast<gint>(std::clamp<std::size_t>(request.columns, 1, most_columns));
    auto rows = static_cast<gint>(std::clamp<std::size_t>(request.rows, 1, most_rows));
    constexpr float cell_ratio = static_cast<float>(cell_width) / cell_height;
    chafa_calc_canvas_geometry(picture.cols, picture.rows, &columns, &rows, cell_ratio, TRUE, FALSE);
    columns = std::clamp<gint>(columns, 1, most_columns);
    rows = std::clamp<gint>(rows, 1, most_rows);

    const TermInfo info = detect_terminal();
    const ChafaPixelMode mode = pixel_mode(info.get());
    const Symbols symbols{chafa_symbol_map_new()};
    chafa_symbol_map_add_by_tags(symbols.get(), CHAFA_SYMBOL_TAG_BLOCK);
    const Config config{chafa_canvas_config_new()};
    chafa_canvas_config_set_geometry(config.get(), columns, rows);
    chafa_canvas_config_set_cell_geometry(config.get(), cell_width, cell_height);
    chafa_canvas_config_set_pixel_mode(config.get(), mode);
    chafa_canvas_config_set_canvas_mode(config.get(), canvas_mode(info.get()));
    chafa_canvas_config_set_symbol_map(config.get(), symbols.get());
    const Canvas canvas{chafa_canvas_new(config.get())};

    // Scaled here, well: the terminal shows far fewer pixels than a screenshot has.
    cv::Mat small;
    cv::resize(picture, small, {columns * cell_width, rows * cell_height}, 0, 0, cv::INTER_AREA);
    cv::cvtColor(small, small, small.channels() == 1 ? cv::COLOR_GRAY2RGB : cv::COLOR_BGR2RGB);
    chafa_canvas_draw_all_pixels(canvas.get(), CHAFA_PIXEL_RGB8, small.data, small.cols, small.rows,
                                 static_cast<gint>(small.step));
    GString* const text = chafa_canvas_print(canvas.get(), info.get());
    TerminalPicture result{{text->str, text->len}, mode == CHAFA_PIXEL_MODE_SYMBOLS};
    g_string_free(text, TRUE);
    return result;
}

}  // namespace

}  // namespace tk::preview

extern "C" __attribute__((visibility("default"))) tk::preview::TerminalPicture turnkit_draw_picture(
    const tk::preview::PictureRequest& request) {
    return tk::preview::draw(request);
}
