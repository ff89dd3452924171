#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "capture/video/libav.hpp"
#include "capture/video/ppm.hpp"
#include "capture/video_reader.hpp"
#include "core/error.hpp"

namespace tk::capture {

namespace {

using namespace libav;

/// How often a moment is sought again, ever earlier, before the video is read from its start.
constexpr int most_seeks = 4;
constexpr double half_tick = 5e-4;  // seconds; times of frames are rounded to the clock of their file

class Reader : public VideoReader {
public:
    explicit Reader(const VideoRequest& request)
        : request_(request), packet_(av_packet_alloc()), frame_(av_frame_alloc()) {
        open_file();
        if (request_.from > 0 && !is_still()) seek();
    }

    std::optional<VideoFrame> next() override {
        if (!held_ && !decode()) {
            if (given_ == 0 && request_.from <= 0) {
                throw RecordError("picture-broken",
                                  fmt::format("{}: not one picture of it can be decoded", request_.path),
                                  "the file is damaged, or of a variant that is not read");
            }
            return std::nullopt;
        }
        held_ = false;
        const double at = seconds();
        if (request_.to && at > *request_.to + half_tick) {
            is_cut_by_request_ = true;
            return std::nullopt;
        }
        ++given_;
        return VideoFrame{number_++, at, quarter_turns_};
    }

    std::string_view ppm() override { return converter_.convert(*frame_); }

    bool is_still() const override { return std::strstr(format_->iformat->name, "_pipe") != nullptr; }

    std::string complaint() const override {
        if (damaged_ > 0) return fmt::format("{} frames are damaged and were left out", damaged_);
        if (given_ == 0 && last_end_ > 0)
            return fmt::format("no frame is at that time: it ends after {:.3f} s", last_end_);
        const double expected = duration();
        const double least = std::max(0.5, 3 * frame_length());
        if (is_cut_by_request_ || expected <= 0 || last_end_ + least >= expected) return {};
        return fmt::format("it ends after {:.3f} s, though {:.3f} s are announced: it is cut off", last_end_, expected);
    }

private:
    void open_file() {
        codec_.reset();
        format_ = open(request_.path);
        stream_ = format_->streams[picture_stream(*format_, request_.path)];
        codec_ = open_decoder(*stream_, request_.path);
        start_ = stream_->start_time == AV_NOPTS_VALUE ? 0 : stream_->start_time;
        quarter_turns_ = turns_of(*stream_);
        is_draining_ = false;
    }

    static int turns_of(const AVStream& stream) {
        const std::uint8_t* const matrix = av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, nullptr);
        if (matrix == nullptr) return 0;
        const double degrees = av_display_rotation_get(reinterpret_cast<const std::int32_t*>(matrix));
        if (std::isnan(degrees)) return 0;
        return (static_cast<int>(std::lround(-degrees / 90)) % 4 + 4) % 4;
    }

    /// Goes to the key frame before `from` and decodes up to the first frame at or behind it.
    void seek() {
        const double base = av_q2d(stream_->time_base);
        double back = 0;
        for (int tries = 0; tries < most_seeks; ++tries, back = 2 * back + 2) {
            const double target = request_.from - back;
            const auto moment = start_ + static_cast<std::int64_t>(std::floor(target / base));
            if (target <= 0 || av_seek_frame(format_.get(), stream_->index, moment, AVSEEK_FLAG_BACKWARD) < 0) break;
            avcodec_flush_buffers(codec_.get());
            is_draining_ = false;
            if (!decode()) continue;
            // An index is by the order of decoding: the key frame it names may be shown too late.
            if (seconds() > request_.from + half_tick) continue;
            number_ = number_of_frame(*stream_, moment_of_frame(), request_.path);
            skip();
            return;
        }
        open_file();
        number_ = 0;
        damaged_ = 0;
        if (decode()) skip();
    }

    void skip() {
        held_ = true;
        while (seconds() < request_.from - half_tick) {
            ++number_;
            if (decode()) continue;
            held_ = false;
            return;
        }
    }

    /// Makes `frame_` the next frame; false at the end.
    bool decode() {
        while (true) {
            const int result = avcodec_receive_frame(codec_.get(), frame_.get());
            if (result >= 0) {
                if (frame_->decode_error_flags != 0 || (frame_->flags & AV_FRAME_FLAG_CORRUPT) != 0) {
                    ++damaged_;
                    ++number_;
                    continue;
                }
                last_end_ = std::max(last_end_, seconds() + frame_length());
                return true;
            }
            if (result == AVERROR_EOF) return false;
            if (result != AVERROR(EAGAIN)) {
                ++damaged_;
                ++number_;
                if (is_draining_) return false;
            }
            send();
        }
    }

    void send() {
        while (!is_draining_) {
            const int result = av_read_frame(format_.get(), packet_.get());
            if (result < 0) {
                if (result != AVERROR_EOF) ++damaged_;
                is_draining_ = true;
                avcodec_send_packet(codec_.get(), nullptr);
                return;
            }
            const bool wanted = packet_->stream_index == stream_->index;
            if (wanted && avcodec_send_packet(codec_.get(), packet_.get()) < 0) {
                ++damaged_;
                ++number_;
            }
            av_packet_unref(packet_.get());
            if (wanted) return;
        }
    }

    std::int64_t moment_of_frame() const {
        return frame_->best_effort_timestamp == AV_NOPTS_VALUE ? start_ : frame_->best_effort_timestamp;
    }
    double seconds() const {
        if (frame_->best_effort_timestamp == AV_NOPTS_VALUE) return static_cast<double>(number_) * frame_length();
        return static_cast<double>(frame_->best_effort_timestamp - start_) * av_q2d(stream_->time_base);
    }
    double frame_length() const { return stream_->avg_frame_rate.num > 0 ? 1 / av_q2d(stream_->avg_frame_rate) : 0.04; }
    /// Of the pictures, as the file announces it, in seconds; 0: it does not.
    double duration() const {
        if (is_still()) return 0;
        if (const auto* tag = av_dict_get(stream_->metadata, "DURATION", nullptr, 0)) {
            int hours = 0;
            int minutes = 0;
            double rest = 0;
            if (std::sscanf(tag->value, "%d:%d:%lf", &hours, &minutes, &rest) == 3)
                return hours * 3600 + minutes * 60 + rest;
        }
        const bool knows = std::strstr(format_->iformat->name, "mp4") != nullptr;
        return knows && stream_->duration > 0 ? static_cast<double>(stream_->duration) * av_q2d(stream_->time_base) : 0;
    }

    VideoRequest request_;
    Format format_;
    AVStream* stream_ = nullptr;  // belongs to format_
    Codec codec_;
    Packet packet_;
    Frame frame_;
    PpmConverter converter_;
    std::int64_t start_ = 0;
    std::int64_t number_ = 0;
    std::int64_t given_ = 0;
    std::int64_t damaged_ = 0;
    double last_end_ = 0;
    int quarter_turns_ = 0;
    bool held_ = false;  ///< `frame_` was decoded but not given yet
    bool is_draining_ = false;
    bool is_cut_by_request_ = false;
};

}  // namespace

}  // namespace tk::capture

extern "C" __attribute__((visibility("default"))) std::unique_ptr<tk::capture::VideoReader> turnkit_open_video(
    const tk::capture::VideoRequest& request) {
    return std::make_unique<tk::capture::Reader>(request);
}
