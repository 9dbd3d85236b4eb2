import { mysqlDialect } from "../../../src/dialects/mysql";
import { postgresDialect } from "../../../src/dialects/postgres";
import { schemaOf } from "../../../src/mapping/schema-of";
import { buildEntityMetadatas } from "../../../src/metadata/build-entity-metadatas";
import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { PrimaryColumn, PrimaryGeneratedColumn } from "../../../src/metadata/decorators/primary-column";

const postgres = postgresDialect.resolve(postgresDialect.offline);
const mysql = mysqlDialect.resolve(mysqlDialect.offline);

@Entity("orders")
class Order {
  @PrimaryGeneratedColumn({
    identity: { always: true, start: 1000, increment: 5, maxValue: 99_999, cache: 10, cycle: true },
  })
  id!: number;
}

@Entity("lines")
class Line {
  @PrimaryColumn("integer")
  id!: number;

  @Column({ type: "bigint", identity: {} })
  place!: number;

  @Column({ generated: true })
  number!: number;
}

describe("an identity column", () => {
  it("is numbered as its options say", () => {
    const [order] = schemaOf(buildEntityMetadatas([Order]), postgres).tables;
    expect(order?.columns).toEqual([
      {
        name: "id",
        type: "integer",
        nullable: false,
        identity: { always: true, start: 1000, increment: 5, maxValue: 99_999, cache: 10, cycle: true },
      },
    ]);
  });

  it("may be another one than the key", () => {
    const [line] = schemaOf(buildEntityMetadatas([Line]), postgres).tables;
    expect(line?.columns.slice(1)).toEqual([
      { name: "place", type: "bigint", nullable: false, identity: { always: false } },
      { name: "number", type: "integer", nullable: false, autoIncrement: true },
    ]);
  });

  it("is numbered in the database's own way where there are none", () => {
    const [order] = schemaOf(buildEntityMetadatas([Order]), mysql).tables;
    expect(order?.columns).toEqual([{ name: "id", type: "int", nullable: false, autoIncrement: true }]);
  });
});
