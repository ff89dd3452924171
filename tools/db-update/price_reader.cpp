#include "db-update/price_reader.hpp"

#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "db-update/member_name.hpp"
#include "db-update/number_text.hpp"
#include "db-update/renames.hpp"
#include "db-update/time_text.hpp"
#include "db-update/unnamed.hpp"

namespace tk::update {

namespace {

using Field = PriceReader::Field;

std::vector<PriceReader::Known> known_fields(const std::vector<std::string>& renames) {
    std::vector<PriceReader::Known> known = {{"game", Field::game},
                                             {"item_id", Field::item},
                                             {"item", Field::item},
                                             {"itemId", Field::item},
                                             {"item_name", Field::item_name},
                                             {"name", Field::item_name},
                                             {"server", Field::server},
                                             {"server_name", Field::server},
                                             {"server_id", Field::server},
                                             {"serverId", Field::server},
                                             {"world", Field::server},
                                             {"time", Field::time},
                                             {"timestamp", Field::time},
                                             {"ts", Field::time},
                                             {"observed_at", Field::time},
                                             {"lot", Field::lot},
                                             {"lot_size", Field::lot},
                                             {"lotSize", Field::lot},
                                             {"qty", Field::lot},
                                             {"price", Field::price},
                                             {"seller", Field::seller},
                                             {"seller_name", Field::seller},
                                             {"quantity", Field::quantity}};
    for (const auto& [ours, theirs] : renames_of(renames)) {
        bool found = false;
        for (std::size_t i = 0; i < known.size(); ++i) {
            if (known[i].name != ours) continue;
            known.insert(known.begin(), {theirs, known[i].field});
            found = true;
            break;
        }
        if (!found) throw UsageError("--map: a price observation has no " + ours);
        if (!theirs.empty()) continue;
        const Field unused = known.front().field;  // none of theirs is meant
        std::erase_if(known, [&](const PriceReader::Known& other) { return other.field == unused; });
    }
    return known;
}

/// What is wrong with a value.
std::string shown(const PlainMember& member) {
    if (const auto* text = std::get_if<std::string_view>(&member.value)) return Value(*text).dump();
    if (const auto* number = std::get_if<std::int64_t>(&member.value)) return std::to_string(*number);
    return std::get<JsonView>(member.value).dump();
}

/// A text of an observation: kept with a zero byte behind it, it can hold none.
std::string_view text_of(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) refuse("a text holds a zero character");
    return trim(text);
}

std::int64_t whole(const PlainMember& member, std::string_view ours, std::int64_t least, std::int64_t most) {
    const auto* told = std::get_if<std::int64_t>(&member.value);
    const auto* text = std::get_if<std::string_view>(&member.value);
    const auto number = told ? std::optional(*told) : text ? whole_of_text(*text) : std::nullopt;
    if (!number) refuse(std::string(ours) + " must be a whole number, not " + shown(member));
    if (*number < least || *number > most)
        refuse(std::string(ours) + " must be between " + std::to_string(least) + " and " + std::to_string(most) +
               ", not " + std::to_string(*number));
    return *number;
}

std::string default_time(const std::string& option) {
    if (option.empty()) return {};
    auto time = rfc3339(std::string_view(option));
    if (!time) throw UsageError("--time: not a time: " + option, "such as 2026-01-31T18:00:00Z");
    return *std::move(time);
}

}  // namespace

PriceReader::PriceReader(const MarketOptions& options)
    : game_(options.game),
      server_(options.server),
      default_time_(default_time(options.time)),
      dates_(date_order(options.dates)),
      fields_(known_fields(options.renames)) {}

std::optional<Field> PriceReader::field_called(std::string_view name) const {
    for (const Known& known : fields_) {
        if (known.name.size() == name.size() && known.name == name) return known.field;
    }
    for (const Known& known : fields_) {
        if (is_same_name(known.name, name)) return known.field;
    }
    return std::nullopt;
}

std::string_view PriceReader::IdText::of(const PlainMember& member, std::string_view ours) {
    if (const auto* text = std::get_if<std::string_view>(&member.value)) return text_of(*text);
    const auto* number = std::get_if<std::int64_t>(&member.value);
    if (!number) refuse(std::string(ours) + " must be text or a whole number, not " + shown(member));
    const auto [end, error] = std::to_chars(digits_.data(), digits_.data() + digits_.size(), *number);
    return {digits_.data(), static_cast<std::size_t>(end - digits_.data())};
}

std::string_view PriceReader::time_of(const PlainMember& member) {
    const auto* text = std::get_if<std::string_view>(&member.value);
    if (text && is_rfc3339_utc(*text)) return *text;
    std::optional<std::string> time;
    if (text) time = time_of_text(*text, dates_);
    if (const auto* number = std::get_if<std::int64_t>(&member.value)) time = rfc3339(static_cast<double>(*number));
    if (const auto* other = std::get_if<JsonView>(&member.value)) time = rfc3339(*other);
    if (!time) refuse("time must be a date and time such as 2026-01-31T18:00:00Z, not " + shown(member));
    time_ = std::move(*time);
    return time_;
}

Observation PriceReader::read(const std::vector<PlainMember>& members, const std::optional<std::string>& game) {
    Observation row;
    row.game = game_;
    row.server = server_;
    row.time = default_time_;
    bool has_price = false;
    for (const PlainMember& member : members) {
        if (std::holds_alternative<std::monostate>(member.value)) continue;
        const auto known = field_called(member.name);
        if (!known) {
            ++ignored_;
            continue;
        }
        switch (*known) {
            case Field::game:
                if (game_.empty()) {
                    const auto* text = std::get_if<std::string_view>(&member.value);
                    row.game = text ? text_of(*text) : std::string_view();
                }
                break;
            case Field::item: row.item = item_.of(member, "item"); break;
            case Field::item_name: row.item_name = name_.of(member, "item_name"); break;
            case Field::server: row.server = server_text_.of(member, "server"); break;
            case Field::seller: row.seller = seller_.of(member, "seller"); break;
            case Field::lot: row.lot = whole(member, "lot", 1, 1'000'000'000); break;
            case Field::quantity: row.quantity = whole(member, "quantity", 0, 1'000'000'000'000); break;
            case Field::price:
                row.price = whole(member, "price", 0, 1'000'000'000'000'000);
                has_price = true;
                break;
            case Field::time: row.time = time_of(member); break;
        }
        const bool is_number = *known == Field::lot || *known == Field::quantity || *known == Field::price;
        if (is_number && std::holds_alternative<std::string_view>(member.value)) ++number_texts_;
    }
    if (row.game.empty() && game) row.game = *game;
    if (row.game.empty()) throw RecordError("invalid", "no game is named", "give it with --game");
    const auto lacking = [&](std::string_view ours, const char* what) {
        std::vector<std::string_view> names;
        for (const PlainMember& member : members) names.push_back(member.name);
        return RecordError("invalid", what, advice_without(ours, names));
    };
    if (row.item.empty()) throw lacking("item_id", "the observation names no item_id");
    if (!has_price) throw lacking("price", "the observation has no price");
    if (row.price == 0) refuse("price is 0: a price that is not known is left out, not zero");
    if (row.time.empty()) throw RecordError("invalid", "the observation has no time", "give it with --time");
    return row;
}

}  // namespace tk::update
