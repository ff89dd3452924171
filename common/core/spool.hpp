#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace tk {

class TemporaryFile;

/// Byte strings that are given back in the order in which they came, in bounded memory: once they are many, all are in
/// a temporary file.
class Spool {
public:
    /// `memory`: bytes that are held before there is a file.
    explicit Spool(std::size_t memory = std::size_t{16} << 20);
    ~Spool();
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;

    /// Throws Error when there is no room for the temporary file.
    void add(std::string_view item);
    bool empty() const { return count_ == 0; }
    /// Calls `take` with each, valid during the call, and forgets them all.
    void drain(const std::function<void(std::string_view item)>& take);

private:
    void put(std::string_view bytes);

    std::size_t memory_;
    std::string held_;                     // all there is while there is no file
    std::unique_ptr<TemporaryFile> file_;  // else all there is
    std::uint64_t count_ = 0;
};

}  // namespace tk
