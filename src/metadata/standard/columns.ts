import { Column as legacyColumn } from "../decorators/column";
import { Generated as legacyGenerated } from "../decorators/generated";
import {
  PrimaryColumn as legacyPrimaryColumn,
  PrimaryGeneratedColumn as legacyPrimaryGeneratedColumn,
} from "../decorators/primary-column";
import {
  CreateDateColumn as legacyCreateDateColumn,
  DeleteDateColumn as legacyDeleteDateColumn,
  UpdateDateColumn as legacyUpdateDateColumn,
  VersionColumn as legacyVersionColumn,
} from "../decorators/special-columns";
import { ViewColumn as legacyViewColumn } from "../decorators/view-entity";
import { VirtualColumn as legacyVirtualColumn } from "../decorators/virtual-column";
import type { EntityClass } from "../entity-target";
import type { CheckedColumnOptions, OptionsBeside } from "../options/checked-column-options";
import type {
  ColumnOptions,
  ColumnType,
  EnumSource,
  GenerationStrategy,
  PrimaryGeneratedColumnOptions,
} from "../options/column-options";
import type { EmbeddedOptions } from "../options/embedded-options";
import type { ViewColumnOptions } from "../options/view-options";
import type { VirtualColumnOptions } from "../options/virtual-column-options";
import { onField } from "./apply-standard";
import type { ColumnValue } from "./column-value";
import type { StandardFieldDecorator } from "./standard-decorator";

/** Nothing in the options makes the property's values others than the column's. */
type AsStored = { readonly transformer?: undefined; readonly array?: false };
/** A moment, as the columns hold it that the program does not write. */
type Moment = Date | string | null | undefined;
/** A number, however large. */
type Count = number | bigint | string | null | undefined;

/**
 * Maps a field to a column. Standard decorators know no types, so the type must be named, or be an enum's. A field whose
 * type cannot hold the column's values does not compile; a `transformer` lifts that.
 *
 * @example
 * @Column("varchar", { length: 100, nullable: true })
 * nickname: string | null = null;
 * @Column({ type: "enum", enum: Role, default: Role.Reader })
 * role!: Role;
 * @Column(() => Address, { prefix: "home" })
 * address!: Address;
 */
export function Column<T extends ColumnType>(
  type: T,
  options?: OptionsBeside<T> & AsStored,
): StandardFieldDecorator<ColumnValue<T>>;
export function Column<T extends ColumnType>(
  options: CheckedColumnOptions<T> & AsStored & { readonly type: T },
): StandardFieldDecorator<ColumnValue<T>>;
export function Column(options: ColumnOptions & { readonly enum: EnumSource }): StandardFieldDecorator;
export function Column<T extends ColumnType>(type: T, options: OptionsBeside<T>): StandardFieldDecorator;
export function Column<T extends ColumnType>(
  options: CheckedColumnOptions<T> & { readonly type: T },
): StandardFieldDecorator;
export function Column<Embedded extends object>(
  embedded: () => EntityClass<Embedded>,
  options?: EmbeddedOptions,
): StandardFieldDecorator<Embedded | null | undefined>;
export function Column(
  given: ColumnType | ColumnOptions | (() => EntityClass),
  more?: ColumnOptions | EmbeddedOptions,
): StandardFieldDecorator {
  return onField("Column", legacyColumn(given as ColumnType, more as ColumnOptions));
}

/** A column of the primary key whose value the program gives. Several make a composite key. */
export function PrimaryColumn<T extends ColumnType>(
  type: T,
  options?: OptionsBeside<T> & AsStored,
): StandardFieldDecorator<ColumnValue<T>>;
export function PrimaryColumn<T extends ColumnType>(
  options: CheckedColumnOptions<T> & AsStored & { readonly type: T },
): StandardFieldDecorator<ColumnValue<T>>;
export function PrimaryColumn<T extends ColumnType>(type: T, options: OptionsBeside<T>): StandardFieldDecorator;
export function PrimaryColumn<T extends ColumnType>(
  options: CheckedColumnOptions<T> & { readonly type: T },
): StandardFieldDecorator;
export function PrimaryColumn(given: ColumnType | ColumnOptions, more?: ColumnOptions): StandardFieldDecorator {
  return onField("PrimaryColumn", legacyPrimaryColumn(given as ColumnType, more));
}

/** A primary key that gets its value when the row is inserted: a number, or a random text (`"uuid"`). */
export function PrimaryGeneratedColumn(options?: PrimaryGeneratedColumnOptions): StandardFieldDecorator<Count>;
export function PrimaryGeneratedColumn(
  strategy: "uuid",
  options?: PrimaryGeneratedColumnOptions,
): StandardFieldDecorator<string | null | undefined>;
export function PrimaryGeneratedColumn(
  strategy: GenerationStrategy,
  options?: PrimaryGeneratedColumnOptions,
): StandardFieldDecorator<Count>;
export function PrimaryGeneratedColumn(
  given?: GenerationStrategy | PrimaryGeneratedColumnOptions,
  more?: PrimaryGeneratedColumnOptions,
): StandardFieldDecorator<never> {
  const record = legacyPrimaryGeneratedColumn(given as GenerationStrategy, more);
  return onField("PrimaryGeneratedColumn", record);
}

/** The value of the column is made when the row is inserted, although the column is no primary key. */
export function Generated(strategy: GenerationStrategy = "increment"): StandardFieldDecorator {
  return onField("Generated", legacyGenerated(strategy));
}

/** The time at which the row was inserted, written by the database. */
export function CreateDateColumn(options: ColumnOptions = {}): StandardFieldDecorator<Moment> {
  return onField("CreateDateColumn", legacyCreateDateColumn(options));
}

/** The time at which the row was last saved. */
export function UpdateDateColumn(options: ColumnOptions = {}): StandardFieldDecorator<Moment> {
  return onField("UpdateDateColumn", legacyUpdateDateColumn(options));
}

/** The time at which the row was soft-deleted; NULL for rows that are not. */
export function DeleteDateColumn(options: ColumnOptions = {}): StandardFieldDecorator<Moment> {
  return onField("DeleteDateColumn", legacyDeleteDateColumn(options));
}

/** A number that starts at 1 and grows with every `save` that changes the row. */
export function VersionColumn(options: ColumnOptions = {}): StandardFieldDecorator<Count> {
  return onField("VersionColumn", legacyVersionColumn(options));
}

/** A column of a view. */
export function ViewColumn(options: ViewColumnOptions = {}): StandardFieldDecorator {
  return onField("ViewColumn", legacyViewColumn(options));
}

/** A field that a query computes and no table holds. */
export function VirtualColumn(type: ColumnType, options: VirtualColumnOptions): StandardFieldDecorator;
export function VirtualColumn(options: VirtualColumnOptions & { readonly type: ColumnType }): StandardFieldDecorator;
export function VirtualColumn(
  given: ColumnType | VirtualColumnOptions,
  more?: VirtualColumnOptions,
): StandardFieldDecorator {
  return onField("VirtualColumn", legacyVirtualColumn(given as ColumnType, more as VirtualColumnOptions));
}
