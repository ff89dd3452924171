#pragma once

#include "store/database.hpp"

namespace tk::store {

/// Rows of the program that a statement reads like a table: far cheaper than binding them row by row.
class RowFeed {
public:
    virtual ~RowFeed() = default;
    /// Back to before the first row.
    virtual void begin() = 0;
    /// Moves to the next row; false at the end.
    virtual bool next() = 0;
    /// A value of the present row, columns counted from 0; it and its text stay valid until `next`.
    virtual const Argument& column(int number) const = 0;
};

}  // namespace tk::store
