import { diff } from "../../../src/diff/diff";
import { downgradeOf } from "../../../src/diff/downgrade-of";
import type { DiffOptions } from "../../../src/diff/diff-options";
import { applyOperations, summarizeOperation } from "../../../src/operations/definitions";
import { table } from "../../../src/schema/edit";
import { emptySchema, type Column, type Schema, type Table } from "../../../src/schema/model";
import { postgresDialect } from "../../../src/dialects/postgres";

const server = postgresDialect.resolve(postgresDialect.offline);
const complete: DiffOptions = { ...server, answers: { noRenames: true } };
const entities: DiffOptions = { ...complete, keepUnknownObjects: true };

const column = (name: string, type = "integer"): Column => ({ name, type, nullable: true });
const schema = (tables: readonly Table[], more: Partial<Schema> = {}): Schema => ({ ...emptySchema, tables, ...more });
const summaries = (actual: Schema, wanted: Schema, options = complete): readonly string[] =>
  diff(actual, wanted, options).operations.map(summarizeOperation);

const parent = table({
  name: "t",
  columns: [column("id"), column("day", "date")],
  checks: [{ name: "above", expression: "id > 0" }],
  attributes: { "x.partitionBy": "RANGE (day)" },
});
const place = { "x.partitionOf": "t", "x.partitionBounds": "DEFAULT" };
const part = table({ name: "p", columns: [], attributes: place });
const alone = table({ name: "p", columns: parent.columns, checks: parent.checks });

describe("tables that descend from others", () => {
  test("are created after them and dropped before them", () => {
    expect(summaries(emptySchema, schema([part, parent]))).toEqual(['create table "t"', 'create table "p"']);
    expect(summaries(schema([parent, part]), emptySchema)).toEqual(['drop table "p"', 'drop table "t"']);
  });

  test("join and leave with their columns, none of which comes or goes", () => {
    const [actual, wanted] = [schema([parent, alone]), schema([parent, part])];
    const { operations } = diff(actual, wanted, complete);
    expect(operations).toEqual([
      {
        kind: "setTableAttributes",
        table: { name: "p" },
        change: place,
        previous: { "x.partitionOf": null, "x.partitionBounds": null },
      },
    ]);
    expect(applyOperations(actual, operations)).toEqual(wanted);
    expect(applyOperations(wanted, downgradeOf(operations))).toEqual(actual);
  });

  test("get what the others get without an operation of their own", () => {
    const wider = { ...parent, columns: [...parent.columns, column("more")] };
    expect(summaries(schema([parent, part]), schema([wider, part]))).toEqual(['add column "more" to table "t"']);
  });

  test("stay where they are when entities do not speak of it", () => {
    expect(summaries(schema([parent, part]), schema([parent, alone]), entities)).toEqual([]);
  });

  test("are left alone when entities declare the whole and not its parts", () => {
    const below = table({ name: "q", columns: [], attributes: { ...place, "x.partitionOf": "p" } });
    const live = schema([parent, part, below]);
    const { attributes: _split, ...declared } = parent;
    expect(summaries(live, schema([declared]), entities)).toEqual([]);
    const renamed = { ...declared, name: "events", renamedFrom: "t" };
    expect(summaries(live, schema([renamed]), entities)).toEqual(['rename table "t" to "events"']);
    const drops = ['drop table "q"', 'drop table "p"', 'drop table "t"'];
    expect(summaries(live, emptySchema, entities)).toEqual(drops);
    expect(summaries(live, schema([parent]), complete)).toEqual(drops.slice(0, 2));
  });

  test("follow the others when these are renamed", () => {
    const renamed = { ...parent, name: "events", renamedFrom: "t" };
    const moved = { ...part, attributes: { ...place, "x.partitionOf": "events" } };
    expect(summaries(schema([parent, part]), schema([renamed, moved]))).toEqual(['rename table "t" to "events"']);
  });

  test("are refused another way of being split", () => {
    const split = (by: string): Schema => schema([{ ...parent, attributes: { "postgres.partitionBy": by } }]);
    expect(() => diff(split("RANGE (day)"), split("LIST (id)"), complete)).toThrow(
      'table "t" cannot be partitioned by LIST (id) instead of RANGE (day): it would have to be made anew',
    );
  });
});

describe("exclusion constraints", () => {
  const of = (name: string, where?: string): Table =>
    table({
      name: "t",
      columns: [column("a"), column("b")],
      exclusions: [{ name, elements: [{ column: "a", operator: "=" }], ...(where === undefined ? {} : { where }) }],
    });

  test("are renamed where they say the same, and made anew where they do not", () => {
    expect(summaries(schema([of("x")]), schema([of("y")]))).toEqual([
      'rename exclusion constraint "x" of table "t" to "y"',
    ]);
    expect(summaries(schema([of("x")]), schema([of("x", "a > 0")]))).toEqual([
      'drop exclusion constraint "x" of table "t"',
      'create exclusion constraint "x" on table "t"',
    ]);
  });

  test("stay where entities say nothing of them", () => {
    const { exclusions: _unknown, ...declared } = of("x");
    expect(summaries(schema([of("x")]), schema([declared]), entities)).toEqual([]);
    expect(summaries(schema([of("x")]), schema([declared]))).toEqual(['drop exclusion constraint "x" of table "t"']);
  });

  test("follow the rename of a column", () => {
    const [before] = applyOperations(schema([of("x", "a > 0")]), [
      { kind: "renameColumn", table: { name: "t" }, column: "a", newName: "c" },
    ]).tables;
    expect(before?.exclusions).toEqual([{ name: "x", elements: [{ column: "c", operator: "=" }], where: "c > 0" }]);
  });
});

describe("comments", () => {
  const of = (comment?: string): Schema => {
    const said = comment === undefined ? {} : { comment };
    return schema(
      [
        table({
          name: "t",
          columns: [column("a")],
          primaryKey: { name: "k", columns: ["a"], ...said },
          indexes: [{ name: "i", parts: [{ column: "a" }], ...said }],
        }),
      ],
      { enums: [{ name: "e", values: ["x"], ...said }], schemaComments: comment === undefined ? {} : { s: comment } },
    );
  };

  test("of indexes, constraints, enum types and schemas are set, and taken back", () => {
    const { operations } = diff(of(), of("new"), complete);
    expect(operations.map(summarizeOperation)).toEqual([
      'set the comment of primary key "k" of table "t"',
      'set the comment of index "i" of table "t"',
      'set the comment of enum type "e"',
      'set the comment of schema "s"',
    ]);
    expect(applyOperations(of(), operations)).toEqual(of("new"));
    expect(applyOperations(of("new"), downgradeOf(operations))).toEqual(of());
  });

  test("stay where entities say nothing of them", () => {
    const { schemaComments: _unknown, ...said } = of();
    expect(summaries(of("old"), said, entities)).toEqual([]);
  });
});

describe("enum types", () => {
  test("stay when their last column goes, as long as a domain speaks of them", () => {
    const enums = [{ name: "mood", values: ["sad"] }];
    const objects = [{ kind: "domain", name: "feeling", type: "mood" }] as const;
    const actual = schema([table({ name: "t", columns: [column("a"), column("m", "mood")] })], { enums, objects });
    const wanted = schema([table({ name: "t", columns: [column("a")] })]);
    expect(summaries(actual, wanted, entities)).toEqual(['drop column "m" of table "t"']);
    const trigger = {
      kind: "trigger",
      name: "touch",
      table: { name: "t" },
      event: "BEFORE UPDATE",
      action: "FOR EACH ROW EXECUTE FUNCTION touch()",
    } as const;
    expect(summaries({ ...actual, objects: [trigger] }, wanted, entities)).toEqual([
      'drop column "m" of table "t"',
      'drop enum type "mood"',
    ]);
  });
});
