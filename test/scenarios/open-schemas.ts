/** Real schemas that do not come back from their model yet, by server and name, each with the reason. The lists can only become shorter. */
export const openSchemas: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  postgres: {
    "pgadmin-diff-target": "foreign tables and range types are named as unmanaged, not made",
    "pgadmin-diff-source": "foreign tables and range types are named as unmanaged, not made",
    "postgrest-big":
      "conditions that BETWEEN nests in another AND come back without the inner parentheses, which the server keeps apart",
    "postgraphile-kitchen-sink": "range types are named as unmanaged, not made",
  },
  "postgres-new": {
    "pg-regress-a":
      "collations, range types and operators, on which domains and tables stand, are named as unmanaged, not made",
  },
  "sqlite-sqlite3": {
    "sqlite-testsuite-a": "foreign keys to columns that are no key, on purpose: a revision that makes them is refused",
  },
};
