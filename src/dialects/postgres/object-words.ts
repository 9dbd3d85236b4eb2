import type { Attributes, Index, SchemaObject } from "../../schema/model";
import { declaredAttributes } from "../../schema/stored-attributes";
import { isSameData } from "../../util/stable-json";

/** The members of an object that are text which the server spells in its own words. */
const TEXTS: readonly string[] = ["query", "definition", "event", "action", "using", "check"];

const COLUMN_DEFAULT = "postgres.columnDefault.";

type Members = Readonly<Record<string, unknown>>;

/** Whether a wanted object stands letter by letter as the live one does. */
export function isSpeltAlike(wanted: SchemaObject, live: SchemaObject): boolean {
  const [one, other] = [membersOf(wanted), membersOf(live)];
  const hasLiveIndex = (index: Index): boolean => indexesOf(live).some((known) => isSameData(index, known));
  return (
    isSameData(one["columns"], other["columns"]) &&
    TEXTS.every((member) => one[member] === other[member]) &&
    indexesOf(wanted).every(hasLiveIndex) &&
    isSameData(columnDefaults(wanted), columnDefaults(live))
  );
}

/**
 * The wanted object, with the live one's text wherever the server's answer says that both mean the same, and its own text
 * elsewhere. What the catalog knows of the object beside that comes along: of the answer, or of the live one if both are alike.
 */
export function adoptWords(
  wanted: SchemaObject,
  answer: SchemaObject | undefined,
  live: SchemaObject | undefined,
): SchemaObject {
  const source = answer ?? (live !== undefined && isSpeltAlike(wanted, live) ? live : undefined);
  const attributes = {
    ...declaredAttributes(wanted.attributes),
    ...(answer === undefined ? {} : columnDefaults(answer)),
    ...storedAttributes(source?.attributes),
  };
  const texts = answer === undefined || live === undefined ? {} : sameTexts(membersOf(answer), membersOf(live));
  // The names of the columns are part of the query as the server writes it.
  const { columns, attributes: _attributes, ...rest } = membersOf(wanted);
  return {
    ...rest,
    ...(columns === undefined || "query" in texts ? {} : { columns }),
    ...texts,
    ...adoptIndexes(wanted, answer, live),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  } as unknown as SchemaObject;
}

/** What the wanted object leaves to the database is taken as it is there. */
export function adoptLive(wanted: SchemaObject, live: SchemaObject): SchemaObject {
  if (wanted.kind === "materializedView" && live.kind === "materializedView") {
    const { withoutData: _withoutData, ...view } = wanted;
    return live.withoutData === true ? { ...view, withoutData: true } : view;
  }
  if (wanted.kind === "function" && live.kind === "function") {
    return live.arguments === undefined ? wanted : { ...wanted, arguments: live.arguments };
  }
  if (wanted.kind !== "extension" || live.kind !== "extension") return wanted;
  return {
    ...wanted,
    ...(wanted.schema === undefined && live.schema !== undefined ? { schema: live.schema } : {}),
    ...(wanted.version === undefined && live.version !== undefined ? { version: live.version } : {}),
  };
}

/** The texts in which the answer is the live object. */
function sameTexts(answer: Members, live: Members): Members {
  const same = TEXTS.filter((member) => answer[member] !== undefined && answer[member] === live[member]);
  return Object.fromEntries(same.map((member) => [member, live[member]]));
}

function adoptIndexes(
  wanted: SchemaObject,
  answer: SchemaObject | undefined,
  live: SchemaObject | undefined,
): { readonly indexes?: readonly Index[] } {
  if (answer === undefined || live === undefined || indexesOf(wanted).length === 0) return {};
  const answers = indexesOf(answer);
  const indexes = indexesOf(wanted).map((index) => {
    const found = answers.find(({ name }) => name === index.name);
    return indexesOf(live).find((known) => found !== undefined && isSameData(known, found)) ?? index;
  });
  return { indexes };
}

function membersOf(object: SchemaObject): Members {
  return object as unknown as Members;
}

function indexesOf(object: SchemaObject): readonly Index[] {
  return object.kind === "materializedView" ? (object.indexes ?? []) : [];
}

function columnDefaults(object: SchemaObject): Attributes {
  return attributesWhere(object.attributes, (key) => key.startsWith(COLUMN_DEFAULT));
}

function storedAttributes(attributes: Attributes | undefined): Attributes {
  return attributesWhere(attributes, (key) => key.includes(".stored."));
}

function attributesWhere(attributes: Attributes = {}, isMeant: (key: string) => boolean): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => isMeant(key)));
}
