/** Real schemas that do not come back from their model yet, by server and name, each with the reason. The lists can only become shorter. */
export const openSchemas: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  postgres: {
    "migra-everything-b": "the type hstore of an extension: extensions are no objects of the model",
    "temporal-visibility": "generated columns call the function convert_ts, and an extension's index operators",
    "grafast-polymorphic": "defaults call uuid_generate_v1mc of an extension",
    "pgadmin-diff-source": "two unique constraints over the same columns: CREATE TABLE keeps one of them",
    "pocket-id": "the type citext of an extension",
    "sakila-jooq": "defaults take numbers from sequences that belong to no column; domains",
    concourse: "two unique constraints over the same columns: CREATE TABLE keeps one of them",
    "postgraphile-kitchen-sink": "domains and composite types as types of columns",
    "crates-io": "an index over the function canon_username",
    supabase: "composite types as types of columns; functions in generated columns",
    adventureworks: "domains as types of columns",
    danbooru: "the index operators of the extension pg_trgm",
    inaturalist: "defaults call uuid_generate_v4 of an extension",
    "postgrest-big": "defaults call uuid_generate_v1mc of an extension",
  },
  "postgres-new": {
    pagila: "defaults take numbers from sequences that belong to no column; domains; partitions",
    "pg-regress-a": "inherited tables and NOT NULL constraints that are not valid",
  },
  mysql: {
    "skeema-mysql8": "foreign keys to a table that does not exist",
    theyworkforyou: "a default of 0000-00-00, which the server's own sql_mode refuses",
  },
  "sqlite-libsql": {
    "temporal-visibility": "strings in double quotes, which this build of the server does not load",
    "sqlite-testsuite-a": "strings in double quotes, which this build of the server does not load",
  },
};
