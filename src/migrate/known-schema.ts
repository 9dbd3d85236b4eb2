import { OrmError } from "../errors/orm-error";
import { isConditional, isDone } from "./conditional";
import { applyOperation } from "../operations/definitions";
import type { Operation } from "../operations/operation";
import { tableOf } from "../operations/table-of";
import { findTable } from "../schema/lookup";
import { readMentions } from "../schema/mentions";
import { emptySchema, type ObjectName, type Schema, type Table } from "../schema/model";
import { nameKey } from "../schema/object-name";

/** Raw SQL that changes tables, or what hangs on them; changes of other objects leave the tables as they are. */
const CHANGES_TABLES =
  /(?:^|;)\s*(?:alter\s+table|rename|truncate|drop\s+(?:table|index)|create\s+(?:or\s+replace\s+)?(?:(?:global|local|temp|temporary|unlogged|unique|fulltext|spatial|virtual|constraint)\s+)*(?:table|index|trigger))\b/i;

/** An index and a trigger belong to the table behind ON; what else a trigger speaks of stays as it is. */
const MADE_ON = /^\s*create\s(?:(?!\btable\b)[^;])*?\b(?:index|trigger)\b(?:[^;]*?)\bon\s+(\S+)/i;

/**
 * The schema as far as operations tell it. A table that raw SQL may have changed is not part of it any more, so that nobody relies on
 * what may be untrue; why it is gone is remembered.
 */
export class KnownSchema {
  #schema: Schema;
  readonly #hidden = new Map<string, string>();
  #everything: string | undefined;

  constructor(start: Schema) {
    this.#schema = start;
  }

  get schema(): Schema {
    return this.#schema;
  }

  /** Follows an operation of a revision. What it cannot follow it forgets. */
  apply(operation: Operation, revision: string): void {
    if (operation.kind === "execute") return this.#hide(operation.strings.join(" ? "), revision);
    const name = tableOf(operation);
    if (isConditional(operation) && this.#isSettled(operation, name)) return;
    try {
      this.#schema = applyOperation(this.#schema, operation);
      if (operation.kind === "createTable" && name !== undefined) this.#hidden.delete(nameKey(name));
    } catch (error) {
      if (!OrmError.is(error, "SCHEMA.NOT_FOUND") && !OrmError.is(error, "SCHEMA.DUPLICATE")) throw error;
      if (name !== undefined) this.#follow(operation, name, revision);
    }
  }

  /** From now on nothing is known but what comes later. */
  forgetEverything(reason: string): void {
    this.#schema = emptySchema;
    this.#everything = reason;
  }

  /** Why a table is not known; `undefined` where it is. */
  whyUnknown(name: ObjectName): string | undefined {
    if (findTable(this.#schema, name) !== undefined) return undefined;
    return this.#hidden.get(nameKey(name)) ?? this.#everything ?? "no revision before it creates the table";
  }

  /** Why not all is known, for what is about no table. */
  get whyIncomplete(): string | undefined {
    return this.#everything;
  }

  /** Whether a condition keeps the operation from doing anything, or leaves open what is there. */
  #isSettled(operation: Operation, name: ObjectName | undefined): boolean {
    if (isDone(this.#schema, operation)) return true;
    return operation.kind === "createTable" && name !== undefined && this.#hidden.has(nameKey(name));
  }

  #follow(operation: Operation, name: ObjectName, revision: string): void {
    const reason = this.whyUnknown(name) ?? `revision ${revision} does what the model cannot follow`;
    this.#forget(name, reason);
    if (operation.kind === "renameTable") this.#hidden.set(nameKey({ ...name, name: operation.newName }), reason);
  }

  #hide(sql: string, revision: string): void {
    if (!CHANGES_TABLES.test(sql)) return;
    const reason = `SQL of revision ${revision} changes it`;
    const { names } = readMentions(MADE_ON.exec(sql)?.[1] ?? sql);
    const mentioned = new Set(names.flatMap(({ parts }) => parts.map((part) => part.toLowerCase())));
    for (const table of this.#schema.tables) if (isIn(mentioned, table)) this.#forget(table, reason);
    for (const name of mentioned) if (!this.#hidden.has(name)) this.#hidden.set(name, reason);
  }

  #forget(name: ObjectName, reason: string): void {
    this.#hidden.set(nameKey(name), reason);
    this.#schema = { ...this.#schema, tables: this.#schema.tables.filter((table) => nameKey(table) !== nameKey(name)) };
  }
}

/** A table is meant too where one of its indexes is. */
function isIn(mentioned: ReadonlySet<string>, { name, indexes }: Table): boolean {
  return [name, ...indexes.map((index) => index.name)].some((each) => mentioned.has(each.toLowerCase()));
}
