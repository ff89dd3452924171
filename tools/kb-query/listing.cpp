#include "kb-query/listing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/rows.hpp"
#include "core/text.hpp"
#include "kb-query/condition.hpp"
#include "kb-query/listing_question.hpp"
#include "rules/element.hpp"

namespace tk::query {

namespace {

bool has(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Whether one of these effects is of the element, whatever word its source has for it.
bool has_element(const Value& effects, const std::string& element) {
    const std::string path[] = {"element"};
    const std::vector<const Value*> names = values_at(effects, path);
    return std::any_of(names.begin(), names.end(), [&](const Value* name) {
        return name->is_string() && rules::element_key(name->get_ref<const std::string&>()) == element;
    });
}

/// The part that is answered here, because no database folds as we do and no condition of a person gets into SQL.
class Sieve {
public:
    Sieve(const Listing& listing, const ListingRequest& request) : listing_(listing) {
        if (!request.where.empty()) condition_.emplace_back(request.where, listing.columns);
        for (std::size_t i = 0; i < request.by.size(); ++i) {
            const ColumnFilter& filter = listing.filters[i];
            if (request.by[i].empty()) continue;
            const int column = index_of(filter.column);
            if (filter.how == ColumnFilter::How::folded) equal_.push_back({column, fold(request.by[i])});
            if (filter.how == ColumnFilter::How::words) {
                for (std::string& word : fold_words(request.by[i])) holding_.push_back({column, std::move(word)});
            }
            if (filter.how == ColumnFilter::How::element)
                elements_.push_back({column, rules::element_key(request.by[i])});
        }
        if (!condition_.empty()) {
            for (const std::string& column : condition_.front().columns()) probed_.push_back(index_of(column));
        }
    }

    bool lets_all_pass() const { return condition_.empty() && equal_.empty() && holding_.empty() && elements_.empty(); }

    bool lets_pass(const store::Statement& row) const {
        for (const auto& [column, text] : equal_) {
            if (fold(row.maybe_text(column).value_or("")) != text) return false;
        }
        for (const auto& [column, word] : holding_) {
            if (fold(row.maybe_text(column).value_or("")).find(word) == std::string::npos) return false;
        }
        for (const auto& [column, element] : elements_) {
            if (!has_element(cell_value(row.cell(column), true), element)) return false;
        }
        if (condition_.empty()) return true;
        Value probe = Value::object();
        for (const int column : probed_) {
            const std::string& name = listing_.columns[static_cast<std::size_t>(column)];
            probe[name] = cell_value(row.cell(column), has(listing_.json_columns, name));
        }
        return condition_.front().holds(probe);
    }

private:
    int index_of(std::string_view column) const {
        return static_cast<int>(std::find(listing_.columns.begin(), listing_.columns.end(), column) -
                                listing_.columns.begin());
    }

    struct Wanted {
        int column;
        std::string text;
    };
    const Listing& listing_;
    std::vector<Condition> condition_;  // none or one
    std::vector<int> probed_;
    std::vector<Wanted> equal_, holding_, elements_;
};

/// Makes a record of a row: its columns that hold something, or those of `--fields`.
class Shaper {
public:
    Shaper(const Listing& listing, const std::string& fields) : listing_(listing) {
        if (fields.empty()) return;
        for (const std::string& part : split(fields, ',')) {
            const std::string field{trim(part)};
            std::vector<std::string> path = split(field, '.');
            if (!has(listing.columns, path.front())) unknown_column(listing, "--fields", path.front());
            fields_.push_back({field, std::move(path)});
        }
    }

    Value shape(const store::Statement& row) const {
        Value whole;
        whole["type"] = "row";
        for (int column = 0; column < row.columns(); ++column) {
            const std::string& name = listing_.columns[static_cast<std::size_t>(column)];
            if (row.is_null(column) || !wanted(name)) continue;
            whole[name] = cell_value(row.cell(column), has(listing_.json_columns, name));
        }
        if (fields_.empty()) return whole;
        Value chosen;
        chosen["type"] = "row";
        for (const Field& field : fields_) {
            if (field.path.size() == 1) {
                if (whole.contains(field.path.front())) chosen[field.name] = whole[field.path.front()];
                continue;
            }
            const std::vector<const Value*> values = values_at(whole, field.path);
            if (values.size() == 1) chosen[field.name] = *values.front();
            for (std::size_t i = 0; values.size() > 1 && i < values.size(); ++i)
                chosen[field.name].push_back(*values[i]);
        }
        return chosen;
    }

private:
    bool wanted(const std::string& column) const {
        if (fields_.empty()) return column != "names" && column != "extra";  // long, and seldom asked for
        return std::any_of(fields_.begin(), fields_.end(),
                           [&](const Field& field) { return field.path.front() == column; });
    }

    struct Field {
        std::string name;
        std::vector<std::string> path;
    };
    const Listing& listing_;
    std::vector<Field> fields_;
};

/// Bytes that are no text, as SQL writes them: X'FF00'.
std::string blob_literal(std::string_view bytes) {
    std::string literal = "X'";
    for (const char byte : bytes) literal += fmt::format("{:02X}", static_cast<unsigned char>(byte));
    return literal + '\'';
}

}  // namespace

Value cell_value(const store::Cell& cell, bool is_json) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number;
    if (const auto* real = std::get_if<double>(&cell)) return *real;
    if (const auto* text = std::get_if<std::string>(&cell)) {
        if (!valid_utf8(*text)) return blob_literal(*text);
        if (!is_json) return *text;
        Value parsed = Value::parse(*text, nullptr, false);
        return parsed.is_discarded() ? Value(*text) : parsed;
    }
    return nullptr;
}

std::int64_t list_rows(store::Database& database, const Listing& listing, const ListingRequest& request,
                       const std::function<void(const Value&)>& take) {
    const Sieve sieve{listing, request};
    const Shaper shaper{listing, request.fields};
    Question question = ask(database, listing, request);
    // Known to the database, a limit spares it from sorting what is not shown.
    if (request.limit && sieve.lets_all_pass()) question.sql += fmt::format(" LIMIT {}", *request.limit);
    const auto statement = database.prepare(question.sql);
    for (std::size_t i = 0; i < question.arguments.size(); ++i) {
        statement->bind(static_cast<int>(i) + 1, store::to_argument(question.arguments[i]));
    }
    std::int64_t count = 0;
    while ((!request.limit || count < *request.limit) && statement->step()) {
        if (!sieve.lets_pass(*statement)) continue;
        take(shaper.shape(*statement));
        ++count;
    }
    return count;
}

Status run_listing(Context& context, store::Database& database, const Listing& listing, const ListingRequest& request) {
    RowPrinter printer{context};
    const std::int64_t count = list_rows(database, listing, request, [&](const Value& row) {
        context.check_interrupt();
        printer.row(row);
    });
    printer.finish();
    return count == 0 ? Status::nothing : Status::done;
}

}  // namespace tk::query
