#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "action-report/event.hpp"
#include "action-report/mapping.hpp"
#include "action-report/names.hpp"
#include "core/json.hpp"

namespace tk::report {

/// Where a record lies in a replay.
struct Spot {
    std::uint64_t offset = 0;
    std::uint32_t length = 0;
    std::uint32_t line = 0;  ///< counts from 1; stays at its most beyond four thousand million
};

/// One thing to look at in a replay: an action, a position to which no action led, or a text that was told.
struct Step {
    enum class Kind : std::uint8_t { action, position, answer };
    static constexpr std::uint32_t none = 0xFFFFFFFF;

    Spot spot;
    std::uint32_t position = none;  ///< in ReplayLog::positions(): the last one up to this step
    std::uint32_t session = 0;      ///< texts in ReplayLog::names()
    std::uint32_t actor = 0;        ///< id
    std::uint32_t actor_name = 0;   ///< may be empty
    std::uint32_t what = 0;         ///< the vocabulary's word for the action, or its own
    std::uint32_t spell = 0;
    Kind kind = Kind::action;
    bool death = false;  ///< somebody dies
    std::optional<std::int64_t> turn;
    std::optional<double> duration;  ///< seconds
    double loss = 0;                 ///< hit points that were lost by it
};

/// A file of records, indexed from its beginning only as far as was asked for, so that the first screen of a long one
/// comes at once. Memory grows with the number of steps (about 100 bytes each), not with the length of the records.
class ReplayLog {
public:
    /// `path` "-": stdin, which is copied to a file without a name first, unless it is one. Throws Error.
    ReplayLog(const std::string& path, Mapping mapping);
    /// A file of records that is open and becomes its own; `source`: what messages call it.
    ReplayLog(std::string source, int descriptor, Mapping mapping);
    ~ReplayLog();
    ReplayLog(const ReplayLog&) = delete;
    ReplayLog& operator=(const ReplayLog&) = delete;

    /// Indexes on until there are `steps` steps, `bytes` more were read, or the end is reached.
    void index(std::size_t steps, std::uint64_t bytes = UINT64_MAX);
    /// The index is complete.
    bool complete() const { return complete_; }
    /// How much of the file the index covers.
    std::uint64_t bytes_indexed() const { return offset_; }
    /// Size of the file when it was opened.
    std::uint64_t bytes() const { return bytes_; }

    const std::vector<Step>& steps() const { return steps_; }
    /// Records that hold a state, a board or a picture.
    const std::vector<Spot>& positions() const { return positions_; }
    const Names& names() const { return names_; }
    const Mapping& mapping() const { return mapping_; }
    /// What messages call the file.
    const std::string& source() const { return source_; }

    /// The text of a record. Throws Error when the file was cut since.
    std::string text(const Spot& spot) const;

    /// Lines that are no records, and what is wrong with the first of them ("fight.jsonl:3: not JSON: ...").
    std::uint64_t unreadable() const { return unreadable_; }
    const std::vector<std::string>& first_unreadable() const { return first_unreadable_; }

private:
    bool fill();
    void take_line(std::size_t length);
    void take(const JsonView& record, const Spot& spot);
    void add_action(const Event& event, const Spot& spot);
    void settle_position();
    void refuse(const std::string& what);
    /// What a spelling of an action means; looked up once for each.
    struct Meaning {
        std::uint32_t what = 0;
        bool dies = false;
        bool loses = false;
    };
    Meaning meaning_of(std::string_view spelling);

    std::string source_;
    int descriptor_ = -1;
    std::uint64_t bytes_ = 0;
    Mapping mapping_;
    EventReader events_;
    JsonParser parser_;
    std::vector<char> buffer_;  // the file from offset_ on, as far as it was read
    std::size_t begin_ = 0;     // in buffer_: the byte at offset_
    std::size_t end_ = 0;
    std::uint64_t offset_ = 0;  // of the first byte not indexed
    std::uint64_t line_ = 0;
    bool complete_ = false;
    bool position_is_open_ = false;     // no action has followed the last position yet
    std::optional<std::int64_t> turn_;  // of the last position
    std::vector<Step> steps_;
    std::vector<Spot> positions_;
    Names names_;
    TextMap<Meaning> meanings_;
    std::uint64_t unreadable_ = 0;
    std::vector<std::string> first_unreadable_;
};

}  // namespace tk::report
