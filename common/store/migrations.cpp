#include "store/migrations.hpp"

#include "core/error.hpp"

namespace tk::store {

int latest_version(const Dialect& dialect) {
    return dialect.migrations.back().number;
}

int migrate(Database& database) {
    int done = 0;
    for (const Migration& migration : database.dialect().migrations) {
        Transaction transaction(database);
        // Read under the write lock: another process may have migrated in the meantime.
        const int version = database.schema_version();
        if (version > latest_version(database.dialect()))
            throw Error(database.name() + " has schema " + std::to_string(version) + ", newer than this build's " +
                            std::to_string(latest_version(database.dialect())),
                        "use the turnkit that made it, or a newer one");
        if (version >= migration.number) continue;
        database.execute(migration.script);
        database.set_schema_version(migration.number);
        transaction.commit();
        ++done;
    }
    return done;
}

}  // namespace tk::store
