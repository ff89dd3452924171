#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tk::llm {

/// What a prompt asks for, as the router tells prompts apart.
enum class TaskKind { general, place, quick, combat, dialogue, tactics };

inline constexpr std::array all_tasks = {TaskKind::general, TaskKind::place,    TaskKind::quick,
                                         TaskKind::combat,  TaskKind::dialogue, TaskKind::tactics};

/// "general", "place", "quick", "combat", "dialogue", "tactics".
std::string_view task_name(TaskKind task);
/// The inverse of task_name.
std::optional<TaskKind> task_of_name(std::string_view name);
/// The names of all.
std::vector<std::string> task_names();

}  // namespace tk::llm
