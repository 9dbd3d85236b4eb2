import { addCondition, withSemicolon, type ScriptStyle } from "../../dialect/script-style";

const CONDITIONAL: ReadonlySet<string> = new Set([
  ...["TABLE", "INDEX", "MATERIALIZED VIEW", "SEQUENCE", "EXTENSION"].map((noun) => `CREATE ${noun}`),
  ...["TABLE", "INDEX", "VIEW", "MATERIALIZED VIEW", "SEQUENCE", "TYPE", "DOMAIN", "EXTENSION"].map(
    (noun) => `DROP ${noun}`,
  ),
  ...["FUNCTION", "PROCEDURE", "TRIGGER", "POLICY", "COLUMN", "CONSTRAINT"].map((noun) => `DROP ${noun}`),
  "ADD COLUMN",
]);

/** Scripts for `psql`. Bodies of functions stand between dollar signs, which it understands. */
export function createScriptStyle(defaultSchema: string, quote: (name: string) => string): ScriptStyle {
  return {
    usage: "psql -X -v ON_ERROR_STOP=1 -f SCRIPT",
    setUp: [
      "SET client_encoding TO 'UTF8'",
      ...(defaultSchema === "public" ? [] : [`SET search_path TO ${quote(defaultSchema)}`]),
    ],
    begin: ["BEGIN"],
    commit: ["COMMIT"],
    tearDown: [],
    conditional: (sql) => addCondition(sql, CONDITIONAL),
    terminate: withSemicolon,
  };
}
