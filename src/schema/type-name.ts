import type { ObjectName } from "./model";

const PART = /"(?:[^"]|"")*"|[^."]+/g;

/**
 * The name of a type that is an object of its own, in a spelling that cannot be misread: in double quotes, the schema
 * before a dot. A dialect's `types.format` takes the quotes away where they are not needed.
 */
export function writeTypeName(name: ObjectName): string {
  const parts = name.schema === undefined ? [name.name] : [name.schema, name.name];
  return parts.map((part) => `"${part.replaceAll('"', '""')}"`).join(".");
}

/** The object that a column's `type` names, quoted or not, without array brackets: the inverse of {@link writeTypeName}. */
export function readTypeName(type: string): ObjectName {
  const base = type.replace(/(?:\[\d*\])+$/, "").trim();
  const parts = (base.match(PART) ?? [base]).map((part) =>
    part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part,
  );
  const name = parts[parts.length - 1] ?? base;
  return parts.length > 1 ? { name, schema: parts[parts.length - 2]! } : { name };
}
