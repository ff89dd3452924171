#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "llm-ask/facts.hpp"
#include "llm-ask/vocabulary.hpp"

namespace tk::llm {

/// Puts what happens in a fight into the words of one language. Names of fighters, spells and elements are data in any
/// language: they only stand where no article, elision or agreement depends on them.
class Phrases {
public:
    explicit Phrases(const Vocabulary& words) : words_(words) {}

    /// What stands for a fighter that the record does not name.
    std::string someone() const { return std::string(words_.someone); }
    /// What the actor does, to follow its name: "moves 3 cells".
    std::string predicate(const Fact& fact) const;
    /// "dies"
    std::string dies() const { return std::string(words_.dies); }
    /// "appears" for one, "appear" for several.
    std::string appears(std::size_t count) const { return std::string(count == 1 ? words_.appears : words_.appear); }
    /// A whole sentence saying that `count` actions are not told.
    std::string left_out(std::size_t count) const;
    /// "a", "a and b", "a, b and c".
    std::string joined(const std::vector<std::string>& parts) const;

private:
    std::string counted(const Counted& format, std::int64_t count) const;
    std::string effects(const Fact& fact) const;
    std::string what_for(const Fact& fact) const;
    std::string cast(const Fact& fact) const;
    std::string attack(const Fact& fact) const;
    std::string move(const Fact& fact) const;
    std::string change(std::string_view some, std::string_view many, const Fact& fact) const;

    const Vocabulary& words_;
};

/// The words of `language`.
const Phrases& phrases(Language language);

}  // namespace tk::llm
