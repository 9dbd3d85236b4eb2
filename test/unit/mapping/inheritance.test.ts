import { mysqlDialect } from "../../../src/dialects/mysql";
import { postgresDialect } from "../../../src/dialects/postgres";
import { concurrentIndexesOf, schemaOf } from "../../../src/mapping/schema-of";
import { buildEntityMetadatas } from "../../../src/metadata/build-entity-metadatas";
import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { Index } from "../../../src/metadata/decorators/index-decorator";
import { PrimaryGeneratedColumn } from "../../../src/metadata/decorators/primary-column";
import { ChildEntity, TableInheritance } from "../../../src/metadata/decorators/table-inheritance";
import type { InheritancePattern } from "../../../src/metadata/options/inheritance-options";

const postgres = postgresDialect.resolve(postgresDialect.offline);
const mysql = mysqlDialect.resolve(mysqlDialect.offline);

class State {
  @Column({ type: "enum", enum: ["on", "off"] })
  power!: string;
}

function family(pattern: InheritancePattern) {
  @Entity("machines")
  @TableInheritance({ pattern })
  class Machine {
    @PrimaryGeneratedColumn()
    id!: number;
    @Column(() => State)
    state!: State;
  }
  @ChildEntity()
  class Lamp extends Machine {
    @Index({ concurrent: true })
    @Column({ length: 10 })
    color!: string;
  }
  return buildEntityMetadatas([Machine, Lamp]);
}

function tablesOf(pattern: InheritancePattern, dialect = postgres) {
  return schemaOf(family(pattern), dialect).tables.map(({ name, columns, foreignKeys }) => ({
    name,
    columns: columns.map((column) => `${column.name} ${column.type}${column.nullable ? "" : " not null"}`),
    keys: foreignKeys.map((key) => `${key.columns.join()} to ${key.references.table} ${key.onDelete}`),
  }));
}

describe("the tables of a family", () => {
  it("are one where the classes share it", () => {
    expect(tablesOf("STI")).toEqual([
      {
        name: "machines",
        columns: [
          "id integer not null",
          "color varchar(10)",
          "type varchar not null",
          "statePower machines_statepower_enum",
        ],
        keys: [],
      },
    ]);
    expect(concurrentIndexesOf(family("STI"), postgres)).toHaveLength(1);
  });

  it("are beside each other where they are joined, and only the first numbers its rows", () => {
    expect(tablesOf("JOINED", mysql)).toEqual([
      { name: "lamp", columns: ["id int not null", "color varchar(10) not null"], keys: ["id to machines CASCADE"] },
      {
        name: "machines",
        columns: ["id int not null", "type varchar(255) not null", "statePower enum('on','off') not null"],
        keys: [],
      },
    ]);
    const { tables } = schemaOf(family("JOINED"), mysql);
    expect(tables.map(({ columns }) => columns[0]!.autoIncrement === true)).toEqual([false, true]);
  });

  it("have all columns each where there is one for each class", () => {
    expect(
      tablesOf("TABLE_PER_CLASS", mysql).map(({ name, columns, keys }) => [name, columns.length, keys.length]),
    ).toEqual([
      ["lamp", 3, 0],
      ["machines", 2, 0],
    ]);
    expect(schemaOf(family("TABLE_PER_CLASS"), postgres).enums.map(({ name }) => name)).toEqual([
      "lamp_statepower_enum",
      "machines_statepower_enum",
    ]);
  });
});
