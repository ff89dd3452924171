#include "capture/camera.hpp"

#include <array>
#include <new>

#include "capture/video/device.hpp"
#include "capture/video/libav.hpp"
#include "core/error.hpp"

namespace tk::capture {

namespace {

using namespace libav;

AVPixelFormat raw_format(std::uint32_t code) {
    if (code == V4L2_PIX_FMT_YUYV) return AV_PIX_FMT_YUYV422;
    return code == V4L2_PIX_FMT_NV12 ? AV_PIX_FMT_NV12 : AV_PIX_FMT_RGB24;
}

/// Makes a frame of what a camera sends.
class Unpacker {
public:
    explicit Unpacker(const v4l2::PixelFormat& format)
        : format_(format), packet_(av_packet_alloc()), frame_(av_frame_alloc()) {
        av_log_set_level(AV_LOG_QUIET);
        if (format_.code != V4L2_PIX_FMT_MJPEG) return;
        const AVCodec* const decoder = avcodec_find_decoder(AV_CODEC_ID_MJPEG);
        if (decoder == nullptr) throw Error("the libavcodec that is installed decodes no MJPEG");
        codec_.reset(avcodec_alloc_context3(decoder));
        codec_->thread_count = 1;  // more threads would each hold a frame back
        if (avcodec_open2(codec_.get(), decoder, nullptr) < 0) throw Error("the decoder of MJPEG does not start");
    }

    /// Nothing when the picture is not whole; cables lose some. Valid until the next call, and as long as `bytes`.
    const AVFrame* unpack(std::string_view bytes) {
        av_frame_unref(frame_.get());
        return codec_ ? decode(bytes) : describe(bytes);
    }

private:
    const AVFrame* decode(std::string_view bytes) {
        // The decoder reads a little beyond the end.
        padded_.assign(bytes.begin(), bytes.end());
        padded_.resize(bytes.size() + AV_INPUT_BUFFER_PADDING_SIZE);
        packet_->data = padded_.data();
        packet_->size = static_cast<int>(bytes.size());
        if (avcodec_send_packet(codec_.get(), packet_.get()) < 0) return nullptr;
        if (avcodec_receive_frame(codec_.get(), frame_.get()) < 0) return nullptr;
        return frame_->decode_error_flags == 0 ? frame_.get() : nullptr;
    }

    const AVFrame* describe(std::string_view bytes) {
        const bool is_nv12 = format_.code == V4L2_PIX_FMT_NV12;
        const std::size_t plane = static_cast<std::size_t>(format_.stride) * static_cast<std::size_t>(format_.height);
        const std::size_t chroma =
            static_cast<std::size_t>(format_.stride) * static_cast<std::size_t>((format_.height + 1) / 2);
        if (bytes.size() < plane + (is_nv12 ? chroma : 0)) return nullptr;
        // libswscale only reads it.
        auto* const start = reinterpret_cast<std::uint8_t*>(const_cast<char*>(bytes.data()));
        frame_->format = raw_format(format_.code);
        frame_->width = format_.width;
        frame_->height = format_.height;
        frame_->data[0] = start;
        frame_->linesize[0] = format_.stride;
        if (is_nv12) {
            frame_->data[1] = start + plane;
            frame_->linesize[1] = format_.stride;
        }
        return frame_.get();
    }

    v4l2::PixelFormat format_;
    Codec codec_;
    Packet packet_;
    Frame frame_;
    std::vector<std::uint8_t> padded_;
};

class Camera : public LiveSource {
public:
    explicit Camera(const std::string& path) : device_(path), unpacker_(device_.format()) {}

    Grab grab(bool) override {
        Grab grab;
        while (true) {
            const v4l2::Device::Next next = device_.wait();
            if (next == v4l2::Device::Next::picture) {
                if (const AVFrame* const frame = unpacker_.unpack(device_.bytes())) return converted(*frame);
                continue;
            }
            grab.state = next == v4l2::Device::Next::gone ? Grab::State::closed : Grab::State::unchanged;
            return grab;
        }
    }

private:
    Grab converted(const AVFrame& frame) {
        scaler_.reset(sws_getCachedContext(scaler_.release(), frame.width, frame.height,
                                           static_cast<AVPixelFormat>(frame.format), frame.width, frame.height,
                                           AV_PIX_FMT_BGR0, SWS_BICUBIC, nullptr, nullptr, nullptr));
        if (!scaler_) throw std::bad_alloc();
        constexpr int alignment = 64;  // and a row to spare: the vector code of libswscale writes beyond the last
        const int stride = (4 * frame.width + alignment - 1) / alignment * alignment;
        pixels_.resize(static_cast<std::size_t>(stride) * (static_cast<std::size_t>(frame.height) + 1));
        const std::array<std::uint8_t*, 1> planes{pixels_.data()};
        const std::array<int, 1> strides{stride};
        sws_scale(scaler_.get(), frame.data, frame.linesize, 0, frame.height, planes.data(), strides.data());
        return {Grab::State::picture, pixels_.data(), static_cast<std::size_t>(stride), frame.width, frame.height};
    }

    v4l2::Device device_;
    Unpacker unpacker_;
    Scaler scaler_;
    std::vector<unsigned char> pixels_;
};

}  // namespace

}  // namespace tk::capture

extern "C" __attribute__((visibility("default"))) std::unique_ptr<tk::capture::LiveSource> turnkit_open_camera(
    const std::string& path) {
    return std::make_unique<tk::capture::Camera>(path);
}
