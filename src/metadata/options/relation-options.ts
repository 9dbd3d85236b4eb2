import type { EntityClass, ObjectLiteral } from "../entity-target";

/** The four kinds of relation, seen from the entity that has the property. */
export type RelationType = "many-to-one" | "one-to-many" | "one-to-one" | "many-to-many";

/** What the database does with rows that refer to a changed or deleted one. `DEFAULT` is short for `SET DEFAULT`. */
export type RelationAction = "RESTRICT" | "CASCADE" | "SET NULL" | "SET DEFAULT" | "DEFAULT" | "NO ACTION";

/** What `save` and `remove` carry over to related entities. */
export type CascadeAction = "insert" | "update" | "remove" | "soft-remove" | "recover";

/** What happens to a child that was taken out of its parent's list. */
export type OrphanedRowAction = "nullify" | "delete" | "soft-delete" | "disable";

/** The entity at the other end: a function that returns its class, or the name of its class. */
export type RelationTarget<T extends ObjectLiteral> = string | ((type?: unknown) => EntityClass<T>);

/** The property at the other end that leads back: picked by a function, or by its name. */
export type InverseSide<T extends ObjectLiteral> = string | ((object: T) => unknown);

/** What `@ManyToOne()`, `@OneToMany()`, `@OneToOne()` and `@ManyToMany()` take. */
export interface RelationOptions {
  /** `true` is every action. */
  readonly cascade?: boolean | readonly CascadeAction[];
  /** Whether the relation may be empty; decides whether its column may be NULL. Default: `true`. */
  readonly nullable?: boolean;
  readonly onDelete?: RelationAction;
  readonly onUpdate?: RelationAction;
  /** The foreign key is checked at the end of the transaction, or may be. */
  readonly deferrable?: "INITIALLY IMMEDIATE" | "INITIALLY DEFERRED";
  /** `false`: the column is made, but no foreign key. */
  readonly createForeignKeyConstraints?: boolean;
  /** The property is a promise, and the related rows are read when it is first awaited. */
  readonly lazy?: boolean;
  /** `find` always loads the relation. */
  readonly eager?: boolean;
  /** `false`: `save` neither looks at the relation nor writes it. */
  readonly persistence?: boolean;
  /** What becomes of a child that was taken out of its parent's list; it stands on either side. Default: `"nullify"`. */
  readonly orphanedRowAction?: OrphanedRowAction;
}

/** What `@JoinColumn()` takes: one of the columns that hold the key of the related row. */
export interface JoinColumnOptions {
  /** The column's name. A column of the entity with this name is shared instead of added. */
  readonly name?: string;
  /** The property (or column) of the related entity that the column refers to. Default: its primary key. */
  readonly referencedColumnName?: string;
  readonly foreignKeyConstraintName?: string;
}

/** What `@JoinTable()` takes. The plural members are for composite keys. */
export interface JoinTableOptions {
  readonly name?: string;
  readonly joinColumn?: JoinColumnOptions;
  readonly joinColumns?: readonly JoinColumnOptions[];
  readonly inverseJoinColumn?: JoinColumnOptions;
  readonly inverseJoinColumns?: readonly JoinColumnOptions[];
  readonly schema?: string;
  readonly database?: string;
  /** The name of the primary key. Without it the naming strategy makes one. */
  readonly primaryKeyConstraintName?: string;
  /** The name of the index over the join columns, or `false` for none. Without it the naming strategy makes one. */
  readonly joinColumnIndex?: string | false;
  /** The same for the columns of the other side. */
  readonly inverseJoinColumnIndex?: string | false;
  /** `false` keeps the table out of every comparison with the database. */
  readonly synchronize?: boolean;
}
