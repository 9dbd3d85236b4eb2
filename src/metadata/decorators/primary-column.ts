import type { CheckedColumnOptions, OptionsBeside } from "../options/checked-column-options";
import type {
  ColumnOptions,
  ColumnType,
  GenerationStrategy,
  PrimaryGeneratedColumnOptions,
} from "../options/column-options";
import { decorateColumn, mergeColumnOptions } from "./column";

/**
 * A column of the primary key whose value the program gives. Several make a composite key.
 *
 * @example
 * @PrimaryColumn("varchar", { length: 2 })
 * countryCode!: string;
 */
export function PrimaryColumn<T extends ColumnType = ColumnType>(options?: CheckedColumnOptions<T>): PropertyDecorator;
export function PrimaryColumn<T extends ColumnType>(type: T, options?: OptionsBeside<T>): PropertyDecorator;
export function PrimaryColumn(typeOrOptions?: ColumnType | ColumnOptions, more?: ColumnOptions): PropertyDecorator {
  const options = mergeColumnOptions(typeOrOptions, more);
  return decorateColumn({ decorator: "PrimaryColumn", isPrimary: true, options });
}

/**
 * A primary key that gets its value by itself when the row is inserted: `"increment"` (the default; numbered by the
 * database), `"uuid"` (random) or `"identity"` (an SQL identity column).
 *
 * @example
 * @PrimaryGeneratedColumn("uuid")
 * id!: string;
 */
export function PrimaryGeneratedColumn(options?: PrimaryGeneratedColumnOptions): PropertyDecorator;
export function PrimaryGeneratedColumn(
  strategy: GenerationStrategy,
  options?: PrimaryGeneratedColumnOptions,
): PropertyDecorator;
export function PrimaryGeneratedColumn(
  strategyOrOptions?: GenerationStrategy | PrimaryGeneratedColumnOptions,
  more?: PrimaryGeneratedColumnOptions,
): PropertyDecorator {
  const isStrategy = typeof strategyOrOptions === "string";
  const options = (isStrategy ? more : strategyOrOptions) ?? {};
  const usual = options.identity === undefined ? "increment" : "identity";
  const generation = isStrategy ? strategyOrOptions : usual;
  return decorateColumn({ decorator: "PrimaryGeneratedColumn", isPrimary: true, generation, options });
}
