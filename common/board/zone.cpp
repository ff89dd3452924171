#include "board/zone.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "core/error.hpp"

namespace tk::board {
namespace {

constexpr int unlimited_radius = 63;
constexpr int most_radius_with_loss = 50;
constexpr std::string_view not_on_hexagons = "T-UVBGWRF+#";

/// `offset` in steps along and across `ahead`, a step over a side.
int along(Coord offset, Coord ahead) {
    return offset.x * ahead.x + offset.y * ahead.y;
}
int across(Coord offset, Coord ahead) {
    return std::abs(offset.x * ahead.y) + std::abs(offset.y * ahead.x);
}

/// How many steps of `step` make `offset`; nothing when they do not.
std::optional<int> steps_of(Coord offset, Coord step) {
    if (step == Coord{}) return std::nullopt;
    const int count = step.x != 0 ? offset.x / step.x : offset.y / step.y;
    if (count < 0 || step * count != offset) return std::nullopt;
    return count;
}

/// One cast: everything about it that does not depend on the cell in question.
class Cast {
public:
    Cast(const Geometry& geometry, const Zone& zone, Cell target, Cell caster)
        : geometry_(geometry), zone_(zone), target_(geometry.coord(target)), caster_(geometry.coord(caster)) {
        if (geometry.is_hex() && not_on_hexagons.find(zone.shape) != std::string_view::npos)
            throw Error(std::string("zone '") + zone.shape + "' has no meaning on hexagons");
        look_ = target_ == caster_ ? geometry.side_directions().front() : geometry.direction(caster_, target_);
    }

    const Coord& target() const { return target_; }
    const Coord& caster() const { return caster_; }

    /// Is the cell at `coord` struck?
    bool strikes(Coord coord) const;
    /// Distance that counts for the loss of damage.
    int loss_steps(Coord coord) const;

private:
    Coord step(Direction direction) const { return geometry_.step(direction); }
    int distance(Coord offset) const { return geometry_.distance(offset, Coord{}); }
    Coord nearest_side() const;
    bool in_cross(Coord offset, bool sides, bool corners, bool centre) const;
    bool on_line(Coord coord) const;
    bool on_arms(Coord offset, int eighths) const;
    bool on_boomerang(Coord offset) const;

    const Geometry& geometry_;
    const Zone& zone_;
    Coord target_;
    Coord caster_;
    std::optional<Direction> look_;
};

Coord Cast::nearest_side() const {
    const Coord offset = target_ - caster_;
    if (offset == Coord{}) return step(geometry_.side_directions().front());
    if (std::abs(offset.x) > std::abs(offset.y)) return {offset.x < 0 ? -1 : 1, 0};
    return {0, offset.y < 0 ? -1 : 1};
}

bool Cast::in_cross(Coord offset, bool sides, bool corners, bool centre) const {
    if (offset == Coord{}) return centre && zone_.least_radius == 0;
    int count = -1;
    if (geometry_.is_hex()) {
        if (offset.x == 0 || offset.y == 0 || offset.x + offset.y == 0) count = distance(offset);
    } else if ((sides && (offset.x == 0 || offset.y == 0)) || (corners && std::abs(offset.x) == std::abs(offset.y))) {
        count = std::max(std::abs(offset.x), std::abs(offset.y));
    }
    return count >= std::max(1, zone_.least_radius) && count <= zone_.radius;
}

bool Cast::on_line(Coord coord) const {
    const bool from_caster = zone_.shape == 'l';
    if (!look_) return !from_caster && coord == target_;
    const auto count = steps_of(coord - (from_caster ? caster_ : target_), step(*look_));
    int last = zone_.radius;
    if (from_caster) {
        last = zone_.least_radius + zone_.radius - 1;
        if (zone_.stops_at_target) last = std::min(last, steps_of(target_ - caster_, step(*look_)).value_or(0));
    }
    return count && *count >= zone_.least_radius && *count <= last;
}

bool Cast::on_arms(Coord offset, int eighths) const {
    if (offset == Coord{}) return true;
    if (!look_) return false;
    for (const int turn : {eighths, -eighths})
        if (const auto count = steps_of(offset, step(turned(*look_, turn)))) return *count <= zone_.radius;
    return false;
}

bool Cast::on_boomerang(Coord offset) const {
    if (offset == Coord{}) return true;
    if (!look_ || zone_.radius == 0) return false;
    for (const int side : {1, -1}) {
        const Coord arm = step(turned(*look_, 2 * side));
        if (const auto count = steps_of(offset, arm)) return *count < zone_.radius;
        if (offset == arm * (zone_.radius - 1) + step(turned(*look_, 3 * side))) return true;
    }
    return false;
}

bool Cast::strikes(Coord coord) const {
    const Coord offset = coord - target_;
    const int radius = zone_.radius;
    switch (zone_.shape) {
        case 'A':
        case 'a': return true;
        case 'C': return distance(offset) <= radius && distance(offset) >= zone_.least_radius;
        case 'O': return distance(offset) == radius;
        case 'I': return distance(offset) >= radius && distance(offset) <= unlimited_radius;
        case 'D': return distance(offset) <= radius && distance(offset) % 2 == radius % 2;
        case 'X': return in_cross(offset, true, false, true);
        case 'Q': return in_cross(offset, true, false, false);
        case '+': return in_cross(offset, false, true, true);
        case '#': return in_cross(offset, false, true, false);
        case '*': return in_cross(offset, true, true, true);
        case 'L':
        case '/':
        case 'l': return on_line(coord);
        case 'T':
        case '-': return on_arms(offset, 2);
        case 'U': return on_arms(offset, 3);
        case 'B': return on_boomerang(offset);
        case 'G': return std::max(std::abs(offset.x), std::abs(offset.y)) <= radius;
        case 'W':
            return std::max(std::abs(offset.x), std::abs(offset.y)) <= radius &&
                   std::abs(offset.x) != std::abs(offset.y);
        case 'Z': {
            // On hexagons the square of the distance between centres, in steps, is q*q + q*r + r*r.
            const long long x = offset.x;
            const long long y = offset.y;
            return x * x + y * y + (geometry_.is_hex() ? x * y : 0) >= static_cast<long long>(radius) * radius;
        }
        case 'V': {
            const int ahead = along(offset, nearest_side());
            return ahead >= 0 && ahead <= radius && across(offset, nearest_side()) <= ahead;
        }
        case 'R': {
            const int ahead = along(offset, nearest_side());
            return ahead >= 0 && ahead <= std::max(1, zone_.least_radius) &&
                   across(offset, nearest_side()) <= std::max(1, radius);
        }
        case 'F': {
            const int ahead = along(offset, nearest_side());
            const int aside = across(offset, nearest_side());
            return ahead >= 0 && ahead <= radius + 1 && (aside == 0 || aside == ahead);
        }
        case ' ': return false;
        case ';': return false;
        default: return offset == Coord{};
    }
}

int Cast::loss_steps(Coord coord) const {
    const Coord offset = coord - target_;
    switch (zone_.shape) {
        case 'A':
        case 'a':
        case 'I':
        case ';': return 0;
        case 'G':
        case 'W': return std::max(std::abs(offset.x), std::abs(offset.y));
        case '+':
        case '#':
        case '-':
        case '/':
        case 'U': return distance(offset) / 2;
        case 'V': return std::abs(along(offset, nearest_side()));
        default: return distance(offset);
    }
}

}  // namespace

std::vector<Cell> zone_cells(const Geometry& geometry, const Zone& zone, Cell target, Cell caster) {
    const Cast cast(geometry, zone, target, caster);
    std::vector<Cell> cells;
    if (zone.shape == ';') {
        for (const Cell cell : zone.cells)
            if (geometry.contains(cell)) cells.push_back(cell);
        std::sort(cells.begin(), cells.end());
        cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
        return cells;
    }
    // Every bounded zone lies within some steps of its start along both axes: look there, or at the whole board when
    // that is less.
    const bool unbounded = std::string_view("AaIZ").find(zone.shape) != std::string_view::npos;
    const long long bound = static_cast<long long>(zone.radius) + std::max(1, zone.least_radius);
    if (unbounded || (2 * bound + 1) * (2 * bound + 1) >= geometry.size()) {
        for (Cell cell = 0; cell < geometry.size(); ++cell)
            if (cast.strikes(geometry.coord(cell))) cells.push_back(cell);
        return cells;
    }
    const int reach = static_cast<int>(bound);
    const Coord start = zone.shape == 'l' ? cast.caster() : cast.target();
    for (int x = start.x - reach; x <= start.x + reach; ++x)
        for (int y = start.y - reach; y <= start.y + reach; ++y)
            if (cast.strikes({x, y}))
                if (const auto cell = geometry.cell({x, y})) cells.push_back(*cell);
    std::sort(cells.begin(), cells.end());
    return cells;
}

bool in_zone(const Geometry& geometry, const Zone& zone, Cell cell, Cell target, Cell caster) {
    const Cast cast(geometry, zone, target, caster);
    const Coord coord = geometry.coord(cell);
    if (zone.shape == ';') return std::find(zone.cells.begin(), zone.cells.end(), cell) != zone.cells.end();
    return cast.strikes(coord);
}

int zone_loss(const Geometry& geometry, const Zone& zone, Cell cell, Cell target, Cell caster) {
    if (zone.radius > most_radius_with_loss) return 0;
    const Cast cast(geometry, zone, target, caster);
    const int steps = std::max(0, cast.loss_steps(geometry.coord(cell)) - zone.least_radius);
    return std::min(100, std::min(steps, zone.most_loss_steps) * zone.loss_percent);
}

}  // namespace tk::board
