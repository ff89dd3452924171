#include "store/schema.hpp"

namespace tk::store::schema {

const std::string_view game_data = R"sql(
PRAGMA application_id = 0x746b6974;

-- One row a run of db-update: the account of what it did.
CREATE TABLE import_runs (
    id INTEGER PRIMARY KEY,
    table_name TEXT NOT NULL,
    tool_version TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    inserted INTEGER NOT NULL DEFAULT 0,
    updated INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0
);
-- The files of a run. Rows name their source by this table's id, because the hash of a stream is known only at its end.
CREATE TABLE import_sources (
    id INTEGER PRIMARY KEY,
    import_run INTEGER NOT NULL REFERENCES import_runs (id),
    source_file TEXT NOT NULL,
    content_hash TEXT,
    records INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE spells (
    game TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    names TEXT,
    description TEXT,
    descriptions TEXT,
    class_name TEXT,
    folded_class TEXT,
    level_required INTEGER,
    ap_cost INTEGER,
    mp_cost INTEGER,
    min_range INTEGER,
    max_range INTEGER,
    range_boostable INTEGER,
    line_of_sight INTEGER,
    cast_in_line INTEGER,
    cast_in_diagonal INTEGER,
    needs_free_cell INTEGER,
    needs_taken_cell INTEGER,
    cooldown INTEGER,
    initial_cooldown INTEGER,
    casts_per_turn INTEGER,
    casts_per_target INTEGER,
    critical_chance REAL,
    damage_type TEXT,
    effects TEXT,
    critical_effects TEXT,
    area_of_effect TEXT,
    levels TEXT,
    extra TEXT,
    import_run INTEGER NOT NULL REFERENCES import_runs (id),
    import_source INTEGER NOT NULL REFERENCES import_sources (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (game, id)
);
CREATE INDEX spells_by_class ON spells (game, folded_class, level_required);
CREATE INDEX spells_by_name ON spells (folded_name);

CREATE TABLE monsters (
    game TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    names TEXT,
    description TEXT,
    descriptions TEXT,
    race TEXT,
    level INTEGER,
    level_max INTEGER,
    health_points INTEGER,
    action_points INTEGER,
    movement_points INTEGER,
    resistances TEXT,
    ai_patterns TEXT,
    spells TEXT,
    loot_table TEXT,
    spawn_locations TEXT,
    grades TEXT,
    extra TEXT,
    import_run INTEGER NOT NULL REFERENCES import_runs (id),
    import_source INTEGER NOT NULL REFERENCES import_sources (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (game, id)
);
CREATE INDEX monsters_by_name ON monsters (folded_name);

CREATE TABLE maps (
    game TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT,
    folded_name TEXT,
    names TEXT,
    description TEXT,
    descriptions TEXT,
    zone_name TEXT,
    coordinates TEXT,
    connections TEXT,
    resources TEXT,
    monsters TEXT,
    danger_level INTEGER,
    pvp_enabled INTEGER,
    board TEXT,
    extra TEXT,
    import_run INTEGER NOT NULL REFERENCES import_runs (id),
    import_source INTEGER NOT NULL REFERENCES import_sources (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (game, id)
);
CREATE INDEX maps_by_name ON maps (folded_name);

CREATE TABLE items (
    game TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    names TEXT,
    description TEXT,
    descriptions TEXT,
    item_type TEXT,
    level INTEGER,
    effects TEXT,
    criteria TEXT,
    weight INTEGER,
    set_id TEXT,
    extra TEXT,
    import_run INTEGER NOT NULL REFERENCES import_runs (id),
    import_source INTEGER NOT NULL REFERENCES import_sources (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (game, id)
);
CREATE INDEX items_by_name ON items (folded_name);

CREATE TABLE recipes (
    game TEXT NOT NULL,
    id TEXT NOT NULL,
    result_id TEXT NOT NULL,
    job TEXT,
    level INTEGER,
    ingredients TEXT NOT NULL,
    extra TEXT,
    import_run INTEGER NOT NULL REFERENCES import_runs (id),
    import_source INTEGER NOT NULL REFERENCES import_sources (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (game, id)
);

CREATE TABLE world_edges (
    game TEXT NOT NULL,
    from_map TEXT NOT NULL,
    to_map TEXT NOT NULL,
    direction TEXT NOT NULL DEFAULT '',
    criteria TEXT,
    import_run INTEGER NOT NULL REFERENCES import_runs (id),
    import_source INTEGER NOT NULL REFERENCES import_sources (id),
    PRIMARY KEY (game, from_map, to_map, direction)
) WITHOUT ROWID;

-- Observations of prices. Never overwritten: the same lot seen again at another time is another row.
CREATE TABLE market_data (
    game TEXT NOT NULL,
    item_id TEXT NOT NULL,
    server_name TEXT NOT NULL DEFAULT '',
    timestamp TEXT NOT NULL,
    lot_size INTEGER NOT NULL DEFAULT 1,
    seller_name TEXT NOT NULL DEFAULT '',
    price INTEGER NOT NULL,
    quantity INTEGER,
    item_name TEXT,
    price_trend REAL,
    import_run INTEGER NOT NULL REFERENCES import_runs (id),
    import_source INTEGER NOT NULL REFERENCES import_sources (id),
    PRIMARY KEY (game, item_id, server_name, timestamp, lot_size, seller_name, price)
) WITHOUT ROWID;

CREATE TABLE bundles (
    game TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    version TEXT,
    content_hash TEXT NOT NULL,
    extracted_data TEXT,
    import_run INTEGER NOT NULL REFERENCES import_runs (id),
    import_source INTEGER NOT NULL REFERENCES import_sources (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (game, id)
);

-- Full text of all kinds in one index, so that ranks can be compared. `name` and `body` are folded by our own code
-- (SQLite's tokenizer does not fold ligatures); `title` is what a person reads.
CREATE TABLE search_documents (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    game TEXT NOT NULL,
    record_id TEXT NOT NULL,
    title TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (kind, game, record_id)
);
CREATE VIRTUAL TABLE search_index USING fts5 (
    name, body, content = 'search_documents', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0'
);
CREATE TRIGGER search_documents_inserted AFTER INSERT ON search_documents BEGIN
    INSERT INTO search_index (rowid, name, body) VALUES (new.id, new.name, new.body);
END;
CREATE TRIGGER search_documents_deleted AFTER DELETE ON search_documents BEGIN
    INSERT INTO search_index (search_index, rowid, name, body) VALUES ('delete', old.id, old.name, old.body);
END;
CREATE TRIGGER search_documents_updated AFTER UPDATE ON search_documents BEGIN
    INSERT INTO search_index (search_index, rowid, name, body) VALUES ('delete', old.id, old.name, old.body);
    INSERT INTO search_index (rowid, name, body) VALUES (new.id, new.name, new.body);
END;
CREATE TRIGGER spells_deleted AFTER DELETE ON spells BEGIN
    DELETE FROM search_documents WHERE kind = 'spells' AND game = old.game AND record_id = old.id;
END;
CREATE TRIGGER monsters_deleted AFTER DELETE ON monsters BEGIN
    DELETE FROM search_documents WHERE kind = 'monsters' AND game = old.game AND record_id = old.id;
END;
CREATE TRIGGER maps_deleted AFTER DELETE ON maps BEGIN
    DELETE FROM search_documents WHERE kind = 'maps' AND game = old.game AND record_id = old.id;
END;
CREATE TRIGGER items_deleted AFTER DELETE ON items BEGIN
    DELETE FROM search_documents WHERE kind = 'items' AND game = old.game AND record_id = old.id;
END;
)sql";

}  // namespace tk::store::schema
