import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const typeormFolder = path.dirname(require.resolve("typeorm"));

/** Where TypeORM declares the options of each decorator. */
const OPTION_FILES: Readonly<Record<string, readonly string[]>> = {
  Column: ["decorator/options/ColumnOptions", "decorator/options/SpatialColumnOptions"],
  "Column(embedded)": ["decorator/options/ColumnEmbeddedOptions"],
  Entity: ["decorator/options/EntityOptions"],
  EntitySchema: ["entity-schema/EntitySchemaOptions"],
  "EntitySchema.columns": ["entity-schema/EntitySchemaColumnOptions"],
  "EntitySchema.relations": ["entity-schema/EntitySchemaRelationOptions"],
  "EntitySchema.indices": ["entity-schema/EntitySchemaIndexOptions"],
  Exclusion: ["decorator/options/ExclusionOptions"],
  ForeignKey: ["decorator/options/ForeignKeyOptions"],
  Index: ["decorator/options/IndexOptions"],
  JoinColumn: ["decorator/options/JoinColumnOptions"],
  JoinTable: ["decorator/options/JoinTableOptions", "decorator/options/JoinTableMultipleColumnsOptions"],
  ManyToMany: ["decorator/options/RelationOptions"],
  ManyToOne: ["decorator/options/RelationOptions"],
  OneToMany: ["decorator/options/RelationOptions"],
  OneToOne: ["decorator/options/RelationOptions"],
  PrimaryGeneratedColumn: [
    "decorator/options/PrimaryGeneratedColumnIdentityOptions",
    "decorator/options/PrimaryGeneratedColumnNumericOptions",
  ],
  Unique: ["decorator/options/UniqueOptions"],
  ViewColumn: ["decorator/options/ViewColumnOptions"],
  ViewEntity: ["decorator/options/ViewEntityOptions"],
  VirtualColumn: ["decorator/options/VirtualColumnOptions"],
};

/** What no set can show, and why. */
export const leftOut: Readonly<Record<string, string>> = {
  ObjectIdColumn: "MongoDB alone",
  "EntitySchema.columns.objectId": "MongoDB alone",
  "Index.background": "MongoDB alone; Ormolu refuses it",
  "Index.expireAfterSeconds": "MongoDB alone; Ormolu refuses it",
  "Index.nullFiltered": "Spanner alone; Ormolu refuses it",
  "Index.sparse": "MongoDB alone; Ormolu refuses it",
  "EntitySchema.indices.sparse": "MongoDB alone; Ormolu refuses it",
  "EntitySchema.indices.nullFiltered": "Spanner alone; Ormolu refuses it",
  EventSubscriber: "belongs to no table",
  "Column.query": "`@VirtualColumn()` has it",
  "EntitySchema.columns.treeChildrenCount": "TypeORM reads it nowhere",
  "EntitySchema.columns.columnDefinition": "TypeORM reads it nowhere",
  "EntitySchema.relations.primary": "TypeORM reads it nowhere",
  "EntitySchema.relations.default": "TypeORM reads it nowhere",
  "Column.spatialFeatureType": "PostGIS alone, which no server of the tests has",
  "Column(embedded).array": "MongoDB alone",
  "Entity.database": "several databases on one connection are no part of a data source's schema",
  "EntitySchema.database": "several databases on one connection are no part of a data source's schema",
  "JoinTable.database": "several databases on one connection are no part of a data source's schema",
  "ViewEntity.database": "several databases on one connection are no part of a data source's schema",
  "OneToMany.nullable": "the side with the key decides",
  "OneToMany.onDelete": "the side with the key decides",
  "OneToMany.onUpdate": "the side with the key decides",
  "OneToMany.deferrable": "the side with the key decides",
  "OneToMany.createForeignKeyConstraints": "the side with the key decides",
  "ManyToMany.nullable": "a table between has no column that may be NULL",
  "ManyToMany.orphanedRowAction": "a table between has no rows that could be left alone",
};

/** Every decorator of TypeORM, and every option of each: `Column`, `Column.length`. */
export function readInventory(): readonly string[] {
  const decorators = readdirSync(path.join(typeormFolder, "decorator"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".d.ts") && !file.startsWith("options"))
    .map((file) => path.basename(file, ".d.ts"))
    .concat("EntitySchema");
  const options = Object.entries(OPTION_FILES).flatMap(([owner, files]) =>
    files.flatMap(readMembers).map((option) => `${owner}.${option}`),
  );
  return [...new Set([...decorators, ...options])].sort();
}

function readMembers(file: string): readonly string[] {
  const text = readFileSync(path.join(typeormFolder, `${file}.d.ts`), "utf8");
  return [...text.matchAll(/^ {4}(?:readonly )?(\w+)\??:/gm)].map(([, name]) => name!);
}
