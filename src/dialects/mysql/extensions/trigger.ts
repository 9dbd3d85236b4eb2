import type { ObjectWriter, SqlPieces } from "../../../dialect/object-writer";
import type { ObjectName, Schema, Trigger } from "../../../schema/model";
import { isSameName } from "../../../schema/object-name";
import { toText, type Row } from "../read-keys";
import type { MysqlServer } from "../server";
import { TextScanner } from "../text-scanner";
import { definerClause, ownerAttributes, underSqlMode, type Creator } from "./stored-program";

/** What a trigger does, taken apart. */
interface TriggerAction {
  /** Its place among those of one event: `FOLLOWS` or `PRECEDES`, and the other trigger. */
  readonly place?: { readonly word: string; readonly trigger: string };
  readonly body: string;
}

/**
 * The triggers from their rows in information_schema, which come in the order in which they run. Each one but the first of an
 * event says which one it follows. `bodyOf` gives the exact text, which the row does not always have.
 */
export function readTriggers(rows: readonly Row[], bodyOf: (row: Row) => string, creator: Creator): readonly Trigger[] {
  return rows.map((row, index) => {
    const [name, table, timing, event, , , definer, sqlMode] = row.map(toText);
    const before = rows[index - 1];
    const isNext = before !== undefined && [1, 2, 3].every((place) => before[place] === row[place]);
    const attributes = ownerAttributes(definer!, sqlMode, creator);
    return {
      kind: "trigger",
      name: name!,
      table: { name: table! },
      event: `${timing} ${event}`,
      action: writeAction({
        ...(isNext ? { place: { word: "FOLLOWS", trigger: toText(before[0]) } } : {}),
        body: bodyOf(row),
      }),
      ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    };
  });
}

/**
 * The trigger in its one spelling. Without a word about its place it has the one of the live trigger; `PRECEDES` is true or
 * not, and then `FOLLOWS` of the live trigger says the same.
 */
export function canonicalTrigger(wanted: Trigger, live: readonly Trigger[]): Trigger {
  const event = wanted.event.trim().toUpperCase().replace(/\s+/g, " ");
  const found = parseAction(wanted.action);
  if (found === undefined) return { ...wanted, event };
  const current = live.find(({ name, table }) => name === wanted.name && isSameName(table, wanted.table));
  const settled = current === undefined ? undefined : parseAction(current.action);
  const isPlaced =
    found.place === undefined || (found.place.word === "PRECEDES" && isBefore(wanted, found.place.trigger, live));
  const { place: _place, ...bare } = found;
  const action =
    settled !== undefined && isPlaced ? { ...bare, ...(settled.place && { place: settled.place }) } : found;
  return { ...wanted, event, action: writeAction(action) };
}

/** Where nothing replaces them in place, they go and come again, to the place that they had. */
export function createTriggerWriter(server: MysqlServer, sql: SqlPieces): ObjectWriter<Trigger> {
  const define = (verb: string, trigger: Trigger): readonly string[] => {
    const head = `${verb} ${definerClause(trigger.attributes, sql)}TRIGGER ${sql.quote(trigger.name)}`;
    const statement = `${head} ${trigger.event} ON ${sql.name(trigger.table)}\n${trigger.action}`;
    return underSqlMode(trigger.attributes, statement, server, sql);
  };
  const drop = ({ name }: ObjectName): string => `DROP TRIGGER ${sql.quote(name)}`;
  return {
    create: (trigger) => define("CREATE", trigger),
    change: (trigger, previous, schema) => {
      const stays = previous === undefined || placeOf(previous) === placeOf(trigger);
      const placed = stays ? withPlace(trigger, schema) : trigger;
      return server.replacesPrograms
        ? define("CREATE OR REPLACE", placed)
        : [drop(trigger), ...define("CREATE", placed)];
    },
    drop: (reference) => [drop(reference)],
  };
}

/** A trigger that comes again runs last, unless it says that it precedes the one that runs behind it now. */
function withPlace(trigger: Trigger, { objects }: Schema): Trigger {
  const action = parseAction(trigger.action);
  const next = objects.find(
    (other) =>
      other.kind === "trigger" &&
      isSameName(other.table, trigger.table) &&
      other.event === trigger.event &&
      parseAction(other.action)?.place?.trigger === trigger.name,
  );
  if (action === undefined || next === undefined) return trigger;
  return { ...trigger, action: writeAction({ ...action, place: { word: "PRECEDES", trigger: next.name } }) };
}

function placeOf({ action }: Trigger): string | undefined {
  const place = parseAction(action)?.place;
  return place && `${place.word} ${place.trigger}`;
}

function isBefore({ name, table, event }: Trigger, other: string, live: readonly Trigger[]): boolean {
  const order = live
    .filter((trigger) => isSameName(trigger.table, table) && trigger.event === event.trim().toUpperCase())
    .map((trigger) => trigger.name);
  return order.includes(name) && order.indexOf(name) + 1 === order.indexOf(other);
}

function parseAction(text: string): TriggerAction | undefined {
  const scanner = new TextScanner(text);
  if (!scanner.take("FOR", "EACH", "ROW")) return undefined;
  const word = scanner.take("FOLLOWS") ? "FOLLOWS" : scanner.take("PRECEDES") ? "PRECEDES" : undefined;
  const trigger = word === undefined ? undefined : scanner.name();
  return { ...(word !== undefined && trigger !== undefined ? { place: { word, trigger } } : {}), body: scanner.rest };
}

function writeAction({ place, body }: TriggerAction): string {
  const order = place === undefined ? "" : `${place.word} \`${place.trigger.replaceAll("`", "``")}\` `;
  return `FOR EACH ROW ${order}${body}`;
}
