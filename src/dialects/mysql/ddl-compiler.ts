import { AnsiDdlCompiler } from "../../dialect/ansi-ddl-compiler";
import type { DdlContext } from "../../dialect/ddl-compiler";
import type { QueryCompiler } from "../../dialect/query-compiler";
import type { Statement } from "../../dialect/statement";
import type { TypeSystem } from "../../dialect/type-system";
import { OrmError } from "../../errors/orm-error";
import { changeColumn } from "../../operations/alter-column";
import { constraintsOf, describeConstraint, isReferenceTo } from "../../operations/constraints";
import type {
  AddColumn,
  AlterColumn,
  CommentOn,
  Constraint,
  ConstraintReference,
  CreateIndex,
  CreatePrimaryKey,
  CreateTable,
  CreateUniqueConstraint,
  DropColumn,
  DropConstraint,
  DropIndex,
  Operation,
  RenameColumn,
  RenameConstraint,
  RenameIndex,
  SetTableAttributes,
} from "../../operations/operation";
import { findTable, getColumn, getTable } from "../../schema/lookup";
import type { Column, ColumnDefault, Index, IndexPart, ObjectName, Table } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import { writeColumnParts } from "./column-definition";
import { mentionsColumn, withRenamedColumn } from "./expression-text";
import { COMMENT, INVISIBLE, PREFIX_LENGTH } from "./extensions/column-attributes";
import { COLLATION, tableOptionChanges, tableOptions } from "./extensions/table-options";
import { foreignKeysWithoutIndex, indexesServedBy, ownIndexOf, wholeColumns } from "./foreign-key-index";
import type { MysqlServer } from "./server";

/** The server's name of every primary key. */
const PRIMARY = "PRIMARY";

/** Schema changes as MySQL and MariaDB write them: one ALTER for each operation, because nothing rolls back. */
export class MysqlDdlCompiler extends AnsiDdlCompiler {
  readonly #server: MysqlServer;

  constructor(queries: QueryCompiler, types: TypeSystem, server: MysqlServer) {
    super(queries, types);
    this.#server = server;
  }

  /** Indexes stand in the statement of the table, so that no half of a table is left when the process dies. */
  override createTable(operation: CreateTable, _context: DdlContext): readonly Statement[] {
    const { table } = operation;
    const body = [
      ...table.columns.map((column) => this.columnDefinition(column, table)),
      ...this.tableConstraints(table),
      ...table.indexes.map((index) => this.#indexClause(table, index)),
    ];
    const sql = `CREATE TABLE ${this.name(table)} (\n  ${body.join(",\n  ")}\n)${this.tableSuffix(table)}`;
    return [this.statement(operation, sql)];
  }

  /** Where a volatile default is refused, the column comes empty, is filled, and gets its default then. */
  override addColumn(operation: AddColumn, context: DdlContext): readonly Statement[] {
    const { table, column } = operation;
    const owner = findTable(context.schema, table);
    const definition = this.columnDefinition(column, owner);
    if (!this.#server.refusesVolatileDefaults || !isVolatile(column.default)) {
      return [this.alter(operation, table, `ADD COLUMN ${definition}`)];
    }
    const { default: _default, ...bare } = column;
    const empty = this.columnDefinition({ ...bare, nullable: true }, owner);
    return [
      this.alter(operation, table, `ADD COLUMN ${empty}`),
      this.statement(operation, `UPDATE ${this.name(table)} SET ${this.quote(column.name)} = (${column.default.sql})`),
      this.alter(operation, table, `MODIFY COLUMN ${definition}`),
    ];
  }

  /** MODIFY forgets what it does not repeat, so the column is written whole. */
  override alterColumn(operation: AlterColumn, context: DdlContext): readonly Statement[] {
    if (operation.using !== undefined) this.refuse(operation);
    const owner = getTable(context.schema, operation.table);
    const before = getColumn(owner, operation.column);
    const column = changeColumn(before, operation.change);
    const isStored = [before.generated?.stored, column.generated?.stored];
    if (isStored.includes(undefined) || isStored[0] === isStored[1]) {
      return [this.#modify(operation, operation.table, [this.#modifyClause(column, owner)])];
    }
    // A computed column cannot change between stored and virtual, but nothing is lost when it is made anew in its place.
    const previous = owner.columns[owner.columns.indexOf(before) - 1];
    const place = previous === undefined ? "FIRST" : `AFTER ${this.quote(previous.name)}`;
    const add = `ADD COLUMN ${this.columnDefinition(column, owner)} ${place}`;
    return [this.#modify(operation, operation.table, [`DROP COLUMN ${this.quote(column.name)}`, add])];
  }

  /**
   * The server would shrink an index over several columns silently, and refuses a column of a foreign key or a check:
   * these go first, in the same statement.
   */
  override dropColumn(operation: DropColumn, context: DdlContext): readonly Statement[] {
    const owner = findTable(context.schema, operation.table);
    const drop = `DROP COLUMN ${this.quote(operation.column)}`;
    if (owner === undefined) return [this.alter(operation, operation.table, drop)];
    return [this.#modify(operation, operation.table, [...this.#dropWhatUses(owner, operation.column), drop])];
  }

  /** Where checks and generated columns do not follow the new name, they are written anew in the same statement. */
  override renameColumn(operation: RenameColumn, context: DdlContext): readonly Statement[] {
    const { table, column, newName } = operation;
    const owner = this.#server.renamesColumnsInExpressions ? undefined : findTable(context.schema, table);
    const checks = (owner?.checks ?? []).filter(
      ({ name, expression }) => name !== undefined && mentionsColumn(expression, column),
    );
    return [
      this.#modify(operation, table, [
        ...checks.map(({ name }) => this.#dropClause(name!)),
        `RENAME COLUMN ${this.quote(column)} TO ${this.quote(newName)}`,
        ...(owner === undefined ? [] : this.#rewriteGenerated(owner, column, newName)),
        ...checks.map(({ name, expression }) => {
          const definition = { name: name!, expression: withRenamedColumn(expression, column, newName) };
          return `ADD ${this.constraintDefinition({ type: "check", definition })}`;
        }),
      ]),
    ];
  }

  /** The index that the server made for a foreign key goes where the new one can stand in for it. */
  override createIndex(operation: CreateIndex, context: DdlContext): readonly Statement[] {
    const { table, index } = operation;
    const columns = index.method === undefined ? wholeColumns(index.parts) : [];
    const further = this.#clausesOfNewIndex(findTable(context.schema, table), columns);
    if (further.length === 0) return [this.statement(operation, this.indexDefinition(table, index))];
    return [this.#modify(operation, table, [`ADD ${this.#indexClause(table, index)}`, ...further])];
  }

  override createUniqueConstraint(operation: CreateUniqueConstraint, context: DdlContext): readonly Statement[] {
    const { table, unique } = operation;
    const further = this.#clausesOfNewIndex(findTable(context.schema, table), unique.columns);
    const add = `ADD ${this.constraintDefinition({ type: "unique", definition: unique })}`;
    return [this.#modify(operation, table, [add, ...further])];
  }

  /** An index that a foreign key still needs is replaced by one that belongs to the key. */
  override dropIndex(operation: DropIndex, context: DdlContext): readonly Statement[] {
    const owner = findTable(context.schema, operation.table);
    return [this.#modify(operation, operation.table, this.#dropIndexClauses(owner, operation.index))];
  }

  override renameIndex(operation: RenameIndex, _context: DdlContext): readonly Statement[] {
    const action = `RENAME INDEX ${this.quote(operation.index)} TO ${this.quote(operation.newName)}`;
    return [this.alter(operation, operation.table, action)];
  }

  override createPrimaryKey(operation: CreatePrimaryKey, context: DdlContext): readonly Statement[] {
    const { table, primaryKey } = operation;
    const further = this.#clausesOfNewIndex(findTable(context.schema, table), primaryKey.columns);
    return [this.#modify(operation, table, [`ADD PRIMARY KEY ${this.columnList(primaryKey.columns)}`, ...further])];
  }

  override dropConstraint(operation: DropConstraint, context: DdlContext): readonly Statement[] {
    const { table, constraint } = operation;
    const owner = findTable(context.schema, table);
    if (constraint.type === "primaryKey") {
      return [this.#modify(operation, table, [...this.#stopNumberingClauses(owner, PRIMARY), "DROP PRIMARY KEY"])];
    }
    const name = this.#nameOf(table, owner, constraint);
    if (constraint.type === "unique") return [this.#modify(operation, table, this.#dropIndexClauses(owner, name))];
    if (constraint.type === "check") return [this.#modify(operation, table, [this.#dropClause(name)])];
    return [this.#modify(operation, table, this.#dropForeignKeyClauses(owner, name))];
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
    return [this.#modify(operation, table, [...drops, `ADD ${this.constraintDefinition(renamed)}`])];
  }

  override commentOn(operation: CommentOn, _context: DdlContext): readonly Statement[] {
    const text = this.queries.quoteString(operation.comment ?? "");
    return [this.alter(operation, operation.table, `COMMENT = ${text}`)];
  }

  /** A new collation of the table goes to all columns: those that name their own are written anew behind it. */
  override setTableAttributes(operation: SetTableAttributes, context: DdlContext): readonly Statement[] {
    const { table, change } = operation;
    const owner = getTable(context.schema, table);
    const explicit = owner.columns
      .filter(({ collation }) => collation !== undefined && change[COLLATION] !== undefined)
      .map((column) => this.#modifyClause(column, owner));
    return [tableOptionChanges(change), explicit]
      .filter((clauses) => clauses.length > 0)
      .map((clauses) => this.#modify(operation, table, clauses));
  }

  protected override columnDefinition(column: Column, _owner: Table | undefined): string {
    return writeColumnParts(column, {
      server: this.#server,
      type: this.columnType(column),
      quote: (name) => this.quote(name),
      literal: (value) => this.queries.literal(value),
    });
  }

  /** A primary key has no name of its own here. */
  protected override constraintDefinition(constraint: Constraint): string {
    if (constraint.type === "primaryKey") return `PRIMARY KEY ${this.columnList(constraint.definition.columns)}`;
    const isIdle = constraint.type === "check" && constraint.definition.notEnforced === true;
    return `${super.constraintDefinition(constraint)}${isIdle ? " NOT ENFORCED" : ""}`;
  }

  protected override indexDefinition(table: ObjectName, index: Index): string {
    const clause = this.#indexClause(table, index);
    const [head, parts] = [clause.slice(0, clause.indexOf(" (")), clause.slice(clause.indexOf(" (") + 1)];
    return `CREATE ${head} ON ${this.name(table)} ${parts}`;
  }

  protected override indexPart(part: IndexPart): string {
    const length = part.attributes?.[PREFIX_LENGTH];
    const body = part.column === undefined ? `(${part.expression ?? ""})` : this.quote(part.column);
    return `${body}${length === undefined ? "" : `(${Number(length)})`}${part.order === "desc" ? " DESC" : ""}`;
  }

  protected override tableSuffix(table: Table): string {
    const comment = table.comment === undefined ? "" : ` COMMENT=${this.queries.quoteString(table.comment)}`;
    return ` ${tableOptions(table.attributes)}${comment}`;
  }

  #indexClause(table: ObjectName, index: Index): string {
    if (index.where !== undefined) {
      throw new OrmError(
        "OPERATION.UNSUPPORTED",
        `index "${index.name}" of table "${nameKey(table)}" has a condition`,
        {
          hint: `${this.#server.displayName} has no partial indexes: leave out "where" for this database.`,
        },
      );
    }
    const kinds: Readonly<Record<string, string>> = { fulltext: "FULLTEXT ", spatial: "SPATIAL " };
    const method = index.method?.toLowerCase();
    const kind = index.unique === true ? "UNIQUE " : (kinds[method ?? ""] ?? "");
    const using = method === "hash" || method === "btree" ? ` USING ${method.toUpperCase()}` : "";
    const comment = index.attributes?.[COMMENT];
    const hidden = index.attributes?.[INVISIBLE] === true ? this.#server.hiddenIndexWord : undefined;
    return [
      `${kind}INDEX ${this.quote(index.name)} (${index.parts.map((part) => this.indexPart(part)).join(", ")})${using}`,
      ...(comment === undefined ? [] : [`COMMENT ${this.queries.quoteString(String(comment))}`]),
      ...(hidden === undefined ? [] : [hidden]),
    ].join(" ");
  }

  #modify(operation: Operation, table: ObjectName, clauses: readonly string[]): Statement {
    return this.alter(operation, table, clauses.join(", "));
  }

  #rewriteGenerated(owner: Table, column: string, newName: string): readonly string[] {
    return owner.columns.flatMap((other) => {
      const { generated } = other;
      if (generated === undefined || !mentionsColumn(generated.expression, column)) return [];
      const expression = withRenamedColumn(generated.expression, column, newName);
      return [this.#modifyClause({ ...other, generated: { ...generated, expression } }, owner)];
    });
  }

  #modifyClause(column: Column, owner: Table): string {
    return `MODIFY COLUMN ${this.columnDefinition(column, owner)}`;
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
      .map((column) => this.#modifyClause(changeColumn(column, { autoIncrement: false }), owner));
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
        : [this.#modifyClause(numbered, owner)]),
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

const VOLATILE =
  /\b(?:uuid|uuid_short|rand|sysdate|random_bytes|connection_id|user|current_user|session_user|system_user)\s*\(/i;

function isVolatile(value: ColumnDefault | undefined): value is ColumnDefault & { readonly kind: "expression" } {
  return value?.kind === "expression" && VOLATILE.test(value.sql);
}

/** The columns that a key or an index starts with, without the one that goes. */
function keyStartsOf({ primaryKey, uniques, indexes }: Table, goingKey?: string): readonly (string | undefined)[] {
  const keys = [
    { name: PRIMARY, start: primaryKey?.columns[0] },
    ...uniques.map(({ name, columns }) => ({ name, start: columns[0] })),
    ...indexes.map(({ name, parts }) => ({ name, start: parts[0]?.column })),
  ];
  return keys.filter(({ name }) => name !== goingKey || goingKey === undefined).map(({ start }) => start);
}

function missing(table: ObjectName, reference: ConstraintReference): OrmError {
  return new OrmError("SCHEMA.NOT_FOUND", `table "${nameKey(table)}" has no ${describeConstraint(reference)}`, {
    hint: "Check the name and the type of the constraint.",
  });
}
