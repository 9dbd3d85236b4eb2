import type { DeepPartial } from "./entity-target";

declare const hasDefault: unique symbol;
declare const isStored: unique symbol;

/**
 * The type of a property that gets a value where an INSERT gives none: a generated key, a date of creation, a version, a
 * column with a default. It is `T` in every other way. No class is emitted for it, so `@Column()` needs the name of its
 * type beside it.
 *
 * @example
 * @PrimaryGeneratedColumn()
 * id!: HasDefault<number>;
 * @Column("varchar", { default: "new" })
 * state!: HasDefault<string>;
 */
export type HasDefault<T> = T & { readonly [hasDefault]?: true };

/**
 * The type of a property whose object, or list of objects, is in the row itself: a JSON document or an embedded class.
 * Without it the compiler takes such a property for a relation. It is `T` in every other way.
 *
 * @example
 * @Column("json")
 * settings!: Stored<Settings>;
 */
export type Stored<T> = T & { readonly [isStored]?: true };

/** Values that are taken whole. */
type Whole = string | number | bigint | boolean | Date | Uint8Array;

/** What a property is, as far as its type tells. */
type KindOf<P> = [P] extends [(...args: never[]) => unknown]
  ? "method"
  : typeof isStored extends keyof P
    ? "column"
    : [P] extends [Whole | readonly (Whole | null)[]]
      ? "column"
      : "relation";

type KindAt<Entity, Key extends keyof Entity> = unknown extends Entity[Key]
  ? "column"
  : KindOf<NonNullable<Entity[Key]>>;

/** The properties that are columns. */
type ColumnKey<Entity> = {
  [Key in keyof Entity]-?: KindAt<Entity, Key> extends "column" ? Key : never;
}[keyof Entity];

/** The properties that lead to one other entity, as far as the compiler can tell; a list of them is in another table. */
type LinkKey<Entity> = {
  [Key in keyof Entity]-?: KindAt<Entity, Key> extends "relation"
    ? Awaited<NonNullable<Entity[Key]>> extends readonly unknown[]
      ? never
      : Key
    : never;
}[keyof Entity];

/** The columns that an INSERT must name. */
type RequiredKey<Entity> = {
  [Key in ColumnKey<Entity>]: null extends Entity[Key]
    ? never
    : undefined extends Entity[Key]
      ? never
      : typeof hasDefault extends keyof NonNullable<Entity[Key]>
        ? never
        : Key;
}[ColumnKey<Entity>];

/** The value without our marks. */
type Unmarked<P> = P extends infer Value & { readonly [hasDefault]?: true }
  ? Value extends infer Inner & { readonly [isStored]?: true }
    ? Inner
    : Value
  : P;

/** The columns with the values that they can have; which of them are optional stays as the class says. */
type Columns<Entity> = {
  [Key in keyof Entity as Key extends ColumnKey<Entity> ? Key : never]: Unmarked<Entity[Key]>;
};

/** What an INSERT names: what it must, what it may, and entities whose keys are taken. */
type Given<Entity> = { [Key in RequiredKey<Entity>]: Unmarked<Entity[Key]> } & {
  [Key in Exclude<ColumnKey<Entity>, RequiredKey<Entity>>]?: Unmarked<Entity[Key]>;
} & { [Key in LinkKey<Entity>]?: DeepPartial<Entity[Key]> };

/** What an UPDATE may name. */
type Changed<Entity> = Partial<Columns<Entity>> & { [Key in LinkKey<Entity>]?: Entity[Key] };

// Each shape is written as one mapped type, so that an editor shows its name, and its members where it is asked for them.

/**
 * What an INSERT of an entity takes. Columns must be given, but for those that may be NULL and those that are marked with
 * {@link HasDefault}; a relation to one entity may be given by its key. Lists of entities and methods are left out.
 *
 * @example
 * const values: Insertable<User> = { email: "ada@example.org" }; // id is a HasDefault<number>
 * await users.insert(values);
 */
export type Insertable<Entity> = { [Key in keyof Given<Entity>]: Given<Entity>[Key] };

/**
 * The row of an entity, as `find` reads it: its columns with the values that they can have. Relations are left out, because
 * they may not be loaded, and methods.
 *
 * @example
 * function toJson({ id, email }: Selectable<User>): string {
 *   return JSON.stringify({ id, email });
 * }
 */
export type Selectable<Entity> = { [Key in keyof Columns<Entity>]: Columns<Entity>[Key] };

/**
 * What an UPDATE of an entity takes: any of its columns, and another entity for a relation to one.
 *
 * @example
 * await users.update({ id: 1 }, { email: "ada@example.org" } satisfies Updatable<User>);
 */
export type Updatable<Entity> = { [Key in keyof Changed<Entity>]: Changed<Entity>[Key] };
