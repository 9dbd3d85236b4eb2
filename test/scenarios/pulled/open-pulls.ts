/** Real schemas that their entities do not say whole yet, by server and name, each with the reason. The lists can only become shorter. */
export const openPulls: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  postgres: {
    "crates-io": "checks that were never validated (NOT VALID) are checks like any other to an entity",
    "pgadmin-diff-source": "checks that were never validated (NOT VALID) are checks like any other to an entity",
  },
  "sqlite-sqlite3": {
    "sqlite-testsuite-a": "a table of it gives two properties the same column, which is not looked into yet",
  },
  mysql: {
    "skeema-mysql8": "checks that are written down and not enforced are checks like any other to an entity",
  },
};
