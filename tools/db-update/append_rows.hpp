#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/json.hpp"
#include "db-update/append.hpp"
#include "db-update/upsert.hpp"
#include "store/database.hpp"

namespace tk::update {

/// What records do not say themselves.
struct Defaults {
    std::string game, session, user;
};

/// Writes appended records as rows, inside the caller's transaction.
class Appender {
public:
    Appender(store::Database& database, std::int64_t run, Defaults defaults);
    /// Throws RecordError when the record is not one of its kind.
    Outcome append(Log log, const JsonView& record);

private:
    Outcome action(const JsonView& record);
    Outcome session(const JsonView& record);
    Outcome metric(const JsonView& record);
    Outcome interaction(const JsonView& record);
    void ensure_session(const std::string& session, const std::string& game);

    store::Database& database_;
    std::int64_t run_;
    Defaults defaults_;
    std::string now_;
    std::string last_session_;
    std::unique_ptr<store::Statement> action_, session_of_action_, metric_, interaction_;
};

}  // namespace tk::update
