#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"
#include "llm-ask/catalog.hpp"
#include "llm-ask/opinion.hpp"

namespace tk::llm {

/// What `prompt` asks for, guessed from its words (English and French).
TaskKind guess_task(std::string_view prompt);

/// What a model is good at, guessed from its name ("gemma2": places and combat; "llama3.2:1b": quick choices).
std::vector<TaskKind> guess_specialities(std::string_view model);

/// Billions of parameters as the name tells them ("llama3.2:1b"); nothing when it does not.
std::optional<double> parameters_of(std::string_view model);

/// What decides between models that can do a task.
enum class Preference { quality, cost };

/// The opinion of a model for a task, where somebody rated it.
using Opinions = std::function<std::optional<Opinion>(const std::string& model, TaskKind task)>;

/// What the router decided, for the record.
struct Route {
    TaskKind task = TaskKind::general;
    std::string task_by;              ///< "option", "role", "use" (narrate) or "guess"
    std::vector<std::string> models;  ///< names of configured models, best first
    std::string why;

    Value value() const;
};

/// Chooses among the models of the catalog: the first rule that holds, else by speciality, then by the people's ratings
/// (three at least), then by price or quality. Without any configured model: UsageError.
Route route(const Catalog& catalog, std::string_view prompt, std::optional<TaskKind> task, std::string task_by,
            Preference preference, const Opinions& opinions);

}  // namespace tk::llm
