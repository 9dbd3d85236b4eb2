import { AnsiDdlCompiler } from "../../dialect/ansi-ddl-compiler";
import { compileOperation, type DdlContext } from "../../dialect/ddl-compiler";
import type { QueryCompiler } from "../../dialect/query-compiler";
import type { Statement } from "../../dialect/statement";
import type { TypeSystem } from "../../dialect/type-system";
import { OrmError } from "../../errors/orm-error";
import { changeColumn } from "../../operations/alter-column";
import { constraintsOf, isReferenceTo } from "../../operations/constraints";
import type {
  AlterColumn,
  AlterEnum,
  Constraint,
  CreateEnum,
  CreateSchema,
  CreateTable,
  DropConstraint,
  DropEnum,
  DropSchema,
  Operation,
  ValidateConstraint,
} from "../../operations/operation";
import { findColumn, findTable } from "../../schema/lookup";
import type { Column, Identity, Index, IndexPart, ObjectName } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import type { PostgresFeatures } from "./capabilities";
import { castFor } from "./casts";
import { createDependents } from "./column-dependents";
import { planEnumChange } from "./extensions/enum-change";
import type { ScratchWriter } from "./scratch";
import { identityChange } from "./identity-change";
import { formatType, parseTypeName, userTypeName } from "./type-name";

const SERIAL_TYPES: Readonly<Record<string, string>> = {
  smallint: "smallserial",
  integer: "serial",
  bigint: "bigserial",
};

/** Schema changes for PostgreSQL. */
export class PostgresDdlCompiler extends AnsiDdlCompiler {
  readonly #features: PostgresFeatures;

  constructor(queries: QueryCompiler, types: TypeSystem, features: PostgresFeatures) {
    super(queries, types);
    this.#features = features;
  }

  /**
   * The default leaves before the type changes and comes after it, because a default is not cast with its column.
   * A cast is written only where the server does not take one by itself: it keeps its guards against values that do not fit.
   */
  override alterColumn(operation: AlterColumn, context: DdlContext): readonly Statement[] {
    const { table, column, change } = operation;
    const owner = findTable(context.schema, table);
    const found = owner === undefined ? undefined : findColumn(owner, column);
    if (change.generated !== undefined && this.#needsNewColumn(operation, found)) {
      return this.#replaceColumn(operation, context, found);
    }
    const act = (action: string): Statement =>
      this.alter(operation, table, `ALTER COLUMN ${this.quote(column)} ${action}`);
    const before = this.#typeChange(operation, found).map(act);
    return [
      ...(change.autoIncrement === false ? this.#dropSequence(operation) : []),
      ...(change.generated === null ? [act("DROP EXPRESSION")] : []),
      ...before,
      ...(change.generated ? [act(`SET EXPRESSION AS (${change.generated.expression})`)] : []),
      ...(change.nullable === undefined ? [] : [act(change.nullable ? "DROP NOT NULL" : "SET NOT NULL")]),
      ...(change.autoIncrement === true ? this.#createSequence(operation, found) : []),
      ...identityChange(change.identity, found?.identity, (identity) => this.identityText(identity)).map(act),
      ...(change.identity && found?.identity === undefined ? this.#startBehindRows(operation, change.identity) : []),
      ...this.columnCommentStatements(operation, table, column, change.comment),
    ];
  }

  /** Rows that are there already have numbers that must not be given out again. */
  #startBehindRows(operation: AlterColumn, { start = 1, increment = 1 }: Identity): readonly Statement[] {
    if (increment < 0) return [];
    const { table, column } = operation;
    const [name, text] = [this.queries.quoteString(this.name(table)), this.queries.quoteString(column)];
    const next = `(SELECT greatest(coalesce(max(${this.quote(column)}) + 1, ${start}), ${start}) FROM ${this.name(table)})`;
    return [this.statement(operation, `SELECT setval(pg_get_serial_sequence(${name}, ${text}), ${next}, false)`)];
  }

  /** Constraints that were given no name have one in the database: the schema knows it, or it is the one that the server makes up. */
  override dropConstraint(operation: DropConstraint, context: DdlContext): readonly Statement[] {
    const { table, constraint } = operation;
    if (constraint.name !== undefined) return super.dropConstraint(operation, context);
    const owner = findTable(context.schema, table);
    const found = owner && constraintsOf(owner).find((other) => isReferenceTo(constraint, other));
    const name = found?.definition.name ?? defaultConstraintName(table.name, operation);
    return super.dropConstraint({ ...operation, constraint: { ...constraint, name } }, context);
  }

  override validateConstraint(operation: ValidateConstraint): readonly Statement[] {
    return [this.alter(operation, operation.table, `VALIDATE CONSTRAINT ${this.quote(operation.constraint)}`)];
  }

  /** A new table has no rows to check, so constraints that are not valid come behind it. */
  override createTable(operation: CreateTable, context: DdlContext): readonly Statement[] {
    const { table } = operation;
    const late = constraintsOf(table).filter(isNotValid);
    if (late.length === 0) return super.createTable(operation, context);
    const checks = table.checks.filter(({ notValid }) => notValid !== true);
    const foreignKeys = table.foreignKeys.filter(({ notValid }) => notValid !== true);
    return [
      ...super.createTable({ ...operation, table: { ...table, checks, foreignKeys } }, context),
      ...late.flatMap((constraint) => this.addConstraint(operation, table, constraint, context)),
    ];
  }

  override createEnum(operation: CreateEnum): readonly Statement[] {
    return [this.statement(operation, this.enumDefinition(operation.enum, operation.enum.values))];
  }

  override alterEnum(operation: AlterEnum, context: DdlContext): readonly Statement[] {
    const writer = {
      quote: (name: string) => this.quote(name),
      name: (name: ObjectName) => this.name(name),
      text: (value: string) => this.queries.quoteString(value),
      define: (name: ObjectName, values: readonly string[]) => this.enumDefinition(name, values),
      defaultText: (value: NonNullable<Column["default"]>) => this.defaultText(value),
      check: (definition: Extract<Constraint, { type: "check" }>["definition"]) =>
        this.constraintDefinition({ type: "check", definition }),
      index: (table: ObjectName, index: Index) => this.indexDefinition(table, index),
    };
    return planEnumChange(operation, context.schema, writer).map((sql) => this.statement(operation, sql));
  }

  override dropEnum(operation: DropEnum): readonly Statement[] {
    return [this.statement(operation, `DROP TYPE ${this.name(operation.enum)}`)];
  }

  override createSchema(operation: CreateSchema): readonly Statement[] {
    return [this.statement(operation, `CREATE SCHEMA ${this.quote(operation.name)}`)];
  }

  override dropSchema(operation: DropSchema): readonly Statement[] {
    return [this.statement(operation, `DROP SCHEMA ${this.quote(operation.name)}`)];
  }

  /** Writes the tables that stand in for real ones while expressions are compared. */
  scratchWriter(): ScratchWriter {
    return {
      quote: (name) => this.quote(name),
      text: (value) => this.queries.quoteString(value),
      column: ({ default: _default, autoIncrement: _numbered, identity: _identity, ...plain }) =>
        this.columnDefinition(plain, undefined),
      index: (table, index) => this.indexDefinition(table, index),
      defaultText: (value) => this.defaultText(value),
      enum: (name, values) => this.enumDefinition(name, values),
    };
  }

  protected enumDefinition(name: ObjectName, values: readonly string[]): string {
    const list = values.map((value) => this.queries.quoteString(value)).join(", ");
    return `CREATE TYPE ${this.name(name)} AS ENUM (${list})`;
  }

  protected override columnType(column: Column): string {
    const type = this.typeSql(column.type);
    return column.autoIncrement === true ? (SERIAL_TYPES[type] ?? type) : type;
  }

  /** Types of the user's are quoted, built-in ones are not. */
  protected typeSql(type: string): string {
    const parsed = parseTypeName(type);
    const name = userTypeName(parsed);
    return formatType(name === undefined ? parsed : { ...parsed, name: this.name(name) });
  }

  protected override typeText(type: string | undefined, collation: string | null | undefined): string {
    const text = type === undefined ? "" : this.typeSql(type);
    return collation === undefined || collation === null ? text : `${text} COLLATE ${this.collation(collation)}`;
  }

  /** `pg_catalog.de_DE` names a collation of another schema. */
  protected override collation(name: string): string {
    const [schema, rest] = name.split(".", 2);
    return schema === "pg_catalog" && rest !== undefined ? `pg_catalog.${this.quote(rest)}` : this.quote(name);
  }

  protected override indexDefinition(table: ObjectName, index: Index): string {
    const { where, attributes, ...plain } = index;
    const include = attributes?.["postgres.include"];
    const storage = attributes?.["postgres.with"];
    return [
      super.indexDefinition(table, plain),
      ...(Array.isArray(include) ? [`INCLUDE ${this.columnList(include as readonly string[])}`] : []),
      ...(attributes?.["postgres.nullsNotDistinct"] === true ? ["NULLS NOT DISTINCT"] : []),
      ...(Array.isArray(storage) ? [`WITH ${this.#parameters(storage as readonly string[])}`] : []),
      ...(where === undefined ? [] : [`WHERE ${where}`]),
    ].join(" ");
  }

  protected override indexPart(part: IndexPart): string {
    const { order, ...plain } = part;
    const opclass = part.attributes?.["postgres.opclass"];
    const options = part.attributes?.["postgres.opclassOptions"];
    const nulls = part.attributes?.["postgres.nulls"];
    return [
      super.indexPart(plain),
      ...(typeof opclass === "string" ? [this.quote(opclass)] : []),
      ...(Array.isArray(options) ? [this.#parameters(options as readonly string[])] : []),
      ...(order === "desc" ? ["DESC"] : []),
      ...(typeof nulls === "string" ? [`NULLS ${nulls.toUpperCase()}`] : []),
    ].join(" ");
  }

  protected override constraintDefinition(constraint: Constraint): string {
    if (constraint.type === "unique" && constraint.definition.nullsNotDistinct === true)
      this.#requireNullsNotDistinct();
    return super.constraintDefinition(constraint) + (isNotValid(constraint) ? " NOT VALID" : "");
  }

  /** `fillfactor=70` of the catalog as `("fillfactor" = '70')`. */
  #parameters(options: readonly string[]): string {
    const list = options.map((option) => {
      const [name = "", ...value] = option.split("=");
      return `${this.quote(name)} = ${this.queries.quoteString(value.join("="))}`;
    });
    return `(${list.join(", ")})`;
  }

  #typeChange({ change, using, previous }: AlterColumn, found: Column | undefined): readonly string[] {
    const { type, collation } = change;
    const set =
      change.default === undefined || change.default === null
        ? []
        : [`SET DEFAULT ${this.defaultText(change.default)}`];
    if (type === undefined && collation === undefined) return change.default === null ? ["DROP DEFAULT"] : set;
    const target = type ?? found?.type;
    if (target === undefined) throw this.#unknownType();
    const from = previous?.type ?? found?.type;
    const cast = using ?? (from === undefined || type === undefined ? undefined : this.#cast(from, target, found));
    const kept =
      change.default === undefined && this.#mustSpellDefault(from, target, cast, found) ? found?.default : undefined;
    const clause = `TYPE ${this.typeText(target, collation)}${cast === undefined ? "" : ` USING ${cast}`}`;
    return [
      ...(change.default !== undefined || kept !== undefined ? ["DROP DEFAULT"] : []),
      clause,
      ...(kept === undefined ? set : [`SET DEFAULT ${this.defaultText(kept)}`]),
    ];
  }

  /** A literal carries the name of its type in the catalog: `'x'::character varying` under a column of type text. */
  #mustSpellDefault(
    from: string | undefined,
    to: string,
    cast: string | undefined,
    found: Column | undefined,
  ): boolean {
    if (cast !== undefined) return true;
    const isRenamed = from !== undefined && parseTypeName(from).name !== parseTypeName(to).name;
    return isRenamed && found?.default?.kind === "literal" && typeof found.default.value === "string";
  }

  #cast(from: string, to: string, found: Column | undefined): string | undefined {
    return found === undefined ? undefined : castFor(from, to, this.quote(found.name), this.typeSql(to));
  }

  /** A column is computed or not from its birth on; only newer servers can change how. */
  #needsNewColumn({ change }: AlterColumn, found: Column | undefined): boolean {
    if (change.generated === null) return found?.generated?.stored === false;
    const isSame = found?.generated?.stored === change.generated?.stored;
    return !(this.#features.setExpression && isSame);
  }

  #replaceColumn(operation: AlterColumn, context: DdlContext, found: Column | undefined): readonly Statement[] {
    if (found === undefined) throw this.#unknownType();
    const { table, column } = operation;
    const owner = findTable(context.schema, table);
    return [
      ...this.dropColumn({ kind: "dropColumn", table, column }, context),
      ...this.addColumn({ kind: "addColumn", table, column: changeColumn(found, operation.change) }, context),
      ...(owner === undefined ? [] : createDependents(owner, column)).flatMap((dependent) =>
        compileOperation(this, dependent, context),
      ),
    ].map((statement) => ({ ...statement, source: operation }));
  }

  /** What `serial` would have made, with the numbers going on where the rows end. */
  #createSequence({ table, column, change, ...rest }: AlterColumn, found: Column | undefined): readonly Statement[] {
    const operation: Operation = { ...rest, table, column, change };
    const sequence = this.name({ ...table, name: sequenceName(table.name, column) });
    const text = this.queries.quoteString(sequence);
    const type = change.type ?? found?.type;
    const as = type === undefined ? "" : ` AS ${this.typeSql(type)}`;
    const place = `${this.name(table)}.${this.quote(column)}`;
    const next = `(SELECT coalesce(max(${this.quote(column)}), 0) + 1 FROM ${this.name(table)})`;
    return [
      this.statement(operation, `CREATE SEQUENCE ${sequence}${as} OWNED BY ${place}`),
      this.statement(operation, `SELECT setval(${text}, ${next}, false)`),
      this.alter(operation, table, `ALTER COLUMN ${this.quote(column)} SET DEFAULT nextval(${text})`),
    ];
  }

  /** The sequence may have another name than the table has now, so the server is asked for it. */
  #dropSequence(operation: AlterColumn): readonly Statement[] {
    const { table, column } = operation;
    const find = `pg_get_serial_sequence(${this.queries.quoteString(this.name(table))}, ${this.queries.quoteString(column)})`;
    const body = `BEGIN EXECUTE 'DROP SEQUENCE ' || ${find}; END`;
    return [
      this.alter(operation, table, `ALTER COLUMN ${this.quote(column)} DROP DEFAULT`),
      this.statement(operation, `DO ${this.queries.quoteString(body)}`),
    ];
  }

  #requireNullsNotDistinct(): void {
    if (this.#features.nullsNotDistinct) return;
    throw new OrmError("DIALECT.UNSUPPORTED", "a unique constraint with NULLS NOT DISTINCT needs PostgreSQL 15", {
      hint: "Leave nullsNotDistinct out, or upgrade the server.",
    });
  }

  #unknownType(): OrmError {
    return new OrmError("OPERATION.INVALID", "the change needs the type of the column, which is not known here", {
      hint: "Give alterColumn the `type` as well.",
    });
  }
}

function isNotValid({ definition }: Constraint): boolean {
  return "notValid" in definition && definition.notValid === true;
}

/** The name that the server gives a constraint without one. */
function defaultConstraintName(table: string, { constraint }: DropConstraint): string {
  const columns = constraint.columns ?? [];
  switch (constraint.type) {
    case "primaryKey":
      return `${table}_pkey`;
    case "unique":
      return [table, ...columns, "key"].join("_");
    case "foreignKey":
      return [table, ...columns, "fkey"].join("_");
    case "check":
      throw new OrmError("OPERATION.INVALID", `table "${nameKey({ name: table })}": the check has no name`, {
        hint: "Name the constraint that is to be dropped.",
      });
  }
}

function sequenceName(table: string, column: string): string {
  return `${table}_${column}_seq`;
}
