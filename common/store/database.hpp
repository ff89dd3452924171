#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tk::store {

/// A value of a column or of a statement's parameter: null, whole number, real number, UTF-8 text.
using Cell = std::variant<std::monostate, std::int64_t, double, std::string>;
/// The same without ownership, for binding.
using Argument = std::variant<std::monostate, std::int64_t, double, std::string_view>;

/// Makes a parameter of a value; text is not copied, so that it must outlive the call that binds it.
inline Argument to_argument(std::monostate) {
    return {};
}
inline Argument to_argument(bool value) {
    return std::int64_t{value};
}
inline Argument to_argument(int value) {
    return std::int64_t{value};
}
inline Argument to_argument(std::int64_t value) {
    return value;
}
inline Argument to_argument(double value) {
    return value;
}
inline Argument to_argument(std::string_view value) {
    return value;
}
inline Argument to_argument(const std::string& value) {
    return std::string_view(value);
}
inline Argument to_argument(const char* value) {
    return std::string_view(value);
}
inline Argument to_argument(const Cell& cell) {
    return std::visit([](const auto& value) { return to_argument(value); }, cell);
}
template <typename T>
Argument to_argument(const std::optional<T>& value) {
    return value ? to_argument(*value) : Argument{};
}

/// A prepared statement. Parameters are written `$1`, `$2`, ...: the one spelling that both SQLite and PostgreSQL know.
class Statement {
public:
    virtual ~Statement() = default;

    /// Gives parameter `$number` a value (copied).
    virtual void bind(int number, const Argument& value) = 0;
    /// The same for a text that is not copied: it must stay where it is until the parameter is bound anew.
    virtual void bind_kept(int number, std::string_view text) = 0;
    /// Moves to the next row; false at the end. Throws Error when the database refuses.
    virtual bool step() = 0;
    /// Back to before the first row; bound values stay.
    virtual void rewind() = 0;

    virtual int columns() const = 0;
    virtual std::string_view column_name(int column) const = 0;
    /// Columns of the current row, counted from 0. Text stays valid until the next step or rewind.
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual double real(int column) const = 0;
    virtual std::string_view text(int column) const = 0;
    /// A copy of the column as it is stored.
    virtual Cell cell(int column) const = 0;

    std::optional<std::int64_t> maybe_integer(int column) const;
    std::optional<std::string_view> maybe_text(int column) const;

    /// Rewinds and binds all parameters in order.
    template <typename... Values>
    Statement& with(const Values&... values) {
        rewind();
        int number = 0;
        (bind(++number, to_argument(values)), ...);
        return *this;
    }
    /// Runs a statement to its end and rewinds it; for those that give no rows or whose rows do not matter.
    void run();
};

/// One numbered step of the schema: SQL that leads from version `number - 1` to `number`.
struct Migration {
    int number;
    std::string_view purpose;
    std::string_view script;
};

/// All that differs between back ends, as data: the statements elsewhere are written in the part of SQL that SQLite and
/// PostgreSQL share (`$n`, ON CONFLICT, RETURNING, no type tricks).
struct Dialect {
    std::string_view begin_write;  ///< starts a transaction that holds the right to write from its first moment
    std::span<const Migration> migrations;
    /// Ranked full text (after Database::open_search): $1 the query, $2 kind or null, $3 game or null, $4 limit;
    /// gives kind, game, record_id, title and rank (smaller is better).
    std::string_view search;
    /// The query text for `search` that asks for all of the folded `words`, whole or as beginnings of words.
    std::string (*search_query)(std::span<const std::string> words, bool prefixes);
    /// `query` of search_query, but only in names.
    std::string (*in_names)(const std::string& query);
    /// All words of the index (after Database::open_words) from $3 up to $4, left out, with the number of records that
    /// hold each; $1 and $2 are the least and the greatest number of characters.
    std::string_view words;
};

class RowFeed;

/// A connection to a knowledge base. Abstract so that a second back end (PostgreSQL for a team, loaded on demand) can
/// stand behind the same statements; SQLite is the only one so far. One thread at a time.
class Database {
public:
    virtual ~Database() = default;

    /// What messages call it: the file.
    virtual const std::string& name() const = 0;
    virtual const Dialect& dialect() const = 0;

    virtual std::unique_ptr<Statement> prepare(std::string_view sql) = 0;
    /// A statement that a person wrote: one that only reads, or Error says why not. Nothing else gets past the database
    /// itself (no change, no other file, no setting).
    virtual std::unique_ptr<Statement> prepare_untrusted(std::string_view sql) = 0;
    /// Makes Dialect::search usable on this connection.
    virtual void open_search() = 0;
    /// Makes the words of the full-text index readable by Dialect::words, for this connection.
    virtual void open_words() = 0;
    /// Runs a script: one or more statements without parameters and without interesting rows.
    virtual void execute(std::string_view script) = 0;

    /// Prepares `sql`, which reads the rows of `feed` (row_feed.hpp) as the table `fed` with these columns, gives the
    /// statement to `use`, and forgets the table.
    virtual void with_feed(RowFeed& feed, std::span<const std::string_view> columns, std::string_view sql,
                           const std::function<void(Statement&)>& use) = 0;

    virtual int schema_version() = 0;
    /// Part of the running transaction.
    virtual void set_schema_version(int version) = 0;
    /// Rows that the last INSERT, UPDATE or DELETE touched.
    virtual std::int64_t changes() = 0;
    /// Undoes the running transaction; nothing to undo is no error.
    virtual void rollback() noexcept = 0;
    /// A number that changes when another connection has changed the data: a cache is stale then.
    virtual std::int64_t change_counter() = 0;
    /// Empty when the database is sound, else what is wrong with it.
    virtual std::vector<std::string> check() = 0;
};

/// What a connection is for.
enum class Access {
    read,    ///< never creates, never changes
    write,   ///< must exist and have the present schema
    create,  ///< made if absent; the caller migrates it
};

/// How a connection behaves.
struct OpenOptions {
    double wait_seconds = 5.0;  ///< how long to wait for another writer
    /// Leaves what was written in the log beside the file, for the next tool that opens it to carry over: for notes so
    /// small that the two syncs of a tidy end would cost more than all else.
    bool leaves_log = false;
};

/// Opens the database `target`: a file, ":memory:" (with Access::create), or a `postgresql://` URL, which
/// this build refuses. Throws Error with advice when it is absent, not a database, another program's, or of another
/// schema than this build's.
std::unique_ptr<Database> open_database(const std::string& target, Access access, const OpenOptions& options = {});

/// A transaction that may write: it holds the write lock from the start (so that it cannot fail half-way for want of
/// it), and is undone unless committed.
class Transaction {
public:
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Database& database_;
    bool open_ = true;
};

}  // namespace tk::store
