import "reflect-metadata";
import { generateHydrator } from "../../../../src/orm/hydrate/generate-hydrator";
import { createHydrator } from "../../../../src/orm/hydrate/hydrator";
import { interpretHydrator } from "../../../../src/orm/hydrate/interpret-hydrator";
import type { MappedColumn, MappedEntity } from "../../../../src/orm/hydrate/mapped-entity";
import type { RowShape } from "../../../../src/orm/hydrate/row-shape";
import { forget, isRemembered, rememberedValue } from "../../../../src/orm/hydrate/snapshot";
import { Column } from "../../../../src/metadata/decorators/column";
import { Entity } from "../../../../src/metadata/decorators/entity";
import { ManyToOne } from "../../../../src/metadata/decorators/many-to-one";
import { PrimaryColumn } from "../../../../src/metadata/decorators/primary-column";
import type { Relation } from "../../../../src/metadata/entity-target";
import { mapEntities } from "../test-dialect";

@Entity()
class Author {
  @PrimaryColumn()
  id!: number;

  @Column({ type: "timestamp" })
  born!: Date;
}

@Entity()
class Book {
  @PrimaryColumn()
  id!: number;

  @Column({ type: "json" })
  data!: object | null;

  @Column({ type: "text" })
  title = "untitled";

  @ManyToOne(() => Author)
  author!: Relation<Author> | null;
}

const map = mapEntities([Author, Book]);
const [author, book] = [map.find(Author), map.find(Book)];

function shapeOf(entity: MappedEntity, start: number, names?: readonly string[]): RowShape {
  const columns = entity.columns.filter(({ name }) => names?.includes(name) ?? true);
  return {
    entity,
    columns: columns.map((column, index) => ({
      column,
      position: start + index,
      isHidden: column.property === undefined,
    })),
    relations: [],
  };
}

const joined: RowShape = {
  ...shapeOf(book, 0),
  relations: [{ property: "author", keyPosition: 4, shape: shapeOf(author, 4) }],
};

describe.each([
  ["generated", generateHydrator],
  ["interpreted", interpretHydrator],
])("a %s hydrator", (_name, create) => {
  it("makes instances with decoded values and the joined entity", () => {
    const [first, second] = create(joined)([
      [1, { a: 1 }, "one", 7, 7, "2020-01-01T00:00:00.000Z"],
      [2, null, "two", null, null, null],
    ]) as Book[];
    expect(first).toBeInstanceOf(Book);
    expect(first!.author).toBeInstanceOf(Author);
    expect(first).toMatchObject({
      id: 1,
      data: { a: 1 },
      title: "one",
      author: { id: 7, born: new Date("2020-01-01T00:00:00.000Z") },
    });
    expect(Object.entries(second!)).toEqual([
      ["title", "two"],
      ["id", 2],
      ["data", null],
      ["author", null],
    ]);
  });

  it("remembers the row, hidden columns too, unseen from outside", () => {
    const [entity] = create(joined)([[1, null, "one", 7, 7, "2020-01-01T00:00:00.000Z"]]) as Book[];
    const values = (mapped: MappedEntity, object: object): unknown[] =>
      mapped.columns.map((column) => rememberedValue(object, column));
    expect(values(book, entity!)).toEqual([1, null, "one", 7]);
    expect(values(author, entity!.author!)).toEqual([7, new Date("2020-01-01T00:00:00.000Z")]);
    expect(JSON.stringify(entity)).toBe(
      '{"title":"one","id":1,"data":null,"author":{"id":7,"born":"2020-01-01T00:00:00.000Z"}}',
    );
    forget(entity!);
    expect(isRemembered(entity!, book)).toBe(false);
  });

  it("keeps its own copy of objects that the driver made", () => {
    const [entity] = create(joined)([[1, { list: [1] }, "one", null, null, null]]) as { data: { list: number[] } }[];
    entity!.data.list.push(2);
    expect(rememberedValue(entity!, book.columns[1]!)).toEqual({ list: [1] });
  });

  it("empties what the class initializes but the shape does not load", () => {
    const [entity] = create(shapeOf(book, 0, ["id"]))([[1]]) as Book[];
    expect(entity!.title).toBeUndefined();
  });
});

describe("names in generated code", () => {
  const column = (property: string): MappedColumn => ({ ...book.columns[2]!, property });
  const shapeWith = (property: string): RowShape => ({
    entity: {
      ...book,
      create: () => ({}),
      columns: [],
      members: new Map(),
      primary: [],
      metadata: { ...book.metadata, target: undefined },
    },
    columns: [{ column: column(property), position: 0, isHidden: false }],
    relations: [],
  });

  it.each(['"]; throw 1; //', "\\", "\n", "\u2028", "`${1}`", "a-b", "a_b", "'", "h0", "r", "", "🙂"])(
    "%j is only ever a name",
    (name) => {
      expect(generateHydrator(shapeWith(name))([["value"]])).toEqual([{ [name]: "value" }]);
    },
  );

  it.each(["__proto__", "constructor", "prototype"])("%s is refused", (name) => {
    expect(() => createHydrator(shapeWith(name))).toThrow(expect.objectContaining({ code: "ENTITY.NAME_FORBIDDEN" }));
  });
});

it("interprets where code generation is forbidden", () => {
  const original = globalThis.Function;
  globalThis.Function = function forbidden() {
    throw new EvalError("Code generation from strings disallowed for this context");
  } as unknown as FunctionConstructor;
  try {
    expect(createHydrator(shapeOf(book, 0))([[1, null, "one", null]])).toEqual([
      expect.objectContaining({ title: "one" }),
    ]);
  } finally {
    globalThis.Function = original;
  }
});
