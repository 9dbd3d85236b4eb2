import type { ColumnMetadata, EmbeddedMetadata, RelationMetadata } from "../entity-metadata";
import type { Mutable } from "./mutable";

/** An embedded class whose columns, relations and inner classes are still added to. */
export type EmbeddedDraft = Omit<Mutable<EmbeddedMetadata>, "parent" | "columns" | "relations" | "embeddeds"> & {
  parent?: EmbeddedDraft;
  readonly columns: ColumnMetadata[];
  readonly relations: RelationMetadata[];
  readonly embeddeds: EmbeddedDraft[];
};
