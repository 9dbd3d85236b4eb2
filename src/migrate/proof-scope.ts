import { schemasIn } from "../dialect/scratch-guard";
import { flattenAutocommit } from "../operations/autocommit";
import type { AlterColumn, Operation } from "../operations/operation";
import { closureOf, restrictSchema, type ClosureSeeds } from "../schema/closure";
import { readMentions } from "../schema/mentions";
import type { Schema, SchemaObject } from "../schema/model";

/** What a proof has to build: the part of the two schemas that the operations can reach. */
export interface ProofScope {
  readonly start: Schema;
  readonly wanted: Schema;
}

/** The same for one place. */
export interface PlaceScope extends ProofScope {
  /** The schemas that are named in it, beside the place itself. */
  readonly schemas: readonly string[];
}

/** Changes of a table that nobody who refers to it can notice. */
const UNNOTICED: ReadonlySet<Operation["kind"]> = new Set([
  "createTable",
  "addColumn",
  "createIndex",
  "dropIndex",
  "renameIndex",
  "createForeignKey",
  "createUniqueConstraint",
  "createCheckConstraint",
  "createExclusionConstraint",
  "validateConstraint",
  "commentOn",
  "setTableAttributes",
]);

/** The part of a comparison that its operations can reach: of a thousand tables, the few that a proof needs. */
export function proofScopeOf(actual: Schema, wanted: Schema, operations: readonly Operation[]): ProofScope {
  const names = closureOf([actual, wanted], seedsOf(operations));
  const goal = restrictSchema(wanted, names);
  return {
    start: { ...restrictSchema(actual, names), unmanaged: [] },
    wanted: { ...goal, unmanaged: goal.unmanaged.filter(({ name }) => names.has(name.toLowerCase())) },
  };
}

/** The scope without what a place has already, and with what it says of schemas held to those that take part. */
export function placeScopeOf(
  { start, wanted }: ProofScope,
  operations: readonly Operation[],
  has: (object: SchemaObject) => boolean,
): PlaceScope {
  const sides = [withoutObjects(start, has), withoutObjects(wanted, has)] as const;
  const changed = flattenAutocommit(operations).flatMap((operation) =>
    operation.kind === "createSchema" || operation.kind === "dropSchema" ? [operation.name] : schemasIn(operation),
  );
  const named = schemasIn(sides.map(({ tables, enums, objects }) => [tables, enums, objects]));
  const schemas = [...new Set([...named, ...changed])].sort();
  return { start: withSchemas(sides[0], schemas), wanted: withSchemas(sides[1], schemas), schemas };
}

export function withoutObjects(schema: Schema, has: (object: SchemaObject) => boolean): Schema {
  return { ...schema, objects: schema.objects.filter((object) => !has(object)) };
}

/** The schema with only what it says of the schemas of those names; a place has some of its own, and lacks others. */
export function withSchemas(schema: Schema, names: readonly string[]): Schema {
  const { schemas, schemaComments } = schema;
  const comments = Object.entries(schemaComments ?? {}).filter(([name]) => names.includes(name));
  return {
    ...schema,
    ...(schemas === undefined ? {} : { schemas: schemas.filter((name) => names.includes(name)) }),
    ...(schemaComments === undefined ? {} : { schemaComments: Object.fromEntries(comments) }),
  };
}

function seedsOf(given: readonly Operation[]): ClosureSeeds {
  const operations = flattenAutocommit(given);
  return {
    touched: operations.flatMap(namesOf),
    held: operations.filter((operation) => !isUnnoticed(operation)).flatMap(namesOf),
  };
}

function namesOf(operation: Operation): readonly string[] {
  const names: string[] = [];
  if ("table" in operation) names.push(operation.table.name);
  if ("enum" in operation) names.push(operation.enum.name);
  if ("newName" in operation) names.push(operation.newName);
  if ("object" in operation) {
    const { object } = operation;
    const owner = "table" in object ? object.table : undefined;
    names.push(owner?.name ?? object.name);
  }
  if (operation.kind === "execute")
    names.push(...readMentions(operation.strings.join(" ? ")).names.flatMap(({ parts }) => parts));
  return names;
}

function isUnnoticed(operation: Operation): boolean {
  if (operation.kind === "alterColumn") return !changesValues(operation);
  return UNNOTICED.has(operation.kind) || operation.kind === "execute" || operation.kind === "bulkInsert";
}

/** A key that refers to a column must fit its type. */
function changesValues({ change }: AlterColumn): boolean {
  return change.type !== undefined || change.collation !== undefined || change.generated !== undefined;
}
