#pragma once

#include <fmt/format.h>

#include <functional>
#include <string>
#include <string_view>

#include "core/program.hpp"
#include "kb-query/options.hpp"
#include "store/database.hpp"

namespace tk::query {

using Answer = std::function<Status(Context&, store::Database&)>;

/// Opens the database and answers from it; with --cache an answer of the same question is taken from the disk while the
/// database is the same. Only answers that found something and had nothing to say on stderr are kept.
Status answer(Context& context, const Options& options, const Answer& work);

/// A message on stderr that belongs to the answer.
void say(Context& context, const std::string& message);

/// `english` or `french`, filled in: whichever people asked for with --lang.
template <class... Values>
std::string in_language(Language language, std::string_view english, std::string_view french, const Values&... values) {
    return fmt::format(fmt::runtime(language == Language::french ? french : english), values...);
}

}  // namespace tk::query
