#include "kb-query/cache.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <sstream>
#include <vector>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/sha256.hpp"
#include "knowledge/kept_answers.hpp"

namespace tk::query {

namespace {

namespace fs = std::filesystem;

using knowledge::kept_answer_suffix;

double now_seconds() {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

double seconds_of(const timespec& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// File times move in steps of a few milliseconds; a second write in the same step would not be seen.
constexpr double clock_step = 0.05;

}  // namespace

AnswerCache::AnswerCache(fs::path folder, double ttl_seconds, std::uint64_t most_bytes)
    : folder_(std::move(folder)), ttl_seconds_(ttl_seconds), most_bytes_(most_bytes) {}

fs::path AnswerCache::path_of(const std::string& key) const {
    Sha256 hash;
    hash.add(key);
    return folder_ / (hash.hex() + std::string(kept_answer_suffix));
}

std::optional<std::string> AnswerCache::find(const std::string& key) const {
    const fs::path path = path_of(key);
    std::ifstream in(path, std::ios::binary);
    // The first line says when the answer was made: the file's own time is that of its last use.
    std::string made;
    if (!in || !std::getline(in, made)) return std::nullopt;
    try {
        if (std::stod(made) + ttl_seconds_ < now_seconds()) return std::nullopt;
    } catch (const std::exception&) {
        return std::nullopt;
    }
    std::ostringstream answer;
    answer << in.rdbuf();
    if (in.bad()) return std::nullopt;
    ::utimensat(AT_FDCWD, path.c_str(), nullptr, 0);
    return std::move(answer).str();
}

void AnswerCache::keep(const std::string& key, std::string_view answer) const {
    if (answer.size() > most_bytes_ / 4) return;
    try {
        fs::create_directories(folder_);
        fs::permissions(folder_, fs::perms::owner_all);
        write_whole_file(path_of(key).string(), fmt::format("{:.3f}\n{}", now_seconds(), answer));
        sweep();
    } catch (const std::exception&) {
        // Not kept: the answer itself was given.
    }
}

void AnswerCache::sweep() const {
    struct Entry {
        double used;
        std::uint64_t bytes;
        fs::path path;
    };
    std::vector<Entry> entries;
    std::uint64_t total = 0;
    for (const fs::directory_entry& file : fs::directory_iterator(folder_)) {
        struct stat status {};
        if (file.path().extension() != kept_answer_suffix || ::stat(file.path().c_str(), &status) != 0) continue;
        const auto bytes = static_cast<std::uint64_t>(status.st_size);
        entries.push_back({seconds_of(status.st_mtim), bytes, file.path()});
        total += bytes;
    }
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.used < b.used; });
    const double expired = now_seconds() - ttl_seconds_;
    for (const Entry& entry : entries) {
        if (total <= most_bytes_ && entry.used >= expired) break;
        std::error_code ignored;
        fs::remove(entry.path, ignored);
        total -= entry.bytes;
    }
}

std::optional<std::string> state_of(const std::string& database_file) {
    struct stat status {};
    if (::stat(database_file.c_str(), &status) != 0) return std::nullopt;
    std::string state =
        fmt::format("{}:{}:{}:{:.9f}", status.st_dev, status.st_ino, status.st_size, seconds_of(status.st_mtim));
    double written = seconds_of(status.st_mtim);
    // Changes stand in the log beside the file until they are moved into it. An empty log says nothing, and readers
    // make one.
    if (::stat((database_file + "-wal").c_str(), &status) == 0 && status.st_size > 0) {
        state += fmt::format("+{}:{}:{:.9f}", status.st_ino, status.st_size, seconds_of(status.st_mtim));
        written = std::max(written, seconds_of(status.st_mtim));
    }
    if (written > now_seconds() - clock_step) return std::nullopt;
    return state;
}

}  // namespace tk::query
