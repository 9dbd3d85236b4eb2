import type { EmbeddedMetadata } from "../../metadata/entity-metadata";
import type { MappedColumn } from "../hydrate/mapped-entity";
import { createEmbedded, type PropertyHolder } from "../hydrate/property-access";

/** Properties that a save set by itself, so that they can be taken back when the save fails. */
export class Assignments {
  readonly #undo: (() => void)[] = [];

  /** Sets the property of a column; a column without one is left aside. */
  set(
    entity: PropertyHolder,
    { property, embedded }: Pick<MappedColumn, "property" | "embedded">,
    value: unknown,
  ): void {
    if (property === undefined) return;
    this.#set(embedded === undefined ? entity : this.#holder(entity, embedded), property, value);
  }

  undo(): void {
    while (this.#undo.length > 0) this.#undo.pop()!();
  }

  #holder(entity: PropertyHolder, embedded: EmbeddedMetadata): PropertyHolder {
    const { parent, propertyName } = embedded;
    const outer = parent === undefined ? entity : this.#holder(entity, parent);
    const known = outer[propertyName];
    if (typeof known === "object" && known !== null) return known as PropertyHolder;
    const made = createEmbedded(embedded);
    this.#set(outer, propertyName, made);
    return made;
  }

  #set(holder: PropertyHolder, property: string, value: unknown): void {
    const had = Object.hasOwn(holder, property);
    const before = holder[property];
    holder[property] = value;
    this.#undo.push(() => {
      if (had) holder[property] = before;
      else delete holder[property];
    });
  }
}
