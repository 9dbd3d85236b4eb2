import type { HazardAnalysis } from "../../dialect/hazards";
import type { TypeSystem } from "../../dialect/type-system";
import { constraintsOf, describeConstraint, isReferenceTo } from "../../operations/constraints";
import type {
  AddColumn,
  AlterColumn,
  CoreKind,
  CoreOperations,
  CreateIndex,
  Hazard,
  Operation,
  RenameColumn,
  RenameConstraint,
  SetTableAttributes,
} from "../../operations/operation";
import { findTable } from "../../schema/lookup";
import type { ObjectName, Schema, Table } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import { costOfColumnChange, isIndexed, type AlterCost } from "./alter-cost";
import { mentionsColumn } from "./expression-text";
import { PARTITION_BY, partitionsGone } from "./extensions/partitions";
import { SYSTEM_VERSIONED } from "./extensions/system-versioning";
import { COLLATION, ENGINE, ROW_FORMAT } from "./extensions/table-options";
import type { MysqlServer } from "./server";
import { isVolatile } from "./volatile-default";

const TYPE_HINT = "Add a column of the new type, fill it in steps, and let a later revision drop the old one.";
const DEFAULT_HINT = "Add the column without its default, set the default then, and fill the rows in steps.";

/** Indexes that the server builds while writers wait. */
const LOCKING_METHODS: ReadonlySet<string> = new Set(["fulltext", "spatial"]);

type Analyses = { readonly [K in CoreKind]?: (operation: CoreOperations[K], schema: Schema) => readonly Hazard[] };

/** The hazards that only MySQL and MariaDB know: what the server copies, and what it builds while writers wait. */
export function createHazards(server: MysqlServer, types: TypeSystem): HazardAnalysis {
  const analyses: Analyses = {
    addColumn: (operation) => hazardsOfNewColumn(operation, server),
    alterColumn: (operation, schema) => hazardsOfChange(operation, findTable(schema, operation.table)),
    dropColumn: ({ table, column }, schema) => {
      const isIndexedOne = isIndexed(findTable(schema, table), column);
      const isInstant = isIndexedOne ? server.dropsIndexedColumnsInPlace : server.dropsColumnsInstantly;
      return isInstant ? [] : rewrites("rebuild", table, `without column "${column}"`);
    },
    renameColumn: (operation, schema) => hazardsOfRename(operation, findTable(schema, operation.table), server),
    createIndex: hazardsOfNewIndex,
    createPrimaryKey: ({ table }) => rewrites("rebuild", table, "in the order of its primary key"),
    createForeignKey: ({ table, foreignKey }) =>
      rewrites("copy", table, `to hold its rows to ${describeConstraint({ type: "foreignKey", ...foreignKey })}`),
    createCheckConstraint: ({ table, check }) =>
      check.notEnforced === true
        ? []
        : rewrites("copy", table, `to hold its rows to ${describeConstraint({ type: "check", ...check })}`),
    dropConstraint: ({ table, constraint }) =>
      constraint.type === "primaryKey" ? rewrites("copy", table, "without its primary key") : [],
    renameConstraint: hazardsOfConstraintName,
    setTableAttributes: hazardsOfAttributes,
  };

  return {
    hazardsOf(operation, schema) {
      const analyze = analyses[operation.kind] as
        ((operation: Operation, schema: Schema) => readonly Hazard[]) | undefined;
      return analyze?.(operation, schema) ?? [];
    },
  };

  function hazardsOfChange(operation: AlterColumn, owner: Table | undefined): readonly Hazard[] {
    const { table, column, change, backfill } = operation;
    const cost = costOfColumnChange(operation, { server, types, owner });
    const what = change.type === undefined ? `to change column "${column}"` : `for the new type of column "${column}"`;
    const hint = cost === "copy" && change.type !== undefined ? TYPE_HINT : undefined;
    if (cost === "none" && backfill !== undefined) return [fills(table, column)];
    return rewrites(cost, table, what, hint);
  }
}

function hazardsOfNewColumn({ table, column, backfill }: AddColumn, server: MysqlServer): readonly Hazard[] {
  if (column.generated !== undefined) {
    return column.generated.stored ? rewrites("copy", table, `to compute column "${column.name}"`) : [];
  }
  if (column.autoIncrement === true) {
    return [lock(`writes to ${named(table)} wait while its rows are numbered in column "${column.name}"`)];
  }
  if (backfill?.kind === "expression") return [fills(table, column.name)];
  if (column.default?.kind !== "expression" || /^\(?current_timestamp\b/i.test(column.default.sql)) return [];
  if (isVolatile(column.default) && server.refusesVolatileDefaults) return [fills(table, column.name)];
  if (!isVolatile(column.default) && server.addsExpressionsInstantly) return [];
  return rewrites("copy", table, `for the default of column "${column.name}"`, DEFAULT_HINT);
}

function hazardsOfNewIndex({ table, index }: CreateIndex): readonly Hazard[] {
  const isLocking =
    LOCKING_METHODS.has(index.method?.toLowerCase() ?? "") ||
    index.parts.some(({ expression }) => expression !== undefined);
  return isLocking ? [lock(`writes to ${named(table)} wait while index "${index.name}" is built`)] : [];
}

/** Checks and virtual columns that do not follow the new name are written anew, which the server does by a copy. */
function hazardsOfRename(
  { table, column }: RenameColumn,
  owner: Table | undefined,
  server: MysqlServer,
): readonly Hazard[] {
  if (server.renamesColumnsInExpressions || owner === undefined) return [];
  const expressions = [
    ...owner.checks.map(({ expression }) => expression),
    ...owner.columns.flatMap(({ generated }) => (generated === undefined ? [] : [generated.expression])),
  ];
  const isMentioned = expressions.some((expression) => mentionsColumn(expression, column));
  return isMentioned ? rewrites("copy", table, `for the expressions that name column "${column}"`) : [];
}

function hazardsOfConstraintName({ table, type, constraint }: RenameConstraint, schema: Schema): readonly Hazard[] {
  const owner = findTable(schema, table);
  const found = owner && constraintsOf(owner).find((other) => isReferenceTo({ type, name: constraint }, other));
  const isIdle = found?.type === "check" && found.definition.notEnforced === true;
  if ((type !== "foreignKey" && type !== "check") || isIdle) return [];
  return rewrites(
    "copy",
    table,
    `because ${describeConstraint({ type, name: constraint })} is made anew under its new name`,
  );
}

function hazardsOfAttributes(operation: SetTableAttributes): readonly Hazard[] {
  const { table, change } = operation;
  return [...hazardsOfPartitions(operation), ...hazardsOfStorage(table, change)];
}

function hazardsOfPartitions(operation: SetTableAttributes): readonly Hazard[] {
  const { table, change, previous } = operation;
  const versions: readonly Hazard[] =
    change[SYSTEM_VERSIONED] === null && previous?.[SYSTEM_VERSIONED] === true
      ? [{ kind: "data loss", message: `drops all earlier versions of the rows of ${named(table)}` }]
      : [];
  const gone = partitionsGone(operation);
  if (gone.length === 0) return versions;
  const names = gone.map((name) => `"${name.slice(1, -1)}"`).join(", ");
  const message = `drops partition ${names} of ${named(table)}, with the rows that no other partition takes in`;
  return [...versions, { kind: "data loss", message }];
}

function hazardsOfStorage(table: ObjectName, change: SetTableAttributes["change"]): readonly Hazard[] {
  const keys = Object.keys(change);
  const isCopied = keys.some((key) => key === ENGINE || key === COLLATION || key === PARTITION_BY);
  return rewrites(
    isCopied ? "copy" : keys.includes(ROW_FORMAT) ? "rebuild" : "none",
    table,
    "to store it in another way",
  );
}

function fills(table: ObjectName, column: string): Hazard {
  return lock(`writes to rows of ${named(table)} wait while column "${column}" is filled`);
}

function rewrites(cost: AlterCost, table: ObjectName, why: string, hint?: string): readonly Hazard[] {
  if (cost === "none") return [];
  const message = `all of ${named(table)} ${why}, while ${cost === "copy" ? "writes wait" : "reads and writes go on"}`;
  return [{ kind: "rewrite", message, ...(hint === undefined ? {} : { hint }) }];
}

function lock(message: string): Hazard {
  return { kind: "lock", message };
}

function named(table: ObjectName): string {
  return `table "${nameKey(table)}"`;
}
