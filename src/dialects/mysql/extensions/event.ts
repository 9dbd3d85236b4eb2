import type { ObjectWriter, SqlPieces } from "../../../dialect/object-writer";
import type { StoredFunction } from "../../../schema/model";
import { isFixedMoment, parseEvent, writeEvent, type EventText } from "../event-text";
import { toText, type Row } from "../read-keys";
import type { MysqlServer } from "../server";
import { writeStringLiteral } from "../string-literal";
import { definerClause, ownerAttributes, underSqlMode, type Creator } from "./stored-program";

/** The word of the model for what the server's scheduler runs. */
export const EVENT = "event";

const STATES: Readonly<Record<string, string>> = { ENABLED: "ENABLE", DISABLED: "DISABLE" };

/** An event from its row in information_schema. `body` is its exact text. It starts when it is created or changed, where nothing else was said. */
export function readEvent(row: Row, body: string, creator: Creator): StoredFunction {
  const [name, , , at, amount, unit, starts, ends, status, completion, comment, definer, sqlMode, isUsualStart] =
    row.map(toText);
  const moment = (key: keyof EventText, value: string | undefined): Partial<EventText> =>
    value === "" || value === undefined ? {} : { [key]: `'${value}'` };
  const definition = writeEvent({
    ...moment("at", at),
    ...(unit === ""
      ? {}
      : { every: `${unit!.includes("_") ? writeStringLiteral(unquoted(amount!)) : amount} ${unit}` }),
    ...(isUsualStart === "1" ? {} : moment("starts", starts)),
    ...moment("ends", ends),
    isPreserved: completion === "PRESERVE",
    state: STATES[status!] ?? "DISABLE ON SLAVE",
    comment: comment!,
    body,
  });
  const attributes = ownerAttributes(definer!, sqlMode, creator);
  return {
    kind: "function",
    type: EVENT,
    name: name!,
    definition,
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
}

/**
 * The definition in its one spelling. Moments that the wanted event leaves to the server, or gives as an expression, were
 * settled when the live one was created: they are taken from there.
 */
export function canonicalEvent({ definition, comment }: StoredFunction, live: StoredFunction | undefined): string {
  const event = parseEvent(definition);
  if (event === undefined) return definition.trim();
  const settled = live === undefined ? undefined : parseEvent(live.definition);
  const keep = (key: "at" | "starts" | "ends"): Partial<EventText> => {
    const [wanted, found] = [event[key], settled?.[key]];
    const isLeft = wanted === undefined ? key === "starts" : !isFixedMoment(wanted);
    return isLeft && found !== undefined ? { [key]: found } : {};
  };
  return writeEvent({
    ...event,
    ...keep("at"),
    ...keep("starts"),
    ...keep("ends"),
    ...(comment === undefined ? {} : { comment }),
  });
}

/** Events are changed in place: the scheduler never misses them. */
export function createEventWriter(server: MysqlServer, sql: SqlPieces): ObjectWriter<StoredFunction> {
  const define = (verb: string, event: StoredFunction): readonly string[] => {
    const statement = `${verb} ${definerClause(event.attributes, sql)}EVENT ${sql.quote(event.name)}`;
    return underSqlMode(event.attributes, `${statement}\n${textOf(event, verb, server)}`, server, sql);
  };
  return {
    create: (event) => define("CREATE", event),
    change: (event) => define("ALTER", event),
    drop: ({ name }) => [`DROP EVENT ${sql.quote(name)}`],
  };
}

/** ALTER keeps a comment that it does not mention. */
function textOf({ definition, comment }: StoredFunction, verb: string, server: MysqlServer): string {
  const event = parseEvent(definition);
  if (event === undefined) return definition;
  const own = { ...event, comment: comment ?? event.comment };
  return writeEvent(own, { replicaWord: server.replicaWord, writesEmptyComment: verb === "ALTER" });
}

function unquoted(text: string): string {
  return text.replace(/^'|'$/g, "");
}
