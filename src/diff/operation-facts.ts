import type { CoreKind, CoreOperations, Constraint, Operation } from "../operations/operation";
import { OBJECT_VERBS } from "../operations/object-operations";
import { parentsOf } from "../schema/attribute-names";
import { table as tableOfParts } from "../schema/edit";
import type { Column, ForeignKey, Index, SchemaObject, Table } from "../schema/model";
import { mapTableTexts, textsOfObject } from "../schema/object-texts";
import { objectKey, ownerOf, type ObjectReference } from "../schema/object-reference";
import { declaredAttributes } from "../schema/stored-attributes";
import { tableKey, thingOfEnum, thingOfObject, thingOfTable, type Thing, type ThingIndex } from "./thing-index";

/** What one state of something depends on. */
export interface Dependencies {
  /** Things that it belongs to or refers to, by their keys. */
  readonly keys: readonly string[];
  /** Its pieces of SQL. */
  readonly texts: readonly string[];
  /** It belongs to a table, whose SQL can use types, functions and sequences, but no other table. */
  readonly isOfTable: boolean;
}

/** What the order of operations depends on. */
export interface OperationFacts {
  readonly creates?: Thing;
  readonly drops?: Thing;
  /** The table, the enum type or the object that changes. */
  readonly subject?: Thing;
  /** What must be there when it has run. */
  readonly after: Dependencies;
  /** What had to be there before it ran. */
  readonly before: Dependencies;
}

const NOTHING: Dependencies = { keys: [], texts: [], isOfTable: true };

type FactsOf<O> = (operation: O) => Partial<OperationFacts>;

/** The kinds whose place depends on others; what is missing has the place of its stage and speaks of its table alone. */
const FACTS: { readonly [K in CoreKind]?: FactsOf<CoreOperations[K]> } = {
  createTable: ({ table }) => ({ creates: thingOfTable(table), after: dependenciesOfTable(table) }),
  dropTable: ({ table, dropped }) => ({
    drops: thingOfTable(table),
    before: dropped === undefined ? NOTHING : dependenciesOfTable(dropped),
  }),
  addColumn: ({ column }) => ({ after: ofColumn(column) }),
  dropColumn: ({ dropped }) => ({ before: ofColumn(dropped) }),
  alterColumn: ({ change, previous }) => ({ after: ofColumn(change), before: ofColumn(previous) }),
  createIndex: ({ index }) => ({ after: ofIndex(index) }),
  dropIndex: ({ dropped }) => ({ before: ofIndex(dropped) }),
  createForeignKey: ({ foreignKey }) => ({ after: ofForeignKey(foreignKey) }),
  createCheckConstraint: ({ check }) => ({ after: ofConstraint({ type: "check", definition: check }) }),
  createExclusionConstraint: ({ exclusion }) => ({ after: ofConstraint({ type: "exclusion", definition: exclusion }) }),
  dropConstraint: ({ dropped }) => ({ before: ofConstraint(dropped) }),
  setTableAttributes: ({ change, previous }) => ({
    after: { ...NOTHING, keys: parentsOf({ attributes: withoutNulls(change) }).map(tableKey) },
    before: { ...NOTHING, keys: parentsOf({ attributes: withoutNulls(previous) }).map(tableKey) },
  }),
  createEnum: ({ enum: type }) => ({ creates: thingOfEnum(type) }),
  alterEnum: ({ enum: type }) => ({ subject: thingOfEnum(type) }),
  dropEnum: ({ enum: type }) => ({ drops: thingOfEnum(type) }),
};

const CREATIONS = new Set<string>(Object.values(OBJECT_VERBS).map(({ create }) => create));

export function factsOf(operation: Operation): OperationFacts {
  const facts = "object" in operation ? factsOfObject(operation) : factsOfPart(operation);
  const subject = facts.subject ?? facts.creates ?? facts.drops ?? tableOf(operation);
  return { after: NOTHING, before: NOTHING, ...facts, ...(subject === undefined ? {} : { subject }) };
}

function factsOfPart<K extends CoreKind>(operation: CoreOperations[K]): Partial<OperationFacts> {
  // The kind has chosen the function, which the compiler cannot see.
  return (FACTS[operation.kind] as FactsOf<CoreOperations[K]> | undefined)?.(operation) ?? {};
}

interface ObjectOperation {
  readonly kind: string;
  readonly object: SchemaObject | ObjectReference;
  readonly previous?: SchemaObject;
  readonly dropped?: SchemaObject;
}

function factsOfObject({ kind, object, previous, dropped }: ObjectOperation): Partial<OperationFacts> {
  const subject = thingOfObject(object);
  const before = previous ?? dropped;
  const released = before === undefined ? {} : { before: dependenciesOfObject(before) };
  if (CREATIONS.has(kind)) {
    const created = object as SchemaObject;
    return { creates: subject, after: dependenciesOfObject(created) };
  }
  const isChange = Object.values(OBJECT_VERBS).some(({ change }) => change === kind);
  if (!isChange) return { drops: subject, ...released };
  return { subject, after: dependenciesOfObject(object as SchemaObject), ...released };
}

function tableOf(operation: Operation): Thing | undefined {
  return "table" in operation ? thingOfTable(operation.table) : undefined;
}

export function dependenciesOfTable(table: Table): Dependencies {
  const texts = textsOf(table);
  const keys = [...table.foreignKeys.flatMap((key) => ofForeignKey(key).keys), ...parentsOf(table).map(tableKey)];
  return { keys, texts, isOfTable: true };
}

export function dependenciesOfObject(object: SchemaObject): Dependencies {
  const owner = ownerOf(object);
  return {
    keys: owner === undefined ? [] : [tableKey(owner), objectKey({ ...owner, kind: "view" })],
    texts: [
      ...textsOfObject(object).map(([text]) => text),
      ...ownedColumnOf(object),
      ...Object.values(declaredAttributes(object.attributes) ?? {}).filter((value) => typeof value === "string"),
    ],
    isOfTable: false,
  };
}

/** The column that a sequence belongs to, as SQL names it. */
function ownedColumnOf(object: SchemaObject): readonly string[] {
  if (object.kind !== "sequence" || object.ownedBy === undefined) return [];
  return [`"${object.ownedBy.column.replaceAll('"', '""')}"`];
}

/** Whether something speaks of a column by its name, or of anything else of that name. */
export function mentionsName({ texts }: Dependencies, name: string, index: ThingIndex): boolean {
  return texts.some((text) => index.mentionsName(text, name));
}

/** The keys of what something depends on, as far as the index knows them. */
export function dependencyKeys({ keys, texts, isOfTable }: Dependencies, index: ThingIndex): ReadonlySet<string> {
  const mentioned = texts.flatMap((text) => index.mentionedIn(text));
  const fitting = isOfTable ? mentioned.filter(({ kind }) => isUsedByTables(kind)) : mentioned;
  return new Set([...keys, ...fitting.map(({ key }) => key)]);
}

function isUsedByTables(kind: Thing["kind"]): boolean {
  return kind !== "table" && kind !== "view" && kind !== "materializedView";
}

function textsOf(table: Table): readonly string[] {
  const texts: string[] = [];
  mapTableTexts(table, (text) => {
    texts.push(text);
    return text;
  });
  return texts;
}

function ofParts(parts: Partial<Table>): Dependencies {
  return { ...NOTHING, texts: textsOf(tableOfParts({ name: "", columns: [], ...parts })) };
}

/** Of a column, or of those members of one that change. */
function ofColumn(column: CoreOperations["alterColumn"]["change"] | Column | undefined): Dependencies {
  if (column === undefined) return NOTHING;
  const { type, default: value, generated } = column;
  const texts = [type, value?.kind === "expression" ? value.sql : undefined, generated?.expression];
  return { ...NOTHING, texts: texts.filter((text) => text !== undefined) };
}

function ofIndex(index: Index | undefined): Dependencies {
  return index === undefined ? NOTHING : ofParts({ indexes: [index] });
}

function ofForeignKey({ references: { table, schema } }: ForeignKey): Dependencies {
  return { ...NOTHING, keys: [tableKey(schema === undefined ? { name: table } : { name: table, schema })] };
}

function ofConstraint(constraint: Constraint | undefined): Dependencies {
  switch (constraint?.type) {
    case "foreignKey":
      return ofForeignKey(constraint.definition);
    case "check":
      return ofParts({ checks: [constraint.definition] });
    case "exclusion":
      return ofParts({ exclusions: [constraint.definition] });
    default:
      return NOTHING;
  }
}

function withoutNulls(change: CoreOperations["setTableAttributes"]["change"] = {}): NonNullable<Table["attributes"]> {
  const present = Object.entries(change).filter(([, value]) => value !== null);
  return Object.fromEntries(present) as NonNullable<Table["attributes"]>;
}
