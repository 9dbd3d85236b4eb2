/** Any entity, where nothing more is known of its class. */
export type ObjectLiteral = object;

/** A class whose instances are rows: what stands under `@Entity()`. Abstract classes and constructors with parameters included. */
export type EntityClass<T extends ObjectLiteral = ObjectLiteral> = abstract new (...args: never[]) => T;

/** How callers name an entity: by its class, or by the name of its class. */
export type EntityTarget<T extends ObjectLiteral = ObjectLiteral> = EntityClass<T> | string;

/**
 * The type of a property that holds a related entity. It is `T` itself, but the compiler does not emit the class as
 * runtime metadata for it, so two modules that import each other do not read a class before it exists.
 *
 * @example
 * @ManyToOne(() => User, (user) => user.posts)
 * author!: Relation<User>;
 */
export type Relation<T> = T;

/** Values that are taken whole: their members are not optional in a {@link DeepPartial}. */
type Whole =
  | string
  | number
  | bigint
  | boolean
  | symbol
  | null
  | undefined
  | Date
  | RegExp
  | Uint8Array
  | ((...args: never[]) => unknown);

/** `T` with every property optional, at every depth: what `create`, `merge` and `save` take. */
export type DeepPartial<T> =
  | T
  | (T extends Whole
      ? T
      : T extends readonly (infer Item)[]
        ? readonly DeepPartial<Item>[]
        : T extends Promise<infer Value>
          ? DeepPartial<Value> | Promise<DeepPartial<Value>>
          : { [Key in keyof T]?: DeepPartial<T[Key]> });
