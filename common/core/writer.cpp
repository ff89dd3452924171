#include "core/writer.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <vector>

#include "core/error.hpp"
#include "core/interrupt.hpp"

namespace tk {

namespace {

constexpr std::size_t buffer_size = std::size_t{128} << 10;

std::string part_of(const std::string& path) {
    return path + ".part-" + std::to_string(::getpid());
}

/// The path behind a symbolic link, so that the link stays; `path` itself where it is none or leads nowhere.
std::string behind_links(const std::string& path) {
    std::error_code failed;
    if (!std::filesystem::is_symlink(path, failed)) return path;
    const auto target = std::filesystem::canonical(path, failed);
    return failed ? path : target.string();
}

/// Whether `path` can only be written to as it is: a device, a pipe, or one of our own descriptors (`/dev/stdout`).
bool is_no_plain_file(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return false;
    const auto begins = [&](std::string_view folder) { return path.starts_with(folder); };
    return !S_ISREG(status.st_mode) || begins("/dev/std") || begins("/dev/fd/") || begins("/proc/");
}

/// Throws when the file is a database: what is printed of one is easily sent into it by mistake (-o in the place of
/// --db), and would replace all that it holds.
void spare_database(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return;
    std::array<char, 15> head{};
    const ssize_t count = ::read(descriptor, head.data(), head.size());
    ::close(descriptor);
    if (count == static_cast<ssize_t>(head.size()) && std::string_view(head.data(), head.size()) == "SQLite format 3")
        throw Error(path + ": is a database, which is not written over", "name another file");
}

/// The file that takes the place of another is for the eyes of the same people.
void take_over_mode(int descriptor, const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return;
    [[maybe_unused]] const int ignored = ::fchmod(descriptor, status.st_mode & 0777);
}

/// `name`: what messages call the file.
int open_to_write(const std::string& path, int flags, const std::string& name) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | flags, 0666);
    if (descriptor >= 0) return descriptor;
    if (errno == EISDIR) throw Error(name + ": is a folder, not a file", "name a file");
    throw Error(with_errno(name), "choose a folder that exists and that you may write to");
}

}  // namespace

Writer::Writer(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {
    buffer_.reserve(buffer_size);
}

Writer::Writer(const std::string& path) : name_(path), owned_(true) {
    if (is_no_plain_file(path)) {
        descriptor_ = open_to_write(path, O_APPEND, path);
    } else {
        final_path_ = behind_links(path);
        spare_database(final_path_);
        descriptor_ = open_to_write(part_of(final_path_), O_CREAT | O_TRUNC, path);
        take_over_mode(descriptor_, final_path_);
    }
    buffer_.reserve(buffer_size);
}

Writer::~Writer() {
    if (!owned_ || descriptor_ < 0) return;
    ::close(descriptor_);
    if (!final_path_.empty()) ::unlink(part_of(final_path_).c_str());
}

void Writer::write_out(std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::write(descriptor_, text.data(), text.size());
        if (count < 0) {
            if (errno == EINTR) {
                if (interrupted()) throw Interrupted();
                continue;
            }
            if (errno == EPIPE) throw ReaderGone();
            throw Error(with_errno(name_), errno == ENOSPC ? "free some space and run again" : "");
        }
        text.remove_prefix(static_cast<std::size_t>(count));
    }
}

void Writer::write(std::string_view text) {
    if (buffer_.size() + text.size() > buffer_size) flush();
    if (text.size() > buffer_size) {
        write_out(text);
    } else {
        buffer_.append(text);
    }
}

void Writer::line(std::string_view json) {
    write(json);
    write("\n");
}

void Writer::flush() {
    // Emptied first: after a failed write the destructor or close() must not try the same bytes again.
    std::string pending;
    pending.swap(buffer_);
    buffer_.reserve(buffer_size);
    write_out(pending);
}

void Writer::close() {
    flush();
    if (!owned_) return;
    if (!final_path_.empty() && ::fsync(descriptor_) != 0 && errno != EINVAL && errno != EROFS)
        throw Error(with_errno(name_));
    const int closed = ::close(descriptor_);
    descriptor_ = -1;
    if (closed != 0) throw Error(with_errno(name_));
    if (final_path_.empty()) return;
    if (::rename(part_of(final_path_).c_str(), final_path_.c_str()) != 0) throw Error(with_errno(name_));
}

namespace {

struct Span {
    std::size_t begin;
    std::size_t end;
};

/// End of the JSON value that begins at `at` in valid JSON.
std::size_t skip_value(std::string_view text, std::size_t at) {
    int depth = 0;
    while (at < text.size()) {
        const char c = text[at];
        if (c == '"') {
            ++at;
            while (text[at] != '"') at += text[at] == '\\' ? 2 : 1;
            ++at;
            if (depth == 0) return at;
            continue;
        }
        if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            if (depth == 0) return at;
            --depth;
            if (depth == 0) return at + 1;
        } else if (depth == 0 && (c == ',' || c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
            return at;
        }
        ++at;
    }
    return at;
}

std::size_t skip_space(std::string_view text, std::size_t at) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) ++at;
    return at;
}

/// Where the values of the top-level members stand in `text`, a valid JSON object, in file order.
std::vector<Span> member_values(std::string_view text) {
    std::vector<Span> result;
    std::size_t at = skip_space(text, text.find('{') + 1);
    while (at < text.size() && text[at] == '"') {
        at = skip_space(text, skip_value(text, at));  // key
        at = skip_space(text, at + 1);                // colon
        const std::size_t end = skip_value(text, at);
        result.push_back({at, end});
        at = skip_space(text, end);
        if (at < text.size() && text[at] == ',') at = skip_space(text, at + 1);
    }
    return result;
}

}  // namespace

void write_spliced(Writer& out, const Record& record, std::span<const Field> fields) {
    const std::string_view text = record.line;
    const std::size_t close = text.rfind('}');
    const bool replaces = std::any_of(fields.begin(), fields.end(),
                                      [&](const Field& field) { return record.view.find(field.key).has_value(); });
    std::size_t copied = 0;
    bool empty = text[skip_space(text, text.find('{') + 1)] == '}';
    std::vector<bool> placed(fields.size(), false);
    if (replaces) {
        const auto values = member_values(text);
        const auto members = record.view.members();
        for (std::size_t i = 0; i < members.size() && i < values.size(); ++i) {
            for (std::size_t f = 0; f < fields.size(); ++f) {
                if (members[i].first != fields[f].key) continue;
                out.write(text.substr(copied, values[i].begin - copied));
                out.write(fields[f].json);
                copied = values[i].end;
                placed[f] = true;
            }
        }
    }
    out.write(text.substr(copied, close - copied));
    for (std::size_t f = 0; f < fields.size(); ++f) {
        if (placed[f]) continue;
        out.write(empty ? "\"" : ",\"");
        out.write(fields[f].key);
        out.write("\":");
        out.write(fields[f].json);
        empty = false;
    }
    out.write(text.substr(close));
    out.write("\n");
}

}  // namespace tk
