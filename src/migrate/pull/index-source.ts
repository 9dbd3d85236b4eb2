import type { ResolvedDialect } from "../../dialect/dialect";
import { plainIndexes } from "../../dialect/index-facts";
import { limitedName } from "../../mapping/shorten-name";
import type { Attributes, ExclusionConstraint, Index, IndexPart, Table, UniqueConstraint } from "../../schema/model";
import { printCall, withoutEmpty, type OptionRecord } from "./print-call";
import type { PullContext } from "./pulled-entity";

/** The decorator of an index or a constraint, as source without its `@`. */
export interface PartSource {
  /** In the shortest form, which may need a property to stand on. */
  readonly call: string;
  /** As it stands on a class. */
  readonly onClass: string;
  /** The property that it stands on; absent for the class. */
  readonly property?: string;
}

/** What an index is on. */
export interface IndexPlace {
  readonly table: Pick<Table, "name">;
  /** The property of a column, or the relation that has it. */
  propertyOf(column: string): string;
  /** Says what the decorators have no word for. */
  lose(text: string): void;
}

/** `@Index()` with whatever it can say. */
export function indexSource(index: Index, place: IndexPlace, { dialect, naming }: PullContext): PartSource {
  const facts = dialect.indexFacts ?? plainIndexes;
  const { kinds, methods } = facts;
  const { method, attributes = {} } = index;
  const isSpatial = method !== undefined && methods !== "any" && method === kinds.spatial;
  const isFulltext = method !== undefined && method === kinds.fulltext;
  const own = splitAttributes(attributes, [facts.include, facts.storage, facts.parser, facts.nullsNotDistinct]);
  const [include, storage, parser, nullsNotDistinct] = own.found;
  const parts = index.parts.map((part) => partSource(part, place, dialect, `index "${index.name}"`));
  const options = withoutEmpty({
    unique: index.unique === true ? true : undefined,
    where: index.where,
    spatial: isSpatial ? true : undefined,
    fulltext: isFulltext ? true : undefined,
    type: isSpatial || isFulltext ? undefined : method,
    parser,
    include: Array.isArray(include) ? include.map((column: string) => place.propertyOf(column)) : undefined,
    nullsNotDistinct,
    with: storageSource(storage),
    comment: index.comment,
    attributes: own.rest,
  });
  const named = index.parts.map(({ column, expression }) => column ?? expression ?? "");
  const usual = limitedName(naming.indexName(place.table.name, named, index.where), dialect);
  return partCall("Index", index.name === usual ? undefined : index.name, parts, options);
}

/** `@Unique()`. */
export function uniqueSource(unique: UniqueConstraint, place: IndexPlace, context: PullContext): PartSource {
  const properties = unique.columns.map((column) => place.propertyOf(column));
  const name = isUsualUnique(unique, place.table, context) ? undefined : unique.name;
  if (unique.withoutOverlaps === true) place.lose(`unique constraint "${unique.name}": WITHOUT OVERLAPS`);
  const options = withoutEmpty({
    deferrable: unique.deferrable?.toUpperCase(),
    nullsNotDistinct: unique.nullsNotDistinct === true ? true : undefined,
    include: unique.include?.map((column) => place.propertyOf(column)),
    comment: unique.comment,
  });
  return partCall("Unique", name, properties, options);
}

/** Whether a unique constraint has the name that it has without being told, or none. */
export function isUsualUnique(
  { name, columns }: UniqueConstraint,
  table: Pick<Table, "name">,
  { dialect, naming }: PullContext,
): boolean {
  if (name === undefined) return true;
  const usual = dialect.capabilities.uniqueConstraints
    ? naming.uniqueConstraintName(table.name, columns)
    : (naming.uniqueIndexName ?? naming.indexName).call(naming, table.name, columns);
  return name === limitedName(usual, dialect);
}

/** `@Exclusion()`; it always has its name. */
export function exclusionSource(
  exclusion: ExclusionConstraint,
  place: IndexPlace,
  { dialect }: PullContext,
): PartSource {
  const facts = dialect.indexFacts ?? plainIndexes;
  const owner = `exclusion constraint "${exclusion.name ?? ""}"`;
  const own = splitAttributes(exclusion.attributes ?? {}, [facts.include, facts.storage]);
  const [include, storage] = own.found;
  if (own.rest !== undefined) place.lose(`${owner}: ${describeAttributes(own.rest)}`);
  const form = withoutEmpty({
    using: exclusion.method,
    elements: exclusion.elements.map(({ operator, ...part }) => {
      const source = partSource(part, place, dialect, owner);
      return typeof source === "string" ? { property: source, operator } : { ...source, operator };
    }),
    where: exclusion.where,
    include: Array.isArray(include) ? include.map((column: string) => place.propertyOf(column)) : undefined,
    with: storageSource(storage),
    deferrable: exclusion.deferrable?.toUpperCase(),
    comment: exclusion.comment,
  });
  const call = printCall("Exclusion", exclusion.name, form);
  return { call, onClass: call };
}

/** One plain column is said on its property, everything else on the class. */
function partCall(
  decorator: string,
  name: string | undefined,
  parts: readonly (string | OptionRecord)[],
  options: OptionRecord,
): PartSource {
  const [only] = parts;
  const onClass = printCall(decorator, name, parts, options);
  if (parts.length !== 1 || typeof only !== "string") return { call: onClass, onClass };
  return { call: printCall(decorator, name, options), onClass, property: only };
}

function partSource(
  part: IndexPart,
  place: IndexPlace,
  dialect: ResolvedDialect,
  owner: string,
): string | OptionRecord {
  const facts = (dialect.indexFacts ?? plainIndexes).part;
  const own = splitAttributes(part.attributes ?? {}, [
    facts.nulls,
    facts.collation,
    facts.opclass,
    facts.opclassOptions,
    facts.length,
  ]);
  const [nulls, collation, opclass, opclassOptions, length] = own.found;
  if (own.rest !== undefined) place.lose(`${owner}: ${describeAttributes(own.rest)}`);
  const options = withoutEmpty({
    order: part.order === "desc" ? "DESC" : undefined,
    nulls: typeof nulls === "string" ? nulls.toUpperCase() : undefined,
    collation,
    opclass,
    opclassOptions: storageSource(opclassOptions),
    length,
  });
  if (part.column === undefined) return { expression: part.expression, ...options };
  const property = place.propertyOf(part.column);
  return Object.keys(options).length === 0 ? property : { property, ...options };
}

/** The attributes that options speak of, in their order, and the rest. */
function splitAttributes(attributes: Attributes, keys: readonly (string | undefined)[]) {
  const known = new Set(keys);
  const rest = Object.entries(attributes).filter(([key]) => !known.has(key));
  return {
    found: keys.map((key) => (key === undefined ? undefined : attributes[key])),
    rest: rest.length === 0 ? undefined : (Object.fromEntries(rest) as Attributes),
  };
}

/** `["fillfactor=70"]` to `{ fillfactor: 70 }`. */
function storageSource(list: Attributes[string] | undefined): OptionRecord | undefined {
  if (!Array.isArray(list)) return undefined;
  return Object.fromEntries(
    (list as readonly string[]).map((entry) => {
      const at = entry.indexOf("=");
      const value = entry.slice(at + 1);
      return [entry.slice(0, at), String(Number(value)) === value ? Number(value) : value];
    }),
  );
}

function describeAttributes(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([key, value]) => `${key} ${JSON.stringify(value)}`)
    .join(", ");
}
