#include "ocr/elements.hpp"

#include <algorithm>
#include <cmath>

#include "ocr/ink.hpp"
#include "ocr/labels.hpp"

namespace tk::ocr {

namespace {

using profile::ElementProfile;
using Kind = ElementProfile::Kind;
using Way = ElementProfile::Way;

/// Hue in degrees and saturation of a colour.
struct HueOf {
    double hue = 0;
    double saturation = 0;
};

HueOf hue_of(const cv::Vec3b& colour) {
    const double blue = colour[0];
    const double green = colour[1];
    const double red = colour[2];
    const double most = std::max({blue, green, red});
    const double span = most - std::min({blue, green, red});
    if (span == 0) return {};
    double hue = 0;
    if (most == red) {
        hue = 60 * (green - blue) / span;
    } else if (most == green) {
        hue = 60 * (blue - red) / span + 120;
    } else {
        hue = 60 * (red - green) / span + 240;
    }
    return {hue < 0 ? hue + 360 : hue, span / most};
}

bool is_within(const cv::Vec3b& colour, const profile::HueRange& range) {
    // In the dark a hue means nothing.
    constexpr int darkest = 40;
    if (std::max({colour[0], colour[1], colour[2]}) < darkest) return false;
    const HueOf seen = hue_of(colour);
    const bool in = range.low <= range.high ? seen.hue >= range.low && seen.hue <= range.high
                                            : seen.hue >= range.low || seen.hue <= range.high;
    return in && seen.saturation >= range.least_saturation;
}

/// The share of each column's pixels that are filled, in the direction in which the bar grows.
std::vector<double> filled_columns(const cv::Mat& bar, const profile::HueRange& hue, Way way) {
    const bool across = way == Way::right || way == Way::left;
    const int length = across ? bar.cols : bar.rows;
    const int width = across ? bar.rows : bar.cols;
    // The rim may be a frame or mixed with one.
    const int rim = width >= 6 ? width / 5 : 0;
    std::vector<double> filled;
    for (int i = 0; i < length; ++i) {
        int count = 0;
        for (int k = rim; k < width - rim; ++k) {
            const cv::Point at = across ? cv::Point(i, k) : cv::Point(k, i);
            count += is_within(bar.at<cv::Vec3b>(at), hue) ? 1 : 0;
        }
        filled.push_back(static_cast<double>(count) / (width - 2 * rim));
    }
    if (way == Way::left || way == Way::up) std::reverse(filled.begin(), filled.end());
    return filled;
}

double round_to(double value, double digits) {
    return std::round(value * digits) / digits;
}

std::optional<FoundElement> find_button(const cv::Mat& picture, const cv::Rect& place, const std::string& label,
                                        const std::vector<PlacedLine>& lines) {
    const std::vector<PlacedText> texts = find_text(lines, label);
    if (texts.size() != 1) return std::nullopt;
    FoundElement button{Kind::button, {}, texts[0].box, texts[0].confidence / 2, {}};
    // Its plate is the smallest rectangle around the text; without one the text alone is sure.
    const cv::Rect& text = texts[0].box;
    const FlatRectangle* plate = nullptr;
    const auto rectangles = find_rectangles(picture(place), {text.width, text.height});
    for (const FlatRectangle& rectangle : rectangles) {
        const cv::Rect box = rectangle.box + place.tl();
        if ((box & text) != text || box.height > text.height * 6) continue;
        if (plate == nullptr || box.area() < plate->box.area()) plate = &rectangle;
    }
    if (plate != nullptr) {
        button.box = plate->box + place.tl();
        button.confidence = texts[0].confidence * plate->shape;
    }
    return button;
}

std::optional<FoundElement> find_panel(const cv::Mat& picture, const cv::Rect& place) {
    const cv::Size least(std::max(8, place.width / 2), std::max(8, place.height / 2));
    std::optional<FoundElement> best;
    // A panel may reach to the edge of its place, which is cut there.
    const cv::Rect around =
        cv::Rect(place.x - 4, place.y - 4, place.width + 8, place.height + 8) & cv::Rect({}, picture.size());
    for (const FlatRectangle& rectangle : find_rectangles(picture(around), least)) {
        const cv::Rect box = rectangle.box + around.tl();
        if (!best || box.area() > best->box.area()) best = FoundElement{Kind::panel, {}, box, rectangle.shape, {}};
    }
    return best;
}

/// Whether a text stands in the middle of a rectangle that is about its size.
bool is_button(const cv::Rect& box, const cv::Rect& text) {
    if ((box & text) != text || box.height > text.height * 4 || box.width > box.height * 12) return false;
    const int off_across = std::abs((box.x + box.br().x) - (text.x + text.br().x));
    const int off_down = std::abs((box.y + box.br().y) - (text.y + text.br().y));
    return off_across * 6 <= box.width && off_down * 3 <= box.height && box.width >= text.width + text.height;
}

/// Whether `right` continues the bar that `left` fills.
bool is_rest_of(const FlatRectangle& left, const FlatRectangle& right) {
    const int gap = right.box.x - left.box.br().x;
    const cv::Rect both = left.box | right.box;
    const bool one_bar = gap >= 0 && gap <= 3 && std::abs(left.box.y - right.box.y) <= 2 &&
                         std::abs(left.box.br().y - right.box.br().y) <= 2 && both.width >= both.height * 4 &&
                         both.height <= 60;
    return one_bar && hue_of(left.colour).saturation >= 0.4 &&
           cv::norm(cv::Vec3d(left.colour) - cv::Vec3d(right.colour)) > 40;
}

/// Where exactly the bar is of which `place` is said: the rectangle of its fill, or of its fill and its rest, that lies
/// about there. `place` itself when none is seen.
cv::Rect exact_bar(const cv::Mat& picture, const cv::Rect& place, const profile::HueRange& hue) {
    const int slack = std::max(3, std::min(place.width, place.height) / 2);
    const cv::Rect around =
        cv::Rect(place.x - slack, place.y - slack, place.width + 2 * slack, place.height + 2 * slack) &
        cv::Rect({}, picture.size());
    const std::vector<FlatRectangle> rectangles = find_rectangles(picture(around), {1, 3});
    cv::Rect best = place;
    double closest = 0.7;
    const auto consider = [&](cv::Rect box) {
        box += around.tl();
        const double likeness = static_cast<double>((box & place).area()) / (box | place).area();
        if (likeness <= closest) return;
        closest = likeness;
        best = box;
    };
    for (const FlatRectangle& fill : rectangles) {
        if (!is_within(fill.colour, hue)) continue;
        consider(fill.box);
        for (const FlatRectangle& rest : rectangles) {
            const cv::Rect both = fill.box | rest.box;
            if (!is_within(rest.colour, hue) && both.area() <= (fill.box.area() + rest.box.area()) * 5 / 4) {
                consider(both);
            }
        }
    }
    return best;
}

}  // namespace

const char* kind_name(Kind kind) {
    switch (kind) {
        case Kind::bar: return "bar";
        case Kind::button: return "button";
        case Kind::icon: return "icon";
        case Kind::panel: break;
    }
    return "panel";
}

BarFill measure_bar(const cv::Mat& bar, const profile::HueRange& hue, Way way) {
    const std::vector<double> filled = filled_columns(bar, hue, way);
    // The end that leaves the fewest pixels on the wrong side: text and marks over a bar move it little.
    double behind = 0;
    for (const double share : filled) behind += share;
    double wrong = behind;
    double least = wrong;
    std::size_t end = 0;
    for (std::size_t i = 0; i < filled.size(); ++i) {
        wrong += 1 - 2 * filled[i];
        if (wrong < least - 1e-9) {
            least = wrong;
            end = i + 1;
        }
    }
    const auto length = static_cast<double>(std::max<std::size_t>(filled.size(), 1));
    return {static_cast<double>(end) / length, 1 - least / length};
}

std::optional<FoundElement> find_element(const cv::Mat& picture, const ElementProfile& element, const cv::Rect& place,
                                         Icons& icons,
                                         const std::function<std::vector<PlacedLine>(const cv::Rect&)>& lines) {
    std::optional<FoundElement> found;
    switch (element.kind) {
        case Kind::bar: {
            const cv::Rect bar = exact_bar(picture, place, *element.hue);
            BarFill fill = measure_bar(picture(bar), *element.hue, element.fills);
            // Nothing filled is an empty bar only where there is a plain ground that could be one.
            if (fill.share == 0) fill.confidence *= ink_on_flat(picture(bar)).flat_share;
            // Pixels of both kinds all over: something lies over the bar, or it is not there.
            if (fill.confidence < 0.75) return std::nullopt;
            found = FoundElement{Kind::bar, {}, bar, fill.confidence, round_to(fill.share, 1000)};
            break;
        }
        case Kind::button: found = find_button(picture, place, element.label, lines(place)); break;
        case Kind::icon: {
            const std::vector<IconMatch> matches = find_icon(picture(place), icons.of(element.icon));
            if (matches.empty()) return std::nullopt;
            const cv::Rect2d& box = matches[0].box;
            found = FoundElement{
                Kind::icon,
                {},
                cv::Rect(cvRound(box.x), cvRound(box.y), cvRound(box.width), cvRound(box.height)) + place.tl(),
                matches[0].score,
                {}};
            break;
        }
        case Kind::panel: found = find_panel(picture, place); break;
    }
    if (found) found->name = element.name;
    return found;
}

std::vector<FoundElement> find_elements(const cv::Mat& picture, const std::vector<PlacedLine>& lines) {
    const std::vector<FlatRectangle> rectangles = find_rectangles(picture, {6, 5});
    std::vector<FoundElement> found;
    std::vector<bool> used(rectangles.size(), false);
    for (std::size_t i = 0; i < rectangles.size(); ++i) {
        for (std::size_t k = 0; k < rectangles.size(); ++k) {
            if (i == k || used[i] || used[k] || !is_rest_of(rectangles[i], rectangles[k])) continue;
            const cv::Rect both = rectangles[i].box | rectangles[k].box;
            used[i] = used[k] = true;
            found.push_back({Kind::bar,
                             {},
                             both,
                             std::min(rectangles[i].shape, rectangles[k].shape),
                             round_to(static_cast<double>(rectangles[i].box.width) / both.width, 1000)});
        }
    }
    for (std::size_t i = 0; i < rectangles.size(); ++i) {
        const FlatRectangle& rectangle = rectangles[i];
        if (used[i]) continue;
        const auto text = std::find_if(lines.begin(), lines.end(),
                                       [&](const PlacedLine& line) { return is_button(rectangle.box, line.box); });
        if (text != lines.end()) {
            found.push_back(
                {Kind::button, text->line.text, rectangle.box, text->line.confidence * rectangle.shape, {}});
        } else if (rectangle.box.width * 12 >= picture.cols && rectangle.box.height * 16 >= picture.rows) {
            found.push_back({Kind::panel, {}, rectangle.box, rectangle.shape, {}});
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const FoundElement& a, const FoundElement& b) {
        return std::pair(a.box.y, a.box.x) < std::pair(b.box.y, b.box.x);
    });
    return found;
}

}  // namespace tk::ocr
