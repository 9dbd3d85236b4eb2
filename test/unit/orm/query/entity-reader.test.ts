import "reflect-metadata";
import { createEntityReader } from "../../../../src/orm/query/entity-reader";
import type { FindManyOptions } from "../../../../src/orm/query/find-options";
import { Between, In, IsNull, LessThan, Like, Not, Raw } from "../../../../src/orm/query/operators";
import { sql } from "../../../../src/sql/sql-tag";
import { Genre, Novel, Writer } from "../library";
import { createTestDialect, createTestSession, mapEntities } from "../test-dialect";

const dialect = createTestDialect();
const map = mapEntities([Writer, Novel, Genre], dialect);

async function statementsOf(options: FindManyOptions<Novel>): Promise<readonly unknown[]> {
  const { session, log } = createTestSession(dialect);
  await createEntityReader(dialect).find(session, map.find(Novel), options);
  return log.flatMap(({ sql: text, parameters }) => [text.replace(/^SELECT .* FROM "novel" "t0" ?/, ""), parameters]);
}

describe("find options become SQL", () => {
  it.each<[string, FindManyOptions<Novel>, string, readonly unknown[]]>([
    ["values", { where: { title: "x", pages: 3 } }, 'WHERE ("t0"."title" = ?) AND ("t0"."pages" = ?)', ["x", 3]],
    ["null", { where: { pages: null } }, 'WHERE "t0"."pages" IS NULL', []],
    ["not null", { where: { pages: Not(IsNull()) } }, 'WHERE "t0"."pages" IS NOT NULL', []],
    [
      "operators",
      { where: { pages: Not(LessThan(5)), title: Like("a%") } },
      'WHERE NOT ("t0"."pages" < ?) AND ("t0"."title" LIKE ?)',
      [5, "a%"],
    ],
    ["a range", { where: { pages: Between(1, 9) } }, 'WHERE "t0"."pages" BETWEEN ? AND ?', [1, 9]],
    [
      "a list, filled up to a power of two",
      { where: { pages: In([1, 2, 3]) } },
      'WHERE "t0"."pages" IN (?, ?, ?, ?)',
      [1, 2, 3, 3],
    ],
    ["an empty list", { where: { pages: In([]) } }, "WHERE 1 = 0", []],
    [
      "SQL around the column",
      { where: { title: Raw((column) => sql`length(${column}) > ${3}`) } },
      'WHERE length("t0"."title") > ?',
      [3],
    ],
    ["the key of a related entity", { where: { writer: { id: 7 } } }, 'WHERE "t0"."writerId" = ?', [7]],
    [
      "a related entity's property",
      { where: { writer: { name: "x" } } },
      'LEFT JOIN "writer" "t1" ON "t0"."writerId" = "t1"."id" WHERE "t1"."name" = ?',
      ["x"],
    ],
    ["a missing related entity", { where: { writer: null } }, 'WHERE "t0"."writerId" IS NULL', []],
    [
      "order and limits",
      { order: { writer: { name: "DESC" }, id: "ASC" }, skip: 20, take: 10 },
      'LEFT JOIN "writer" "t1" ON "t0"."writerId" = "t1"."id" ORDER BY "t1"."name" DESC, "t0"."id" ASC LIMIT ? OFFSET ?',
      [10, 20],
    ],
    [
      "nulls first",
      { order: { pages: { direction: "ASC", nulls: "first" } } },
      'ORDER BY "t0"."pages" ASC NULLS FIRST',
      [],
    ],
  ])("from %s", async (_name, options, text, parameters) => {
    expect(await statementsOf(options)).toEqual([text, parameters]);
  });

  it("gives the same join to conditions, order and loading", async () => {
    const [text] = await statementsOf({
      where: { writer: { name: "x" } },
      relations: { writer: true },
      order: { writer: { name: 1 } },
    });
    expect(String(text).match(/JOIN/g)).toHaveLength(1);
  });
});

describe("a plan", () => {
  it("is compiled once for all queries of a shape", async () => {
    const compile = jest.spyOn(dialect.queries, "compile");
    const reader = createEntityReader(dialect);
    const { session, log } = createTestSession(dialect);
    for (const id of [1, 2, 3]) await reader.findOne(session, map.find(Novel), { where: { id } });
    for (const ids of [
      [1, 2, 3],
      [1, 2, 3, 4],
    ])
      await reader.find(session, map.find(Novel), { where: { id: In(ids) } });
    expect(compile).toHaveBeenCalledTimes(2);
    expect(log.map(({ parameters }) => parameters)).toEqual([[1], [2], [3], [1, 2, 3, 3], [1, 2, 3, 4]]);
    compile.mockRestore();
  });

  it.each([
    [{ where: { id: 1 } }, { where: { pages: 1 } }],
    [{ where: { pages: 1 } }, { where: { pages: null } }],
    [{ where: { pages: In([1]) } }, { where: { pages: In([1, 2]) } }],
    [{ where: [{ id: 1 }, { pages: 1 }] }, { where: [{ id: 1, pages: 1 }] }],
    [
      { where: { pages: Raw((column) => sql`${column} > 1`) } },
      { where: { pages: Raw((column) => sql`${column} > 2`) } },
    ],
    [{ order: { id: 1 } }, { order: { id: -1 } }],
    [{ take: 1 }, { skip: 1 }],
    [{ select: { id: true } }, { select: { title: true } }],
    [{ relations: { writer: true } }, { relations: { genres: true } }],
    [{ withDeleted: true }, {}],
  ])("is not shared by %j and %j", async (left, right) => {
    const compile = jest.spyOn(dialect.queries, "compile");
    const reader = createEntityReader(dialect);
    const { session } = createTestSession(dialect);
    for (const options of [left, right]) await reader.find(session, map.find(Novel), options);
    expect(compile).toHaveBeenCalledTimes(2);
    compile.mockRestore();
  });
});

describe("lists", () => {
  it("are read with one query for all entities and given to each", async () => {
    const { session, log } = createTestSession(dialect, [
      {
        rows: [
          [1, "ada"],
          [2, "bob"],
          [3, "cyd"],
        ],
      },
      {
        rows: [
          [10, "one", null, null, 1, 1],
          [11, "two", null, null, 1, 1],
          [12, "three", null, null, 2, 2],
        ],
      },
    ]);
    const writers = (await createEntityReader(dialect).find(session, map.find(Writer), {
      relations: { novels: true },
    })) as Writer[];
    expect(log[1]!.sql).toMatch(/WHERE "t0"\."writerId" IN \(\?, \?, \?, \?\)$/);
    expect(log[1]!.parameters).toEqual([1, 2, 3, 3]);
    expect(writers.map(({ novels }) => novels.map(({ title }) => title))).toEqual([["one", "two"], ["three"], []]);
  });

  it("are matched by text where drivers spell the two sides of a key differently", async () => {
    const { session } = createTestSession(dialect, [
      { rows: [[1, "ada"]] },
      {
        rows: [
          [10, "one", null, null, "1", "1"],
          [11, "two", null, null, 1n, 1n],
        ],
      },
    ]);
    const [ada] = (await createEntityReader(dialect).find(session, map.find(Writer), {
      relations: { novels: true },
    })) as Writer[];
    expect(ada!.novels.map(({ title }) => title)).toEqual(["one", "two"]);
  });

  it("cost no query when there is no entity", async () => {
    const { session, log } = createTestSession(dialect);
    await createEntityReader(dialect).find(session, map.find(Writer), { relations: { novels: true } });
    expect(log).toHaveLength(1);
  });
});

describe("wrong find options", () => {
  it.each<[object, string, RegExp]>([
    [{ where: { titel: "x" } }, "QUERY.UNKNOWN_PROPERTY", /Did you mean "title"/],
    [{ where: { writer: { nmae: "x" } } }, "QUERY.UNKNOWN_PROPERTY", /Did you mean "name"/],
    [{ wher: {} }, "QUERY.UNKNOWN_PROPERTY", /Did you mean "where"/],
    [{ select: { nothing: true } }, "QUERY.UNKNOWN_PROPERTY", /It has: id, title/],
    [{ relations: { title: true } }, "QUERY.UNKNOWN_PROPERTY", /It has/],
    [{ relations: ["writer"] }, "QUERY.INVALID_VALUE", /Give an object/],
    [{ where: { id: undefined } }, "QUERY.INVALID_VALUE", /Leave the property out/],
    [{ where: { id: In([1, undefined]) } }, "QUERY.INVALID_VALUE", /Leave the property out/],
    [{ where: { id: In([1, null]) } }, "QUERY.INVALID_VALUE", /IsNull/],
    [{ where: { id: LessThan(null) } }, "QUERY.INVALID_VALUE", /IsNull/],
    [{ where: "id = 1" }, "QUERY.INVALID_VALUE", /^$/],
    [{ order: { id: "up" } }, "QUERY.INVALID_VALUE", /"ASC" or "DESC"/],
    [{ take: -1 }, "QUERY.INVALID_VALUE", /whole number/],
    [{ skip: 1.5 }, "QUERY.INVALID_VALUE", /whole number/],
  ])("%j is refused", async (options, code, hint) => {
    const { session, log } = createTestSession(dialect);
    await expect(createEntityReader(dialect).find(session, map.find(Novel), options)).rejects.toMatchObject({
      code,
      ...(String(hint) === "/^$/" ? {} : { hint: expect.stringMatching(hint) as string }),
    });
    expect(log).toEqual([]);
  });
});
