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
import { ChildEntity, TableInheritance } from "../../../../src/metadata/decorators/table-inheritance";
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
  relations: [{ property: "author", embedded: undefined, keyPosition: 4, shape: shapeOf(author, 4) }],
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

class Point {
  @Column({ type: "integer", nullable: true })
  x!: number | null;

  @Column({ type: "integer" })
  y = 7;
}

class Frame {
  @Column({ type: "json" })
  data!: object | null;

  @Column(() => Point)
  at!: Point;

  @ManyToOne(() => Author)
  maker!: Author | null;
}

@Entity()
@TableInheritance({ column: { name: "kind", type: "timestamp" } })
class Picture {
  @PrimaryColumn()
  id!: number;

  @Column(() => Frame)
  frame = new Frame();
}

@ChildEntity("2020-01-01")
class Painting extends Picture {
  @Column({ type: "text" })
  technique!: string;
}

const family = mapEntities([Author, Picture, Painting]);
const [picture, painting, maker] = [family.find(Picture), family.find(Painting), family.find(Author)];

function positions(entity: MappedEntity, start: number, names: readonly string[]): RowShape["columns"] {
  return names.map((name, index) => {
    const column = entity.columns.find((each) => each.name === name)!;
    return { column, position: start + index, isHidden: column.property === undefined };
  });
}

describe.each([
  ["generated", generateHydrator],
  ["interpreted", interpretHydrator],
])("a %s hydrator of embedded classes", (_name, create) => {
  it("makes their instances, with the relations that they have", () => {
    const shape: RowShape = {
      entity: picture,
      columns: positions(picture, 0, ["id", "frameData", "frameAtX", "frameMakerid"]),
      relations: [
        {
          property: "maker",
          embedded: picture.metadata.embeddeds[0],
          keyPosition: 4,
          shape: { entity: maker, columns: positions(maker, 4, ["id", "born"]), relations: [] },
        },
      ],
    };
    const [first, second] = create(shape)([
      [1, { a: 1 }, 3, 9, 9, "2020-01-01T00:00:00.000Z"],
      [2, null, null, null, null, null],
    ]) as Picture[];
    expect([first!.frame.constructor, first!.frame.at.constructor]).toEqual([Frame, Point]);
    expect(first).toEqual({
      id: 1,
      frame: {
        data: { a: 1 },
        at: { x: 3, y: undefined },
        maker: { id: 9, born: new Date("2020-01-01T00:00:00.000Z") },
      },
    });
    expect(second).toEqual({ id: 2, frame: { data: null, at: { x: null, y: undefined }, maker: null } });
    expect(
      rememberedValue(
        first!,
        picture.columns.find(({ name }) => name === "frameMakerid")!,
      ),
    ).toBe(9);
  });

  it("empties an embedded object that the class makes and the shape does not load", () => {
    const [entity] = create({ entity: picture, columns: positions(picture, 0, ["id"]), relations: [] })([
      [1],
    ]) as Picture[];
    expect(entity).toEqual({ id: 1, frame: undefined });
  });
});

describe.each([
  ["generated", generateHydrator],
  ["interpreted", interpretHydrator],
])("a %s hydrator of a family", (_name, create) => {
  it("makes an instance of the class that the row says, and of the asked one where it says another", () => {
    const names = ["id", "kind", "technique"];
    const shape: RowShape = {
      entity: picture,
      columns: positions(picture, 0, names.slice(0, 2)),
      relations: [],
      variants: {
        position: 1,
        decode: (raw) => String(raw).slice(0, 10),
        byValue: new Map([["2020-01-01", { entity: painting, columns: positions(painting, 0, names), relations: [] }]]),
      },
    };
    const [first, second, third] = create(shape)([
      [1, "2020-01-01T00:00:00.000Z", "oil"],
      [2, "2021-01-01T00:00:00.000Z", null],
      [3, null, null],
    ]);
    expect([first, second, third].map((each) => each!.constructor)).toEqual([Painting, Picture, Picture]);
    expect(first).toEqual({ id: 1, technique: "oil", frame: undefined });
    expect(isRemembered(first!, painting)).toBe(true);
    expect(isRemembered(second!, picture)).toBe(true);
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
