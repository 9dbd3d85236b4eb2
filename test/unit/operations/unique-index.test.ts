import { createIndex } from "../../../src/operations/create-index";
import { dropIndex } from "../../../src/operations/drop-index";
import { renameIndex } from "../../../src/operations/rename-index";
import type { Schema } from "../../../src/schema/model";
import { emptySchema } from "../../../src/schema/model";

/** A table as a database reads it back that knows a unique index as a unique constraint. */
const schema = (names: readonly string[]): Schema => ({
  ...emptySchema,
  tables: [
    {
      name: "items",
      columns: [{ name: "sku", type: "varchar(20)", nullable: false }],
      uniques: names.map((name) => ({ name, columns: ["sku"] })),
      foreignKeys: [],
      checks: [],
      indexes: [],
    },
  ],
});

describe("an index that is read back as a unique constraint", () => {
  it("is there after createIndex, and gone after dropIndex", () => {
    const create = createIndex.create("items", { name: "uq_items_sku", columns: ["sku"], unique: true });
    const drop = dropIndex.create("items", "uq_items_sku");
    expect([
      createIndex.isApplied(schema(["uq_items_sku"]), create),
      dropIndex.isApplied(schema(["uq_items_sku"]), drop),
      dropIndex.isApplied(schema([]), drop),
    ]).toEqual([true, false, true]);
    expect(dropIndex.apply(schema(["uq_items_sku"]), drop)).toEqual(schema([]));
  });

  it("can be renamed", () => {
    const rename = renameIndex.create("items", "uq_items_sku", "uq_sku");
    expect(renameIndex.apply(schema(["uq_items_sku"]), rename)).toEqual(schema(["uq_sku"]));
  });
});
