import type { EntityObject } from "./column-value";

/** Properties that a save set by itself, so that they can be taken back when the save fails. */
export class Assignments {
  readonly #undo: (() => void)[] = [];

  set(entity: EntityObject, property: string, value: unknown): void {
    const had = Object.hasOwn(entity, property);
    const before = entity[property];
    entity[property] = value;
    this.#undo.push(() => {
      if (had) entity[property] = before;
      else delete entity[property];
    });
  }

  undo(): void {
    while (this.#undo.length > 0) this.#undo.pop()!();
  }
}
