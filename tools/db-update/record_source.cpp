#include "db-update/record_source.hpp"

#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::update {

namespace {

/// A JSON file without line ends is one line; larger ones than this are refused.
constexpr std::size_t max_line = std::size_t{1} << 30;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The object's member `data`, if it is an array, and its member `game`.
struct Wrapper {
    std::optional<Slice> data;
    std::optional<std::string> game;
};

Wrapper unwrap(JsonSplitter& splitter) {
    Wrapper wrapper;
    splitter.begin_object();
    while (const auto member = splitter.next_member()) {
        const auto& [name, value] = *member;
        if (name == "data" && value.text.starts_with('[')) wrapper.data = value;
        if (name == "game" && value.text.starts_with('"')) {
            JsonParser parser;
            wrapper.game = std::string(parser.parse(value.text).as_string().value_or(""));
        }
    }
    return wrapper;
}

}  // namespace

RecordSource::RecordSource(const std::string& path) : lines_(path, max_line) {
    lines_.on_block([this](std::string_view block) { hash_.add(block); });
}

std::string RecordSource::content_hash() {
    while (lines_.next()) {
    }
    return hash_.hex();
}

std::optional<SourceRecord> RecordSource::next() {
    if (shape_ == Shape::unknown) look_at_first_line();
    switch (shape_) {
        case Shape::lines: return next_line();
        case Shape::array:
        case Shape::sequence: return next_element();
        default: return std::nullopt;
    }
}

void RecordSource::look_at_first_line() {
    std::optional<Line> line;
    std::string_view text;
    do {
        line = lines_.next();
        if (!line) {
            shape_ = Shape::ended;
            return;
        }
        text = line->text;
        if (line->number == 1 && text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
        text = trim(text);
    } while (text.empty());
    if (text.front() != '{' && text.front() != '[') {
        shape_ = Shape::ended;
        throw InputError(name(), line->number, "not JSON: a record is an object, it begins with '{'",
                         "give a JSON array, an object with an array 'data', or JSON Lines");
    }
    first_ = text;
    first_line_ = line->number;
    if (text.front() == '{' && text.back() == '}') {
        // One whole object. It may be the wrapper of all records, if nothing follows it.
        try {
            JsonSplitter splitter(first_, name(), first_line_);
            const Wrapper wrapper = unwrap(splitter);
            if (wrapper.data && splitter.peek() == '\0') {
                read_document(first_, first_line_);
                return;
            }
        } catch (const InputError&) {
            // The line is refused when its turn comes.
        }
        shape_ = Shape::lines;
        return;
    }
    read_document(first_, first_line_);
}

void RecordSource::read_document(std::string_view first, std::size_t first_line) {
    document_ = first;
    while (const auto line = lines_.next()) {
        document_ += '\n';
        document_ += line->text;
    }
    shape_ = Shape::ended;  // unless it opens
    splitter_.emplace(document_, name(), first_line);
    open_document();
}

void RecordSource::open_document() {
    if (splitter_->peek() == '[') {
        splitter_->begin_array();
        shape_ = Shape::array;
        return;
    }
    const std::size_t start_line = splitter_->line();
    Wrapper wrapper = unwrap(*splitter_);
    if (wrapper.data && splitter_->peek() == '\0') {
        game_ = std::move(wrapper.game);
        splitter_.emplace(wrapper.data->text, name(), wrapper.data->line);
        splitter_->begin_array();
        shape_ = Shape::array;
        return;
    }
    splitter_.emplace(document_, name(), start_line);
    shape_ = Shape::sequence;
}

std::optional<SourceRecord> RecordSource::next_line() {
    if (!first_.empty()) {
        const std::string first = std::exchange(first_, {});
        return parse(first, first_line_, false);
    }
    while (const auto line = lines_.next()) {
        if (!trim(line->text).empty()) return parse(line->text, line->number, true);
    }
    shape_ = Shape::ended;
    return std::nullopt;
}

std::optional<SourceRecord> RecordSource::next_element() {
    std::optional<Slice> slice;
    const Shape shape = std::exchange(shape_, Shape::ended);  // where the structure breaks, the end is reached
    if (shape == Shape::array) slice = splitter_->next_element();
    if (shape == Shape::sequence) slice = splitter_->next_value();
    if (!slice) return std::nullopt;
    shape_ = shape;
    return parse(slice->text, slice->line, false);
}

SourceRecord RecordSource::parse(std::string_view text, std::size_t line, bool padded) {
    JsonView view;
    try {
        view = padded ? parser_.parse_padded(text) : parser_.parse(text);
    } catch (const Error& error) {
        const auto [clean, count] = without_nan(text);
        if (count == 0) throw InputError(name(), line, error.what());
        try {
            view = parser_.parse(clean);
        } catch (const Error& still) {
            throw InputError(name(), line, still.what());
        }
        repaired_ += count;
    }
    if (!view.is_object()) throw InputError(name(), line, "not a record: a record is a JSON object");
    return {view, line};
}

}  // namespace tk::update
