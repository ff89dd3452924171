#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db-update/date_order.hpp"
#include "db-update/market.hpp"
#include "db-update/market_batch.hpp"
#include "db-update/plain_record.hpp"

namespace tk::update {

/// Price observations out of records, whatever their members are called.
class PriceReader {
public:
    /// Throws UsageError when a renamed member or the time is none.
    explicit PriceReader(const MarketOptions& options);

    /// The observation that `members` tell; `game`: what the source calls its game. Its texts are valid until the next
    /// call and as long as `members`. Throws RecordError when it is none, or not usable.
    Observation read(const std::vector<PlainMember>& members, const std::optional<std::string>& game);

    /// Members seen so far that say nothing about a price.
    std::uint64_t ignored() const { return ignored_; }
    /// Numbers that were written as texts.
    std::uint64_t number_texts() const { return number_texts_; }

    enum class Field { game, item, item_name, server, time, lot, price, seller, quantity };
    struct Known {
        std::string name;
        Field field;
    };

private:
    /// Text or a whole number as text, without an allocation.
    class IdText {
    public:
        std::string_view of(const PlainMember& member, std::string_view ours);

    private:
        std::array<char, 24> digits_{};
    };

    std::optional<Field> field_called(std::string_view name) const;
    std::string_view time_of(const PlainMember& member);

    const std::string game_, server_, default_time_;
    const DateOrder dates_;
    const std::vector<Known> fields_;
    IdText item_, name_, server_text_, seller_;
    std::string time_;  // of the last record, when it was written otherwise
    std::uint64_t ignored_ = 0, number_texts_ = 0;
};

}  // namespace tk::update
