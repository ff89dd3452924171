#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace tk::ocr {

/// A hash of the pixels, the size and `salt`: equal pictures have equal hashes, others differ for all practical
/// purposes.
std::uint64_t hash_pixels(const cv::Mat& picture, std::uint64_t salt = 0);

/// A map from hashes to results that forgets the least recently used beyond `capacity`.
template <typename Result>
class Cache {
public:
    explicit Cache(std::size_t capacity) : capacity_(capacity) {}

    const Result* find(std::uint64_t key) {
        const auto at = places_.find(key);
        if (at == places_.end()) return nullptr;
        entries_.splice(entries_.begin(), entries_, at->second);
        return &at->second->second;
    }

    void store(std::uint64_t key, Result result) {
        if (places_.contains(key)) return;
        entries_.emplace_front(key, std::move(result));
        places_[key] = entries_.begin();
        if (entries_.size() > capacity_) {
            places_.erase(entries_.back().first);
            entries_.pop_back();
        }
    }

    std::size_t size() const { return entries_.size(); }

private:
    using Entries = std::list<std::pair<std::uint64_t, Result>>;

    std::size_t capacity_;
    Entries entries_;
    std::unordered_map<std::uint64_t, typename Entries::iterator> places_;
};

}  // namespace tk::ocr
