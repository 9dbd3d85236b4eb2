import { applyOperations } from "../operations/definitions";
import type { Operation } from "../operations/operation";
import type { Schema, Table } from "../schema/model";
import { nameKey, nameOf } from "../schema/object-name";
import { createAnswerBook } from "./answer-book";
import type { DiffOptions, DiffResult } from "./diff-options";
import { findRenames } from "./find-renames";
import { orderOperations, type PlannedOperation } from "./planned-operation";
import { compareChecks } from "./rules/checks";
import { compareColumns } from "./rules/columns";
import { compareComments } from "./rules/comments";
import { compareEnums } from "./rules/enums";
import { compareForeignKeys, heldKeysOf } from "./rules/foreign-keys";
import { compareIndexes } from "./rules/indexes";
import { comparePrimaryKey } from "./rules/primary-key";
import { compareTableAttributes } from "./rules/table-attributes";
import { planDroppedTables, planNewTables } from "./rules/tables";
import { compareUniques } from "./rules/uniques";
import type { TablePair, TableRule } from "./table-pair";

/** What is compared in a table that both sides have; foreign keys follow, because they depend on the keys found here. */
const TABLE_RULES: readonly TableRule[] = [
  compareColumns,
  comparePrimaryKey,
  compareUniques,
  compareChecks,
  compareIndexes,
  compareComments,
  compareTableAttributes,
];

/**
 * The operations that turn one schema into another, in an order that a database can follow, each with what its reverse
 * needs. Pure and deterministic. Both schemas must be in the spelling of the same server (`Introspector`, `Normalizer`);
 * objects of `actual.unmanaged` are never touched.
 * @throws OrmError `DIFF.ANSWER_INVALID` for an answer that fits nothing.
 */
export function diff(actual: Schema, wanted: Schema, options: DiffOptions): DiffResult {
  const answers = createAnswerBook(options.answers);
  const managed = withoutIgnored(actual, wanted, options);
  const asked = withoutIgnored(wanted, wanted, options);
  const renames = findRenames(managed, asked, options, answers);
  const left = [
    ...ignoredTables(actual, managed),
    ...(options.keepUnknownTables === true ? splitTables(renames.schema, asked).gone : []),
  ];
  const enums = compareEnums(renames.schema, asked, [...asked.tables, ...left], answers);
  answers.requireAllUsed();
  const { pairs, created, gone } = splitTables(withExtendedEnums(renames.schema, enums.planned), asked);
  const planned = [
    ...planNewSchemas(actual, asked),
    ...enums.planned,
    ...compareTables(pairs, options),
    ...planNewTables(created),
    ...(options.keepUnknownTables === true ? [] : planDroppedTables(gone)),
  ];
  return {
    operations: [...renames.operations, ...orderOperations(planned)],
    questions: [...renames.questions, ...enums.questions],
  };
}

/** Renamed enum values take defaults with them before any column is compared. */
function withExtendedEnums(schema: Schema, planned: readonly PlannedOperation[]): Schema {
  return applyOperations(
    schema,
    planned.filter(({ stage }) => stage === "extend enums").map(({ operation }) => operation),
  );
}

function compareTables(pairs: readonly TablePair[], options: DiffOptions): readonly PlannedOperation[] {
  const changes = pairs.flatMap((pair) => TABLE_RULES.flatMap((rule) => rule(pair, options)));
  const held = heldKeysOf(
    changes.map(({ operation }) => operation),
    options.capabilities,
  );
  return [...changes, ...pairs.flatMap((pair) => compareForeignKeys(pair, held))];
}

function splitTables(actual: Schema, wanted: Schema) {
  const before = new Map(actual.tables.map((table) => [nameKey(table), table]));
  const after = new Set(wanted.tables.map(nameKey));
  const pairs: TablePair[] = [];
  const created: Table[] = [];
  for (const table of wanted.tables) {
    const old = before.get(nameKey(table));
    if (old === undefined) created.push(table);
    else pairs.push({ name: nameOf(table), position: pairs.length, actual: old, wanted: table });
  }
  return { pairs, created, gone: actual.tables.filter((table) => !after.has(nameKey(table))) };
}

/** A schema is created when something is wanted in it and nothing is there yet; it is dropped by the downgrade only. */
function planNewSchemas(actual: Schema, wanted: Schema): readonly PlannedOperation[] {
  const schemasOf = ({ tables, enums, unmanaged }: Schema): readonly string[] =>
    [...tables, ...enums, ...unmanaged].flatMap(({ schema }) => (schema === undefined ? [] : [schema]));
  const present = new Set([...(actual.schemas ?? []), ...schemasOf(actual)]);
  const missing = new Set(schemasOf(wanted).filter((schema) => !present.has(schema)));
  return [...missing].sort().map((name) => ({
    stage: "create schemas",
    operation: { kind: "createSchema", name } satisfies Operation,
  }));
}

/** Without the tables that somebody else looks after, and those that the wanted side holds in a form that the model cannot tell. */
function withoutIgnored(schema: Schema, wanted: Schema, { ignored }: DiffOptions): Schema {
  const names = new Set([...(ignored?.tables ?? []), ...wanted.unmanaged].map(nameKey));
  if (names.size === 0) return schema;
  return { ...schema, tables: schema.tables.filter((table) => !names.has(nameKey(table))) };
}

function ignoredTables(all: Schema, managed: Schema): readonly Table[] {
  const kept = new Set(managed.tables.map(nameKey));
  return all.tables.filter((table) => !kept.has(nameKey(table)));
}
