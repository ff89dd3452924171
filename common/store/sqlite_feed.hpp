#pragma once

#include <sqlite3.h>

#include <exception>
#include <span>
#include <string>
#include <string_view>

#include "store/row_feed.hpp"

namespace tk::store {

/// A feed as a virtual table of one connection, for as long as this lives. What the feed throws stops the statement;
/// `rethrow` passes it on.
class SqliteFeed {
public:
    SqliteFeed(sqlite3* connection, const std::string& table, std::span<const std::string_view> columns, RowFeed& feed);
    ~SqliteFeed();
    SqliteFeed(const SqliteFeed&) = delete;
    SqliteFeed& operator=(const SqliteFeed&) = delete;

    void rethrow();

    /// For the callbacks of SQLite.
    const std::string& declaration() const { return declaration_; }
    RowFeed& feed() { return feed_; }
    int failed(std::exception_ptr failure);

private:
    sqlite3* connection_;
    std::string table_, declaration_;
    RowFeed& feed_;
    std::exception_ptr failure_;
};

}  // namespace tk::store
