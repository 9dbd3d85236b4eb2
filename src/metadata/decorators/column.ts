import { locateProperty, type ColumnRole } from "../metadata-storage";
import type { ColumnOptions, ColumnType, GenerationStrategy } from "../options/column-options";

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
  const { decorator, role = "regular", isPrimary = false, generation, options } = decoration;
  return function (prototype: object | undefined, property: string | symbol) {
    const { definitions, place } = locateProperty(decorator, prototype, property);
    definitions.columns.push({
      ...place,
      role,
      isPrimary,
      options,
      ...(generation === undefined ? {} : { generation }),
    });
    if (options.unique === true) definitions.uniques.push({ place, options: {} });
  };
}

/** Puts the type of the forms `(type, options)` and `(options)` into the options. */
export function mergeColumnOptions(typeOrOptions?: ColumnType | ColumnOptions, more?: ColumnOptions): ColumnOptions {
  if (typeOrOptions === undefined) return more ?? {};
  if (typeof typeOrOptions === "object") return typeOrOptions;
  return { ...more, type: typeOrOptions };
}

/**
 * Maps a property to a column. Without a type the property's TypeScript type decides; a union such as
 * `string | null` has none at run time, so it needs one here.
 *
 * @example
 * @Column()
 * name!: string;
 * @Column("varchar", { length: 100, nullable: true })
 * nickname!: string | null;
 * @Column({ type: "enum", enum: Role, default: Role.Reader })
 * role!: Role;
 */
export function Column(options?: ColumnOptions): PropertyDecorator;
export function Column(type: ColumnType, options?: ColumnOptions): PropertyDecorator;
export function Column(typeOrOptions?: ColumnType | ColumnOptions, more?: ColumnOptions): PropertyDecorator {
  return decorateColumn({ decorator: "Column", options: mergeColumnOptions(typeOrOptions, more) });
}
