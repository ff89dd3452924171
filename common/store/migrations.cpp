#include "store/migrations.hpp"

#include "core/error.hpp"

namespace tk::store {

int latest_version(const Dialect& dialect) {
    return dialect.migrations.back().number;
}

void refuse_newer(Database& database, int version) {
    const int latest = latest_version(database.dialect());
    if (version > latest)
        throw Error(database.name() + " has schema " + std::to_string(version) + ", newer than this build's " +
                        std::to_string(latest),
                    "use the turnkit that made it, or a newer one");
}

int migrate(Database& database) {
    int done = 0;
    for (const Migration& migration : database.dialect().migrations) {
        Transaction transaction(database);
        // Read under the write lock: another process may have migrated in the meantime.
        const int version = database.schema_version();
        refuse_newer(database, version);
        if (version >= migration.number) continue;
        database.execute(migration.script);
        database.set_schema_version(migration.number);
        transaction.commit();
        ++done;
    }
    return done;
}

}  // namespace tk::store
