import type { ObjectWriter, SqlPieces } from "../../../dialect/object-writer";
import type { Trigger } from "../../../schema/model";
import { isOperator, isWord, textOf, tokenize, type Token } from "../tokenizer";
import { expressionKey } from "../expression-text";
import { withoutSemicolon } from "./view";

/**
 * Takes the SQL of a trigger apart, as `sqlite_schema` keeps it. What stands around the table's name stays as it was
 * written, comments included. `table` is the name of the table or view as that spells it.
 */
export function parseCreateTrigger(name: string, table: string, sql: string): Trigger {
  const tokens = tokenize(sql);
  const on = tokens.findIndex((token, index) => index > 2 && isWord(token, "ON"));
  const hasSchema = isOperator(tokens[on + 2], ".");
  const owner = tokens[on + (hasSchema ? 3 : 1)];
  return {
    kind: "trigger",
    name,
    table: { name: table },
    event: sql.slice(tokens[2]?.end ?? 0, tokens[on]?.start).trim(),
    action: sql.slice(owner?.end ?? sql.length).trim(),
  };
}

/** A trigger cannot be changed: it goes and comes again. */
export function createSqliteTriggerWriter(sql: SqlPieces): ObjectWriter<Trigger> {
  const drop = (name: string): string => `DROP TRIGGER ${sql.quote(name)}`;
  const create = (trigger: Trigger): string => writeTrigger(trigger, (name) => sql.quote(name));
  return {
    create: (trigger) => [create(trigger)],
    change: (trigger) => [drop(trigger.name), create(trigger)],
    drop: (reference) => [drop(reference.name)],
  };
}

/** The CREATE TRIGGER. A comment at the end of a line must not swallow what follows. */
export function writeTrigger({ name, table, event, action }: Trigger, quote: (name: string) => string): string {
  const space = event.includes("--") ? "\n" : " ";
  return `CREATE TRIGGER ${quote(name)} ${event}${space}ON ${quote(table.name)}\n${action}`;
}

/** The wanted trigger in the spelling of the file, where the two mean the same. */
export function normalizeTrigger({ comment: _comment, ...wanted }: Trigger, actual: Trigger | undefined): Trigger {
  const [event, action] = [wanted.event.trim(), withoutSemicolon(wanted.action)];
  const isSameEvent = actual !== undefined && eventKey(event) === eventKey(actual.event);
  const isSameAction = actual !== undefined && actionKey(action) === actionKey(actual.action);
  return { ...wanted, event: isSameEvent ? actual.event : event, action: isSameAction ? actual.action : action };
}

/** The columns that an `UPDATE OF` names; none where every column sets the trigger off, or another event does. */
export function watchedColumns({ event }: Pick<Trigger, "event">): readonly string[] {
  const tokens = tokenize(event);
  const of = tokens.findIndex((token, index) => isWord(token, "OF") && isWord(tokens[index - 1], "UPDATE"));
  return of < 0 ? [] : tokens.slice(of + 1).flatMap((token) => (isOperator(token, ",") ? [] : [token.value]));
}

/** The statement that sets a trigger off. */
export function eventOf({ event }: Pick<Trigger, "event">): "INSERT" | "UPDATE" | "DELETE" {
  const found = tokenize(event).find((token) => isWord(token, "INSERT", "UPDATE", "DELETE"));
  return (found?.text.toUpperCase() ?? "INSERT") as "INSERT" | "UPDATE" | "DELETE";
}

/** Without a word of time it is BEFORE. */
function eventKey(event: string): string {
  const key = expressionKey(event, "");
  return /^(before|after|instead)\b/.test(key) ? key : `before ${key}`;
}

/** A trigger is always one for each row. */
function actionKey(action: string): string {
  const tokens = tokenize(action);
  const isForEachRow = (position: number): boolean =>
    ["FOR", "EACH", "ROW"].every((word, index) => isWord(tokens[position + index], word));
  const rest: readonly Token[] = isForEachRow(0) ? tokens.slice(3) : tokens;
  return expressionKey(textOf(action, rest), "");
}
