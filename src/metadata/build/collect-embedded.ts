import { OrmError } from "../../errors/orm-error";
import type { EntityClass } from "../entity-target";
import type { EmbeddedDefinition } from "../metadata-storage";
import { checkProperty } from "./check-property";
import type { EmbeddedDraft } from "./embedded-draft";
import { findSource, type EntitySource, type SourceLink } from "./entity-source";
import { describeProperty, type Named } from "./property-label";
import { readDeclaredType } from "./resolve-column-type";

/** An embedded class with its place in the entity, and the chain of classes that describes it. */
export interface CollectedEmbedded {
  readonly draft: EmbeddedDraft;
  readonly chain: readonly SourceLink[];
}

/**
 * Resolves the class of `@Column(() => Name)`; `declaredOn` is the class that has the property.
 * Throws `ENTITY.EMBEDDED_INVALID` where there is none, for a circle, and for a list.
 */
export function readEmbedded(
  owner: EntitySource,
  definition: EmbeddedDefinition,
  parent: EmbeddedDraft | undefined,
  declaredOn: EntityClass | undefined,
): CollectedEmbedded {
  const propertyName = checkProperty(owner, definition);
  const propertyPath = parent === undefined ? propertyName : `${parent.propertyPath}.${propertyName}`;
  refuseList(owner, propertyPath, definition, declaredOn);
  const { target, chain } = readType(owner, propertyPath, definition);
  for (let outer = parent; outer !== undefined; outer = outer.parent) {
    if (target === undefined || outer.target !== target) continue;
    throw invalid(
      owner,
      propertyPath,
      `class "${target.name}" embeds itself`,
      "Use a relation for what refers to itself.",
    );
  }
  const draft: EmbeddedDraft = {
    propertyName,
    propertyPath,
    ...(parent === undefined ? {} : { parent }),
    ...(target === undefined ? {} : { target }),
    prefixes: [...(parent?.prefixes ?? []), ...prefixOf(definition, propertyName)],
    columns: [],
    relations: [],
    embeddeds: [],
  };
  parent?.embeddeds.push(draft);
  return { draft, chain };
}

/** A table has one set of columns: a list of objects has no place in it. */
function refuseList(
  owner: Named,
  path: string,
  { property, options }: EmbeddedDefinition,
  target: EntityClass | undefined,
): void {
  const isList = (options as { readonly array?: unknown }).array === true;
  const declared = readDeclaredType({
    property: String(property),
    isTyped: true,
    ...(target === undefined ? {} : { target }),
  });
  if (!isList && declared !== Array) return;
  const hint = 'Use @Column("json") for a list of plain objects, or @OneToMany() for rows of their own.';
  throw invalid(owner, path, "it embeds a list, and a table has one set of columns for it", hint);
}

function readType(owner: EntitySource, path: string, definition: EmbeddedDefinition) {
  const hint = "Write a function that returns the embedded class: @Column(() => Name).";
  let type: unknown;
  try {
    type = definition.type();
  } catch (cause) {
    throw invalid(owner, path, "the function that names the embedded class failed", hint, cause);
  }
  const source = findSource(type, owner.schemas);
  if (source === undefined) throw invalid(owner, path, `the embedded class is ${String(type)}`, hint);
  const isEmpty = source.chain.every(
    ({ definitions }) => definitions.columns.length + definitions.relations.length + definitions.embeddeds.length === 0,
  );
  if (!isEmpty) return source;
  throw invalid(owner, path, `class "${source.name}" has no columns`, `Decorate its properties with @Column().`);
}

/** TypeORM's rule: nothing said is the property's name; `false` and the empty text are no prefix. */
function prefixOf({ options: { prefix } }: EmbeddedDefinition, propertyName: string): readonly string[] {
  if (prefix === undefined || prefix === true) return [propertyName];
  return prefix === false || prefix === "" ? [] : [prefix];
}

function invalid(owner: Named, path: string, problem: string, hint: string, cause?: unknown): OrmError {
  return new OrmError("ENTITY.EMBEDDED_INVALID", `${describeProperty(owner, path)}: ${problem}`, {
    hint,
    details: { class: owner.name, property: path },
    ...(cause === undefined ? {} : { cause }),
  });
}
