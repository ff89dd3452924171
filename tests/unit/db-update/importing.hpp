#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "db-update/import.hpp"
#include "store/migrations.hpp"
#include "temp_folder.hpp"

/// What one import printed.
struct Imported {
    tk::Status status;
    std::vector<nlohmann::json> records;  ///< the last one is the summary
    std::string messages;

    const nlohmann::json& summary() const { return records.back(); }
    /// inserted, updated, unchanged, rejected
    std::vector<int> counts() const {
        return {summary()["inserted"], summary()["updated"], summary()["unchanged"], summary()["rejected"]};
    }
};

/// A database in a temporary folder and imports into it.
class Knowledge {
public:
    Knowledge() { tk::store::migrate(*tk::store::open_database(path(), tk::store::Access::create)); }

    std::string path() const { return folder / "kb.db"; }
    std::unique_ptr<tk::store::Database> open(tk::store::Access access = tk::store::Access::write) const {
        return tk::store::open_database(path(), access, {0.2});
    }

    Imported import(const tk::update::Table& table, const std::string& text, tk::update::ImportOptions options = {},
                    tk::Settings settings = {}) const {
        options.files = {folder.file("in.json", text)};
        return call([&](tk::Context& context) { return import_records(context, *open(), table, options); },
                    std::move(settings));
    }
    /// An import of files whose kind shows.
    Imported import_files(tk::update::ImportOptions options, const std::vector<std::string>& files) const {
        options.files = files;
        return call([&](tk::Context& context) { return import_any(context, *open(), options); });
    }
    Imported import_any_text(const std::string& text, tk::update::ImportOptions options = {},
                             const std::string& name = "in.json") const {
        return import_files(std::move(options), {folder.file(name, text)});
    }

    /// Runs `work` as a tool does, and keeps what it prints.
    Imported call(const std::function<tk::Status(tk::Context&)>& work, tk::Settings settings = {}) const {
        const std::string out_path = folder / "out";
        const std::string log_path = folder / "log";
        const int kept = ::dup(STDERR_FILENO);
        const int log_file = ::open(log_path.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600);
        ::dup2(log_file, STDERR_FILENO);
        tk::Status status{};
        std::exception_ptr failure;
        try {
            tk::Writer out(out_path);
            tk::Log log("db-update", tk::Log::Level::warning, false);
            settings.quiet = true;
            tk::Context context("db-update", settings, out, log);
            status = work(context);
            out.close();
        } catch (...) {
            failure = std::current_exception();
        }
        ::dup2(kept, STDERR_FILENO);
        ::close(kept);
        ::close(log_file);
        if (failure) std::rethrow_exception(failure);
        Imported imported{status, {}, content_of(log_path)};
        std::ifstream lines(out_path);
        for (std::string line; std::getline(lines, line);) imported.records.push_back(nlohmann::json::parse(line));
        return imported;
    }

    /// First column of the first row, as text.
    std::string ask(const std::string& sql) const {
        const auto database = open(tk::store::Access::read);
        const auto statement = database->prepare(sql);
        return statement->step() ? std::string(statement->text(0)) : "(no row)";
    }

    TempFolder folder;
};
