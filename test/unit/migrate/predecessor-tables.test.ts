import { withoutPredecessor } from "../../../src/migrate/predecessor-tables";
import { emptySchema, type Schema, type Table } from "../../../src/schema/model";

function table(name: string, ...columns: readonly string[]): Table {
  return {
    name,
    columns: columns.map((column) => ({ name: column, type: "text", nullable: true })),
    uniques: [],
    foreignKeys: [],
    checks: [],
    indexes: [],
  };
}

function schemaOf(...tables: readonly Table[]): Schema {
  return { ...emptySchema, tables };
}

const namesOf = ({ tables }: Schema): readonly string[] => tables.map(({ name }) => name);

test("leaves out the tables that TypeORM keeps for itself", () => {
  const actual = schemaOf(
    table("user", "id"),
    table("typeorm_metadata", "type"),
    table("migrations", "id", "timestamp", "name"),
  );
  expect(namesOf(withoutPredecessor(actual, emptySchema))).toEqual(["user"]);
});

test("keeps a table of the project that is called migrations", () => {
  const actual = schemaOf(table("migrations", "id", "animal"));
  expect(withoutPredecessor(actual, emptySchema)).toBe(actual);
});

test("keeps a table that an entity declares", () => {
  const own = table("migrations", "id", "timestamp", "name");
  expect(namesOf(withoutPredecessor(schemaOf(own), schemaOf(own)))).toEqual(["migrations"]);
});
