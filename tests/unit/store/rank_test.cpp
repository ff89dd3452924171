#include <algorithm>
#include <map>
#include <random>

#include "catch.hpp"
#include "store/migrations.hpp"
#include "store/search.hpp"
#include "temp_folder.hpp"

using namespace tk::store;

namespace {

/// Records of few words, so that many hold the same ones, some of them often.
class Corpus {
public:
    Corpus(unsigned seed, int records) : random_(seed), database_(open_database(folder_ / "kb.db", Access::create)) {
        migrate(*database_);
        const auto insert = database_->prepare(
            "INSERT INTO search_documents (kind, game, record_id, title, name, body) VALUES ($1, $2, $3, $3, $4, $5)");
        Transaction transaction(*database_);
        for (int i = 0; i < records; ++i) {
            insert
                ->with(draw(3) == 0 ? "maps" : "spells", draw(4) == 0 ? "h" : "g", std::to_string(i), words(3),
                       words(1 + draw(20)))
                .run();
        }
        transaction.commit();
    }

    Database& database() { return *database_; }

    /// FTS5's own ranks of all that the words find, the best first, and of each record.
    std::vector<double> ranks(const std::string& query, const SearchScope& scope) {
        const auto all = database_->prepare(
            "SELECT d.record_id, bm25(search_index, 10.0, 1.0) FROM search_index JOIN search_documents AS d ON d.id = "
            "search_index.rowid WHERE search_index MATCH $1 AND ($2 IS NULL OR d.kind = $2) AND ($3 IS NULL OR d.game "
            "= "
            "$3)");
        all->with(query, scope.kind, scope.game);
        std::vector<double> ranks;
        rank_of.clear();
        while (all->step()) ranks.push_back(rank_of[std::string(all->text(0))] = all->real(1));
        std::sort(ranks.begin(), ranks.end());
        return ranks;
    }
    std::map<std::string, double> rank_of;

private:
    unsigned draw(unsigned below) { return static_cast<unsigned>(random_() % below); }
    std::string words(unsigned count) {
        std::string text;
        // The square makes the first words of the list frequent.
        for (unsigned i = 0; i < count; ++i) {
            const unsigned at = draw(30) * draw(30) / 30;
            text += (text.empty() ? "" : " ") + std::string(1, static_cast<char>('a' + at / 5)) + "word" +
                    static_cast<char>('a' + at % 5);
        }
        return text;
    }

    TempFolder folder_;
    std::mt19937 random_;
    std::unique_ptr<Database> database_;
};

}  // namespace

TEST_CASE("what is found is what a rank of every record finds, whatever is asked and how much of it", "[store]") {
    for (unsigned seed = 1; seed <= 4; ++seed) {
        Corpus corpus(seed, 300);
        for (const char* words : {"aworda", "fworde", "aworda awordb", "bwordc awordd", "a*", "c* aworda", "aworda*"}) {
            std::string match = words;  // the same words as FTS5 writes them
            if (match == "aworda awordb") match = "aworda AND awordb";
            for (const std::int64_t limit : {1, 7, 20, 1000}) {
                for (const auto& [kind, game] : {std::pair<const char*, const char*>{nullptr, nullptr},
                                                 {"spells", nullptr},
                                                 {nullptr, "h"},
                                                 {"maps", "g"},
                                                 {"items", nullptr}}) {
                    SearchScope scope;
                    if (kind != nullptr) scope.kind = kind;
                    if (game != nullptr) scope.game = game;
                    scope.limit = limit;
                    CAPTURE(seed, words, limit, kind == nullptr ? "" : kind, game == nullptr ? "" : game);
                    const std::vector<double> expected = corpus.ranks(match, scope);
                    const std::vector<SearchHit> hits = search(corpus.database(), words, scope).hits;
                    if (expected.empty()) continue;  // then words that begin so, or are near, are looked for
                    REQUIRE(hits.size() == std::min(expected.size(), static_cast<std::size_t>(limit)));
                    for (std::size_t i = 0; i < hits.size(); ++i)
                        REQUIRE(corpus.rank_of.at(hits[i].id) == Approx(expected[i]));
                }
            }
        }
    }
}
