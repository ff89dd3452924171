#include "action-report/json_documents.hpp"
#include "action-report/readers.hpp"
#include "core/error.hpp"
#include "core/reader.hpp"
#include "core/text.hpp"

namespace tk::report {

namespace {

void take_all(RecordReader& reader, Collector& log) {
    reader.on_problem([&log](const Error& error) { log.unreadable(error.what()); });
    reader.on_line([&log](std::string_view line) { return log.take_line(line); });
    while (const auto record = reader.next()) log.take(*record);
}

}  // namespace

void read_jsonl(Context& context, const std::string& path, Collector& log) {
    RecordReader reader{context, {path}, RecordReader::Passes::nothing};
    take_all(reader, log);
}

void read_lines(ByteStream& in, Collector& log, Context& context) {
    auto lines =
        std::make_unique<LineReader>(in.source(), [&in](char* to, std::size_t size) { return in.read(to, size); });
    RecordReader reader{std::move(lines), context};
    take_all(reader, log);
}

void read_json(ByteStream& in, Collector& log, Context& context) {
    JsonParser parser;
    JsonDocuments documents{[&](std::string_view text, std::size_t line) {
        if (trim(text).empty()) return;
        try {
            const JsonView view = parser.parse(text);
            if (!view.is_object()) throw Error("not a record: a record is a JSON object");
            ++context.counters().records_in;
            log.take(Record{text, line, in.source(), view});
        } catch (const Error& error) {
            const InputError problem{in.source(), line, error.what(), error.advice()};
            log.unreadable(problem.what());
            context.problem(problem);
        }
    }};
    std::string buffer(std::size_t{256} << 10, '\0');
    bool first = true;
    while (const std::size_t count = in.read(buffer.data(), buffer.size())) {
        context.check_interrupt();
        std::string_view block(buffer.data(), count);
        if (first && block.starts_with("\xEF\xBB\xBF")) block.remove_prefix(3);
        first = false;
        documents.feed(block);
    }
    documents.finish();
}

}  // namespace tk::report
