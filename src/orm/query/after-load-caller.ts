import { callListeners } from "../hydrate/call-listeners";
import { variantOf } from "../hydrate/variant-of";
import type { AfterLoadRequest } from "./build-shape";
import { followPath } from "./follow-path";
import type { ListLoader } from "./read-plan";

/** Calls what the entities of a result want to be called when they are complete. */
export function createAfterLoadCaller({ entity: mapped, path }: AfterLoadRequest): ListLoader {
  return {
    async load(_session, entities) {
      for (const root of entities) {
        const entity = followPath(root, path);
        if (entity !== undefined) await callListeners(variantOf(mapped, entity), "afterLoad", entity);
      }
    },
  };
}
