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
    for (const TaskKind task : {TaskKind::general, TaskKind::place, TaskKind::quick, TaskKind::combat,
                                TaskKind::dialogue, TaskKind::tactics}) {
        if (task_name(task) == name) return task;
    }
    return std::nullopt;
}

}  // namespace tk::llm
