#include <fmt/format.h>
#include <png.h>

#include <csetjmp>
#include <cstring>
#include <new>
#include <vector>

#include "core/error.hpp"
#include "image/codecs.hpp"

namespace tk::image {

namespace {

/// libpng reports errors by a long jump, which must not pass C++ destructors: the functions that call into it hold
/// plain values only, keep what went wrong here and return false.
struct PngJob {
    std::string_view input;
    std::size_t read = 0;
    std::string* output = nullptr;
    cv::Mat* picture = nullptr;
    int row = 0;  ///< rows done
    char problem[120] = "";
};

PngJob& job_of(void* pointer) {
    return *static_cast<PngJob*>(pointer);
}

void keep_problem(png_structp png, png_const_charp message) {
    PngJob& job = job_of(png_get_error_ptr(png));
    std::strncpy(job.problem, message, sizeof job.problem - 1);
    png_longjmp(png, 1);
}

void ignore_warning(png_structp, png_const_charp) {}

void read_bytes(png_structp png, png_bytep target, std::size_t size) {
    PngJob& job = job_of(png_get_io_ptr(png));
    if (size > job.input.size() - job.read) png_error(png, "it ends early");
    std::memcpy(target, job.input.data() + job.read, size);
    job.read += size;
}

void write_bytes(png_structp png, png_bytep source, std::size_t size) {
    // An exception must not cross libpng: a failed allocation becomes its own error.
    try {
        job_of(png_get_io_ptr(png)).output->append(reinterpret_cast<const char*>(source), size);
    } catch (const std::bad_alloc&) {
        png_error(png, "out of memory");
    }
}

void flush_nothing(png_structp) {}

/// Asks libpng for 8-bit blue-green-red or gray rows, with transparent parts over black.
void set_output(png_structp png, png_infop info, bool color) {
    png_set_expand(png);
    png_set_scale_16(png);
    if (color) {
        png_set_gray_to_rgb(png);
        png_set_bgr(png);
    }
    const bool has_alpha =
        (png_get_color_type(png, info) & PNG_COLOR_MASK_ALPHA) != 0 || png_get_valid(png, info, PNG_INFO_tRNS) != 0;
    if (has_alpha) {
        const png_color_16 black{};
        png_set_background(png, &black, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
    }
}

bool read_header(png_structp png, png_infop info) {
    if (setjmp(png_jmpbuf(png)) != 0) return false;
    // Ancillary chunks are not used: a crafted one must not cost memory either.
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_chunk_malloc_max(png, 1 << 20);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, nullptr, 0);
    png_read_info(png, info);
    return true;
}

bool read_rows(png_structp png, png_infop info, PngJob& job) {
    if (setjmp(png_jmpbuf(png)) != 0) return false;
    cv::Mat& picture = *job.picture;
    set_output(png, info, picture.channels() == 3);
    const int passes = png_set_interlace_handling(png);
    png_read_update_info(png, info);
    if (png_get_rowbytes(png, info) != picture.step[0]) png_error(png, "its rows do not have the announced width");
    for (int pass = 0; pass < passes; ++pass) {
        for (job.row = 0; job.row < picture.rows; ++job.row) png_read_row(png, picture.ptr(job.row), nullptr);
    }
    png_read_end(png, nullptr);
    return true;
}

bool write_rows(png_structp png, png_infop info, const cv::Mat& picture, int compression) {
    if (setjmp(png_jmpbuf(png)) != 0) return false;
    const bool color = picture.channels() == 3;
    png_set_IHDR(png, info, static_cast<png_uint_32>(picture.cols), static_cast<png_uint_32>(picture.rows), 8,
                 color ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_set_compression_level(png, compression);
    // Trying every filter on every row costs more than it saves at the fast levels.
    if (compression < 4) png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_SUB);
    png_write_info(png, info);
    if (color) png_set_bgr(png);
    for (int row = 0; row < picture.rows; ++row) png_write_row(png, picture.ptr(row));
    png_write_end(png, nullptr);
    return true;
}

struct PngReader {
    png_structp png;
    png_infop info;
    explicit PngReader(PngJob& job)
        : png(png_create_read_struct(PNG_LIBPNG_VER_STRING, &job, keep_problem, ignore_warning)),
          info(png != nullptr ? png_create_info_struct(png) : nullptr) {
        if (info == nullptr) throw std::bad_alloc();
        png_set_read_fn(png, &job, read_bytes);
    }
    ~PngReader() { png_destroy_read_struct(&png, &info, nullptr); }
    PngReader(const PngReader&) = delete;
    PngReader& operator=(const PngReader&) = delete;
};

struct PngWriter {
    png_structp png;
    png_infop info;
    explicit PngWriter(PngJob& job)
        : png(png_create_write_struct(PNG_LIBPNG_VER_STRING, &job, keep_problem, ignore_warning)),
          info(png != nullptr ? png_create_info_struct(png) : nullptr) {
        if (info == nullptr) throw std::bad_alloc();
        png_set_write_fn(png, &job, write_bytes, flush_nothing);
    }
    ~PngWriter() { png_destroy_write_struct(&png, &info); }
    PngWriter(const PngWriter&) = delete;
    PngWriter& operator=(const PngWriter&) = delete;
};

}  // namespace

cv::Mat decode_png(std::string_view bytes, const Info& info, const std::string& name) {
    PngJob job;
    job.input = bytes;
    PngReader reader(job);
    if (!read_header(reader.png, reader.info))
        throw_broken(name, fmt::format("the PNG cannot be read: {}", job.problem));
    // Gray without a palette stays gray; everything else has colour.
    const bool color = (png_get_color_type(reader.png, reader.info) & PNG_COLOR_MASK_COLOR) != 0;
    cv::Mat picture(info.height, info.width, color ? CV_8UC3 : CV_8UC1);
    job.picture = &picture;
    if (!read_rows(reader.png, reader.info, job)) {
        throw_broken(name,
                     fmt::format("the PNG cannot be read beyond row {} of {}: {}", job.row, picture.rows, job.problem));
    }
    return picture;
}

std::string encode_png(const cv::Mat& picture, int compression) {
    std::string bytes;
    PngJob job;
    job.output = &bytes;
    PngWriter writer(job);
    if (!write_rows(writer.png, writer.info, picture, compression)) {
        throw Error(fmt::format("the picture cannot be written as PNG: {}", job.problem));
    }
    return bytes;
}

}  // namespace tk::image
