/** Any entity, where nothing more is known of its class. */
export type ObjectLiteral = object;

/** A class whose instances are rows: what stands under `@Entity()`. Abstract classes and constructors with parameters included. */
export type EntityClass<T extends ObjectLiteral = ObjectLiteral> = abstract new (...args: never[]) => T;

/** An `EntitySchema`, as far as it names an entity. */
export interface EntitySchemaReference<T extends ObjectLiteral = ObjectLiteral> {
  /** Never there: it carries the type of the rows. */
  readonly entityType?: T;
  readonly name: string;
  readonly options: { readonly name: string; readonly target?: EntityClass };
}

/** What describes an entity: a decorated class, or an `EntitySchema`. */
export type EntityDeclaration = EntityClass | EntitySchemaReference;

/** How callers name an entity: by its class, by the name of its class, or by its `EntitySchema`. */
export type EntityTarget<T extends ObjectLiteral = ObjectLiteral> = EntityClass<T> | string | EntitySchemaReference<T>;

const SCHEMA_BRAND = Symbol.for("ormolu.entity-schema");

/** Marks a value as an `EntitySchema`, also for another copy of the package. */
export function brandEntitySchema(schema: EntitySchemaReference): void {
  Object.defineProperty(schema, SCHEMA_BRAND, { value: true });
}

/** Whether a value is an `EntitySchema`, also one of another copy of the package. */
export function isEntitySchema(value: unknown): value is EntitySchemaReference {
  return typeof value === "object" && value !== null && (value as Record<symbol, unknown>)[SCHEMA_BRAND] === true;
}

/** What look-ups by target are keyed with: a schema stands for its class, or for its name where it has none. */
export function entityKey(target: EntityTarget): EntityClass | string {
  return isEntitySchema(target) ? (target.options.target ?? target.options.name) : target;
}

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
