#include "llm-ask/router.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::llm {

namespace {

/// Beginnings of folded words that speak for a task.
struct Clue {
    TaskKind task;
    std::string_view beginning;
    int weight;
};

constexpr std::array clues = {
    Clue{TaskKind::place, "descri", 1},     Clue{TaskKind::place, "decri", 1},
    Clue{TaskKind::place, "place", 1},      Clue{TaskKind::place, "lieu", 2},
    Clue{TaskKind::place, "location", 2},   Clue{TaskKind::place, "village", 2},
    Clue{TaskKind::place, "forest", 2},     Clue{TaskKind::place, "foret", 2},
    Clue{TaskKind::place, "tavern", 2},     Clue{TaskKind::place, "dungeon", 2},
    Clue{TaskKind::place, "donjon", 2},     Clue{TaskKind::place, "landscape", 2},
    Clue{TaskKind::place, "paysage", 2},    Clue{TaskKind::place, "castle", 2},
    Clue{TaskKind::place, "chateau", 2},    Clue{TaskKind::quick, "choose", 2},
    Clue{TaskKind::quick, "choice", 2},     Clue{TaskKind::quick, "choi", 2},
    Clue{TaskKind::quick, "pick", 2},       Clue{TaskKind::quick, "yes", 1},
    Clue{TaskKind::quick, "oui", 1},        Clue{TaskKind::quick, "option", 1},
    Clue{TaskKind::quick, "word", 1},       Clue{TaskKind::quick, "short", 1},
    Clue{TaskKind::combat, "epic", 3},      Clue{TaskKind::combat, "epique", 3},
    Clue{TaskKind::combat, "combat", 2},    Clue{TaskKind::combat, "battle", 2},
    Clue{TaskKind::combat, "bataille", 2},  Clue{TaskKind::combat, "fight", 2},
    Clue{TaskKind::combat, "duel", 2},      Clue{TaskKind::combat, "attaqu", 1},
    Clue{TaskKind::combat, "attack", 1},    Clue{TaskKind::combat, "sword", 1},
    Clue{TaskKind::combat, "epee", 1},      Clue{TaskKind::combat, "dragon", 1},
    Clue{TaskKind::dialogue, "dialog", 3},  Clue{TaskKind::dialogue, "say", 2},
    Clue{TaskKind::dialogue, "dit", 2},     Clue{TaskKind::dialogue, "dis", 1},
    Clue{TaskKind::dialogue, "answer", 1},  Clue{TaskKind::dialogue, "repond", 2},
    Clue{TaskKind::dialogue, "repli", 2},   Clue{TaskKind::dialogue, "talk", 2},
    Clue{TaskKind::dialogue, "parl", 2},    Clue{TaskKind::dialogue, "speak", 2},
    Clue{TaskKind::dialogue, "convers", 2}, Clue{TaskKind::dialogue, "greet", 2},
    Clue{TaskKind::tactics, "tactic", 3},   Clue{TaskKind::tactics, "tactiq", 3},
    Clue{TaskKind::tactics, "strateg", 3},  Clue{TaskKind::tactics, "best", 1},
    Clue{TaskKind::tactics, "meilleur", 1}, Clue{TaskKind::tactics, "optim", 2},
    Clue{TaskKind::tactics, "plan", 1},     Clue{TaskKind::tactics, "spell", 1},
    Clue{TaskKind::tactics, "sort", 1},     Clue{TaskKind::tactics, "damage", 2},
    Clue{TaskKind::tactics, "degat", 2},    Clue{TaskKind::tactics, "move", 1},
    Clue{TaskKind::tactics, "range", 1},    Clue{TaskKind::tactics, "portee", 1},
    Clue{TaskKind::tactics, "turn", 1},
};
/// A single clue that other tasks have too ("place", "move") tells nothing.
constexpr int least_weight = 2;
/// What a prompt asks for stands at its beginning; the facts and texts behind it may be long.
constexpr std::size_t most_words = 400;
constexpr std::size_t most_bytes = 10 * most_words;
/// Fewer ratings are no opinion yet.
constexpr std::int64_t least_ratings = 3;

struct Family {
    std::string_view part;
    std::array<TaskKind, 2> good_at;
};

/// What families of models are known to be good at, by the names of the families, of small and of reasoning models; the
/// first that a name has counts.
constexpr std::array families = {
    Family{"gemma", {TaskKind::place, TaskKind::combat}},
    Family{"mistral", {TaskKind::dialogue, TaskKind::general}},
    Family{"mixtral", {TaskKind::dialogue, TaskKind::general}},
    Family{"llama3.2", {TaskKind::quick, TaskKind::quick}},
    Family{"-r1", {TaskKind::tactics, TaskKind::tactics}},
    Family{"reason", {TaskKind::tactics, TaskKind::tactics}},
    Family{"qwq", {TaskKind::tactics, TaskKind::tactics}},
    Family{"qwen", {TaskKind::tactics, TaskKind::general}},
    Family{"magistral", {TaskKind::tactics, TaskKind::tactics}},
    Family{"ministral", {TaskKind::quick, TaskKind::quick}},
    Family{"haiku", {TaskKind::quick, TaskKind::dialogue}},
    Family{"minimax", {TaskKind::general, TaskKind::dialogue}},
    Family{"mini", {TaskKind::quick, TaskKind::quick}},
    Family{"nano", {TaskKind::quick, TaskKind::quick}},
    Family{"flash", {TaskKind::quick, TaskKind::quick}},
    Family{"tiny", {TaskKind::quick, TaskKind::quick}},
    Family{"phi", {TaskKind::quick, TaskKind::tactics}},
    Family{"sonnet", {TaskKind::dialogue, TaskKind::tactics}},
    Family{"opus", {TaskKind::combat, TaskKind::tactics}},
    Family{"llama", {TaskKind::general, TaskKind::dialogue}},
    Family{"gemini", {TaskKind::general, TaskKind::dialogue}},
    Family{"gpt", {TaskKind::general, TaskKind::dialogue}},
    Family{"claude", {TaskKind::general, TaskKind::dialogue}},
    Family{"deepseek", {TaskKind::general, TaskKind::tactics}},
};

std::vector<std::string> first_words(std::string_view prompt) {
    return fold_words(fold(prompt.substr(0, most_bytes)));
}

bool is_letter(char c) {
    return c >= 'a' && c <= 'z';
}

/// True when `name` has `part` as a word or the beginning of one: "gemini" and "dolphin" are neither mini nor phi.
bool has_word(std::string_view name, std::string_view part) {
    for (std::size_t at = name.find(part); at != std::string_view::npos; at = name.find(part, at + 1)) {
        if (at == 0 || part.front() == '-' || !is_letter(name[at - 1])) return true;
    }
    return false;
}

bool is_good_at(const ModelEntry& model, TaskKind task) {
    const auto list = model.good_at.empty() ? guess_specialities(model.model) : model.good_at;
    return std::find(list.begin(), list.end(), task) != list.end();
}

/// Larger is better: as configured, else the size the name tells.
double quality_of(const ModelEntry& model) {
    return model.quality.value_or(parameters_of(model.model).value_or(0));
}

double price_of(const ModelEntry& model) {
    return model.price_in.value_or(0) + model.price_out.value_or(0);
}

bool holds(const RouteEntry& rule, TaskKind task, const std::vector<std::string>& words) {
    if (rule.task && *rule.task != task) return false;
    return rule.words.empty() || std::any_of(rule.words.begin(), rule.words.end(), [&](const std::string& word) {
               return std::find(words.begin(), words.end(), word) != words.end();
           });
}

}  // namespace

TaskKind guess_task(std::string_view prompt) {
    std::array<int, all_tasks.size()> weights{};
    std::vector<std::string> words = first_words(prompt);
    words.resize(std::min(words.size(), most_words));
    for (const std::string& word : words) {
        for (const Clue& clue : clues) {
            if (word.starts_with(clue.beginning)) weights[static_cast<std::size_t>(clue.task)] += clue.weight;
        }
    }
    const auto best = std::max_element(weights.begin(), weights.end());
    return *best < least_weight ? TaskKind::general : static_cast<TaskKind>(best - weights.begin());
}

std::vector<TaskKind> guess_specialities(std::string_view model) {
    const std::string name = fold(model);
    const auto size = parameters_of(name);
    std::vector<TaskKind> list;
    const auto add = [&list](TaskKind task) {
        if (std::find(list.begin(), list.end(), task) == list.end()) list.push_back(task);
    };
    if (size && *size <= 3) add(TaskKind::quick);
    for (const Family& family : families) {
        if (!has_word(name, family.part)) continue;
        for (const TaskKind task : family.good_at) add(task);
        return list;
    }
    if (list.empty()) add(TaskKind::general);
    return list;
}

std::optional<double> parameters_of(std::string_view model) {
    const std::string name = fold(model);
    for (std::size_t at = name.find('b'); at != std::string::npos; at = name.find('b', at + 1)) {
        std::size_t begin = at;
        while (begin > 0 && (name[begin - 1] == '.' || (name[begin - 1] >= '0' && name[begin - 1] <= '9'))) --begin;
        const bool ends = at + 1 == name.size() || !((name[at + 1] >= 'a' && name[at + 1] <= 'z'));
        if (begin == at || !ends) continue;
        double size = 0;
        if (std::from_chars(name.data() + begin, name.data() + at, size).ec == std::errc{}) return size;
    }
    return std::nullopt;
}

Value Route::value() const {
    return {{"task", task_name(task)}, {"task_by", task_by}, {"models", models}, {"why", why}};
}

Route route(const Catalog& catalog, std::string_view prompt, std::optional<TaskKind> task, std::string task_by,
            Preference preference, const Opinions& opinions) {
    if (catalog.models.empty()) {
        throw UsageError("--model auto chooses among the models of the configuration, and there is none",
                         "configure some under llm-ask.models, or name one with --model");
    }
    Route decided;
    decided.task = task ? *task : guess_task(prompt);
    decided.task_by = task ? std::move(task_by) : "guess";
    const std::vector<std::string> words = first_words(prompt);
    for (std::size_t i = 0; i < catalog.routes.size(); ++i) {
        if (!holds(catalog.routes[i], decided.task, words)) continue;
        decided.models = catalog.routes[i].models;
        decided.why = fmt::format("rule {} of the configuration", i + 1);
        return decided;
    }
    struct Scored {
        const ModelEntry* model;
        double speciality;
        double opinion;
    };
    std::vector<Scored> scored;
    for (const ModelEntry& model : catalog.models) {
        double opinion = 0;
        if (const auto known = opinions ? opinions(model.model, decided.task) : std::nullopt;
            known && known->count >= least_ratings) {
            opinion = known->mean;
        }
        scored.push_back({&model, is_good_at(model, decided.task) ? 1.0 : 0.0, opinion});
    }
    std::stable_sort(scored.begin(), scored.end(), [&](const Scored& a, const Scored& b) {
        // A model that people rate badly for this task is no specialist of it.
        const double a_fit = a.speciality + a.opinion;
        const double b_fit = b.speciality + b.opinion;
        if (preference == Preference::cost && price_of(*a.model) != price_of(*b.model)) {
            return price_of(*a.model) < price_of(*b.model);
        }
        if (a_fit != b_fit) return a_fit > b_fit;
        if (preference == Preference::cost) return quality_of(*a.model) < quality_of(*b.model);
        return quality_of(*a.model) > quality_of(*b.model);
    });
    for (const Scored& entry : scored) decided.models.push_back(entry.model->name);
    const Scored& first = scored.front();
    decided.why = fmt::format("{} first{}{}", preference == Preference::cost ? "cost" : "quality",
                              first.speciality > 0 ? fmt::format(", good at {}", task_name(decided.task)) : "",
                              first.opinion != 0 ? fmt::format(", rated {:+.2f}", first.opinion) : "");
    return decided;
}

}  // namespace tk::llm
