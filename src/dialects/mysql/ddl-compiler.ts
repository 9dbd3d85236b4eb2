import { compileOperation, type DdlContext } from "../../dialect/ddl-compiler";
import type { HazardAnalysis } from "../../dialect/hazards";
import type { ObjectWriters, SqlPieces } from "../../dialect/object-writer";
import type { QueryCompiler } from "../../dialect/query-compiler";
import type { Statement } from "../../dialect/statement";
import type { TypeSystem } from "../../dialect/type-system";
import { OrmError } from "../../errors/orm-error";
import { changeColumn } from "../../operations/alter-column";
import { applyOperation } from "../../operations/definitions";
import { constraintsOf, describeConstraint, isReferenceTo } from "../../operations/constraints";
import type {
  Constraint,
  ConstraintReference,
  CreateIndex,
  CreatePrimaryKey,
  CreateUniqueConstraint,
  DropColumn,
  DropConstraint,
  DropIndex,
  ExtensionOperation,
  RenameColumn,
  RenameConstraint,
  RenameIndex,
} from "../../operations/operation";
import { findTable, getTable } from "../../schema/lookup";
import type { ObjectName, Table } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import { mentionsColumn, withRenamedColumn } from "./expression-text";
import { ALTER_TABLE, mergeChanges, type AlterTable, type TableChange } from "./extensions/alter-table";
import { createFunctionWriter } from "./extensions/function";
import { createSequenceWriter } from "./extensions/sequence";
import { createTriggerWriter } from "./extensions/trigger";
import { createViewWriter } from "./extensions/view";
import { createHazards } from "./hazards";
import { keyStartsOf, PRIMARY, renamedInIndex } from "./index-definition";
import { foreignKeysWithoutIndex, indexesServedBy, ownIndexOf, wholeColumns } from "./foreign-key-index";
import type { MysqlServer } from "./server";
import { MysqlTableCompiler } from "./table-compiler";

/** Schema changes as MySQL and MariaDB write them: one ALTER for each operation, because nothing rolls back. */
export class MysqlDdlCompiler extends MysqlTableCompiler {
  readonly #hazards: HazardAnalysis;

  constructor(queries: QueryCompiler, types: TypeSystem, server: MysqlServer) {
    super(queries, types, server);
    this.#hazards = createHazards(server, types);
  }

  /**
   * The server would shrink an index over several columns silently, and refuses a column of a foreign key or a check:
   * these go first, in the same statement.
   */
  override dropColumn(operation: DropColumn, context: DdlContext): readonly Statement[] {
    const owner = findTable(context.schema, operation.table);
    const drop = `DROP COLUMN ${this.quote(operation.column)}`;
    if (owner === undefined) return [this.alter(operation, operation.table, drop)];
    return [this.modify(operation, operation.table, [...this.#dropWhatUses(owner, operation.column), drop])];
  }

  /** Where checks and generated columns do not follow the new name, they are written anew in the same statement. */
  override renameColumn(operation: RenameColumn, context: DdlContext): readonly Statement[] {
    const { table, column, newName } = operation;
    const owner = this.server.renamesColumnsInExpressions ? undefined : findTable(context.schema, table);
    const checks = (owner?.checks ?? []).filter(
      ({ name, expression }) => name !== undefined && mentionsColumn(expression, column),
    );
    const indexes = (owner?.indexes ?? []).filter(({ parts }) =>
      parts.some(({ expression }) => expression !== undefined && mentionsColumn(expression, column)),
    );
    return [
      this.modify(operation, table, [
        ...checks.map(({ name }) => this.#dropClause(name!)),
        ...indexes.map(({ name }) => `DROP INDEX ${this.quote(name)}`),
        `RENAME COLUMN ${this.quote(column)} TO ${this.quote(newName)}`,
        ...(owner === undefined ? [] : this.#rewriteGenerated(owner, column, newName)),
        ...checks.map(({ name, expression }) => {
          const definition = { name: name!, expression: withRenamedColumn(expression, column, newName) };
          return `ADD ${this.constraintDefinition({ type: "check", definition })}`;
        }),
        ...indexes.map((index) => `ADD ${this.indexClause(table, renamedInIndex(index, column, newName))}`),
      ]),
    ];
  }

  /** The index that the server made for a foreign key goes where the new one can stand in for it. */
  override createIndex(operation: CreateIndex, context: DdlContext): readonly Statement[] {
    const { table, index } = operation;
    const columns = index.method === undefined ? wholeColumns(index.parts) : [];
    const further = this.#clausesOfNewIndex(findTable(context.schema, table), columns);
    if (further.length === 0) return [this.statement(operation, this.indexDefinition(table, index))];
    return [this.modify(operation, table, [`ADD ${this.indexClause(table, index)}`, ...further])];
  }

  override createUniqueConstraint(operation: CreateUniqueConstraint, context: DdlContext): readonly Statement[] {
    if (operation.usingIndex !== undefined) return this.refuse(operation);
    const { table, unique } = operation;
    const further = this.#clausesOfNewIndex(findTable(context.schema, table), unique.columns);
    const add = `ADD ${this.constraintDefinition({ type: "unique", definition: unique })}`;
    return [this.modify(operation, table, [add, ...further])];
  }

  /** An index that a foreign key still needs is replaced by one that belongs to the key. */
  override dropIndex(operation: DropIndex, context: DdlContext): readonly Statement[] {
    const owner = findTable(context.schema, operation.table);
    return [this.modify(operation, operation.table, this.#dropIndexClauses(owner, operation.index))];
  }

  override renameIndex(operation: RenameIndex, _context: DdlContext): readonly Statement[] {
    const action = `RENAME INDEX ${this.quote(operation.index)} TO ${this.quote(operation.newName)}`;
    return [this.alter(operation, operation.table, action)];
  }

  override createPrimaryKey(operation: CreatePrimaryKey, context: DdlContext): readonly Statement[] {
    if (operation.usingIndex !== undefined) return this.refuse(operation);
    const { table, primaryKey } = operation;
    const further = this.#clausesOfNewIndex(findTable(context.schema, table), primaryKey.columns);
    return [this.modify(operation, table, [`ADD PRIMARY KEY ${this.keyColumns(primaryKey)}`, ...further])];
  }

  override dropConstraint(operation: DropConstraint, context: DdlContext): readonly Statement[] {
    const { table, constraint } = operation;
    const owner = findTable(context.schema, table);
    if (constraint.type === "primaryKey") {
      return [this.modify(operation, table, [...this.#stopNumberingClauses(owner, PRIMARY), "DROP PRIMARY KEY"])];
    }
    const name = this.#nameOf(table, owner, constraint);
    if (constraint.type === "unique") return [this.modify(operation, table, this.#dropIndexClauses(owner, name))];
    if (constraint.type === "check") return [this.modify(operation, table, [this.#dropClause(name)])];
    return [this.modify(operation, table, this.#dropForeignKeyClauses(owner, name))];
  }

  /** There is no such statement: a foreign key or a check is written anew. Primary keys have no name. */
  override renameConstraint(operation: RenameConstraint, context: DdlContext): readonly Statement[] {
    const { table, type, constraint, newName } = operation;
    if (type === "primaryKey") return [];
    if (type === "unique") {
      return [this.alter(operation, table, `RENAME INDEX ${this.quote(constraint)} TO ${this.quote(newName)}`)];
    }
    const owner = getTable(context.schema, table);
    const found = constraintsOf(owner).find((other) => isReferenceTo({ type, name: constraint }, other));
    if (found === undefined) throw missing(table, { type, name: constraint });
    const renamed = { ...found, definition: { ...found.definition, name: newName } } as Constraint;
    const drops = type === "check" ? [this.#dropClause(constraint)] : this.#dropForeignKeyClauses(owner, constraint);
    return [this.modify(operation, table, [...drops, `ADD ${this.constraintDefinition(renamed)}`])];
  }

  /** Each change is compiled for the schema that the ones before it leave. */
  override extension(operation: ExtensionOperation, context: DdlContext): readonly Statement[] {
    if (operation.kind !== ALTER_TABLE) return super.extension(operation, context);
    const { table, sources } = operation as AlterTable;
    let { schema } = context;
    const isKnown = findTable(schema, table) !== undefined;
    const changes = sources.map((source): TableChange => {
      const statements = compileOperation(this, source, { schema });
      const rewrites = this.#hazards.hazardsOf(source, schema).some(({ kind }) => kind === "rewrite");
      if (isKnown) schema = applyOperation(schema, source);
      return { statements, rewrites };
    });
    return mergeChanges(changes, `ALTER TABLE ${this.name(table)} `, (sql) => this.statement(operation, sql));
  }

  protected override objectWriters(sql: SqlPieces): ObjectWriters {
    return {
      view: createViewWriter(sql),
      trigger: createTriggerWriter(this.server, sql),
      function: createFunctionWriter(this.server, sql),
      ...(this.server.hasSequences ? { sequence: createSequenceWriter(sql) } : {}),
    };
  }

  #rewriteGenerated(owner: Table, column: string, newName: string): readonly string[] {
    return owner.columns.flatMap((other) => {
      const { generated } = other;
      if (generated === undefined || !mentionsColumn(generated.expression, column)) return [];
      const expression = withRenamedColumn(generated.expression, column, newName);
      return [this.modifyClause({ ...other, generated: { ...generated, expression } }, owner)];
    });
  }

  #dropClause(constraint: string): string {
    return `DROP CONSTRAINT ${this.quote(constraint)}`;
  }

  #dropWhatUses(owner: Table, column: string): readonly string[] {
    const uses = ({ columns }: { readonly columns: readonly string[] }): boolean => columns.includes(column);
    const checks = owner.checks.filter(
      ({ name, expression }) => name !== undefined && mentionsColumn(expression, column),
    );
    const foreignKeys = owner.foreignKeys.filter(uses);
    const indexes = [
      ...owner.uniques.filter((unique) => uses(unique) && unique.columns.length > 1).map(({ name }) => name!),
      ...owner.indexes
        .filter(({ parts }) => parts.length > 1 && parts.some((part) => part.column === column))
        .map(({ name }) => name),
    ];
    const rest = { ...owner, foreignKeys: owner.foreignKeys.filter((key) => !uses(key)) };
    return [
      ...checks.map(({ name }) => this.#dropClause(name!)),
      ...foreignKeys.flatMap((key) => this.#dropForeignKeyClauses(owner, key.name!)),
      ...foreignKeysWithoutIndex(rest, indexes).map((key) => this.#addIndexClause(key.name!, key.columns)),
      ...indexes.map((name) => `DROP INDEX ${this.quote(name)}`),
    ];
  }

  #dropIndexClauses(owner: Table | undefined, index: string): readonly string[] {
    const bereft = owner === undefined ? [] : foreignKeysWithoutIndex(owner, [index]);
    return [
      ...this.#stopNumberingClauses(owner, index),
      `DROP INDEX ${this.quote(index)}`,
      ...bereft.flatMap((key) => (key.name === undefined ? [] : [this.#addIndexClause(key.name, key.columns)])),
    ];
  }

  /** The index that the server made for the key goes with it: nobody asked for it, and the server would keep it. */
  #dropForeignKeyClauses(owner: Table | undefined, name: string): readonly string[] {
    const key = owner?.foreignKeys.find((other) => other.name === name);
    const index = owner === undefined || key === undefined ? undefined : ownIndexOf(owner, key);
    return [
      `DROP FOREIGN KEY ${this.quote(name)}`,
      ...(index === undefined ? [] : [`DROP INDEX ${this.quote(index)}`]),
    ];
  }

  /** A column that numbers itself must be the first of a key: where its last key goes, it stops to do so before. */
  #stopNumberingClauses(owner: Table | undefined, goingKey: string): readonly string[] {
    if (owner === undefined) return [];
    const starts = keyStartsOf(owner, goingKey);
    return owner.columns
      .filter(({ name, autoIncrement }) => autoIncrement === true && !starts.includes(name))
      .map((column) => this.modifyClause(changeColumn(column, { autoIncrement: false }), owner));
  }

  /**
   * What a new key or index brings with it. A column that numbers itself must be the first of a key: where it was none,
   * because its primary key was dropped, it starts to number only now.
   */
  #clausesOfNewIndex(owner: Table | undefined, columns: readonly string[]): readonly string[] {
    if (owner === undefined) return [];
    const numbered = owner.columns.find(({ name, autoIncrement }) => autoIncrement === true && name === columns[0]);
    return [
      ...indexesServedBy(owner, columns).map((name) => `DROP INDEX ${this.quote(name)}`),
      ...(numbered === undefined || keyStartsOf(owner).includes(numbered.name)
        ? []
        : [this.modifyClause(numbered, owner)]),
    ];
  }

  #addIndexClause(name: string, columns: readonly string[]): string {
    return `ADD INDEX ${this.quote(name)} ${this.columnList(columns)}`;
  }

  #nameOf(table: ObjectName, owner: Table | undefined, reference: ConstraintReference): string {
    if (reference.name !== undefined) return reference.name;
    const found =
      owner === undefined ? undefined : constraintsOf(owner).find((other) => isReferenceTo(reference, other));
    if (found?.definition.name === undefined) throw missing(table, reference);
    return found.definition.name;
  }
}

function missing(table: ObjectName, reference: ConstraintReference): OrmError {
  return new OrmError("SCHEMA.NOT_FOUND", `table "${nameKey(table)}" has no ${describeConstraint(reference)}`, {
    hint: "Check the name and the type of the constraint.",
  });
}
