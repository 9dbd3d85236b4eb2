import { OrmError } from "../../errors/orm-error";
import { withoutUndefined } from "../../util/without-undefined";
import type { Deferrable, ReferentialAction } from "../../schema/model";
import { isEntitySchema } from "../entity-target";
import type { CascadeMetadata } from "../entity-metadata";
import type { RelationDefinition } from "../metadata-storage";
import type { CascadeAction, OrphanedRowAction, RelationAction, RelationOptions } from "../options/relation-options";
import type { Member } from "./entity-definition";
import type { BuildContext, EntityDraft, RelationDraft } from "./draft";
import { findSource, ownDefinitions } from "./entity-source";
import { describeClass, describeProperty, type Named } from "./property-label";
import { relationError, suggestName } from "./relation-error";
import { readDeclaredType } from "./resolve-column-type";

const ACTIONS: Readonly<Record<RelationAction, ReferentialAction>> = {
  RESTRICT: "RESTRICT",
  CASCADE: "CASCADE",
  "SET NULL": "SET NULL",
  "SET DEFAULT": "SET DEFAULT",
  DEFAULT: "SET DEFAULT",
  "NO ACTION": "NO ACTION",
};

const CASCADES: Readonly<Record<CascadeAction, true>> = {
  insert: true,
  update: true,
  remove: true,
  "soft-remove": true,
  recover: true,
};

const ORPHAN_ACTIONS: Readonly<Record<OrphanedRowAction, true>> = {
  nullify: true,
  delete: true,
  "soft-delete": true,
  disable: true,
};

const DEFERRABLES: Readonly<Record<NonNullable<RelationOptions["deferrable"]>, Deferrable>> = {
  "INITIALLY IMMEDIATE": "initially immediate",
  "INITIALLY DEFERRED": "initially deferred",
};

/** Makes the relations of an entity and finds the entity at the other end of each; join columns come later. */
export function buildRelations(context: BuildContext, owner: EntityDraft): void {
  for (const member of owner.definition.relations.values()) {
    const { definition, embedded, path, isOfChild } = member;
    const target = findTarget(context, owner.definition.source, path, definition.target);
    const metadata = buildRelation(owner, target, member);
    owner.relations.push({ definition, metadata, owner, target, ...withoutUndefined({ embedded, isOfChild }) });
    embedded?.relations.push(metadata);
  }
}

/** The schema model's word for an option such as `"INITIALLY DEFERRED"`. */
export function readDeferrable(option: RelationOptions["deferrable"]): Deferrable | undefined {
  return option === undefined ? undefined : DEFERRABLES[option];
}

function buildRelation(
  owner: EntityDraft,
  target: EntityDraft,
  member: Member<RelationDefinition>,
): RelationDraft["metadata"] {
  const { definition, property, path, embedded } = member;
  const { type, options } = definition;
  const { source } = owner.definition;
  const onDelete = readAction(source, path, "onDelete", options);
  const onUpdate = readAction(source, path, "onUpdate", options);
  checkWords(source, path, options);
  const deferrable = readDeferrable(options.deferrable);
  return {
    type,
    entity: owner.metadata,
    propertyName: property,
    propertyPath: path,
    ...(embedded === undefined ? {} : { embedded }),
    target: target.metadata,
    isOwner: isOwner(owner, path, definition),
    isToMany: type === "one-to-many" || type === "many-to-many",
    joinColumns: [],
    inverseJoinColumns: [],
    isNullable: options.nullable !== false,
    isEager: options.eager === true,
    isLazy: options.lazy === true || readDeclaredType({ ...member, isTyped: true }) === Promise,
    cascade: readCascade(options.cascade),
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(onUpdate === undefined ? {} : { onUpdate }),
    ...(deferrable === undefined ? {} : { deferrable }),
    isPersistenceEnabled: options.persistence !== false,
    orphanedRowAction: options.orphanedRowAction ?? "nullify",
    options,
  };
}

function isOwner(owner: EntityDraft, path: string, { type }: RelationDefinition): boolean {
  if (type === "one-to-one") return owner.definition.joinColumns.has(path);
  if (type === "many-to-many") return owner.definition.joinTables.has(path);
  return type === "many-to-one";
}

/** The schema model's word for what happens to referring rows. Throws `ENTITY.OPTION_INVALID` for one that is none. */
export function readAction(
  target: Named,
  property: string,
  option: "onDelete" | "onUpdate",
  options: Pick<RelationOptions, "onDelete" | "onUpdate">,
): ReferentialAction | undefined {
  const action: string | undefined = options[option];
  if (action === undefined) return undefined;
  requireKnown(target, property, option, [action], ACTIONS);
  return ACTIONS[action as RelationAction];
}

function checkWords(
  target: Named,
  property: string,
  { cascade, deferrable, orphanedRowAction }: RelationOptions,
): void {
  if (typeof cascade === "object") requireKnown(target, property, "cascade", cascade, CASCADES);
  requireKnown(target, property, "deferrable", toList(deferrable), DEFERRABLES);
  requireKnown(target, property, "orphanedRowAction", toList(orphanedRowAction), ORPHAN_ACTIONS);
}

function toList(word: string | undefined): readonly string[] {
  return word === undefined ? [] : [word];
}

function requireKnown(
  target: Named,
  property: string,
  option: string,
  words: readonly string[],
  known: Readonly<Record<string, unknown>>,
): void {
  const unknown = words.find((word) => !Object.hasOwn(known, word));
  if (unknown === undefined) return;
  throw new OrmError("ENTITY.OPTION_INVALID", `${describeProperty(target, property)}: ${option} "${unknown}"`, {
    hint: `Use one of ${Object.keys(known).join(", ")}.`,
    details: { class: target.name, property },
  });
}

function readCascade(cascade: RelationOptions["cascade"]): CascadeMetadata {
  const has = (action: CascadeAction): boolean =>
    cascade === true || (typeof cascade === "object" && cascade.includes(action));
  return {
    insert: has("insert"),
    update: has("update"),
    remove: has("remove"),
    softRemove: has("soft-remove"),
    recover: has("recover"),
  };
}

/** The entity that a relation or a foreign key leads to. Throws `ENTITY.RELATION_INVALID` or `ENTITY.NOT_AN_ENTITY`. */
export function findTarget(
  context: BuildContext,
  owner: Named,
  property: string,
  given: RelationDefinition["target"],
): EntityDraft {
  if (typeof given === "string") return findByName(context, owner, property, given);
  const target = readTarget(context, owner, property, given);
  const draft = context.draftsByKey.get(target);
  if (draft !== undefined) return draft;
  if (isEntitySchema(target)) return findByName(context, owner, property, target.name);
  const source = findSource(target)!;
  if (ownDefinitions(source).entity !== undefined) {
    const problem = `leads to ${describeClass(source)}, which is not among the entities`;
    throw relationError(owner, property, problem, `Add ${source.name} to \`entities\` of the data source.`);
  }
  throw new OrmError(
    "ENTITY.NOT_AN_ENTITY",
    `${describeProperty(owner, property)} leads to ${describeClass(source)}, which has no @Entity() decorator`,
    { hint: `Put @Entity() on ${source.name}.`, details: { class: owner.name, property, target: source.name } },
  );
}

function readTarget(context: BuildContext, owner: Named, property: string, read: (type?: unknown) => unknown): unknown {
  const hint =
    "Write a function that returns the entity's class, `() => Post`; with modules that import each other, export the class by its name.";
  let target: unknown;
  try {
    target = read();
  } catch (cause) {
    throw relationError(owner, property, "the function that names the related entity failed", hint, cause);
  }
  if (context.draftsByKey.has(target) || findSource(target) !== undefined) return target;
  throw relationError(owner, property, `the related entity is ${String(target)}`, hint);
}

function findByName(context: BuildContext, owner: Named, property: string, name: string): EntityDraft {
  const named = context.drafts.filter((draft) => draft.metadata.name === name);
  const found = named.length > 0 ? named : context.drafts.filter(({ metadata }) => metadata.options.name === name);
  if (found.length === 1) return found[0]!;
  if (found.length > 1) {
    throw relationError(owner, property, `several entities are called "${name}"`, `Name the class: () => ${name}.`);
  }
  const known = context.drafts.map((draft) => draft.metadata.name);
  throw relationError(owner, property, `no entity is called "${name}"`, suggestName(name, known));
}
