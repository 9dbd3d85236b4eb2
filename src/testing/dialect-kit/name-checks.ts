import type { Table } from "../../schema/model";
import { OrmError } from "../../errors/orm-error";
import { requireSame, requireTrue, type DialectBench } from "./dialect-bench";
import type { DialectCheck } from "./dialect-check";

/** Names that break out of quotes, comments and placeholders where they are not quoted well. */
const HOSTILE_NAMES: readonly (readonly [what: string, name: string])[] = [
  ["a double quote", 'say "hi"'],
  ["a single quote", "it's"],
  ["a backtick", "back`tick`"],
  ["brackets", "a]b[c"],
  ["a new line", "two\nlines"],
  ["a comment", "a -- b /* c */"],
  ["a backslash", "back\\slash\\"],
  ["a statement", 'x"; DROP TABLE canary; --'],
  ["a statement behind a backtick", "x`; DROP TABLE canary; #"],
  ["placeholders", "$1 ? :a %s"],
  ["a dot", "a.b"],
  ["letters outside of ASCII", "größe"],
  ["a reserved word", "select"],
  ["upper case", "UPPER lower"],
];

/** Names and texts, whatever they hold. */
export const nameChecks: readonly DialectCheck[] = [
  ...HOSTILE_NAMES.map(([what, name]) => ({
    name: `takes a name with ${what} for a table and its parts, and reads it back`,
    check: (bench: DialectBench) => checkName(bench, name),
  })),
  {
    name: "takes any text as a literal",
    async check({ dialect, query }) {
      const texts = HOSTILE_NAMES.map(([, text]) => text);
      const list = texts.map((text) => dialect.queries.quoteString(text)).join(", ");
      requireSame("the texts", await query(`SELECT ${list}`), [texts]);
    },
  },
  {
    name: "takes any text as a default",
    async check({ dialect, run, query }) {
      const texts = HOSTILE_NAMES.map(([, text]) => text);
      const columns = texts.map((value, at) => {
        return { name: `c${at}`, type: "varchar(50)", nullable: false, default: { kind: "literal", value } } as const;
      });
      await run({ kind: "createTable", table: { ...tableOf("t"), columns: [ID, ...columns] } });
      const { quoteIdentifier } = dialect.queries;
      const quote = (name: string): string => quoteIdentifier.call(dialect.queries, name);
      await query(`INSERT INTO ${quote("t")} (${quote("id")}) VALUES (1)`);
      const list = columns.map(({ name }) => quote(name)).join(", ");
      requireSame("the defaults", await query(`SELECT ${list} FROM ${quote("t")}`), [texts]);
    },
  },
  {
    name: "says of an empty name, of one with NUL and of one that is too long why it cannot be had",
    async check({ dialect: { names, capabilities } }) {
      const long = "n".repeat(capabilities.maxIdentifierBytes + 1);
      for (const name of ["", "a\0b", long]) {
        requireTrue(names.name(name) !== undefined, `${JSON.stringify(name.slice(0, 20))} is allowed as a name`);
      }
      requireSame("the reason against a plain name", names.name("users"), undefined);
    },
  },
  {
    name: "takes a name of the longest length, and reads it back",
    async check(bench) {
      const { names, capabilities } = bench.dialect;
      const name = "n".repeat(Math.min(capabilities.maxIdentifierBytes, 200));
      requireSame("the reason against it", names.name(name), undefined);
      await checkName(bench, name);
    },
  },
];

const ID = { name: "id", type: "integer", nullable: false } as const;

async function checkName({ dialect, run, read, query }: DialectBench, name: string): Promise<void> {
  const refusal = dialect.names.name(name);
  if (refusal !== undefined) return checkRefusal(run, name, refusal);
  await run({ kind: "createTable", table: tableOf("canary") });
  const column = { name, type: "integer", nullable: true };
  const index = { name: `y${name.slice(1)}`, parts: [{ column: name }] };
  await run({ kind: "createTable", table: { ...tableOf(name), columns: [ID, column], indexes: [index] } });
  const { tables } = await read();
  const table = tables.find((found) => found.name === name);
  requireSame("the tables", tables.map((found) => found.name).sort(), ["canary", name].sort());
  requireSame(
    "its columns",
    table?.columns.map((found) => found.name),
    ["id", name],
  );
  requireSame(
    "its indexes",
    table?.indexes.map((found) => found.name),
    [index.name],
  );
  const quoted = dialect.queries.quoteIdentifier(name);
  await query(`INSERT INTO ${quoted} (${dialect.queries.quoteIdentifier("id")}, ${quoted}) VALUES (1, 2)`);
  requireSame("its row", (await query(`SELECT ${quoted} FROM ${quoted}`)).flat().map(Number), [2]);
}

async function checkRefusal(run: DialectBench["run"], name: string, refusal: string): Promise<void> {
  requireTrue(refusal.trim() !== "", `${JSON.stringify(name)} is refused without a reason`);
  const error = await run({ kind: "createTable", table: tableOf(name) }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  requireTrue(error === undefined || OrmError.is(error), "what it throws is no OrmError");
}

function tableOf(name: string): Table {
  return { name, columns: [ID], uniques: [], foreignKeys: [], checks: [], indexes: [] };
}
