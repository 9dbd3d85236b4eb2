import { findEnum } from "../../schema/lookup";
import type {
  Column,
  ExclusionConstraint,
  ForeignKey,
  Index,
  IndexPart,
  ObjectName,
  Schema,
  Table,
} from "../../schema/model";
import { canonicalDefault } from "./default-text";
import { withoutParentheses } from "./expression-text";
import { fixObject } from "./fix-object";
import { formatType, parseTypeName, spellTypeName, userTypeName } from "./type-name";

/** The server cuts longer names. */
const MAX_NAME_BYTES = 63;

const SERIAL_TYPES: Readonly<Record<string, string>> = {
  smallserial: "smallint",
  serial: "integer",
  bigserial: "bigint",
};

/**
 * What can be said without asking the server: one spelling of types and literals, names as long as the server keeps them,
 * defaults of the model left out, no name for the default schema.
 */
export function applyFixedRules(schema: Schema, defaultSchema: string): Schema {
  const rename = <T extends ObjectName>(object: T): T => {
    const { schema: owner, ...rest } = object;
    const named = { ...rest, name: truncateName(object.name) };
    return (owner === undefined || owner === defaultSchema ? named : { ...named, schema: owner }) as T;
  };
  const enums = schema.enums.map((type) => rename(type));
  const known: Schema = { ...schema, enums };
  return {
    ...schema,
    enums,
    tables: schema.tables.map((table) => fixTable(rename(table), known, defaultSchema)),
    objects: schema.objects.map((object) => fixObject(object, rename, (type) => fixType(type, known, defaultSchema))),
  };
}

function fixTable(table: Table, schema: Schema, defaultSchema: string): Table {
  const { primaryKey, comment, exclusions: _exclusions, ...rest } = table;
  const inKey = new Set(primaryKey?.columns.map(truncateName));
  return {
    ...rest,
    ...(comment === undefined || comment === "" ? {} : { comment }),
    columns: table.columns.map((column) => fixColumn(column, inKey, schema, defaultSchema)),
    ...(primaryKey === undefined ? {} : { primaryKey: fixKey(primaryKey) }),
    uniques: table.uniques.map(({ nullsNotDistinct, deferrable, ...unique }) => ({
      ...fixKey(unique),
      ...(deferrable === undefined ? {} : { deferrable }),
      ...(nullsNotDistinct === true ? { nullsNotDistinct } : {}),
    })),
    foreignKeys: table.foreignKeys.map((key) => fixForeignKey(key, defaultSchema)),
    checks: table.checks.map(({ notValid, ...check }) => ({
      ...fixName(check),
      expression: withoutParentheses(check.expression),
      ...(notValid === true ? { notValid } : {}),
    })),
    ...(table.exclusions === undefined || table.exclusions.length === 0
      ? {}
      : { exclusions: table.exclusions.map(fixExclusion) }),
    indexes: table.indexes.map(fixIndex),
  };
}

function fixColumn(column: Column, inKey: ReadonlySet<string>, schema: Schema, defaultSchema: string): Column {
  const { default: value, autoIncrement, identity, generated, comment, collation, ...rest } = column;
  const spelled = parseTypeName(fixType(column.type, schema, defaultSchema));
  const serial = SERIAL_TYPES[spelled.name];
  const type = serial === undefined ? spelled : { ...spelled, name: serial };
  const isNumbered = autoIncrement === true || serial !== undefined;
  const fixed = canonicalDefault(value, type);
  const name = truncateName(column.name);
  const isRequired = serial !== undefined || identity !== undefined || inKey.has(name);
  return {
    ...rest,
    name,
    type: formatType(type),
    nullable: isRequired ? false : column.nullable,
    ...(fixed === undefined || isNumbered ? {} : { default: fixed }),
    ...(isNumbered ? { autoIncrement: true } : {}),
    ...(identity === undefined ? {} : { identity: fixIdentity(identity) }),
    ...(generated === undefined
      ? {}
      : { generated: { ...generated, expression: withoutParentheses(generated.expression) } }),
    ...(collation === undefined || collation === "" ? {} : { collation: collation.replace(/^pg_catalog\./, "") }),
    ...(comment === undefined || comment === "" ? {} : { comment }),
  };
}

/** The type of an enum column is spelt as its enum is named. */
function fixType(type: string, schema: Schema, defaultSchema: string): string {
  const parsed = parseTypeName(type);
  const name = userTypeName(parsed);
  if (name === undefined) return formatType(parsed);
  const cut = truncateName(name.name);
  const own: ObjectName =
    name.schema === undefined || name.schema === defaultSchema ? { name: cut } : { name: cut, schema: name.schema };
  const found = findEnum(schema, own) ?? own;
  return formatType({
    ...parsed,
    name: spellTypeName({ name: found.name, ...(found.schema === undefined ? {} : { schema: found.schema }) }),
  });
}

type Identity = NonNullable<Column["identity"]>;

/** Without what the server takes when nothing is said. */
function fixIdentity({ start, increment, cache, cycle, ...rest }: Identity): Identity {
  return {
    ...rest,
    ...(start === undefined || start === ((increment ?? 1) < 0 ? -1 : 1) ? {} : { start }),
    ...(increment === undefined || increment === 1 ? {} : { increment }),
    ...(cache === undefined || cache === 1 ? {} : { cache }),
    ...(cycle === true ? { cycle } : {}),
  };
}

function fixForeignKey(key: ForeignKey, defaultSchema: string): ForeignKey {
  const { onDelete, onUpdate, references, ...rest } = key;
  const { schema, ...target } = references;
  return {
    ...fixKey(rest),
    references: {
      ...target,
      table: truncateName(target.table),
      columns: target.columns.map(truncateName),
      ...(schema === undefined || schema === defaultSchema ? {} : { schema }),
    },
    ...(onDelete === undefined || onDelete === "NO ACTION" ? {} : { onDelete }),
    ...(onUpdate === undefined || onUpdate === "NO ACTION" ? {} : { onUpdate }),
  };
}

function fixIndex(index: Index): Index {
  const { unique, method, where, attributes, ...rest } = index;
  const own = Object.entries(attributes ?? {}).filter(([key]) => key.startsWith("postgres."));
  return {
    ...rest,
    ...(own.length === 0 ? {} : { attributes: Object.fromEntries(own) }),
    name: truncateName(index.name),
    parts: index.parts.map(fixPart),
    ...(unique === true ? { unique } : {}),
    ...(method === undefined || method.toLowerCase() === "btree" ? {} : { method: method.toLowerCase() }),
    ...(where === undefined ? {} : { where: withoutParentheses(where) }),
  };
}

function fixExclusion({ method, where, ...exclusion }: ExclusionConstraint): ExclusionConstraint {
  return {
    ...fixName(exclusion),
    elements: exclusion.elements.map((element) => ({ ...fixPart(element), operator: element.operator })),
    ...(method === undefined || method.toLowerCase() === "btree" ? {} : { method: method.toLowerCase() }),
    ...(where === undefined ? {} : { where: withoutParentheses(where) }),
  };
}

function fixPart({ attributes, ...part }: IndexPart): IndexPart {
  const facts = Object.entries(attributes ?? {}).filter(
    ([key, value]) => key !== "postgres.nulls" || value !== (part.order === "desc" ? "first" : "last"),
  );
  return {
    ...part,
    ...(facts.length === 0 ? {} : { attributes: Object.fromEntries(facts) }),
    ...(part.column === undefined ? {} : { column: truncateName(part.column) }),
    ...(part.expression === undefined ? {} : { expression: withoutParentheses(part.expression) }),
  };
}

function fixKey<T extends { readonly name?: string; readonly columns: readonly string[] }>(key: T): T {
  return { ...fixName(key), columns: key.columns.map(truncateName) };
}

function fixName<T extends { readonly name?: string }>(constraint: T): T {
  return constraint.name === undefined ? constraint : { ...constraint, name: truncateName(constraint.name) };
}

/** A name as the server keeps it: 63 bytes, without half a character at the end. */
function truncateName(name: string): string {
  if (Buffer.byteLength(name) <= MAX_NAME_BYTES) return name;
  let cut = "";
  for (const character of name) {
    if (Buffer.byteLength(cut + character) > MAX_NAME_BYTES) break;
    cut += character;
  }
  return cut;
}
