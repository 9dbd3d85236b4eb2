import { withoutUndefined } from "../../util/without-undefined";
import type { EntityClass } from "../entity-target";
import { logicalTypeOf } from "../logical-type";
import { locateProperty, type ClassDefinitions, type ColumnRole, type PropertyPlace } from "../metadata-storage";
import type { CheckedColumnOptions, OptionsBeside } from "../options/checked-column-options";
import type { ColumnOptions, ColumnType, GenerationStrategy } from "../options/column-options";
import type { EmbeddedOptions } from "../options/embedded-options";

/** What a family of column decorators has in common. */
export interface ColumnDecoration {
  readonly decorator: string;
  readonly role?: ColumnRole;
  readonly isPrimary?: boolean;
  readonly generation?: GenerationStrategy;
  readonly options: ColumnOptions;
}

/** A property decorator that records one column. */
export function decorateColumn(decoration: ColumnDecoration): PropertyDecorator {
  return function (prototype: object | undefined, property: string | symbol) {
    const { definitions, place } = locateProperty(decoration.decorator, prototype, property);
    recordColumn(definitions, place, decoration);
  };
}

/** Writes down one column, or the virtual one that a query makes of it. */
export function recordColumn(
  definitions: ClassDefinitions,
  place: PropertyPlace,
  { role = "regular", isPrimary = false, options, generation = generationOf(options) }: ColumnDecoration,
): void {
  const { query, type, select, transformer, hstoreType } = options;
  if (query !== undefined) {
    const own = withoutUndefined({ type, select, transformer, hstoreType });
    definitions.virtualColumns.push({ ...place, options: { ...own, query } });
    return;
  }
  // Member by member: of a spread the engine makes an object of four times the size, and there are thousands of these.
  const { property, isStatic } = place;
  definitions.columns.push({ property, isStatic, role, isPrimary, options, generation });
  if (options.unique === true) definitions.uniques.push({ place, options: {} });
}

/** How the options alone ask for a value that is made when the row is inserted. */
function generationOf({ generated, identity }: ColumnOptions): GenerationStrategy | undefined {
  if (generated === false) return undefined;
  if (typeof generated === "string") return generated;
  return identity === undefined ? generated && "increment" : "identity";
}

/** Puts the type of the forms `(type, options)` and `(options)` into the options. */
export function mergeColumnOptions(typeOrOptions?: ColumnType | ColumnOptions, more?: ColumnOptions): ColumnOptions {
  if (typeOrOptions === undefined) return more ?? {};
  if (typeof typeOrOptions === "object") return typeOrOptions;
  return { ...more, type: typeOrOptions };
}

/**
 * Maps a property to a column. Without a type the property's TypeScript type decides; a union such as
 * `string | null` has none at run time, so it needs one here. Options that do not fit the type do not compile.
 *
 * @example
 * @Column()
 * name!: string;
 * @Column("varchar", { length: 100, nullable: true })
 * nickname!: string | null;
 * @Column({ type: "enum", enum: Role, default: Role.Reader })
 * role!: Role;
 * @Column(() => Address, { prefix: "home" })
 * address!: Address;
 */
export function Column<T extends ColumnType = ColumnType>(options?: CheckedColumnOptions<T>): PropertyDecorator;
export function Column<T extends ColumnType>(type: T, options?: OptionsBeside<T>): PropertyDecorator;
export function Column(embedded: () => EntityClass, options?: EmbeddedOptions): PropertyDecorator;
export function Column(
  given?: ColumnType | ColumnOptions | (() => EntityClass),
  more?: ColumnOptions | EmbeddedOptions,
): PropertyDecorator {
  if (isEmbeddedType(given)) return decorateEmbedded(given, (more ?? {}) as EmbeddedOptions);
  const options = mergeColumnOptions(given, more as ColumnOptions | undefined);
  return decorateColumn({ decorator: "Column", options });
}

/** A function that is no constructor of values names an embedded class. */
function isEmbeddedType(given: unknown): given is () => EntityClass {
  return typeof given === "function" && logicalTypeOf(given) === undefined;
}

function decorateEmbedded(type: () => EntityClass, options: EmbeddedOptions): PropertyDecorator {
  return function (prototype: object | undefined, property: string | symbol) {
    const { definitions, place } = locateProperty("Column", prototype, property);
    definitions.embeddeds.push({ ...place, type, options });
  };
}
