#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.hpp"
#include "rules/fighter.hpp"
#include "rules/spell.hpp"
#include "store/database.hpp"

namespace tk::knowledge {

/// A spell as the rules need it, and what only advice asks for.
struct KnownSpell {
    rules::Spell rules;
    std::optional<int> level;  ///< least level of the character

    /// Do people or records call it by one of these, folded: its name or its id?
    template <class Names>
    auto find_in(const Names& names) const {
        const auto by_name = names.find(fold(rules.name));
        return by_name != names.end() ? by_name : names.find(fold(rules.id));
    }
};

/// What is known of a kind of monster.
struct KnownMonster {
    std::string name;
    std::vector<rules::ElementShare> resistances;
    std::optional<int> hit_points, action_points, movement_points;
    std::vector<KnownSpell> spells;
};

/// Spells and monsters of one database, kept in memory until another process changes the data. No statement is left
/// half read: that would hold on to the data as they were, and no change would ever be seen.
class Spellbook {
public:
    /// `database` must outlive the book.
    explicit Spellbook(store::Database& database);

    /// Spells of a class, by its name folded; empty when the database knows none.
    const std::vector<KnownSpell>& of_class(const std::string& game, std::string_view class_name);
    /// The spell of this name, folded; of several the first by id.
    const std::optional<KnownSpell>& named(const std::string& game, std::string_view name);
    /// The spell of this id; nothing when there is none.
    std::optional<KnownSpell> by_id(const std::string& game, const std::string& id);
    const std::optional<KnownMonster>& monster(const std::string& game, std::string_view name);

    /// The spells whose ids stand in this JSON list, as `monsters.spells` holds it; unknown ones are left out.
    std::vector<KnownSpell> listed(const std::string& game, std::string_view json_ids);

    /// Forgets everything when the data have changed since the last call; called once a position.
    void refresh();
    std::int64_t hits() const { return hits_; }

private:
    using Key = std::pair<std::string, std::string>;

    template <class Known, class Read>
    const Known& remembered(std::map<Key, Known>& memory, const std::string& game, std::string_view name,
                            store::Statement& statement, const Read& read);
    KnownMonster read_monster(const store::Statement& row, const std::string& game);

    store::Database& database_;
    std::unique_ptr<store::Statement> class_spells_;
    std::unique_ptr<store::Statement> named_spell_;
    std::unique_ptr<store::Statement> spell_by_id_;
    std::unique_ptr<store::Statement> named_monster_;
    std::int64_t seen_change_;
    std::int64_t hits_ = 0;
    std::map<Key, std::vector<KnownSpell>> by_class_;
    std::map<Key, std::optional<KnownSpell>> by_name_;
    std::map<Key, std::optional<KnownMonster>> monsters_;
};

}  // namespace tk::knowledge
