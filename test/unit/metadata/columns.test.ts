import { buildEntityMetadatas } from "../../../src/metadata/build-entity-metadatas";
import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { PrimaryColumn, PrimaryGeneratedColumn } from "../../../src/metadata/decorators/primary-column";
import {
  CreateDateColumn,
  DeleteDateColumn,
  UpdateDateColumn,
  VersionColumn,
} from "../../../src/metadata/decorators/special-columns";
import { Unique } from "../../../src/metadata/decorators/unique";
import { createEntityLookup } from "../../../src/metadata/entity-lookup";
import type { ColumnMetadata } from "../../../src/metadata/entity-metadata";
import type { EntityClass } from "../../../src/metadata/entity-target";
import { isEntityClass } from "../../../src/metadata/metadata-storage";
import { SnakeNamingStrategy } from "../../../src/metadata/snake-naming-strategy";
import { summarize } from "./summarize";

function build(target: EntityClass) {
  return buildEntityMetadatas([target])[0]!;
}

function facts(column: ColumnMetadata | undefined): Partial<ColumnMetadata> {
  const { entity: _entity, options: _options, ...rest } = column!;
  return rest;
}

const PLAIN = {
  isDiscriminator: false,
  isVirtual: false,
  isPrimary: false,
  isGenerated: false,
  isCreateDate: false,
  isUpdateDate: false,
  isDeleteDate: false,
  isVersion: false,
  isNullable: false,
  isArray: false,
  unsigned: false,
  isSelect: true,
  isInsert: true,
  isUpdate: true,
  transformers: [],
};

describe("columns", () => {
  it("take their type from TypeScript where the decorator names none", () => {
    @Entity()
    class AllTypes {
      @PrimaryGeneratedColumn() id!: number;
      @Column() name!: string;
      @Column() count!: number;
      @Column() active!: boolean;
      @Column() at!: Date;
      @Column() big!: bigint;
      @Column() bytes!: Buffer;
      @Column() more!: Uint8Array;
      @Column() maybe?: string;
      @Column("varchar(20)") spelled!: string | null;
      @Column(String) byClass!: string | null;
    }
    expect(summarize(build(AllTypes)).slice(0, -1)).toEqual([
      "entity all_types",
      "  id <number> primary increment",
      "  name <string>",
      "  count <number>",
      "  active <boolean>",
      "  at <date>",
      "  big <bigint>",
      "  bytes <buffer>",
      "  more <buffer>",
      "  maybe <string>",
      "  spelled varchar(20)",
      "  byClass <string>",
    ]);
  });

  it("ask the loader's thunk for a type when there is one, only while metadata is built", () => {
    let calls = 0;
    class Late {
      @PrimaryColumn("uuid") id!: string;
      @Column() at!: unknown;
    }
    Reflect.defineMetadata("orm:type", () => ((calls += 1), Date), Late.prototype, "at");
    Entity()(Late);
    expect(calls).toBe(0);
    expect(build(Late).columnsByProperty.get("at")?.type).toEqual({ logical: "date" });
    expect(calls).toBe(1);
  });

  it("keep every option", () => {
    const upper = { to: String, from: String };
    @Entity()
    class Full {
      @PrimaryColumn({
        type: "char",
        length: "2",
        charset: "utf8",
        collation: "C",
        primaryKeyConstraintName: "full_pk",
      })
      id!: string;
      @Column("decimal", {
        name: "price_net",
        precision: 10,
        scale: 2,
        unsigned: true,
        nullable: true,
        default: () => "1 + 1",
        onUpdate: "2",
        comment: "net",
        array: true,
        select: false,
        insert: false,
        update: false,
        transformer: upper,
        renamedFrom: "net",
      })
      price!: number;
    }
    const full = build(Full);
    expect(full.primaryKeyName).toBe("full_pk");
    expect(facts(full.columnsByName.get("id"))).toEqual({
      ...PLAIN,
      propertyName: "id",
      propertyPath: "id",
      declaredType: String,
      columnName: "id",
      type: "char",
      length: 2,
      charset: "utf8",
      collation: "C",
      isPrimary: true,
    });
    expect(facts(full.columnsByProperty.get("price"))).toEqual({
      ...PLAIN,
      propertyName: "price",
      propertyPath: "price",
      declaredType: Number,
      columnName: "price_net",
      type: "decimal",
      precision: 10,
      scale: 2,
      unsigned: true,
      isNullable: true,
      default: expect.any(Function) as unknown,
      onUpdate: "2",
      comment: "net",
      isArray: true,
      isSelect: false,
      isInsert: false,
      isUpdate: false,
      transformers: [upper],
      renamedFrom: "net",
    });
  });

  it("know the four special roles", () => {
    @Entity()
    class Special {
      @PrimaryGeneratedColumn("uuid") id!: string;
      @CreateDateColumn() createdAt!: Date;
      @UpdateDateColumn({ type: "timestamptz" }) updatedAt!: Date;
      @DeleteDateColumn() deletedAt!: Date | null;
      @VersionColumn() version!: number;
    }
    const { columns } = build(Special);
    expect(columns.map(({ type, isNullable }) => [type, isNullable])).toEqual([
      [{ logical: "uuid" }, false],
      [{ logical: "createDate" }, false],
      ["timestamptz", false],
      [{ logical: "deleteDate" }, true],
      [{ logical: "version" }, false],
    ]);
    expect(
      columns.map((column) => [column.isCreateDate, column.isUpdateDate, column.isDeleteDate, column.isVersion]),
    ).toEqual([
      [false, false, false, false],
      [true, false, false, false],
      [false, true, false, false],
      [false, false, true, false],
      [false, false, false, true],
    ]);
  });

  it("list the values of string enums, numeric enums and arrays", () => {
    enum Role {
      Reader = "reader",
      Writer = "writer",
    }
    enum Level {
      Low,
      High = 5,
    }
    @Entity()
    class Enums {
      @PrimaryGeneratedColumn("identity", { generatedIdentity: "ALWAYS" }) id!: number;
      @Column({ type: "enum", enum: Role, enumName: "role" }) role!: Role;
      @Column({ enum: Level }) level!: Level;
      @Column("simple-enum", { enum: ["b", "a"] }) letter!: string;
    }
    expect(build(Enums).columns.map(({ type, enumValues, enumName }) => [type, enumValues, enumName])).toEqual([
      [{ logical: "number" }, undefined, undefined],
      ["enum", ["reader", "writer"], "role"],
      ["enum", [0, 5], undefined],
      ["simple-enum", ["b", "a"], undefined],
    ]);
  });

  it("are nullable when their default is null", () => {
    @Entity()
    class Defaults {
      @PrimaryColumn() id!: number;
      @Column({ default: null }) nothing!: string;
      @Column({ default: "" }) empty!: string;
    }
    expect(build(Defaults).columns.map((column) => [column.default, column.isNullable])).toEqual([
      [undefined, false],
      [null, true],
      ["", false],
    ]);
  });

  it("are inherited from abstract classes and from entities, base first, the derived class deciding", () => {
    abstract class Base {
      @PrimaryGeneratedColumn() id!: number;
      @Column({ unique: true }) name!: string;
    }
    @Entity()
    class Animal extends Base {
      @Column() legs!: number;
    }
    @Entity()
    @Unique(["legs"])
    class Dog extends Animal {
      @Column("text") declare name: string;
      @Column() breed!: string;
    }
    const [animal, dog] = buildEntityMetadatas([Animal, Dog]);
    expect([summarize(animal!), summarize(dog!)]).toEqual([
      [
        "entity animal",
        "  id <number> primary increment",
        "  name <string>",
        "  legs <number>",
        "  PK_af42b1374c042fb3fa2251f9f42 (id)",
        expect.stringContaining("unique (name)"),
      ],
      [
        "entity dog",
        "  id <number> primary increment",
        "  name text",
        "  legs <number>",
        "  breed <string>",
        expect.stringContaining("(id)"),
        expect.stringContaining("unique (legs)"),
      ],
    ]);
  });

  it("follow the naming strategy and the prefix of tables", () => {
    @Entity({ schema: "app", comment: "remark", renamedFrom: "old", engine: "rows", synchronize: false })
    class SomeThing {
      @PrimaryColumn() someId!: number;
    }
    const [metadata] = buildEntityMetadatas([SomeThing], {
      namingStrategy: new SnakeNamingStrategy(),
      entityPrefix: "x_",
    });
    const { tableName, schema, comment, renamedFrom, synchronize, options } = metadata!;
    expect([tableName, schema, comment, renamedFrom, synchronize, options.engine]).toEqual([
      "x_some_thing",
      "app",
      "remark",
      "old",
      false,
      "rows",
    ]);
    expect([...metadata!.columnsByName.keys()]).toEqual(["some_id"]);
  });
});

describe("entities", () => {
  @Entity("people")
  class Person {
    @PrimaryColumn() id!: number;
  }
  class Undecorated extends Person {}

  it("are told from other exports of a module", () => {
    expect([Person, Undecorated, {}, undefined, "Person"].map(isEntityClass)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it("are found by class, by name and by table", () => {
    const metadatas = buildEntityMetadatas([Person, Person]);
    const lookup = createEntityLookup(metadatas);
    expect(metadatas).toHaveLength(1);
    expect([lookup.get(Person), lookup.get("Person"), lookup.get("people")]).toEqual(Array(3).fill(metadatas[0]));
    expect(() => lookup.get("Persn")).toThrow(
      expect.objectContaining({ code: "ENTITY.NOT_AN_ENTITY", hint: 'Did you mean "Person"?' }) as Error,
    );
    expect(lookup.has(Undecorated)).toBe(false);
  });

  it("are shared with another copy of the package", () => {
    const storage = (globalThis as Record<symbol, unknown>)[Symbol.for("ormolu.metadata.v1")] as WeakMap<
      object,
      object
    >;
    expect(storage.get(Person)).toMatchObject({ entity: { name: "people" } });
  });
});
