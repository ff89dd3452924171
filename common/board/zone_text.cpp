#include <charconv>
#include <utility>

#include "board/zone.hpp"
#include "core/error.hpp"

namespace tk::board {
namespace {

constexpr std::string_view shapes = "PCOIAaXQ+#*Ll/T-VUBGWDZRF; ";
constexpr std::string_view with_least_radius = "CXQ+#lR";
constexpr int most = 9999;

Error wrong(std::string_view raw, const std::string& why) {
    return Error("zone '" + std::string(raw) + "': " + why,
                 "a zone is a letter and numbers with commas between, such as C2, X1,1 or L3");
}

/// The numbers between commas; empty places are skipped, as the client does.
std::vector<int> numbers_of(std::string_view raw) {
    std::vector<int> numbers;
    std::string_view rest = raw.substr(1);
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        const std::string_view part = rest.substr(0, comma);
        rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
        if (part.empty()) continue;
        int number = 0;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
        if (error != std::errc{} || end != part.data() + part.size() || number < 0 || number > most)
            throw wrong(raw, "'" + std::string(part) + "' is no number from 0 to " + std::to_string(most));
        numbers.push_back(number);
    }
    return numbers;
}

}  // namespace

Zone parse_zone(std::string_view raw) {
    Zone zone;
    if (raw.empty() || raw == "null") return zone;
    zone.shape = raw.front();
    if (shapes.find(zone.shape) == std::string_view::npos)
        throw wrong(raw, "no area has the letter '" + std::string(raw.substr(0, 1)) + "'");
    std::vector<int> numbers = numbers_of(raw);
    if (zone.shape == ';') {
        zone.cells = std::move(numbers);
        return zone;
    }
    if (zone.shape == 'l' && numbers.size() > 1) std::swap(numbers[0], numbers[1]);

    std::size_t next = 0;
    const auto number = [&](int otherwise) { return next < numbers.size() ? numbers[next++] : otherwise; };
    zone.radius = number(1);
    if (with_least_radius.find(zone.shape) != std::string_view::npos) zone.least_radius = number(0);
    zone.loss_percent = number(zone.loss_percent);
    zone.most_loss_steps = number(zone.most_loss_steps);
    if (next == 3) zone.most_loss_steps = number(zone.most_loss_steps);  // the client reads it in both places
    zone.stops_at_target = number(0) != 0;
    if (zone.shape == 'P') zone.radius = 0;
    return zone;
}

}  // namespace tk::board
