#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/json.hpp"

namespace tk::update {

/// What a run had to put up with, for its summary.
struct Notes {
    std::map<std::string, std::size_t> repairs;  ///< "null_text", "float_id", "nan"
    std::set<std::string, std::less<>> renamed;  ///< our names for which a record had the member that --map tells
    std::map<std::string, std::size_t> extra;    ///< members without a column of their own, kept in `extra`
};

using Names = std::initializer_list<std::string_view>;

/// Members of records under other names than ours: our name -> theirs; a dot leads into an object ("stats.hp"), and a
/// plus joins several values with a hyphen ("set+number"). Empty: none of theirs is meant, also where one has our name.
using Renames = std::map<std::string, std::string, std::less<>>;

/// Reads a record whose members may go by one of several names, also in another spelling (is_same_name), and knows
/// which were never asked for. Every getter throws RecordError (code "invalid") naming the member and what is wrong
/// with it; null and the text "null" are absent, and where no text can stand also what tables write for nothing ("N/A",
/// "-").
class Fields {
public:
    /// `fallback`: an object that is asked when the record lacks a member (one grade of a monster, one level of a
    /// spell).
    Fields(JsonView record, Notes& notes, std::optional<JsonView> fallback = {}, const Renames* renames = nullptr);

    std::optional<JsonView> any(Names names);
    std::optional<std::int64_t> integer(Names names, std::int64_t least = 0, std::int64_t most = 1'000'000'000);
    std::optional<double> number(Names names, double least, double most);
    /// true, false, 0 or 1; yes and no as tables have them.
    std::optional<std::int64_t> boolean(Names names);
    std::optional<std::string> text(Names names);
    /// A list of ids as JSON list of texts; elements may be objects with an id.
    std::optional<std::string> ids(Names names);
    /// Text or a whole number, as text: what identifies a record.
    std::optional<std::string> id(Names names);
    /// Arrays and objects as compact JSON; a single value is refused.
    std::optional<std::string> json(Names names);
    /// All members that say something, in the order of the record.
    std::vector<std::pair<std::string_view, JsonView>> all() const;
    /// Puts a member back among those that were not asked for.
    void leave(std::string_view name);

    /// The members that were never asked for, as a JSON object in order of their names; nothing when there are none.
    std::optional<std::string> rest();

private:
    struct Member {
        std::string_view name;
        JsonView value;
        bool taken = false;
    };
    Member* find(std::string_view name);
    Member* find_otherwise_spelled(std::string_view name);
    /// As asked for with --map: nothing said of this name, or the value, if the record has it.
    struct Renamed {
        bool is_told = false;
        std::optional<JsonView> value;
    };
    Renamed renamed(std::string_view name);
    std::optional<JsonView> any_but_nothing(Names names);
    std::optional<JsonView> at_path(std::string_view path);
    std::optional<JsonView> joined(const std::string& paths);

    std::vector<Member> members_;
    std::optional<JsonView> fallback_;
    Notes& notes_;
    const Renames* renames_;
    std::vector<std::unique_ptr<JsonParser>> joined_;  ///< keep the values that were made of several
};

/// A name or description: the text itself, a list of paragraphs, or an object with one text in each language.
struct LocalText {
    std::string text;                  ///< in the preferred language, else French, English, or the first there is
    std::optional<std::string> names;  ///< JSON object by language, when there were several
    std::string all;                   ///< every language, for the search
};

/// `texts_in`: the language of a plain text, which then becomes an object of that one language; empty: unknown.
/// `language`: preferred key of an object such as {"fr": "Œil", "en": "Eye"}. Throws RecordError for other types.
std::optional<LocalText> local_text(const std::optional<JsonView>& value, std::string_view member,
                                    std::string_view language, std::string_view texts_in = {});

/// Throws RecordError "invalid".
[[noreturn]] void refuse(const std::string& what);
/// The same for a value that does not fit our member `name`, with advice: it may be another thing in this game.
[[noreturn]] void refuse_member(std::string_view name, const std::string& what);

}  // namespace tk::update
