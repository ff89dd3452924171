#include "core/filter.hpp"

#include "core/text.hpp"

namespace tk {

std::string errors_with(const Record& record, const std::string& tool, const RecordError& error) {
    std::string out = "[";
    if (const auto before = record.view.find("errors")) {
        for (const JsonView& entry : before->elements()) out += entry.dump() + ",";
    }
    return out + "{\"tool\":" + json_quote(tool) + ",\"code\":" + json_quote(error.code()) +
           ",\"message\":" + json_quote(error.what()) + "}]";
}

namespace {

void write_records(Context& context, const std::vector<std::string>& records) {
    for (const std::string& record : records) {
        context.out().line(record);
        ++context.counters().records_out;
    }
}

/// What `filter` adds to the record; a record that it cannot process gets an entry in its errors.
std::optional<Enrichment> evaluate(Context& context, const Record& record, const Filter& filter) {
    try {
        return filter.enrich(record);
    } catch (const RecordError& error) {
        context.problem(InputError(record.source, record.number, error.what(), error.advice()));
        return Enrichment{{{"errors", errors_with(record, context.tool(), error)}}, {}, {}};
    }
}

void emit(Context& context, const Record& record, const std::optional<Enrichment>& enrichment) {
    if (enrichment) write_records(context, enrichment->before);
    if (enrichment && !enrichment->fields.empty()) {
        write_spliced(context.out(), record, enrichment->fields);
    } else {
        context.out().line(record.line);
    }
    ++context.counters().records_out;
    if (enrichment) write_records(context, enrichment->after);
}

/// Holds one record back until those that follow it have been seen (Filter::follows).
class Lookahead {
public:
    Lookahead(Context& context, const Filter& filter) : context_(context), filter_(filter) {}

    void take(const Record& record) {
        if (leader_ && filter_.follows(record)) {
            followers_.push_back(copy_of(record));
            followers_.back().enrichment = evaluate(context_, record, filter_);
            return;
        }
        release();
        leader_ = copy_of(record);
    }

    void release() {
        if (!leader_) return;
        const Record record = parsed(*leader_);
        emit(context_, record, evaluate(context_, record, filter_));
        leader_.reset();
        for (const Waiting& follower : followers_) emit(context_, parsed(follower), follower.enrichment);
        followers_.clear();
    }

private:
    struct Waiting {
        std::string line;
        std::size_t number;
        std::string source;
        std::optional<Enrichment> enrichment;
    };

    static Waiting copy_of(const Record& record) {
        return {std::string(record.line), record.number, std::string(record.source), std::nullopt};
    }

    Record parsed(const Waiting& waiting) {
        return {waiting.line, waiting.number, waiting.source, parser_.parse(waiting.line)};
    }

    Context& context_;
    const Filter& filter_;
    JsonParser parser_;
    std::optional<Waiting> leader_;
    std::vector<Waiting> followers_;
};

}  // namespace

Status run_filter(Context& context, const std::vector<std::string>& inputs, const Filter& filter) {
    RecordReader reader{context, inputs};
    Lookahead lookahead{context, filter};
    // Followers are written together with their leader; the grace spans a write that a full pipe cut in two.
    constexpr int grace_ms = 100;
    if (filter.follows) reader.on_pause([&] { lookahead.release(); }, grace_ms);
    try {
        while (const auto record = reader.next()) {
            if (filter.follows) {
                lookahead.take(*record);
            } else {
                emit(context, *record, evaluate(context, *record, filter));
            }
            if (filter.flush_each) context.out().flush();
        }
    } catch (const Error&) {
        lookahead.release();  // what came before the failure is not lost with it
        throw;
    }
    lookahead.release();
    if (filter.finish) write_records(context, filter.finish());
    return context.status();
}

}  // namespace tk
