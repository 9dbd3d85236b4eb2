import { buildEntityMetadatas } from "../../../src/metadata/build-entity-metadatas";
import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { Index } from "../../../src/metadata/decorators/index-decorator";
import { JoinColumn } from "../../../src/metadata/decorators/join-column";
import { JoinTable } from "../../../src/metadata/decorators/join-table";
import { ManyToMany } from "../../../src/metadata/decorators/many-to-many";
import { ManyToOne } from "../../../src/metadata/decorators/many-to-one";
import { OneToMany } from "../../../src/metadata/decorators/one-to-many";
import { OneToOne } from "../../../src/metadata/decorators/one-to-one";
import { PrimaryColumn, PrimaryGeneratedColumn } from "../../../src/metadata/decorators/primary-column";
import { Unique } from "../../../src/metadata/decorators/unique";
import type { EntityClass } from "../../../src/metadata/entity-target";
import type { GenerationStrategy } from "../../../src/metadata/options/column-options";
import type { RelationAction } from "../../../src/metadata/options/relation-options";
import { failure } from "./failure";

/** The error of building one entity `Thing` with an `id` and one property `it`, decorated as given. */
function failureOf(
  decorators: readonly PropertyDecorator[],
  others: readonly EntityClass[] = [],
  type?: unknown,
): string {
  class Thing {
    @PrimaryColumn() id!: number;
  }
  if (type !== undefined) Reflect.defineMetadata("design:type", type, Thing.prototype, "it");
  for (const decorate of decorators) decorate(Thing.prototype, "it");
  Entity()(Thing);
  return failure(() => buildEntityMetadatas([Thing, ...others]));
}

@Entity()
class Other {
  @PrimaryGeneratedColumn() id!: number;
  @Column() name!: string;
  @ManyToOne(() => Other) parent!: Other;
  @OneToMany(() => Other, (other) => other.parent) children!: Other[];
}

class NoEntity {
  id!: number;
}

describe("an entity is refused", () => {
  it.each<[string, () => EntityClass[], string]>([
    [
      "without a primary key",
      () => {
        @Entity()
        class Keyless {
          @Column() name!: string;
        }
        return [Keyless];
      },
      'ENTITY.NO_PRIMARY_KEY class "Keyless" has no primary column | Decorate a property with @PrimaryGeneratedColumn() or @PrimaryColumn().',
    ],
    [
      "whose table another has",
      () => {
        @Entity("others", { schema: "s" })
        class One {
          @PrimaryColumn() id!: number;
        }
        @Entity("others", { schema: "s" })
        class Two extends One {}
        return [One, Two];
      },
      'ENTITY.DUPLICATE_TABLE table "s.others" is claimed by class "One" and by class "Two" | Give one of them another name: @Entity("name"), or @JoinTable({ name }).',
    ],
    [
      "with two properties on one column",
      () => {
        @Entity()
        class Twins {
          @PrimaryColumn() id!: number;
          @Column({ name: "x" }) left!: string;
          @Column({ name: "x" }) right!: string;
        }
        return [Twins];
      },
      'ENTITY.DUPLICATE_COLUMN class "Twins", property "right": column "x" belongs to property "left" already | Give one of them another `name`.',
    ],
    [
      "without @Entity",
      () => [NoEntity],
      'ENTITY.NOT_AN_ENTITY class "NoEntity" has no @Entity() decorator | Put @Entity() on the class, or take it out of `entities`.',
    ],
    [
      "that is no class",
      () => [undefined as unknown as EntityClass],
      "ENTITY.NOT_AN_ENTITY undefined in `entities` is not a class | List classes that have @Entity(); `undefined` comes from a wrong import, or from a circular one.",
    ],
    [
      "with two columns that the database numbers",
      () => {
        @Entity()
        class Twice {
          @PrimaryGeneratedColumn() id!: number;
          @PrimaryGeneratedColumn("identity") number!: number;
        }
        return [Twice];
      },
      'ENTITY.OPTION_INVALID class "Twice": "id" and "number" are both numbered by the database | One column of a key can be numbered: make the others @PrimaryColumn().',
    ],
    [
      "with an index over an unknown property",
      () => {
        @Entity()
        @Index(["nmae"])
        class Typo {
          @PrimaryColumn() id!: number;
          @Column() name!: string;
        }
        return [Typo];
      },
      'ENTITY.OPTION_INVALID class "Typo": @Index() names "nmae", which is no column or relation | Did you mean "name"?',
    ],
    [
      "with a unique constraint over nothing",
      () => {
        @Entity()
        @Unique([])
        class Nothing {
          @PrimaryColumn() id!: number;
        }
        return [Nothing];
      },
      'ENTITY.OPTION_INVALID class "Nothing": @Unique() names no properties | Name them: an array of the names of properties.',
    ],
    [
      "with two different indexes of one name",
      () => {
        @Entity()
        @Index("same", ["id"])
        @Index("same", ["id"], { unique: true })
        class Clash {
          @PrimaryColumn() id!: number;
        }
        return [Clash];
      },
      'ENTITY.OPTION_INVALID class "Clash": two indexes are called "same" | Give one of them another name.',
    ],
  ])("%s", (_case, classes, expected) => {
    expect(failure(() => buildEntityMetadatas(classes()))).toBe(expected);
  });
});

describe("a column is refused", () => {
  const place = 'class "Thing", property "it"';
  it.each<[string, readonly PropertyDecorator[], unknown, string]>([
    [
      "whose type the compiler did not emit",
      [Column()],
      undefined,
      `ENTITY.TYPE_UNKNOWN ${place}: its type is not known at run time | Set "emitDecoratorMetadata": true in tsconfig.json (not every compiler supports it), or name the type: @Column("varchar").`,
    ],
    [
      "whose type is a union",
      [Column({ nullable: true })],
      Object,
      `ENTITY.TYPE_UNKNOWN ${place}: its TypeScript type leaves no single class at run time | A union such as \`string | null\` (under strictNullChecks) and an interface are all emitted as Object. Name the type: @Column({ type: "varchar", nullable: true }), or "json" for objects.`,
    ],
    [
      "whose type is an array",
      [Column()],
      Array,
      `ENTITY.TYPE_UNKNOWN ${place}: the elements of its array have no type at run time | Name the type: @Column("simple-array"), @Column("json"), or { type: "text", array: true } where the database has arrays.`,
    ],
    [
      "whose type is another class",
      [Column()],
      Other,
      `ENTITY.TYPE_UNKNOWN ${place}: its TypeScript type, class "Other", is no type of a column | For another entity use @ManyToOne() or @OneToOne(); to store the object itself use @Column("json").`,
    ],
    [
      "whose type is no type of values",
      [Column({ type: (() => Other) as unknown as StringConstructor })],
      Other,
      `ENTITY.TYPE_UNKNOWN ${place}: \`type\` is not the name of a column type | Use a name ("varchar") or String, Number, Boolean, Date, BigInt or Buffer. For an embedded class write a function: @Column(() => Name).`,
    ],
    [
      "with an enum without values",
      [Column("enum", { enum: [] })],
      String,
      `ENTITY.OPTION_INVALID ${place}: the enum has no values | List them: { enum: Role } with a TypeScript enum, or { enum: [...] }.`,
    ],
    [
      "with an enum type and no enum",
      [Column("simple-enum")],
      String,
      `ENTITY.OPTION_INVALID ${place}: the enum has no values | List them: { enum: Role } with a TypeScript enum, or { enum: [...] }.`,
    ],
    [
      "with an enum that does not exist yet",
      [Column({ type: "enum", enum: undefined as never })],
      String,
      `ENTITY.OPTION_INVALID ${place}: the enum is undefined | Modules that import each other are read before their enums exist: move it into a file of its own.`,
    ],
    [
      "with a length that is no number",
      [Column({ length: "10) --" })],
      String,
      `ENTITY.OPTION_INVALID ${place}: length "10) --" is not a whole number | Write the length as a number: { length: 100 }.`,
    ],
    [
      "with a negative scale",
      [Column({ scale: -1 })],
      Number,
      `ENTITY.OPTION_INVALID ${place}: scale -1 is not a whole number | Write the scale as a number.`,
    ],
    [
      "that is primary and nullable",
      [PrimaryColumn({ nullable: true })],
      Number,
      `ENTITY.OPTION_INVALID ${place}: a primary column cannot be nullable | Take \`nullable\` away.`,
    ],
    [
      "with an unknown strategy",
      [PrimaryGeneratedColumn("rowid" as GenerationStrategy)],
      Number,
      `ENTITY.OPTION_INVALID ${place}: "rowid" is no generation strategy | Use one of increment, uuid, identity.`,
    ],
    [
      "that is a relation too",
      [Column(), ManyToOne(() => Other)],
      Number,
      `ENTITY.OPTION_INVALID ${place} has two decorators of columns or relations | Keep one. For a key column beside a relation, declare a property of its own and name it in @JoinColumn().`,
    ],
  ])("%s", (_case, decorators, type, expected) => {
    expect(failureOf(decorators, [Other], type)).toBe(expected);
  });

  it.each(["__proto__", "constructor", "prototype"])("called %s", (name) => {
    class Bad {
      @PrimaryColumn() id!: number;
    }
    Column("text")(Bad.prototype, name);
    Entity()(Bad);
    expect(failure(() => buildEntityMetadatas([Bad]))).toBe(
      `ENTITY.NAME_FORBIDDEN class "Bad", property "${name}": the name cannot be mapped | Rename the property; \`name\` in the decorator's options keeps the column's name.`,
    );
  });

  it("that is static", () => {
    @Entity()
    class Static {
      @PrimaryColumn() static id: number;
    }
    expect(failure(() => buildEntityMetadatas([Static]))).toContain('class "Static", property "id" is static');
  });

  it("compiled as a standard decorator", () => {
    const context = { kind: "field", name: "id" } as unknown as string;
    expect(failure(() => Column()(undefined as unknown as object, context))).toBe(
      'ENTITY.DECORATOR_MODE @Column() was compiled as a standard decorator | Set "experimentalDecorators": true and "emitDecoratorMetadata": true in tsconfig.json, or import the decorators from "ormolu/es".',
    );
    const decorateClass = Entity() as (target: unknown, context: unknown) => void;
    expect(failure(() => decorateClass(class {}, { kind: "class" }))).toContain("ENTITY.DECORATOR_MODE @Entity()");
  });
});

describe("a relation is refused", () => {
  const place = 'class "Thing", property "it"';
  @Entity()
  class Unlisted {
    @PrimaryColumn() id!: number;
  }
  @Entity()
  class Alone {
    @PrimaryColumn() id!: number;
  }
  it.each<[string, readonly PropertyDecorator[], string]>([
    [
      "to a class without @Entity",
      [ManyToOne(() => NoEntity)],
      `ENTITY.NOT_AN_ENTITY ${place} leads to class "NoEntity", which has no @Entity() decorator | Put @Entity() on NoEntity.`,
    ],
    [
      "to an entity that is not listed",
      [ManyToOne(() => Unlisted)],
      `ENTITY.RELATION_INVALID ${place}: leads to class "Unlisted", which is not among the entities | Add Unlisted to \`entities\` of the data source.`,
    ],
    [
      "to an unknown name",
      [ManyToOne("Othr")],
      `ENTITY.RELATION_INVALID ${place}: no entity is called "Othr" | Did you mean "Other"?`,
    ],
    [
      "whose class is not there after a circular import",
      [ManyToOne(() => undefined as unknown as typeof Other)],
      `ENTITY.RELATION_INVALID ${place}: the related entity is undefined | Write a function that returns the entity's class, \`() => Post\`; with modules that import each other, export the class by its name.`,
    ],
    [
      "with an unknown inverse side",
      [OneToMany(() => Other, "parnt")],
      `ENTITY.RELATION_INVALID ${place}: its inverse side, class "Other", property "parnt", is not a relation | Did you mean "parent"?`,
    ],
    [
      "whose inverse side is not declared",
      [OneToMany(() => Alone, "thing")],
      `ENTITY.RELATION_INVALID ${place}: its inverse side, class "Alone", property "thing", is not a relation | Declare it: @ManyToOne() to "Thing".`,
    ],
    [
      "whose inverse side is of the wrong kind",
      [ManyToOne(() => Other, "parent")],
      `ENTITY.RELATION_INVALID ${place}: its inverse side, class "Other", property "parent", is a many-to-one relation | The inverse of a many-to-one relation is one-to-many.`,
    ],
    [
      "whose inverse side leads elsewhere",
      [
        OneToMany(
          () => Other,
          (other) => other.parent,
        ),
      ],
      `ENTITY.RELATION_INVALID ${place}: its inverse side, class "Other", property "parent", leads to "Other" | Name the property of "Other" that leads to "Thing".`,
    ],
    [
      "with an inverse side that is no property",
      [
        OneToMany(
          () => Other,
          () => 1,
        ),
      ],
      `ENTITY.RELATION_INVALID ${place}: its inverse side is no property | Return one property: (post) => post.author.`,
    ],
    [
      "one to one, without @JoinColumn",
      [OneToOne(() => Other)],
      `ENTITY.RELATION_INVALID ${place}: neither side has @JoinColumn() | Add @JoinColumn() to one of the two sides.`,
    ],
    [
      "many to many, without @JoinTable",
      [ManyToMany(() => Other)],
      `ENTITY.RELATION_INVALID ${place}: neither side has @JoinTable() | Add @JoinTable() to one of the two sides.`,
    ],
    [
      "many to many, with @JoinColumn",
      [ManyToMany(() => Other), JoinTable(), JoinColumn()],
      `ENTITY.RELATION_INVALID ${place}: @JoinColumn() cannot stand on a many-to-many relation | Use @JoinTable().`,
    ],
    [
      "many to one, with @JoinTable",
      [ManyToOne(() => Other), JoinTable()],
      `ENTITY.RELATION_INVALID ${place}: @JoinTable() cannot stand on a many-to-one relation | Use @JoinColumn(), or @ManyToMany().`,
    ],
    [
      "that is not there, under @JoinColumn",
      [JoinColumn()],
      `ENTITY.RELATION_INVALID ${place}: @JoinColumn() stands on a property that is no relation | Add a relation.`,
    ],
    [
      "with an unknown referenced column",
      [ManyToOne(() => Other), JoinColumn({ referencedColumnName: "nmae" })],
      `ENTITY.RELATION_INVALID ${place}: its join column refers to "nmae", which "Other" does not have | Did you mean "name"?`,
    ],
    [
      "with join columns that do not say what they refer to",
      [ManyToOne(() => Other), JoinColumn([{ name: "a" }, { name: "b" }])],
      `ENTITY.RELATION_INVALID ${place}: it has several join columns, and one does not say what it refers to | Give each of them a referencedColumnName. The primary key of "Other" is: id.`,
    ],
    [
      "with an unknown action",
      [ManyToOne(() => Other, { onDelete: "EXPLODE" as RelationAction })],
      `ENTITY.OPTION_INVALID ${place}: onDelete "EXPLODE" | Use one of RESTRICT, CASCADE, SET NULL, SET DEFAULT, DEFAULT, NO ACTION.`,
    ],
  ])("%s", (_case, decorators, expected) => {
    expect(failureOf(decorators, [Other, Alone])).toContain(expected);
  });

  it("whose two sides both own it, or both load it eagerly", () => {
    const build = (options: object, both: boolean) => () => {
      @Entity()
      class A {
        @PrimaryColumn() id!: number;
        b!: object;
      }
      @Entity()
      class B {
        @PrimaryColumn() id!: number;
        a!: object;
      }
      OneToOne(() => B, "a", options)(A.prototype, "b");
      OneToOne(() => A, "b", options)(B.prototype, "a");
      JoinColumn()(A.prototype, "b");
      if (both) JoinColumn()(B.prototype, "a");
      return buildEntityMetadatas([A, B]);
    };
    expect([failure(build({}, true)), failure(build({ eager: true }, false)), failure(build({}, false))]).toEqual([
      'ENTITY.RELATION_INVALID class "A", property "b": both sides have @JoinColumn() | Take it away from one of the two sides.',
      'ENTITY.RELATION_INVALID class "A", property "b": both sides are eager, so loading would never end | Take `eager` away from one side.',
      "nothing failed",
    ]);
  });

  it("with @JoinColumn on the side without the key", () => {
    @Entity()
    class Folder {
      @PrimaryColumn() id!: number;
      @ManyToOne(() => Folder) parent!: Folder;
      @OneToMany(() => Folder, (folder) => folder.parent)
      @JoinColumn()
      children!: Folder[];
    }
    expect(failure(() => buildEntityMetadatas([Folder]))).toBe(
      'ENTITY.RELATION_INVALID class "Folder", property "children": @JoinColumn() cannot stand on a one-to-many relation | Put it on the @ManyToOne() side.',
    );
  });

  it("whose join table is the table of an entity", () => {
    expect(failureOf([ManyToMany(() => Other), JoinTable({ name: "other" })], [Other])).toBe(
      'ENTITY.DUPLICATE_TABLE table "other" is claimed by class "Other" and by a many-to-many relation | Give one of them another name: @Entity("name"), or @JoinTable({ name }).',
    );
  });
});
