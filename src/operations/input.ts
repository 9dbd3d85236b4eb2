import { OrmError } from "../errors/orm-error";
import type {
  Attributes,
  CheckConstraint,
  Column,
  ColumnDefault,
  ExclusionConstraint,
  ForeignKey,
  GeneratedExpression,
  Identity,
  Index,
  IndexPart,
  ObjectName,
  PrimaryKey,
  Table,
  UniqueConstraint,
} from "../schema/model";
import { parentsOf } from "../schema/attribute-names";
import { SqlFragment } from "../schema/sql-fragment";
import { withoutStoredAttributes } from "../schema/stored-attributes";

/** A name as revision files write it: `"users"`, or `{ schema: "billing", name: "invoices" }`. */
export type NameInput = string | ObjectName;

/** A default as revision files write it: a plain value, or `` sql`CURRENT_TIMESTAMP` ``. */
export type DefaultInput = string | number | boolean | null | SqlFragment;

/** A column as revision files write it. It is NOT NULL unless `nullable` says otherwise. */
export interface ColumnInput {
  readonly name: string;
  readonly type: string;
  readonly nullable?: boolean;
  readonly default?: DefaultInput;
  readonly autoIncrement?: boolean;
  readonly identity?: Identity;
  readonly generated?: GeneratedExpression;
  readonly collation?: string;
  readonly comment?: string;
  readonly attributes?: Attributes;
}

/** An index as revision files write it: columns by name, or as parts with an expression or an order. */
export interface IndexInput {
  /** It may be left out where the project has a naming convention for indexes. */
  readonly name?: string;
  readonly columns: readonly (string | IndexPart)[];
  readonly unique?: boolean;
  readonly where?: string;
  readonly method?: string;
  readonly comment?: string;
  readonly attributes?: Attributes;
}

/** A table as revision files write it. */
export interface TableInput {
  readonly columns: readonly ColumnInput[];
  readonly primaryKey?: PrimaryKey;
  readonly uniques?: readonly UniqueConstraint[];
  readonly foreignKeys?: readonly ForeignKey[];
  readonly checks?: readonly CheckConstraint[];
  readonly exclusions?: readonly ExclusionConstraint[];
  readonly indexes?: readonly IndexInput[];
  readonly comment?: string;
  readonly attributes?: Attributes;
}

/** @throws OrmError `OPERATION.INVALID` for an empty name. */
export function readName(input: NameInput, what: string): ObjectName {
  const name = typeof input === "string" ? { name: input } : input;
  if (typeof name?.name !== "string" || name.name === "") {
    throw new OrmError("OPERATION.INVALID", `${what} needs the name of an object, not ${describe(input)}`, {
      hint: 'Write the name as "users" or as { schema: "billing", name: "invoices" }.',
    });
  }
  return name.schema === undefined ? { name: name.name } : { name: name.name, schema: name.schema };
}

export function writeName(name: ObjectName): NameInput {
  return name.schema === undefined ? name.name : { schema: name.schema, name: name.name };
}

export function readDefault(input: DefaultInput): ColumnDefault {
  if (!SqlFragment.is(input)) return { kind: "literal", value: input };
  if (input.values.length > 0) {
    throw new OrmError("OPERATION.INVALID", "a column default cannot have bound values", {
      hint: "Write the whole expression as text, without ${...}.",
    });
  }
  return { kind: "expression", sql: input.strings[0] ?? "" };
}

export function writeDefault(value: ColumnDefault): DefaultInput {
  return value.kind === "literal" ? value.value : new SqlFragment([value.sql], []);
}

/** What rows that are there take: a plain value, or an expression. @throws OrmError `OPERATION.INVALID` for NULL and for bound values. */
export function readBackfill(input: DefaultInput, where: string): ColumnDefault {
  if (input !== null && !(SqlFragment.is(input) && input.values.length > 0)) return readDefault(input);
  throw new OrmError("OPERATION.INVALID", `the backfill of ${where} is ${input === null ? "NULL" : "not plain text"}`, {
    hint: 'Give a value, or an expression without ${...}: backfill: "" or backfill: sql`lower(name)`.',
  });
}

export function readColumn(input: ColumnInput): Column {
  for (const member of ["name", "type"] as const) {
    if (typeof input[member] !== "string" || input[member] === "") {
      throw new OrmError("OPERATION.INVALID", `column ${describe(input.name)} has no ${member}`, {
        hint: 'Write a column as { name: "email", type: "varchar(255)" }.',
      });
    }
  }
  const { default: value, nullable, ...rest } = input;
  return {
    ...rest,
    nullable: nullable ?? false,
    ...(value === undefined || value === null ? {} : { default: readDefault(value) }),
  };
}

export function writeColumn(column: Column): ColumnInput {
  const { name, type, nullable, default: value, renamedFrom: _name, renamedValues: _values, ...rest } = column;
  return {
    name,
    type,
    ...(nullable ? { nullable } : {}),
    ...(value === undefined ? {} : { default: writeDefault(value) }),
    ...rest,
  };
}

export function readIndex(input: IndexInput): Index {
  const { columns, name = "", ...rest } = input;
  return { name, ...rest, parts: columns.map((part) => (typeof part === "string" ? { column: part } : part)) };
}

export function writeIndex(index: Index): IndexInput {
  const { name, parts, ...rest } = index;
  return { name, columns: parts.map((part) => (isPlainColumn(part) ? part.column : part)), ...rest };
}

export function readTable(name: ObjectName, input: TableInput): Table {
  const hasColumns = Array.isArray(input?.columns) && (input.columns.length > 0 || parentsOf(input).length > 0);
  if (!hasColumns) {
    throw new OrmError("OPERATION.INVALID", `table "${name.name}" needs at least one column`, {
      hint: "Give createTable a list of columns.",
    });
  }
  const { columns, indexes, ...rest } = input;
  return {
    ...name,
    uniques: [],
    foreignKeys: [],
    checks: [],
    ...rest,
    columns: columns.map(readColumn),
    indexes: (indexes ?? []).map(readIndex),
  };
}

export function writeTable(given: Table): TableInput {
  const table = withoutStoredAttributes(given);
  return {
    columns: table.columns.map(writeColumn),
    ...(table.primaryKey === undefined ? {} : { primaryKey: table.primaryKey }),
    ...(table.uniques.length === 0 ? {} : { uniques: table.uniques }),
    ...(table.foreignKeys.length === 0 ? {} : { foreignKeys: table.foreignKeys }),
    ...(table.checks.length === 0 ? {} : { checks: table.checks }),
    ...(table.exclusions === undefined || table.exclusions.length === 0 ? {} : { exclusions: table.exclusions }),
    ...(table.indexes.length === 0 ? {} : { indexes: table.indexes.map(writeIndex) }),
    ...(table.comment === undefined ? {} : { comment: table.comment }),
    ...(table.attributes === undefined ? {} : { attributes: table.attributes }),
  };
}

function isPlainColumn(part: IndexPart): part is IndexPart & { readonly column: string } {
  return part.column !== undefined && part.order === undefined && part.attributes === undefined;
}

function describe(value: unknown): string {
  return typeof value === "string" ? `"${value}"` : value === null ? "null" : typeof value;
}
