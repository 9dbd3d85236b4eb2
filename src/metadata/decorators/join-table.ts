import { locateProperty } from "../metadata-storage";
import type { JoinTableOptions } from "../options/relation-options";

/**
 * Makes this side of a many-to-many relation the owner: it decides the names of the table between and of its columns.
 *
 * @example
 * @ManyToMany(() => Tag)
 * @JoinTable({ name: "post_tags", joinColumn: { name: "post_id" }, inverseJoinColumn: { name: "tag_id" } })
 * tags!: Tag[];
 */
export function JoinTable(options: JoinTableOptions = {}): PropertyDecorator {
  return function (prototype: object | undefined, property: string | symbol) {
    const { definitions, place } = locateProperty("JoinTable", prototype, property);
    definitions.joinTables.push({ ...place, options });
  };
}
