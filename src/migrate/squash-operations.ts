import type { ResolvedDialect } from "../dialect/dialect";
import { diff } from "../diff/diff";
import { applyOperations } from "../operations/definitions";
import { ownedObjectsAfter } from "../operations/objects/owned-objects";
import type { CoreKind, Operation } from "../operations/operation";
import { tableOf } from "../operations/table-of";
import type { ObjectName, Schema } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { objectKey } from "../schema/object-reference";
import { isConditional } from "./conditional";
import { withBlocks, type RecordedOperation } from "./simulate-revision";

type SquashDialect = Pick<ResolvedDialect, "capabilities" | "types" | "objectChanges">;

/** What the model cannot see through: it keeps its place, and nothing is moved across it. */
const BARRIERS: ReadonlySet<CoreKind> = new Set(["execute", "bulkInsert", "dropSchema"]);

/** What does more to objects that are there than lead to another schema: rows, or the state of a sequence, go along. */
const CARRYING: ReadonlySet<CoreKind> = new Set([
  "renameTable",
  "renameColumn",
  "renameEnum",
  "renameObject",
  "renameIndex",
  "renameConstraint",
  "alterEnum",
  "alterSequence",
  "alterDomain",
  "alterCompositeType",
  "validateConstraint",
  "createPrimaryKey",
]);

/**
 * The fewest operations that do the same as those of several runs, one after the other. Between two things that the model cannot see
 * through only the schemas at both ends count; where rows that are there go along with a change, the operations stay as they are.
 */
export function squashOperations(recorded: readonly RecordedOperation[], dialect: SquashDialect): readonly Operation[] {
  const operations: Operation[] = [];
  let segment: RecordedOperation[] = [];
  let literal: RecordedOperation[] = [];
  const finishSegment = (): void => {
    operations.push(...squashSegment(segment, dialect));
    segment = [];
  };
  const finishLiteral = (): void => {
    operations.push(...withBlocks(literal));
    literal = [];
  };
  for (const each of recorded) {
    if (isBarrier(each, segment[0]?.before ?? each.before)) {
      finishSegment();
      literal.push(each);
    } else {
      finishLiteral();
      segment.push(each);
    }
  }
  finishSegment();
  finishLiteral();
  return operations;
}

/** What is done outside of a transaction to a table that others use stays there; a table that is new has no others. */
function isBarrier({ operation, block, problem }: RecordedOperation, start: Schema): boolean {
  if (BARRIERS.has(operation.kind) || problem !== undefined || isConditional(operation)) return true;
  return block !== undefined && isAboutExisting(operation, start);
}

function squashSegment(segment: readonly RecordedOperation[], dialect: SquashDialect): readonly Operation[] {
  const [first] = segment;
  if (first === undefined) return [];
  const plain = segment.map(({ operation }) => operation);
  const { before } = first;
  const { after } = segment.at(-1)!;
  const lasting = withoutDropped(before, after, plain);
  if (segment.length === 1 || plain.some((operation) => carriesRows(operation, lasting)) || isMadeAnew(plain, before)) {
    return plain;
  }
  const net = withDeclarations(differences(before, after, dialect), plain);
  const isShorter = net.length < plain.length;
  return isShorter && leadsTo(net, before, after, dialect) ? net : plain;
}

/** Objects that were created for declarations still are. */
function withDeclarations(net: readonly Operation[], plain: readonly Operation[]): readonly Operation[] {
  const owned = ownedObjectsAfter(plain);
  return net.map((operation) => {
    const isCreation = "object" in operation && operation.kind.startsWith("create");
    if (!isCreation || !owned.has(objectKey(operation.object))) return operation;
    return { ...operation, declared: true } as Operation;
  });
}

/** The schema without the tables that are gone at the end: what becomes of their rows on the way is no matter. */
function withoutDropped(before: Schema, after: Schema, operations: readonly Operation[]): Schema {
  const lasting = new Set(after.tables.map(nameKey));
  for (const operation of operations) if (operation.kind === "renameTable") lasting.add(nameKey(operation.table));
  return { ...before, tables: before.tables.filter((table) => lasting.has(nameKey(table))) };
}

function differences(
  from: Schema,
  to: Schema,
  { capabilities, types, objectChanges }: SquashDialect,
): readonly Operation[] {
  return diff(from, to, { capabilities, types, objectChanges, answers: { noRenames: true } }).operations;
}

function leadsTo(net: readonly Operation[], before: Schema, after: Schema, dialect: SquashDialect): boolean {
  return differences(applyOperations(before, net), after, dialect).length === 0;
}

/** Whether rows that may be there take part in a change, so that the schemas at both ends do not tell all of it. */
function carriesRows(operation: Operation, before: Schema): boolean {
  if (!isAboutExisting(operation, before)) return false;
  if (operation.kind === "alterColumn") {
    const { type, generated, collation, nullable } = operation.change;
    const isFilled = operation.using ?? operation.backfill ?? operation.replace ?? operation.clear;
    return (isFilled ?? type ?? generated ?? collation) !== undefined || nullable === false;
  }
  if (operation.kind === "addColumn") return operation.backfill !== undefined;
  return CARRYING.has(operation.kind);
}

/** Whether something that is there goes and comes again under its name: its rows do not. */
function isMadeAnew(operations: readonly Operation[], before: Schema): boolean {
  const gone = new Set<string>();
  return operations.some((operation) => {
    const key = keyOf(operation);
    if (key === undefined) return false;
    if (operation.kind.startsWith("drop") && isAboutExisting(operation, before)) gone.add(key);
    return (operation.kind.startsWith("create") || operation.kind === "addColumn") && gone.has(key);
  });
}

/** Names tables and columns, which hold rows. */
function keyOf(operation: Operation): string | undefined {
  switch (operation.kind) {
    case "createTable":
    case "dropTable":
      return nameKey(operation.table);
    case "addColumn":
      return `${nameKey(operation.table)}\0${operation.column.name}`;
    case "dropColumn":
      return `${nameKey(operation.table)}\0${operation.column}`;
    default:
      return undefined;
  }
}

function isAboutExisting(operation: Operation, { tables, enums, objects }: Schema): boolean {
  const isThere = (list: readonly ObjectName[], name: ObjectName): boolean =>
    list.some((each) => nameKey(each) === nameKey(name));
  const table = tableOf(operation);
  if (table !== undefined) return isThere(tables, table);
  if ("enum" in operation) return isThere(enums, operation.enum);
  if (!("object" in operation)) return false;
  const key = objectKey(operation.object);
  return objects.some((each) => objectKey(each) === key);
}
