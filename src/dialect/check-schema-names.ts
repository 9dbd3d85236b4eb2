import { OrmError } from "../errors/orm-error";
import type { Schema, SchemaObject, Table } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { describeObject } from "../schema/object-reference";
import type { ResolvedDialect } from "./dialect";
import type { NameRules } from "./name-rules";

/** A text of the schema, where it stands, and the rule that it must obey. */
interface Part {
  readonly rule: keyof NameRules;
  readonly where: string;
  readonly text: string | undefined;
}

const WORDS: Readonly<Record<keyof NameRules, string>> = {
  name: "this name",
  enumValue: "this value",
  comment: "this comment",
};

/**
 * Refuses a schema with names, values of enums or comments that the database would refuse, or change in silence.
 * @throws OrmError `SCHEMA.NAME_FORBIDDEN`, before any SQL is written.
 */
export function checkSchemaNames(
  { tables, enums, objects }: Schema,
  { names: rules, types }: Pick<ResolvedDialect, "names" | "types">,
): void {
  for (const table of tables) {
    tablePartsOf(table).forEach(check);
    for (const { name, type } of table.columns) {
      const where = `table "${nameKey(table)}", column "${name}"`;
      for (const text of types.listed?.(type)?.values ?? []) {
        check({ rule: "enumValue", where: `${where}, value "${text}"`, text });
      }
    }
  }
  for (const type of enums) {
    const where = `enum type "${nameKey(type)}"`;
    check({ rule: "name", where, text: type.name });
    for (const text of type.values) check({ rule: "enumValue", where: `${where}, value "${text}"`, text });
  }
  for (const object of objects) objectPartsOf(object).forEach(check);

  function check({ rule, where, text }: Part): void {
    const reason = text === undefined ? undefined : rules[rule](text);
    if (reason === undefined) return;
    throw new OrmError("SCHEMA.NAME_FORBIDDEN", `${where}: the database cannot hold ${WORDS[rule]}: ${reason}`, {
      hint: rule === "name" ? "Give it another name." : "Write it in another way.",
    });
  }
}

function tablePartsOf(table: Table): readonly Part[] {
  const owner = `table "${nameKey(table)}"`;
  const { primaryKey, uniques, checks, exclusions = [], foreignKeys, indexes } = table;
  const keys = [
    ...(primaryKey === undefined ? [] : [primaryKey]),
    ...uniques,
    ...checks,
    ...exclusions,
    ...foreignKeys,
  ];
  const named = (
    what: string,
    { name, comment }: { readonly name?: string; readonly comment?: string },
  ): readonly Part[] => {
    const where = `${owner}, ${what} "${name ?? ""}"`;
    return [
      { rule: "name", where, text: name },
      { rule: "comment", where, text: comment },
    ];
  };
  return [
    { rule: "name", where: owner, text: table.name },
    { rule: "comment", where: owner, text: table.comment },
    ...table.columns.flatMap((column) => named("column", column)),
    ...keys.flatMap((key) => named("constraint", key)),
    ...indexes.flatMap((index) => named("index", index)),
  ];
}

function objectPartsOf(object: SchemaObject): readonly Part[] {
  const where = describeObject(object);
  const columns = object.kind === "view" || object.kind === "materializedView" ? (object.columns ?? []) : [];
  return [
    { rule: "name", where, text: object.name },
    { rule: "comment", where, text: object.comment },
    ...columns.map((name): Part => ({ rule: "name", where: `${where}, column "${name}"`, text: name })),
  ];
}
