import { freeObjectChanges } from "../dialect/object-changes";
import { applyOperations } from "../operations/definitions";
import { ownedObjectsAfter } from "../operations/objects/owned-objects";
import type { Operation } from "../operations/operation";
import type { Schema, Table } from "../schema/model";
import { nameKey, nameOf } from "../schema/object-name";
import { objectKey, ownerOf, referenceTo, wordFor } from "../schema/object-reference";
import { createAnswerBook } from "./answer-book";
import type { DiffOptions, DiffResult } from "./diff-options";
import { excludeObjects } from "./exclude-objects";
import { excludeParts } from "./exclude-parts";
import { orderOperations, type OrderedOperations } from "./order-operations";
import type { PlannedOperation } from "./planned-operation";
import { columnFinder } from "./reach";
import { compareChecks } from "./rules/checks";
import { compareColumns } from "./rules/columns";
import { compareComments } from "./rules/comments";
import { compareDescent } from "./rules/descent";
import { compareEnums } from "./rules/enums";
import { compareExclusions } from "./rules/exclusions";
import { compareForeignKeys, heldKeysOf } from "./rules/foreign-keys";
import { compareObjects, type ObjectComparison } from "./rules/objects";
import { compareIndexes } from "./rules/indexes";
import { comparePrimaryKey } from "./rules/primary-key";
import { askAboutRows } from "./rules/rows";
import { compareTableAttributes } from "./rules/table-attributes";
import { compareSchemaComments } from "./rules/schema-comments";
import { planDroppedTables, planNewTables } from "./rules/tables";
import { compareUniques } from "./rules/uniques";
import { settleNames } from "./settle-names";
import type { TablePair, TableRule } from "./table-pair";
import { undeclaredParts } from "./undeclared-parts";
import { goingObjects } from "./unknown-objects";

/** What is compared in a table that both sides have; foreign keys follow, because they depend on the keys found here. */
const TABLE_RULES: readonly TableRule[] = [
  compareColumns,
  comparePrimaryKey,
  compareUniques,
  compareChecks,
  compareExclusions,
  compareIndexes,
  compareComments,
  compareTableAttributes,
];

/**
 * The operations that turn one schema into another, in an order that a database can follow, each with what its reverse
 * needs. Pure and deterministic. Both schemas must be in the spelling of the same server (`Introspector`, `Normalizer`);
 * objects of `actual.unmanaged` are never touched.
 * @throws OrmError `DIFF.ANSWER_INVALID` for an answer that fits nothing, `DIFF.NAME_TAKEN` where a new table has the name of
 * an object that stays.
 */
export function diff(actual: Schema, wanted: Schema, options: DiffOptions): DiffResult {
  const included = excludeObjects(actual, wanted, options);
  const { tables = [], indexes = [] } = options.ignored ?? {};
  const ignored = { tables: [...tables, ...included.tables], indexes };
  const ownedObjects = goingObjects(included, options);
  return compareIncluded(included.actual, included.wanted, { ...options, ignored, ownedObjects });
}

function compareIncluded(actual: Schema, wanted: Schema, options: DiffOptions): DiffResult {
  const answers = createAnswerBook(options.answers);
  const managed = withoutIgnored(actual, wanted, options);
  const asked = withoutIgnored(wanted, wanted, options);
  const names = settleNames(managed, asked, ignoredTables(actual, managed), options, answers);
  const enums = compareEnums(names.schema, asked, [...asked.tables, ...names.left], answers, options);
  const extended = withExtendedEnums(names.schema, enums.planned);
  const { pairs, created, gone } = splitTables(extended, asked);
  const descents = pairs.map((pair) => compareDescent(pair, extended, asked, options));
  const changes = [
    ...planNewSchemas(actual, asked),
    ...enums.planned,
    ...descents.flatMap((descent) => descent.planned),
    ...compareTables(
      descents.map(({ pair }) => excludeParts(pair, options)),
      options,
    ),
    ...planNewTables(created),
    ...compareSchemaComments(names.schema, asked, options),
    ...(options.keepUnknownTables === true ? [] : planDroppedTables(gone)),
  ];
  const open = [...names.questions, ...enums.questions];
  const rows = askAboutRows(changes, {
    actual,
    renames: names.renames,
    wanted: asked,
    open,
    answers,
    types: options.types,
  });
  answers.requireAllUsed();
  const objects = { actual: names.schema, wanted: asked, planned: rows.planned, gone: names.gone };
  const ownedObjects = ownedAfterRenames(actual, names.operations, options);
  return {
    operations: [...names.operations, ...withObjects(objects, { ...options, ownedObjects })],
    questions: [...open, ...rows.questions],
  };
}

/** Objects keep their owner under a new name, or with a table that has one. */
function ownedAfterRenames(
  { objects }: Schema,
  operations: readonly Operation[],
  { ownedObjects = new Set() }: DiffOptions,
): ReadonlySet<string> {
  const owned = objects.filter((object) => ownedObjects.has(objectKey(object)));
  const renames = operations.filter(({ kind }) => kind.startsWith("rename"));
  const before = new Map(owned.map((object) => [objectKey(object), referenceTo(object)]));
  return new Set(ownedObjectsAfter(renames, before).keys());
}

/** The changes together with those of the objects beside tables and enum types, in their order. */
function withObjects(
  comparison: Pick<ObjectComparison, "actual" | "wanted" | "planned" | "gone">,
  options: DiffOptions,
): readonly Operation[] {
  const findColumns = columnFinder(comparison.actual, comparison.wanted);
  const objectChanges = options.objectChanges ?? freeObjectChanges;
  const plan = (trustsChanges: boolean): OrderedOperations => {
    const objects = compareObjects({ ...comparison, findColumns, trustsChanges }, options);
    return orderOperations([...comparison.planned, ...objects], { objectChanges, findColumns });
  };
  const plain = plan(true);
  return plain.isSettled ? plain.operations : plan(false).operations;
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
  return [...changes, ...pairs.flatMap((pair) => compareForeignKeys(pair, held, options))];
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
  const schemasOf = ({ tables, enums, objects, unmanaged }: Schema): readonly string[] =>
    [...tables, ...enums, ...objects, ...unmanaged].flatMap(({ schema }) => (schema === undefined ? [] : [schema]));
  const present = new Set([...(actual.schemas ?? []), ...schemasOf(actual)]);
  const asked = [...(wanted.schemas ?? []), ...schemasOf(wanted)];
  const missing = new Set(asked.filter((schema) => !present.has(schema)));
  return [...missing].sort().map((name) => ({
    stage: "create schemas",
    operation: { kind: "createSchema", name } satisfies Operation,
  }));
}

/** Without the tables that somebody else looks after, and those that the wanted side holds in a form that the model cannot tell. */
function withoutIgnored(schema: Schema, wanted: Schema, options: DiffOptions): Schema {
  const { ignored } = options;
  const parts = undeclaredParts(schema, wanted, options);
  const opaque = wanted.unmanaged.filter(({ type }) => type.endsWith("table"));
  const names = new Set([...(ignored?.tables ?? []), ...opaque].map(nameKey));
  const hidden = new Set(wanted.unmanaged.map((object) => `${object.type} ${nameKey(object)}`));
  const objects = schema.objects.filter((object) => {
    const owner = ownerOf(object);
    return !(owner !== undefined && names.has(nameKey(owner))) && !hidden.has(`${wordFor(object)} ${nameKey(object)}`);
  });
  if (names.size + parts.size === 0) return { ...schema, objects };
  const tables = schema.tables.filter((table) => !names.has(nameKey(table)) && !parts.has(table));
  return { ...schema, objects, tables };
}

function ignoredTables(all: Schema, managed: Schema): readonly Table[] {
  const kept = new Set(managed.tables.map(nameKey));
  return all.tables.filter((table) => !kept.has(nameKey(table)));
}
