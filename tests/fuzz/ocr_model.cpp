// links: tk_tool_ocr
#include <cstddef>
#include <cstdint>
#include <opencv2/core.hpp>
#include <string_view>

#include "ocr/decode.hpp"
#include "ocr/line_shape.hpp"
#include "ocr/model.hpp"

/// The bytes of a model give a model that reads a line, or none; nothing else may happen.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto model = tk::ocr::read_model(std::string_view(reinterpret_cast<const char*>(data), size));
    if (!model) return 0;
    cv::Mat line(model->network.height, 40, CV_8UC1, cv::Scalar(255));
    line.colRange(10, 14).setTo(0);
    line.colRange(24, 29).setTo(0);
    static_cast<void>(tk::ocr::decode(tk::ocr::run(model->network, line), *model, tk::ocr::shape_of(line, 28), {}));
    return 0;
}
