import { OrmError } from "../errors/orm-error";
import type { EntityMetadata } from "../metadata/entity-metadata";
import {
  isSchemaObjectDefinition,
  type ObjectDependency,
  type SchemaObjectDefinition,
} from "../metadata/schema-objects/schema-object-definition";
import type { SchemaObject } from "../schema/model";
import { objectKey } from "../schema/object-reference";
import { sortGraph } from "../util/graph-sort";
import type { FindEntity } from "./object-of";

/** An object with what said it, and what must be there before it. */
export interface DeclaredObject {
  readonly object: SchemaObject;
  /** How errors name it. */
  readonly label: string;
  readonly source: SchemaObjectDefinition | EntityMetadata;
  readonly dependsOn: readonly ObjectDependency[];
}

/**
 * By kind and name, so that the order of the imports does not show; each behind what it depends on.
 * @throws OrmError `ENTITY.OBJECT_INVALID` for a circle, or for a dependency that nothing declares.
 */
export function orderDeclared(
  declared: readonly DeclaredObject[],
  definitions: readonly SchemaObjectDefinition[],
  findEntity: FindEntity,
): readonly DeclaredObject[] {
  const sorted = [...declared].sort((left, right) => (objectKey(left.object) < objectKey(right.object) ? -1 : 1));
  const find = dependencyFinder(sorted, definitions, findEntity);
  const before = new Map(
    sorted.map((one) => [
      one,
      one.dependsOn.flatMap((dependency) => {
        const found = find(dependency);
        if (found === undefined) throw unknownDependency(one, dependency);
        return found === "elsewhere" ? [] : [found];
      }),
    ]),
  );
  const own = sorted.find((one) => before.get(one)!.includes(one));
  if (own !== undefined) throw circular(own, own);
  const { order, cut } = sortGraph(sorted, (one) => before.get(one)!);
  const [circle] = cut;
  if (circle !== undefined) throw circular(...circle);
  return order;
}

/** Tables, and what is left out on this database, are known but take no part in the order. */
function dependencyFinder(
  declared: readonly DeclaredObject[],
  definitions: readonly SchemaObjectDefinition[],
  findEntity: FindEntity,
): (dependency: ObjectDependency) => DeclaredObject | "elsewhere" | undefined {
  const bySource = new Map(declared.map((one) => [one.source, one]));
  const names = new Set(definitions.map(({ name }) => name));
  return (dependency) => {
    if (isSchemaObjectDefinition(dependency)) {
      return bySource.get(dependency) ?? (definitions.includes(dependency) ? "elsewhere" : undefined);
    }
    const entity = findEntity(dependency);
    if (entity !== undefined) return bySource.get(entity) ?? "elsewhere";
    if (typeof dependency !== "string") return undefined;
    const named = declared.find(({ object }) => object.name === dependency);
    return named ?? (names.has(dependency) ? "elsewhere" : undefined);
  };
}

function unknownDependency({ label }: DeclaredObject, dependency: ObjectDependency): OrmError {
  const name = typeof dependency === "string" ? dependency : dependency.name;
  return new OrmError("ENTITY.OBJECT_INVALID", `${label} depends on "${name}", which nothing declares`, {
    hint: 'List it in "entities", or take it out of "dependsOn": what the query mentions is found without it.',
  });
}

function circular(one: DeclaredObject, other: DeclaredObject): OrmError {
  const what =
    one === other ? `${one.label} depends on itself,` : `${one.label} and ${other.label} depend on each other`;
  return new OrmError("ENTITY.OBJECT_INVALID", `${what} in a circle`, { hint: 'Take the circle out of "dependsOn".' });
}
