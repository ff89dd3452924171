#include "llm-ask/narrator.hpp"

#include <algorithm>

#include "llm-ask/phrases.hpp"

namespace tk::llm {

namespace {

constexpr std::size_t most_predicates = 4;  // a longer sentence is hard to read

/// Builds sentences from facts: holds back what the current subject does until the subject changes.
class Teller {
public:
    explicit Teller(const Phrases& words) : words_(words) {}

    void does(const std::string& actor, std::string predicate) {
        const std::string subject = actor.empty() ? words_.someone() : actor;
        if (subject != subject_ || predicates_.size() == most_predicates) end_sentence();
        end_appearance();
        subject_ = subject;
        predicates_.push_back(std::move(predicate));
    }

    void appears(const std::string& actor) {
        end_sentence();
        newcomers_.push_back(actor.empty() ? words_.someone() : actor);
    }

    void dies(const std::string& actor) {
        end_sentence();
        does(actor, words_.dies());
        end_sentence();
    }

    void says(std::string sentence) {
        end_sentence();
        end_appearance();
        told_.push_back(std::move(sentence));
    }

    std::vector<std::string> told() {
        end_sentence();
        end_appearance();
        return std::move(told_);
    }

private:
    void end_sentence() {
        if (!predicates_.empty()) told_.push_back(subject_ + " " + words_.joined(predicates_) + ".");
        predicates_.clear();
    }

    void end_appearance() {
        if (newcomers_.empty()) return;
        told_.push_back(words_.joined(newcomers_) + " " + words_.appears(newcomers_.size()) + ".");
        newcomers_.clear();
    }

    const Phrases& words_;
    std::string subject_;
    std::vector<std::string> predicates_;
    std::vector<std::string> newcomers_;
    std::vector<std::string> told_;
};

bool dies_later(const std::vector<Fact>& facts, std::size_t after, const std::string& name) {
    return std::any_of(facts.begin() + static_cast<std::ptrdiff_t>(after), facts.end(),
                       [&name](const Fact& fact) { return fact.kind == Fact::Kind::die && fact.actor == name; });
}

}  // namespace

std::vector<std::string> sentences(const Turn& turn, Language language) {
    const Phrases& words = phrases(language);
    Teller teller(words);
    for (std::size_t i = 0; i < turn.facts.size(); ++i) {
        const Fact& fact = turn.facts[i];
        switch (fact.kind) {
            case Fact::Kind::appear: teller.appears(fact.actor); break;
            case Fact::Kind::die: teller.dies(fact.actor); break;
            default: teller.does(fact.actor, words.predicate(fact)); break;
        }
        for (const Effect& effect : fact.effects) {
            if (effect.killed && !effect.target.empty() && !dies_later(turn.facts, i + 1, effect.target)) {
                teller.dies(effect.target);
            }
        }
    }
    if (turn.left_out > 0) teller.says(words.left_out(turn.left_out));
    return teller.told();
}

std::string narration(const Turn& turn, Language language) {
    std::string text;
    for (const std::string& sentence : sentences(turn, language)) {
        if (!text.empty()) text += ' ';
        text += sentence;
    }
    return text;
}

}  // namespace tk::llm
