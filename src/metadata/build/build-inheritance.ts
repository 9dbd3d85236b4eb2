import { isSameData } from "../../util/stable-json";
import type { ColumnMetadata, EmbeddedMetadata, EntityMetadata, InheritanceMetadata } from "../entity-metadata";
import type { ColumnDefinition } from "../metadata-storage";
import type { ColumnOptions } from "../options/column-options";
import { buildColumn, emptyColumn } from "./build-column";
import { buildForeignKey } from "./build-foreign-key";
import { findTarget } from "./build-relations";
import type { BuildContext, ColumnDraft, EntityDraft } from "./draft";
import { inheritanceError } from "./inheritance-place";
import type { Mutable } from "./mutable";
import { relationError } from "./relation-error";

/** Whether the rows of the entity are in the table of another one. */
export function isRowSharing({ place }: EntityDraft): boolean {
  return place?.pattern === "STI" && place.parent !== undefined;
}

/** What a family asks of the columns of its tables, once each table's own are there. */
export function addInheritanceColumns(context: BuildContext, draft: EntityDraft): void {
  const { place } = draft;
  if (place === undefined || place.pattern === "TABLE_PER_CLASS") return;
  if (draft.joinedTo !== undefined) return;
  if (place.pattern === "STI") {
    requireSameColumns(context, draft);
    for (const column of draft.columns) if (isLoosened(draft, column)) column.isNullable = true;
  }
  addDiscriminator(context, draft);
}

/** A column that rows of other classes leave empty; those of embedded classes are always, as TypeORM has them. */
function isLoosened({ definition }: EntityDraft, { propertyPath, embedded, isPrimary }: ColumnDraft): boolean {
  if (isPrimary) return false;
  const isOfChild = definition.columns.get(propertyPath)?.isOfChild === true;
  return isOfChild || (embedded !== undefined && embedded.parent === undefined);
}

const COMPARED = ["type", "length", "precision", "scale", "isArray", "unsigned", "enumValues"] as const;

/** Two classes that share a table may share a column: then it is the same for both. */
function requireSameColumns({ naming }: BuildContext, { definition, columns, metadata }: EntityDraft): void {
  const facts = (column: ColumnMetadata): unknown => COMPARED.map((name) => column[name] ?? null);
  for (const member of definition.repeated) {
    const column = columns.find(({ propertyPath }) => propertyPath === member.path)!;
    const other = buildColumn(metadata, member, naming);
    const isSame = column.columnName === other.columnName && isSameData(facts(column), facts(other));
    if (isSame) continue;
    const problem = `column "${column.columnName}" of property "${member.path}" is another one for ${member.target?.name ?? "a child"}`;
    throw inheritanceError(definition.source, problem, "Give both the same type, or rename one of the properties.");
  }
}

/** The column that says of which class a row is: a property that has its name, or one without a property. */
function addDiscriminator({ naming }: BuildContext, { place, columns, metadata, definition }: EntityDraft): void {
  const given = place!.options.column;
  const options: ColumnOptions = { type: "varchar", ...(typeof given === "string" ? { name: given } : given) };
  const property = options.name ?? "type";
  let column = columns.find(({ propertyPath }) => propertyPath === property);
  if (column === undefined) {
    const role: ColumnDefinition = { property, isStatic: false, role: "regular", isPrimary: false, options };
    const built = buildColumn(metadata, { definition: role, property, path: property }, naming);
    columns.push((column = { ...built, isVirtual: true }));
  }
  if (column.isPrimary || column.isGenerated) {
    const problem = `column "${column.columnName}" cannot say of which class a row is: its values are given otherwise`;
    throw inheritanceError(definition.source, problem, "Name another column in @TableInheritance().");
  }
  column.isDiscriminator = true;
  column.isNullable = false;
}

/** Two classes that share a table may share a relation: then it leads to the same table for both. */
export function requireSameTargets(context: BuildContext, { definition, relations }: EntityDraft): void {
  const { source } = definition;
  for (const { path, definition: repeated } of definition.repeatedRelations) {
    const known = relations.find(({ metadata }) => metadata.propertyPath === path)!.target;
    const other = findTarget(context, source, path, repeated.target);
    if (tableRoot(known) === tableRoot(other)) continue;
    const both = `"${known.metadata.name}" for one class and to "${other.metadata.name}" for another`;
    throw inheritanceError(source, `property "${path}" leads to ${both}`, "Rename it in one of the classes.");
  }
}

function tableRoot({ place, definition }: EntityDraft): unknown {
  return place?.pattern === "STI" ? place.root : definition.source;
}

/** The values that mark rows must be values of the column. */
export function requireKnownValues(drafts: readonly EntityDraft[]): void {
  for (const { place, definition, metadata } of drafts) {
    const column = metadata.inheritance?.discriminatorColumn;
    const values = column?.enumValues;
    const isConcrete = definition.own.child !== undefined;
    if (place === undefined || values === undefined || !isConcrete || values.includes(place.value as string)) continue;
    const problem = `${JSON.stringify(place.value)} is none of the values of column "${column!.columnName}"`;
    throw inheritanceError(definition.source, problem, `Use one of ${values.join(", ")}.`);
  }
}

/** The key of a table beside its parent's: the parent's key, which it refers to. */
export function addParentKey(draft: EntityDraft): void {
  const { joinedTo: parent } = draft;
  if (parent === undefined || draft.columns.some(({ isPrimary }) => isPrimary)) return;
  addParentKey(parent);
  const keys = parent.columns.filter(({ isPrimary }) => isPrimary);
  draft.columns.unshift(
    ...keys.map((key): ColumnDraft => ({
      ...emptyColumn(draft.metadata, key.propertyName, key.columnName, {}),
      propertyPath: key.propertyPath,
      ...(key.embedded === undefined ? {} : { embedded: key.embedded }),
      ...(key.declaredType === undefined ? {} : { declaredType: key.declaredType }),
      transformers: key.transformers,
      isPrimary: true,
      referencedColumn: key,
    })),
  );
}

/** Gives classes without a table of their own what they have so far in the tables of their roots. */
export function shareMembers(context: BuildContext): void {
  for (const draft of context.drafts) if (isRowSharing(draft)) takeSharedColumns(context, draft);
}

/** Gives a class without a table of its own what it has in the table of the root. */
function takeSharedColumns(context: BuildContext, draft: EntityDraft): void {
  const root = findDraft(context, draft.place!.root);
  const has = pathsBelow(context, draft);
  const isHere = (column: ColumnDraft): boolean =>
    column.isDiscriminator || column.treePart !== undefined || has(column.propertyPath);
  draft.columns.splice(0, draft.columns.length, ...root.columns.filter(isHere));
  draft.relations.splice(
    0,
    draft.relations.length,
    ...root.relations.filter(({ metadata }) => has(metadata.propertyPath)),
  );
}

/** Whether a path is a property of a class or of one that extends it. */
function pathsBelow(context: BuildContext, draft: EntityDraft): (path: string) => boolean {
  const family = [draft, ...descendantsOf(context, draft)].map(({ definition }) => definition);
  return (path) => family.some(({ columns, relations }) => columns.has(path) || relations.has(path));
}

function descendantsOf({ drafts }: BuildContext, draft: EntityDraft): readonly EntityDraft[] {
  const { source } = draft.definition;
  const below = new Set([source]);
  const found: EntityDraft[] = [];
  for (let size = 0; size !== below.size;) {
    size = below.size;
    for (const other of drafts) {
      const { parent } = other.place ?? {};
      if (parent === undefined || !below.has(parent) || below.has(other.definition.source)) continue;
      below.add(other.definition.source);
      found.push(other);
    }
  }
  return found;
}

function findDraft({ draftsByKey }: BuildContext, source: { readonly keys: readonly unknown[] }): EntityDraft {
  return draftsByKey.get(source.keys[0])!;
}

/** A foreign key cannot lead to rows that are in several tables. */
export function refuseScatteredTargets({ drafts }: BuildContext): void {
  const extended = new Set(drafts.flatMap(({ place }) => place?.parent ?? []));
  for (const { metadata, target, owner, isScattered } of drafts.flatMap(listRelations)) {
    const { source } = target.definition;
    if (!isScattered || !extended.has(source)) continue;
    const problem = `leads to class "${source.name}", whose rows are in several tables`;
    const hint = `Let it lead to one of the classes that extend ${source.name}, or use another pattern of inheritance.`;
    throw relationError(owner.definition.source, metadata.propertyPath, problem, hint);
  }
}

function listRelations({ relations }: EntityDraft) {
  return relations.map((relation) => ({
    ...relation,
    isScattered: relation.target.place?.pattern === "TABLE_PER_CLASS",
  }));
}

/** Adds what the tables of a family have beside what their classes say: the parent's key as a foreign key, an index. */
export function addInheritanceConstraints(context: BuildContext, draft: EntityDraft): void {
  const { place, metadata, columns } = draft;
  if (place === undefined || isRowSharing(draft)) return;
  if (draft.joinedTo !== undefined) {
    const parent = draft.joinedTo.metadata;
    const keys = columns.filter(({ isPrimary }) => isPrimary);
    const pairs = keys.map((column) => ({ column, referencedColumn: column.referencedColumn! }));
    const traits = { name: undefined, onDelete: "CASCADE", onUpdate: undefined, deferrable: undefined } as const;
    metadata.foreignKeys = [buildForeignKey(context, metadata, parent, pairs, traits), ...metadata.foreignKeys];
    return;
  }
  const column = columns.find(({ isDiscriminator }) => isDiscriminator);
  if (column !== undefined) addDiscriminatorIndex(context, metadata, column);
}

function addDiscriminatorIndex(
  { naming }: BuildContext,
  metadata: Mutable<EntityMetadata>,
  column: ColumnMetadata,
): void {
  if (metadata.indexes.some(({ columns }) => columns.length === 1 && columns[0] === column)) return;
  const name = naming.indexName(metadata.tableName, [column.columnName]);
  const traits = { isUnique: false, isSpatial: false, isFulltext: false, isConcurrent: false, synchronize: true };
  metadata.indexes = [...metadata.indexes, { name, columns: [column], ...traits }];
}

/** Gives a class without a table of its own the facts of the root's table. */
export function shareTable(context: BuildContext, draft: EntityDraft): void {
  const { metadata } = findDraft(context, draft.place!.root);
  const { primaryKeyName, indexes, uniques, checks, exclusions, foreignKeys } = metadata;
  Object.assign(draft.metadata, { primaryKeyName, indexes, uniques, checks, exclusions, foreignKeys });
  const members = [...draft.columns, ...draft.relations.map((relation) => relation.metadata)];
  const known = new Set(members.flatMap(({ embedded }) => (embedded === undefined ? [] : [outermost(embedded)])));
  draft.metadata.embeddeds = metadata.embeddeds.filter((embedded) => known.has(embedded));
}

function outermost(embedded: EmbeddedMetadata): EmbeddedMetadata {
  return embedded.parent === undefined ? embedded : outermost(embedded.parent);
}

/** Describes the place of each class in its family. */
export function describeInheritance(context: BuildContext): void {
  const { drafts } = context;
  for (const draft of drafts) {
    const { place, metadata } = draft;
    if (place === undefined) continue;
    const root = findDraft(context, place.root);
    const discriminator = root.columns.find(({ isDiscriminator }) => isDiscriminator);
    const inheritance: InheritanceMetadata = {
      pattern: place.pattern,
      root: root.metadata,
      ...(place.parent === undefined ? {} : { parent: findDraft(context, place.parent).metadata }),
      children: drafts
        .filter((other) => other.place?.parent === draft.definition.source)
        .map((other) => other.metadata),
      ...(discriminator === undefined ? {} : { discriminatorColumn: discriminator }),
      ...(place.pattern === "TABLE_PER_CLASS" ? {} : { discriminatorValue: place.value }),
      ...ownMembers(draft),
    };
    metadata.inheritance = inheritance;
  }
  requireKnownValues(drafts);
}

/** What an instance of the class itself has, without what classes add that extend it. */
function ownMembers({ definition, columns, relations, place }: EntityDraft) {
  if (place?.pattern !== "STI") {
    return { ownColumns: columns, ownRelations: relations.map(({ metadata }) => metadata) };
  }
  const { columns: ownColumns, relations: ownRelations } = definition;
  const isOwn = (path: string): boolean => {
    const member = ownColumns.get(path) ?? ownRelations.get(path);
    return member !== undefined && member.isOfChild !== true;
  };
  return {
    ownColumns: columns.filter(
      ({ isDiscriminator, treePart, propertyPath }) => isDiscriminator || treePart !== undefined || isOwn(propertyPath),
    ),
    ownRelations: relations.map(({ metadata }) => metadata).filter(({ propertyPath }) => isOwn(propertyPath)),
  };
}
