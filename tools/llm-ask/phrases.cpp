#include "llm-ask/phrases.hpp"

#include "llm-ask/english.hpp"
#include "llm-ask/french.hpp"

namespace tk::llm {

std::string Phrases::joined(const std::vector<std::string>& parts) const {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) text += i + 1 == parts.size() ? " " + conjunction() + " " : ", ";
        text += parts[i];
    }
    return text;
}

const Phrases& phrases(Language language) {
    static const English english;
    static const French french;
    if (language == Language::french) return french;
    return english;
}

}  // namespace tk::llm
