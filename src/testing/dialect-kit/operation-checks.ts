import { applyOperations, operationDefinitions as op, reverseOperation } from "../../operations/definitions";
import type { Operation } from "../../operations/operation";
import { broken, requireSame, requireTrue, type DialectBench } from "./dialect-bench";
import type { BooleanCapability, DialectCheck } from "./dialect-check";

/** Two tables, with something of everything. */
const TABLES: readonly Operation[] = [
  op.createTable.create("parents", {
    columns: [
      { name: "id", type: "integer" },
      { name: "name", type: "varchar(50)", default: "nobody" },
      { name: "note", type: "varchar(50)", nullable: true },
      { name: "amount", type: "integer", nullable: true },
    ],
    primaryKey: { name: "pk_parents", columns: ["id"] },
    uniques: [{ name: "uq_parents_name", columns: ["name"] }],
    checks: [{ name: "ck_parents_id", expression: "id > 0" }],
    indexes: [{ name: "ix_parents_note", columns: ["note"] }],
  }),
  op.createTable.create("children", {
    columns: [
      { name: "id", type: "integer" },
      { name: "parent", type: "integer", nullable: true },
    ],
    foreignKeys: [
      {
        name: "fk_children_parent",
        columns: ["parent"],
        references: { table: "parents", columns: ["id"] },
        onDelete: "CASCADE",
      },
    ],
  }),
];

const MOODS = { kind: "createEnum", enum: { name: "mood", values: ["sad", "happy"] } } as const satisfies Operation;
const VIEW = op.createView.create("named", { query: "select id, name from parents" });

/** A change of the schema, from a schema that is there. */
interface Change {
  readonly what: string;
  readonly needs?: BooleanCapability;
  readonly before?: readonly Operation[];
  readonly change: readonly Operation[];
}

const CHANGES: readonly Change[] = [
  { what: "a new table with keys, constraints, an index and a reference", before: [], change: TABLES },
  { what: "a table that goes", change: [op.dropTable.create("children")] },
  { what: "another name of a table", change: [op.renameTable.create("children", "kids")] },
  { what: "a new column", change: [op.addColumn.create("parents", { name: "age", type: "integer", nullable: true })] },
  {
    what: "a new column with NOT NULL and a default",
    change: [op.addColumn.create("parents", { name: "state", type: "varchar(10)", default: 'it\'s "new"' })],
  },
  { what: "a column that goes", change: [op.dropColumn.create("parents", "amount")] },
  { what: "another name of a column", change: [op.renameColumn.create("parents", "note", "remark")] },
  { what: "another type of a column", change: [op.alterColumn.create("parents", "amount", { type: "bigint" })] },
  { what: "a longer text", change: [op.alterColumn.create("parents", "note", { type: "varchar(80)" })] },
  {
    what: "a column that takes NULL from now on",
    change: [op.alterColumn.create("parents", "name", { nullable: true })],
  },
  { what: "a column that takes NULL no more", change: [op.alterColumn.create("parents", "note", { nullable: false })] },
  { what: "another default", change: [op.alterColumn.create("parents", "name", { default: "somebody" })] },
  { what: "a default that goes", change: [op.alterColumn.create("parents", "name", { default: null })] },
  { what: "a new index", change: [op.createIndex.create("parents", { name: "ix_new", columns: ["amount", "note"] })] },
  {
    what: "a unique index with an order",
    change: [
      op.createIndex.create("parents", {
        name: "ix_new",
        columns: [{ column: "amount", order: "desc" }],
        unique: true,
      }),
    ],
  },
  {
    what: "an index of some rows",
    needs: "partialIndexes",
    change: [op.createIndex.create("parents", { name: "ix_new", columns: ["note"], where: "amount > 5" })],
  },
  {
    what: "an index of an expression",
    needs: "expressionIndexes",
    change: [op.createIndex.create("parents", { name: "ix_new", columns: [{ expression: "lower(note)" }] })],
  },
  { what: "an index that goes", change: [op.dropIndex.create("parents", "ix_parents_note")] },
  { what: "another name of an index", change: [op.renameIndex.create("parents", "ix_parents_note", "ix_other")] },
  { what: "a primary key", change: [op.createPrimaryKey.create("children", { name: "pk_children", columns: ["id"] })] },
  {
    what: "a reference to another table",
    change: [
      op.createForeignKey.create("children", {
        name: "fk_new",
        columns: ["id"],
        references: { table: "parents", columns: ["id"] },
        onDelete: "RESTRICT",
      }),
    ],
  },
  {
    what: "a unique constraint",
    change: [op.createUniqueConstraint.create("children", { name: "uq_new", columns: ["id"] })],
  },
  {
    what: "a check",
    change: [op.createCheckConstraint.create("parents", { name: "ck_new", expression: "amount > 3" })],
  },
  {
    what: "a reference that goes",
    change: [op.dropConstraint.create("children", { type: "foreignKey", name: "fk_children_parent" })],
  },
  {
    what: "a unique constraint that goes",
    change: [op.dropConstraint.create("parents", { type: "unique", name: "uq_parents_name" })],
  },
  {
    what: "a check that goes",
    change: [op.dropConstraint.create("parents", { type: "check", name: "ck_parents_id" })],
  },
  {
    what: "another name of a unique constraint",
    change: [op.renameConstraint.create("parents", "unique", "uq_parents_name", "uq_other")],
  },
  {
    what: "a column that the database computes",
    needs: "generatedColumns",
    before: [],
    change: [
      op.createTable.create("sums", {
        columns: [
          { name: "a", type: "integer" },
          { name: "twice", type: "integer", nullable: true, generated: { expression: "a * 2", stored: true } },
        ],
      }),
    ],
  },
  {
    what: "a column that the database numbers",
    before: [],
    change: [
      op.createTable.create("numbered", {
        columns: [{ name: "id", type: "integer", autoIncrement: true }],
        primaryKey: { name: "pk_numbered", columns: ["id"] },
      }),
    ],
  },
  {
    what: "an identity column",
    needs: "identityColumns",
    before: [],
    change: [
      op.createTable.create("numbered", { columns: [{ name: "id", type: "integer", identity: { always: true } }] }),
    ],
  },
  {
    what: "a comment on a table",
    needs: "tableComments",
    change: [op.commentOn.create("parents", 'it\'s "a" comment')],
  },
  {
    what: "a comment on a column",
    needs: "columnComments",
    change: [op.alterColumn.create("parents", "note", { comment: 'it\'s "a" comment' })],
  },
  { what: "an enum type", needs: "namedEnums", before: [], change: [MOODS] },
  {
    what: "more, fewer and other values of an enum type that a column has",
    needs: "namedEnums",
    before: [
      MOODS,
      op.createTable.create("people", { columns: [{ name: "mood", type: "mood", nullable: true, default: "happy" }] }),
    ],
    change: [op.alterEnum.create("mood", { add: ["angry"], rename: { happy: "glad" }, remove: { sad: "glad" } })],
  },
  { what: "an enum type that goes", needs: "namedEnums", before: [MOODS], change: [op.dropEnum.create("mood")] },
  { what: "a schema", needs: "schemas", before: [], change: [op.createSchema.create("orm_kit_schema")] },
  { what: "a view", change: [VIEW] },
  {
    what: "another query of a view",
    before: [...TABLES, VIEW],
    change: [op.replaceView.create("named", { query: "select id, name from parents where id > 5" })],
  },
  { what: "a view that goes", before: [...TABLES, VIEW], change: [op.dropView.create("named")] },
];

/** Every core operation that all databases, or those with a capability, know: applied, read back, and undone. */
export const operationChecks: readonly DialectCheck[] = [
  ...CHANGES.map(({ what, needs, before = TABLES, change }) => ({
    name: `makes and reads back ${what}${change.every(isReversible) ? ", and undoes it" : ""}`,
    ...(needs === undefined ? {} : { needs }),
    check: (bench: DialectBench) => checkChange(bench, before, change),
  })),
  {
    name: "keeps the rows of a table, and of those that refer to it, when a column changes",
    async check({ run, query }) {
      await run(...TABLES);
      await query("INSERT INTO parents (id, name, amount) VALUES (1, 'a', 5), (2, 'b', NULL)");
      await query("INSERT INTO children VALUES (7, 1)");
      await run(op.alterColumn.create("parents", "amount", { type: "bigint" }));
      await run(op.alterColumn.create("parents", "note", { nullable: false, backfill: "none" }));
      const rows = await query("SELECT id, name, note, amount FROM parents ORDER BY id");
      requireSame(
        "the rows",
        rows.map((row) => row.map(textOf)),
        [
          ["1", "a", "none", "5"],
          ["2", "b", "none", null],
        ],
      );
      requireSame("the rows that refer to them", (await query("SELECT * FROM children")).flat().map(Number), [7, 1]);
    },
  },
  {
    name: "inserts rows, whatever their values hold",
    async check({ run, query }) {
      await run(...TABLES);
      const name = 'it\'s "x" \\ -- ? $1';
      await run(
        op.bulkInsert.create("parents", [
          { id: 1, name, note: null, amount: 2 },
          { id: 2, name: "", note: "two\nlines", amount: -1 },
        ]),
      );
      const rows = await query("SELECT id, name, note, amount FROM parents ORDER BY id");
      requireSame(
        "the rows",
        rows.map((row) => row.map(textOf)),
        [
          ["1", name, null, "2"],
          ["2", "", "two\nlines", "-1"],
        ],
      );
    },
  },
  {
    name: "does several changes of one table one after the other",
    check: (bench) =>
      checkChange(bench, TABLES, [
        op.addColumn.create("parents", { name: "a", type: "integer", nullable: true }),
        op.renameColumn.create("parents", "a", "b"),
        op.alterColumn.create("parents", "b", { type: "bigint" }),
        op.createIndex.create("parents", { name: "ix_b", columns: ["b"] }),
      ]),
  },
];

function isReversible(operation: Operation): boolean {
  return reverseOperation(operation) !== undefined;
}

async function checkChange(
  bench: DialectBench,
  setUp: readonly Operation[],
  change: readonly Operation[],
): Promise<void> {
  const { run, read, differences } = bench;
  if (setUp.length > 0) await run(...setUp);
  const before = await read();
  requireTrue(setUp.length === 0 || before.tables.length + before.enums.length > 0, "nothing was made to change");
  await run(...change);
  const after = await read();
  const wanted = applyOperations(before, change);
  requireNone("what is not as the operation says", await differences(after, wanted));
  const unlike = await differences(after, before);
  requireTrue(
    unlike.length > 0 || change.every(({ kind }) => kind === "createSchema"),
    "the operation changed nothing",
  );
  if (!change.every(isReversible)) return;
  await run(...[...change].reverse().flatMap((operation) => reverseOperation(operation) ?? []));
  requireNone("what is not undone", await differences(await read(), before));
}

function requireNone(what: string, differences: readonly string[]): void {
  if (differences.length > 0) throw broken(`${what}: to ${differences.join("; to ")}`);
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}
