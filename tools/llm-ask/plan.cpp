#include "llm-ask/plan.hpp"

namespace tk::llm {

namespace {

void add(Plan& plan, Candidate model) {
    for (const Candidate& there : plan.chain) {
        if (there.key() == model.key()) return;
    }
    plan.chain.push_back(std::move(model));
}

}  // namespace

Plan plan_for(const ServerOptions& options, Ledger& ledger, std::string_view prompt, std::optional<TaskKind> usual,
              const Log& log) {
    const auto role = options.catalog.roles.find(options.role);
    const bool has_role = role != options.catalog.roles.end();
    std::string name = options.model;
    if (name.empty() && has_role) name = role->second.model;

    std::optional<TaskKind> task = task_of_name(options.task);
    std::string task_by = "option";
    if (!task && has_role && role->second.task) {
        task = role->second.task;
        task_by = "role";
    }
    if (!task && usual) {
        task = usual;
        task_by = "use";
    }

    Plan plan;
    const bool only_catalog = options.provider.empty() && options.url.empty() && !options.catalog.models.empty();
    if (name == "auto" || (name.empty() && only_catalog)) {
        const Opinions opinions = [&ledger](const std::string& model, TaskKind kind) {
            return ledger.rating(model, std::string(task_name(kind)));
        };
        plan.route = route(options.catalog, prompt, task, task_by,
                           options.prefer == "cost" ? Preference::cost : Preference::quality, opinions);
        plan.task = task_name(plan.route->task);
        for (const std::string& model : plan.route->models) add(plan, candidate(options, model, log));
    } else {
        plan.task = task_name(task ? *task : guess_task(prompt));
        add(plan, candidate(options, name, log));
    }
    for (const std::string& fallback : options.fallback) add(plan, candidate(options, fallback, log));
    return plan;
}

}  // namespace tk::llm
