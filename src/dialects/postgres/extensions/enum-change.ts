import { OrmError } from "../../../errors/orm-error";
import { valuesAfter } from "../../../operations/alter-enum";
import type { AlterEnum } from "../../../operations/operation";
import { findEnum } from "../../../schema/lookup";
import type {
  CheckConstraint,
  Column,
  ColumnDefault,
  Index,
  ObjectName,
  Schema,
  SchemaObject,
  Table,
} from "../../../schema/model";
import { isSameName, nameKey } from "../../../schema/object-name";
import { mentions } from "../expression-text";
import { isHeldBy } from "../held-objects";
import { dependentsOfType, withRenamedValues } from "./type-dependents";
import { parseTypeName, userTypeName } from "../type-name";

/** The pieces of SQL that a change of an enum type is made of. */
export interface EnumChangeWriter {
  quote(name: string): string;
  name(name: ObjectName): string;
  text(value: string): string;
  define(name: ObjectName, values: readonly string[]): string;
  defaultText(value: ColumnDefault): string;
  check(check: CheckConstraint): string;
  index(table: ObjectName, index: Index): string;
  create(object: SchemaObject): readonly string[];
  drop(object: SchemaObject): readonly string[];
}

/**
 * The statements that change an enum type. Renames and additions happen in place; additions cost nothing, but what they add
 * cannot be used before the transaction is committed (55P04). The server cannot remove a value, so for that, and for additions that
 * are used at once, the type is made anew under its name and every column goes over to it: its default, the checks and the indexes that speak of it wait outside meanwhile.
 */
export function planEnumChange(operation: AlterEnum, schema: Schema, writer: EnumChangeWriter): readonly string[] {
  const type = writer.name(operation.enum);
  const renames = Object.entries(operation.rename).map(
    ([from, to]) => `ALTER TYPE ${type} RENAME VALUE ${writer.text(from)} TO ${writer.text(to)}`,
  );
  const needsRebuild = Object.keys(operation.remove).length > 0 || operation.usedAtOnce === true;
  if (needsRebuild) return [...renames, ...planRebuild(operation, schema, writer)];
  const additions = operation.add.map(({ value, before, after }) => {
    const place =
      before !== undefined
        ? ` BEFORE ${writer.text(before)}`
        : after !== undefined
          ? ` AFTER ${writer.text(after)}`
          : "";
    return `ALTER TYPE ${type} ADD VALUE ${writer.text(value)}${place}`;
  });
  return [...renames, ...additions];
}

function planRebuild(operation: AlterEnum, schema: Schema, writer: EnumChangeWriter): readonly string[] {
  const { enum: name } = operation;
  const known = findEnum(schema, name) ?? previousOf(operation);
  const old: ObjectName = { ...name, name: `${name.name.slice(0, 58)}__old` };
  const uses = usesOf(schema, name);
  const held = dependentsOfType(name, uses, schema, (object) => isHeldBy(operation, object));
  return [
    ...[...held].reverse().flatMap((object) => writer.drop(object)),
    ...uses.flatMap((use) => detach(use, writer)),
    `ALTER TYPE ${writer.name(name)} RENAME TO ${writer.quote(old.name)}`,
    writer.define(name, valuesAfter(known, operation)),
    ...uses.flatMap((use) => use.columns.map((column) => convert(use.table, column, operation, writer))),
    `DROP TYPE ${writer.name(old)}`,
    ...uses.flatMap((use) => attach(use, operation, writer)),
    ...held.flatMap((object) => writer.create(withRenamedValues(object, operation, writer.text))),
  ];
}

function previousOf(operation: AlterEnum): { readonly name: string; readonly values: readonly string[] } {
  if (operation.previous !== undefined) return { ...operation.enum, values: operation.previous };
  throw new OrmError("SCHEMA.NOT_FOUND", `enum type "${nameKey(operation.enum)}" does not exist`, {
    hint: "Check the name; to remove a value, the values that the type has must be known.",
  });
}

/** A table with the columns of the type, and with what speaks of these columns. */
interface EnumUse {
  readonly table: Table;
  readonly columns: readonly Column[];
  readonly checks: readonly CheckConstraint[];
  readonly indexes: readonly Index[];
}

function usesOf(schema: Schema, type: ObjectName): readonly EnumUse[] {
  return schema.tables.flatMap((table) => {
    const columns = table.columns.filter((column) => isOfType(column, type));
    if (columns.length === 0) return [];
    const speaks = (text: string | undefined): boolean =>
      text !== undefined && (columns.some(({ name }) => mentions(text, name)) || mentions(text, type.name));
    const checks = table.checks.filter(({ expression }) => speaks(expression));
    const indexes = table.indexes.filter(
      ({ where, parts }) => speaks(where) || parts.some(({ expression }) => speaks(expression)),
    );
    return [{ table, columns, checks, indexes }];
  });
}

function isOfType(column: Column, type: ObjectName): boolean {
  const name = userTypeName(parseTypeName(column.type));
  return name !== undefined && isSameName(name, type);
}

function detach({ table, columns, checks, indexes }: EnumUse, writer: EnumChangeWriter): readonly string[] {
  return [
    ...checks.flatMap(({ name }) =>
      name === undefined ? [] : [`ALTER TABLE ${writer.name(table)} DROP CONSTRAINT ${writer.quote(name)}`],
    ),
    ...indexes.map(({ name }) => `DROP INDEX ${writer.name({ ...nameAndSchema(table), name })}`),
    ...columns
      .filter((column) => column.default !== undefined)
      .map((column) => `ALTER TABLE ${writer.name(table)} ALTER COLUMN ${writer.quote(column.name)} DROP DEFAULT`),
  ];
}

function convert(table: Table, column: Column, operation: AlterEnum, writer: EnumChangeWriter): string {
  const { enum: type, remove, clear = [] } = operation;
  const name = writer.quote(column.name);
  const isArray = parseTypeName(column.type).dimensions > 0;
  const target = `${writer.name(type)}${isArray ? "[]" : ""}`;
  const replaced = Object.entries(remove).filter((entry): entry is [string, string] => entry[1] !== null);
  const plain = `${name}::text${isArray ? "[]" : ""}`;
  const cases = [
    ...replaced.map(([from, to]) => ` WHEN ${writer.text(from)} THEN ${writer.text(to)}`),
    ...clear.map((value) => ` WHEN ${writer.text(value)} THEN NULL`),
  ];
  const kept = clear.reduce((text, value) => `array_remove(${text}, ${writer.text(value)})`, plain);
  const mapped = isArray
    ? replaced.reduce((text, [from, to]) => `array_replace(${text}, ${writer.text(from)}, ${writer.text(to)})`, kept)
    : cases.length === 0
      ? plain
      : `(CASE ${plain}${cases.join("")} ELSE ${plain} END)`;
  return `ALTER TABLE ${writer.name(table)} ALTER COLUMN ${name} TYPE ${target} USING ${mapped}::${target}`;
}

function attach(use: EnumUse, operation: AlterEnum, writer: EnumChangeWriter): readonly string[] {
  const { table, columns, checks, indexes } = use;
  return [
    ...columns.flatMap((column) => {
      const value = defaultAfter(column, operation);
      if (value === undefined) return [];
      const text = writer.defaultText(value);
      return [`ALTER TABLE ${writer.name(table)} ALTER COLUMN ${writer.quote(column.name)} SET DEFAULT ${text}`];
    }),
    ...checks
      .filter(({ name }) => name !== undefined)
      .map((check) => `ALTER TABLE ${writer.name(table)} ADD ${writer.check(check)}`),
    ...indexes.map((index) => writer.index(table, index)),
  ];
}

/** A default that was renamed or replaced follows; one whose value is gone for good goes with it. */
function defaultAfter({ default: value }: Column, { rename, remove }: AlterEnum): ColumnDefault | undefined {
  if (value?.kind !== "literal" || typeof value.value !== "string") return value;
  const text = value.value;
  if (!Object.hasOwn(remove, text)) return { kind: "literal", value: rename[text] ?? text };
  const replacement = remove[text];
  return typeof replacement === "string" ? { kind: "literal", value: replacement } : undefined;
}

function nameAndSchema({ name, schema }: Table): ObjectName {
  return schema === undefined ? { name } : { name, schema };
}
