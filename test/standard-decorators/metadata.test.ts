import ts from "typescript";
import {
  Check,
  Column,
  Entity,
  Exclusion,
  Index,
  ManyToOne,
  PrimaryColumn,
  TreeChildren,
  TreeParent,
  Tree,
} from "../../src/entry/es";
import { buildEntityMetadatas } from "../../src/metadata/build-entity-metadatas";
import { Entity as LegacyEntity } from "../../src/metadata/decorators/entity";
import type { EntityClass } from "../../src/metadata/entity-target";
import { isEntityClass } from "../../src/metadata/metadata-storage";
import { failure } from "../unit/metadata/failure";
import { Address, Post, Stamped, Tag, User } from "./blog";

describe("a class with standard decorators", () => {
  it("is an entity where it has @Entity(), and nowhere else", () => {
    expect([User, Post, Tag, Stamped, Address].filter(isEntityClass)).toEqual([User, Post, Tag]);
  });

  it("has its columns, those of its base class and those of its embedded class", () => {
    const [user, post] = buildEntityMetadatas([User, Post, Tag]);
    expect(user?.columns.map(({ columnName }) => columnName)).toEqual([
      "createdAt",
      "version",
      "id",
      "email",
      "name",
      "role",
      "token",
      "addressCity",
      "addressCode",
    ]);
    expect(post?.columns.map(({ columnName }) => columnName)).toEqual([
      "createdAt",
      "version",
      "id",
      "title",
      "authorId",
    ]);
  });

  it("has its relations, constraints, indexes and listeners", () => {
    const [user, post] = buildEntityMetadatas([User, Post, Tag]);
    expect({
      relations: post?.relations.map(({ propertyName, type, target }) => [propertyName, type, target.name]),
      checks: post?.checks.map(({ name }) => name),
      uniques: user?.uniques.map(({ columns }) => columns.map(({ columnName }) => columnName)),
      indexes: user?.indexes.map(({ columns }) => columns.map(({ columnName }) => columnName)),
      listeners: user?.listeners.map(({ event, methodName }) => [event, methodName]),
      generated: user?.columns.filter(({ isGenerated }) => isGenerated).map(({ propertyName }) => propertyName),
    }).toEqual({
      relations: [
        ["author", "many-to-one", "User"],
        ["tags", "many-to-many", "Tag"],
      ],
      checks: ["short_title"],
      uniques: [["email"]],
      indexes: [["name"]],
      listeners: [
        ["beforeInsert", "normalize"],
        ["afterLoad", "greet"],
      ],
      generated: ["id", "token"],
    });
  });

  it("may be extended by one that says more, without saying it of the first", () => {
    @Entity()
    class Animal {
      @PrimaryColumn("integer") id!: number;
    }
    @Entity()
    class Dog extends Animal {
      @Column("text") breed!: string;
    }
    const names = buildEntityMetadatas([Animal, Dog]).map(({ columns }) => columns.map(({ columnName }) => columnName));
    expect(names).toEqual([["id"], ["id", "breed"]]);
  });

  it("may refer to itself, as a tree does", () => {
    @Entity()
    @Tree("adjacency-list")
    @Index(["id"])
    @Exclusion('USING gist ("id" WITH =)')
    @Check("id > 0")
    class Category {
      @PrimaryColumn("integer") id!: number;
      @ManyToOne(() => Category, { nullable: true }) friend!: Category | null;
      @TreeParent() parent!: Category | null;
      @TreeChildren() children!: Category[];
    }
    const [category] = buildEntityMetadatas([Category]);
    expect(category?.relations.map(({ propertyName, target }) => [propertyName, target === category])).toEqual([
      ["friend", true],
      ["parent", true],
      ["children", true],
    ]);
    expect([category?.indexes.length, category?.checks.length, category?.exclusions.length]).toEqual([1, 1, 1]);
  });

  it.each([
    [
      "a static field",
      () =>
        class {
          @Column("text") static it: string;
          @PrimaryColumn("integer") id!: number;
        },
      'class "Thing", property "it" is static',
    ],
    [
      "a field without a type",
      () =>
        class {
          @Column({ nullable: true } as never) it!: string;
          @PrimaryColumn("integer") id!: number;
        },
      'class "Thing", property "it": its type is not known at run time | Standard decorators carry no types. Name the type: @Column("varchar").',
    ],
  ])("with %s is refused", (_what, make, message) => {
    const thing = make();
    Object.defineProperty(thing, "name", { value: "Thing" });
    // A class decorator that is called by hand has the metadata object that the compiler gave the class.
    const metadata = Reflect.get(thing, (Symbol as unknown as { metadata: symbol }).metadata) as DecoratorMetadata;
    Entity()(thing, { kind: "class", name: "Thing", metadata, addInitializer: () => undefined });
    expect(failure(() => buildEntityMetadatas([thing]))).toContain(message);
  });

  it("says where a decorator stands that cannot stand there", () => {
    expect(
      failure(
        () =>
          class {
            @Column("text") #it = "";
            read() {
              return this.#it;
            }
          },
      ),
    ).toBe('ENTITY.OPTION_INVALID @Column() stands on private field "#it" | Put it on a public field.');
  });

  it("says that it was compiled in the other way", () => {
    const legacy = Column("text") as unknown as PropertyDecorator;
    expect(failure(() => legacy({}, "it"))).toBe(
      'ENTITY.DECORATOR_MODE @Column() of "ormolu/es" was compiled as an experimental decorator | Take "experimentalDecorators" out of tsconfig.json, or import the decorators from "ormolu".',
    );
    const standard = LegacyEntity() as unknown as (value: unknown, context: object) => void;
    expect(failure(() => standard(class {}, { kind: "class" }))).toContain('or import the decorators from "ormolu/es"');
  });
});

describe("what compilers make of standard decorators", () => {
  const source = `
    @Entity("things")
    class Thing extends Base {
      @PrimaryColumn("integer") id!: number;
      @Column("text", { nullable: true }) name: string | null = "usual";
    }
    return Thing;`;
  const decorators = { Entity, PrimaryColumn, Column };

  function run(body: string): EntityClass {
    class Base {}
    const names = [...Object.keys(decorators), "Base"];
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the output of a compiler is what is tested
    return new Function(...names, body)(...Object.values(decorators), Base) as EntityClass;
  }

  it.each([
    ["es2022", ts.ScriptTarget.ES2022, true],
    ["es2022 with fields that are assigned", ts.ScriptTarget.ES2022, false],
    ["es2017", ts.ScriptTarget.ES2017, false],
  ])("is read as TypeScript writes it for %s", (_name, target, useDefineForClassFields) => {
    const compiled = ts.transpileModule(`function make() {${source}}`, {
      compilerOptions: { target, useDefineForClassFields, module: ts.ModuleKind.CommonJS },
    }).outputText;
    const thing = run(`${compiled}; return make();`);
    const [metadata] = buildEntityMetadatas([thing]);
    expect(metadata?.columns.map(({ columnName }) => columnName)).toEqual(["id", "name"]);
    expect(new (thing as unknown as new () => { name: string })().name).toBe("usual");
  });
});
