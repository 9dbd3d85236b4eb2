import type { Change, Family } from "./change";
import type { Model } from "./models";

type Columns = Model["columns"];

const one = (columns: Columns, more: Partial<Model> = {}): readonly Model[] => [{ table: "item", columns, ...more }];
const values = (column: string, ...list: readonly string[]): readonly string[] =>
  list.map((value, index) => `insert into item (id, ${column}) values (${index + 1}, ${value})`);

/**
 * The nineteen changes on which the tools of others lose data, miss what was meant, or fail. Where a database lacks the
 * thing, the nearest that it has takes the place.
 */
export function changesOf(family: Family): readonly Change[] {
  return [
    {
      title: "a varchar becomes longer",
      before: one({ name: { type: "varchar", length: 50 } }),
      after: one({ name: { type: "varchar", length: 100 } }),
      rows: values("name", "'Ada'", "'Grace'"),
      verdict: "right",
      read: "select id, name from item order by id",
    },
    {
      title: "an integer becomes a bigint",
      before: one({ amount: { type: "integer" } }),
      after: one({ amount: { type: "bigint" } }),
      rows: values("amount", "2147483647", "-7"),
      verdict: "right",
      read: "select id, amount from item order by id",
    },
    {
      title: "texts that are numbers become integers",
      before: one({ size: { type: "text" } }),
      after: one({ size: { type: "integer" } }),
      rows: values("size", "'42'", "'-1'"),
      verdict: "right",
      read: "select id, size from item order by id",
    },
    {
      title: "a column takes another name",
      before: one({ title: { type: "varchar", length: 80 } }),
      after: one({ headline: { type: "varchar", length: 80 } }),
      rows: values("title", "'Notes'", "'On the engine'"),
      verdict: "asks",
      answers: { renames: [{ table: "item", from: "title", to: "headline" }] },
      read: "select id, title from item order by id",
      readAfter: "select id, headline from item order by id",
    },
    {
      title: "a column may not be NULL any more",
      before: one({ name: { type: "varchar", length: 50, nullable: true } }),
      after: one({ name: { type: "varchar", length: 50 } }),
      rows: values("name", "'Ada'", "'Grace'"),
      verdict: "right",
      read: "select id, name from item order by id",
    },
    {
      title: "a column goes",
      before: one({ name: { type: "varchar", length: 50 }, note: { type: "text", nullable: true } }),
      after: one({ name: { type: "varchar", length: 50 } }),
      rows: ["insert into item (id, name, note) values (1, 'Ada', 'x')"],
      verdict: "right",
      read: "select id, name, note from item",
      readAfter: "select id, name from item",
      expected: [["1", "Ada"]],
      back: { rows: [["1", "Ada", "null"]], reason: "what a dropped column held is gone" },
    },
    {
      title: "a foreign key deletes with its parent",
      before: familyTree("NO ACTION"),
      after: familyTree("CASCADE"),
      rows: [
        "insert into parent (id, name) values (1, 'a')",
        "insert into child (id, parent_id) values (1, 1), (2, 1), (3, null)",
      ],
      verdict: "right",
      read: "select id, parent_id from child order by id",
    },
    enumLosesUnusedValue,
    enumRenamesValue(family),
    {
      title: "a condition is grouped in another way",
      before: one(threeNumbers, { checks: { item_sane: "(a > 0 or b > 0) and c > 0" } }),
      after: one(threeNumbers, { checks: { item_sane: "a > 0 or (b > 0 and c > 0)" } }),
      rows: ["insert into item (id, a, b, c) values (1, 1, 1, 1)"],
      verdict: "right",
      read: "select id, a, b, c from item",
    },
    {
      title: "a column that may not be NULL comes to rows",
      before: one({ name: { type: "varchar", length: 50 } }),
      after: one({ name: { type: "varchar", length: 50 }, email: { type: "varchar", length: 100 } }),
      rows: values("name", "'Ada'", "'Grace'"),
      verdict: "asks",
      answers: { values: [{ target: "item.email", value: "unknown" }] },
      read: "select id, name from item order by id",
      readAfter: "select id, name, email from item order by id",
      expected: [
        ["1", "Ada", "unknown"],
        ["2", "Grace", "unknown"],
      ],
    },
    family === "inline enums" ? indexOverMore : partialIndex,
    {
      title: "a computed column computes something else",
      before: one(computed("a + b")),
      after: one(computed("a * b")),
      rows: ["insert into item (id, a, b) values (1, 3, 4)"],
      verdict: "right",
      read: "select id, a, b, total from item",
      expected: [["1", "3", "4", "12"]],
    },
    enumOrder,
    {
      title: "a table takes another name",
      before: [{ table: "person", columns: person }],
      after: [{ table: "member", columns: person }],
      rows: ["insert into person (id, name, born) values (1, 'Ada', 1815), (2, 'Grace', 1906)"],
      verdict: "asks",
      answers: { renames: [{ from: "person", to: "member" }] },
      read: "select id, name, born from person order by id",
      readAfter: "select id, name, born from member order by id",
    },
    timeWithZone(family),
    textToJson(family),
    listOfNumbers(family),
    narrowing(family),
  ];
}

const threeNumbers: Columns = { a: { type: "integer" }, b: { type: "integer" }, c: { type: "integer" } };
const person: Columns = { name: { type: "varchar", length: 50 }, born: { type: "integer" } };

function familyTree(onDelete: "NO ACTION" | "CASCADE"): readonly Model[] {
  return [
    { table: "parent", columns: { name: { type: "varchar", length: 20 } } },
    { table: "child", columns: {}, parent: { table: "parent", onDelete } },
  ];
}

function computed(expression: string): Columns {
  return {
    a: { type: "integer" },
    b: { type: "integer" },
    total: { type: "integer", nullable: true, asExpression: expression, generatedType: "STORED" },
  };
}

const partialIndex: Change = {
  title: "a partial index covers other rows",
  before: one(threeNumbers, { indexes: [{ name: "item_by_a", columns: ["a"], options: { where: "b > 0" } }] }),
  after: one(threeNumbers, { indexes: [{ name: "item_by_a", columns: ["a"], options: { where: "b > 10" } }] }),
  rows: ["insert into item (id, a, b, c) values (1, 1, 5, 1), (2, 2, 50, 1)"],
  verdict: "right",
  read: "select id, a, b from item order by id",
};

/** There are no partial indexes: the index covers one column more. */
const indexOverMore: Change = {
  title: "an index covers another column too",
  before: one(threeNumbers, { indexes: [{ name: "item_by_a", columns: ["a"] }] }),
  after: one(threeNumbers, { indexes: [{ name: "item_by_a", columns: ["a", "b"] }] }),
  rows: partialIndex.rows,
  verdict: "right",
  read: partialIndex.read,
};

const READ_STATE = "select id, state from item order by id";

/** A column that takes one of some values. Where there are no enums, a condition holds it to them. */
function states(list: readonly string[], more: Columns[string] = {}): readonly Model[] {
  return one({ state: { type: "enum", enum: list, ...more } });
}

const enumLosesUnusedValue: Change = {
  title: "an enum with a default loses a value that no row holds",
  before: states(["draft", "live", "gone"], { default: "draft" }),
  after: states(["draft", "live"], { default: "draft" }),
  rows: values("state", "'draft'", "'live'"),
  verdict: "right",
  read: READ_STATE,
};

function enumRenamesValue(family: Family): Change {
  const change: Change = {
    title: "an enum renames a value that rows hold",
    before: states(["draft", "live"]),
    after: states(["draft", "published"]),
    rows: values("state", "'draft'", "'live'"),
    verdict: "asks",
    read: READ_STATE,
    expected: [
      ["1", "draft"],
      ["2", "published"],
    ],
  };
  // A condition says nothing about renames: the database refuses it, because a row breaks it.
  if (family === "no enums") return { ...change, verdict: "stops" };
  const type = family === "named enums" ? "item_state_enum" : "item.state";
  return { ...change, answers: { renames: [{ enum: type, from: "live", to: "published" }] } };
}

const enumOrder: Change = {
  title: "an enum lists its values in another order",
  before: states(["low", "high", "middle"]),
  after: states(["low", "middle", "high"]),
  rows: values("state", "'high'", "'middle'", "'low'"),
  verdict: "right",
  read: READ_STATE,
};

function timeWithZone(family: Family): Change {
  const [from, to] =
    family === "named enums"
      ? ["timestamp", "timestamptz"]
      : family === "inline enums"
        ? ["datetime", "timestamp"]
        : ["datetime", "text"];
  return {
    title: "a time takes its zone along",
    before: one({ seen: { type: from } }),
    after: one({ seen: { type: to } }),
    rows: values("seen", "'2026-01-02 03:04:05'"),
    verdict: "right",
    read:
      family === "named enums"
        ? "select id, to_char(seen, 'YYYY-MM-DD HH24:MI:SS') as seen from item"
        : family === "inline enums"
          ? "select id, date_format(seen, '%Y-%m-%d %H:%i:%s') as seen from item"
          : "select id, seen from item",
  };
}

function textToJson(family: Family): Change {
  return {
    title: "texts that are JSON become JSON",
    before: one({ extra: { type: "text" } }),
    after: one({ extra: { type: family === "named enums" ? "jsonb" : "json" } }),
    rows: values("extra", `'{"a": 1}'`, `'[1, 2]'`),
    verdict: "right",
    read: "select id, extra from item order by id",
    expected: [
      ["1", '{"a":1}'],
      ["2", "[1,2]"],
    ],
  };
}

function listOfNumbers(family: Family): Change {
  if (family === "named enums") {
    return {
      title: "an array of texts becomes one of integers",
      before: one({ parts: { type: "text", array: true } }),
      after: one({ parts: { type: "integer", array: true } }),
      rows: values("parts", "'{1,2}'", "'{}'"),
      verdict: "right",
      read: "select id, parts::text as parts from item order by id",
    };
  }
  return {
    title: "texts that are numbers become decimals",
    before: one({ price: { type: "varchar", length: 20 } }),
    after: one({ price: { type: "decimal", precision: 10, scale: 2 } }),
    rows: values("price", "'9.75'", "'-12.25'"),
    verdict: "right",
    read: "select id, price from item order by id",
  };
}

function narrowing(family: Family): Change {
  return {
    title: "a varchar becomes too short for a row",
    before: one({ code: { type: "varchar", length: 100 } }),
    after: one({ code: { type: "varchar", length: 3 } }),
    rows: values("code", "'abcdefghij'"),
    // Lengths are remarks where there are no enums: the value stays whole.
    verdict: family === "no enums" ? "right" : "stops",
    read: "select id, code from item",
  };
}
