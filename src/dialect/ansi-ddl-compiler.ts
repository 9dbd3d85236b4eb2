import { OrmError } from "../errors/orm-error";
import { describeConstraint } from "../operations/constraints";
import type {
  AddColumn,
  AlterColumn,
  AlterEnum,
  BulkInsert,
  CommentOn,
  Constraint,
  CreateCheckConstraint,
  CreateEnum,
  CreateExclusionConstraint,
  CreateForeignKey,
  CreateIndex,
  CreatePrimaryKey,
  CreateSchema,
  CreateTable,
  CreateUniqueConstraint,
  DropColumn,
  DropConstraint,
  DropEnum,
  DropIndex,
  DropSchema,
  DropTable,
  Execute,
  ExtensionOperation,
  Operation,
  RenameColumn,
  RenameConstraint,
  RenameEnum,
  RenameIndex,
  RenameTable,
  SetTableAttributes,
  ValidateConstraint,
} from "../operations/operation";
import type { Column, ColumnDefault, ObjectName, Table } from "../schema/model";
import { SqlFragment } from "../schema/sql-fragment";
import { AnsiDefinitionCompiler } from "./ansi-definition-compiler";
import type { DdlCompiler, DdlContext } from "./ddl-compiler";
import type { Statement } from "./statement";

/**
 * SQL for schema changes as the standard writes them. A dialect overrides the pieces where it differs:
 * `columnDefinition`, `typeOf`, `alterColumn` and so on; what it cannot do at all it refuses with {@link AnsiDdlCompiler.refuse}.
 */
export class AnsiDdlCompiler extends AnsiDefinitionCompiler implements DdlCompiler {
  createTable(operation: CreateTable, _context: DdlContext): readonly Statement[] {
    const { table } = operation;
    const body = [
      ...table.columns.map((column) => this.columnDefinition(column, table)),
      ...this.tableConstraints(table),
    ];
    return [
      this.statement(operation, this.createTableText(table, body)),
      ...table.indexes.map((index) => this.statement(operation, this.indexDefinition(table, index))),
      ...this.commentStatements(operation, table),
    ];
  }

  /** CREATE TABLE with its columns and constraints. */
  protected createTableText(table: Table, body: readonly string[]): string {
    return `CREATE TABLE ${this.name(table)} (\n  ${body.join(",\n  ")}\n)${this.tableSuffix(table)}`;
  }

  dropTable(operation: DropTable, _context: DdlContext): readonly Statement[] {
    return [this.statement(operation, `DROP TABLE ${this.name(operation.table)}`)];
  }

  renameTable(operation: RenameTable, _context: DdlContext): readonly Statement[] {
    return [this.alter(operation, operation.table, `RENAME TO ${this.quote(operation.newName)}`)];
  }

  addColumn(operation: AddColumn, context: DdlContext): readonly Statement[] {
    const owner = context.schema.tables.find(
      (table) => table.name === operation.table.name && table.schema === operation.table.schema,
    );
    return [
      ...this.addColumnStatements(operation, owner, context),
      ...this.columnCommentStatements(operation, operation.table, operation.column.name, operation.column.comment),
    ];
  }

  /**
   * A plain value for the rows that are there comes as a default that leaves at once: databases then need not touch the
   * rows. An expression is computed for each row, before NOT NULL holds.
   */
  protected addColumnStatements(
    operation: AddColumn,
    owner: Table | undefined,
    context: DdlContext,
  ): readonly Statement[] {
    const { table, column, backfill } = operation;
    const add = (added: Column): Statement =>
      this.alter(operation, table, `ADD COLUMN ${this.columnDefinition(added, owner)}`);
    if (backfill === undefined) return [add(column)];
    const { default: value, ...bare } = column;
    if (backfill.kind === "literal") {
      const settle = value === undefined ? "DROP DEFAULT" : `SET DEFAULT ${this.defaultText(value)}`;
      return [
        add({ ...bare, default: backfill }),
        this.alter(operation, table, `ALTER COLUMN ${this.quote(column.name)} ${settle}`),
      ];
    }
    const change = {
      ...(value === undefined ? {} : { default: value }),
      ...(column.nullable ? {} : { nullable: false }),
    };
    return [
      add({ ...bare, nullable: true }),
      this.fillStatement(operation, column.name, backfill),
      ...this.alterColumn({ kind: "alterColumn", table, column: column.name, change }, context),
    ].map((statement) => ({ ...statement, source: operation }));
  }

  /** Gives a column of every row its value; `where` leaves rows out, and the columns in `kept` keep what they hold. */
  protected fillStatement(
    operation: AddColumn | AlterColumn,
    column: string,
    value: ColumnDefault,
    { where, kept = [] }: { readonly where?: string | undefined; readonly kept?: readonly string[] } = {},
  ): Statement {
    const text = value.kind === "literal" ? this.queries.literal(value.value) : `(${value.sql})`;
    const assignments = [
      `${this.quote(column)} = ${text}`,
      ...kept.map((name) => `${this.quote(name)} = ${this.quote(name)}`),
    ];
    const condition = where === undefined ? "" : ` WHERE ${where}`;
    return this.statement(operation, `UPDATE ${this.name(operation.table)} SET ${assignments.join(", ")}${condition}`);
  }

  /** What the rows that hold NULL take, before the column may not be NULL any more. */
  protected backfillStatements(operation: AlterColumn): readonly Statement[] {
    const { column, backfill } = operation;
    if (backfill === undefined) return [];
    return [this.fillStatement(operation, column, backfill, { where: `${this.quote(column)} IS NULL` })];
  }

  /** One ALTER for each member that changes: DROP DEFAULT comes before a type change, SET DEFAULT after it. */
  alterColumn(operation: AlterColumn, _context: DdlContext): readonly Statement[] {
    const { table, column, change, using } = operation;
    const act = (action: string): Statement =>
      this.alter(operation, table, `ALTER COLUMN ${this.quote(column)} ${action}`);
    const statements: Statement[] = [];
    const dropsDefault = change.default === null || (change.default !== undefined && change.type !== undefined);
    if (dropsDefault) statements.push(act("DROP DEFAULT"));
    if (change.type !== undefined || change.collation !== undefined) {
      statements.push(
        act(`TYPE ${this.typeText(change.type, change.collation)}${using === undefined ? "" : ` USING ${using}`}`),
      );
    }
    if (change.default !== undefined && change.default !== null)
      statements.push(act(`SET DEFAULT ${this.defaultText(change.default)}`));
    statements.push(...this.backfillStatements(operation));
    if (change.nullable !== undefined) statements.push(act(change.nullable ? "DROP NOT NULL" : "SET NOT NULL"));
    if (change.comment !== undefined)
      statements.push(...this.columnCommentStatements(operation, table, column, change.comment));
    return statements;
  }

  dropColumn(operation: DropColumn, _context: DdlContext): readonly Statement[] {
    return [this.alter(operation, operation.table, `DROP COLUMN ${this.quote(operation.column)}`)];
  }

  renameColumn(operation: RenameColumn, _context: DdlContext): readonly Statement[] {
    const action = `RENAME COLUMN ${this.quote(operation.column)} TO ${this.quote(operation.newName)}`;
    return [this.alter(operation, operation.table, action)];
  }

  createIndex(operation: CreateIndex, _context: DdlContext): readonly Statement[] {
    return [this.statement(operation, this.indexDefinition(operation.table, operation.index))];
  }

  /** An index lives in the schema of its table. */
  dropIndex(operation: DropIndex, _context: DdlContext): readonly Statement[] {
    return [this.statement(operation, `DROP INDEX ${this.name({ ...operation.table, name: operation.index })}`)];
  }

  renameIndex(operation: RenameIndex, _context: DdlContext): readonly Statement[] {
    const index = this.name({ ...operation.table, name: operation.index });
    return [this.statement(operation, `ALTER INDEX ${index} RENAME TO ${this.quote(operation.newName)}`)];
  }

  createPrimaryKey(operation: CreatePrimaryKey, context: DdlContext): readonly Statement[] {
    if (operation.usingIndex !== undefined) return this.refuse(operation);
    return this.addConstraint(
      operation,
      operation.table,
      { type: "primaryKey", definition: operation.primaryKey },
      context,
    );
  }

  createForeignKey(operation: CreateForeignKey, context: DdlContext): readonly Statement[] {
    return this.addConstraint(
      operation,
      operation.table,
      { type: "foreignKey", definition: operation.foreignKey },
      context,
    );
  }

  createUniqueConstraint(operation: CreateUniqueConstraint, context: DdlContext): readonly Statement[] {
    if (operation.usingIndex !== undefined) return this.refuse(operation);
    return this.addConstraint(operation, operation.table, { type: "unique", definition: operation.unique }, context);
  }

  createCheckConstraint(operation: CreateCheckConstraint, context: DdlContext): readonly Statement[] {
    return this.addConstraint(operation, operation.table, { type: "check", definition: operation.check }, context);
  }

  createExclusionConstraint(operation: CreateExclusionConstraint, context: DdlContext): readonly Statement[] {
    return this.addConstraint(
      operation,
      operation.table,
      { type: "exclusion", definition: operation.exclusion },
      context,
    );
  }

  /** By name; a reference without one cannot be dropped in standard SQL. */
  dropConstraint(operation: DropConstraint, _context: DdlContext): readonly Statement[] {
    const { name } = operation.constraint;
    if (name === undefined) {
      throw new OrmError(
        "OPERATION.INVALID",
        `${describeConstraint(operation.constraint)} of table "${operation.table.name}" has no name`,
        {
          hint: "Name the constraint that is to be dropped.",
        },
      );
    }
    return [this.alter(operation, operation.table, `DROP CONSTRAINT ${this.quote(name)}`)];
  }

  renameConstraint(operation: RenameConstraint, _context: DdlContext): readonly Statement[] {
    const action = `RENAME CONSTRAINT ${this.quote(operation.constraint)} TO ${this.quote(operation.newName)}`;
    return [this.alter(operation, operation.table, action)];
  }

  /** Not standard: constraints are always valid where nothing else is said. */
  validateConstraint(operation: ValidateConstraint, _context: DdlContext): readonly Statement[] {
    return this.refuse(operation);
  }

  createEnum(operation: CreateEnum, _context: DdlContext): readonly Statement[] {
    return this.refuse(operation);
  }

  alterEnum(operation: AlterEnum, _context: DdlContext): readonly Statement[] {
    return this.refuse(operation);
  }

  renameEnum(operation: RenameEnum): readonly Statement[] {
    return this.refuse(operation);
  }

  dropEnum(operation: DropEnum, _context: DdlContext): readonly Statement[] {
    return this.refuse(operation);
  }

  createSchema(operation: CreateSchema, _context: DdlContext): readonly Statement[] {
    return this.refuse(operation);
  }

  dropSchema(operation: DropSchema, _context: DdlContext): readonly Statement[] {
    return this.refuse(operation);
  }

  commentOn(operation: CommentOn, _context: DdlContext): readonly Statement[] {
    if (!("table" in operation) || operation.part !== undefined) return this.refuse(operation);
    return this.tableCommentStatements(operation, operation.table, operation.comment);
  }

  setTableAttributes(operation: SetTableAttributes, _context: DdlContext): readonly Statement[] {
    return this.refuse(operation);
  }

  execute(operation: Execute, _context: DdlContext): readonly Statement[] {
    const { sql, parameters } = this.queries.fragment(new SqlFragment(operation.strings, operation.values));
    return [{ sql, parameters, transactional: true, source: operation }];
  }

  /** Rows with their values as literals, so that offline SQL shows the same text; as many to a statement as servers take. */
  bulkInsert(operation: BulkInsert, _context: DdlContext): readonly Statement[] {
    const columns = Object.keys(operation.rows[0] ?? {});
    const head = `INSERT INTO ${this.name(operation.table)} (${columns.map((column) => this.quote(column)).join(", ")}) VALUES`;
    const rows = operation.rows.map((row) => `(${columns.map((column) => this.rowValue(row[column])).join(", ")})`);
    return chunksOf(rows).map((chunk) => this.statement(operation, `${head}\n  ${chunk.join(",\n  ")}`));
  }

  /** Objects and arrays are JSON. */
  protected rowValue(value: unknown): string {
    const isJson =
      typeof value === "object" && value !== null && !(value instanceof Date) && !(value instanceof Uint8Array);
    return isJson ? this.queries.quoteString(JSON.stringify(value)) : this.queries.literal(value);
  }

  extension(operation: ExtensionOperation, _context: DdlContext): readonly Statement[] {
    throw new OrmError("INTERNAL", `nobody compiles the operation "${operation.kind}"`, {
      hint: "Please report this.",
    });
  }

  protected addConstraint(
    operation: Operation,
    table: ObjectName,
    constraint: Constraint,
    _context: DdlContext,
  ): readonly Statement[] {
    return [this.alter(operation, table, `ADD ${this.constraintDefinition(constraint)}`)];
  }

  /** The comments of a new table and of its columns, where they are statements of their own. */
  protected commentStatements(operation: Operation, table: Table): readonly Statement[] {
    return [
      ...(table.comment === undefined ? [] : this.tableCommentStatements(operation, table, table.comment)),
      ...table.columns.flatMap((column) => this.columnCommentStatements(operation, table, column.name, column.comment)),
    ];
  }

  protected tableCommentStatements(
    operation: Operation,
    table: ObjectName,
    comment: string | null,
  ): readonly Statement[] {
    return [
      this.statement(
        operation,
        `COMMENT ON TABLE ${this.name(table)} IS ${comment === null ? "NULL" : this.queries.quoteString(comment)}`,
      ),
    ];
  }

  /** `undefined`: the column has no comment; `null`: it loses the one it has. */
  protected columnCommentStatements(
    operation: Operation,
    table: ObjectName,
    column: string,
    comment: string | null | undefined,
  ): readonly Statement[] {
    if (comment === undefined) return [];
    const text = comment === null ? "NULL" : this.queries.quoteString(comment);
    return [this.statement(operation, `COMMENT ON COLUMN ${this.name(table)}.${this.quote(column)} IS ${text}`)];
  }

  protected alter(operation: Operation | ExtensionOperation, table: ObjectName, action: string): Statement {
    return this.statement(operation, `ALTER TABLE ${this.name(table)} ${action}`);
  }
}

/** The most rows of one INSERT, and about the most characters: servers bound the size of a statement (the smallest limit in use is 1 MB). */
const MOST_ROWS = 200;
const MOST_CHARACTERS = 250_000;

function chunksOf(rows: readonly string[]): readonly (readonly string[])[] {
  const chunks: string[][] = [];
  let length = 0;
  for (const row of rows) {
    const last = chunks.at(-1);
    if (last === undefined || last.length >= MOST_ROWS || length + row.length > MOST_CHARACTERS) {
      chunks.push([row]);
      length = row.length;
    } else {
      last.push(row);
      length += row.length;
    }
  }
  return chunks;
}
