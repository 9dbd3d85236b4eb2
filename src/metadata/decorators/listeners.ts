import type { ListenerEvent } from "../listener-event";
import { locateProperty } from "../metadata-storage";

/** The method runs when the entity was read, with all its loaded properties set. */
export function AfterLoad(): PropertyDecorator {
  return listenTo("afterLoad");
}

/**
 * The method runs before `save` inserts the entity; what it changes is inserted.
 *
 * @example
 * @BeforeInsert()
 * normalize(): void {
 *   this.email = this.email.toLowerCase();
 * }
 */
export function BeforeInsert(): PropertyDecorator {
  return listenTo("beforeInsert");
}

/** The method runs when `save` inserted the entity, inside the transaction. */
export function AfterInsert(): PropertyDecorator {
  return listenTo("afterInsert");
}

/** The method runs before `save` updates the entity; what it changes is written. */
export function BeforeUpdate(): PropertyDecorator {
  return listenTo("beforeUpdate");
}

/** The method runs when `save` updated the entity, inside the transaction. */
export function AfterUpdate(): PropertyDecorator {
  return listenTo("afterUpdate");
}

/** The method runs before `remove` deletes the row of the entity. */
export function BeforeRemove(): PropertyDecorator {
  return listenTo("beforeRemove");
}

/** The method runs when `remove` deleted the row of the entity, inside the transaction. */
export function AfterRemove(): PropertyDecorator {
  return listenTo("afterRemove");
}

/** The method runs before `softRemove` marks the row of the entity as deleted. */
export function BeforeSoftRemove(): PropertyDecorator {
  return listenTo("beforeSoftRemove");
}

/** The method runs when `softRemove` marked the row of the entity as deleted, inside the transaction. */
export function AfterSoftRemove(): PropertyDecorator {
  return listenTo("afterSoftRemove");
}

/** The method runs before `recover` takes the mark of deletion away. */
export function BeforeRecover(): PropertyDecorator {
  return listenTo("beforeRecover");
}

/** The method runs when `recover` took the mark of deletion away, inside the transaction. */
export function AfterRecover(): PropertyDecorator {
  return listenTo("afterRecover");
}

function listenTo(event: ListenerEvent): PropertyDecorator {
  const decorator = `${event[0]!.toUpperCase()}${event.slice(1)}`;
  return function (prototype: object | undefined, property: string | symbol) {
    const { definitions, place } = locateProperty(decorator, prototype, property);
    definitions.listeners.push({ ...place, event });
  };
}
