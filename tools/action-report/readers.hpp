#pragma once

#include <string>
#include <vector>

#include "action-report/collector.hpp"
#include "core/program.hpp"
#include "packed/byte_stream.hpp"

namespace tk::report {

/// The kinds of input.
enum class InputKind { jsonl, json, csv, xes, ocel_json, ocel_xml, showdown, showdown_json, pgn, spmf, database };

/// What the first bytes say; JSON Lines where they say nothing else.
InputKind kind_of(std::string_view head);
/// "xes" -> InputKind; "auto" and unknown names give nothing. "ocel" is told apart by `head`.
std::optional<InputKind> kind_named(std::string_view name, std::string_view head);

/// What the command line says about the reading of logs.
struct ReadOptions {
    std::string map;          ///< --map: columns of CSV, attributes of XES and OCEL
    std::string object_type;  ///< OCEL: the type whose objects are the sessions; empty: the first object of each event
    bool with_lifecycle = false;  ///< XES: "name+transition" is the action
};

/// A record a line: of a plain file or pipe (those who hold its frames back learn how far it was read), and of one that
/// is packed, or grows.
void read_jsonl(Context& context, const std::string& path, Collector& log);
void read_lines(ByteStream& in, Collector& log, Context& context);
/// Records that are spread over lines.
void read_json(ByteStream& in, Collector& log, Context& context);
/// XES (IEEE 1849), streamed. A trace is a session.
void read_xes(ByteStream& in, Collector& log, Context& context, const ReadOptions& options);
/// OCEL 2.0 in JSON, in XML, and in SQLite.
void read_ocel_json(ByteStream& in, Collector& log, Context& context, const ReadOptions& options);
void read_ocel_xml(ByteStream& in, Collector& log, Context& context, const ReadOptions& options);
/// A database: OCEL 2.0 in SQLite, or turnkit's own.
void read_database(const std::string& path, Collector& log, Context& context, const ReadOptions& options);
/// RFC 4180, with `,`, `;` or tab: a log of actions, a series of measurements, or a list of edges; by its columns.
void read_csv(ByteStream& in, Collector& log, Context& context, const ReadOptions& options);
/// The battle protocol of Pokemon Showdown, plain or in the member `log` of a JSON object.
void read_showdown(ByteStream& in, Collector& log, Context& context);
void read_showdown_json(ByteStream& in, Collector& log, Context& context);
/// Chess games: each half-move an action, and the result as a last action of both players.
void read_pgn(ByteStream& in, Collector& log, Context& context);
/// Sequences of items in the SPMF format: each sequence a session, each step an action (its items joined by +).
void read_spmf(ByteStream& in, Collector& log, Context& context);

}  // namespace tk::report
