#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace tk::report {

/// Finds the records in JSON that is spread over lines: objects one after the other, or one array of them. Whether a
/// record is JSON is for a parser to say; what stands between records where nothing may is handed on too.
class JsonDocuments {
public:
    /// `text` lasts until the return; `line`: where it begins, from 1.
    using Take = std::function<void(std::string_view text, std::size_t line)>;
    static constexpr std::size_t most_bytes = std::size_t{64} << 20;  ///< of a record; a longer one is cut

    explicit JsonDocuments(Take take) : take_(std::move(take)) {}
    void feed(std::string_view block);
    /// After the last block: hands on a record that does not end.
    void finish();

private:
    void between(char c);
    void inside(char c);
    void hand_on();

    Take take_;
    std::string text_;  // of the record so far
    std::size_t line_ = 1, first_line_ = 1;
    int depth_ = 0;  // of brackets in it
    bool in_array_ = false, in_string_ = false, escaped_ = false, is_word_ = false;
};

/// Whether an input that begins so is JSON spread over lines rather than a record a line. A line that was merely cut
/// off is followed by one that begins a record.
bool is_spread_json(std::string_view head);

}  // namespace tk::report
