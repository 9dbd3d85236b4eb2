import { readProperty, type PropertyHolder, type PropertyPlace } from "../hydrate/property-access";

/** The entity at the end of a path of relations; none where a relation leads nowhere, or the entity is of a class without it. */
export function followPath(root: object, path: readonly PropertyPlace[]): PropertyHolder | undefined {
  let entity = root as PropertyHolder;
  for (const place of path) {
    const related = readProperty(entity, place) as PropertyHolder | null | undefined;
    if (related === null || related === undefined) return undefined;
    entity = related;
  }
  return entity;
}
