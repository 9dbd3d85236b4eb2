import { OrmError } from "../errors/orm-error";
import { operationDefinitions, reverseOperation } from "../operations/definitions";
import type { CoreKind, CustomOperationCall, Operation } from "../operations/operation";

/** The methods of `op` without waiting: each adds an operation to a list. */
export type OperationRecorder = {
  readonly [K in Exclude<CoreKind, "autocommit" | "custom">]: (
    ...args: Parameters<(typeof operationDefinitions)[K]["create"]>
  ) => void;
} & {
  /** Adds an operation that was built elsewhere. */
  invoke(operation: Operation): void;
};

/** An operation of the project's own: a name for several of ours. */
export interface CustomOperation<Arguments extends readonly unknown[] = readonly never[]> {
  /** The method of `op`. */
  readonly name: string;
  /** Calls what it stands for. It must do the same for the same arguments: it is called again to print, to prove and to reverse. */
  readonly expand: (op: OperationRecorder, ...args: Arguments) => void;
  /** Calls what undoes it. Default: the reverse of what `expand` called, last first, where all of it has one. */
  readonly reverse?: (op: OperationRecorder, ...args: Arguments) => void;
  /** One line for people. Default: the name with its arguments. */
  readonly summarize?: (...args: Arguments) => string;
}

/** A custom operation, which is also the function that makes its data, for `op.invoke` and for hooks. */
export interface DefinedOperation<Arguments extends readonly unknown[]> extends CustomOperation<Arguments> {
  (...args: Arguments): CustomOperationCall;
}

/**
 * Makes a custom operation. Register it with `migrations.operations`; then it is a method of `op`, and a hook may put
 * what it returns into a revision that is generated.
 *
 * @example
 * export const createAuditTrail = defineCustomOperation({
 *   name: "createAuditTrail",
 *   expand: (op, table: string) => {
 *     op.createTable(`${table}_audit`, { columns: [{ name: "at", type: "timestamp" }, { name: "row", type: "json" }] });
 *   },
 * });
 * declare module "ormolu/migrate" {
 *   interface CustomOperations {
 *     createAuditTrail(table: string): Promise<void>;
 *   }
 * }
 * @throws OrmError `CONFIG.INVALID` for a name that `op` has already, or that is none.
 */
export function defineCustomOperation<Arguments extends readonly unknown[]>(
  definition: CustomOperation<Arguments>,
): DefinedOperation<Arguments> {
  checkName(definition.name);
  const make = (...args: Arguments): CustomOperationCall => callOf(definition, args);
  Object.defineProperty(make, "name", { value: definition.name });
  return Object.assign(make, {
    expand: definition.expand,
    ...(definition.reverse === undefined ? {} : { reverse: definition.reverse }),
    ...(definition.summarize === undefined ? {} : { summarize: definition.summarize }),
  });
}

/** Any registered operation; what it is called with, its own types check. */
export type RegisteredOperation = CustomOperation;

/** The data of a call. @throws OrmError `OPERATION.INVALID` where it stands for nothing. */
export function callOf<Arguments extends readonly unknown[]>(
  { name, expand, reverse, summarize }: CustomOperation<Arguments>,
  args: Arguments,
): CustomOperationCall {
  const operations = record((op) => expand(op, ...args));
  if (operations.length === 0) {
    throw new OrmError("OPERATION.INVALID", `op.${name} did nothing`, {
      hint: "Its expand() must call operations at once, before it returns: it is not asynchronous.",
    });
  }
  const undo = reverse === undefined ? reverseAll(operations) : record((op) => reverse(op, ...args));
  return {
    kind: "custom",
    name,
    arguments: args,
    summary: summarize?.(...args) ?? `${name}(${args.map((argument) => describe(argument)).join(", ")})`,
    operations,
    ...(undo === undefined ? {} : { undo }),
  };
}

/** @throws OrmError `CONFIG.INVALID` where two have one name. */
export function checkCustomOperations(operations: readonly RegisteredOperation[]): void {
  const names = new Set<string>();
  for (const { name } of operations) {
    checkName(name);
    if (names.has(name)) throw invalidName(name, "is registered twice", "Register each operation once.");
    names.add(name);
  }
}

function record(work: (op: OperationRecorder) => void): readonly Operation[] {
  const operations: Operation[] = [];
  const methods: Record<string, (...args: never[]) => void> = {
    invoke: (operation: Operation) => void operations.push(operation),
  };
  for (const [kind, definition] of Object.entries(operationDefinitions)) {
    const create = definition.create as (...args: never[]) => Operation;
    methods[kind] = (...args) => void operations.push(create(...args));
  }
  work(Object.freeze(methods) as unknown as OperationRecorder);
  return operations;
}

function reverseAll(operations: readonly Operation[]): readonly Operation[] | undefined {
  const reversed = [...operations].reverse().map(reverseOperation);
  return reversed.includes(undefined) ? undefined : reversed.flatMap((each) => each ?? []);
}

/** What `op` has beside its operations. */
const TAKEN: ReadonlySet<string> = new Set([
  "alterTable",
  "autocommit",
  "batch",
  "connection",
  "dialect",
  "invoke",
  "isOffline",
  "query",
  "then",
  "x",
]);

function checkName(name: unknown): void {
  if (typeof name !== "string" || !/^[A-Za-z_$][\w$]*$/.test(name)) {
    throw invalidName(String(name), "is no name of a method", "Use letters and digits: createAuditTrail.");
  }
  if (TAKEN.has(name) || Object.hasOwn(operationDefinitions, name) || name in Object.prototype) {
    throw invalidName(name, "is a name that op has already", "Choose another name.");
  }
}

function invalidName(name: string, what: string, hint: string): OrmError {
  return new OrmError("CONFIG.INVALID", `migrations.operations: "${name}" ${what}`, { hint, details: { name } });
}

function describe(argument: unknown): string {
  if (typeof argument === "string") return `"${argument}"`;
  if (typeof argument !== "object" || argument === null) return String(argument);
  return Array.isArray(argument) ? "[...]" : "{...}";
}
