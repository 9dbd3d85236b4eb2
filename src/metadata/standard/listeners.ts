import * as legacy from "../decorators/listeners";
import { onMethod } from "./apply-standard";
import type { StandardMethodDecorator } from "./standard-decorator";

/** The method runs when the entity was read, with all its loaded properties set. */
export function AfterLoad(): StandardMethodDecorator {
  return onMethod("AfterLoad", legacy.AfterLoad());
}

/** The method runs before `save` inserts the entity; what it changes is inserted. */
export function BeforeInsert(): StandardMethodDecorator {
  return onMethod("BeforeInsert", legacy.BeforeInsert());
}

/** The method runs when `save` inserted the entity, inside the transaction. */
export function AfterInsert(): StandardMethodDecorator {
  return onMethod("AfterInsert", legacy.AfterInsert());
}

/** The method runs before `save` updates the entity; what it changes is written. */
export function BeforeUpdate(): StandardMethodDecorator {
  return onMethod("BeforeUpdate", legacy.BeforeUpdate());
}

/** The method runs when `save` updated the entity, inside the transaction. */
export function AfterUpdate(): StandardMethodDecorator {
  return onMethod("AfterUpdate", legacy.AfterUpdate());
}

/** The method runs before `remove` deletes the row of the entity. */
export function BeforeRemove(): StandardMethodDecorator {
  return onMethod("BeforeRemove", legacy.BeforeRemove());
}

/** The method runs when `remove` deleted the row of the entity, inside the transaction. */
export function AfterRemove(): StandardMethodDecorator {
  return onMethod("AfterRemove", legacy.AfterRemove());
}

/** The method runs before `softRemove` marks the row of the entity as deleted. */
export function BeforeSoftRemove(): StandardMethodDecorator {
  return onMethod("BeforeSoftRemove", legacy.BeforeSoftRemove());
}

/** The method runs when `softRemove` marked the row of the entity as deleted, inside the transaction. */
export function AfterSoftRemove(): StandardMethodDecorator {
  return onMethod("AfterSoftRemove", legacy.AfterSoftRemove());
}

/** The method runs before `recover` takes the mark of deletion away. */
export function BeforeRecover(): StandardMethodDecorator {
  return onMethod("BeforeRecover", legacy.BeforeRecover());
}

/** The method runs when `recover` took the mark of deletion away, inside the transaction. */
export function AfterRecover(): StandardMethodDecorator {
  return onMethod("AfterRecover", legacy.AfterRecover());
}
