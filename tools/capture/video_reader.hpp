#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tk::capture {

/// What is wanted of a video: the frames from `from` seconds after its start to `to`, both inclusive.
struct VideoRequest {
    std::string path;
    double from = 0;
    std::optional<double> to;
};

/// A frame of a video.
struct VideoFrame {
    std::int64_t number = 0;  ///< from 0 at the start of the video, wherever reading began
    double seconds = 0;       ///< from the start of the video to the frame's showing
    int quarter_turns = 0;    ///< clockwise, after which it stands upright (phones film on their side)
};

/// Reads the frames of a video, or of a picture in a format that is rare, in the order in which they are shown. Lies in
/// a module; this is the seam.
class VideoReader {
public:
    virtual ~VideoReader() = default;

    /// The next frame; nothing at the end. Throws RecordError when the file is damaged and nothing more can be read.
    virtual std::optional<VideoFrame> next() = 0;

    /// The picture of the frame given last, as PPM, without its turns; valid until the next call of either.
    virtual std::string_view ppm() = 0;

    /// A picture rather than a sequence of them.
    virtual bool is_still() const = 0;

    /// What was wrong with the file though it could be read; empty: nothing. To be asked after the end.
    virtual std::string complaint() const = 0;
};

/// Loads the module and opens the file. Throws RecordError when it is damaged or of a format that is not read.
std::unique_ptr<VideoReader> open_video(const VideoRequest& request);

/// True for a file that begins like a video or like a picture of a rare format (GIF, WebP, TIFF, BMP).
bool is_for_video_reader(std::string_view start_of_file);
/// The same for a file by its path; false when it cannot be read.
bool is_file_for_video_reader(const std::string& path);

/// What the module exports under the name "turnkit_open_video".
using OpenVideo = std::unique_ptr<VideoReader>(const VideoRequest&);

}  // namespace tk::capture
