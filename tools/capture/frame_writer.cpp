#include "capture/frame_writer.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>

#include "capture/picture_list.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "core/terminal.hpp"
#include "core/text.hpp"
#include "image/extent.hpp"
#include "image/frame.hpp"
#include "image/picture.hpp"
#include "preview/preview.hpp"

namespace tk::capture {

namespace fs = std::filesystem;

namespace {

/// A real number as JSON, recognisable as one: "3.0".
std::string real(double value) {
    std::string text = fmt::format("{}", value);
    if (text.find_first_of(".e") == std::string::npos) text += ".0";
    return text;
}

std::string change_members(const Change& change) {
    std::string members = ",\"changed\":" + real(std::round(change.share * 1e6) / 1e6) + ",\"changed_boxes\":[";
    for (const cv::Rect& box : change.boxes) {
        members +=
            fmt::format("{}[{},{},{},{}]", members.back() == '[' ? "" : ",", box.x, box.y, box.width, box.height);
    }
    return members + "]";
}

/// An image member: `location` is its first part, with the place or the bytes.
std::string image_json(const std::string& location, const image::Info& info) {
    return fmt::format(R"({{{},"width":{},"height":{},"format":"{}"}})", location, info.width, info.height,
                       image::encoding_name(info.encoding));
}

/// JSON is UTF-8, the names of files are any bytes.
std::string path_member(const std::string& path) {
    if (!valid_utf8(path)) {
        throw RecordError("bad-name", fmt::format("{}: the name of this file is not UTF-8", path),
                          "rename it, for instance with convmv");
    }
    return "\"path\":" + json_quote(path);
}

void prepare_folder(const std::string& folder) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed) throw Error(fmt::format("{}: {}", folder, failed.message()), "choose another folder for --out");
    if (!fs::is_empty(folder, failed)) {
        throw Error(fmt::format("{}: this folder has files in it", folder),
                    "give --out an empty folder or a new one: pictures are never written over others");
    }
}

}  // namespace

FrameWriter::FrameWriter(Context& context, const Options& options) : context_(context), options_(options) {
    if (!options.out.empty()) prepare_folder(options.out);
}

double FrameWriter::seconds_of(const Picture& picture) const {
    const auto index = static_cast<double>(picture.index);
    const double seconds =
        picture.seconds ? *picture.seconds : (options_.fps ? index / *options_.fps : index * options_.interval);
    return std::round(seconds * 1e6) / 1e6;
}

bool FrameWriter::is_to_be_transformed(const Picture& picture) const {
    return !picture.is_transformed && (!options_.transform.is_nothing() || picture.quarter_turns != 0);
}

std::string FrameWriter::file_name(image::Encoding encoding) const {
    return fmt::format("{:06}.{}", written_, image::encoding_name(encoding));
}

std::string FrameWriter::place(const Picture& picture, std::string_view bytes) {
    const std::string shown = shown_name(picture);
    if (bytes.empty()) {
        const image::Info info = image::probe_file(picture.path);
        image::check_complete(picture.path, info);
        return image_json(path_member(picture.path), info);
    }
    image::Info info = image::probe(bytes, shown);
    std::string converted;
    const auto wanted = image::encoding_named(options_.image_format);
    if (wanted && *wanted != info.encoding) {
        converted = image::encode(image::decode(bytes, shown), *wanted);
        bytes = converted;
        info.encoding = *wanted;
    }
    if (options_.inlined) return image_json("\"data\":\"" + image::to_base64(bytes) + "\"", info);
    if (options_.out.empty()) return image_json(path_member(send(bytes, info.encoding)), info);
    const std::string path = (fs::path(options_.out) / file_name(info.encoding)).string();
    const std::string member = path_member(path);
    write_whole_file(path, bytes);
    return image_json(member, info);
}

std::string FrameWriter::send(std::string_view bytes, image::Encoding encoding) {
    return travelling().add(bytes, fmt::format(".{}", image::encoding_name(encoding)));
}

RunFolder& FrameWriter::travelling() {
    if (!travelling_) {
        travelling_.emplace(context_.settings().output.empty() ? STDOUT_FILENO : -1);
        if (!travelling_->output_is_pipe()) {
            context_.log().warning(
                "the records do not go into a pipe: the pictures they name vanish when capture ends; --out DIR keeps "
                "them");
        }
    }
    return *travelling_;
}

bool FrameWriter::has_room(std::size_t bytes) {
    return !options_.out.empty() || options_.inlined || travelling().has_room(bytes);
}

void FrameWriter::check_reader() const {
    const bool is_pipe = context_.settings().output.empty() && run_layout::pipe_behind(STDOUT_FILENO);
    if (is_pipe && run_layout::reader_is_gone(STDOUT_FILENO)) throw ReaderGone();
}

void FrameWriter::finish(bool quiet) {
    // Before the output is closed to tell the readers that no more comes.
    context_.out().flush();
    if (!travelling_ || travelling_->finish() || quiet) return;
    context_.log().warning(
        "the records were not read by a turnkit tool: the pictures they name are gone now; --out DIR keeps them");
}

std::string FrameWriter::profile_of(const Picture& picture) {
    if (!options_.profile.empty()) return options_.profile;
    const std::string& file = picture.path.empty() ? picture.origin : picture.path;
    if (file.empty()) return {};
    const std::string folder = fs::path(file).parent_path().string();
    const auto [known, is_new] = profiles_.try_emplace(folder);
    if (is_new) {
        try {
            known->second = profile_beside(file);
        } catch (const InputError& error) {
            context_.problem(error);
        }
    }
    return known->second;
}

void FrameWriter::show(const Picture& picture, std::string_view bytes) {
    context_.out().flush();  // on a terminal the record stands above its picture
    const std::size_t rows = terminal_height(STDERR_FILENO) - 2;
    Writer terminal(STDERR_FILENO, "the terminal");
    terminal.line(preview::draw_picture({shown_name(picture), bytes, terminal_width(STDERR_FILENO), rows}).text);
    terminal.flush();
}

bool FrameWriter::write(const Picture& picture) {
    const bool is_changed = is_to_be_transformed(picture);
    const bool stays = !picture.path.empty() && options_.out.empty() && !options_.inlined && !is_changed;
    std::string file;
    std::string_view bytes = picture.bytes;
    if (!picture.path.empty() && (options_.changed || !stays)) bytes = file = image::read_picture_bytes(picture.path);
    if (is_changed) {
        bytes = file = transformed(bytes, options_.transform, picture.quarter_turns, shown_name(picture));
    }
    std::optional<Change> change;
    if (options_.changed) {
        change = changes_.compare(bytes, shown_name(picture));
        if (change && change->share <= options_.changed_share) {
            ++context_.counters().extra["unchanged"];
            return false;
        }
    }
    const std::string image = place(picture, stays ? std::string_view() : bytes);
    const std::string profile = profile_of(picture);
    std::string record =
        fmt::format(R"({{"type":"frame","id":{},"t":{})", json_quote(fmt::format("{}/{:06}", picture.series, written_)),
                    real(seconds_of(picture)));
    if (!profile.empty()) record += ",\"profile\":" + json_quote(profile);
    record += fmt::format(R"(,"source":{{"kind":"{}","name":{},"index":{}}},"image":{})", picture.kind,
                          json_quote(picture.name), picture.index, image);
    if (change) record += change_members(*change);
    if (picture.is_blank) record += ",\"blank\":true";
    if (picture.dropped > 0) record += fmt::format(",\"dropped\":{}", picture.dropped);
    context_.out().line(record + "}");
    ++context_.counters().records_out;
    ++written_;
    if (options_.shown) show(picture, bytes);
    if (options_.changed) changes_.keep();
    return true;
}

}  // namespace tk::capture
