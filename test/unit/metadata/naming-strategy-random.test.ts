import fc from "fast-check";
import { DefaultNamingStrategy as TheirStrategy, type NamingStrategyInterface } from "typeorm";
import { DefaultNamingStrategy } from "../../../src/metadata/naming-strategy";

const RUNS = 300;

/** Names as people write them, and names as nobody does. */
const name = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9_\- .]{0,24}$/),
  fc
    .array(fc.constantFrom("A", "B", "HTTP", "User", "id", "_", "9", "ü", "Ä", ".", " ", "-"), { maxLength: 8 })
    .map((parts) => parts.join("")),
  fc.string({ unit: "grapheme", maxLength: 12 }),
);
const maybe = fc.option(name, { nil: undefined });
const names = fc.array(name, { maxLength: 4 });
const table = fc.oneof(
  name,
  fc.tuple(name, name).map(([schema, one]) => `${schema}.${one}`),
  name.map((one) => ({ name: one })),
);

type Methods = Exclude<keyof NamingStrategyInterface, "nestedSetColumnNames" | "materializedPathColumnName">;

/** What each method of the other library's interface takes. */
const ARGUMENTS: Readonly<Record<Methods, readonly fc.Arbitrary<unknown>[]>> = {
  tableName: [name, maybe],
  closureJunctionTableName: [name],
  columnName: [name, maybe, names],
  relationName: [name],
  primaryKeyName: [table, names],
  uniqueConstraintName: [table, names],
  relationConstraintName: [table, names, maybe],
  defaultConstraintName: [table, name],
  foreignKeyName: [table, names, maybe, names],
  indexName: [table, names, maybe],
  checkConstraintName: [table, name, fc.option(fc.boolean(), { nil: undefined })],
  exclusionConstraintName: [table, name],
  joinColumnName: [name, name],
  joinTableName: [name, name, name, name],
  joinTableColumnDuplicationPrefix: [name, fc.constantFrom(1, 2)],
  joinTableColumnName: [name, name, maybe],
  joinTableInverseColumnName: [name, name, maybe],
  prefixTableName: [name, name],
};

type Call = (...given: unknown[]) => string;

describe("DefaultNamingStrategy, beside TypeORM's on random names", () => {
  it.each(Object.entries(ARGUMENTS))("%s gives the same name", (method, parameters) => {
    const theirs = new TheirStrategy();
    const ours = new DefaultNamingStrategy();
    fc.assert(
      fc.property(fc.tuple(...parameters), (given) => {
        const expected = (theirs[method as Methods] as Call)(...given);
        expect((ours[method as Methods] as Call)(...given)).toBe(expected);
      }),
      { numRuns: RUNS, verbose: true },
    );
  });

  it("names the columns of trees the same", () => {
    const { nestedSetColumnNames, materializedPathColumnName } = new TheirStrategy();
    const ours = new DefaultNamingStrategy();
    expect([ours.nestedSetColumnNames, ours.materializedPathColumnName]).toEqual([
      nestedSetColumnNames,
      materializedPathColumnName,
    ]);
  });
});

describe("a strategy that was written for TypeORM", () => {
  it("works when it extends ours", () => {
    class Shouting extends DefaultNamingStrategy {
      override tableName(className: string, customName: string): string {
        return (customName ?? className).toUpperCase();
      }
      override columnName(propertyName: string, customName: string, prefixes: string[]): string {
        return [...prefixes, customName || propertyName].join("_").toUpperCase();
      }
      override primaryKeyName(tableOrName: { name: string } | string, columnNames: string[]): string {
        return `PK_${this.getTableName(tableOrName)}_${this.hash(columnNames.join("_")).slice(0, 4)}`;
      }
    }
    const strategy = new Shouting();
    expect([
      strategy.tableName("User", undefined as unknown as string),
      strategy.columnName("id", "", ["a"]),
      strategy.primaryKeyName("blog.post", ["id"]),
    ]).toEqual(["USER", "A_ID", "PK_post_87ea"]);
  });
});
