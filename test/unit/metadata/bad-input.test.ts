import { buildEntityMetadatas } from "../../../src/metadata/build-entity-metadatas";
import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { ForeignKey } from "../../../src/metadata/decorators/foreign-key";
import { Generated } from "../../../src/metadata/decorators/generated";
import { Index } from "../../../src/metadata/decorators/index-decorator";
import { JoinColumn } from "../../../src/metadata/decorators/join-column";
import { ManyToOne } from "../../../src/metadata/decorators/many-to-one";
import { PrimaryColumn } from "../../../src/metadata/decorators/primary-column";
import { RelationId } from "../../../src/metadata/decorators/relation-id";
import { VirtualColumn } from "../../../src/metadata/decorators/virtual-column";
import type { EntityOptions } from "../../../src/metadata/options/entity-options";
import type { ForeignKeyOptions } from "../../../src/metadata/options/foreign-key-options";
import type { GenerationStrategy } from "../../../src/metadata/options/column-options";
import type { VirtualColumnOptions } from "../../../src/metadata/options/virtual-column-options";
import { failure } from "./failure";

@Entity()
class Other {
  @PrimaryColumn() id!: number;
  @PrimaryColumn() part!: number;
  @Column() code!: string;
}

/** An entity `Thing` with an `id`, a `size` and one property `it`, decorated as given. */
function build(decorators: readonly PropertyDecorator[], type?: unknown, options: EntityOptions = {}) {
  class Thing {
    @PrimaryColumn() id!: number;
    @Column() size!: number;
  }
  if (type !== undefined) Reflect.defineMetadata("design:type", type, Thing.prototype, "it");
  for (const decorate of decorators) decorate(Thing.prototype, "it");
  Entity(options)(Thing);
  return buildEntityMetadatas([Thing, Other]);
}

const place = 'class "Thing", property "it"';

describe("an option that nothing reads is refused", () => {
  it.each<[string, () => unknown, string]>([
    [
      "of a column",
      () => build([Column({ lenght: 5 } as object)], String),
      `${place}: there is no option "lenght" | Did you mean "length"?`,
    ],
    [
      "of an entity",
      () => build([], undefined, { shcema: "x" } as EntityOptions),
      'class "Thing": there is no option "shcema" | Did you mean "schema"?',
    ],
    [
      "of a relation",
      () => build([ManyToOne(() => Other, { onDelte: "CASCADE" } as object)]),
      `${place}: there is no option "onDelte" | Did you mean "onDelete"?`,
    ],
    [
      "of a join column",
      () => build([ManyToOne(() => Other), JoinColumn({ nmae: "x" } as object)]),
      `${place}: there is no option "nmae" | Did you mean "name"?`,
    ],
    [
      "of an index",
      () => build([Column(), Index({ uniqe: true } as object)], String),
      'class "Thing", @Index(): there is no option "uniqe" | Did you mean "unique"?',
    ],
    [
      "of a foreign key",
      () => build([Column(), ForeignKey(() => Other, "code", { deferable: 1 } as ForeignKeyOptions)], String),
      'class "Thing", @ForeignKey(): there is no option "deferable" | Did you mean "deferrable"?',
    ],
    [
      "of a virtual column",
      () => build([VirtualColumn({ query: () => "1", selcet: false } as VirtualColumnOptions)]),
      `${place}: there is no option "selcet" | Did you mean "select"?`,
    ],
  ])("%s", (_case, action, expected) => {
    expect(failure(action)).toBe(`ENTITY.OPTION_INVALID ${expected}`);
  });
});

describe("a foreign key is refused", () => {
  it.each<[string, () => unknown, string]>([
    [
      "to a property that is none",
      () => build([ForeignKey(() => Other, "cdoe"), Column()], String),
      `${place}: @ForeignKey(): "cdoe" is no column of "Other" | Did you mean "code"?`,
    ],
    [
      "over one column to a key of two",
      () => build([ForeignKey(() => Other), Column()], Number),
      `${place}: @ForeignKey(): the number of its columns is 1 and refers to 2 of "Other" | Name as many columns on both sides, in the same order.`,
    ],
    [
      "over a property that is no column",
      () => {
        @Entity()
        @ForeignKey(() => Other, ["idd", "id"], ["id", "part"])
        class Thing {
          @PrimaryColumn() id!: number;
        }
        return buildEntityMetadatas([Thing, Other]);
      },
      'class "Thing": @ForeignKey(): "idd" is no column of "Thing" | Did you mean "id"?',
    ],
    [
      "over more columns than it refers to",
      () => {
        @Entity()
        @ForeignKey(() => Other, ["id"], ["id", "part"] as unknown as [string])
        class Thing {
          @PrimaryColumn() id!: number;
        }
        return buildEntityMetadatas([Thing, Other]);
      },
      'class "Thing": @ForeignKey(): the number of its columns is 1 and refers to 2 of "Other" | Name as many columns on both sides, in the same order.',
    ],
  ])("%s", (_case, action, expected) => {
    expect(failure(action)).toBe(`ENTITY.OPTION_INVALID ${expected}`);
  });
});

describe("a property is refused", () => {
  it.each<[string, () => unknown, string]>([
    [
      "with ids of a relation that is none",
      () => build([RelationId("othr")]),
      `ENTITY.RELATION_INVALID ${place}: what @RelationId() names "othr" is no relation | There is none.`,
    ],
    [
      "that is virtual and has no query",
      () => build([VirtualColumn({} as VirtualColumnOptions)]),
      `ENTITY.OPTION_INVALID ${place}: the virtual column has no query | Give it a function that returns SQL: { query: (alias) => \`\${alias}.price * 2\` }.`,
    ],
    [
      "that is generated and no column",
      () => build([Generated()]),
      `ENTITY.OPTION_INVALID ${place}: @Generated() stands alone | Put @Column() or @PrimaryColumn() on the property too.`,
    ],
    [
      "that is generated by a strategy of another database",
      () => build([Column(), Generated("rowid" as GenerationStrategy)], Number),
      `ENTITY.OPTION_INVALID ${place}: "rowid" is no generation strategy | Use one of increment, uuid, identity.`,
    ],
    [
      "whose class a circular import has not loaded yet",
      () => {
        class Thing {
          @PrimaryColumn() id!: number;
        }
        Column()(Thing.prototype, "it");
        Reflect.defineMetadata("orm:type", () => Later, Thing.prototype, "it");
        Entity()(Thing);
        buildEntityMetadatas([Thing]);
        class Later {}
      },
      `ENTITY.TYPE_UNKNOWN ${place}: its type cannot be read | Name the column type in the decorator.`,
    ],
  ])("%s", (_case, action, expected) => {
    expect(failure(action)).toBe(expected);
  });
});
