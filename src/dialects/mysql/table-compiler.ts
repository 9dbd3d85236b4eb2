import { AnsiDdlCompiler } from "../../dialect/ansi-ddl-compiler";
import type { DdlContext } from "../../dialect/ddl-compiler";
import type { QueryCompiler } from "../../dialect/query-compiler";
import type { Statement } from "../../dialect/statement";
import type { TypeSystem } from "../../dialect/type-system";
import { needsValue } from "../../operations/add-column";
import { changeColumn } from "../../operations/alter-column";
import { withAttributes } from "../../operations/set-table-attributes";
import type {
  AddColumn,
  AlterColumn,
  CommentOn,
  Constraint,
  CreateTable,
  ExtensionOperation,
  Operation,
  SetTableAttributes,
} from "../../operations/operation";
import { findTable, getColumn, getTable } from "../../schema/lookup";
import type { Column, Index, IndexPart, ObjectName, Table } from "../../schema/model";
import { writeColumnParts } from "./column-definition";
import { planColumnSteps, planNewColumn, type ColumnStep } from "./column-steps";
import { ON_UPDATE } from "./extensions/on-update";
import { partitionChanges, partitionSuffix } from "./extensions/partitions";
import { periodClauses, SYSTEM_VERSIONED, versioningChanges } from "./extensions/system-versioning";
import { COLLATION, tableOptionChanges, tableOptions } from "./extensions/table-options";
import { withGentleWays } from "./gentle-ways";
import { writeIndex, writeIndexPart, type IndexWriter } from "./index-definition";
import { keysToColumn, type TableKey } from "./foreign-key-index";
import { guardRows } from "./row-guard";
import type { MysqlServer } from "./server";
import { requireValidName } from "./valid-name";
import { isVolatile } from "./volatile-default";

/** SQL for tables with their columns and options, as MySQL and MariaDB write it. */
export class MysqlTableCompiler extends AnsiDdlCompiler {
  protected readonly server: MysqlServer;
  readonly #indexWriter: IndexWriter;

  constructor(queries: QueryCompiler, types: TypeSystem, server: MysqlServer) {
    super(queries, types);
    this.server = server;
    this.#indexWriter = {
      server,
      quote: (name) => this.quote(name),
      text: (value) => this.queries.quoteString(value),
    };
  }

  /** Indexes stand in the statement of the table, so that no half of a table is left when the process dies. */
  override createTable(operation: CreateTable, _context: DdlContext): readonly Statement[] {
    const { table } = operation;
    const body = [
      ...table.columns.map((column) => this.columnDefinition(column, table)),
      ...this.tableConstraints(table),
      ...table.indexes.map((index) => this.indexClause(table, index)),
      ...periodClauses(table.attributes),
    ];
    const sql = `CREATE TABLE ${this.name(table)} (\n  ${body.join(",\n  ")}\n)${this.tableSuffix(table)}`;
    return [this.statement(operation, sql)];
  }

  /** Where a volatile default is refused, the column comes empty, is filled, and gets its default then. */
  override addColumn(operation: AddColumn, context: DdlContext): readonly Statement[] {
    const { table, column } = operation;
    const owner = findTable(context.schema, table);
    const isRefused = this.server.refusesVolatileDefaults && isVolatile(column.default);
    const backfill = operation.backfill ?? (isRefused ? column.default : undefined);
    if (backfill !== undefined) {
      return planNewColumn(column, backfill).map((step) => this.#step(operation, column.name, step, owner));
    }
    const guard = needsValue(column) ? [this.statement(operation, guardRows(this.name(table), column.name))] : [];
    return [...guard, this.alter(operation, table, `ADD COLUMN ${this.columnDefinition(column, owner)}`)];
  }

  #step(operation: AddColumn | AlterColumn, column: string, step: ColumnStep, owner: Table | undefined): Statement {
    const { table } = operation;
    switch (step.kind) {
      case "add":
        return this.alter(operation, table, `ADD COLUMN ${this.columnDefinition(step.column, owner)}`);
      case "modify":
        return this.alter(operation, table, `MODIFY COLUMN ${this.columnDefinition(step.column, owner)}`);
      case "drop default":
        return this.alter(operation, table, `ALTER COLUMN ${this.quote(column)} DROP DEFAULT`);
      case "update":
        return this.fillStatement(operation, column, step.value, {
          where: step.where,
          kept: writtenByUpdates(owner, column),
        });
    }
  }

  /** MODIFY forgets what it does not repeat, so the column is written whole. */
  override alterColumn(operation: AlterColumn, context: DdlContext): readonly Statement[] {
    if (operation.using !== undefined) this.refuse(operation);
    const owner = getTable(context.schema, operation.table);
    const before = getColumn(owner, operation.column);
    const column = changeColumn(before, operation.change);
    const isStored = [before.generated?.stored, column.generated?.stored];
    if (isStored.includes(undefined) || isStored[0] === isStored[1]) {
      const steps = planColumnSteps(operation, before, this.quote(operation.column));
      const statements = steps.map((step) => this.#step(operation, operation.column, step, owner));
      const isRefused = operation.change.autoIncrement !== undefined && this.server.refusesToNumberReferencedColumns;
      return isRefused ? this.#withoutKeys(operation, keysToColumn(context.schema, operation), statements) : statements;
    }
    // A computed column cannot change between stored and virtual, but nothing is lost when it is made anew in its place.
    const previous = owner.columns[owner.columns.indexOf(before) - 1];
    const place = previous === undefined ? "FIRST" : `AFTER ${this.quote(previous.name)}`;
    const add = `ADD COLUMN ${this.columnDefinition(column, owner)} ${place}`;
    return [this.modify(operation, operation.table, [`DROP COLUMN ${this.quote(column.name)}`, add])];
  }

  /** The foreign keys go before the statements and come again after. Their indexes stay. */
  #withoutKeys(
    operation: Operation,
    keys: readonly TableKey[],
    statements: readonly Statement[],
  ): readonly Statement[] {
    return [
      ...keys.map(({ table, key }) => this.alter(operation, table, `DROP FOREIGN KEY ${this.quote(key.name ?? "")}`)),
      ...statements,
      ...keys.map(({ table, key: definition }) =>
        this.alter(operation, table, `ADD ${this.constraintDefinition({ type: "foreignKey", definition })}`),
      ),
    ];
  }

  override commentOn(operation: CommentOn, _context: DdlContext): readonly Statement[] {
    if (!("table" in operation) || operation.part !== undefined) return this.refuse(operation);
    const text = this.queries.quoteString(operation.comment ?? "");
    return [this.alter(operation, operation.table, `COMMENT = ${text}`)];
  }

  /**
   * A new collation of the table goes to all columns: those that have their own are written anew behind it, JSON that is kept
   * as text too. Changes of partitions are statements of their own.
   */
  override setTableAttributes(operation: SetTableAttributes, context: DdlContext): readonly Statement[] {
    const { table, change } = operation;
    const owner = getTable(context.schema, table);
    const hasOwn = ({ collation, type }: Column): boolean =>
      collation !== undefined || (this.server.keepsJsonAsText && this.types.parse(type).name.toLowerCase() === "json");
    const explicit = owner.columns
      .filter((column) => change[COLLATION] !== undefined && hasOwn(column))
      .map((column) => this.modifyClause(column, owner));
    const partitions = partitionChanges(owner.attributes, withAttributes(owner, change).attributes);
    return [
      [...tableOptionChanges(change), ...versioningChanges(table, change)],
      explicit,
      ...partitions.map((clause) => [clause]),
    ]
      .filter((clauses) => clauses.length > 0)
      .map((clauses) => this.modify(operation, table, clauses));
  }

  protected override name(name: ObjectName): string {
    requireValidName(name.name);
    return super.name(name);
  }

  protected override quote(name: string): string {
    requireValidName(name);
    return super.quote(name);
  }

  protected override statement(source: Operation | ExtensionOperation, sql: string): Statement {
    return withGentleWays(super.statement(source, sql));
  }

  protected override columnDefinition(column: Column, _owner: Table | undefined): string {
    return writeColumnParts(column, {
      server: this.server,
      type: this.columnType(column),
      quote: (name) => this.quote(name),
      literal: (value) => this.queries.literal(value),
    });
  }

  /** A primary key has no name of its own here. */
  protected override constraintDefinition(constraint: Constraint): string {
    if (constraint.type === "primaryKey") return `PRIMARY KEY ${this.keyColumns(constraint.definition)}`;
    const isIdle = constraint.type === "check" && constraint.definition.notEnforced === true;
    return `${super.constraintDefinition(constraint)}${isIdle ? " NOT ENFORCED" : ""}`;
  }

  protected override indexDefinition(table: ObjectName, index: Index): string {
    const clause = this.indexClause(table, index);
    const [head, parts] = [clause.slice(0, clause.indexOf(" (")), clause.slice(clause.indexOf(" (") + 1)];
    return `CREATE ${head} ON ${this.name(table)} ${parts}`;
  }

  protected override indexPart(part: IndexPart): string {
    return writeIndexPart(part, this.#indexWriter);
  }

  protected override tableSuffix(table: Table): string {
    const comment = table.comment === undefined ? "" : ` COMMENT=${this.queries.quoteString(table.comment)}`;
    const versions = table.attributes?.[SYSTEM_VERSIONED] === true ? " WITH SYSTEM VERSIONING" : "";
    return ` ${tableOptions(table.attributes)}${comment}${versions}${partitionSuffix(table.attributes)}`;
  }

  protected indexClause(table: ObjectName, index: Index): string {
    return writeIndex(table, index, this.#indexWriter);
  }

  protected modify(operation: Operation, table: ObjectName, clauses: readonly string[]): Statement {
    return this.alter(operation, table, clauses.join(", "));
  }

  protected modifyClause(column: Column, owner: Table): string {
    return `MODIFY COLUMN ${this.columnDefinition(column, owner)}`;
  }
}

/** The columns that every UPDATE writes by itself: they keep what they hold where no row was changed by its owner. */
function writtenByUpdates(owner: Table | undefined, but: string): readonly string[] {
  const written = owner?.columns.filter(
    ({ name, attributes }) => name !== but && attributes?.[ON_UPDATE] !== undefined,
  );
  return (written ?? []).map(({ name }) => name);
}
