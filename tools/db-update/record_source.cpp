#include "db-update/record_source.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "db-update/csv.hpp"
#include "packed/foreign.hpp"

namespace tk::update {

namespace {

/// A JSON file without line ends is one line; larger ones than this are refused.
constexpr std::size_t max_line = std::size_t{1} << 30;

LineReader::Source reading(ByteStream& bytes) {
    return [&bytes](char* to, std::size_t size) { return bytes.read(to, size); };
}

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

RecordSource::RecordSource(const std::string& path) : RecordSource(std::vector<std::string>{path}) {}

RecordSource::RecordSource(const std::vector<std::string>& pieces, Wanted wanted)
    : bytes_(pieces.at(0), [this](std::string_view block) { count(block); }),
      name_(bytes_.source()),
      lines_(name_, reading(bytes_), max_line),
      wanted_(std::move(wanted)),
      further_(pieces.begin() + 1, pieces.end()) {}

void RecordSource::count(std::string_view block) {
    hash_.add(block);
    position_ += block.size();
}

std::string RecordSource::content_hash() {
    while (lines_.next()) {
    }
    return hash_.hex();
}

std::optional<SourceRecord> RecordSource::next() {
    if (layout_ == Layout::unknown) look_at_first_line();
    while (true) {
        if (auto record = next_of_layout()) return record;
        if (lists_.empty()) return std::nullopt;
        open_next_list();
    }
}

std::optional<SourceRecord> RecordSource::next_of_layout() {
    switch (layout_) {
        case Layout::lines: return next_line();
        case Layout::csv: return next_csv();
        case Layout::members: return next_member();
        case Layout::array:
        case Layout::sequence: return next_element();
        default: return std::nullopt;
    }
}

void RecordSource::look_at_first_line() {
    if (const auto foreign = foreign_format(bytes_.head())) {
        layout_ = Layout::ended;
        throw InputError(name(), 1, "this is " + std::string(foreign->what), std::string(foreign->advice));
    }
    std::optional<Line> line;
    std::string_view text;
    do {
        line = lines_.next();
        if (!line) {
            layout_ = Layout::ended;
            return;
        }
        text = line->text;
        if (line->number == 1 && text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    } while (trim(text).empty());
    if (trim(text).front() != '{' && trim(text).front() != '[') {
        layout_ = Layout::ended;  // unless it is a header
        const auto separator = told_separator(text);
        if (separator && !(line = lines_.next())) return;
        csv_.emplace(separator ? line->text : text, line->number, name(), separator);
        layout_ = Layout::csv;
        return;
    }
    first_ = trim(text);
    first_line_ = line->number;
    if (first_.front() == '{' && first_.back() == '}' && further_.empty()) {
        // One whole object. It may be the wrapper of all records, if nothing follows it.
        try {
            JsonSplitter splitter(first_, name(), first_line_);
            const Wrapper wrapper = unwrap(splitter);
            if ((!wrapper.lists.empty() || wrapper.is_by_id) && splitter.peek() == '\0') {
                read_document();
                return;
            }
        } catch (const InputError&) {
            // The line is refused when its turn comes.
        }
        layout_ = Layout::lines;
        return;
    }
    read_document();
}

std::optional<SourceRecord> RecordSource::next_csv() {
    const auto row = csv_->next(lines_);
    if (row) return parse(row->record, row->line, false);
    layout_ = Layout::ended;
    return std::nullopt;
}

void RecordSource::read_document() {
    document_ = std::exchange(first_, {});
    while (const auto line = lines_.next()) {
        document_ += '\n';
        document_ += line->text;
    }
    for (const std::string& piece : further_) {
        ByteStream bytes(piece, [this](std::string_view block) { count(block); });
        LineReader more(bytes.source(), reading(bytes), max_line);
        while (const auto line = more.next()) {
            document_ += line->text;
            document_ += '\n';
        }
    }
    layout_ = Layout::ended;  // unless it opens
    splitter_.emplace(document_, name(), first_line_);
    open_document();
}

/// Those that are wanted of several lists; all of them if none is.
void RecordSource::choose_lists(std::vector<RecordList> lists) {
    const auto is_wanted = [&](const RecordList& list) { return !wanted_ || wanted_(list.name); };
    const bool chooses = lists.size() > 1 && std::any_of(lists.begin(), lists.end(), is_wanted);
    for (RecordList& list : lists) {
        if (chooses && !is_wanted(list)) {
            unread_.push_back(std::move(list.name));
        } else {
            lists_.push_back(std::move(list));
        }
    }
}

void RecordSource::open_next_list() {
    const RecordList list = std::move(lists_.front());
    lists_.pop_front();
    splitter_.emplace(list.text.text, name(), list.text.line);
    const bool is_by_id = list.text.text.starts_with('{');
    is_by_id ? splitter_->begin_object() : splitter_->begin_array();
    layout_ = is_by_id ? Layout::members : Layout::array;
    list_ = list.name;
}

void RecordSource::open_document() {
    if (splitter_->peek() == '[') {
        splitter_->begin_array();
        layout_ = Layout::array;
        return;
    }
    const std::size_t start_line = splitter_->line();
    Wrapper wrapper = unwrap(*splitter_);
    if (!wrapper.lists.empty() && splitter_->peek() == '\0') {
        game_ = std::move(wrapper.game);
        told_ = wrapper.shape;
        kind_ = std::move(wrapper.kind);
        unread_ = std::move(wrapper.unread);
        if (wrapper.nodes) {
            nodes_.emplace(*wrapper.nodes, name());
            kind_ = "WorldEdge";
        }
        choose_lists(std::move(wrapper.lists));
        open_next_list();
        return;
    }
    const bool is_by_id = wrapper.is_by_id && splitter_->peek() == '\0';
    splitter_.emplace(document_, name(), start_line);
    if (is_by_id) splitter_->begin_object();
    layout_ = is_by_id ? Layout::members : Layout::sequence;
}

std::optional<SourceRecord> RecordSource::next_line() {
    if (!first_.empty()) {
        const std::string first = std::exchange(first_, {});
        return parse(first, first_line_, false);
    }
    while (const auto line = lines_.next()) {
        if (!trim(line->text).empty()) return parse(line->text, line->number, true);
    }
    layout_ = Layout::ended;
    return std::nullopt;
}

std::optional<SourceRecord> RecordSource::next_element() {
    std::optional<Slice> slice;
    const Layout layout = std::exchange(layout_, Layout::ended);  // where the structure breaks, the end is reached
    if (layout == Layout::array) slice = splitter_->next_element();
    if (layout == Layout::sequence) slice = splitter_->next_value();
    if (!slice) return std::nullopt;
    layout_ = layout;
    if (told_ == Shape::d2o) whole_reals_ += update::whole_reals(slice->text);
    const SourceRecord record = parse(slice->text, slice->line, false);
    if (told_ == Shape::dofus_unity) return reference(record);
    if (nodes_) return edge(record);
    return record;
}

/// {"12": {"name": ...}}: the name is the id, unless the record has one.
std::optional<SourceRecord> RecordSource::next_member() {
    layout_ = Layout::ended;
    const auto member = splitter_->next_member();
    if (!member) return std::nullopt;
    layout_ = Layout::members;
    const SourceRecord record = parse(member->second.text, member->second.line, false);
    if (record.view.find("id") || record.view.find("index")) return record;
    Value ours = record.view.value();
    ours["id"] = member->first;
    inner_ = ours.dump();
    return SourceRecord{inner_parser_.parse(inner_), record.line, kind_, list_};
}

std::optional<std::size_t> RecordSource::next_plain(std::vector<PlainMember>& members) {
    if (layout_ == Layout::lines && first_.empty()) {
        while (const auto line = lines_.next()) {
            if (read_plain(line->text, members)) return line->number;
            if (trim(line->text).empty()) continue;
            read_plain(parse(line->text, line->number, true).view, members);
            return line->number;
        }
    }
    const auto record = next();
    if (!record) return std::nullopt;
    read_plain(record->view, members);
    return record->line;
}

SourceRecord RecordSource::parse(std::string_view text, std::size_t line, bool padded) {
    JsonView view;
    try {
        view = padded ? parser_.parse_padded(text) : parser_.parse(text);
    } catch (const Error& error) {
        const auto [clean, count] = without_nan(text);
        if (count == 0) throw InputError(name(), line, error.what(), error.advice());
        try {
            view = parser_.parse(clean);
        } catch (const Error& still) {
            throw InputError(name(), line, still.what());
        }
        repaired_ += count;
    }
    if (!view.is_object()) throw InputError(name(), line, "not a record: a record is a JSON object");
    return {view, line, kind_, list_};
}

/// An entry of RefIds: {"rid", "type": {"class"}, "data"}.
SourceRecord RecordSource::reference(const SourceRecord& record) {
    const auto data = record.view.find("data");
    const auto type = record.view.find("type");
    if (!data || !data->is_object()) throw InputError(name(), record.line, "a reference without data");
    inner_ = without_array_wrappers(*data);
    const auto class_name = type ? type->string("class") : std::nullopt;
    return {inner_parser_.parse(inner_), record.line, std::string(class_name.value_or("")), list_};
}

/// An edge of a world graph, with its nodes replaced by the maps they are on.
SourceRecord RecordSource::edge(const SourceRecord& record) {
    try {
        inner_ = nodes_->edge(record.view).dump();
    } catch (const Error& error) {
        throw InputError(name(), record.line, error.what());
    }
    return {inner_parser_.parse(inner_), record.line, kind_, list_};
}

}  // namespace tk::update
