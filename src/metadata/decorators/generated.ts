import { locateProperty } from "../metadata-storage";
import type { GenerationStrategy } from "../options/column-options";

/**
 * The value of the column is made when the row is inserted, although the column is no primary key: numbered by the
 * database (`"increment"`) or random (`"uuid"`).
 *
 * @example
 * @Column()
 * @Generated("uuid")
 * token!: string;
 */
export function Generated(strategy: GenerationStrategy = "increment"): PropertyDecorator {
  return function (prototype: object | undefined, property: string | symbol) {
    const { definitions, place } = locateProperty("Generated", prototype, property);
    definitions.generated.push({ ...place, strategy });
  };
}
