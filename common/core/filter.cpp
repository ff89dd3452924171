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

void process(Context& context, const Record& record, const Filter& filter) {
    std::optional<Enrichment> enrichment;
    try {
        enrichment = filter.enrich(record);
    } catch (const RecordError& error) {
        context.problem(RecordError(error.code(),
                                    std::string(record.source) + ":" + std::to_string(record.number) + ": " + error.what(),
                                    error.advice()));
        enrichment = Enrichment{{{"errors", errors_with(record, context.tool(), error)}}, {}, {}};
    }
    if (enrichment) write_records(context, enrichment->before);
    if (enrichment && !enrichment->fields.empty()) {
        write_spliced(context.out(), record, enrichment->fields);
    } else {
        context.out().line(record.line);
    }
    ++context.counters().records_out;
    if (enrichment) write_records(context, enrichment->after);
}

}  // namespace

Status run_filter(Context& context, const std::vector<std::string>& inputs, const Filter& filter) {
    RecordReader reader{context, inputs};
    while (const auto record = reader.next()) {
        process(context, *record, filter);
        if (filter.flush_each) context.out().flush();
    }
    if (filter.finish) write_records(context, filter.finish());
    return context.status();
}

}  // namespace tk
