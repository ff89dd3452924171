#include "store/sqlite_statement.hpp"

#include <charconv>

#include "store/sqlite_error.hpp"

namespace tk::store {

namespace {

class SqliteStatement final : public Statement {
public:
    SqliteStatement(sqlite3* connection, StatementHandle statement, std::string file)
        : connection_(connection), file_(std::move(file)), statement_(std::move(statement)) {
        // SQLite numbers `$3` by first appearance, not by its digits.
        const int count = sqlite3_bind_parameter_count(statement_.get());
        positions_.resize(static_cast<std::size_t>(count) + 1);
        for (int position = 1; position <= count; ++position) {
            const std::string_view name = sqlite3_bind_parameter_name(statement_.get(), position);
            std::size_t number = 0;
            std::from_chars(name.data() + 1, name.data() + name.size(), number);
            if (number >= positions_.size()) positions_.resize(number + 1);
            positions_[number] = position;
        }
    }

    void bind(int number, const Argument& value) override {
        const int position = positions_.at(static_cast<std::size_t>(number));
        const int code = std::visit([&](const auto& v) { return bind_at(position, v); }, value);
        if (code != SQLITE_OK) throw_sqlite(connection_, code, file_);
    }

    void bind_kept(int number, std::string_view text) override {
        const int code = sqlite3_bind_text64(statement_.get(), positions_.at(static_cast<std::size_t>(number)),
                                             text.data() ? text.data() : "", text.size(), SQLITE_STATIC, SQLITE_UTF8);
        if (code != SQLITE_OK) throw_sqlite(connection_, code, file_);
    }

    bool step() override {
        const int code = sqlite3_step(statement_.get());
        if (code == SQLITE_ROW) return true;
        if (code == SQLITE_DONE) return false;
        throw_sqlite(connection_, code, file_);
    }

    void rewind() override { sqlite3_reset(statement_.get()); }

    int columns() const override { return sqlite3_column_count(statement_.get()); }
    std::string_view column_name(int column) const override { return sqlite3_column_name(statement_.get(), column); }
    bool is_null(int column) const override { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }
    std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_.get(), column); }
    double real(int column) const override { return sqlite3_column_double(statement_.get(), column); }
    std::string_view text(int column) const override {
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
        if (!bytes) return {};
        return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
    }
    Cell cell(int column) const override {
        switch (sqlite3_column_type(statement_.get(), column)) {
            case SQLITE_NULL: return {};
            case SQLITE_INTEGER: return integer(column);
            case SQLITE_FLOAT: return real(column);
            default: return std::string(text(column));
        }
    }

private:
    int bind_at(int position, std::monostate) { return sqlite3_bind_null(statement_.get(), position); }
    int bind_at(int position, std::int64_t value) { return sqlite3_bind_int64(statement_.get(), position, value); }
    int bind_at(int position, double value) { return sqlite3_bind_double(statement_.get(), position, value); }
    int bind_at(int position, std::string_view value) {
        return sqlite3_bind_text64(statement_.get(), position, value.data() ? value.data() : "", value.size(),
                                   SQLITE_TRANSIENT, SQLITE_UTF8);
    }

    sqlite3* connection_;
    std::string file_;
    StatementHandle statement_;
    std::vector<int> positions_;
};

}  // namespace

StatementHandle compile(sqlite3* connection, std::string_view sql, const std::string& file, std::string_view& rest) {
    sqlite3_stmt* statement = nullptr;
    const char* tail = nullptr;
    const int code = sqlite3_prepare_v2(connection, sql.data(), static_cast<int>(sql.size()), &statement, &tail);
    if (code != SQLITE_OK) throw_sqlite(connection, code, file);
    rest = sql.substr(static_cast<std::size_t>(tail - sql.data()));
    return StatementHandle(statement);
}

std::unique_ptr<Statement> sqlite_statement(sqlite3* connection, std::string_view sql, const std::string& file) {
    std::string_view rest;
    return std::make_unique<SqliteStatement>(connection, compile(connection, sql, file, rest), file);
}

}  // namespace tk::store
