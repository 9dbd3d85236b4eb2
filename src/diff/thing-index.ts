import { readMentions, type MentionedName, type Mentions } from "../schema/mentions";
import type { ObjectKind, ObjectName, Schema, SchemaObject } from "../schema/model";
import { nameKey, nameOf } from "../schema/object-name";
import { objectKey, type ObjectReference } from "../schema/object-reference";

/** Anything in a schema that has a name and that others mention by it. */
export interface Thing {
  /** What tells it apart from all others; see {@link tableKey}, {@link enumKey} and `objectKey`. */
  readonly key: string;
  readonly kind: ObjectKind | "table" | "enum";
  readonly name: ObjectName;
  /** A function is meant only where a parenthesis follows its name. */
  readonly isCalled: boolean;
}

export function tableKey(name: ObjectName): string {
  return `table:${nameKey(name)}`;
}

export function enumKey(name: ObjectName): string {
  return `enum:${nameKey(name)}`;
}

export function thingOfTable(table: ObjectName): Thing {
  return { key: tableKey(table), kind: "table", name: nameOf(table), isCalled: false };
}

export function thingOfEnum(type: ObjectName): Thing {
  return { key: enumKey(type), kind: "enum", name: nameOf(type), isCalled: false };
}

export function thingOfObject(object: SchemaObject | ObjectReference): Thing {
  const isCalled = object.kind === "function" && !("type" in object && object.type !== undefined);
  return { key: objectKey(object), kind: object.kind, name: nameOf(object), isCalled };
}

/** What may not be there twice: tables, views, sequences and types share their names. */
export function spaceOf({ key, kind, name }: Thing): string {
  return kind === "function" || kind === "trigger" || kind === "policy" || kind === "extension" ? key : nameKey(name);
}

/** Everything of a schema that can be mentioned. */
export function thingsOf({ tables, enums, objects }: Schema): readonly Thing[] {
  return [...tables.map(thingOfTable), ...enums.map(thingOfEnum), ...objects.map(thingOfObject)];
}

/** The names that stand for a row and not for a schema, in front of a dot. */
const ROWS = new Set(["new", "old", "excluded"]);

/** Finds which of many things a text mentions, in time that depends on the text alone. */
export class ThingIndex {
  readonly #byName = new Map<string, Thing[]>();
  readonly #known: Map<string, Mentions>;

  /** @param known texts that were read before, for several indexes over the same texts. */
  constructor(things: Iterable<Thing>, known: Map<string, Mentions> = new Map()) {
    this.#known = known;
    for (const thing of things) {
      // Nobody names these: a trigger and a policy are named together with their table, an extension by its content.
      if (thing.kind === "trigger" || thing.kind === "policy" || thing.kind === "extension") continue;
      const name = thing.name.name.toLowerCase();
      const others = this.#byName.get(name);
      if (others === undefined) this.#byName.set(name, [thing]);
      else if (!others.some(({ key }) => key === thing.key)) others.push(thing);
    }
  }

  get isEmpty(): boolean {
    return this.#byName.size === 0;
  }

  /** The things that a text mentions, as far as names tell: a column of the same name can look like one. */
  mentionedIn(text: string): readonly Thing[] {
    if (this.isEmpty) return [];
    const { names, strings } = this.#read(text);
    const rows = new Set(names.filter(({ parts }) => parts.length === 1).map(({ parts }) => parts[0]!.toLowerCase()));
    return [
      ...names.flatMap((name) => this.#find(name, rows)),
      ...strings.flatMap((string) => this.#findSequence(string)),
    ];
  }

  /** Whether a text mentions a column by its name, or anything else of that name. */
  mentionsName(text: string, name: string): boolean {
    const wanted = name.toLowerCase();
    return this.#read(text).names.some(({ parts }) => parts.some((part) => part.toLowerCase() === wanted));
  }

  #read(text: string): Mentions {
    let known = this.#known.get(text);
    if (known === undefined) this.#known.set(text, (known = readMentions(text)));
    return known;
  }

  /** @param rows names that also stand alone, as the second name of a table does and a schema never. */
  #find({ parts, isCall }: MentionedName, rows: ReadonlySet<string>): readonly Thing[] {
    const [first = "", second] = parts;
    const fits = (thing: Thing): boolean => isCall || !thing.isCalled;
    const named = (name: string): readonly Thing[] => (this.#byName.get(name.toLowerCase()) ?? []).filter(fits);
    if (second === undefined) return inOwnSchema(named(first));
    const inSchema = named(second).filter(({ name }) => name.schema?.toLowerCase() === first.toLowerCase());
    if (inSchema.length > 0) return inSchema;
    const unqualified = (this.#byName.get(first.toLowerCase()) ?? []).filter((thing) => !thing.isCalled);
    if (unqualified.length > 0) return inOwnSchema(unqualified);
    const isRow = rows.has(first.toLowerCase()) || ROWS.has(first.toLowerCase());
    return isRow ? [] : named(second).filter(({ name }) => name.schema === undefined);
  }

  /** Functions take the name of a sequence as text. */
  #findSequence(string: string): readonly Thing[] {
    const parts = string.replaceAll('"', "").split(".");
    const found = this.#byName.get((parts[parts.length - 1] ?? "").toLowerCase()) ?? [];
    return found.filter(
      ({ kind, name }) =>
        kind === "sequence" && (parts.length === 1 || name.schema === undefined || name.schema === parts[0]),
    );
  }
}

/** A bare name means something in the connection's own schema, or, where there is none, in any. */
function inOwnSchema(things: readonly Thing[]): readonly Thing[] {
  const own = things.filter(({ name }) => name.schema === undefined);
  return own.length > 0 ? own : things;
}
