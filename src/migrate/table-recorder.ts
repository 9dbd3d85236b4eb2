import { OrmError } from "../errors/orm-error";
import { operationDefinitions } from "../operations/definitions";
import { readName, writeName, type NameInput } from "../operations/input";
import type { Operation } from "../operations/operation";
import { nameKey } from "../schema/object-name";

/** The operations that change one table, without its name. */
const TABLE_KINDS = [
  "addColumn",
  "alterColumn",
  "dropColumn",
  "renameColumn",
  "createIndex",
  "dropIndex",
  "renameIndex",
  "createPrimaryKey",
  "createForeignKey",
  "createUniqueConstraint",
  "createCheckConstraint",
  "createExclusionConstraint",
  "dropConstraint",
  "renameConstraint",
  "validateConstraint",
  "setTableAttributes",
] as const;

type TableKind = (typeof TABLE_KINDS)[number];
type Rest<Parts extends readonly unknown[]> = Parts extends readonly [unknown, ...infer Others] ? Others : never;

/** `t` of `op.alterTable`: the operations of one table, without its name. */
export type TableRecorder = {
  readonly [K in TableKind]: (...args: Rest<Parameters<(typeof operationDefinitions)[K]["create"]>>) => void;
};

/** What the function calls, in its order. @throws OrmError `OPERATION.INVALID` where that is nothing, or where it waits. */
export function recordTable(table: NameInput, change: (t: TableRecorder) => void): readonly Operation[] {
  const name = readName(table, "alterTable");
  const operations: Operation[] = [];
  const methods = Object.fromEntries(
    TABLE_KINDS.map((kind) => {
      const create = operationDefinitions[kind].create as (...args: readonly unknown[]) => Operation;
      return [kind, (...args: readonly unknown[]) => void operations.push(create(writeName(name), ...args))];
    }),
  );
  const result: unknown = change(Object.freeze(methods) as unknown as TableRecorder);
  if (operations.length > 0 && !(result instanceof Promise)) return operations;
  const problem = result instanceof Promise ? "is given an asynchronous function" : "changes nothing";
  throw new OrmError("OPERATION.INVALID", `alterTable of table "${nameKey(name)}" ${problem}`, {
    hint: "Call the changes one after the other: op.alterTable(name, (t) => { t.addColumn({ ... }); t.dropColumn(...); }).",
  });
}
