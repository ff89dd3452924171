#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/json.hpp"
#include "db-update/append.hpp"
#include "db-update/date_order.hpp"
#include "db-update/fields.hpp"
#include "db-update/record_keys.hpp"
#include "db-update/upsert.hpp"
#include "store/database.hpp"

namespace tk::update {

/// What records do not say themselves.
struct Defaults {
    std::string game, session, user;
    Renames renames = {};  ///< their members under our names
    DateOrder dates = DateOrder::untold;
};

/// Writes appended records as rows, inside the caller's transaction.
class Appender {
public:
    Appender(store::Database& database, std::int64_t run, Defaults defaults);
    /// Throws RecordError when the record is not one of its kind.
    /// `keys`: of the record's source.
    Outcome append(Log log, const JsonView& record, const RecordKeys& keys);

private:
    Outcome action(const JsonView& record, const RecordKeys& keys);
    Outcome session(const JsonView& record);
    Outcome metric(const JsonView& record, const RecordKeys& keys);
    Outcome interaction(const JsonView& record, const RecordKeys& keys);
    void ensure_session(const std::string& session, const std::string& game);

    store::Database& database_;
    std::int64_t run_;
    Defaults defaults_;
    std::string now_;
    std::string last_session_;
    std::unique_ptr<store::Statement> action_, session_of_action_, metric_, interaction_;
};

}  // namespace tk::update
