import type { ObjectName, Schema } from "../schema/model";
import { nameKey, nameOf } from "../schema/object-name";
import { objectKey } from "../schema/object-reference";
import type { DiffOptions } from "./diff-options";
import { isIncluded, type ComparisonHooks, type IncludedObject, type IncludedType } from "./include-hooks";

/** Both sides of a comparison without what its hooks leave out, and the tables among that. */
export interface IncludedSchemas {
  readonly actual: Schema;
  readonly wanted: Schema;
  /** Tables of either side that take no part. */
  readonly tables: readonly ObjectName[];
  /** The keys of the views and the like that take no part. */
  readonly objects: ReadonlySet<string>;
}

/**
 * Asks the hooks about everything that stands in a schema by itself. What is left out is taken from both sides, so that it is neither
 * created nor dropped. A view or the like that stays in the database anyway (`keepUnknownObjects`) is still known there:
 * it may stand in the way of a change and has to come back after it.
 */
export function excludeObjects(actual: Schema, wanted: Schema, options: DiffOptions): IncludedSchemas {
  const { hooks, keepUnknownObjects = false } = options;
  if (hooks?.includeName === undefined && hooks?.includeObject === undefined)
    return { actual, wanted, tables: [], objects: new Set() };
  const isSchemaIn = schemaFilter(hooks);
  const isIn = (type: IncludedType, one: IncludedObject & ObjectName, sides: Sides): boolean =>
    isSchemaIn(one.schema) &&
    isIncluded(hooks, {
      type,
      name: one.name,
      parent: one.schema === undefined ? {} : { schema: one.schema },
      ...sides,
    });
  const tables = sort([actual.tables, wanted.tables], nameKey, (table, sides) => isIn("table", table, sides));
  const enums = sort([actual.enums, wanted.enums], nameKey, (type, sides) => isIn("enum", type, sides));
  const objects = sort([actual.objects, wanted.objects], objectKey, (object, sides) =>
    isIn(object.kind, object, sides),
  );
  return {
    actual: {
      ...withSchemaNames(actual, isSchemaIn),
      enums: enums.actual,
      objects: keepUnknownObjects ? actual.objects : objects.actual,
    },
    wanted: { ...withSchemaNames(wanted, isSchemaIn), enums: enums.wanted, objects: objects.wanted },
    tables: [...actual.tables, ...wanted.tables].filter((table) => tables.out.has(nameKey(table))).map(nameOf),
    objects: objects.out,
  };
}

/** Whether a schema takes part, each asked about once. */
export function schemaFilter({
  includeName,
}: Pick<ComparisonHooks, "includeName">): (name: string | undefined) => boolean {
  const known = new Map<string | undefined, boolean>();
  return (name) => {
    const answer = known.get(name) ?? includeName?.(name, "schema", {}) !== false;
    known.set(name, answer);
    return answer;
  };
}

type Sides = { readonly actual: IncludedObject | undefined; readonly wanted: IncludedObject | undefined };

/** Both lists without what is refused; what both have is asked about once. */
function sort<T extends IncludedObject>(
  [actual, wanted]: readonly [readonly T[], readonly T[]],
  keyOf: (one: T) => string,
  accepts: (one: T, sides: Sides) => boolean,
): { readonly actual: readonly T[]; readonly wanted: readonly T[]; readonly out: ReadonlySet<string> } {
  const before = new Map(actual.map((one) => [keyOf(one), one]));
  const after = new Map(wanted.map((one) => [keyOf(one), one]));
  const out = new Set<string>();
  for (const [key, one] of new Map([...before, ...after])) {
    if (!accepts(one, { actual: before.get(key), wanted: after.get(key) })) out.add(key);
  }
  const isIn = (one: T): boolean => !out.has(keyOf(one));
  return { actual: actual.filter(isIn), wanted: wanted.filter(isIn), out };
}

function withSchemaNames(schema: Schema, isIn: (name: string | undefined) => boolean): Schema {
  const { schemas, schemaComments } = schema;
  return {
    ...schema,
    ...(schemas === undefined ? {} : { schemas: schemas.filter(isIn) }),
    ...(schemaComments === undefined
      ? {}
      : { schemaComments: Object.fromEntries(Object.entries(schemaComments).filter(([name]) => isIn(name))) }),
  };
}
