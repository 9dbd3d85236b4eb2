import type { Operation } from "../operations/operation";
import { tableOf } from "../operations/table-of";
import type { Deferrable, ForeignKey, ObjectName, Table } from "../schema/model";
import { nameKey } from "../schema/object-name";

type IsFresh = (name: ObjectName) => boolean;

/** Tables that this run has made: nobody waits for a lock on one of them, and they hold no rows but those that revisions wrote. */
export class FreshTables {
  readonly #names: Set<string>;

  constructor(names: Iterable<string> = []) {
    this.#names = new Set(names);
  }

  copy(): FreshTables {
    return new FreshTables(this.#names);
  }

  clear(): void {
    this.#names.clear();
  }

  add(names: Iterable<string>): void {
    for (const name of names) this.#names.add(name);
  }

  /** The tables that operations make which touch none but such tables; `undefined` where one touches anything else. */
  madeBy(operations: readonly Operation[]): ReadonlySet<string> | undefined {
    const made = new Set<string>();
    const isFresh: IsFresh = (name) => made.has(nameKey(name)) || this.#names.has(nameKey(name));
    for (const operation of operations) {
      if (!staysAmong(operation, isFresh)) return undefined;
      if (operation.kind === "createTable") made.add(nameKey(operation.table));
    }
    return made;
  }
}

/**
 * Whether what operations do may be refused at their end only, where references are not checked statement by statement: those that a
 * later revision would put right must not be seen too late.
 */
export function needsCheck(operations: readonly Operation[]): boolean {
  return operations.some(
    (operation) =>
      operation.kind === "bulkInsert" ||
      operation.kind === "createForeignKey" ||
      operation.kind === "dropIndex" ||
      (operation.kind === "createTable" && operation.table.foreignKeys.length > 0),
  );
}

/** A constraint that is checked at COMMIT would be checked after the revisions that follow. */
function isDeferred(operation: Operation): boolean {
  return keysOf(operation).some((key) => key?.deferrable === "initially deferred");
}

function keysOf(operation: Operation): readonly ({ readonly deferrable?: Deferrable } | undefined)[] {
  switch (operation.kind) {
    case "createTable": {
      const { primaryKey, uniques, foreignKeys, exclusions = [] } = operation.table;
      return [primaryKey, ...uniques, ...foreignKeys, ...exclusions];
    }
    case "createPrimaryKey":
      return [operation.primaryKey];
    case "createUniqueConstraint":
      return [operation.unique];
    case "createForeignKey":
      return [operation.foreignKey];
    default:
      return [];
  }
}

function staysAmong(operation: Operation, isFresh: IsFresh): boolean {
  if (isDeferred(operation)) return false;
  if (operation.kind === "createEnum") return true;
  if (operation.kind === "createTable") return isOnItsOwn(operation.table, isFresh);
  if ("concurrently" in operation && operation.concurrently === true) return false;
  const table = tableOf(operation);
  if (table === undefined || !isFresh(table)) return false;
  return operation.kind !== "createForeignKey" || refersToFresh(operation.foreignKey, isFresh);
}

/** What a dialect alone knows of a table may lead to another one: a partition locks the table that it is a part of. */
function isOnItsOwn(table: Table, isFresh: IsFresh): boolean {
  if (Object.keys(table.attributes ?? {}).length > 0) return false;
  const isItself: IsFresh = (name) => nameKey(name) === nameKey(table);
  return table.foreignKeys.every((key) => refersToFresh(key, (name) => isItself(name) || isFresh(name)));
}

function refersToFresh({ references }: ForeignKey, isFresh: IsFresh): boolean {
  const { table, schema } = references;
  return isFresh({ name: table, ...(schema === undefined ? {} : { schema }) });
}
