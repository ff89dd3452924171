#include "store/search.hpp"
#include "catch.hpp"
#include "core/error.hpp"
#include "store/migrations.hpp"
#include "temp_folder.hpp"

using namespace tk::store;

namespace {

class Library {
public:
    Library() : database_(open_database(folder_ / "kb.db", Access::create)) {
        migrate(*database_);
        insert_ = database_->prepare(
            "INSERT INTO search_documents (kind, game, record_id, title, name, body) VALUES ($1, 'g', $2, $3, $4, $5)");
    }
    void add(const std::string& kind, const std::string& id, const std::string& name, const std::string& body = "") {
        insert_->with(kind, id, name, search_text(name), search_text(body)).run();
    }
    std::vector<std::string> find(const std::string& words, SearchScope scope = {}) {
        std::vector<std::string> ids;
        for (const SearchHit& hit : search(*database_, words, scope).hits) ids.push_back(hit.id);
        return ids;
    }
    Database& database() { return *database_; }

private:
    TempFolder folder_;
    std::unique_ptr<Database> database_;
    std::unique_ptr<Statement> insert_;
};

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("accents, ligatures and case do not matter in a search", "[store]") {
    Library library;
    library.add("monsters", "oeil", "Œil-de-braise");
    library.add("spells", "epee", "Épée d'aube");
    library.add("spells", "coeur", "Cœur de chêne", "rend des points de vie");
    auto [words, found] = GENERATE(table<std::string, Ids>({
        {"oeil", {"oeil"}},
        {"Œil", {"oeil"}},
        {"ŒIL", {"oeil"}},
        {"EPEE", {"epee"}},
        {"E\u0301pe\u0301e", {"epee"}},
        {"coeur chene", {"coeur"}},
        {"braise oeil", {"oeil"}},
        {"vie", {"coeur"}},
        {"chat", {}},
        {"coeur braise", {}},
    }));
    CAPTURE(words);
    REQUIRE(library.find(words) == found);
}

TEST_CASE("a hit in the name comes before a hit in the text", "[store]") {
    Library library;
    library.add("spells", "a", "Souffle", "une braise qui soigne");
    library.add("spells", "b", "Braise", "un souffle");
    REQUIRE(library.find("braise") == Ids{"b", "a"});
    REQUIRE(library.find("souffle") == Ids{"a", "b"});
}

TEST_CASE("whole words come first, beginnings only when nothing holds the word", "[store]") {
    Library library;
    library.add("spells", "feu", "Feu follet");
    library.add("spells", "feuille", "Feuille morte");
    REQUIRE(library.find("feu") == Ids{"feu"});
    REQUIRE(library.find("feu*") == Ids{"feu", "feuille"});
    const SearchResult loose = search(library.database(), "feuil", {});
    REQUIRE(loose.match == SearchMatch::beginnings);
    REQUIRE(loose.hits.at(0).id == "feuille");
    REQUIRE(search(library.database(), "feu", {}).match == SearchMatch::words);
}

TEST_CASE("a typo is forgiven when nothing else is found, and said", "[store]") {
    Library library;
    library.add("spells", "feu", "Boule de feu");
    library.add("spells", "fleche", "Flèche enflammée");
    library.add("spells", "eclair", "Éclair");
    using Corrections = std::vector<std::pair<std::string, std::string>>;
    const auto corrected = [&](const char* words, const Corrections& corrections, const char* id) {
        const SearchResult result = search(library.database(), words, {});
        CAPTURE(words);
        REQUIRE(result.match == SearchMatch::similar);
        REQUIRE(result.corrections == corrections);
        REQUIRE(result.hits.at(0).id == id);
    };
    corrected("fléhce", {{"flehce", "fleche"}}, "fleche");
    corrected("eclaire", {{"eclaire", "eclair"}}, "eclair");
    corrected("beclair", {{"beclair", "eclair"}}, "eclair");  // no word with that first letter is near
    corrected("xclair", {{"xclair", "eclair"}}, "eclair");
    corrected("nflamnee", {{"nflamnee", "enflammee"}}, "fleche");  // its first letter missing, and one wrong
    corrected("wnflamee", {{"wnflamee", "enflammee"}}, "fleche");
    corrected("nefllammee", {{"nefllammee", "enflammee"}}, "fleche");
    corrected("flech enflamee", {{"flech", "fleche"}, {"enflamee", "enflammee"}}, "fleche");
    // Short words have too many neighbours to guess, and so has a word with three wrong letters.
    REQUIRE(search(library.database(), "fou", {}).hits.empty());
    REQUIRE(search(library.database(), "anflamoe", {}).hits.empty());
}

TEST_CASE("a search can be held to names", "[store]") {
    Library library;
    library.add("spells", "a", "Souffle", "une braise qui soigne");
    library.add("spells", "b", "Braise", "un souffle");
    SearchScope names;
    names.only_names = true;
    REQUIRE(library.find("braise", names) == Ids{"b"});
    REQUIRE(library.find("brai*", names) == Ids{"b"});
}

TEST_CASE("a search can be held to a kind, a game and a number", "[store]") {
    Library library;
    library.add("spells", "s", "Loup");
    library.add("monsters", "m", "Loup");
    REQUIRE(library.find("loup").size() == 2);
    REQUIRE(library.find("loup", {"monsters", std::nullopt, 20}) == Ids{"m"});
    REQUIRE(library.find("loup", {std::nullopt, "other", 20}).empty());
    REQUIRE(library.find("loup", {std::nullopt, std::nullopt, 1}).size() == 1);
}

TEST_CASE("the query language of the index cannot be reached through the words", "[store]") {
    Library library;
    library.add("spells", "s", "Loup cendré");
    const std::string words =
        GENERATE("loup OR chat", "\"loup", "loup)", "name:loup", "loup NEAR cendre", "lou* ^", "- loup");
    CAPTURE(words);
    REQUIRE_NOTHROW(library.find(words));
    REQUIRE_THROWS_AS(library.find("\" * ( )"), tk::UsageError);
}

TEST_CASE("a changed or deleted record is found under its new words only", "[store]") {
    Library library;
    library.add("spells", "s", "Loup");
    library.database().execute("UPDATE search_documents SET name = 'renard'");
    REQUIRE(library.find("loup").empty());
    REQUIRE(library.find("renard") == Ids{"s"});
    library.database().execute("DELETE FROM search_documents");
    REQUIRE(library.find("renard").empty());
}
