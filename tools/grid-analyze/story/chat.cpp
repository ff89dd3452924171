#include "grid-analyze/story/chat.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <regex>

#include "core/text.hpp"

namespace tk::grid {
namespace {

constexpr std::size_t longest_line = 300;

/// One way to write what readers write in several.
std::string tidied(std::string_view text) {
    static constexpr std::pair<std::string_view, std::string_view> spellings[] = {
        {"\u2019", "'"}, {"\u2018", "'"}, {"\u2013", "-"}, {"\u2014", "-"}, {"\u2212", "-"}, {"\u00a0", " "}};
    std::string tidy;
    for (std::size_t i = 0; i < text.size();) {
        const auto found = std::find_if(std::begin(spellings), std::end(spellings),
                                        [&](const auto& s) { return text.substr(i).starts_with(s.first); });
        if (found != std::end(spellings)) {
            tidy += found->second;
            i += found->first.size();
        } else {
            tidy += text[i++];
        }
    }
    std::string spaced;
    for (const char c : tidy) {
        if (c == ' ' && (spaced.empty() || spaced.back() == ' ')) continue;
        spaced += c;
    }
    while (!spaced.empty() && spaced.back() == ' ') spaced.pop_back();
    return spaced;
}

constexpr std::size_t long_word = 4;  // letters: one slip leaves enough of it

/// A short word in capitals, such as PV, is known again by its look only.
bool is_short_sign(const std::string& word) {
    return word.size() > 1 && word.size() < long_word &&
           std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// The look of a sign: readers take a V for a Y, or for both one after the other.
std::string look_of(const std::string& sign) {
    std::string look;
    for (const char c : sign) {
        const char plain = c == 'Y' ? 'V' : c;
        if (look.empty() || look.back() != plain) look += plain;
    }
    return look;
}

/// The plain words of a pattern that can be recognised with a slip.
std::vector<std::string> plain_words(const std::string& pattern) {
    std::vector<std::string> words;
    std::string word;
    for (std::size_t i = 0; i <= pattern.size(); ++i) {
        const char c = i < pattern.size() ? pattern[i] : ' ';
        if (std::isalpha(static_cast<unsigned char>(c)) || (static_cast<unsigned char>(c) & 0x80) != 0) {
            word += c;
            continue;
        }
        const bool is_escape = !word.empty() && i > word.size() && pattern[i - word.size() - 1] == '\\';
        const bool is_optional = c == '?' || c == '*';
        const bool can_be_known = word.size() >= long_word || is_short_sign(word);
        if (can_be_known && !is_escape && !is_optional) words.push_back(word);
        word.clear();
    }
    return words;
}

/// `text` with every word that is one slip away from one of `words` replaced by it.
std::string repaired(const std::string& text, const std::vector<std::string>& words) {
    std::string result;
    for (const std::string& token : split(text, ' ')) {
        const std::string bare = token.substr(0, token.find_last_not_of(".,") + 1);
        const auto is_meant = [&](const std::string& word) {
            return is_short_sign(word) ? look_of(bare) == look_of(word) : edit_distance(bare, word, 2) == 1;
        };
        const auto known = std::find_if(words.begin(), words.end(), is_meant);
        if (!result.empty()) result += ' ';
        result += known == words.end() ? token : *known + token.substr(bare.size());
    }
    return result;
}

std::optional<int> to_number(const std::string& text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::string digits_of(std::string_view text) {
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits),
                 [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; });
    return digits;
}

/// Whether two readings are of one line: a number that differs makes another line, a few letters do not.
bool same_line(const ChatLine& a, const ChatLine& b) {
    if (a.text == b.text) return true;
    if (digits_of(a.text) != digits_of(b.text)) return false;
    const std::string x = fold(a.text), y = fold(b.text);
    const std::size_t limit = std::max<std::size_t>(1, std::min(x.size(), y.size()) / 10);
    return edit_distance(x, y, limit + 1) <= limit;
}

}  // namespace

bool is_cast(const Told& told) {
    return told.event == "spell_cast";
}

bool is_end_of_turn(const Told& told) {
    return told.event == "end_turn";
}

bool is_of_health(const Told& told) {
    return told.event == "damage" || told.event == "heal";
}

struct ChatReader::Rule {
    std::string event;
    std::regex pattern;
    std::vector<std::string> groups;
};

ChatReader::~ChatReader() = default;
ChatReader::ChatReader(ChatReader&&) noexcept = default;

ChatReader::ChatReader(const std::vector<profile::EventPattern>& patterns) {
    for (const auto& pattern : patterns) {
        rules_.push_back({pattern.event, std::regex(pattern.pattern), pattern.groups});
        for (std::string& word : plain_words(pattern.pattern)) words_.push_back(std::move(word));
    }
}

std::optional<Told> ChatReader::read(const ChatLine& line) const {
    if (line.text.size() > longest_line) return std::nullopt;
    const std::string tidy = tidied(line.text);
    const std::string fixed = repaired(tidy, words_);
    // The line as it is, then with slips repaired, then with the stop that readers lose or take for a comma.
    const std::string end = fixed.ends_with(',') ? fixed.substr(0, fixed.size() - 1) : fixed;
    const std::string tries[] = {tidy, fixed, end + "."};
    for (std::size_t i = 0; i < std::size(tries); ++i) {
        for (const Rule& rule : rules_) {
            std::smatch match;
            if (!std::regex_match(tries[i], match, rule.pattern)) continue;
            Told told;
            told.event = rule.event;
            told.confidence = line.confidence * (i == 0 ? 1 : 0.9);
            for (std::size_t g = 0; g < rule.groups.size() && g + 1 < match.size(); ++g) {
                if (!match[g + 1].matched) continue;
                const std::string text = match[g + 1].str();
                if (rule.groups[g] == "actor") told.actor = text;
                if (rule.groups[g] == "spell") told.spell = text;
                if (rule.groups[g] == "target") told.target = text;
                if (rule.groups[g] == "element") told.element = text;
                if (rule.groups[g] == "amount") told.amount = to_number(text);
            }
            return told;
        }
    }
    return std::nullopt;
}

namespace {

/// Where the lines of `now` go on after the longest common subsequence with `before`, and how many lines that has. Of
/// several the one that ends first: old lines stand above new ones.
std::pair<std::size_t, std::size_t> end_of_common(const std::vector<ChatLine>& before,
                                                  const std::vector<ChatLine>& now) {
    std::vector<std::vector<std::size_t>> common(before.size() + 1, std::vector<std::size_t>(now.size() + 1));
    for (std::size_t i = 0; i < before.size(); ++i) {
        for (std::size_t j = 0; j < now.size(); ++j) {
            common[i + 1][j + 1] =
                same_line(before[i], now[j]) ? common[i][j] + 1 : std::max(common[i][j + 1], common[i + 1][j]);
        }
    }
    const auto& last = common.back();
    const auto end = std::find(last.begin(), last.end(), last.back());
    return {static_cast<std::size_t>(end - last.begin()), last.back()};
}

}  // namespace

NewLines compare_logs(const std::vector<ChatLine>& before, const std::vector<ChatLine>& now) {
    NewLines lines;
    std::vector<std::size_t> exact;  // how many lines are shared if all that are left above equal those before
    for (std::size_t gone = 0; gone < before.size(); ++gone) {
        const std::size_t shared = before.size() - gone;
        if (shared > now.size()) continue;
        const auto from = before.begin() + static_cast<std::ptrdiff_t>(gone);
        if (std::equal(from, before.end(), now.begin(), same_line)) exact.push_back(shared);
    }
    const auto [end, common] = end_of_common(before, now);
    if (!exact.empty() && exact.front() >= common) {
        lines.first = exact.front();
        lines.others.assign(exact.begin() + 1, exact.end());
    } else {
        // Lines that were missed or misread in between must not bring the others back as new.
        lines.first = end;
        lines.is_continuous = common > 0 || before.empty();
    }
    return lines;
}

}  // namespace tk::grid
