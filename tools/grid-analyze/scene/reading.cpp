#include "grid-analyze/scene/reading.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tk::grid {
namespace {

std::optional<cv::Rect> box_of(const JsonView& object) {
    const auto box = object.find("box");
    if (!box) return std::nullopt;
    std::vector<int> numbers;
    for (const JsonView& element : box->elements()) {
        const auto number = element.as_number();
        if (!number || !(std::abs(*number) < 1e6)) return std::nullopt;
        numbers.push_back(static_cast<int>(std::lround(*number)));
    }
    if (numbers.size() != 4 || numbers[2] < 0 || numbers[3] < 0) return std::nullopt;
    return cv::Rect(numbers[0], numbers[1], numbers[2], numbers[3]);
}

std::optional<int> whole(std::optional<std::int64_t> value) {
    if (!value || *value < 0 || *value > std::numeric_limits<int>::max()) return std::nullopt;
    return static_cast<int>(*value);
}

std::optional<int> number_of(const JsonView& fields, std::string_view name, std::string_view key = "value") {
    const auto field = fields.find(name);
    return field ? whole(field->integer(key)) : std::nullopt;
}

std::optional<std::string> text_of(const JsonView& fields, std::string_view name) {
    const auto field = fields.find(name);
    const auto text = field ? field->string("value") : std::nullopt;
    if (!text || text->empty()) return std::nullopt;
    return std::string(*text);
}

}  // namespace

Reading read_ocr(const JsonView& ocr) {
    Reading reading;
    if (const auto fields = ocr.find("fields")) {
        reading.hud = {number_of(*fields, "turn"),  text_of(*fields, "active_name"), text_of(*fields, "active_class"),
                       number_of(*fields, "level"), number_of(*fields, "hp"),        number_of(*fields, "hp", "max"),
                       number_of(*fields, "ap"),    number_of(*fields, "mp")};
    }
    const auto lines = ocr.find("lines");
    if (!lines) return reading;
    struct Placed {
        int top;
        ChatLine line;
    };
    std::vector<Placed> chat;
    for (const JsonView& line : lines->elements()) {
        const auto text = line.string("text");
        const auto box = box_of(line);
        if (!text || !box) continue;
        const double confidence = std::clamp(line.number("confidence").value_or(1), 0.0, 1.0);
        if (line.string("region") == "chat") chat.push_back({box->y, {std::string(*text), confidence}});
        if (line.string("region") == "plates") reading.plates.push_back({*box, std::string(*text), confidence});
    }
    std::stable_sort(chat.begin(), chat.end(), [](const Placed& a, const Placed& b) { return a.top < b.top; });
    for (Placed& placed : chat) reading.chat.push_back(std::move(placed.line));
    return reading;
}

}  // namespace tk::grid
