#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "action-report/chess_clock.hpp"
#include "action-report/readers.hpp"
#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::report {

namespace {

/// PGN is Latin-1 by its standard, and UTF-8 where programs of today write it.
std::string as_utf8(std::string text) {
    if (valid_utf8(text)) return text;
    std::u32string letters;
    for (const char c : text) letters += static_cast<unsigned char>(c);
    return encode_utf8(letters);
}

/// Of a comment, which is kept for its clock, of a tag and of a move: what is never closed goes on to the end of the
/// file.
constexpr std::size_t most_kept = std::size_t{64} << 10;

/// Portable Game Notation, import format (PGN standard, S. J. Edwards, 1994), character by character.
class PgnReader {
public:
    PgnReader(ByteStream& in, Collector& log, Context& context) : in_(in), log_(log), context_(context) {}

    void run() {
        std::string buffer(256 << 10, '\0');
        while (const std::size_t count = in_.read(buffer.data(), buffer.size())) {
            context_.check_interrupt();
            for (std::size_t i = 0; i < count; ++i) take(buffer[i]);
        }
        if (in_what_ == In::comment) {
            tell(comment_line_, "a comment is not closed", "what follows it in the file was not read");
            text_.clear();
        }
        end_token();
        finish();
    }

private:
    enum class In { movetext, tag, comment, rest_of_line };

    void take(char c) {
        const bool at_line_start = line_start_;
        line_start_ = c == '\n';
        if (c == '\n') ++line_;
        switch (in_what_) {
            case In::comment:
                if (c != '}') {
                    keep(c);
                    return;
                }
                if (depth_ == 0 && ply_) {
                    if (const auto taken = clock_.read(text_, ply_->is_white)) ply_->duration = taken;
                }
                text_.clear();
                in_what_ = In::movetext;
                return;
            case In::rest_of_line:
                if (c == '\n') in_what_ = In::movetext;
                return;
            case In::tag:
                if (c == '\n')
                    end_tag();
                else
                    keep(c);
                return;
            case In::movetext: break;
        }
        if (c == '[' && at_line_start) {
            end_token();
            if (moves_seen_ || ended_) finish();
            in_what_ = In::tag;
        } else if (c == '{') {
            end_token();
            in_what_ = In::comment;
            comment_line_ = line_;
        } else if (c == ';' || (c == '%' && at_line_start)) {
            end_token();
            in_what_ = In::rest_of_line;
        } else if (c == '(') {
            end_token();
            ++depth_;
        } else if (c == ')') {
            end_token();
            if (depth_ > 0) --depth_;
        } else if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            end_token();
        } else {
            keep(c);
        }
    }

    void keep(char c) {
        if (text_.size() < most_kept) text_ += c;
    }

    void tell(std::size_t line, const std::string& what, const char* advice = "") {
        const InputError error{in_.source(), line, what, advice};
        log_.unreadable(error.what());
        context_.problem(error);
    }

    void end_tag() {
        in_what_ = In::movetext;
        const auto open = text_.find('"');
        const auto close = text_.rfind('"');
        if (open != std::string::npos && close > open) {
            tags_[std::string(trim(text_.substr(0, open)))] = as_utf8(text_.substr(open + 1, close - open - 1));
        } else {
            tell(line_ - 1, "not a tag of PGN: [" + as_utf8(text_.substr(0, 80)));
        }
        text_.clear();
    }

    void end_token() {
        std::string token = std::move(text_);
        text_.clear();
        if (token.empty() || depth_ > 0) return;
        if (token == "1-0" || token == "0-1" || token == "1/2-1/2" || token == "1/2" || token == "*") {
            if (!tags_.contains("Result")) tags_["Result"] = token;
            ended_ = true;
            return;
        }
        if (token.front() == '$') return;
        // "12.", "12...", and "12.Nf3" without a blank
        std::size_t at = 0;
        while (at < token.size() && token[at] >= '0' && token[at] <= '9') ++at;
        if (at > 0 && at < token.size() && token[at] == '.') {
            at = token.find_first_not_of('.', at);
            token = at == std::string::npos ? "" : token.substr(at);
        } else if (at == token.size()) {
            return;
        }
        while (!token.empty() && (token.back() == '!' || token.back() == '?')) token.pop_back();
        if (token.empty() || token == "e.p.") return;
        if (!std::isalpha(static_cast<unsigned char>(token.front()))) return;
        moves_seen_ = true;
        ply(token);
    }

    std::string session() const { return fmt::format("game {}", games_ + 1); }
    const std::string& tag(const char* name) const {
        static const std::string none;
        const auto found = tags_.find(name);
        return found == tags_.end() ? none : found->second;
    }

    /// An event of the game, when that began.
    Event begin(bool white) {
        if (!start_) start_ = start_of_game();
        Event event = *start_;
        event.actor = tag(white ? "White" : "Black");
        if (event.time && !event.day_only) *event.time += played_;
        return event;
    }

    /// A half-move is told when its comment is known, which may hold the clock.
    struct Ply {
        std::string san;
        bool is_white;
        std::int64_t turn;
        std::optional<double> duration;
    };

    void ply(const std::string& san) {
        tell_ply();
        if (plies_ == 0) clock_ = ChessClock(tag("TimeControl"));
        ply_ = Ply{as_utf8(san), plies_ % 2 == 0, plies_ / 2 + 1, std::nullopt};
        ++plies_;
    }

    void tell_ply() {
        if (!ply_) return;
        const std::string name = session();
        played_ += ply_->duration.value_or(0);
        Event event = begin(ply_->is_white);
        // The same move of one player may come again: it is no record that came twice.
        const std::string id = fmt::format("{}/{}", name, plies_);
        event.id = id;
        event.session = name;
        event.action = "move";
        event.target = ply_->san;
        event.turn = ply_->turn;
        event.duration = ply_->duration;
        event.params_hash = std::hash<std::string>{}(ply_->san);
        log_.count_record("pgn half-move");
        ++context_.counters().records_in;
        log_.take_event(std::move(event));
        ply_.reset();
    }

    /// When the game began: to the second where the tags say that, else the day.
    Event start_of_game() const {
        Event event;
        std::string day = tag("UTCDate").empty() ? tag("Date") : tag("UTCDate");
        const std::string& hour = tag("UTCTime");
        if (!hour.empty()) {
            std::replace(day.begin(), day.end(), '.', '-');
            if (set_time(event, day + "T" + hour + "Z")) return event;
        }
        set_time(event, tag("Date"));
        return event;
    }

    /// The result, as a last action of both.
    void finish() {
        tell_ply();
        if (tags_.empty() && plies_ == 0) return;
        const std::string name = session();
        const std::string& result = tag("Result");
        for (const bool white : {true, false}) {
            Event event = begin(white);
            event.session = name;
            const bool draw = result == "1/2-1/2" || result == "1/2";
            const bool won = result == (white ? "1-0" : "0-1");
            if (!draw && result != "1-0" && result != "0-1") continue;
            event.action = draw ? "draw" : won ? "win" : "loss";
            log_.count_record("pgn result");
            log_.take_event(std::move(event));
        }
        ++games_;
        tags_.clear();
        plies_ = 0;
        played_ = 0;
        start_.reset();
        depth_ = 0;
        moves_seen_ = ended_ = false;
        if ((games_ & 255) == 0) context_.check_interrupt();
    }

    ByteStream& in_;
    Collector& log_;
    Context& context_;
    In in_what_ = In::movetext;
    std::string text_;
    std::map<std::string, std::string> tags_;
    std::size_t line_ = 1, comment_line_ = 0;
    int depth_ = 0;
    std::int64_t plies_ = 0;
    std::optional<Ply> ply_;  ///< the last one, not told yet
    ChessClock clock_{""};
    double played_ = 0;           ///< seconds
    std::optional<Event> start_;  ///< of the game, once it was asked for
    std::uint64_t games_ = 0;
    bool line_start_ = true, moves_seen_ = false, ended_ = false;
};

}  // namespace

void read_pgn(ByteStream& in, Collector& log, Context& context) {
    PgnReader{in, log, context}.run();
}

}  // namespace tk::report
