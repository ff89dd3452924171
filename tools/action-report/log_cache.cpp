#include "action-report/log_cache.hpp"

#include <sys/stat.h>

#include <algorithm>

namespace tk::report {

namespace {

/// What changes when a file does; nothing to go by (and so never the same) where it is no file, such as a pipe.
std::vector<std::int64_t> stamp_of(const std::vector<std::string>& files) {
    std::vector<std::int64_t> stamp;
    for (const std::string& file : files) {
        for (const std::string& path : {file, file + "-wal"}) {
            struct stat status {};
            const bool there = ::stat(path.c_str(), &status) == 0;
            if (path == file && !(there && S_ISREG(status.st_mode))) return {};
            stamp.push_back(there ? static_cast<std::int64_t>(status.st_ino) : -1);
            stamp.push_back(there ? status.st_size : -1);
            stamp.push_back(there ? status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec : -1);
        }
    }
    return stamp;
}

}  // namespace

std::shared_ptr<const Collector> LogCache::log(const std::string& name, const std::vector<std::string>& files,
                                               const std::function<Collector()>& read) {
    const std::vector<std::int64_t> stamp = stamp_of(files);
    const auto known = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) { return kept.name == name; });
    if (known != kept_.end() && !stamp.empty() && known->stamp == stamp) return known->log;
    if (known != kept_.end()) kept_.erase(known);
    auto log = std::make_shared<const Collector>(read());
    kept_.push_front({name, stamp, log});
    if (kept_.size() > most_kept) kept_.pop_back();
    return log;
}

}  // namespace tk::report
