#include "db-update/personal_data.hpp"

namespace tk::update {

namespace {

constexpr PersonalTable tables[] = {
    {"messages", "what was said to and by the person, with embeddings",
     "user_id IN ids OR conversation_id IN (SELECT id FROM conversations WHERE user_id IN names) OR "
     "campaign_id IN (SELECT id FROM campaigns WHERE user_id IN ids)"},
    {"performance_logs", "model calls made for the person",
     "user_id IN ids OR campaign_id IN (SELECT id FROM campaigns WHERE user_id IN ids)"},
    {"conversations", "conversations with their context and mood", "user_id IN names"},
    {"characters", "the person's characters and portraits", "user_id IN ids"},
    {"campaigns", "the person's campaigns", "user_id IN ids"},
    {"recorded_actions", "what was done in the person's sessions, or by and to a character of that name",
     "session_id IN (SELECT session_id FROM learning_sessions WHERE user_id IN names) OR actor_id IN names OR "
     "json_extract(action_data, '$.actor_name') IN names OR json_extract(action_data, '$.target_name') IN names OR "
     "json_extract(action_data, '$.target') IN names OR json_extract(context_data, '$.target') IN names"},
    {"learning_sessions", "when, where and as what the person played", "user_id IN names"},
    {"metrics", "measurements of an actor of that name", "actor_id IN names"},
    {"interactions", "what an actor of that name did with others", "actor_id IN names OR other_id IN names"},
    {"decisions", "choices of an actor of that name", "actor_id IN names"},
    {"suggestions", "suggestions to an actor of that name", "actor_id IN names"},
    {"market_data", "offers of a seller of that name", "seller_name IN names"},
    {"consents", "what the person has agreed to, and when", "user_id IN names"},
    {"llm_cache", "prompts and answers of models, kept for a while whoever asked: emptied when anybody is forgotten",
     ""},
    {"users", "account: e-mail address and password hash", "id IN ids"},
};

}  // namespace

std::span<const PersonalTable> personal_tables() {
    return tables;
}

Person person_called(store::Database& database, const std::string& name) {
    Person person{name, std::nullopt};
    const auto row = database.prepare("SELECT id, email FROM users WHERE email = $1 OR CAST(id AS TEXT) = $1");
    row->with(name);
    if (row->step()) {
        person.id = row->integer(0);
        person.name = row->text(1);
    }
    return person;
}

}  // namespace tk::update
