import type { ResolvedDialect } from "../../dialect/dialect";
import type { NamingStrategy } from "../../metadata/naming-strategy";
import type { Column, EnumType, ForeignKey, Schema, Table } from "../../schema/model";
import type { NameRegistry } from "./name-registry";

/** What the writers of entities need to know. */
export interface PullContext {
  readonly dialect: ResolvedDialect;
  /** The names that entities have without being told: they are left out. */
  readonly naming: NamingStrategy;
  /** What the data source puts before the name of every table. */
  readonly entityPrefix: string;
  readonly schema: Schema;
  /** The enums that have a declaration, by {@link enumKeyOf}. */
  readonly enums: ReadonlyMap<string, PulledEnum>;
}

/** A list of values with a name of its own in the program. */
export interface PulledEnum {
  /** The name of the TypeScript type. */
  readonly typeName: string;
  /** What a decorator is given: the enum itself, or a list of the values. */
  readonly valueName: string;
  /** The members of a TypeScript enum by value; absent where the values make no names. */
  readonly members?: ReadonlyMap<string, string>;
  readonly values: readonly string[];
  /** The file that declares it. */
  readonly file: string;
  /** The type of the database, where it is an object of its own. */
  readonly type?: EnumType;
}

/** A table on its way to become a class. */
export interface PulledEntity {
  readonly table: Table;
  readonly className: string;
  readonly file: string;
  readonly names: NameRegistry;
  /** The columns that have a property of their own, the primary key first. */
  readonly columns: PulledColumn[];
  readonly relations: PulledRelation[];
  /** The primary columns; of a table without a key, those that stand for one. */
  readonly primary: readonly string[];
  /** Why the entity stays out of every comparison; absent for one that takes part. */
  readonly whyNotCompared?: string;
  readonly losses: string[];
}

export interface PulledColumn {
  readonly column: Column;
  readonly property: string;
}

/** A property that leads to another entity. */
export type PulledRelation = OwningRelation | InverseRelation | JunctionRelation;

/** The side that has the foreign key. */
export interface OwningRelation {
  readonly kind: "many-to-one" | "one-to-one";
  readonly property: string;
  readonly target: PulledEntity;
  readonly foreignKey: ForeignKey;
  /** The column of the key, where it has no property of its own. */
  readonly column?: Column;
  readonly isNullable: boolean;
  inverse?: InverseRelation;
}

/** The other side of it. */
export interface InverseRelation {
  readonly kind: "inverse";
  readonly property: string;
  readonly target: PulledEntity;
  readonly owner: OwningRelation;
}

/** A side of a relation over a table that holds nothing but two foreign keys. */
export interface JunctionRelation {
  readonly kind: "many-to-many";
  readonly property: string;
  readonly target: PulledEntity;
  /** The key that leads to the other side. */
  readonly foreignKey: ForeignKey;
  /** The table, at the side that says what it is called. */
  readonly junction?: JunctionTable;
  other?: JunctionRelation;
}

/** The table between. */
export interface JunctionTable {
  readonly table: Table;
  readonly ownKey: ForeignKey;
}

/** Whether a relation is the side that has the foreign key. */
export function isOwning(relation: PulledRelation): relation is OwningRelation {
  return relation.kind === "many-to-one" || relation.kind === "one-to-one";
}
