import { AnsiDdlCompiler } from "../../dialect/ansi-ddl-compiler";
import type { DdlContext } from "../../dialect/ddl-compiler";
import type { QueryCompiler } from "../../dialect/query-compiler";
import type { Statement } from "../../dialect/statement";
import type { TypeSystem } from "../../dialect/type-system";
import { OrmError } from "../../errors/orm-error";
import { constraintsOf } from "../../operations/constraints";
import type {
  AddColumn,
  CommentOn,
  Constraint,
  CreateEnum,
  CreateIndex,
  CreateTable,
  Operation,
  SetTableAttributes,
} from "../../operations/operation";
import { parentsOf } from "../../schema/attribute-names";
import { findColumn, findTable } from "../../schema/lookup";
import type {
  Attributes,
  Column,
  ExclusionConstraint,
  Index,
  IndexPart,
  ObjectName,
  Schema,
  Table,
  UniqueConstraint,
} from "../../schema/model";
import { isSameData } from "../../util/stable-json";
import type { PostgresFeatures } from "./capabilities";
import { changeColumnFacts, factsAtBirth, notNullText } from "./extensions/column-facts";
import { exclusionText } from "./extensions/exclusions";
import { changeInheritedColumns } from "./extensions/inherited-columns";
import { numberingText } from "./extensions/numbering-sequence";
import { descentText, isSaidOfDescent } from "./extensions/partitions";
import { isSaidAtBirth, storageText } from "./extensions/storage-parameters";
import { storageParameters } from "./storage-parameters";
import { changeTableAttributes } from "./table-attributes";
import { readVisibleName } from "./visible-name";
import { formatType, parseTypeName, userTypeName } from "./type-name";

const SERIAL_TYPES: Readonly<Record<string, string>> = {
  smallint: "smallserial",
  integer: "serial",
  bigint: "bigserial",
};

/** SQL for tables with all that belongs to them, for PostgreSQL. */
export class PostgresTableCompiler extends AnsiDdlCompiler {
  protected readonly features: PostgresFeatures;

  constructor(queries: QueryCompiler, types: TypeSystem, features: PostgresFeatures) {
    super(queries, types);
    this.features = features;
  }

  /**
   * A new table has no rows to check, so constraints that are not valid come behind it. So does a second unique constraint
   * over the same columns: CREATE TABLE would take the two for one.
   */
  override createTable(operation: CreateTable, context: DdlContext): readonly Statement[] {
    const { table } = operation;
    const late = new Set(
      constraintsOf(table).filter((constraint) => isNotValid(constraint) || isDouble(constraint, table)),
    );
    const definitions = new Set<object>([...late].map(({ definition }) => definition));
    const isEarly = (definition: object): boolean => !definitions.has(definition);
    const numbered = new Map(
      table.columns.flatMap((column) => {
        const text = column.autoIncrement === true ? numberingText(this.pieces, table, column) : undefined;
        return text === undefined ? [] : [[column, text] as const];
      }),
    );
    const early: Table = {
      ...table,
      columns: table.columns.map((column) => withDefaultOf(column, numbered.get(column))),
      uniques: table.uniques.filter(isEarly),
      checks: table.checks.filter(isEarly),
      foreignKeys: table.foreignKeys.filter(isEarly),
    };
    return [
      ...[...numbered.values()].map(({ before }) => this.statement(operation, before)),
      ...super.createTable({ ...operation, table: early }, context),
      ...[...numbered.values()].map(({ after }) => this.statement(operation, after)),
      ...table.indexes.flatMap((index) => this.indexFacts(operation, table, index)),
      ...constraintsOf(early).flatMap((constraint) => this.#constraintComment(operation, table, constraint)),
      ...[...late].flatMap((constraint) => this.addConstraint(operation, table, constraint, context)),
      ...table.columns.flatMap((column) => this.#columnFacts(operation, table, column)),
      ...this.#attributes(operation, table, bornAttributes(table), {}, context.schema),
    ];
  }

  /** CREATE TABLE with its columns and constraints. */
  protected override createTableText(table: Table, body: readonly string[]): string {
    const descent = descentText(this.pieces, table.attributes);
    const storage = storageText(this.pieces, table.attributes);
    const columns = body.length === 0 ? (descent.mayBeBare ? "" : " ()") : ` (\n  ${body.join(",\n  ")}\n)`;
    return `CREATE ${storage.before}TABLE ${this.name(table)}${descent.before}${columns}${descent.after}${storage.after}`;
  }

  override setTableAttributes(operation: SetTableAttributes, { schema }: DdlContext): readonly Statement[] {
    const { table, change } = operation;
    const previous = operation.previous ?? findTable(schema, table)?.attributes;
    return this.#attributes(operation, table, change, previous, schema);
  }

  override addColumn(operation: AddColumn, context: DdlContext): readonly Statement[] {
    const { table, column } = operation;
    const text = column.autoIncrement === true ? numberingText(this.pieces, table, column) : undefined;
    return [
      ...(text === undefined ? [] : [this.statement(operation, text.before)]),
      ...super.addColumn({ ...operation, column: withDefaultOf(column, text) }, context),
      ...(text === undefined ? [] : [this.statement(operation, text.after)]),
      ...this.#columnFacts(operation, table, column),
    ];
  }

  override createIndex(operation: CreateIndex, context: DdlContext): readonly Statement[] {
    const { table, index } = operation;
    return [...super.createIndex(operation, context), ...this.indexFacts(operation, table, index)];
  }

  override createEnum(operation: CreateEnum): readonly Statement[] {
    const { enum: type } = operation;
    return [
      this.statement(operation, this.enumDefinition(type, type.values)),
      ...(type.comment === undefined ? [] : [this.#comment(operation, `TYPE ${this.name(type)}`, type.comment)]),
    ];
  }

  override commentOn(operation: CommentOn, context: DdlContext): readonly Statement[] {
    const { comment } = operation;
    if ("enum" in operation) return [this.#comment(operation, `TYPE ${this.name(operation.enum)}`, comment)];
    if ("schema" in operation) return [this.#comment(operation, `SCHEMA ${this.quote(operation.schema)}`, comment)];
    const { table, part } = operation;
    if (part === undefined) return super.commentOn(operation, context);
    const target =
      part.type === "index"
        ? `INDEX ${this.name({ ...table, name: part.name })}`
        : `CONSTRAINT ${this.quote(part.name)} ON ${this.name(table)}`;
    return [this.#comment(operation, target, comment)];
  }

  protected override addConstraint(
    operation: Operation,
    table: ObjectName,
    constraint: Constraint,
    context: DdlContext,
  ): readonly Statement[] {
    return [
      ...super.addConstraint(operation, table, constraint, context),
      ...this.#constraintComment(operation, table, constraint),
    ];
  }

  protected override columnDefinition(column: Column, owner: Table | undefined): string {
    const notNull = notNullText(this.pieces, column.attributes);
    if (notNull === undefined) return super.columnDefinition(column, owner);
    return `${super.columnDefinition({ ...column, nullable: true }, owner)}${notNull}`;
  }

  protected override constraintDefinition(constraint: Constraint): string {
    if (constraint.type === "unique" && constraint.definition.nullsNotDistinct === true)
      this.#requireNullsNotDistinct();
    const isIdle = "notEnforced" in constraint.definition && constraint.definition.notEnforced === true;
    if (isIdle && !this.features.notNullConstraints) throw unenforced(constraint);
    const text = super.constraintDefinition(constraint);
    return text + (isIdle ? " NOT ENFORCED" : isNotValid(constraint) ? " NOT VALID" : "");
  }

  protected override exclusionText(exclusion: ExclusionConstraint): string {
    const text = exclusionText(exclusion, this.pieces, (part) => this.indexPart(part));
    return text + this.deferrableText(exclusion.deferrable);
  }

  protected override indexDefinition(table: ObjectName, index: Index): string {
    const { where, attributes, ...plain } = index;
    const include = attributes?.["postgres.include"];
    const parameters = attributes?.["postgres.with"];
    const tablespace = attributes?.["postgres.tablespace"];
    return [
      super.indexDefinition(table, plain),
      ...(Array.isArray(include) ? [`INCLUDE ${this.columnList(include as readonly string[])}`] : []),
      ...(attributes?.["postgres.nullsNotDistinct"] === true ? ["NULLS NOT DISTINCT"] : []),
      ...(Array.isArray(parameters) ? [`WITH ${storageParameters(this.pieces, parameters as readonly string[])}`] : []),
      ...(typeof tablespace === "string" ? [`TABLESPACE ${this.quote(tablespace)}`] : []),
      ...(where === undefined ? [] : [`WHERE ${where}`]),
    ].join(" ");
  }

  protected override indexPart(part: IndexPart): string {
    const { order, ...plain } = part;
    const collation = part.attributes?.["postgres.collation"];
    const opclass = part.attributes?.["postgres.opclass"];
    const options = part.attributes?.["postgres.opclassOptions"];
    const nulls = part.attributes?.["postgres.nulls"];
    return [
      super.indexPart(plain),
      ...(typeof collation === "string" ? [`COLLATE ${this.collation(collation)}`] : []),
      ...(typeof opclass === "string" ? [this.name(readVisibleName(opclass))] : []),
      ...(Array.isArray(options) ? [storageParameters(this.pieces, options as readonly string[])] : []),
      ...(order === "desc" ? ["DESC"] : []),
      ...(typeof nulls === "string" ? [`NULLS ${nulls.toUpperCase()}`] : []),
    ].join(" ");
  }

  /** What is said of a new index apart from it: its comment, and how its parts are analysed. */
  protected indexFacts(operation: Operation, table: ObjectName, index: Index): readonly Statement[] {
    const name = this.name({ ...table, name: index.name });
    return [
      ...index.parts.flatMap(({ attributes }, place) => {
        const target = attributes?.["postgres.statistics"];
        if (target === undefined) return [];
        return [
          this.statement(operation, `ALTER INDEX ${name} ALTER COLUMN ${place + 1} SET STATISTICS ${Number(target)}`),
        ];
      }),
      ...(index.comment === undefined ? [] : [this.#comment(operation, `INDEX ${name}`, index.comment)]),
    ];
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

  /** `pg_catalog.de_DE` and `"schema"."name"` name a collation of another schema. */
  protected override collation(name: string): string {
    const [schema, rest] = name.split(".", 2);
    return schema === "pg_catalog" && rest !== undefined
      ? `pg_catalog.${this.quote(rest)}`
      : this.name(readVisibleName(name));
  }

  #attributes(
    operation: Operation,
    table: ObjectName,
    change: SetTableAttributes["change"],
    previous: SetTableAttributes["change"] | undefined,
    schema: Schema,
  ): readonly Statement[] {
    const originDefault = (column: string): string | undefined => {
      const owner = findTable(schema, table);
      const value = owner === undefined ? undefined : inheritedDefault(schema, owner, column);
      return value === undefined ? undefined : this.defaultText(value);
    };
    return [
      ...changeTableAttributes(this.pieces, table, change, previous),
      ...changeInheritedColumns(this.pieces, table, change, previous, originDefault),
    ].map((sql) => this.statement(operation, sql));
  }

  #columnFacts(operation: Operation, table: ObjectName, { name, attributes }: Column): readonly Statement[] {
    if (attributes === undefined) return [];
    return this.columnFactChanges(operation, table, name, factsAtBirth(attributes), attributes);
  }

  /** The statements that bring the attributes of a column from one state to another. */
  protected columnFactChanges(
    operation: Operation,
    table: ObjectName,
    column: string,
    before: Attributes,
    after: Attributes,
  ): readonly Statement[] {
    return changeColumnFacts(this.pieces, table, column, before, after).map((sql) => this.statement(operation, sql));
  }

  #constraintComment(operation: Operation, table: ObjectName, { definition }: Constraint): readonly Statement[] {
    const { name, comment } = definition;
    if (comment === undefined || name === undefined) return [];
    return [this.#comment(operation, `CONSTRAINT ${this.quote(name)} ON ${this.name(table)}`, comment)];
  }

  #comment(operation: Operation, target: string, comment: string | null): Statement {
    const text = comment === null ? "NULL" : this.queries.quoteString(comment);
    return this.statement(operation, `COMMENT ON ${target} IS ${text}`);
  }

  #requireNullsNotDistinct(): void {
    if (this.features.nullsNotDistinct) return;
    throw new OrmError("DIALECT.UNSUPPORTED", "a unique constraint with NULLS NOT DISTINCT needs PostgreSQL 15", {
      hint: "Leave nullsNotDistinct out, or upgrade the server.",
    });
  }
}

/** A column that takes its numbers from a sequence by its default. */
function withDefaultOf(column: Column, numbering: { readonly default: string } | undefined): Column {
  if (numbering === undefined) return column;
  const { autoIncrement: _numbered, ...plain } = column;
  return { ...plain, default: { kind: "expression", sql: numbering.default } };
}

/** What CREATE TABLE does not say of a new table. */
function bornAttributes({ attributes }: Table): Attributes {
  const entries = Object.entries(attributes ?? {}).filter(([key]) => !isSaidAtBirth(key) && !isSaidOfDescent(key));
  return Object.fromEntries(entries);
}

function isNotValid({ definition }: Constraint): boolean {
  return "notValid" in definition && definition.notValid === true;
}

function isDouble({ type, definition }: Constraint, { primaryKey, uniques }: Table): boolean {
  if (type !== "unique") return false;
  const earlier: readonly Pick<UniqueConstraint, "columns">[] = [
    ...(primaryKey === undefined ? [] : [primaryKey]),
    ...uniques.slice(0, uniques.indexOf(definition)),
  ];
  return earlier.some(({ columns }) => isSameData(columns, definition.columns));
}

/** The default that a column has in the table that it comes from. */
function inheritedDefault(schema: Schema, owner: Table, column: string): Column["default"] {
  for (const name of parentsOf(owner)) {
    const parent = findTable(schema, name);
    if (parent === undefined) continue;
    const found = findColumn(parent, column);
    if (found !== undefined) return found.default;
    const above = inheritedDefault(schema, parent, column);
    if (above !== undefined) return above;
  }
  return undefined;
}

function unenforced({ definition }: Constraint): OrmError {
  const what = definition.name === undefined ? "a constraint" : `constraint "${definition.name}"`;
  return new OrmError("DIALECT.UNSUPPORTED", `${what} that is not enforced needs PostgreSQL 18`, {
    hint: "Leave notEnforced out, or upgrade the server.",
  });
}
