import { mysqlDialect } from "../../../src/dialects/mysql";
import { postgresDialect } from "../../../src/dialects/postgres";
import { sqliteDialect } from "../../../src/dialects/sqlite";
import { schemaOf } from "../../../src/mapping/schema-of";
import { buildEntityMetadatas } from "../../../src/metadata/build-entity-metadatas";
import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { PrimaryColumn } from "../../../src/metadata/decorators/primary-column";

@Entity("places")
class Place {
  @PrimaryColumn("integer") id!: number;
  @Column("geometry", { spatialFeatureType: "Point", srid: 4326 }) both!: object;
  @Column("geometry", { spatialFeatureType: "PolygonZ" }) shape!: object;
  @Column("geometry", { srid: 4326 }) system!: object;
  @Column("geometry", { attributes: { "mysql.srid": 4326 } }) own!: object;
}

describe("a spatial column", () => {
  it("has its shapes and its reference system behind its type where such types have them, as TypeORM does", () => {
    const columnsOn = ({ offline, resolve }: typeof postgresDialect) =>
      schemaOf(buildEntityMetadatas([Place]), resolve(offline))
        .tables[0]?.columns.slice(1)
        .map(({ type, attributes }) => [type, attributes]);
    expect(columnsOn(postgresDialect)).toEqual([
      ["geometry(Point,4326)", undefined],
      ["geometry(PolygonZ)", undefined],
      ["geometry(Geometry,4326)", undefined],
      ["geometry", undefined],
    ]);
    expect(columnsOn(mysqlDialect)).toEqual([
      ["geometry", undefined],
      ["geometry", undefined],
      ["geometry", undefined],
      ["geometry", { "mysql.srid": 4326 }],
    ]);
    expect(columnsOn(sqliteDialect)).toEqual(
      ["geometry", "geometry", "geometry", "geometry"].map((type) => [type, undefined]),
    );
  });
});
