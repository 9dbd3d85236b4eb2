import type { HazardAnalysis } from "../../dialect/hazards";
import { constraintsOf, describeConstraint, referenceTo } from "../../operations/constraints";
import type {
  AddColumn,
  AlterColumn,
  AlterEnum,
  Constraint,
  CoreKind,
  CoreOperations,
  Hazard,
  Operation,
  SetTableAttributes,
} from "../../operations/operation";
import { tableOf } from "../../operations/table-of";
import { findColumn, findTable } from "../../schema/lookup";
import type { CheckConstraint, Domain, ObjectName, Schema, Table } from "../../schema/model";
import { isSameName, nameKey } from "../../schema/object-name";
import { describeObject, findObject, type ObjectReference } from "../../schema/object-reference";
import { readTypeName } from "../../schema/type-name";
import { isSameData } from "../../util/stable-json";
import { isOver } from "./column-dependents";
import { mentions } from "./expression-text";
import { PARTITION_BOUNDS, PARTITION_BY, PARTITION_OF } from "./extensions/partitions";
import { grantsOn } from "./grants";
import { costOfTypeChange, isConstrainedDomain } from "./type-change";
import { isVolatile } from "./volatile-default";

const HINTS = {
  index: "Build it with concurrently: true in op.autocommit; --lock-safe writes that.",
  constraint: "Create it with notValid and validate it in op.autocommit; --lock-safe writes that.",
  key: "Build its index concurrently and name it with usingIndex; --lock-safe writes that.",
  notNull: "Validate a check that the column IS NOT NULL in op.autocommit before; --lock-safe writes that.",
  enum: "Add the value in op.autocommit, and use it behind the block; --lock-safe writes that.",
  type: "Add a column of the new type, fill it in steps, and let a later revision drop the old one.",
  default: "Add the column without its default, set the default then, and fill the rows in steps.",
} as const;

type Analyses = { readonly [K in CoreKind]?: (operation: CoreOperations[K], schema: Schema) => readonly Hazard[] };

/** What locks and what is written anew: measured on servers, see the test of the same name. */
const ANALYSES: Analyses = {
  addColumn: hazardsOfNewColumn,
  alterColumn: hazardsOfChange,
  createIndex: ({ table, index, concurrently }) =>
    concurrently === true
      ? []
      : [lock(`writes to ${named(table)} wait while index "${index.name}" is built`, HINTS.index)],
  createPrimaryKey: ({ table, primaryKey, usingIndex }, schema) =>
    usingIndex === undefined || primaryKey.columns.some((column) => mayHoldNull(findTable(schema, table), column))
      ? hazardsOfNewKey(table, { type: "primaryKey", definition: primaryKey })
      : [],
  createUniqueConstraint: ({ table, unique, usingIndex }) =>
    usingIndex === undefined ? hazardsOfNewKey(table, { type: "unique", definition: unique }) : [],
  createExclusionConstraint: ({ table, exclusion }) =>
    hazardsOfNewKey(table, { type: "exclusion", definition: exclusion }).map(({ hint: _hint, ...rest }) => rest),
  createForeignKey: ({ table, foreignKey }) => {
    if (foreignKey.notValid === true) return [];
    const { table: name, schema } = foreignKey.references;
    const target = { name, ...(schema === undefined ? {} : { schema }) };
    const both = isSameName(target, table) ? named(table) : `tables "${nameKey(table)}" and "${nameKey(target)}"`;
    const key = describe({ type: "foreignKey", definition: foreignKey });
    return [lock(`writes to ${both} wait while every row is held to ${key}`, HINTS.constraint)];
  },
  createCheckConstraint: ({ table, check }) =>
    check.notValid === true || check.notEnforced === true
      ? []
      : [
          lock(
            `${everyoneAt(table)} while every row is held to ${describe({ type: "check", definition: check })}`,
            HINTS.constraint,
          ),
        ],
  setTableAttributes: hazardsOfAttributes,
  dropView: hazardsOfGoneGrants,
  dropMaterializedView: hazardsOfGoneGrants,
  dropFunction: hazardsOfGoneGrants,
  alterEnum: hazardsOfEnum,
  alterDomain: ({ object, previous }) => hazardsOfDomain(object, previous),
};

/** What --lock-safe writes, which a partitioned table cannot have. */
const LOCK_SAFE_HINTS: ReadonlySet<string> = new Set([HINTS.index, HINTS.constraint, HINTS.key, HINTS.notNull]);

/** The hazards that only PostgreSQL knows. */
export const postgresHazards: HazardAnalysis = {
  hazardsOf(operation, schema) {
    const analyze = ANALYSES[operation.kind] as
      ((operation: Operation, schema: Schema) => readonly Hazard[]) | undefined;
    const hazards = analyze?.(operation, schema) ?? [];
    const table = tableOf(operation);
    const isPartitioned = table !== undefined && findTable(schema, table)?.attributes?.[PARTITION_BY] !== undefined;
    return isPartitioned ? hazards.map(withoutLockSafeHint) : hazards;
  },
};

function withoutLockSafeHint({ hint, ...hazard }: Hazard): Hazard {
  return hint === undefined || LOCK_SAFE_HINTS.has(hint) ? hazard : { ...hazard, hint };
}

/** A constant, and what is the same for the whole statement, is written down once; all else is computed for every row. */
function hazardsOfNewColumn({ table, column, backfill }: AddColumn, schema: Schema): readonly Hazard[] {
  if (column.generated !== undefined) {
    return column.generated.stored ? [rewrite(table, `to compute column "${column.name}"`)] : [];
  }
  const isNumbered = column.autoIncrement === true || column.identity !== undefined;
  const isComputed = column.default?.kind === "expression" && isVolatile(column.default.sql);
  if (isNumbered) return [rewrite(table, `to number column "${column.name}"`)];
  if (isComputed) return [rewrite(table, `for the default of column "${column.name}"`, HINTS.default)];
  if (backfill?.kind === "expression") return [rewrite(table, `to fill column "${column.name}"`)];
  if (isConstrainedDomain(column.type, schema)) {
    return [rewrite(table, `to hold column "${column.name}" to its domain`)];
  }
  return [];
}

function hazardsOfChange(operation: AlterColumn, schema: Schema): readonly Hazard[] {
  const { table, column, change } = operation;
  const owner = findTable(schema, table);
  const isComputed = owner === undefined ? undefined : findColumn(owner, column)?.generated?.stored;
  const where = `column "${column}"`;
  if (change.generated?.stored === true) return [rewrite(table, `to compute ${where}`)];
  if (change.generated === null && isComputed === false) return [];
  return [
    ...hazardsOfType(operation, owner, schema),
    ...(change.nullable === false && !hasNotNullCheck(owner, column)
      ? [lock(`${everyoneAt(table)} while every row is looked at for NULL in ${where}`, HINTS.notNull)]
      : []),
  ];
}

function hazardsOfType(operation: AlterColumn, owner: Table | undefined, schema: Schema): readonly Hazard[] {
  const { table, column, change, previous, using } = operation;
  const from = previous?.type ?? (owner && findColumn(owner, column)?.type);
  const typeCost =
    change.type === undefined
      ? "none"
      : from === undefined
        ? "rewrite"
        : costOfTypeChange(from, change.type, schema, using);
  const cost = typeCost === "none" && change.collation !== undefined ? "indexes" : typeCost;
  if (cost === "rewrite") return [rewrite(table, `for the new type of column "${column}"`, HINTS.type)];
  const checks = change.type === undefined ? [] : checksOver(owner, column);
  return [
    ...(cost === "indexes" && (owner === undefined || isIndexed(owner, column))
      ? [lock(`${everyoneAt(table)} while the indexes over column "${column}" are built anew`)]
      : []),
    ...checks.map((check) =>
      lock(`${everyoneAt(table)} while every row is held to ${describe({ type: "check", definition: check })} again`),
    ),
  ];
}

function hazardsOfNewKey(table: ObjectName, key: Constraint): readonly Hazard[] {
  return [lock(`${everyoneAt(table)} while the index of ${describe(key)} is built`, HINTS.key)];
}

/** What moves a table to other files. */
const MOVING: ReadonlySet<string> = new Set(["postgres.unlogged", "postgres.tablespace", "postgres.accessMethod"]);

function hazardsOfAttributes({ table, change }: SetTableAttributes): readonly Hazard[] {
  const isAttached = typeof change[PARTITION_BOUNDS] === "string" || typeof change[PARTITION_OF] === "string";
  return [
    ...(Object.keys(change).some((key) => MOVING.has(key)) ? [rewrite(table, "to store it in another way")] : []),
    ...(isAttached ? [lock(`${everyoneAt(table)} while every row is held to the bounds of its partition`)] : []),
  ];
}

/** A value goes, or is used at once, only when the type is made anew, and with it the columns that have it. */
function hazardsOfEnum({ enum: type, remove, usedAtOnce }: AlterEnum, schema: Schema): readonly Hazard[] {
  const isRemoved = Object.keys(remove).length > 0;
  if (!isRemoved && usedAtOnce !== true) return [];
  return schema.tables
    .filter(({ columns }) => columns.some((column) => isSameName(readTypeName(column.type), type)))
    .map((table) =>
      rewrite(table, `for the values of enum type "${nameKey(type)}"`, isRemoved ? undefined : HINTS.enum),
    );
}

function hazardsOfDomain(domain: Domain, previous: Domain | undefined): readonly Hazard[] {
  const isNew = (check: CheckConstraint): boolean =>
    check.notValid !== true && !(previous?.checks ?? []).some((other) => isSameData(other, check));
  const isStricter = domain.notNull === true && previous?.notNull !== true;
  if (!isStricter && !(domain.checks ?? []).some(isNew)) return [];
  return [lock(`writes to every table with domain "${nameKey(domain)}" wait while their rows are held to it`)];
}

function mayHoldNull(owner: Table | undefined, column: string): boolean {
  return owner === undefined || findColumn(owner, column)?.nullable !== false;
}

/** Whether a valid check says that no row holds NULL: it spares the server the look at every row. */
export function hasNotNullCheck(owner: Table | undefined, column: string): boolean {
  return checksOver(owner, column).some(
    ({ expression, notValid }) =>
      notValid !== true && new RegExp(`^\\(*${quoted(column)} IS NOT NULL\\)*$`, "i").test(expression.trim()),
  );
}

function quoted(column: string): string {
  return `"?${column.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}"?`;
}

function checksOver(owner: Table | undefined, column: string): readonly CheckConstraint[] {
  return (owner?.checks ?? []).filter(({ expression }) => mentions(expression, column));
}

function isIndexed(owner: Table, column: string): boolean {
  return (
    owner.indexes.some((index) => isOver(index, column)) ||
    constraintsOf(owner).some(
      ({ type, definition }) => type !== "foreignKey" && "columns" in definition && definition.columns.includes(column),
    )
  );
}

function describe(constraint: Constraint): string {
  return describeConstraint(referenceTo(constraint));
}

function named(table: ObjectName): string {
  return `table "${nameKey(table)}"`;
}

function everyoneAt(table: ObjectName): string {
  return `reads and writes of ${named(table)} wait`;
}

function lock(message: string, hint?: string): Hazard {
  return { kind: "lock", message, ...(hint === undefined ? {} : { hint }) };
}

function rewrite(table: ObjectName, why: string, hint?: string): Hazard {
  const message = `all of ${named(table)} ${why}, while reads and writes wait`;
  return { kind: "rewrite", message, ...(hint === undefined ? {} : { hint }) };
}

/** A dropped object that comes again is a new one, on which nothing is granted. */
function hazardsOfGoneGrants({ object }: { readonly object: ObjectReference }, schema: Schema): readonly Hazard[] {
  const grants = grantsOn(findObject(schema, object));
  if (grants.length === 0) return [];
  const message = `what is granted on ${describeObject(object)} goes with it: ${grants.join("; ")}`;
  return [{ kind: "incompatibility", message, hint: "Grant it again with op.execute, if the object comes again." }];
}
