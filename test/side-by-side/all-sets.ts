import type { EntitySet } from "./entity-set";
import { columnSets } from "./sets/columns";
import { mysqlColumnSets } from "./sets/columns-mysql";
import { postgresColumnSets } from "./sets/columns-postgres";
import { sqliteColumnSets } from "./sets/columns-sqlite";
import { dateSets } from "./sets/dates";
import { defaultSets } from "./sets/defaults";
import { embeddedSets } from "./sets/embedded";
import { entityOptionSets } from "./sets/entity-options";
import { entitySchemaSets } from "./sets/entity-schemas";
import { enumSets } from "./sets/enums";
import { foreignKeySets } from "./sets/foreign-keys";
import { indexSets } from "./sets/indexes";
import { inheritanceSets } from "./sets/inheritance";
import { manyToManySets } from "./sets/many-to-many";
import { primaryKeySets } from "./sets/primary-keys";
import { relationSets } from "./sets/relations";
import { treeSets } from "./sets/trees";
import { viewSets } from "./sets/views";

/** Every set, by the area that it belongs to. */
export const allSets = {
  columns: columnSets,
  "columns of PostgreSQL": postgresColumnSets,
  "columns of MySQL": mysqlColumnSets,
  "columns of SQLite": sqliteColumnSets,
  "primary keys": primaryKeySets,
  defaults: defaultSets,
  enums: enumSets,
  dates: dateSets,
  relations: relationSets,
  "many to many": manyToManySets,
  "indexes and constraints": indexSets,
  "foreign keys": foreignKeySets,
  embedded: embeddedSets,
  inheritance: inheritanceSets,
  trees: treeSets,
  views: viewSets,
  "options of entities": entityOptionSets,
  "entity schemas": entitySchemaSets,
} as const satisfies Readonly<Record<string, readonly EntitySet[]>>;

export type Area = keyof typeof allSets;
