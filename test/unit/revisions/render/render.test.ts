import vm from "node:vm";
import { operationDefinitions } from "../../../../src/operations/definitions";
import type { CoreKind, Operation } from "../../../../src/operations/operation";
import { formatSource } from "../../../../src/revisions/render/format-source";
import { printLiteral } from "../../../../src/revisions/render/print-literal";
import { renderOperations } from "../../../../src/revisions/render/render-operations";
import { table } from "../../../../src/schema/edit";
import { SqlFragment } from "../../../../src/schema/sql-fragment";
import { sql } from "../../../../src/sql/sql-tag";

const users = { name: "users" };
const BACKSLASH = "\\";

describe("printLiteral", () => {
  test.each([
    ["plain", '"plain"'],
    [`"double" and 'single'`, String.raw`"\"double\" and 'single'"`],
    ["line\nfeed\u2028and\u2029more", String.raw`"line\nfeed\u2028and\u2029more"`],
    ["a\u202eb", String.raw`"a\u202eb"`],
    [10n, "10n"],
    [-0, "-0"],
    [Number.NaN, "NaN"],
    [null, "null"],
    [undefined, "undefined"],
    [true, "true"],
    [new Date(0), 'new Date("1970-01-01T00:00:00.000Z")'],
    [Buffer.from("hi"), 'Buffer.from("aGk=", "base64")'],
    [[], "[]"],
    [{}, "{}"],
    [{ a: 1, "x.y": [2], ü: 3, none: undefined, "1a": 4 }, '{ a: 1, "x.y": [2], ü: 3, "1a": 4 }'],
    [JSON.parse('{"__proto__": 1}') as unknown, '{ ["__proto__"]: 1 }'],
    [new SqlFragment(["now()"], []), "sql`now()`"],
    [new SqlFragment(["a = ", " and b = ", ""], ["x", 2n]), 'sql`a = ${"x"} and b = ${2n}`'],
    [
      new SqlFragment(["`x` ${y} $z \r"], []),
      `sql\`${BACKSLASH}\`x${BACKSLASH}\` ${BACKSLASH}\${y} $z ${BACKSLASH}r\``,
    ],
    [new SqlFragment([`E'${BACKSLASH}n'`], []), `sql\`E'${BACKSLASH}${BACKSLASH}n'\``],
  ])("prints %j", (value, source) => {
    expect(printLiteral(value).source).toBe(source);
  });

  test("keeps the lines of SQL, and the bytes of what cannot be seen", () => {
    const query = `SELECT '\`', '${BACKSLASH}', '\${x}' \n  FROM t\t\n WHERE a = '\r\u202e\ud800\0' `;
    const { source } = printLiteral({ query, comment: "two\nlines" });
    expect(source).toBe(
      [
        "{ query: `SELECT '\\`', '\\\\', '\\${x}'\\x20",
        "  FROM t\\t",
        " WHERE a = '\\r\\u202e\\ud800\\x00'\\x20`, comment: \"two\\nlines\" }",
      ].join("\n"),
    );
    expect({ ...(vm.runInNewContext(`(${source})`) as object) }).toEqual({ query, comment: "two\nlines" });
  });

  test.each([
    [
      "'; drop table users; --",
      "`${process.exit()}`",
      BACKSLASH,
      `${BACKSLASH}\``,
      "$",
      "${",
      `${BACKSLASH}\${`,
      "\r\n",
    ],
  ])("prints text that reads back as it was", (...texts) => {
    for (const text of texts) {
      const value = { text, query: `${text}\n${text}`, fragment: new SqlFragment([text, text], [text]) };
      const read = vm.runInNewContext(`(${printLiteral(value).source})`, { sql }) as typeof value;
      expect({ ...read }).toEqual(value);
    }
  });
});

const wide = table({
  name: "users",
  comment: "People who sign in",
  columns: [
    { name: "id", type: "integer", nullable: false, autoIncrement: true },
    { name: "email", type: "varchar(255)", nullable: false },
    { name: "bio", type: "text", nullable: true },
    { name: "createdAt", type: "timestamp", nullable: false, default: { kind: "expression", sql: "now()" } },
  ],
  primaryKey: { name: "PK_users", columns: ["id"] },
  uniques: [{ name: "UQ_users", columns: ["email"] }],
  indexes: [{ name: "IDX_users", parts: [{ column: "createdAt", order: "desc" }] }],
  foreignKeys: [
    {
      name: "FK_c5a322ad12a7bf95460c958e80e",
      columns: ["teamId"],
      references: { table: "teams", columns: ["id"] },
      onDelete: "CASCADE",
    },
  ],
});

async function format(operations: readonly Operation[], prettierOptions?: Record<string, unknown>): Promise<string> {
  const { lines } = renderOperations(operations);
  const source = `export async function upgrade(op) {\n${lines.join("\n")}\n}\n`;
  return formatSource(source, "migrations/versions/1_first.ts", prettierOptions);
}

describe("a rendered revision", () => {
  test("has a line for each part of a table", async () => {
    expect(await format([{ kind: "createTable", table: wide }])).toBe(`export async function upgrade(op) {
  await op.createTable("users", {
    columns: [
      { name: "id", type: "integer", autoIncrement: true },
      { name: "email", type: "varchar(255)" },
      { name: "bio", type: "text", nullable: true },
      { name: "createdAt", type: "timestamp", default: sql\`now()\` },
    ],
    primaryKey: { name: "PK_users", columns: ["id"] },
    uniques: [{ name: "UQ_users", columns: ["email"] }],
    foreignKeys: [
      {
        name: "FK_c5a322ad12a7bf95460c958e80e",
        columns: ["teamId"],
        references: { table: "teams", columns: ["id"] },
        onDelete: "CASCADE",
      },
    ],
    indexes: [{ name: "IDX_users", columns: [{ column: "createdAt", order: "desc" }] }],
    comment: "People who sign in",
  });
}
`);
  });

  test("keeps changes of one table together and warns of what loses data or breaks code", async () => {
    const operations: readonly Operation[] = [
      { kind: "addColumn", table: users, column: { name: "a", type: "text", nullable: true } },
      { kind: "createIndex", table: users, index: { name: "IDX", parts: [{ column: "a" }], unique: true } },
      { kind: "addColumn", table: { name: "posts" }, column: { name: "b", type: "text", nullable: false } },
      { kind: "addColumn", table: { name: "tags" }, column: { name: "b", type: "text", nullable: false } },
      { kind: "dropColumn", table: { name: "tags", schema: "blog" }, column: "c" },
      { kind: "dropEnum", enum: { name: "mood" } },
      { kind: "execute", strings: ["update users set a = 'it''s'"], values: [] },
    ];
    expect(await format(operations)).toBe(`export async function upgrade(op) {
  await op.addColumn("users", { name: "a", type: "text", nullable: true });
  await op.createIndex("users", { name: "IDX", columns: ["a"], unique: true });

  // Breaks running code: what inserts into table "posts" without column "b" fails, and so does this where rows exist.
  await op.addColumn("posts", { name: "b", type: "text" });

  // Breaks running code: what inserts into table "tags" without column "b" fails, and so does this where rows exist.
  await op.addColumn("tags", { name: "b", type: "text" });

  // Loses data: drops column "c" of table "blog.tags" and what it holds.
  await op.dropColumn({ schema: "blog", name: "tags" }, "c");

  await op.dropEnum("mood");

  await op.execute("update users set a = 'it''s'");
}
`);
  });

  test("keeps a name with a line break inside its comment", () => {
    const { lines } = renderOperations([{ kind: "dropTable", table: { name: "x\nprocess.exit()\u2028//" } }]);
    expect(lines).toEqual([
      '// Loses data: drops table "x process.exit() //" and every row in it.',
      String.raw`await op.dropTable("x\nprocess.exit()\u2028//");`,
    ]);
  });

  test("shows in a comment what turns the reading direction or moves the cursor", () => {
    const { lines } = renderOperations([{ kind: "dropTable", table: { name: "x\u202e\u001b[2J" } }]);
    expect(lines[0]).toBe(String.raw`// Loses data: drops table "x\u202e\u001b[2J" and every row in it.`);
  });

  test("says whether it needs the sql tag", () => {
    const fragment: Operation = { kind: "execute", strings: ["select ", ""], values: [1] };
    expect(
      [
        renderOperations([{ kind: "createTable", table: wide }]),
        renderOperations([fragment]),
        renderOperations([]),
      ].map(({ usesSql }) => usesSql),
    ).toEqual([true, true, false]);
  });

  test("writes the SQL of objects on lines of its own, apart from other calls", async () => {
    const operations: readonly Operation[] = [
      { kind: "dropView", object: { kind: "view", name: "old" } },
      { kind: "dropView", object: { kind: "view", name: "older" } },
      {
        kind: "createView",
        object: { kind: "view", name: "emails", query: "SELECT users.email\n   FROM users" },
      },
      { kind: "createView", object: { kind: "view", name: "ones", query: "SELECT 1" } },
      {
        kind: "createFunction",
        object: {
          kind: "function",
          name: "touch",
          arguments: "",
          definition: "()\n RETURNS trigger\n LANGUAGE plpgsql\nAS $$\nBEGIN\n  RETURN NEW;\nEND\n$$",
        },
      },
      {
        kind: "createTrigger",
        object: { kind: "trigger", name: "touched", table: users, event: "BEFORE UPDATE", action: "FOR EACH ROW" },
      },
    ];
    expect(await format(operations)).toBe(`export async function upgrade(op) {
  await op.dropView("old");
  await op.dropView("older");

  await op.createView("emails", {
    query: \`SELECT users.email
   FROM users\`,
  });

  await op.createView("ones", { query: "SELECT 1" });

  await op.createFunction("touch", {
    arguments: "",
    definition: \`()
 RETURNS trigger
 LANGUAGE plpgsql
AS $$
BEGIN
  RETURN NEW;
END
$$\`,
  });

  await op.createTrigger("touched", "users", { event: "BEFORE UPDATE", action: "FOR EACH ROW" });
}
`);
  });

  test("says what locks, rewrites and breaks code, each thing once and the graver of two", async () => {
    const addCheck: Operation = {
      kind: "createCheckConstraint",
      table: users,
      check: { name: "C", expression: "a > 0" },
    };
    const dropColumn: Operation = { kind: "dropColumn", table: users, column: "b" };
    const rewrite = { kind: "rewrite", message: 'all of table "users"' } as const;
    const lock = { kind: "lock", message: 'writes to table "users" wait' } as const;
    const loss = { kind: "data loss", message: "drops\nmuch" } as const;
    const breaks = { kind: "incompatibility", message: "what still uses it fails" } as const;
    const { lines } = renderOperations(
      [addCheck, dropColumn, addCheck],
      [
        [rewrite, lock],
        [rewrite, loss, breaks],
        [lock, breaks],
      ],
    );
    expect(lines.filter((line) => line.startsWith("//"))).toEqual([
      '// Rewrites: all of table "users".',
      "// Loses data: drops much.",
      '// Locks: writes to table "users" wait.',
      "// Breaks running code: what still uses it fails.",
    ]);
  });

  test("puts what stands outside of a transaction into a block", async () => {
    const index = { name: "IDX_a", parts: [{ column: "a" }] };
    const block: Operation = {
      kind: "autocommit",
      operations: [
        { kind: "dropIndex", table: users, index: "IDX_b", concurrently: true },
        { kind: "createIndex", table: users, index, concurrently: true },
        { kind: "execute", strings: ["UPDATE users SET a = ", ""], values: [1] },
      ],
    };
    const { usesSql } = renderOperations([block]);
    expect(usesSql).toBe(true);
    expect(await format([{ kind: "renameIndex", table: users, index: "x", newName: "y" }, block]))
      .toBe(`export async function upgrade(op) {
  await op.renameIndex("users", "x", "y");

  await op.autocommit(async (op) => {
    await op.dropIndex("users", "IDX_b", { concurrently: true });
    await op.createIndex("users", { name: "IDX_a", columns: ["a"], concurrently: true });

    await op.execute(sql\`UPDATE users SET a = \${1}\`);
  });
}
`);
  });

  test("follows the style of the project", async () => {
    const rename: Operation = { kind: "renameIndex", table: users, index: "IDX_a", newName: "IDX_b" };
    expect(await format([rename], { singleQuote: true, semi: false, useTabs: true })).toBe(
      "export async function upgrade(op) {\n\tawait op.renameIndex('users', 'IDX_a', 'IDX_b')\n}\n",
    );
  });

  test("makes the same operations again when it is run", async () => {
    const operations: readonly Operation[] = [
      { kind: "createTable", table: wide },
      {
        kind: "alterColumn",
        table: users,
        column: "bio",
        change: { default: { kind: "literal", value: "-" }, comment: null },
      },
      { kind: "renameConstraint", table: users, type: "unique", constraint: "UQ_users", newName: "UQ_2" },
      { kind: "bulkInsert", table: users, rows: [{ id: 9007199254740993n, email: "`${x}`", createdAt: new Date(0) }] },
    ];
    const seen: Operation[] = [];
    const op = new Proxy(
      {},
      {
        get:
          (_target, kind: string) =>
          async (...args: readonly unknown[]) => {
            const { create } = operationDefinitions[kind as CoreKind] as unknown as {
              create(...given: readonly unknown[]): Operation;
            };
            seen.push(create(...args));
          },
      },
    );
    const source = (await format(operations)).replace("export ", "");
    const upgrade = vm.runInThisContext(`(sql, Buffer) => { ${source}; return upgrade; }`) as (
      ...given: readonly unknown[]
    ) => (facade: unknown) => Promise<void>;
    await upgrade(sql, Buffer)(op);
    expect(seen).toEqual(operations);
  });

  test("names the file when a template makes invalid code", async () => {
    await expect(formatSource("export const = 1;", "migrations/1.ts")).rejects.toMatchObject({
      code: "REVISION.FILE_INVALID",
      message: 'revision file "migrations/1.ts" cannot be formatted',
    });
  });
});
