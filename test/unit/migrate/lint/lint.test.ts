import { sqliteDialect } from "../../../../src/dialects/sqlite";
import { lintProject, type LintChoice } from "../../../../src/migrate/lint/lint-project";
import type { LintOptions } from "../../../../src/migrate/lint/lint-options";
import { table } from "../../../../src/schema/edit";
import { emptySchema, type Schema } from "../../../../src/schema/model";
import { createRevisionFiles, removeRevisionFiles, type RevisionFiles } from "./revision-files";

const USERS = `await op.createTable("users", {
  columns: [{ name: "id", type: "integer" }, { name: "name", type: "varchar(100)", nullable: true }],
  primaryKey: { name: "PK_users", columns: ["id"] },
});`;
const NO_USERS = `await op.dropTable("users");`;

interface Wish {
  readonly choice?: LintChoice;
  readonly options?: LintOptions;
  readonly wanted?: Schema;
}

async function lint(files: RevisionFiles, { choice = {}, options, wanted }: Wish = {}) {
  const migrations = { ...files.migrations, ...(options === undefined ? {} : { lint: options }) };
  const facts = { database: undefined, wanted };
  return lintProject({ ...files, migrations }, await files.graph(), choice, facts);
}

/** The findings in the last revision, each as `rule:line`. */
async function findingsIn(files: RevisionFiles, upgrade: string, downgrade = "", wish: Wish = {}): Promise<string[]> {
  files.write("b2", { down: "a1", upgrade, downgrade });
  const { findings } = await lint(files, { choice: { range: "b2" }, ...wish });
  return findings.map(({ code, line }) => (line === undefined ? code : `${code}:${line}`));
}

describe("orm lint", () => {
  let files: RevisionFiles;

  beforeEach(() => {
    files = createRevisionFiles();
    files.write("a1", { upgrade: USERS, downgrade: NO_USERS });
  });

  afterEach(removeRevisionFiles);

  it("finds nothing in a revision that is well", async () => {
    const upgrade = `await op.addColumn("users", { name: "age", type: "integer", nullable: true });`;
    expect(await findingsIn(files, upgrade, `await op.dropColumn("users", "age");`)).toEqual([]);
  });

  it("finds lost data in a dropped column, and says file, line and revision", async () => {
    files.write("b2", {
      upgrade: `\n\nawait op.dropColumn("users", "name");`,
      downgrade: `await op.addColumn("users", { name: "name", type: "varchar(100)", nullable: true });`,
    });
    const { findings, revisions } = await lint(files, { choice: { range: "b2" } });
    expect(revisions).toEqual(["b2"]);
    expect(findings).toEqual([
      {
        code: "data-loss",
        severity: "error",
        message: 'loses data: drops column "name" of table "users" and what it holds',
        file: `${files.folder}/b2.js`,
        line: 17,
        revision: "b2",
      },
    ]);
  });

  it("knows the type that a column had, so that a narrowing is found", async () => {
    const upgrade = `await op.alterColumn("users", "name", { type: "varchar(10)" });`;
    const downgrade = `await op.alterColumn("users", "name", { type: "varchar(100)" });`;
    expect(await findingsIn(files, upgrade, downgrade)).toEqual(["data-loss:15", "rewrite:15"]);
  });

  it("finds a lock, and the way without one", async () => {
    files.write("b2", {
      upgrade: `await op.createIndex("users", { name: "IDX", columns: ["name"] });`,
      downgrade: `await op.dropIndex("users", "IDX");`,
    });
    const { findings } = await lint(files, { choice: { range: "b2" } });
    expect(findings).toMatchObject([{ code: "lock", hint: expect.stringContaining("concurrently") }]);
  });

  it("finds an index that is built concurrently inside a transaction, and accepts it in a block", async () => {
    const create = `op.createIndex("users", { name: "IDX", columns: ["name"], concurrently: true })`;
    const down = `await op.dropIndex("users", "IDX");`;
    expect(await findingsIn(files, `await ${create};`, down)).toContain("concurrently-in-transaction:15");
    const inBlock = createRevisionFiles();
    inBlock.write("a1", { upgrade: USERS, downgrade: NO_USERS });
    expect(await findingsIn(inBlock, `await op.autocommit(async (op) => { await ${create}; });`, down)).toEqual([]);
  });

  it("finds a new NOT NULL column without a value, and says it once", async () => {
    const down = `await op.dropColumn("users", "age");`;
    const add = (rest: string): string => `await op.addColumn("users", { name: "age", type: "integer"${rest});`;
    expect(await findingsIn(files, add(" }"), down)).toEqual(["not-null-without-backfill:15"]);
  });

  it.each([
    ["a backfill", `await op.alterColumn("users", "name", { nullable: false, backfill: "x" });`],
    [
      "a change of the rows",
      `await op.execute("UPDATE users SET name = 'x'");\nawait op.alterColumn("users", "name", { nullable: false });`,
    ],
  ])("accepts NOT NULL after %s", async (_what, upgrade) => {
    const found = await findingsIn(files, upgrade, `await op.alterColumn("users", "name", { nullable: true });`);
    expect(found.filter((each) => each.startsWith("not-null"))).toEqual([]);
  });

  it("finds NOT NULL that nothing fills", async () => {
    const upgrade = `await op.alterColumn("users", "name", { nullable: false });`;
    const found = await findingsIn(files, upgrade, `await op.alterColumn("users", "name", { nullable: true });`);
    expect(found).toContain("not-null-without-backfill:15");
    expect(found).not.toContain("incompatible:15");
  });

  it("finds a downgrade that does nothing", async () => {
    expect(
      await findingsIn(files, `await op.addColumn("users", { name: "age", type: "integer", nullable: true });`),
    ).toEqual(["no-downgrade"]);
  });

  it("finds a downgrade that does not lead back, and says what it lacks", async () => {
    files.write("b2", {
      upgrade: `await op.addColumn("users", { name: "a", type: "integer", nullable: true });
await op.addColumn("users", { name: "b", type: "integer", nullable: true });`,
      downgrade: `await op.dropColumn("users", "a");`,
    });
    const { findings } = await lint(files, { choice: { range: "b2" } });
    expect(findings).toMatchObject([
      { code: "downgrade-differs", line: 19, message: expect.stringContaining('drop column "b" of table "users"') },
    ]);
  });

  it("does not mind another spelling of the same expression in the downgrade", async () => {
    const found = await findingsIn(
      files,
      `await op.dropColumn("users", "state");`,
      `await op.addColumn("users", { name: "state", type: "text", nullable: true, default: { kind: "expression", sql: "('new'::text)" } });`,
    );
    expect(found).not.toContain("downgrade-differs:19");
  });

  it("finds a downgrade that stops", async () => {
    const found = await findingsIn(files, `await op.execute("SELECT 1");`, `throw new Error("there is no way back");`);
    expect(found).toEqual(["irreversible:18"]);
  });

  it("finds rows that the downgrade leaves behind", async () => {
    const upgrade = `await op.bulkInsert("users", [{ id: 1 }]);
await op.createTable("t", { columns: [{ name: "id", type: "integer" }] });`;
    expect(await findingsIn(files, upgrade, `await op.dropTable("t");`)).toEqual(["irreversible:15"]);
  });

  it.each([
    ["CREATE TABLE t (id int)", "op.createTable"],
    ["alter table users add column age int", "op.addColumn"],
    ["ALTER TABLE users DROP CONSTRAINT x", "op.dropConstraint"],
    ["ALTER TABLE users RENAME COLUMN a TO b", "op.renameColumn"],
    ["-- a comment\nCREATE UNIQUE INDEX x ON users (id)", "op.createIndex"],
    ["ALTER TYPE mood ADD VALUE 'sad'", "op.alterEnum"],
  ])("names the operation for %s", async (sql, call) => {
    files.write("b2", {
      upgrade: `await op.execute(${JSON.stringify(sql)});`,
      downgrade: `await op.execute("SELECT 1");`,
    });
    const { findings } = await lint(files, { choice: { range: "b2" } });
    expect(findings).toMatchObject([{ code: "raw-ddl", message: `op.execute does what ${call} does` }]);
  });

  it("leaves SQL alone that no operation can say", async () => {
    const down = `await op.execute("SELECT 1");`;
    expect(await findingsIn(files, `await op.execute("UPDATE users SET name = 'create table'");`, down)).toEqual([]);
    expect(await findingsIn(files, `await op.execute("CREATE TABLE copy AS SELECT 1");`, down)).toEqual([]);
  });

  it("finds a change of rows beside a change that locks", async () => {
    const found = await findingsIn(
      files,
      `await op.createIndex("users", { name: "IDX", columns: ["name"] });
await op.execute("UPDATE users SET name = upper(name)");`,
      `await op.execute("UPDATE users SET name = lower(name)");`,
    );
    expect(found).toContain("data-with-schema-change:16");
  });

  it("finds constraints without a name", async () => {
    const upgrade = `await op.createCheckConstraint("users", { expression: "id > 0" });`;
    const down = `await op.dropConstraint("users", { type: "check", expression: "id > 0" });`;
    expect(await findingsIn(files, upgrade, down)).toContain("unnamed-constraint:15");
  });

  it("finds a name that the database would cut off", async () => {
    const name = "n".repeat(64);
    const upgrade = `await op.addColumn("users", { name: "${name}", type: "integer", nullable: true });`;
    expect(await findingsIn(files, upgrade, `await op.dropColumn("users", "${name}");`)).toEqual(["forbidden-name:15"]);
  });

  it("finds what the entities still have", async () => {
    const column = { name: "name", type: "varchar", nullable: true };
    const wanted = { ...emptySchema, tables: [table({ name: "users", columns: [column] })] };
    const down = `await op.addColumn("users", { name: "name", type: "varchar(100)", nullable: true });`;
    expect(await findingsIn(files, `await op.dropColumn("users", "name");`, down, { wanted })).toContain(
      "entity-still-uses:15",
    );
  });

  it("finds an operation on what is not there", async () => {
    const found = await findingsIn(files, `await op.dropColumn("users", "nmae");`, `await op.execute("SELECT 1");`);
    expect(found).toContain("unknown-object:15");
  });

  it("finds an upgrade that stops, and keeps apart one that needs rows to go on", async () => {
    const down = `await op.execute("SELECT 1");`;
    expect(await findingsIn(files, `throw new Error("x");`, down)).toEqual(["fails"]);
    const other = createRevisionFiles();
    other.write("a1", { upgrade: USERS, downgrade: NO_USERS });
    const reads = `const [row] = await op.query("SELECT 1 AS a");\nawait op.addColumn("users", row.a);`;
    expect(await findingsIn(other, reads, down)).toEqual(["not-followed"]);
  });

  it("finds a comment that names another revision", async () => {
    files.write("b2", { revises: "zz" });
    const { findings } = await lint(files, { choice: { range: "b2" } });
    expect(findings).toMatchObject([
      { code: "head-mismatch", line: 5, message: expect.stringContaining("Revises: zz") },
    ]);
  });

  it("finds a revision without a message", async () => {
    files.write("b2", { message: "empty message" });
    const { findings } = await lint(files, { choice: { range: "b2" } });
    expect(findings.map(({ code }) => code)).toEqual(["missing-message"]);
  });

  it("finds several heads, unless labels say that they are meant", async () => {
    files.write("b2", { down: "a1" });
    files.write("c3", { down: "a1" });
    const { findings } = await lint(files, { choice: { all: true } });
    expect(findings.map(({ code, revision }) => `${code} ${revision}`).sort()).toEqual([
      "several-heads b2",
      "several-heads c3",
    ]);
    files.write("c3", { down: "a1", branchLabels: ["side"] });
    expect((await lint(files, { choice: { all: true } })).findings).toEqual([]);
  });

  it("takes levels from the configuration", async () => {
    const upgrade = `await op.dropColumn("users", "name");`;
    const down = `await op.addColumn("users", { name: "name", type: "varchar(100)", nullable: true });`;
    expect(
      await findingsIn(files, upgrade, down, { options: { rules: { "data-loss": "off", incompatible: "off" } } }),
    ).toEqual([]);
    const { findings } = await lint(files, { choice: { range: "b2" }, options: { rules: { "data-loss": "warn" } } });
    expect(findings).toMatchObject([{ code: "data-loss", severity: "warning" }]);
  });

  it("refuses a rule that there is not, with the one that is meant", async () => {
    await expect(lint(files, { options: { rules: { "data-los": "off" } } })).rejects.toMatchObject({
      code: "CONFIG.INVALID",
      hint: 'Did you mean "data-loss"?',
    });
  });

  describe("with comments that ignore", () => {
    const down = `await op.addColumn("users", { name: "name", type: "varchar(100)", nullable: true });`;
    const drop = `await op.dropColumn("users", "name");`;

    it("keeps quiet about the next call, and about no other", async () => {
      const upgrade = `// orm-lint-ignore data-loss: nobody used it\n${drop}`;
      expect(await findingsIn(files, upgrade, down)).toEqual([]);
    });

    it("takes a comment at the end of the line", async () => {
      expect(await findingsIn(files, `${drop} // orm-lint-ignore data-loss: nobody used it`, down)).toEqual([]);
    });

    it("takes a comment above the functions for the whole file", async () => {
      files.write("b2", { upgrade: drop, head: "// orm-lint-ignore data-loss, no-downgrade: nobody used it" });
      expect((await lint(files, { choice: { range: "b2" } })).findings).toEqual([]);
    });

    it("complains about a comment without a reason, one for no rule, and one that silences nothing", async () => {
      const upgrade = `// orm-lint-ignore data-loss\n${drop}
// orm-lint-ignore data-los: a slip
// orm-lint-ignore lock: there is none`;
      files.write("b2", { upgrade, downgrade: down });
      const { findings } = await lint(files, { choice: { range: "b2" } });
      expect(findings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
        "ignore-comment: orm-lint-ignore gives no reason",
        'ignore-comment: orm-lint-ignore: there is no rule "data-los"',
        "ignore-comment: orm-lint-ignore silences nothing",
      ]);
    });
  });

  it("knows what is a hazard on another database", async () => {
    const other = createRevisionFiles(sqliteDialect.resolve(sqliteDialect.offline));
    other.write("a1", { upgrade: USERS, downgrade: NO_USERS });
    const upgrade = `await op.alterColumn("users", "name", { type: "text" });`;
    expect(
      await findingsIn(other, upgrade, `await op.alterColumn("users", "name", { type: "varchar(100)" });`),
    ).toEqual(["rewrite:15"]);
  });

  it("refuses a range and --all at once", async () => {
    await expect(lint(files, { choice: { range: "a1", all: true } })).rejects.toMatchObject({ code: "CLI.USAGE" });
  });

  it("takes the revisions that the database does not have, and starts with its schema", async () => {
    files.write("b2", {
      upgrade: `await op.dropColumn("legacy", "x");`,
      downgrade: `await op.addColumn("legacy", { name: "x", type: "integer", nullable: true });`,
    });
    const legacy = table({ name: "legacy", columns: [{ name: "x", type: "integer", nullable: true }] });
    const database = { rows: ["a1"], schema: { ...emptySchema, tables: [legacy] } };
    const result = await lintProject(files, await files.graph(), {}, { database, wanted: undefined });
    expect(result.revisions).toEqual(["b2"]);
    expect(result.findings.map(({ code }) => code)).toEqual(["data-loss"]);
  });
});
