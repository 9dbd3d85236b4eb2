import type { NameIn } from "./name-in";
import { formatType, isKnownName, parseTypeName, spellTypeName } from "./type-name";

/** A type out of the catalog. */
export interface TypeNameRow {
  /** As the server formats it. */
  readonly type: string;
  /** The schema and the name of a type that somebody made, its array counting as itself. */
  readonly typeSchema: string | null;
  readonly typeName: string | null;
  readonly isArray: boolean;
}

/** The members of {@link TypeNameRow}; `type` and `modifier` are SQL, {@link joinUserType} must be joined. */
export function typeMembers(type: string, modifier: string): string {
  return `'type', format_type(${type}, ${modifier}), 'typeSchema', un.nspname, 'typeName', u.typname, 'isArray', t.typcategory = 'A' and t.typtype = 'b'`;
}

/** Joins the type `t` of `oid` (SQL), and `u`: the enum, domain, composite or range type that it is, or is an array of. */
export function joinUserType(oid: string): string {
  return `join pg_type t on t.oid = ${oid}
    left join pg_type u on u.oid = case when t.typcategory = 'A' and t.typtype = 'b' then t.typelem else t.oid end
      and u.typtype in ('e', 'd', 'c', 'r', 'm') and u.typnamespace <> 'pg_catalog'::regnamespace
    left join pg_namespace un on un.oid = u.typnamespace`;
}

/** The type in our spelling. A type of an extension goes without its schema, wherever the extension was installed. */
export function readType({ type: text, typeSchema, typeName, isArray }: TypeNameRow, nameIn: NameIn): string {
  if (typeName !== null && typeSchema !== null) {
    return spellTypeName(nameIn(typeSchema, typeName)) + (isArray ? "[]" : "");
  }
  const type = parseTypeName(text);
  const bare = parseTypeName(text.replace(/^(?:"[^"]*"|\w+)\./, ""));
  return formatType(isKnownName(bare.name) && !text.startsWith('"') ? bare : type);
}
