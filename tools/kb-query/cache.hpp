#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace tk::query {

/// Answers on disk, under names that are hashes of the question and of the state of the database. Least recently used
/// ones go first when there is more than the cap. Safe with several processes: an entry is there whole or not at all.
class AnswerCache {
public:
    /// `ttl_seconds`: older answers are not given. The folder is made at the first answer kept.
    AnswerCache(std::filesystem::path folder, double ttl_seconds, std::uint64_t most_bytes);

    /// The answer kept under `key`; it then counts as used now. What cannot be read is no answer.
    std::optional<std::string> find(const std::string& key) const;
    /// Keeps `answer`, then removes what is expired or, oldest use first, too much. A disk that cannot be written, and
    /// an answer of more than a quarter of the cap, are no failure: it is just not kept.
    void keep(const std::string& key, std::string_view answer) const;

private:
    std::filesystem::path path_of(const std::string& key) const;
    void sweep() const;

    std::filesystem::path folder_;
    double ttl_seconds_;
    std::uint64_t most_bytes_;
};

/// A text that is another whenever the database has been changed: what file it is, and when and how long its parts were
/// last written. Nothing while it cannot be told for sure: no file there, or written in this very moment.
std::optional<std::string> state_of(const std::string& database_file);

}  // namespace tk::query
