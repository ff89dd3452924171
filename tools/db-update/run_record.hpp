#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "store/database.hpp"

namespace tk::update {

/// The rows of import_runs and import_sources that say where data came from; part of the caller's transaction.
class RunRecord {
public:
    RunRecord(store::Database& database, std::string_view table, const std::string& now);
    std::int64_t id() const { return id_; }

    /// A new source of the run; its id.
    std::int64_t add_source(const std::string& name);
    void end_source(std::int64_t source, const std::string& content_hash, std::int64_t records);
    /// `repaired`: JSON, or empty.
    void end(std::string_view table, std::uint64_t inserted, std::uint64_t updated, std::uint64_t unchanged,
             std::uint64_t rejected, std::string_view shape, const std::string& repaired);

private:
    store::Database& database_;
    std::int64_t id_ = 0;
};

}  // namespace tk::update
