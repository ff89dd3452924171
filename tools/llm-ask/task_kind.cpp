#include "llm-ask/task_kind.hpp"

namespace tk::llm {

std::string_view task_name(TaskKind task) {
    switch (task) {
        case TaskKind::place: return "place";
        case TaskKind::quick: return "quick";
        case TaskKind::combat: return "combat";
        case TaskKind::dialogue: return "dialogue";
        case TaskKind::tactics: return "tactics";
        case TaskKind::general: break;
    }
    return "general";
}

std::optional<TaskKind> task_of_name(std::string_view name) {
    for (const TaskKind task : all_tasks) {
        if (task_name(task) == name) return task;
    }
    return std::nullopt;
}

std::vector<std::string> task_names() {
    std::vector<std::string> names;
    for (const TaskKind task : all_tasks) names.emplace_back(task_name(task));
    return names;
}

}  // namespace tk::llm
