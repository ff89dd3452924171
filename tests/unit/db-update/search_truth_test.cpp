#include <set>
#include <sstream>

#include "catch.hpp"
#include "core/text.hpp"
#include "importing.hpp"
#include "store/search.hpp"
#include "test_data.hpp"

using namespace tk::update;

namespace {

/// Records with the key under `id` and the text under `name`, whatever the file calls them.
std::string renamed(const std::string& text, const std::string& key) {
    nlohmann::json all = nlohmann::json::array();
    for (const nlohmann::json& record : nlohmann::json::parse(text))
        all.push_back({{"id", record[key]}, {"name", record["name"]}});
    return all.dump();
}

}  // namespace

TEST_CASE("published names are found by the words that stand in them and by no others", "[db-update]") {
    const std::string folder = test_data("kb");
    if (folder.empty()) return;
    const Knowledge knowledge;
    const Table table = spells_table();
    ImportOptions options;
    options.game = "kb/5e/fr-FR_spells.json";
    knowledge.import(table, renamed(content_of(folder + "5e/fr-FR_spells.json"), "index"), options);
    options.game = "kb/sets/sets_fr.json";
    REQUIRE(knowledge.import(table, renamed(content_of(folder + "sets/sets_fr.json"), "ankama_id"), options).counts() ==
            std::vector<int>{929, 0, 0, 0});
    const auto database = knowledge.open(tk::store::Access::read);

    std::istringstream truth(content_of(folder + "TRUTH_SEARCH.tsv"));
    int checked = 0;
    for (std::string line; std::getline(truth, line);) {
        if (line.starts_with('#')) continue;
        const auto columns = tk::split(line, '\t');
        std::set<std::string> expected;
        if (columns.size() > 4) {
            std::istringstream keys(columns[4]);
            for (std::string key; keys >> key;) expected.insert(key);
        }
        tk::store::SearchScope scope;
        scope.game = columns[0];
        scope.limit = 1000;
        const auto result = tk::store::search(*database, columns[2], scope);
        std::set<std::string> found;
        if (result.match == tk::store::SearchMatch::words) {
            for (const auto& hit : result.hits) found.insert(hit.id);
        }
        CAPTURE(line);
        CHECK(found == expected);
        CHECK(expected.size() == static_cast<std::size_t>(std::stoi(columns[3])));
        ++checked;
    }
    REQUIRE(checked == 24);
}
