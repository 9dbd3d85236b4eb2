import { parentsOf } from "./attribute-names";
import { readMentions } from "./mentions";
import type { Schema, SchemaObject, Table } from "./model";
import { mapTableTexts, textsOfObject } from "./object-texts";

/** The objects that something is about, by their bare names. */
export interface ClosureSeeds {
  /** What changes, before and after the change. */
  readonly touched: Iterable<string>;
  /** Of these, what cannot change without whoever refers to it: a type that columns have, a table whose key goes. */
  readonly held: Iterable<string>;
}

/**
 * The names of all objects that are needed to make a change somewhere else: what changes, what it refers to at any distance, views
 * and functions that mention a changed table, tables that refer to what is held. `schemas` are the states between which it
 * changes. Names are compared without case and without their schema, and any mention of a name counts: one object too many does no harm.
 */
export function closureOf(schemas: readonly Schema[], { touched, held }: ClosureSeeds): ReadonlySet<string> {
  const graph = createGraph(schemas);
  const closure = new Set<string>();
  const waiting = [...touched].map(fold);
  const holders = [...held].map(fold);
  waiting.push(...graph.holdersOf(new Set(holders)), ...graph.readersOf(new Set([...waiting, ...holders])));
  while (waiting.length > 0) {
    const name = waiting.pop()!;
    if (closure.has(name)) continue;
    closure.add(name);
    waiting.push(...graph.mentionedBy(name));
  }
  return closure;
}

/** The schema with the objects of a closure only. Extensions stay, because whoever uses one does not say its name. */
export function restrictSchema(schema: Schema, names: ReadonlySet<string>): Schema {
  const isIn = ({ name }: { readonly name: string }): boolean => names.has(fold(name));
  return {
    ...schema,
    tables: schema.tables.filter(isIn),
    enums: schema.enums.filter(isIn),
    objects: schema.objects.filter((object) => {
      if (object.kind === "extension") return true;
      return isIn("table" in object ? object.table : object);
    }),
  };
}

/** Something that has a name, and the text that can mention others. */
interface Node {
  /** In lower case, as all names here. */
  readonly name: string;
  texts(): readonly string[];
}

interface Graph {
  /** What an object mentions, and what belongs to it: its triggers, its policies, its sequences. */
  mentionedBy(name: string): readonly string[];
  /** Tables that have one of the names as a type, or refer to it in a key. */
  holdersOf(names: ReadonlySet<string>): readonly string[];
  /** Views and functions that mention one of the names, and those that mention these; tables that descend from one of them. */
  readersOf(names: ReadonlySet<string>): readonly string[];
}

function createGraph(schemas: readonly Schema[]): Graph {
  const tables = schemas.flatMap((schema) => schema.tables);
  const objects = schemas.flatMap((schema) => schema.objects);
  const types = schemas.flatMap((schema) => schema.enums);
  const known = new Set([...tables, ...types, ...objects.filter((object) => !("table" in object))].map(foldedName));
  const nodes = groupByName([...tables.map(nodeOfTable), ...objects.flatMap(nodesOfObject)]);
  return {
    mentionedBy: (name) =>
      (nodes.get(name) ?? []).flatMap((node) => namesIn(node.texts()).filter((mentioned) => known.has(mentioned))),
    holdersOf: (names) =>
      names.size === 0
        ? []
        : tables.filter((table) => namesIn(textsOfTable(table)).some((name) => names.has(name))).map(foldedName),
    readersOf: (names) =>
      spread(names, [
        ...objects.filter(isReader).map((object) => ({ name: foldedName(object), names: namesIn(textsOf(object)) })),
        ...tables.map((table) => ({ name: foldedName(table), names: parentsOf(table).map(foldedName) })),
      ]),
  };
}

/** Who has one of the names, and who has the name of one of these. */
function spread(
  names: ReadonlySet<string>,
  readers: readonly { readonly name: string; readonly names: readonly string[] }[],
): readonly string[] {
  const able = readers.filter((reader) => reader.names.length > 0);
  const found = new Set<string>();
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const reader of able) {
      if (reader.names.some((name) => names.has(name) || found.has(name))) found.add(reader.name);
    }
  }
  return [...found];
}

function isReader({ kind }: SchemaObject): boolean {
  return kind === "view" || kind === "materializedView" || kind === "function";
}

function nodeOfTable(table: Table): Node {
  return { name: foldedName(table), texts: () => textsOfTable(table) };
}

/** A trigger or a policy is part of its table, and so is a sequence that a column owns. */
function nodesOfObject(object: SchemaObject): readonly Node[] {
  const own: Node = { name: foldedName("table" in object ? object.table : object), texts: () => textsOf(object) };
  if (object.kind !== "sequence" || object.ownedBy === undefined) return [own];
  return [own, { name: foldedName(object.ownedBy.table), texts: () => [quote(object.name)] }];
}

function groupByName(nodes: readonly Node[]): ReadonlyMap<string, readonly Node[]> {
  const groups = new Map<string, Node[]>();
  for (const node of nodes) {
    const group = groups.get(node.name);
    if (group === undefined) groups.set(node.name, [node]);
    else group.push(node);
  }
  return groups;
}

/** Whatever in a table can name another object. */
function textsOfTable(table: Table): readonly string[] {
  const texts: string[] = [];
  mapTableTexts(table, (text) => {
    texts.push(text);
    return text;
  });
  const attributed = [table, ...table.columns, ...table.indexes, ...table.indexes.flatMap(({ parts }) => parts)];
  return [
    ...texts,
    ...table.foreignKeys.map(({ references }) => quote(references.table)),
    ...attributed.flatMap(({ attributes }) => stringsOf(attributes)),
  ];
}

function textsOf(object: SchemaObject): readonly string[] {
  const owner = object.kind === "sequence" ? object.ownedBy?.table.name : undefined;
  return [
    ...textsOfObject(object).map(([text]) => text),
    ...(owner === undefined ? [] : [quote(owner)]),
    ...stringsOf(object.attributes),
  ];
}

/** Text that a dialect keeps for itself is no part of the model: see `declaredAttributes`. */
function stringsOf(attributes: Table["attributes"]): readonly string[] {
  return Object.entries(attributes ?? {}).flatMap(([key, value]) => {
    if (key.includes(".stored.")) return [];
    if (typeof value === "string") return [value];
    return Array.isArray(value) ? value.map(String) : [];
  });
}

function namesIn(texts: readonly string[]): readonly string[] {
  return texts
    .filter((text) => text !== "")
    .flatMap((text) => {
      const { names, strings } = readMentions(text);
      return [...names.flatMap(({ parts }) => parts), ...strings.flatMap((string) => namesOfString(string))].map(fold);
    });
}

/** `nextval('billing.numbers'::regclass)`: a name as text. */
function namesOfString(text: string): readonly string[] {
  return readMentions(text).names.flatMap(({ parts }) => parts);
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function foldedName({ name }: { readonly name: string }): string {
  return fold(name);
}

function fold(name: string): string {
  return name.toLowerCase();
}
