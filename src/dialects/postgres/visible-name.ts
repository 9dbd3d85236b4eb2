import type { ObjectName } from "../../schema/model";

/** The catalogs whose objects may lie in a schema off the search path, with their columns for the schema and the name. */
const CATALOGS = {
  collation: ["collnamespace", "collname"],
  opclass: ["opcnamespace", "opcname"],
} as const;

const QUALIFIED = /^"((?:[^"]|"")+)"\."((?:[^"]|"")+)"$/;

/**
 * The name of a collation or an operator class as SQL reads it: bare where the search path leads to it, else `"schema"."name"`.
 * Quotes tell it from a name that has a dot itself, as those of collations have. `row` is the alias of the catalog's row.
 */
export function visibleName(kind: keyof typeof CATALOGS, row: string): string {
  const [schema, name] = CATALOGS[kind];
  const inner = (text: string): string => `replace(${text}, '"', '""')`;
  const owner = `(select xn.nspname from pg_namespace xn where xn.oid = ${row}.${schema})`;
  return `case when ${row}.oid is null or pg_${kind}_is_visible(${row}.oid) then ${row}.${name}::text
    else format('"%s"."%s"', ${inner(owner)}, ${inner(`${row}.${name}`)}) end`;
}

/** The parts of a name that {@link visibleName} gave. */
export function readVisibleName(name: string): ObjectName {
  const found = QUALIFIED.exec(name);
  if (found === null) return { name };
  return { schema: found[1]!.replaceAll('""', '"'), name: found[2]!.replaceAll('""', '"') };
}
