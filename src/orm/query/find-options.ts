import type { FindOperator } from "./find-operator";

/** Values that are compared as a whole, and have no properties to look into. */
type Scalar = string | number | bigint | boolean | symbol | null | undefined | Date | Uint8Array;

/** What may stand for one property in `where`. */
export type FindOptionsWhereProperty<Property> =
  Property extends Promise<infer Value>
    ? FindOptionsWhereProperty<Value>
    : Property extends (...args: never[]) => unknown
      ? never
      : Property extends Scalar
        ? Property | FindOperator<Property>
        : Property extends readonly (infer Item)[]
          ? FindOptionsWhereProperty<Item> | Property | FindOperator<Property>
          : FindOptionsWhere<Property> | readonly FindOptionsWhere<Property>[] | Property | FindOperator<Property>;

/** Conditions by property, all of which must hold; related entities take nested conditions. */
export type FindOptionsWhere<Entity> = {
  readonly [P in keyof Entity]?: FindOptionsWhereProperty<NonNullable<Entity[P]>> | NullIn<Entity[P]>;
};

/** `null` may be asked for where the property can hold it. */
type NullIn<Property> = null extends Property ? null : undefined extends Property ? null : never;

/** The properties to load: `true` for a column, an object for a related entity. */
export type FindOptionsSelect<Entity> = {
  readonly [P in keyof Entity]?: FindOptionsSelectProperty<NonNullable<Entity[P]>>;
};

type FindOptionsSelectProperty<Property> =
  Property extends Promise<infer Value>
    ? FindOptionsSelectProperty<NonNullable<Value>>
    : Property extends (...args: never[]) => unknown
      ? never
      : Property extends Scalar
        ? boolean
        : Property extends readonly (infer Item)[]
          ? FindOptionsSelect<Item> | boolean
          : FindOptionsSelect<Property> | boolean;

/** The relations to load: `true`, or an object with the relations of the related entity. */
export type FindOptionsRelations<Entity> = {
  readonly [P in keyof Entity]?: FindOptionsRelationsProperty<NonNullable<Entity[P]>>;
};

type FindOptionsRelationsProperty<Property> =
  Property extends Promise<infer Value>
    ? FindOptionsRelationsProperty<NonNullable<Value>>
    : Property extends readonly (infer Item)[]
      ? FindOptionsRelations<NonNullable<Item>> | boolean
      : Property extends Scalar
        ? never
        : FindOptionsRelations<Property> | boolean;

export type FindOptionsOrderDirection = "ASC" | "DESC" | "asc" | "desc" | 1 | -1;

export interface FindOptionsOrderNulls {
  readonly direction?: FindOptionsOrderDirection;
  readonly nulls?: "first" | "last" | "FIRST" | "LAST";
}

/** The order of the rows, by property; the first property counts most. */
export type FindOptionsOrder<Entity> = {
  readonly [P in keyof Entity]?: FindOptionsOrderProperty<NonNullable<Entity[P]>>;
};

type FindOptionsOrderProperty<Property> =
  Property extends Promise<infer Value>
    ? FindOptionsOrderProperty<NonNullable<Value>>
    : Property extends (...args: never[]) => unknown
      ? never
      : Property extends Scalar
        ? FindOptionsOrderDirection | FindOptionsOrderNulls
        : Property extends readonly (infer Item)[]
          ? FindOptionsOrder<Item>
          : FindOptionsOrder<Property> | FindOptionsOrderDirection | FindOptionsOrderNulls;

/** What `findOne` takes. */
export interface FindOneOptions<Entity = unknown> {
  /** The properties to load. Without it, every column except those with `select: false`. */
  readonly select?: FindOptionsSelect<Entity>;
  /** Conditions; the elements of an array are alternatives. */
  readonly where?: FindOptionsWhere<Entity> | readonly FindOptionsWhere<Entity>[];
  /** The relations to load with the entities. */
  readonly relations?: FindOptionsRelations<Entity>;
  readonly order?: FindOptionsOrder<Entity>;
  /** Include rows whose delete date is set. */
  readonly withDeleted?: boolean;
  /** `false`: relations with `eager: true` are not loaded. */
  readonly loadEagerRelations?: boolean;
}

/** What `find` takes. */
export interface FindManyOptions<Entity = unknown> extends FindOneOptions<Entity> {
  /** How many rows to leave out at the beginning. */
  readonly skip?: number;
  /** The most rows to return. */
  readonly take?: number;
}
