#include "grid-analyze/show/annotate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string_view>
#include <vector>

#include "core/text.hpp"

namespace tk::grid {
namespace {

constexpr double least_width = 44;  // of a cell, for a number of three digits that can be read
constexpr int largest_side = 8000;
constexpr int shift = 4;  // OpenCV draws at sixteenths of a pixel

/// A full colour of this hue, as blue, green, red.
cv::Scalar colour_of(const profile::HueRange& range) {
    const double span = std::fmod(range.high - range.low + 360, 360);
    const double hue = std::fmod(range.low + span / 2, 360);
    const auto channel = [&](double offset) {
        const double k = std::fmod(offset + hue / 60, 6);
        return 255 * (1 - 0.85 * std::clamp(std::min(k, 4 - k), 0.0, 1.0));
    };
    return {channel(1), channel(3), channel(5)};
}

/// OpenCV's own font has ASCII alone.
std::string drawable(std::string_view text) {
    std::string plain;
    for (const char c : fold(text)) plain += c >= ' ' && c <= '~' ? c : '?';
    return plain;
}

/// Light text on a dark rim, so that it stands out from any ground. `at`: its bottom left corner.
void write(cv::Mat& image, const std::string& text, cv::Point at, double size, const cv::Scalar& colour) {
    const int line = std::max(1, static_cast<int>(std::lround(size * 1.6)));
    cv::putText(image, text, at, cv::FONT_HERSHEY_SIMPLEX, size, cv::Scalar(0, 0, 0), line + 2, cv::LINE_AA);
    cv::putText(image, text, at, cv::FONT_HERSHEY_SIMPLEX, size, colour, line, cv::LINE_AA);
}

/// The same around a middle.
void write_around(cv::Mat& image, const std::string& text, board::Point middle, double size, const cv::Scalar& colour) {
    int below = 0;
    const cv::Size room = cv::getTextSize(text, cv::FONT_HERSHEY_SIMPLEX, size, 1, &below);
    write(image, text,
          {static_cast<int>(std::lround(middle.x - room.width / 2.0)),
           static_cast<int>(std::lround(middle.y + room.height / 2.0))},
          size, colour);
}

/// A line at the top, on a dark strip.
void write_head(cv::Mat& image, const std::string& text, const cv::Scalar& colour) {
    int below = 0;
    const cv::Size room = cv::getTextSize(text, cv::FONT_HERSHEY_SIMPLEX, 0.55, 1, &below);
    cv::rectangle(image, cv::Rect(0, 0, room.width + 16, room.height + 14), cv::Scalar(28, 24, 24), cv::FILLED);
    cv::putText(image, text, {8, room.height + 7}, cv::FONT_HERSHEY_SIMPLEX, 0.55, colour, 1, cv::LINE_AA);
}

/// The drawing of one board, `scale` times as large as the picture.
class Overlay {
public:
    Overlay(const cv::Mat& picture, const FoundBoard& board)
        : geometry_(board.geometry), placement_(board.placement), scale_(scale_for(picture, board.placement)) {
        cv::resize(picture, image_, {}, scale_, scale_, scale_ > 1 ? cv::INTER_CUBIC : cv::INTER_AREA);
        placement_.origin = {placement_.origin.x * scale_, placement_.origin.y * scale_};
        placement_.width *= scale_;
        placement_.height *= scale_;
        letters_ = std::clamp(placement_.height / 90, 0.3, 1.2);
    }

    void paint(const Surface& surface, const profile::Profile& profile) {
        cv::Mat tinted = image_.clone();
        for (const auto& [name, cells] : surface.highlights) {
            const auto found = std::find_if(profile.highlights.begin(), profile.highlights.end(),
                                            [&name = name](const profile::NamedHue& hue) { return hue.name == name; });
            if (found == profile.highlights.end()) continue;
            for (const board::Cell cell : cells)
                cv::fillConvexPoly(tinted, corners(cell), colour_of(found->hue), cv::LINE_AA, shift);
        }
        cv::addWeighted(tinted, 0.5, image_, 0.5, 0, image_);
    }

    void draw_cells(const std::string& cells) {
        const cv::Scalar yellow(90, 230, 250), red(70, 70, 250), violet(250, 120, 200), white(255, 255, 255),
            gray(150, 150, 150);
        for (board::Cell cell = 0; cell < geometry_.size(); ++cell)
            cv::polylines(image_, corners(cell), true, yellow, 1, cv::LINE_AA, shift);
        for (board::Cell cell = 0; cell < geometry_.size(); ++cell) {
            const board::Point middle = board::centre(geometry_, placement_, cell);
            const char letter =
                static_cast<std::size_t>(cell) < cells.size() ? cells[static_cast<std::size_t>(cell)] : '.';
            const int size = static_cast<int>(placement_.height / 5);
            const cv::Point at(static_cast<int>(middle.x), static_cast<int>(middle.y));
            if (letter == '#') cv::drawMarker(image_, at, red, cv::MARKER_TILTED_CROSS, 2 * size, 2, cv::LINE_AA);
            if (letter == 'o') cv::circle(image_, at, size, violet, 1, cv::LINE_AA);
            const std::string text = std::to_string(cell) + (letter == '?' ? "?" : "");
            write_around(image_, text, middle, letters_, letter == 'o' ? gray : white);
        }
    }

    void draw_entity(const Member& member, const Sighting& sighting, bool is_active, const cv::Scalar& colour) {
        const cv::Rect box(static_cast<int>(sighting.box.x * scale_), static_cast<int>(sighting.box.y * scale_),
                           static_cast<int>(sighting.box.width * scale_),
                           static_cast<int>(sighting.box.height * scale_));
        cv::rectangle(image_, box, colour, is_active ? 3 : 2, cv::LINE_AA);
        cv::polylines(image_, corners(sighting.cell), true, colour, 3, cv::LINE_AA, shift);
        std::string text = member.id;
        if (const auto name = member.name()) text += " " + drawable(*name);
        if (sighting.hp_share) text += fmt::format(" {:.0f} %", *sighting.hp_share * 100);
        if (is_active) text += " *";
        write(image_, text, {box.x, std::max(12, box.y - 4)}, std::max(0.45, letters_),
              colour * 0.5 + cv::Scalar(128, 128, 128));
    }

    void head(const std::string& text) { write_head(image_, text, cv::Scalar(90, 230, 250)); }

    cv::Mat image() const { return image_; }

private:
    /// Large enough for the numbers of the cells, within reason.
    static double scale_for(const cv::Mat& picture, const board::Placement& placement) {
        const double wanted = std::max(1.0, std::ceil(least_width / placement.width));
        return std::min(wanted, std::max(1.0, std::floor(static_cast<double>(largest_side) /
                                                         std::max(picture.cols, picture.rows))));
    }

    std::vector<cv::Point> corners(board::Cell cell) const {
        std::vector<cv::Point> points;
        for (const board::Point& corner : board::outline(geometry_, placement_, cell))
            points.emplace_back(static_cast<int>(std::lround((corner.x - 0.5) * (1 << shift))),
                                static_cast<int>(std::lround((corner.y - 0.5) * (1 << shift))));
        return points;
    }

    board::Geometry geometry_;
    board::Placement placement_;
    double scale_;
    double letters_ = 1;
    cv::Mat image_;
};

/// The team's own colour, white for those without.
cv::Scalar team_colour(const std::string& team, const profile::Profile& profile) {
    for (const profile::NamedHue& hue : profile.teams) {
        if (hue.name == team) return colour_of(hue.hue);
    }
    return {255, 255, 255};
}

}  // namespace

cv::Mat annotated(const cv::Mat& picture, const Findings& findings, const Roster& roster,
                  const profile::Profile& profile) {
    const auto* board = std::get_if<FoundBoard>(&findings.search);
    if (board == nullptr) {
        const NoBoard& none = std::get<NoBoard>(findings.search);
        cv::Mat image = picture.clone();
        write_head(image, fmt::format("no board: {} ({:.2f})", none.reason, none.confidence), cv::Scalar(70, 70, 250));
        return image;
    }
    Overlay overlay(picture, *board);
    overlay.paint(findings.scene.surface, profile);
    overlay.draw_cells(findings.scene.surface.cells);
    for (std::size_t i = 0; i < findings.members.size(); ++i) {
        const Sighting& sighting = findings.scene.sightings[i];
        overlay.draw_entity(roster.members()[findings.members[i]], sighting, findings.active == findings.members[i],
                            team_colour(sighting.team, profile));
    }
    overlay.head(fmt::format("{} {} x {}, cells {:.2f} x {:.2f} px, confidence {:.2f}{}",
                             board::kind_name(board->geometry.kind()), board->geometry.cols(), board->geometry.rows(),
                             board->placement.width, board->placement.height, board->confidence,
                             board->numbering_certain ? "" : ", numbering assumed"));
    return overlay.image();
}

std::string numbered(const std::string& pattern, int number) {
    std::string path = pattern;
    const std::string text = std::to_string(number);
    for (auto at = path.find("{}"); at != std::string::npos; at = path.find("{}", at + text.size()))
        path.replace(at, 2, text);
    return path;
}

}  // namespace tk::grid
