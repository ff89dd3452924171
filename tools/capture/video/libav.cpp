#include "capture/video/libav.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <thread>

#include "core/error.hpp"
#include "image/probe.hpp"

namespace tk::capture::libav {

namespace {

/// What may be read. Playlists and the like are left out: they make libavformat open other files and addresses.
constexpr const char* formats =
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,flv,ogg,mpeg,mpegts,gif,apng,"
    "webp_pipe,tiff_pipe,bmp_pipe,png_pipe,jpeg_pipe";

[[noreturn]] void refuse(const std::string& path, int error, std::string_view doing) {
    std::string reason(AV_ERROR_MAX_STRING_SIZE, '\0');
    av_strerror(error, reason.data(), reason.size());
    reason.resize(reason.find('\0'));
    if (error == AVERROR(ENOENT) || error == AVERROR(EACCES)) {
        throw RecordError("picture-missing", fmt::format("{}: {}", path, reason), "check the path");
    }
    throw RecordError("picture-broken", fmt::format("{}: {}: {}", path, doing, reason),
                      "the file is damaged, was not written to its end, or is of a format that is not read");
}

}  // namespace

Format open(const std::string& path) {
    av_log_set_level(AV_LOG_QUIET);
    AVFormatContext* opened = avformat_alloc_context();
    AVDictionary* options = nullptr;
    av_dict_set(&options, "protocol_whitelist", "file", 0);
    av_dict_set(&options, "format_whitelist", formats, 0);
    // "file:" so that a name with a colon is no address.
    const int failed = avformat_open_input(&opened, ("file:" + path).c_str(), nullptr, &options);
    av_dict_free(&options);
    if (failed < 0) refuse(path, failed, "it cannot be opened as a video or picture");
    Format format(opened);
    const int unclear = avformat_find_stream_info(format.get(), nullptr);
    if (unclear < 0) refuse(path, unclear, "its streams cannot be found");
    return format;
}

int picture_stream(AVFormatContext& format, const std::string& path) {
    const int found = av_find_best_stream(&format, AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
    if (found < 0) {
        throw RecordError("picture-unknown-format", fmt::format("{}: there are no pictures in it", path),
                          "name a video or a picture");
    }
    for (unsigned i = 0; i < format.nb_streams; ++i) {
        if (static_cast<int>(i) != found) format.streams[i]->discard = AVDISCARD_ALL;
    }
    return found;
}

Codec open_decoder(const AVStream& stream, const std::string& path) {
    const AVCodec* const decoder = avcodec_find_decoder(stream.codecpar->codec_id);
    if (decoder == nullptr) {
        throw RecordError("picture-unknown-format",
                          fmt::format("{}: no decoder for {}", path, avcodec_get_name(stream.codecpar->codec_id)),
                          "convert it, for instance with ffmpeg -i FILE converted.mp4");
    }
    const std::int64_t pixels = std::int64_t{stream.codecpar->width} * stream.codecpar->height;
    if (pixels > image::max_pixels) {
        throw RecordError("picture-too-large",
                          fmt::format("{}: {} x {} pixels are more than the limit of {} million", path,
                                      stream.codecpar->width, stream.codecpar->height, image::max_pixels / 1'000'000),
                          "scale it down, or check that the file is what it should be");
    }
    Codec codec(avcodec_alloc_context3(decoder));
    avcodec_parameters_to_context(codec.get(), stream.codecpar);
    codec->pkt_timebase = stream.time_base;
    codec->max_pixels = image::max_pixels;
    codec->thread_count = static_cast<int>(std::min(4U, std::max(1U, std::thread::hardware_concurrency())));
    const int failed = avcodec_open2(codec.get(), decoder, nullptr);
    if (failed < 0) refuse(path, failed, "its decoder does not start");
    return codec;
}

namespace {

/// Frames a second when it holds from the first to the last; else 0.
double constant_rate(const AVStream& stream) {
    if (av_cmp_q(stream.avg_frame_rate, stream.r_frame_rate) != 0 || stream.avg_frame_rate.num <= 0) return 0;
    if (stream.nb_frames <= 0 || stream.duration <= 0) return 0;
    const double rate = av_q2d(stream.avg_frame_rate);
    const double seconds = static_cast<double>(stream.duration) * av_q2d(stream.time_base);
    return std::abs(static_cast<double>(stream.nb_frames) - seconds * rate) < 0.5 ? rate : 0;
}

}  // namespace

std::int64_t number_of_frame(const AVStream& stream, std::int64_t moment, const std::string& path) {
    const std::int64_t start = stream.start_time == AV_NOPTS_VALUE ? 0 : stream.start_time;
    if (const double rate = constant_rate(stream); rate > 0) {
        return std::llround(static_cast<double>(moment - start) * av_q2d(stream.time_base) * rate);
    }
    const Format format = open(path);
    const int index = picture_stream(*format, path);
    const Packet packet(av_packet_alloc());
    std::int64_t before = 0;
    // Frames are shown in another order than they are stored; one decoded later than `moment` by more than this is
    // shown later too.
    const std::int64_t reach = av_rescale_q(10, {1, 1}, stream.time_base);
    while (av_read_frame(format.get(), packet.get()) >= 0) {
        const bool is_picture = packet->stream_index == index;
        const std::int64_t shown = packet->pts != AV_NOPTS_VALUE ? packet->pts : packet->dts;
        av_packet_unref(packet.get());
        if (!is_picture) continue;
        if (shown < moment) ++before;
        if (shown > moment + reach) break;
    }
    return before;
}

}  // namespace tk::capture::libav
