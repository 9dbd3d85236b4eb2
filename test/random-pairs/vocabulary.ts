import type {
  Attributes,
  ColumnDefault,
  ExclusionConstraint,
  Index,
  SchemaObject,
  UniqueConstraint,
} from "../../src/schema/model";
import { mysqlObjects, postgresObjects, sqliteObjects, type ObjectGroups } from "./object-vocabulary";

/** Types that can become each other without losing what the rows of the test hold. */
export interface Family {
  readonly types: readonly string[];
  /** An SQL literal for a row, different for each row unless the family says otherwise. */
  value(row: number): string;
  readonly defaults: readonly ColumnDefault[];
  /** Conditions that all rows of the test and all defaults fulfil. */
  readonly checks?: readonly ((column: string) => string)[];
  /** Whether a plain index, a key or a unique constraint may be over it. */
  readonly isKey?: boolean;
  readonly collations?: readonly string[];
  readonly isEnum?: boolean;
  /** What the schema has where a table uses it, in one of several forms. */
  readonly objects?: readonly (readonly SchemaObject[])[];
}

/** What a server has to offer to a random model. */
export interface Vocabulary {
  readonly families: Readonly<Record<string, Family>>;
  readonly idTypes: readonly string[];
  /** Expressions for generated columns over the integer column of that name; nothing where they are left out. */
  readonly generated: readonly ((column: string) => { readonly expression: string; readonly stored: boolean })[];
  /** Indexes that only this server has, over the columns that the table has. */
  readonly specialIndexes: readonly {
    readonly needs: string;
    make(name: string, column: string): Index;
  }[];
  readonly uniqueForms: readonly Partial<UniqueConstraint>[];
  /** How an enum column is typed: by the name of a type, or with its values. */
  enumType(values: readonly string[]): string | undefined;
  readonly tableComments: boolean;
  readonly columnComments: boolean;
  readonly identity: boolean;
  readonly deferrable: boolean;
  readonly objects: ObjectGroups;
  /** Attributes that a table may have. */
  readonly tableAttributes: readonly Attributes[];
  readonly exclusions: readonly ExclusionConstraint[];
}

const literal = (value: string | number | boolean): ColumnDefault => ({ kind: "literal", value });
const expression = (sql: string): ColumnDefault => ({ kind: "expression", sql });

const quoted =
  (prefix: string) =>
  (row: number): string =>
    `'${prefix}${row}'`;

const integers: Family = {
  types: ["smallint", "integer", "bigint"],
  value: (row) => String(row),
  defaults: [literal(0), literal(7), literal(-3)],
  checks: [(column) => `${column} > -10`, (column) => `${column} <> 99 AND ${column} < 1000`],
  isKey: true,
};

const flags: Family = {
  types: ["boolean"],
  value: (row) => (row % 2 === 0 ? "TRUE" : "FALSE"),
  defaults: [literal(true), literal(false)],
};

const titles: Family = {
  types: ["varchar(20)", "varchar(80)"],
  value: quoted("v"),
  defaults: [literal(""), literal("it's")],
  checks: [(column) => `${column} <> 'zzz'`, (column) => `length(${column}) < 50`],
  isKey: true,
};

const notes: Family = { types: ["text"], value: quoted("n "), defaults: [literal("none")], isKey: true };

const prices: Family = {
  types: ["decimal(10,2)", "decimal(12,4)"],
  value: (row) => `${row}.25`,
  defaults: [literal(0), literal(1.5)],
  checks: [(column) => `${column} >= 0`],
  isKey: true,
};

const moments: Family = {
  types: ["datetime", "datetime(3)"],
  value: (row) => `'2024-01-0${row} 10:00:00'`,
  defaults: [],
  isKey: true,
};

const days: Family = { types: ["date"], value: (row) => `'2024-02-0${row}'`, defaults: [], isKey: true };

const spans: Family = { types: ["float", "double"], value: (row) => `${row}.5`, defaults: [literal(0)] };

/** The value that the enum types of both models have. */
export const SHARED_VALUE = "a";

const moods: Family = {
  types: [],
  value: () => `'${SHARED_VALUE}'`,
  defaults: [literal(SHARED_VALUE)],
  isEnum: true,
};

const integerPart = (name: string): { name: string; type: string } => ({ name, type: "integer" });

const codeDomains: readonly (readonly SchemaObject[])[] = ["VALUE > 0", "VALUE > 0 AND VALUE < 1000"].map(
  (condition) => [
    { kind: "domain", name: "d_code", type: "integer", checks: [{ name: "d_code_range", expression: condition }] },
  ],
);

const wordFunctions: readonly (readonly SchemaObject[])[] = ["a", "b"].map((word) => [
  {
    kind: "function",
    name: "f_word",
    arguments: "",
    definition: `() RETURNS text LANGUAGE sql AS $$ SELECT '${word}' $$`,
  },
  {
    kind: "function",
    name: "f_is_word",
    arguments: "text",
    definition: `(word text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT word <> 'not ${word}' $$`,
  },
]);

const postgres: Vocabulary = {
  families: {
    number: { ...integers, defaults: [...integers.defaults, expression("(1 + 2)")] },
    count: integers,
    title: {
      ...titles,
      types: [...titles.types, "text"],
      defaults: [...titles.defaults, expression("lower('X'::text)")],
      collations: ["C", "POSIX"],
    },
    note: notes,
    price: { ...prices, types: ["numeric(10,2)", "numeric(12,4)", "numeric"] },
    active: flags,
    born: { ...moments, types: ["timestamp", "timestamp(3)"], defaults: [expression("now()")] },
    day: { ...days, defaults: [expression("CURRENT_DATE")] },
    data: { types: ["jsonb"], value: (row) => `'{"n": ${row}}'`, defaults: [literal("{}"), expression(`'[]'::jsonb`)] },
    token: {
      types: ["uuid"],
      value: (row) => `'00000000-0000-0000-0000-00000000000${row}'`,
      defaults: [expression("gen_random_uuid()")],
      isKey: true,
    },
    tags: { types: ["integer[]", "bigint[]"], value: (row) => `'{${row}}'`, defaults: [expression("'{}'")] },
    bytes: { types: ["bytea"], value: (row) => `'\\x0${row}'`, defaults: [] },
    span: { types: ["int4range"], value: (row) => `'[${row},9)'`, defaults: [] },
    mood: moods,
    code: { types: ["d_code"], value: (row) => String(row), defaults: [], isKey: true, objects: codeDomains },
    place: {
      types: ["c_point"],
      value: (row) => `'(${row},2)'`,
      defaults: [],
      objects: [[{ kind: "compositeType", name: "c_point", columns: [integerPart("x"), integerPart("y")] }]],
    },
    serial: {
      types: ["bigint"],
      value: (row) => String(row),
      defaults: [expression("nextval('q_serial'::regclass)")],
      objects: ["1", "100"].map((start) => [{ kind: "sequence", name: "q_serial", start }]),
    },
    word: {
      types: ["text"],
      value: quoted("w"),
      defaults: [expression("f_word()")],
      checks: [(column) => `f_is_word(${column})`],
      objects: wordFunctions,
    },
  },
  idTypes: ["integer", "bigint"],
  generated: [
    (column) => ({ expression: `${column} + 1`, stored: true }),
    (column) => ({ expression: `${column} * 2`, stored: true }),
  ],
  specialIndexes: [
    { needs: "data", make: (name, column) => ({ name, parts: [{ column }], method: "gin" }) },
    { needs: "title", make: (name, column) => ({ name, parts: [{ expression: `lower(${column})` }] }) },
    { needs: "number", make: (name, column) => ({ name, parts: [{ column }], where: `${column} > 0` }) },
    {
      needs: "count",
      make: (name, column) => ({
        name,
        parts: [{ column, order: "desc", attributes: { "postgres.nulls": "last" } }],
      }),
    },
    {
      needs: "note",
      make: (name, column) => ({ name, parts: [{ column, attributes: { "postgres.opclass": "text_pattern_ops" } }] }),
    },
    {
      needs: "price",
      make: (name, column) => ({ name, parts: [{ column }], attributes: { "postgres.include": ["id"] } }),
    },
    { needs: "span", make: (name, column) => ({ name, parts: [{ column }], method: "gist" }) },
    { needs: "day", make: (name, column) => ({ name, parts: [{ column }], method: "brin" }) },
  ],
  uniqueForms: [{}, { deferrable: "initially deferred" }, { nullsNotDistinct: true }, { include: ["id"] }],
  enumType: () => undefined,
  tableComments: true,
  columnComments: true,
  identity: true,
  deferrable: true,
  objects: postgresObjects,
  tableAttributes: [{ "postgres.with": ["fillfactor=70"] }, { "postgres.rowSecurity": "enabled" }],
  exclusions: [{ name: "ex", method: "gist", elements: [{ column: "span", operator: "=" }] }],
};

const mysql = (features: { readonly expressionIndexes: boolean; readonly sequences: boolean }): Vocabulary => ({
  families: {
    number: { ...integers, types: ["smallint", "int", "bigint"] },
    count: { ...integers, types: ["int unsigned", "bigint unsigned"], defaults: [literal(0), literal(7)] },
    title: {
      ...titles,
      checks: [(column) => `${column} <> 'zzz'`, (column) => `char_length(${column}) < 50`],
      collations: ["utf8mb4_bin", "utf8mb4_unicode_ci"],
    },
    note: { ...notes, types: ["text", "mediumtext"], defaults: [], isKey: false },
    price: prices,
    active: flags,
    born: { ...moments, defaults: [literal("2020-01-01 00:00:00")] },
    day: { ...days, defaults: [literal("2020-01-01")] },
    data: { types: ["json"], value: (row) => `'{"n": ${row}}'`, defaults: [] },
    bytes: { types: ["varbinary(20)", "varbinary(40)"], value: (row) => `x'0${row}'`, defaults: [], isKey: true },
    span: spans,
    mood: moods,
  },
  idTypes: ["int", "bigint"],
  generated: [
    (column) => ({ expression: `${column} + 1`, stored: true }),
    (column) => ({ expression: `${column} * 2`, stored: true }),
    (column) => ({ expression: `${column} * 3`, stored: false }),
  ],
  specialIndexes: [
    { needs: "note", make: (name, column) => ({ name, parts: [{ column }], method: "fulltext" }) },
    ...(features.expressionIndexes
      ? [
          {
            needs: "title",
            make: (name: string, column: string) => ({ name, parts: [{ expression: `lower(${column})` }] }),
          },
        ]
      : []),
    { needs: "number", make: (name, column) => ({ name, parts: [{ column, order: "desc" }] }) },
  ],
  uniqueForms: [{}],
  enumType: (values) => `enum(${values.map((value) => `'${value.replaceAll("'", "''")}'`).join(",")})`,
  tableComments: true,
  columnComments: true,
  identity: false,
  deferrable: false,
  objects: mysqlObjects(features.sequences),
  tableAttributes: [{ "mysql.rowFormat": "COMPACT" }, { "mysql.collation": "utf8mb4_icelandic_ci" }],
  exclusions: [],
});

const sqlite: Vocabulary = {
  families: {
    number: { ...integers, types: ["integer", "bigint", "int"] },
    count: integers,
    title: {
      ...titles,
      types: [...titles.types, "text"],
      defaults: [...titles.defaults, expression("(lower('X'))")],
      collations: ["NOCASE", "RTRIM"],
    },
    note: notes,
    price: { ...prices, types: ["decimal(10,2)", "numeric"] },
    active: flags,
    born: { ...moments, types: ["datetime"], defaults: [expression("CURRENT_TIMESTAMP")] },
    bytes: { types: ["blob"], value: (row) => `x'0${row}'`, defaults: [] },
    span: { ...spans, types: ["real", "double"] },
  },
  idTypes: ["integer"],
  generated: [
    (column) => ({ expression: `${column} + 1`, stored: true }),
    (column) => ({ expression: `${column} * 3`, stored: false }),
  ],
  specialIndexes: [
    { needs: "title", make: (name, column) => ({ name, parts: [{ expression: `lower(${column})` }] }) },
    { needs: "number", make: (name, column) => ({ name, parts: [{ column }], where: `${column} > 0` }) },
    { needs: "count", make: (name, column) => ({ name, parts: [{ column, order: "desc" }] }) },
  ],
  uniqueForms: [{}],
  enumType: () => undefined,
  tableComments: false,
  columnComments: false,
  identity: false,
  deferrable: true,
  objects: sqliteObjects,
  tableAttributes: [{ "sqlite.withoutRowid": true }],
  exclusions: [],
};

/** The vocabulary of a server under test, by the name that the tests give it. */
export const vocabularies: Readonly<Record<string, Vocabulary>> = {
  postgres,
  "postgres-new": postgres,
  mysql: mysql({ expressionIndexes: true, sequences: false }),
  mariadb: mysql({ expressionIndexes: false, sequences: true }),
  sqlite,
};
