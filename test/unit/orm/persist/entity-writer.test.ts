import "reflect-metadata";
import { createEntityReader } from "../../../../src/orm/query/entity-reader";
import { createEntityWriter } from "../../../../src/orm/persist/entity-writer";
import { Genre, Novel, Writer } from "../library";
import { createTestDialect, createTestSession, mapEntities } from "../test-dialect";

const dialect = createTestDialect();
const map = mapEntities([Writer, Novel, Genre], dialect);
const [writer, novel] = [map.find(Writer), map.find(Novel)];

const make = <T extends object>(Class: new () => T, values: Partial<T>): T => Object.assign(new Class(), values);

async function load(rows: readonly unknown[][]): Promise<Novel[]> {
  const { session } = createTestSession(dialect, [{ rows }]);
  return (await createEntityReader(dialect).find(session, novel, {})) as Novel[];
}

describe("save", () => {
  it("inserts a new entity with one statement and sets what came back", async () => {
    const { session, log } = createTestSession(dialect, [{ rows: [[5, "2020-01-01T00:00:00.000Z"]] }]);
    const entity = make(Novel, { title: "x" });
    await createEntityWriter(dialect).save(session, novel, [entity]);
    expect(log).toEqual([
      {
        sql: 'INSERT INTO "novel" ("title", "pages", "writerId") VALUES (?, ?, ?) RETURNING "id", "updatedAt"',
        parameters: ["x", null, null],
      },
    ]);
    expect(entity).toEqual(
      make(Novel, { id: 5, title: "x", pages: null, updatedAt: new Date("2020-01-01T00:00:00.000Z") }),
    );
  });

  it("updates what changed since the entity was loaded, and nothing the second time", async () => {
    const [entity] = await load([[1, "old", 3, "2020-01-01T00:00:00.000Z", null]]);
    const { session, log } = createTestSession(dialect, [{ rows: [["2021-01-01T00:00:00.000Z"]], affected: 1 }]);
    entity!.title = "new";
    const saver = createEntityWriter(dialect);
    await saver.save(session, novel, [entity!]);
    await saver.save(session, novel, [entity!]);
    expect(log).toEqual([
      {
        sql: 'UPDATE "novel" SET "title" = ?, "updatedAt" = CURRENT_TIMESTAMP WHERE "id" = ? RETURNING "updatedAt"',
        parameters: ["new", 1],
      },
    ]);
    expect(entity!.updatedAt).toEqual(new Date("2021-01-01T00:00:00.000Z"));
  });

  it("takes an entity whose key was taken away for a new one", async () => {
    const [entity] = await load([[1, "old", 3, "2020-01-01T00:00:00.000Z", null]]);
    const { session, log } = createTestSession(dialect, [{ rows: [[2]] }]);
    Reflect.set(entity!, "id", undefined);
    await createEntityWriter(dialect).save(session, novel, [entity!]);
    expect([log[0]!.sql.slice(0, 19), entity!.id]).toEqual(['INSERT INTO "novel"', 2]);
  });

  it("reads keys and defaults back where nothing is returned", async () => {
    const plain = createTestDialect({ insertReturning: false });
    const entities = mapEntities([Writer, Novel, Genre], plain);
    const { session, log } = createTestSession(plain, [
      { insertId: 7 },
      {
        rows: [
          [8, "2020-01-02T00:00:00.000Z"],
          [7, "2020-01-01T00:00:00.000Z"],
        ],
      },
    ]);
    const novels = [make(Novel, { title: "a" }), make(Novel, { title: "b" })];
    await createEntityWriter(plain).save(session, entities.find(Novel), novels);
    expect(log.map(({ sql: text }) => text)).toEqual([
      'INSERT INTO "novel" ("title", "pages", "writerId") VALUES (?, ?, ?), (?, ?, ?)',
      'SELECT "t0"."id", "t0"."updatedAt" FROM "novel" "t0" WHERE "t0"."id" IN (?, ?)',
    ]);
    expect(novels.map(({ id, updatedAt }) => [id, updatedAt.getUTCDate()])).toEqual([
      [7, 1],
      [8, 2],
    ]);
  });

  it("refuses numbers that do not follow each other instead of giving entities wrong keys", async () => {
    const plain = createTestDialect({ insertReturning: false });
    const { session } = createTestSession(plain, [{ insertId: 7 }, { rows: [[7, "2020-01-01T00:00:00.000Z"]] }]);
    const novels = [make(Novel, { title: "a" }), make(Novel, { title: "b" })];
    await expect(
      createEntityWriter(plain).save(session, mapEntities([Writer, Novel, Genre], plain).find(Novel), novels),
    ).rejects.toMatchObject({ code: "QUERY.NOT_FOUND" });
    expect(novels.map(({ id }) => id)).toEqual([undefined, undefined]);
  });

  it("parts rows so that no statement has too many parameters", async () => {
    const small = createTestDialect({ maxParameters: 7 });
    const { session, log } = createTestSession(
      small,
      [1, 2, 3].map((start) => ({
        rows: [
          [start, null],
          [start, null],
        ],
      })),
    );
    const novels = Array.from({ length: 5 }, () => make(Novel, { title: "x" }));
    await createEntityWriter(small).insert(session, mapEntities([Writer, Novel, Genre], small).find(Novel), novels);
    expect(log.map(({ parameters }) => parameters.length)).toEqual([6, 6, 3]);
  });

  it("takes back what it set when the database refuses", async () => {
    const { session } = createTestSession(dialect, [{ rows: [[1], [2]] }]);
    const failing = {
      ...session,
      transaction: (work: never) => session.transaction(work).then(() => Promise.reject(new Error("no"))),
    };
    const writers = [make(Writer, { name: "a" })];
    await expect(
      createEntityWriter(dialect).save(failing as never, writer, [...writers, make(Writer, { name: "b" })]),
    ).rejects.toThrow("no");
    expect(writers[0]).toEqual(make(Writer, { name: "a" }));
  });
});
