#pragma once

#include "llm-ask/phrases.hpp"

namespace tk::llm {

class French : public Phrases {
public:
    std::string someone() const override { return "Quelqu'un"; }
    std::string predicate(const Fact& fact) const override;
    std::string dies() const override { return "meurt"; }
    std::string appears(std::size_t count) const override { return count == 1 ? "apparaît" : "apparaissent"; }
    std::string conjunction() const override { return "et"; }
    std::string left_out(std::size_t count) const override;
};

}  // namespace tk::llm
