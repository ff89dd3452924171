#include "action-report/inputs.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "action-report/json_documents.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "packed/foreign.hpp"

namespace tk::report {

namespace {

/// Of a pipe they are copied (tee), not taken.
std::string head_of(const std::string& path) {
    std::string head(std::size_t{64} << 10, '\0');
    ssize_t count = 0;
    if (path != "-") {
        const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (file < 0) return {};  // the reader will say why
        struct stat status {};
        if (::fstat(file, &status) == 0 && S_ISREG(status.st_mode)) count = ::read(file, head.data(), head.size());
        ::close(file);
    } else if (const auto at = ::lseek(STDIN_FILENO, 0, SEEK_CUR); at >= 0) {
        count = ::pread(STDIN_FILENO, head.data(), head.size(), at);
    } else {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) return {};
        count = ::tee(STDIN_FILENO, ends[1], head.size(), 0);
        if (count > 0) count = ::read(ends[0], head.data(), static_cast<std::size_t>(count));
        ::close(ends[0]);
        ::close(ends[1]);
    }
    head.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return head;
}

bool is_packed(std::string_view head) {
    return head.starts_with("\x1F\x8B") || head.starts_with("\x28\xB5\x2F\xFD");
}

std::string_view without_bom(std::string_view head) {
    return head.starts_with("\xEF\xBB\xBF") ? head.substr(3) : head;
}

bool looks_like_csv(std::string_view head) {
    const std::string_view line = head.substr(0, head.find('\n'));
    return line.find_first_of(",;\t") != std::string_view::npos && !line.starts_with('{');
}

bool looks_like_spmf(std::string_view head) {
    const std::string_view line = head.substr(0, head.find('\n'));
    return line.find(" -1") != std::string_view::npos &&
           line.find_first_not_of("0123456789- \r") == std::string_view::npos;
}

/// Whether any line of a file's first bytes is an object, or there is none yet.
bool may_hold_records(std::string_view head) {
    if (trim(head).empty()) return true;
    while (!head.empty()) {
        const auto end = head.find('\n');
        if (trim(head.substr(0, end)).starts_with('{')) return true;
        head = end == std::string_view::npos ? std::string_view{} : head.substr(end + 1);
    }
    return false;
}

}  // namespace

InputKind kind_of(std::string_view head) {
    if (head.starts_with(std::string_view("SQLite format 3\0", 16))) return InputKind::database;
    head = without_bom(head);
    const auto start = head.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return InputKind::jsonl;
    head = head.substr(start);
    if (head.front() == '<')
        return head.find("<object-types") != std::string_view::npos ||
                       head.find("<event-types") != std::string_view::npos
                   ? InputKind::ocel_xml
                   : InputKind::xes;
    if (head.front() == '{') {
        const bool ocel = head.find("\"objectTypes\"") != std::string_view::npos ||
                          head.find("\"eventTypes\"") != std::string_view::npos;
        const auto end = head.find('\n');
        const std::string_view line = head.substr(0, end);
        if (ocel && (line.find("\"type\":\"action\"") == std::string_view::npos)) return InputKind::ocel_json;
        if (head.find("\"log\": \"|") != std::string_view::npos || head.find("\"log\":\"|") != std::string_view::npos)
            return InputKind::showdown_json;
        return is_spread_json(head) ? InputKind::json : InputKind::jsonl;
    }
    if (head.front() == '|') return InputKind::showdown;
    if (head.front() == '[' && !is_spread_json(head) &&
        head.substr(0, head.find('\n')).find(" \"") != std::string_view::npos)
        return InputKind::pgn;
    if (is_spread_json(head)) return InputKind::json;
    if (looks_like_spmf(head)) return InputKind::spmf;
    return looks_like_csv(head) ? InputKind::csv : InputKind::jsonl;
}

std::optional<InputKind> kind_named(std::string_view name, std::string_view head) {
    if (name == "jsonl") return InputKind::jsonl;
    if (name == "json") return InputKind::json;
    if (name == "csv") return InputKind::csv;
    if (name == "xes") return InputKind::xes;
    if (name == "pgn") return InputKind::pgn;
    if (name == "spmf") return InputKind::spmf;
    if (name == "database") return InputKind::database;
    const auto start = head.find_first_not_of(" \t\r\n");
    const bool json = start != std::string_view::npos && head[start] == '{';
    if (name == "showdown") return json ? InputKind::showdown_json : InputKind::showdown;
    if (name == "ocel") {
        if (head.starts_with("SQLite")) return InputKind::database;
        return json ? InputKind::ocel_json : InputKind::ocel_xml;
    }
    return std::nullopt;
}

Peek peek(const std::string& path) {
    Peek first{head_of(path), false};
    first.packed = is_packed(first.head);
    const std::string source = path == "-" ? "stdin" : path;
    if (const auto foreign = foreign_format(first.head))
        throw Error(source + ": this is " + std::string(foreign->what), std::string(foreign->advice));
    return first;
}

void read_stream(Context& context, ByteStream& in, InputKind kind, const ReadOptions& options, Collector& log) {
    switch (kind) {
        case InputKind::jsonl: read_lines(in, log, context); break;
        case InputKind::json: read_json(in, log, context); break;
        case InputKind::csv: read_csv(in, log, context, options); break;
        case InputKind::xes: read_xes(in, log, context, options); break;
        case InputKind::ocel_json: read_ocel_json(in, log, context, options); break;
        case InputKind::ocel_xml: read_ocel_xml(in, log, context, options); break;
        case InputKind::showdown: read_showdown(in, log, context); break;
        case InputKind::showdown_json: read_showdown_json(in, log, context); break;
        case InputKind::pgn: read_pgn(in, log, context); break;
        case InputKind::spmf: read_spmf(in, log, context); break;
        case InputKind::database:
            if (in.path() == "-" || in.packed())
                throw Error(in.source() + ": a database is read from a file, not from a pipe", "name the file");
            read_database(in.path(), log, context, options);
            break;
    }
}

void read_inputs(Context& context, const Inputs& inputs, Collector& log) {
    std::vector<std::string> paths = inputs.paths;
    if (paths.empty()) paths.emplace_back("-");
    for (const std::string& path : paths) {
        const auto [head, packed] = peek(path);
        const bool last = path == paths.back();
        if (!packed && !(inputs.follow && last) &&
            kind_named(inputs.kind, head).value_or(kind_of(head)) == InputKind::jsonl) {
            if (path != "-" && !may_hold_records(head))
                throw Error(path + ": neither JSON, a table, nor another log that is read",
                            "the kinds are under INPUTS in the manual; what is written line by line can become a CSV");
            read_jsonl(context, path, log);
            continue;
        }
        const auto in = std::make_unique<ByteStream>(path);
        const InputKind kind = kind_named(inputs.kind, in->head()).value_or(kind_of(in->head()));
        if (inputs.follow && last) {
            if (kind != InputKind::jsonl && kind != InputKind::csv && kind != InputKind::showdown)
                throw UsageError("--follow: only JSON Lines and CSV grow line by line", "leave --follow away");
            in->follow(inputs.at_end);
        }
        read_stream(context, *in, kind, inputs.options, log);
    }
}

}  // namespace tk::report
