import { mysqlDialect } from "../../../src/dialects/mysql";
import { postgresDialect } from "../../../src/dialects/postgres";
import { sqliteDialect } from "../../../src/dialects/sqlite";
import { schemaOf } from "../../../src/mapping/schema-of";
import { buildEntityMetadatas } from "../../../src/metadata/build-entity-metadatas";
import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { ManyToOne } from "../../../src/metadata/decorators/many-to-one";
import { PrimaryColumn } from "../../../src/metadata/decorators/primary-column";

@Entity("numbers")
class Numbers {
  @PrimaryColumn("int", { zerofill: true, width: 6 }) id!: number;
  @Column("bigint", { zerofill: true }) padded!: number;
  @Column("tinyint", { width: 1, unsigned: true }) flag!: number;
  @Column("smallint", { width: 4 }) plain!: number;
  @Column({ type: "int", variants: { mysql: { zerofill: true, width: 3 } } }) own!: number;
  @ManyToOne(() => Numbers) other!: Numbers | null;
}

describe("how numbers are shown", () => {
  it.each([
    [
      mysqlDialect,
      [
        "int(6) unsigned zerofill",
        "bigint(20) unsigned zerofill",
        "tinyint unsigned",
        "smallint",
        "int(3) unsigned zerofill",
        "int(6) unsigned zerofill",
      ],
    ],
    [postgresDialect, ["integer", "bigint", "smallint", "smallint", "integer", "integer"]],
    [sqliteDialect, ["integer", "bigint", "tinyint", "smallint", "integer", "integer"]],
  ])("is part of the type where the database can be told: $name", (dialect, types) => {
    const resolved = dialect.resolve(dialect.offline);
    const [table] = schemaOf(buildEntityMetadatas([Numbers]), resolved).tables;
    expect(table?.columns.map(({ type }) => type)).toEqual(types);
  });
});
