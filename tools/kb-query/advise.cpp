#include "kb-query/advise.hpp"

#include <memory>
#include <set>

#include "core/error.hpp"
#include "core/filter.hpp"
#include "core/paths.hpp"
#include "kb-query/advice.hpp"
#include "kb-query/answer.hpp"
#include "kb-query/position.hpp"
#include "kb-query/spellbook.hpp"
#include "store/database.hpp"

namespace tk::query {

namespace {

/// The state of one run of the filter. The database is opened at the first position, so that a stream without one
/// passes where there is no database.
class Adviser {
public:
    Adviser(Context& context, const AdviseOptions& options) : context_(context), options_(options) {}

    std::optional<Enrichment> operator()(const Record& record) {
        if (record.view.string("type") == "action") casts_.note(record.view);
        const auto view = record.view.find("state");
        if (!view || !view->is_object()) return std::nullopt;
        if (!open()) return std::nullopt;
        Spellbook& book = *book_;
        book.refresh();
        const auto state = read_state(*view, options_.game, book);
        if (!state) return std::nullopt;
        const Advice advice = advise(*state, spells_for(*state, book), casts_.history_of(state->active));
        context_.counters().extra["cache_hits"] = book.hits();
        return Enrichment{
            {{"kb", advice_json(*state, advice, static_cast<std::size_t>(options_.limit), context_.language())}},
            {},
            {}};
    }

private:
    /// False, after saying so once, when there is no database that can be read: the records go on without advice, so
    /// that what stands behind in the pipe still gets them.
    bool open() {
        if (book_ || failed_) return !failed_;
        try {
            database_ = store::open_database(database_path(options_.database), store::Access::read);
            book_ = std::make_unique<Spellbook>(*database_);
        } catch (const Error& error) {
            failed_ = true;
            context_.problem(Error(std::string(error.what()) + "; there is no advice", error.advice()));
        }
        return !failed_;
    }

    /// The spells of the active one's class up to its level, those of the monster of its name, or else those it was
    /// seen to cast; of these, or of all there are, only those that the state lists, if it does.
    std::vector<const KnownSpell*> spells_for(const State& state, Spellbook& book) {
        std::vector<const KnownSpell*> spells = spells_of_kind(state, book);
        if (state.spells.empty()) return spells;
        std::erase_if(spells,
                      [&](const KnownSpell* spell) { return spell->find_in(state.spells) == state.spells.end(); });
        if (!spells.empty()) return spells;
        for (const std::string& name : state.spells) {
            if (const auto& spell = book.named(state.game, name)) spells.push_back(&*spell);
        }
        if (spells.empty())
            warn_once(in_language(context_.language(), "none of the spells that the state lists is known",
                                  "aucun des sorts de la position n'est connu"));
        return spells;
    }

    std::vector<const KnownSpell*> spells_of_kind(const State& state, Spellbook& book) {
        std::vector<const KnownSpell*> spells;
        const rules::Fighter& active = *state.find(state.active);
        if (const auto& monster = book.monster(state.game, active.name); monster && !active.name.empty()) {
            for (const KnownSpell& spell : monster->spells) spells.push_back(&spell);
            if (!spells.empty()) return spells;
        }
        if (!state.class_name.empty()) {
            for (const KnownSpell& spell : book.of_class(state.game, state.class_name)) {
                if (!state.level || !spell.level || *spell.level <= *state.level) spells.push_back(&spell);
            }
            if (spells.empty())
                warn_once(in_language(context_.language(), "no spell of class '{}' is known",
                                      "aucun sort de la classe '{}' n'est connu", state.class_name));
        }
        if (!spells.empty()) return spells;
        for (const std::string& name : casts_.names_of(state.active)) {
            if (const auto& spell = book.named(state.game, name)) spells.push_back(&*spell);
        }
        return spells;
    }

    void warn_once(const std::string& message) {
        if (warned_.insert(message).second) context_.log().warning(message);
    }

    Context& context_;
    const AdviseOptions& options_;
    std::unique_ptr<store::Database> database_;
    std::unique_ptr<Spellbook> book_;
    bool failed_ = false;
    Casts casts_;
    std::set<std::string> warned_;
};

}  // namespace

Status run_advise(Context& context, const AdviseOptions& options) {
    Adviser adviser{context, options};
    Filter filter;
    filter.enrich = [&](const Record& record) { return adviser(record); };
    // The actions that led to a position stand after it, and a cast among them starts its cooldown.
    filter.follows = [](const Record& record) { return record.view.string("type") == "action"; };
    return run_filter(context, options.inputs, filter);
}

}  // namespace tk::query
