import { AnsiDdlCompiler } from "../../dialect/ansi-ddl-compiler";
import type { DdlContext } from "../../dialect/ddl-compiler";
import type { ObjectWriters, SqlPieces } from "../../dialect/object-writer";
import type { Statement } from "../../dialect/statement";
import { OrmError } from "../../errors/orm-error";
import { constraintsOf } from "../../operations/constraints";
import type {
  AlterColumn,
  CommentOn,
  Constraint,
  DropColumn,
  ExtensionOperation,
  Operation,
  RenameColumn,
} from "../../operations/operation";
import type {
  Column,
  ColumnDefault,
  ForeignKey,
  Index,
  IndexPart,
  ObjectName,
  SchemaObject,
  Table,
} from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import { COLLATION_ATTRIBUTE } from "./create-index-parser";
import { writeDefaultExpression } from "./default-text";
import { isCall, mentionsName } from "./expression-text";
import {
  compileRebuild,
  isSameConstraint,
  REBUILD_TABLE,
  type KeptText,
  type RebuildTable,
  type RebuildWriter,
} from "./extensions/rebuild-table";
import { clauseFor, withConflict } from "./extensions/clauses";
import { createSqliteTriggerWriter } from "./extensions/trigger";
import { createSqliteViewWriter } from "./extensions/view";
import { isStrict, isWithoutRowid } from "./table-attributes";

const NOTHING_KEPT: KeptText = { columns: new Map(), inline: [], constraints: [] };

/** Schema changes in SQLite's SQL. What ALTER TABLE cannot do arrives here as a rebuild, made by the lowering. */
export class SqliteDdlCompiler extends AnsiDdlCompiler {
  override extension(operation: ExtensionOperation, context: DdlContext): readonly Statement[] {
    if (operation.kind !== REBUILD_TABLE) return super.extension(operation, context);
    const rebuild = operation as RebuildTable;
    const writer: RebuildWriter = {
      types: this.types,
      quote: (name) => this.quote(name),
      literal: (value) => this.queries.quoteString(value),
      value: (value) => (value.kind === "literal" ? this.queries.literal(value.value) : `(${value.sql})`),
      createTable: (table, name, kept) => this.tableText(table, { name }, kept),
      indexes: (table) => table.indexes.map((index) => this.indexDefinition(table, index)),
    };
    const comment = `rebuild table "${rebuild.before.name}"`;
    return compileRebuild(rebuild, writer).map((sql, index) => ({
      ...this.statement(operation, sql),
      ...(index === 0 ? { comment } : {}),
    }));
  }

  override dropColumn(operation: DropColumn, context: DdlContext): readonly Statement[] {
    return this.#lookingAway(operation, super.dropColumn(operation, context), context);
  }

  override renameColumn(operation: RenameColumn, context: DdlContext): readonly Statement[] {
    return this.#lookingAway(operation, super.renameColumn(operation, context), context);
  }

  /**
   * SQLite refuses to drop or rename a column while the change leaves a view or a trigger behind that fails, also where the
   * next operation puts it right. With the switch it does not ask; the check before COMMIT does.
   */
  #lookingAway(
    operation: DropColumn | RenameColumn,
    statements: readonly Statement[],
    { schema }: DdlContext,
  ): readonly Statement[] {
    const isRead = schema.objects.some((object) => mentionsName(objectText(object), operation.column));
    if (!isRead) return statements;
    return [
      this.statement(operation, "PRAGMA legacy_alter_table = ON"),
      ...statements,
      this.statement(operation, "PRAGMA legacy_alter_table = OFF"),
    ];
  }

  protected override objectWriters(sql: SqlPieces): ObjectWriters {
    return { view: createSqliteViewWriter(sql), trigger: createSqliteTriggerWriter(sql) };
  }

  /** Only a change of the comment gets here, and there are no comments. */
  override alterColumn(_operation: AlterColumn, _context: DdlContext): readonly Statement[] {
    return [];
  }

  override commentOn(_operation: CommentOn, _context: DdlContext): readonly Statement[] {
    return [];
  }

  override createTable(operation: Operation & { kind: "createTable" }, _context: DdlContext): readonly Statement[] {
    const { table } = operation;
    return [
      this.statement(operation, this.tableText(table, table, NOTHING_KEPT)),
      ...table.indexes.map((index) => this.statement(operation, this.indexDefinition(table, index))),
    ];
  }

  protected tableText(table: Table, name: ObjectName, kept: KeptText): string {
    const numbered = table.columns.find(({ autoIncrement }) => autoIncrement === true);
    if (numbered !== undefined) checkNumbered(table, numbered);
    const body = [
      ...table.columns.map((column) => kept.columns.get(column.name) ?? this.columnDefinition(column, table)),
      ...constraintsOf(table)
        .filter((constraint) => !isWrittenInline(constraint, numbered, kept))
        .map((constraint) => keptConstraint(constraint, table, kept) ?? this.constraintDefinition(constraint)),
    ];
    return `CREATE TABLE ${this.name(name)} (\n  ${body.join(",\n  ")}\n)${this.tableSuffix(table)}`;
  }

  /** A numbered column is the primary key by itself, and only the type INTEGER can be numbered. */
  protected override columnDefinition(column: Column, owner: Table | undefined): string {
    if (column.autoIncrement !== true)
      return withConflict(super.columnDefinition(column, owner), column.name, owner?.attributes);
    const name = owner?.primaryKey?.name;
    const named = name === undefined ? "" : `CONSTRAINT ${this.quote(name)} `;
    return `${this.quote(column.name)} integer ${named}PRIMARY KEY AUTOINCREMENT NOT NULL`;
  }

  protected override columnCommentStatements(): readonly Statement[] {
    return [];
  }

  protected override defaultText(value: ColumnDefault): string {
    return value.kind === "literal" ? this.queries.literal(value.value) : writeDefaultExpression(value.sql);
  }

  protected override tableSuffix(table: Table): string {
    const options = [...(isStrict(table) ? ["STRICT"] : []), ...(isWithoutRowid(table) ? ["WITHOUT ROWID"] : [])];
    return options.length === 0 ? "" : ` ${options.join(", ")}`;
  }

  /** There is one kind of index. */
  protected override indexMethod(_index: Index): string {
    return "";
  }

  protected override indexPart(part: IndexPart): string {
    const body = part.column === undefined ? indexExpression(part.expression ?? "") : this.quote(part.column);
    const collation = part.attributes?.[COLLATION_ATTRIBUTE];
    return [
      body,
      ...(typeof collation === "string" ? [`COLLATE ${this.quote(collation)}`] : []),
      ...(part.order === "desc" ? ["DESC"] : []),
    ].join(" ");
  }

  /** The index bears the schema's name, its table must not. */
  protected override indexDefinition(table: ObjectName, index: Index): string {
    const text = super.indexDefinition({ name: table.name }, index);
    if (table.schema === undefined) return text;
    return text.replace(this.quote(index.name), this.name({ name: index.name, schema: table.schema }));
  }

  /** Rows can refer to a table that is not there, and then nothing says to which columns. */
  protected override referringColumns(key: ForeignKey, columns: readonly string[]): string {
    return columns.length === 0 ? "" : super.referringColumns(key, columns);
  }

  /** Only references can wait for the end of the transaction, and `NULLS NOT DISTINCT` does not exist. */
  protected override constraintDefinition(constraint: Constraint): string {
    if (constraint.type !== "unique") return super.constraintDefinition(constraint);
    const { name, columns } = constraint.definition;
    return super.constraintDefinition({
      type: "unique",
      definition: { ...(name === undefined ? {} : { name }), columns },
    });
  }
}

/** The call of a function needs no parentheses around it. */
function indexExpression(sql: string): string {
  return isCall(sql) ? sql : `(${sql})`;
}

/** Everything that the object says in SQL. */
function objectText(object: SchemaObject): string {
  if (object.kind === "view") return object.query;
  return object.kind === "trigger" ? `${object.event}\n${object.action}` : "";
}

function isWrittenInline(constraint: Constraint, numbered: Column | undefined, kept: KeptText): boolean {
  if (constraint.type === "primaryKey" && numbered !== undefined) return true;
  return kept.inline.some(
    (inline) => inline.type === constraint.type && isSameConstraint(inline, constraint.definition),
  );
}

function keptConstraint(constraint: Constraint, { attributes }: Table, kept: KeptText): string | undefined {
  const same = kept.constraints.find(
    (other) => other.constraint.type === constraint.type && isSameConstraint(other.constraint, constraint.definition),
  );
  return same?.text ?? clauseFor(constraint, attributes, isSameConstraint);
}

function checkNumbered(table: Table, column: Column): void {
  const isKey = table.primaryKey?.columns.length === 1 && table.primaryKey.columns[0] === column.name;
  if (isKey && /int/i.test(column.type)) return;
  throw new OrmError(
    "OPERATION.UNSUPPORTED",
    `table "${nameKey(table)}", column "${column.name}": only an integer column that is the whole primary key can be numbered`,
    { hint: "Make it the primary key, or give the values in the application." },
  );
}
