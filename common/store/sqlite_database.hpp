#pragma once

#include <sqlite3.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/database.hpp"

namespace tk::store {

/// Ends a connection of SQLite.
struct CloseConnection {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
using ConnectionHandle = std::unique_ptr<sqlite3, CloseConnection>;

/// Database on one connection of SQLite.
class SqliteDatabase final : public Database {
public:
    /// `file`: what messages call it.
    SqliteDatabase(ConnectionHandle connection, std::string file);

    const std::string& name() const override { return file_; }
    const Dialect& dialect() const override;
    std::unique_ptr<Statement> prepare(std::string_view sql) override;
    std::unique_ptr<Statement> prepare_untrusted(std::string_view sql) override;
    void open_search() override;
    void open_words() override;
    void execute(std::string_view script) override;
    void with_feed(RowFeed& feed, std::span<const std::string_view> columns, std::string_view sql,
                   const std::function<void(Statement&)>& use) override;
    int schema_version() override;
    void set_schema_version(int version) override;
    std::int64_t changes() override;
    void rollback() noexcept override;
    std::int64_t change_counter() override;
    std::vector<std::string> check() override;

    std::int64_t pragma(std::string_view name);
    /// Persistent. SQLite does not wait by itself when another process is doing the same.
    void use_write_ahead_log(double wait_seconds);
    bool is_blank();

private:
    ConnectionHandle connection_;
    std::string file_;
    std::unique_ptr<Statement> change_counter_;
    bool can_rank_ = false;
};

}  // namespace tk::store
