import { OrmError } from "../../errors/orm-error";
import type { Deferrable, ReferentialAction } from "../../schema/model";
import type { CascadeMetadata } from "../entity-metadata";
import type { EntityClass } from "../entity-target";
import { readClassDefinitions, type RelationDefinition } from "../metadata-storage";
import type { CascadeAction, RelationAction, RelationOptions } from "../options/relation-options";
import type { BuildContext, EntityDraft, RelationDraft } from "./draft";
import { describeClass, describeProperty } from "./property-label";
import { relationError, suggestName } from "./relation-error";
import { readPropertyType } from "./resolve-column-type";

const ACTIONS: Readonly<Record<RelationAction, ReferentialAction>> = {
  RESTRICT: "RESTRICT",
  CASCADE: "CASCADE",
  "SET NULL": "SET NULL",
  "SET DEFAULT": "SET DEFAULT",
  DEFAULT: "SET DEFAULT",
  "NO ACTION": "NO ACTION",
};

const DEFERRABLES: Readonly<Record<NonNullable<RelationOptions["deferrable"]>, Deferrable>> = {
  "INITIALLY IMMEDIATE": "initially immediate",
  "INITIALLY DEFERRED": "initially deferred",
};

/** Makes the relations of an entity and finds the entity at the other end of each; join columns come later. */
export function buildRelations(context: BuildContext, owner: EntityDraft): void {
  for (const [property, definition] of owner.definition.relations) {
    const target = findTarget(context, owner.definition.target, property, definition);
    const metadata = buildRelation(owner, target, property, definition);
    owner.relations.push({ definition, metadata, owner, target });
  }
}

/** The schema model's word for an option such as `"INITIALLY DEFERRED"`. */
export function readDeferrable(option: RelationOptions["deferrable"]): Deferrable | undefined {
  return option === undefined ? undefined : DEFERRABLES[option];
}

function buildRelation(
  owner: EntityDraft,
  target: EntityDraft,
  propertyName: string,
  definition: RelationDefinition,
): RelationDraft["metadata"] {
  const { type, options } = definition;
  const ownerClass = owner.definition.target;
  const onDelete = readAction(ownerClass, propertyName, "onDelete", options);
  const onUpdate = readAction(ownerClass, propertyName, "onUpdate", options);
  const deferrable = readDeferrable(options.deferrable);
  return {
    type,
    entity: owner.metadata,
    propertyName,
    target: target.metadata,
    isOwner: isOwner(owner, propertyName, definition),
    isToMany: type === "one-to-many" || type === "many-to-many",
    joinColumns: [],
    inverseJoinColumns: [],
    isNullable: options.nullable !== false,
    isEager: options.eager === true,
    isLazy: options.lazy === true || readPropertyType(ownerClass, propertyName) === Promise,
    cascade: readCascade(options.cascade),
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(onUpdate === undefined ? {} : { onUpdate }),
    ...(deferrable === undefined ? {} : { deferrable }),
    isPersistenceEnabled: options.persistence !== false,
    orphanedRowAction: options.orphanedRowAction ?? "nullify",
    options,
  };
}

function isOwner(owner: EntityDraft, property: string, { type }: RelationDefinition): boolean {
  if (type === "one-to-one") return owner.definition.joinColumns.has(property);
  if (type === "many-to-many") return owner.definition.joinTables.has(property);
  return type === "many-to-one";
}

function readAction(
  target: EntityClass,
  property: string,
  option: "onDelete" | "onUpdate",
  options: RelationOptions,
): ReferentialAction | undefined {
  const action: string | undefined = options[option];
  if (action === undefined) return undefined;
  if (Object.hasOwn(ACTIONS, action)) return ACTIONS[action as RelationAction];
  throw new OrmError("ENTITY.OPTION_INVALID", `${describeProperty(target, property)}: ${option} "${action}"`, {
    hint: `Use one of ${Object.keys(ACTIONS).join(", ")}.`,
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

function findTarget(
  context: BuildContext,
  owner: EntityClass,
  property: string,
  definition: RelationDefinition,
): EntityDraft {
  if (typeof definition.target === "string") return findByName(context, owner, property, definition.target);
  const target = readTarget(owner, property, definition.target);
  const draft = context.draftsByClass.get(target);
  if (draft !== undefined) return draft;
  if (readClassDefinitions(target)?.entity !== undefined) {
    const problem = `leads to ${describeClass(target)}, which is not among the entities`;
    throw relationError(owner, property, problem, `Add ${target.name} to \`entities\` of the data source.`);
  }
  throw new OrmError(
    "ENTITY.NOT_AN_ENTITY",
    `${describeProperty(owner, property)} leads to ${describeClass(target)}, which has no @Entity() decorator`,
    { hint: `Put @Entity() on ${target.name}.`, details: { class: owner.name, property, target: target.name } },
  );
}

function readTarget(owner: EntityClass, property: string, read: (type?: unknown) => unknown): EntityClass {
  const hint =
    "Write a function that returns the entity's class, `() => Post`; with modules that import each other, export the class by its name.";
  let target: unknown;
  try {
    target = read();
  } catch (cause) {
    throw relationError(owner, property, "the function that names the related entity failed", hint, cause);
  }
  if (typeof target === "function") return target as EntityClass;
  throw relationError(owner, property, `the related entity is ${String(target)}`, hint);
}

function findByName(context: BuildContext, owner: EntityClass, property: string, name: string): EntityDraft {
  const found = context.drafts.filter((draft) => draft.metadata.name === name);
  if (found.length === 1) return found[0]!;
  if (found.length > 1) {
    throw relationError(owner, property, `several entities are called "${name}"`, `Name the class: () => ${name}.`);
  }
  const known = context.drafts.map((draft) => draft.metadata.name);
  throw relationError(owner, property, `no entity is called "${name}"`, suggestName(name, known));
}
