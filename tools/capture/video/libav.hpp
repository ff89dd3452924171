#pragma once

// libav's headers are C and raise warnings of ours.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wpedantic"
extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/display.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>
}
#pragma GCC diagnostic pop

#include <memory>
#include <string>

namespace tk::capture::libav {

/// Frees what libav has made.
struct Closer {
    void operator()(AVFormatContext* format) const { avformat_close_input(&format); }
    void operator()(AVCodecContext* codec) const { avcodec_free_context(&codec); }
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
    void operator()(SwsContext* scaler) const { sws_freeContext(scaler); }
};
using Format = std::unique_ptr<AVFormatContext, Closer>;
using Codec = std::unique_ptr<AVCodecContext, Closer>;
using Frame = std::unique_ptr<AVFrame, Closer>;
using Packet = std::unique_ptr<AVPacket, Closer>;
using Scaler = std::unique_ptr<SwsContext, Closer>;

/// Opens a file that is a video or picture by its content, whatever its name, and finds its streams. Nothing but this
/// file is opened: playlists and references are not followed. Throws RecordError.
Format open(const std::string& path);

/// The stream with the pictures; throws RecordError when there is none. The others are not read.
int picture_stream(AVFormatContext& format, const std::string& path);

/// A decoder for the stream; throws RecordError when there is none or the pictures are beyond the limit.
Codec open_decoder(const AVStream& stream, const std::string& path);

/// The number of the frame shown at `moment` (in the stream's time base), without decoding: from the rate when it is
/// constant throughout, else by counting what comes before.
std::int64_t number_of_frame(const AVStream& stream, std::int64_t moment, const std::string& path);

}  // namespace tk::capture::libav
