#include "action-report/json_documents.hpp"
#include "action-report/readers.hpp"
#include "core/error.hpp"
#include "core/frame_reader.hpp"
#include "core/reader.hpp"
#include "core/text.hpp"

namespace tk::report {

namespace {

/// Takes texts that should be records, and tells of those that are not.
class RecordTaker {
public:
    RecordTaker(Context& context, std::string source, Collector& log)
        : context_(context), source_(std::move(source)), log_(log) {}

    /// `padded`: JsonParser::padding bytes behind the text are readable.
    void take(std::string_view text, std::size_t number, bool padded) {
        if (number == 1 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
        if (trim(text).empty()) return;
        if (padded && log_.take_line(text)) {
            ++context_.counters().records_in;
            return;
        }
        try {
            const JsonView view = padded ? parser_.parse_padded(text) : parser_.parse(text);
            if (!view.is_object()) throw Error("not a record: a record is a JSON object");
            ++context_.counters().records_in;
            log_.take(Record{text, number, source_, view});
            if (on_record_) on_record_(view);
        } catch (const InputError& error) {
            problem(error);
        } catch (const Error& error) {
            problem(InputError{source_, number, error.what()});
        }
    }
    void problem(const InputError& error) {
        log_.unreadable(error.what());
        context_.problem(error);
    }
    void on_record(std::function<void(const JsonView&)> callback) { on_record_ = std::move(callback); }

private:
    Context& context_;
    std::string source_;
    Collector& log_;
    JsonParser parser_;
    std::function<void(const JsonView&)> on_record_;
};

}  // namespace

void read_jsonl(Context& context, const std::string& path, Collector& log) {
    LineReader lines{path};
    RecordTaker taker{context, lines.source(), log};
    FrameReader frames;
    taker.on_record([&](const JsonView& record) {
        const auto image = record.find("image");
        if (const auto frame = image ? image->string("path") : std::nullopt)
            frames.reading(*frame, lines.descriptor(), -1);
    });
    while (true) {
        frames.done();
        context.check_interrupt();
        try {
            const auto line = lines.next();
            if (!line) return;
            taker.take(line->text, line->number, true);
        } catch (const InputError& error) {
            taker.problem(error);
        }
    }
}

void read_lines(ByteStream& in, Collector& log, Context& context) {
    RecordTaker taker{context, in.source(), log};
    constexpr std::size_t block = std::size_t{256} << 10;
    std::string buffer(block + JsonParser::padding, '\0');
    std::string rest;  // the beginning of a line whose end has not come
    std::size_t number = 0;
    const auto take = [&](std::string_view line, bool padded) {
        if (line.ends_with('\r')) line.remove_suffix(1);
        taker.take(line, ++number, padded);
    };
    while (const std::size_t count = in.read(buffer.data(), block)) {
        context.check_interrupt();
        std::string_view left(buffer.data(), count);
        for (auto end = left.find('\n'); end != std::string_view::npos; end = left.find('\n')) {
            if (rest.empty()) {
                take(left.substr(0, end), true);
            } else {
                rest.append(left.substr(0, end));
                take(rest, false);
                rest.clear();
            }
            left.remove_prefix(end + 1);
        }
        rest.append(left);
    }
    if (!rest.empty()) take(rest, false);
}

void read_json(ByteStream& in, Collector& log, Context& context) {
    RecordTaker taker{context, in.source(), log};
    JsonDocuments documents{[&](std::string_view text, std::size_t line) { taker.take(text, line, false); }};
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
