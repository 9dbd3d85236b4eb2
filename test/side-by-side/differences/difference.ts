import type { DatabaseName } from "../entity-set";

/** What one set looks like where the two libraries differ on purpose. */
export interface Difference {
  /** Lines of the dumps: `-` TypeORM's, `+` Ormolu's. */
  readonly differences?: readonly string[];
  /** What `orm check` finds in the database that TypeORM made. */
  readonly checkAfterTheirs?: readonly string[];
}

/** A difference that is wanted, with every place where the sets show it. */
export interface DeliberateDifference {
  /** The heading of its paragraph in the documentation. */
  readonly title: string;
  readonly reason: string;
  /** Lines of dumps that say the same in other words: what matches is replaced in both of them. */
  readonly spelling?: { readonly on: readonly DatabaseName[]; readonly pattern: RegExp; readonly replacement: string };
  readonly shows?: readonly (Difference & { readonly set: string; readonly on: readonly DatabaseName[] })[];
}
