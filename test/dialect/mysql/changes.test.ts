import { compileOperation } from "../../../src/dialect/ddl-compiler";
import { downgradeOf } from "../../../src/diff/downgrade-of";
import { applyOperation, applyOperations, reverseOperation } from "../../../src/operations/definitions";
import type { Schema } from "../../../src/schema/model";
import type { Operation } from "../../../src/operations/operation";
import { places, type Place } from "./place";
import { describeEachPlace } from "../../support/each-place";

jest.setTimeout(60_000);

const setUp = [
  "create table parent (id int primary key, code varchar(10), other int, unique key UQ_code (code), key IDX_other (other))",
  `create table child (
    id int not null auto_increment primary key comment 'the key',
    parentId int,
    a int default 1,
    b int,
    c int not null default 2,
    changed datetime(6) not null default current_timestamp(6) on update current_timestamp(6) comment 'when',
    word varchar(10) character set utf8mb4 collate utf8mb4_bin default 'x' comment 'it''s',
    mood enum('good','bad') not null default 'good',
    constraint FK_parent foreign key (parentId) references parent (id) on delete cascade,
    constraint CHK_ab check (a < b),
    constraint CHK_a check (a < 100),
    key IDX_ab (a, b),
    unique key UQ_bc (b, c)
  )`,
];

const child = { name: "child" };

describeEachPlace(places, "a change on %s", (_name, create) => {
  let place: Place;
  beforeAll(async () => {
    place = await create("change");
  });
  beforeEach(async () => {
    await place.query("drop table if exists child");
    await place.query("drop table if exists parent");
    for (const sql of setUp) await place.query(sql);
  });
  afterAll(async () => place?.close());

  /** Runs the operation, compares the live schema with the model, and undoes it where it says how. */
  async function roundTrip(operation: Operation): Promise<void> {
    const before = await place.read();
    await place.apply(operation);
    const after = applyOperation(before, operation);
    const sort = (schema: typeof before): unknown => ({
      ...schema,
      tables: schema.tables.map((table) => ({
        ...table,
        columns: [...table.columns].sort((left, right) => (left.name < right.name ? -1 : 1)),
        indexes: [...table.indexes].sort((left, right) => (left.name < right.name ? -1 : 1)),
        uniques: [...table.uniques].sort((left, right) => (left.name! < right.name! ? -1 : 1)),
        checks: [...table.checks].sort((left, right) => (left.name! < right.name! ? -1 : 1)),
        foreignKeys: [...table.foreignKeys].sort((left, right) => (left.name! < right.name! ? -1 : 1)),
      })),
    });
    expect(sort(await place.read())).toEqual(sort(after));
    const back = reverseOperation(operation);
    if (back === undefined) return;
    await place.apply(...back);
    expect(sort(await place.read())).toEqual(sort(before));
  }

  it.each<[string, Operation]>([
    [
      "adds a column",
      {
        kind: "addColumn",
        table: child,
        column: {
          name: "added",
          type: "varchar(20)",
          nullable: true,
          default: { kind: "literal", value: "o'x" },
          comment: "new",
        },
      },
    ],
    [
      "changes a type and keeps the rest of the column",
      {
        kind: "alterColumn",
        table: child,
        column: "word",
        change: { type: "varchar(20)" },
        previous: { type: "varchar(10)" },
      },
    ],
    [
      "makes a column nullable and keeps its clock",
      {
        kind: "alterColumn",
        table: child,
        column: "changed",
        change: { nullable: true },
        previous: { nullable: false },
      },
    ],
    [
      "keeps the numbering of a column whose comment changes",
      { kind: "alterColumn", table: child, column: "id", change: { comment: null }, previous: { comment: "the key" } },
    ],
    [
      "drops a default",
      {
        kind: "alterColumn",
        table: child,
        column: "c",
        change: { default: null },
        previous: { default: { kind: "literal", value: 2 } },
      },
    ],
    [
      "adds a value to an enum",
      {
        kind: "alterColumn",
        table: child,
        column: "mood",
        change: { type: "enum('good','bad','odd')" },
        previous: { type: "enum('good','bad')" },
      },
    ],
    [
      "renames a column that no check names",
      { kind: "renameColumn", table: child, column: "parentId", newName: "ownerId" },
    ],
    ["renames a table", { kind: "renameTable", table: child, newName: "kid" }],
    ["renames an index", { kind: "renameIndex", table: child, index: "IDX_ab", newName: "IDX_2" }],
    [
      "renames a unique constraint",
      { kind: "renameConstraint", table: child, type: "unique", constraint: "UQ_bc", newName: "UQ_2" },
    ],
    [
      "renames a check",
      { kind: "renameConstraint", table: child, type: "check", constraint: "CHK_a", newName: "CHK_2" },
    ],
    [
      "renames a foreign key with its index",
      { kind: "renameConstraint", table: child, type: "foreignKey", constraint: "FK_parent", newName: "FK_2" },
    ],
    [
      "creates an index over the columns of a foreign key, and drops it again",
      { kind: "createIndex", table: child, index: { name: "IDX_parent", parts: [{ column: "parentId" }] } },
    ],
    [
      "drops a foreign key and its index",
      {
        kind: "dropConstraint",
        table: child,
        constraint: { type: "foreignKey", name: "FK_parent" },
        dropped: {
          type: "foreignKey",
          definition: {
            name: "FK_parent",
            columns: ["parentId"],
            references: { table: "parent", columns: ["id"] },
            onDelete: "CASCADE",
          },
        },
      },
    ],
    [
      "drops a check by its name",
      {
        kind: "dropConstraint",
        table: child,
        constraint: { type: "check", name: "CHK_a" },
        dropped: { type: "check", definition: { name: "CHK_a", expression: "`a` < 100" } },
      },
    ],
    [
      "drops a unique constraint by its columns",
      {
        kind: "dropConstraint",
        table: child,
        constraint: { type: "unique", columns: ["b", "c"] },
        dropped: { type: "unique", definition: { name: "UQ_bc", columns: ["b", "c"] } },
      },
    ],
    [
      "changes the options of a table",
      {
        kind: "setTableAttributes",
        table: child,
        change: { "mysql.rowFormat": "COMPACT", "mysql.collation": "utf8mb4_unicode_520_ci" },
        previous: { "mysql.rowFormat": null, "mysql.collation": null },
      },
    ],
    ["sets the comment of a table", { kind: "commentOn", table: child, comment: "it's \\ new", previous: null }],
  ])("%s", async (_title, operation) => {
    await roundTrip(operation);
  });

  it("leaves JSON in its own collation when the table takes another one", async () => {
    await place.query("alter table child add data json");
    const readData = () =>
      place.query(
        "select collation_name from information_schema.columns where table_schema = database() and table_name = 'child' and column_name = 'data'",
      );
    const before = await readData();
    await place.apply({
      kind: "setTableAttributes",
      table: child,
      change: { "mysql.collation": "utf8mb4_unicode_520_ci" },
    });
    expect(await readData()).toEqual(before);
  });

  it("keeps the collation that a column names when the table, which had the same, takes another one", async () => {
    await place.query("alter table child convert to character set utf8mb4 collate utf8mb4_bin");
    const { tables, ...rest } = await place.read();
    const wanted: Schema = {
      ...rest,
      tables: tables.map((table) => ({
        ...table,
        ...(table.name === "child" ? { attributes: { "mysql.collation": "utf8mb4_unicode_520_ci" } } : {}),
        columns: table.columns.map((column) =>
          column.name === "word" ? { ...column, collation: "utf8mb4_bin" } : column,
        ),
      })),
    };
    await place.apply(...(await place.remaining(wanted)));
    expect(await place.remaining(wanted)).toEqual([]);
    const changed = (await place.read()).tables.find(({ name }) => name === "child")!;
    expect(changed.columns.find(({ name }) => name === "word")?.collation).toBe("utf8mb4_bin");
  });

  it("drops a column with what uses it", async () => {
    await place.apply({ kind: "dropColumn", table: child, column: "a" });
    const table = (await place.read()).tables.find(({ name }) => name === "child")!;
    expect(table.columns.map(({ name }) => name)).not.toContain("a");
    expect([table.indexes, table.checks, table.uniques.map(({ name }) => name)]).toEqual([[], [], ["UQ_bc"]]);
  });

  it("drops a column of a foreign key", async () => {
    await place.apply({ kind: "dropColumn", table: child, column: "parentId" });
    expect((await place.read()).tables.find(({ name }) => name === "child")?.foreignKeys).toEqual([]);
  });

  it("reads whether a check is enforced, where the server can leave one be", async () => {
    const written = await place.query("alter table child add constraint CHK_idle check (c > 9) not enforced").then(
      () => true,
      () => false,
    );
    const { tables } = await place.read();
    const idle = tables.find(({ name }) => name === "child")!.checks.filter(({ notEnforced }) => notEnforced === true);
    expect(idle.map(({ name }) => name)).toEqual(written ? ["CHK_idle"] : []);
  });

  it("renames a column that generated columns name", async () => {
    await place.query("alter table child add g int generated always as (c + 1) virtual");
    await place.apply({ kind: "renameColumn", table: child, column: "c", newName: "third" });
    const { tables } = await place.read();
    const computed = tables.find(({ name }) => name === "child")!.columns.find(({ name }) => name === "g");
    expect(computed?.generated?.expression).toContain("third");
  });

  it("adds a column with a default that every row computes anew", async () => {
    await place.query("insert into child (a, b) values (1, 2), (1, 3)");
    await place.apply({
      kind: "addColumn",
      table: child,
      column: { name: "token", type: "varchar(36)", nullable: false, default: { kind: "expression", sql: "uuid()" } },
    });
    expect(await place.query("select count(distinct token) as n from child")).toEqual([["2"]]);
  });

  it("changes the type of both sides of a foreign key", async () => {
    const before = await place.read();
    const retype = (table: string, column: string): Schema["tables"][number] => {
      const found = before.tables.find(({ name }) => name === table)!;
      return {
        ...found,
        columns: found.columns.map((each) => (each.name === column ? { ...each, type: "bigint" } : each)),
      };
    };
    const wanted = { ...before, tables: [retype("child", "parentId"), retype("parent", "id")] };
    await place.apply(...(await place.remaining(wanted)));
    expect(await place.read()).toEqual(wanted);
  });

  it("renames a column that checks name", async () => {
    await place.apply({ kind: "renameColumn", table: child, column: "a", newName: "first" });
    const table = (await place.read()).tables.find(({ name }) => name === "child")!;
    expect(table.checks).toEqual([
      { name: "CHK_a", expression: "`first` < 100" },
      { name: "CHK_ab", expression: "`first` < `b`" },
    ]);
  });

  it("renames a JSON column, which stays one, and back", async () => {
    await place.query("create table words (id int primary key, data json, more json)");
    const table = { name: "words" };
    const before = (await place.read()).tables.find(({ name }) => name === "words");
    await place.apply(
      { kind: "renameColumn", table, column: "data", newName: "facts" },
      { kind: "renameColumn", table, column: "more", newName: "data" },
    );
    const renamed = (await place.read()).tables.find(({ name }) => name === "words")!;
    expect(renamed.columns.map(({ name, type }) => [name, type])).toEqual([
      ["id", "int"],
      ["facts", "json"],
      ["data", "json"],
    ]);
    await place.query(`insert into words values (1, '{"a":1}', '[1]')`);
    await place.apply(
      { kind: "renameColumn", table, column: "data", newName: "more" },
      { kind: "renameColumn", table, column: "facts", newName: "data" },
    );
    expect((await place.read()).tables.find(({ name }) => name === "words")).toEqual(before);
    await place.query("drop table words");
  });

  it("renames a column that expressions of indexes name, and back", async () => {
    if (!place.server.capabilities.expressionIndexes) return;
    await place.query("create table parts (id int primary key, a int, b int, key mixed ((`a` * 2), b), key plain (a))");
    const table = { name: "parts" };
    const before = await place.read();
    await place.apply({ kind: "renameColumn", table, column: "a", newName: "first" });
    const renamed = (await place.read()).tables.find(({ name }) => name === "parts")!;
    expect(renamed.indexes).toEqual([
      { name: "mixed", parts: [{ expression: "`first` * 2" }, { column: "b" }] },
      { name: "plain", parts: [{ column: "first" }] },
    ]);
    await place.apply({ kind: "renameColumn", table, column: "first", newName: "a" });
    expect(await place.read()).toEqual(before);
    await place.query("drop table parts");
  });

  it("drops and creates the primary key of a column that numbers itself", async () => {
    const before = await place.read();
    const primaryKey = { columns: ["id"] };
    await place.apply({ kind: "dropConstraint", table: child, constraint: { type: "primaryKey" } });
    const without = (await place.read()).tables.find(({ name }) => name === "child");
    expect(without?.primaryKey).toBeUndefined();
    await place.apply({ kind: "createPrimaryKey", table: child, primaryKey });
    await place.apply({ kind: "alterColumn", table: child, column: "id", change: { autoIncrement: true } });
    expect(await place.read()).toEqual(before);
  });

  it("moves the primary key away from a column that numbers itself, and back", async () => {
    await place.query("create table moved (id int not null auto_increment primary key, b int not null)");
    const table = { name: "moved" };
    const before = await place.read();
    const key: Operation = { kind: "dropConstraint", table, constraint: { type: "primaryKey" } };
    const index = { name: "IDX_id", parts: [{ column: "id" }] };
    await place.apply(
      key,
      { kind: "createPrimaryKey", table, primaryKey: { columns: ["b"] } },
      { kind: "createIndex", table, index },
    );
    const moved = (await place.read()).tables.find(({ name }) => name === "moved");
    expect(moved).toMatchObject({
      columns: [{ name: "id", autoIncrement: true }, { name: "b" }],
      primaryKey: { columns: ["b"] },
      indexes: [index],
    });
    await place.apply({ kind: "dropIndex", table, index: "IDX_id" }, key, {
      kind: "createPrimaryKey",
      table,
      primaryKey: { columns: ["id"] },
    });
    expect(await place.read()).toEqual(before);
    await place.query("drop table moved");
  });

  it("makes a virtual column stored, in its place", async () => {
    await place.query("create table computed (a int, b int generated always as (a + 1) virtual, c int)");
    const [change, previous] = [true, false].map((stored) => ({ generated: { expression: "`a` + 1", stored } }));
    await roundTrip({
      kind: "alterColumn",
      table: { name: "computed" },
      column: "b",
      change: change!,
      previous: previous!,
    });
    const table = (await place.read()).tables.find(({ name }) => name === "computed");
    expect(table?.columns.map(({ name }) => name)).toEqual(["a", "b", "c"]);
    await place.query("drop table computed");
  });

  it("lets a column start and stop to number itself although foreign keys refer to it", async () => {
    await place.query(
      "create table numbered (id int primary key, other int, constraint FK_self foreign key (other) references numbered (id))",
    );
    await place.query(
      "create table referring (other int, constraint FK_other foreign key (other) references numbered (id) on delete cascade)",
    );
    const [change, previous] = [{ autoIncrement: true }, { autoIncrement: false }];
    await roundTrip({ kind: "alterColumn", table: { name: "numbered" }, column: "id", change, previous });
    await place.query("drop table referring, numbered");
  });

  it("makes several changes of one table in one statement, and takes them back", async () => {
    await place.query("create table merged (id int primary key, a int, b int, c varchar(10))");
    const before = await place.read();
    const table = { name: "merged" };
    const changes: readonly Operation[] = [
      {
        kind: "alterColumn",
        table,
        column: "a",
        change: { type: "bigint", nullable: false },
        previous: { type: "int", nullable: true },
      },
      { kind: "alterColumn", table, column: "b", change: { type: "varchar(20)" }, previous: { type: "int" } },
      { kind: "createCheckConstraint", table, check: { name: "CK_c", expression: "`c` <> ''" } },
    ];
    const [merged] = place.server.lowering.lower(changes, { schema: before });
    const statements = compileOperation(place.server.ddl, merged!, { schema: before });
    expect(statements).toHaveLength(1);
    await place.query(statements[0]!.sql);
    expect(await place.read()).toEqual(applyOperations(before, changes));
    await place.apply(...downgradeOf(changes));
    expect(await place.read()).toEqual(before);
    await place.query("drop table merged");
  });

  it("lets one index of a foreign key take the place of another", async () => {
    const index = { name: "IDX_one", parts: [{ column: "parentId" }] };
    const wider = { name: "IDX_two", parts: [{ column: "parentId" }, { column: "b" }] };
    const create = (made: typeof index): Operation => ({ kind: "createIndex", table: child, index: made });
    const drop = (made: typeof index): Operation => ({ kind: "dropIndex", table: child, index: made.name });
    const before = await place.read();
    await place.apply(
      create(index),
      drop(index),
      create(wider),
      drop(wider),
      create(index),
      create(wider),
      drop(index),
      drop(wider),
    );
    expect(await place.read()).toEqual(before);
  });

  it("refuses to remove a value of an enum that a row holds", async () => {
    await place.query("insert into child (mood) values ('bad')");
    const shrink: Operation = { kind: "alterColumn", table: child, column: "mood", change: { type: "enum('good')" } };
    await expect(place.apply(shrink)).rejects.toMatchObject({ errno: 1265 });
  });

  it("inserts rows of any text", async () => {
    await place.query("create table if not exists texts (v varchar(50))");
    const values = ["it's", "back\\slash", "\\'; drop table texts; -- ", 'say "x"', "ü€", "line\nbreak"];
    await place.apply({ kind: "bulkInsert", table: { name: "texts" }, rows: values.map((v) => ({ v })) });
    expect((await place.query("select v from texts")).map(([v]) => v)).toEqual(values);
  });

  it.each<[Operation["kind"], Operation]>([
    ["createEnum", { kind: "createEnum", enum: { name: "e", values: ["a"] } }],
    ["createSchema", { kind: "createSchema", name: "s" }],
    [
      "alterColumn with USING",
      { kind: "alterColumn", table: child, column: "a", change: { type: "text" }, using: "a" } as never,
    ],
  ] as never)("refuses %s", async (_kind, operation: Operation) => {
    await expect(place.apply(operation)).rejects.toMatchObject({ code: "OPERATION.UNSUPPORTED" });
  });
});
