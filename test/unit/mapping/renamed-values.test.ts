import type { ResolvedDialect } from "../../../src/dialect/dialect";
import { mysqlDialect } from "../../../src/dialects/mysql";
import { postgresDialect } from "../../../src/dialects/postgres";
import { schemaOf } from "../../../src/mapping/schema-of";
import { buildEntityMetadatas } from "../../../src/metadata/build-entity-metadatas";
import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { PrimaryColumn } from "../../../src/metadata/decorators/primary-column";

const named = postgresDialect.resolve(postgresDialect.offline);
const inline = mysqlDialect.resolve(mysqlDialect.offline);

function schemaWith(renamedValues: Readonly<Record<string, string>>, dialect: ResolvedDialect) {
  const type = { type: "enum", enum: ["fresh", "paid"], enumName: "state" } as const;

  @Entity("orders")
  class Order {
    @PrimaryColumn({ type: "int" })
    id!: number;

    @Column({ ...type })
    before!: string;

    @Column({ ...type, renamedValues })
    after!: string;
  }
  return schemaOf(buildEntityMetadatas([Order]), dialect);
}

describe("renamedValues", () => {
  it("is a hint of the enum type, whichever of its columns says so", () => {
    const { enums } = schemaWith({ fresh: "new" }, named);
    expect(enums).toEqual([{ name: "state", values: ["fresh", "paid"], renamedValues: { fresh: "new" } }]);
  });

  it("is a hint of the column where the column lists its values itself", () => {
    const { tables } = schemaWith({ fresh: "new" }, inline);
    expect(tables[0]!.columns.map(({ name, renamedValues }) => [name, renamedValues])).toEqual([
      ["id", undefined],
      ["before", undefined],
      ["after", { fresh: "new" }],
    ]);
  });

  it.each([
    ["an enum type", named],
    ["a column", inline],
  ])("names a value that there is: %s", (_place, dialect) => {
    expect(() => schemaWith({ frsh: "new" }, dialect)).toThrow(
      expect.objectContaining({
        code: "ENTITY.OPTION_INVALID",
        message: 'entity "Order", property "after": renamedValues names "frsh"',
      }),
    );
  });
});
