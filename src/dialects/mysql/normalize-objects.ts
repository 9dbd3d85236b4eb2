import type { DriverConnection } from "../../dialect/driver";
import type { TypeSystem } from "../../dialect/type-system";
import { OrmError } from "../../errors/orm-error";
import type { Attributes, Schema, SchemaObject, StoredFunction, View } from "../../schema/model";
import { describeObject, findObject } from "../../schema/object-reference";
import { canonicalEvent, EVENT } from "./extensions/event";
import { canonicalRoutine, PROCEDURE } from "./extensions/routine";
import { canonicalSequence } from "./extensions/sequence";
import { DEFINER, SQL_MODE } from "./extensions/stored-program";
import { canonicalTrigger } from "./extensions/trigger";
import type { MysqlServer } from "./server";
import { settleViews } from "./settle-views";

/**
 * The wanted views, triggers, routines, events and sequences in the server's form. Bodies are kept as they are written, so
 * that text decides; what views mean is asked of the server where their text is not the live one.
 * @throws OrmError `DIFF.OBJECT_UNREADABLE` for an object that is there and cannot be compared.
 */
export async function normalizeObjects(
  connection: DriverConnection,
  {
    server,
    types,
    renameTable,
  }: { readonly server: MysqlServer; readonly types: TypeSystem; renameTable(name: string): string },
  wanted: Schema,
  actual: Schema,
): Promise<readonly SchemaObject[]> {
  for (const object of wanted.objects) requireReadable(object, actual);
  const triggers = actual.objects.filter((object) => object.kind === "trigger");
  const fixed = wanted.objects.map((object) => {
    const plain = withOwnParts(object);
    const live = findObject(actual, plain);
    return withSettledOwner(normalize(plain, live), live);
  });
  const views = await settleViews(connection, fixed, { tables: wanted.tables, renameTable }, actual);
  return fixed.map((object) => (object.kind === "view" ? (views.get(object) ?? object) : object));

  function normalize(object: SchemaObject, live: SchemaObject | undefined): SchemaObject {
    switch (object.kind) {
      case "view":
        return normalizeView(object);
      case "trigger":
        return canonicalTrigger({ ...object, table: { name: renameTable(object.table.name) } }, triggers);
      case "function":
        return normalizeFunction(object, live?.kind === "function" ? live : undefined);
      case "sequence":
        return server.hasSequences
          ? canonicalSequence({ ...object, ...(object.type && { type: types.format(object.type) }) })
          : object;
      case "materializedView":
      case "domain":
      case "compositeType":
      case "extension":
      case "policy":
        return object;
    }
  }

  function normalizeFunction(routine: StoredFunction, live: StoredFunction | undefined): StoredFunction {
    const { comment: _comment, arguments: _arguments, ...rest } = routine;
    const definition =
      routine.type === EVENT ? canonicalEvent(routine, live) : canonicalRoutine(routine, (type) => types.format(type));
    return {
      ...rest,
      ...(routine.type === EVENT || routine.type === PROCEDURE ? { type: routine.type } : {}),
      definition,
    };
  }
}

/** @throws OrmError `DIFF.OBJECT_UNREADABLE`. */
function requireReadable(object: SchemaObject, actual: Schema): void {
  const words: readonly string[] = [object.kind, ...(object.kind === "function" && object.type ? [object.type] : [])];
  const hidden = actual.unmanaged.find(({ name, type }) => name === object.name && words.includes(type));
  if (hidden === undefined) return;
  throw new OrmError(
    "DIFF.OBJECT_UNREADABLE",
    `${describeObject(object)} is there, but the server does not show how it is defined`,
    {
      hint: RIGHTS[object.kind] ?? "Connect with a user that may see it.",
      details: { name: object.name, type: hidden.type },
    },
  );
}

const RIGHTS: Readonly<Partial<Record<SchemaObject["kind"], string>>> = {
  view: "Grant the user SHOW VIEW and SELECT on it.",
  trigger: "Grant the user TRIGGER on its table.",
  function: "Grant the user SHOW_ROUTINE (MySQL), or SELECT on mysql.proc (MariaDB).",
  sequence: "Grant the user SELECT on it.",
};

/** Without the schema, which is the connection's database, and without the attributes of other dialects. */
function withOwnParts(object: SchemaObject): SchemaObject {
  const { schema: _schema, attributes, ...rest } = object;
  const own = Object.entries(attributes ?? {}).filter(([key]) => key.startsWith("mysql."));
  return { ...rest, ...(own.length === 0 ? {} : { attributes: Object.fromEntries(own) }) };
}

/** The owner and the sql_mode of the live object stay, where the wanted one does not speak of them. */
function withSettledOwner(object: SchemaObject, live: SchemaObject | undefined): SchemaObject {
  const kept = Object.fromEntries(
    [DEFINER, SQL_MODE].flatMap((key) => {
      const value = live?.attributes?.[key];
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
  const attributes: Attributes = { ...kept, ...object.attributes };
  return Object.keys(attributes).length === 0 ? object : { ...object, attributes };
}

function normalizeView({ comment: _comment, ...view }: View): View {
  return { ...view, query: view.query.trim().replace(/;\s*$/, "").trimEnd() };
}
