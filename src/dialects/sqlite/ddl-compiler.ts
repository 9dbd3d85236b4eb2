import { AnsiDdlCompiler } from "../../dialect/ansi-ddl-compiler";
import type { DdlContext } from "../../dialect/ddl-compiler";
import type { Statement } from "../../dialect/statement";
import { OrmError } from "../../errors/orm-error";
import { constraintsOf } from "../../operations/constraints";
import type { AlterColumn, CommentOn, Constraint, ExtensionOperation, Operation } from "../../operations/operation";
import type { Column, ColumnDefault, Index, IndexPart, ObjectName, Table } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import { COLLATION_ATTRIBUTE } from "./create-index-parser";
import { writeDefaultExpression } from "./default-text";
import {
  compileRebuild,
  isSameConstraint,
  REBUILD_TABLE,
  type KeptText,
  type RebuildTable,
  type RebuildWriter,
} from "./extensions/rebuild-table";
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
      createTable: (table, name, kept) => this.tableText(table, { name }, kept),
      indexes: (table) => table.indexes.map((index) => this.indexDefinition(table, index)),
    };
    const comment = `rebuild table "${rebuild.before.name}"`;
    return compileRebuild(rebuild, writer).map((sql, index) => ({
      ...this.statement(operation, sql),
      ...(index === 0 ? { comment } : {}),
    }));
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
        .map((constraint) => keptConstraint(constraint, kept) ?? this.constraintDefinition(constraint)),
    ];
    return `CREATE TABLE ${this.name(name)} (\n  ${body.join(",\n  ")}\n)${this.tableSuffix(table)}`;
  }

  /** A numbered column is the primary key by itself, and only the type INTEGER can be numbered. */
  protected override columnDefinition(column: Column, owner: Table | undefined): string {
    if (column.autoIncrement !== true) return super.columnDefinition(column, owner);
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
    const body = part.column === undefined ? `(${part.expression ?? ""})` : this.quote(part.column);
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

function isWrittenInline(constraint: Constraint, numbered: Column | undefined, kept: KeptText): boolean {
  if (constraint.type === "primaryKey" && numbered !== undefined) return true;
  return kept.inline.some(
    (inline) => inline.type === constraint.type && isSameConstraint(inline, constraint.definition),
  );
}

function keptConstraint(constraint: Constraint, kept: KeptText): string | undefined {
  return kept.constraints.find(
    (other) => other.constraint.type === constraint.type && isSameConstraint(other.constraint, constraint.definition),
  )?.text;
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
