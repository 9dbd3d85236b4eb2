/** In which direction, and where rows without a value stand. */
export interface OrderByNulls {
  readonly order: "ASC" | "DESC";
  /** Default: the database's own. */
  readonly nulls?: "NULLS FIRST" | "NULLS LAST";
}

/**
 * An order of rows by property; the first counts most. Properties of embedded classes are named with dots
 * (`"address.city"`) or inside the property: `{ address: { city: "ASC" } }`.
 */
export interface OrderBy {
  readonly [property: string]: "ASC" | "DESC" | OrderByNulls | OrderBy;
}

/** The names of an entity's properties, by themselves: `post.title` is `"title"`, `post.address.city` is `"address.city"`. */
export interface PropertyNames {
  readonly [property: string]: string & PropertyNames;
}

/** What `orderBy` takes: an order, or a function that makes one of the names of the properties. */
export type OrderByOption = OrderBy | ((properties: PropertyNames) => OrderBy);
