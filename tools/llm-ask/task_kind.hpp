#pragma once

#include <optional>
#include <string_view>

namespace tk::llm {

/// What a prompt asks for, as the router tells prompts apart.
enum class TaskKind { general, place, quick, combat, dialogue, tactics };

/// "general", "place", "quick", "combat", "dialogue", "tactics".
std::string_view task_name(TaskKind task);
/// The inverse of task_name.
std::optional<TaskKind> task_of_name(std::string_view name);

}  // namespace tk::llm
